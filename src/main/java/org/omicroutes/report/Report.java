package org.omicroutes.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.evaluate.EvaluationReport;
import org.omicroutes.evaluate.EvaluationReport.CalibrationPoint;
import org.omicroutes.evaluate.EvaluationReport.Model;
import org.omicroutes.evaluate.EvaluationReport.RiskGroups;
import org.omicroutes.evaluate.EvaluationReport.Value;

/** Makes the page: which section there is, what its figures are, what is said of each. */
final class Report {
  private static final int NEAR_MONTHS = 36;

  private final ReportInputs in;
  private final Comparison comparison;
  private final String main;
  private final Page page;
  private final List<String> notes = new ArrayList<>();

  private Report(String title, String mainModel, ReportInputs in) {
    this.in = in;
    this.comparison = new Comparison(in.metrics(), mainModel);
    this.main = Comparison.label(mainModel);
    this.page = new Page(title);
  }

  /**
   * A finished report.
   *
   * @param figures name to SVG file content, in the order of the page
   * @param notes what could not be drawn and why
   */
  record Finished(String html, Map<String, String> figures, List<String> notes) {}

  /**
   * Draws everything.
   *
   * @throws IllegalArgumentException where the evaluation has no model of that name
   */
  static Finished of(String title, String mainModel, ReportInputs in) {
    Report report = new Report(title, mainModel, in);
    report.summary();
    report.cohort();
    report.batches();
    report.factors();
    report.riskGroups();
    report.models();
    report.overTime();
    report.calibration();
    report.biomarkers();
    InsideSection.add(report.page, in.attention(), in.history());
    report.methods();
    String footer =
        "Made by OmicRoutes from the files of this run; nothing is loaded from elsewhere. For "
            + "research use: not a medical device.";
    return new Finished(report.page.html(footer), report.page.figures(), report.notes);
  }

  private void summary() {
    Comparison.Standing standing = comparison.standing();
    String style =
        switch (standing) {
          case BEHIND -> "verdict behind";
          case EVEN -> "verdict even";
          default -> "verdict";
        };
    page.section("summary", "Summary");
    page.paragraph(comparison.verdict(), style);
    List<String[]> facts = new ArrayList<>();
    EvaluationReport metrics = in.metrics();
    facts.add(fact("Patients", Numbers.count(metrics.patients()), metrics.folds() + " folds"));
    facts.add(
        fact(
            "Deaths or events",
            Numbers.count(metrics.events()),
            Numbers.percent((double) metrics.events() / metrics.patients(), 0) + " of patients"));
    if (in.survival() != null) {
      double months = SurvivalFigures.medianFollowUp(in.survival());
      String value = Double.isNaN(months) ? "not reached" : Numbers.fixed(months, 0) + " months";
      facts.add(fact("Median follow-up", value, "reverse Kaplan–Meier"));
    }
    Comparison.Interval c = Comparison.cIndex(comparison.main());
    facts.add(fact("C-index, " + main, Numbers.fixed(c.value(), 3), between(c)));
    comparison
        .rival()
        .ifPresent(
            rival -> {
              Comparison.Interval other = Comparison.cIndex(rival);
              String label = "C-index, " + Comparison.label(rival);
              facts.add(fact(label, Numbers.fixed(other.value(), 3), between(other)));
            });
    page.facts(facts);
    page.paragraph(
        "The C-index is the share of pairs of patients that a model puts in the right order: of "
            + "two patients, the one with the higher risk has the event first. 0.5 is a coin, 1 "
            + "is perfect. All figures are of patients that the models had not seen in training.",
        "note");
    page.endSection();
  }

  private static String[] fact(String label, String value, String small) {
    return new String[] {label, value, small};
  }

  private static String between(Comparison.Interval i) {
    return Double.isFinite(i.low())
        ? "95 % CI " + Numbers.fixed(i.low(), 3) + " to " + Numbers.fixed(i.high(), 3)
        : "no interval: fewer than two folds";
  }

  private void cohort() {
    if (in.flow() == null || in.flow().patients() == null) {
      return;
    }
    CohortFlow flow = in.flow();
    page.section("cohort", "Cohort");
    page.figure(
        CohortFigures.flow(flow),
        Numbers.count(flow.patients().withOutcome())
            + " patients have a usable outcome, "
            + Numbers.count(flow.patients().withAnyLayer())
            + " of them at least one omic layer; the cohort is "
            + Numbers.count(flow.patients().kept())
            + " patients. The grey boxes say what was set aside and why.",
        "data flow from top to bottom, and patients without one layer stay in the cohort.",
        CohortFigures.setAside(flow));
    if (flow.overlap().stream().anyMatch(o -> o.patients() > 0)) {
      page.figure(
          CohortFigures.overlap(flow),
          "Patients by the exact combination of layers they have.",
          "each column is one combination: filled dots say which layers, the bar above says how "
              + "many patients; bars at the left are the totals of each layer.",
          null);
    }
    page.endSection();
  }

