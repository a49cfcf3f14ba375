package org.omicroutes.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.omicroutes.evaluate.ClassReport.LearningCurve;
import org.omicroutes.report.Page.Table.Cell;

/** Loss and accuracy by epoch in the training and validation part, a column for each fold. */
final class LearningFigure {
  private static final int COLUMNS = 5;
  private static final double LEFT = 56;
  private static final double HEAD = 56;
  private static final double PLOT = 150;
  private static final double BETWEEN = 22;
  private static final double BAND = 2 * PLOT + BETWEEN + 78;

  private final ClassView view;
  private final List<LearningCurve> curves;
  private final List<String> folds;

  private LearningFigure(ClassView view, List<LearningCurve> curves) {
    this.view = view;
    String repeat = repeat(curves.get(0));
    this.curves = curves.stream().filter(c -> repeat(c).equals(repeat)).toList();
    this.folds = this.curves.stream().map(LearningCurve::fold).distinct().toList();
  }

  private static String repeat(LearningCurve curve) {
    return curve.fold().split("/")[0];
  }

  /** A model's drawings, one a cohort; none where there is no history of it. */
  static List<Svg> drawings(ClassView view, String model) {
    List<Svg> drawings = new ArrayList<>();
    for (String cohort : view.cohorts()) {
      List<LearningCurve> own = of(view, model, cohort);
      if (!own.isEmpty()) {
        drawings.add(new LearningFigure(view, own).svg());
      }
    }
    return drawings;
  }

  private static List<LearningCurve> of(ClassView view, String model, String cohort) {
    return view.report().learning().stream()
        .filter(c -> c.model().equals(model) && c.cohort().equals(cohort))
        .toList();
  }

  private Svg svg() {
    LearningCurve first = curves.get(0);
    boolean main = first.model().equals(view.study().main());
    String id = main ? "learning" : "learning-" + Slug.of(first.model());
    int rows = (folds.size() + COLUMNS - 1) / COLUMNS;
    String title = "Training of " + StudyView.label(first.model());
    Svg svg =
        new Svg(
            view.id(id, first.cohort()),
            Grid.WIDTH,
            HEAD + rows * BAND,
            view.title(title, first.cohort()),
            describe());
    key(svg);
    for (int f = 0; f < folds.size(); f++) {
      fold(svg, f);
    }
    return svg;
  }

  private String describe() {
    int[] best =
        curves.stream().mapToInt(LearningCurve::bestEpoch).filter(e -> e > 0).sorted().toArray();
    int[] last = curves.stream().mapToInt(LearningFigure::lastEpoch).sorted().toArray();
    return curves.size()
        + " networks on "
        + folds.size()
        + " folds; trained for "
        + last[0]
        + " to "
        + last[last.length - 1]
        + " epochs"
        + (best.length == 0
            ? ""
            : ", lowest validation loss at epoch " + best[0] + " to " + best[best.length - 1]);
  }

  private static int lastEpoch(LearningCurve curve) {
    return curve.epochs().length == 0 ? 0 : curve.epochs()[curve.epochs().length - 1];
  }

  private static void key(Svg svg) {
    svg.line(12, 16, 38, 16, "thin s1");
    svg.text(44, 20, "", "training part");
    svg.line(142, 16, 168, 16, "thin s2 d1");
    svg.text(174, 20, "", "validation part");
    svg.marker(3, 300, 16, 4, "mark s2", null);
    svg.text(310, 20, "", "best epoch (lowest validation loss)");
  }

