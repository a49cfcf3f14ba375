package org.omicroutes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.omicroutes.evaluate.EvaluationReport;
import org.omicroutes.evaluate.EvaluationReport.Difference;
import org.omicroutes.evaluate.EvaluationReport.Model;
import org.omicroutes.evaluate.EvaluationReport.Summary;
import org.omicroutes.report.Comparison.Interval;
import org.omicroutes.report.Page.Table.Cell;

/** The models side by side. */
final class ModelFigures {
  private ModelFigures() {}

  /** C-index per fold with mean and interval, and the paired differences. */
  static Svg forest(Comparison comparison) {
    List<Model> models = comparison.ranked();
    double row = 34;
    double height = 96 + row * models.size();
    Svg svg =
        new Svg(
            "c-index-forest",
            880,
            height,
            "C-index of each model over " + comparison.report().folds() + " folds",
            models.stream()
                .map(m -> Comparison.label(m) + " " + Comparison.cIndex(m).text(3))
                .collect(Collectors.joining("; ")));
    Scale x = around(models, 0.5);
    Plot means = new Plot(svg, 190, 32, 300, row * models.size()).scales(x, Scale.linear(0, 1));
    Scale dx = differences(models);
    Plot gaps = new Plot(svg, 630, 32, 230, row * models.size()).scales(dx, Scale.linear(0, 1));
    svg.text(340, 20, "strong mid", "C-index");
    svg.text(745, 20, "strong mid", Comparison.label(comparison.main()) + " minus model");
    for (int i = 0; i < models.size(); i++) {
      if (i % 2 == 0) {
        svg.rect(0, 32 + row * i, 880, row, "stripe", null);
      }
    }
    means.vertical(0.5, "reference");
    gaps.vertical(0, "reference");
    for (int i = 0; i < models.size(); i++) {
      Model model = models.get(i);
      double y = 32 + row * (i + 0.5);
      String weight = model == comparison.main() ? "strong" : "";
      svg.text(12, y + 4, weight, Svg.cut(Comparison.label(model), 25));
      mean(svg, means, model, i, y);
      svg.text(500, y + 4, "tick", Comparison.cIndex(model).text(3));
      gap(svg, gaps, model, i, y);
    }
    means.axisX("higher is better; 0.5 is chance", x.ticks(5));
    gaps.axisX("above 0: the main model is better", dx.ticks(4));
    return svg;
  }

  private static void mean(Svg svg, Plot plot, Model model, int series, double y) {
    String style = Plot.series(series);
    for (double fold : Comparison.folds(model, EvaluationReport.C_INDEX)) {
      svg.circle(plot.px(fold), y + 10, 2.4, "dot " + style, "one fold: " + Numbers.fixed(fold, 3));
    }
    whisker(svg, plot, Comparison.cIndex(model), style, series, y, Comparison.label(model));
  }

  private static void gap(Svg svg, Plot plot, Model model, int series, double y) {
    Optional<Difference> difference = Comparison.difference(model);
    if (difference.isPresent()) {
      String p = Numbers.pValue(SurvivalFigures.or(difference.get().p()));
      Interval interval = Comparison.interval(difference.get());
      whisker(svg, plot, interval, Plot.series(series), series, y, p);
    }
  }

  private static void whisker(
      Svg svg, Plot plot, Interval i, String style, int series, double y, String name) {
    if (Double.isNaN(i.value())) {
      return;
    }
    if (Double.isFinite(i.low())) {
      double from = Math.max(plot.left(), plot.px(i.low()));
      double to = Math.min(plot.right(), plot.px(i.high()));
      svg.line(from, y, to, y, "whisker " + style);
    }
    svg.marker(series, plot.px(i.value()), y, 5, "mark " + style, name + "\n" + i.text(3));
  }