  private void batches() {
    List<String> layers =
        in.batches() == null
            ? List.of()
            : in.before().keySet().stream().filter(in.after()::containsKey).toList();
    List<String> names = new ArrayList<>();
    List<BatchFigures.Effect> effects = new ArrayList<>();
    for (String layer : layers) {
      BatchFigures.Effect effect =
          BatchFigures.of(layer, in.before().get(layer), in.after().get(layer), in.batches());
      if (effect == null) {
        notes.add("no batch figure for " + layer + ": fewer than two batches or three samples");
      } else {
        names.add(layer);
        effects.add(effect);
      }
    }
    if (effects.isEmpty()) {
      return;
    }
    page.section("batches", "Batch effect");
    for (int i = 0; i < effects.size(); i++) {
      BatchFigures.Effect e = effects.get(i);
      page.figure(
          e.svg(),
          "Batch explains "
              + Numbers.percent(e.before(), 1)
              + " of the variance of all features before correction and "
              + Numbers.percent(e.after(), 1)
              + " after; labels without meaning would explain "
              + Numbers.percent(e.byChance(), 1)
              + " ("
              + e.batches()
              + " batches, "
              + Numbers.count(e.samples())
              + " samples).",
          "each mark is a sample on the first two principal components of the 500 most variable "
              + "features; colours that lie apart before should be mixed after.",
          null);
    }
    page.endSection();
  }

  private void factors() {
    boolean scatter = in.factors() != null && in.factors().featureCount() >= 2;
    if (in.variance() == null && !scatter) {
      return;
    }
    page.section("factors", "Latent factors");
    if (in.variance() != null) {
      HeatMap map = in.variance();
      page.figure(
          map.draw(
              "factor-variance",
              "Variance explained by each factor, in per cent",
              map.rows().size() + " layers by " + map.columns().size() + " factors",
              "Layer",
              "Factor"),
          "Share of each layer’s variance that each factor explains.",
          "a column strong in several rows is a factor that those layers share; strong in one row "
              + "only, it is that layer’s own.",
          map.table("Variance explained", "Layer"));
    }
    if (scatter) {
      Map<String, Double> quantiles = new HashMap<>();
      comparison.main().outOfFold().forEach(p -> quantiles.put(p.patient(), p.riskQuantile()));
      page.figure(
          FactorFigures.scatter(in.factors(), quantiles),
          "Mean of "
              + in.factors().featureIds().get(0)
              + ": "
              + FactorFigures.means(in.factors(), quantiles)
              + ".",
          "each mark is a patient; where colours separate along an axis, that factor goes with "
              + "the predicted risk.",
          null);
    }
    page.endSection();
  }

  private void riskGroups() {
    Model model = comparison.main();
    Optional<RiskGroups> three = model.riskGroups(3).filter(g -> !g.curves().isEmpty());
    Optional<RiskGroups> two = model.riskGroups(2).filter(g -> !g.curves().isEmpty());
    if (three.isEmpty() && two.isEmpty()) {
      return;
    }
    page.section("survival", "Survival by risk group");
    RiskGroups shown = three.or(() -> two).orElseThrow();
    page.figure(
        SurvivalFigures.kaplanMeier(shown, main),
        "Held-out patients cut into "
            + shown.curves().size()
            + " groups by "
            + main
            + "’s predicted risk; log-rank "
            + statistic(shown)
            + "."
            + two.filter(g -> three.isPresent())
                .map(g -> " Cut in two at the median: log-rank " + statistic(g) + ".")
                .orElse(""),
        "each curve is the share still alive (Kaplan–Meier, with 95 % limits); small ticks are "
            + "patients whose follow-up ended there; the further apart, the better the ranking.",
        SurvivalFigures.numbers(shown, in.metrics().horizonMonths()));
    page.endSection();
  }

  private static String statistic(RiskGroups groups) {
    return groups.chiSquare() == null
        ? "not available"
        : "χ² = "
            + Numbers.fixed(groups.chiSquare(), 1)
            + " on "
            + groups.degreesOfFreedom()
            + " df, "
            + Numbers.pValue(SurvivalFigures.or(groups.p()));
  }