  private void fold(Svg svg, int index) {
    double cell = (Grid.WIDTH - LEFT - 10) / Math.min(COLUMNS, Math.max(2, folds.size()));
    double left = LEFT + index % COLUMNS * cell;
    double top = HEAD + index / COLUMNS * BAND;
    boolean labelled = index % COLUMNS == 0;
    String fold = folds.get(index);
    List<LearningCurve> own = curves.stream().filter(c -> c.fold().equals(fold)).toList();
    svg.open("panel", "data-fold", fold);
    svg.text(left, top - 8, "strong", "Fold " + fold.substring(fold.indexOf('/') + 1));
    Scale x =
        Scale.linear(
            0, Math.max(2, curves.stream().mapToInt(LearningFigure::lastEpoch).max().orElse(1)));
    Plot loss = new Plot(svg, left, top, cell - 18, PLOT).scales(x, scale(true));
    axisY(svg, loss, scale(true), labelled ? "Loss" : "");
    own.forEach(c -> lines(loss, c, c.trainingLoss(), c.validationLoss()));
    Plot accuracy =
        new Plot(svg, left, top + PLOT + BETWEEN, cell - 18, PLOT).scales(x, scale(false));
    axisY(svg, accuracy, scale(false), labelled ? "Accuracy" : "");
    own.forEach(c -> lines(accuracy, c, c.trainingAccuracy(), c.validationAccuracy()));
    accuracy.axisX("Epoch", x.ticks(4));
    svg.close();
  }

  /** The same for all folds, so that they can be held against each other. */
  private Scale scale(boolean loss) {
    double[] all =
        curves.stream()
            .flatMapToDouble(
                c ->
                    loss
                        ? DoubleStream.concat(
                            Arrays.stream(c.trainingLoss()), Arrays.stream(c.validationLoss()))
                        : DoubleStream.concat(
                            Arrays.stream(c.trainingAccuracy()),
                            Arrays.stream(c.validationAccuracy())))
            .toArray();
    return Scale.around(0.05, all);
  }

  private static void axisY(Svg svg, Plot plot, Scale scale, String label) {
    if (label.isEmpty()) {
      scale.ticks(5).forEach(t -> plot.horizontal(t, "grid"));
    } else {
      plot.axisY(label, scale.ticks(5));
    }
    svg.line(plot.left(), plot.bottom(), plot.right(), plot.bottom(), "axis");
  }

  private void lines(Plot plot, LearningCurve c, double[] training, double[] validation) {
    double[] xs = Arrays.stream(c.epochs()).asDoubleStream().toArray();
    String faded = curves.size() > folds.size() ? " faded" : "";
    plot.line(xs, training, "thin s1" + faded);
    plot.line(xs, validation, "thin s2 d1" + faded);
    int best = Arrays.binarySearch(c.epochs(), c.bestEpoch());
    if (best >= 0) {
      String tip =
          "network "
              + c.network()
              + "\nbest at epoch "
              + c.bestEpoch()
              + ": "
              + Numbers.fixed(validation[best], 3);
      plot.point(3, xs[best], validation[best], 4, "mark s2", tip);
    }
  }

  /** Each network's best epoch, with all repeats. */
  static Page.Table numbers(ClassView view, String model) {
    Page.Table table =
        new Page.Table(
            "Training",
            "Cohort",
            "Repeat/fold",
            "Network",
            "Epochs",
            "Best epoch",
            "Training loss there",
            "Validation loss there",
            "Training accuracy there",
            "Validation accuracy there");
    for (String cohort : view.cohorts()) {
      for (LearningCurve c : of(view, model, cohort)) {
        int best = Arrays.binarySearch(c.epochs(), c.bestEpoch());
        table.row(
            Cell.of(view.study().cohortLabel(cohort)),
            Cell.of(c.fold()),
            Cell.of(c.network()),
            Cell.of(lastEpoch(c), String.valueOf(lastEpoch(c))),
            Cell.of(c.bestEpoch(), best < 0 ? Numbers.MISSING : String.valueOf(c.bestEpoch())),
            at(c.trainingLoss(), best, 4),
            at(c.validationLoss(), best, 4),
            at(c.trainingAccuracy(), best, 3),
            at(c.validationAccuracy(), best, 3));
      }
    }
    return table;
  }

  private static Cell at(double[] values, int index, int digits) {
    double value = index < 0 ? Double.NaN : values[index];
    return Cell.of(value, Numbers.fixed(value, digits));
  }
}