  private static Scale around(List<Model> models, double include) {
    List<Double> all = new ArrayList<>(List.of(include));
    for (Model model : models) {
      Interval i = Comparison.cIndex(model);
      all.add(Math.min(1, i.high()));
      all.add(Math.max(0, i.low()));
      for (double fold : Comparison.folds(model, EvaluationReport.C_INDEX)) {
        all.add(fold);
      }
    }
    return Scale.around(0.05, all.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static Scale differences(List<Model> models) {
    List<Double> all = new ArrayList<>(List.of(0.0));
    for (Model model : models) {
      Comparison.difference(model)
          .map(Comparison::interval)
          .ifPresent(i -> all.addAll(List.of(i.value(), i.low(), i.high())));
    }
    return Scale.around(0.05, all.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Whether any model has a td-AUC over folds. */
  static boolean hasAuc(EvaluationReport report) {
    return report.models().stream()
        .flatMap(m -> m.summaries().stream())
        .anyMatch(s -> s.metric().equals(EvaluationReport.TD_AUC) && s.mean() != null);
  }

  /** Mean td-AUC over folds at each horizon, with standard errors. */
  static Svg aucOverTime(Comparison comparison) {
    List<Model> models = comparison.ranked();
    List<Integer> horizons = comparison.report().horizonMonths();
    Svg svg =
        new Svg(
            "td-auc",
            880,
            450,
            "Time-dependent AUC",
            models.stream().map(m -> aucText(m, horizons)).collect(Collectors.joining("; ")));
    List<String> names = models.stream().map(Comparison::label).toList();
    double legend = Plot.legend(svg, 80, 20, 780, names, true);
    double[] range = aucRange(models, horizons);
    Scale y = Scale.around(0.05, range);
    Plot plot = new Plot(svg, 80, 14 + legend, 770, 380 - legend);
    double first = horizons.get(0);
    double last = horizons.get(horizons.size() - 1);
    double room = Math.max(3, (last - first) * 0.06);
    plot.scales(Scale.linear(first - room, last + room), y);
    plot.axisY("td-AUC", y.ticks(6));
    plot.axisX("Months", horizons.stream().map(Integer::doubleValue).toList());
    plot.horizontal(0.5, "reference");
    double dodge = room * 0.9 / Math.max(1, models.size());
    for (int m = models.size() - 1; m >= 0; m--) {
      auc(plot, models.get(m), m, horizons, (m - (models.size() - 1) / 2.0) * dodge);
    }
    return svg;
  }

  private static void auc(Plot plot, Model model, int series, List<Integer> horizons, double dx) {
    String style = Plot.series(series);
    double[] xs = new double[horizons.size()];
    double[] ys = new double[horizons.size()];
    for (int h = 0; h < xs.length; h++) {
      xs[h] = horizons.get(h) + dx;
      ys[h] = mean(model, horizons.get(h));
    }
    plot.line(xs, ys, "line " + style + (series >= 5 ? " dashed" : ""));
    for (int h = 0; h < xs.length; h++) {
      double se = se(model, horizons.get(h));
      plot.errorY(xs[h], ys[h] - se, ys[h] + se, "whisker " + style);
      String tip =
          Comparison.label(model)
              + "\n"
              + horizons.get(h)
              + " months: "
              + Numbers.fixed(ys[h], 3)
              + " ± "
              + Numbers.fixed(se, 3);
      plot.point(series, xs[h], ys[h], 4.5, "mark " + style, tip);
    }
  }

  private static double mean(Model model, int months) {
    return model
        .summary(EvaluationReport.TD_AUC, months)
        .map(Summary::mean)
        .map(SurvivalFigures::or)
        .orElse(Double.NaN);
  }

  private static double se(Model model, int months) {
    return model
        .summary(EvaluationReport.TD_AUC, months)
        .map(Summary::se)
        .map(SurvivalFigures::or)
        .orElse(Double.NaN);
  }

  private static double[] aucRange(List<Model> models, List<Integer> horizons) {
    List<Double> all = new ArrayList<>(List.of(0.5));
    for (Model model : models) {
      for (int months : horizons) {
        double se = se(model, months);
        all.add(mean(model, months) + (Double.isNaN(se) ? 0 : se));
        all.add(mean(model, months) - (Double.isNaN(se) ? 0 : se));
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static String aucText(Model model, List<Integer> horizons) {
    return Comparison.label(model)
        + " "
        + horizons.stream()
            .map(h -> Numbers.fixed(mean(model, h), 2) + " at " + h + " months")
            .collect(Collectors.joining(", "));
  }

  /** Every metric of every model, as mean over folds. */
  static Page.Table table(Comparison comparison) {
    List<Integer> horizons = comparison.report().horizonMonths();
    List<String> columns = new ArrayList<>(List.of("Model", "C-index (95 % CI)", "Difference (p)"));
    columns.add("Uno’s C");
    horizons.forEach(h -> columns.add("AUC " + h + " m"));
    columns.addAll(List.of("Brier (integrated)", "Slope", "Intercept", "ECE"));
    Page.Table table = new Page.Table("Models", columns.toArray(String[]::new));
    for (Model model : comparison.ranked()) {
      List<Cell> cells = new ArrayList<>();
      Interval c = Comparison.cIndex(model);
      cells.add(Cell.of(Comparison.label(model)));
      cells.add(Cell.of(c.value(), c.text(3)));
      Optional<Difference> gap = Comparison.difference(model);
      double mean = gap.map(Difference::mean).orElse(Double.NaN);
      double p = gap.map(Difference::p).map(SurvivalFigures::or).orElse(Double.NaN);
      String shown = Double.isNaN(p) ? "" : " (" + Numbers.pValue(p).substring(2) + ")";
      cells.add(Cell.of(mean, Numbers.signed(mean, 3) + shown.replace("(= ", "(")));
      cells.add(cell(model, EvaluationReport.UNO_C, null, 3));
      horizons.forEach(h -> cells.add(cell(model, EvaluationReport.TD_AUC, h, 3)));
      cells.add(cell(model, EvaluationReport.IBS, null, 3));
      cells.add(anyHorizon(model, EvaluationReport.CALIBRATION_SLOPE, comparison));
      cells.add(anyHorizon(model, EvaluationReport.CALIBRATION_INTERCEPT, comparison));
      cells.add(anyHorizon(model, EvaluationReport.ECE, comparison));
      table.row(model == comparison.main(), cells.toArray(Cell[]::new));
    }
    return table;
  }

  /** The mean over folds; the pooled estimate where there is no mean. */
  private static Cell cell(Model model, String metric, Integer months, int decimals) {
    double mean =
        model
            .summary(metric, months)
            .map(Summary::mean)
            .or(() -> model.pooled(metric, months).map(EvaluationReport.Value::estimate))
            .map(SurvivalFigures::or)
            .orElse(Double.NaN);
    return Cell.of(mean, Numbers.fixed(mean, decimals));
  }

  /** Without a horizon where the metric has none, else at the one of the calibration figure. */
  private static Cell anyHorizon(Model model, String metric, Comparison comparison) {
    if (model.summary(metric, null).isPresent() || model.pooled(metric, null).isPresent()) {
      return cell(model, metric, null, 2);
    }
    return cell(model, metric, comparison.calibrationHorizon(36).orElse(36), 2);
  }
}