  private void models() {
    page.section("models", "Models compared");
    page.figure(
        ModelFigures.forest(comparison),
        comparison.verdict(),
        "large marks are means over folds with 95 % intervals, small dots are single folds; at the "
            + "right, an interval that crosses 0 means that the two cannot be told apart.",
        null);
    page.table(ModelFigures.table(comparison));
    page.paragraph(
        "Means over folds. Higher is better for C and AUC, lower for the Brier score and the "
            + "calibration error (ECE); the best slope is 1, the best intercept 0.",
        "note");
    page.endSection();
  }

  private void overTime() {
    if (in.metrics().horizonMonths().isEmpty() || !ModelFigures.hasAuc(in.metrics())) {
      return;
    }
    page.section("auc", "Discrimination over time");
    page.figure(
        ModelFigures.aucOverTime(comparison),
        "Mean over folds of the AUC for being alive at each horizon.",
        "higher is better and 0.5 is chance; bars are ± 1 standard error over folds, so models "
            + "whose bars overlap much are alike.",
        null);
    page.endSection();
  }

  private void calibration() {
    Optional<Integer> horizon = comparison.calibrationHorizon(NEAR_MONTHS);
    int column = in.predictions() == null ? -1 : nearest(in.predictions().horizonMonths());
    if (horizon.isEmpty() && column < 0) {
      return;
    }
    page.section("calibration", "Calibration");
    if (horizon.isPresent()) {
      int months = horizon.get();
      List<CalibrationPoint> points =
          comparison.main().calibration().stream()
              .filter(p -> p.horizonMonths() == months)
              .toList();
      page.figure(
          SurvivalFigures.calibration(points, months, main),
          main
              + ", "
              + pooled("slope", EvaluationReport.CALIBRATION_SLOPE, months)
              + pooled("intercept", EvaluationReport.CALIBRATION_INTERCEPT, months)
              + "in "
              + points.size()
              + " groups of similar predicted survival.",
          "on the dashed line, as many patients live as were predicted to; below it the model is "
              + "too hopeful, above it too gloomy.",
          SurvivalFigures.numbers(points));
    }
    if (column >= 0) {
      int months = in.predictions().horizonMonths()[column];
      double[] values =
          java.util.Arrays.stream(in.predictions().survival())
              .mapToDouble(row -> row[column])
              .filter(v -> !Double.isNaN(v))
              .toArray();
      page.figure(
          SurvivalFigures.spread(values, months),
          "How far the predictions for single patients lie apart.",
          "a narrow hill means that the model tells patients hardly apart, a wide one that it "
              + "commits itself.",
          null);
    }
    page.endSection();
  }

  private String pooled(String name, String metric, int months) {
    Model model = comparison.main();
    return model
        .pooled(metric, months)
        .or(() -> model.pooled(metric, null))
        .map(Value::estimate)
        .map(v -> name + " " + Numbers.fixed(v, 2) + ", ")
        .orElse("");
  }

  private static int nearest(int[] months) {
    int best = -1;
    for (int h = 0; h < months.length; h++) {
      if (best < 0 || Math.abs(months[h] - NEAR_MONTHS) < Math.abs(months[best] - NEAR_MONTHS)) {
        best = h;
      }
    }
    return best;
  }

  private void biomarkers() {
    List<Biomarker> genes = in.biomarkers();
    if (genes.isEmpty()) {
      return;
    }
    page.section("biomarkers", "Network biomarkers");
    page.figure(
        GeneFigures.bars(genes),
        "The first genes of "
            + Numbers.count(genes.size())
            + " by their score after network propagation.",
        "a long bar is a gene that is itself associated with survival or lies among genes that "
            + "are; colours are network modules. Association is not cause.",
        GeneFigures.table(genes));
    Svg network = GeneFigures.network(genes);
    if (network != null) {
      page.figure(
          network,
          "The first genes and the interactions among them"
              + (genes.stream().anyMatch(GeneFigures::isSeed)
                  ? "; a ring marks a seed gene."
                  : "."),
          "large circles score high, lines are edges of the interaction network, colours are "
              + "modules; distances on the page have no meaning of their own.",
          null);
    }
    page.endSection();
  }

  private void methods() {
    page.section("methods", "Methods");
    MethodsText.paragraphs(in, comparison).forEach(page::paragraph);
    Page.Table terms = MethodsText.definitions(in.metrics());
    if (!terms.isEmpty()) {
      page.heading("What each metric is");
      page.table(terms);
    }
    page.endSection();
  }
}
