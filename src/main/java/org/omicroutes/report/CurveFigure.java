package org.omicroutes.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.omicroutes.evaluate.ClassReport;
import org.omicroutes.evaluate.ClassReport.Curve;
import org.omicroutes.report.Page.Table.Cell;

/** ROC or precision-recall curves of all models, a panel for each cohort. */
final class CurveFigure {
  private static final double[] SIDES = {440, 340, 216};
  private static final double LEFT = 62;
  private static final double TITLE = 34;
  private static final double FOOT = 52;

  /** What is drawn. */
  enum Kind {
    ROC("roc", "ROC curves", "1 − specificity", "Sensitivity", "AUC"),
    PRECISION_RECALL(
        "precision-recall", "Precision-recall curves", "Recall", "Precision", "PR-AUC");

    private final String id;
    private final String title;
    private final String horizontal;
    private final String vertical;
    private final String area;

    Kind(String id, String title, String horizontal, String vertical, String area) {
      this.id = id;
      this.title = title;
      this.horizontal = horizontal;
      this.vertical = vertical;
      this.area = area;
    }

    private List<Curve> of(ClassReport report) {
      return this == ROC ? report.roc() : report.precisionRecall();
    }
  }

  private final ClassView view;
  private final Kind kind;
  private final List<Curve> curves;
  private final List<String> cohorts;
  private final List<String> models;

  private CurveFigure(ClassView view, Kind kind) {
    this.view = view;
    this.kind = kind;
    this.curves = kind.of(view.report());
    this.cohorts = view.study().cohorts(curves.stream().map(Curve::cohort));
    this.models =
        view.study().models().stream()
            .filter(m -> curves.stream().anyMatch(c -> c.model().equals(m)))
            .sorted(Comparator.comparingInt(this::rank))
            .toList();
  }

  /** Models that stand out first, in their order; then the others in the order of print. */
  private int rank(String model) {
    int series = view.study().series(model);
    StudyView study = view.study();
    return series >= 0 ? series : study.strong().size() + study.number(model);
  }

  /** The figure, empty where there is no curve. */
  static Optional<Svg> draw(ClassView view, Kind kind) {
    return kind.of(view.report()).isEmpty()
        ? Optional.empty()
        : Optional.of(new CurveFigure(view, kind).svg());
  }

  private Svg svg() {
    ModelKey key = new ModelKey(view.study(), models, 8, 20, Grid.WIDTH - 16);
    double side = SIDES[Grid.columnsFor(cohorts.size()) - 1];
    double cell = TITLE + side + FOOT;
    Grid grid = Grid.of(cohorts.size(), new double[] {cell, cell, cell}, 16 + key.height());
    String description =
        view.study().cohortLabel(cohorts.get(0))
            + ": "
            + models.stream().map(m -> told(m, cohorts.get(0))).collect(Collectors.joining("; "));
    Svg svg = new Svg(kind.id, Grid.WIDTH, grid.height(), kind.title, description);
    key.draw(svg);
    for (int i = 0; i < cohorts.size(); i++) {
      panel(svg, grid, i, side, key);
    }
    return svg;
  }

  private Optional<Curve> curve(String model, String cohort) {
    return curves.stream()
        .filter(c -> c.model().equals(model) && c.cohort().equals(cohort))
        .findFirst();
  }

  private String told(String model, String cohort) {
    return StudyView.label(model)
        + " "
        + kind.area
        + " "
        + Numbers.fixed(curve(model, cohort).map(Curve::area).orElse(Double.NaN), 3);
  }

  private void panel(Svg svg, Grid grid, int index, double side, ModelKey key) {
    String cohort = cohorts.get(index);
    double centred = grid.columns() == 1 ? (grid.cellWidth() - side) / 2 : LEFT;
    double left = grid.x(index) + centred;
    double top = grid.y(index) + TITLE;
    svg.open("panel", "data-cohort", cohort);
    svg.text(left, top - 10, "strong", Svg.cut(view.study().cohortLabel(cohort), 24));
    svg.text(left + side, top - 10, "small end", view.size(cohort));
    Scale unit = Scale.linear(0, 1);
    Plot plot = new Plot(svg, left, top, side, side).scales(unit, unit);
    plot.axisY(grid.firstOfRow(index) ? kind.vertical : "", unit.multiples(0.2));
    plot.axisX(kind.horizontal, unit.multiples(0.2));
    reference(plot, cohort);
    models.stream()
        .sorted(Comparator.comparingInt((String m) -> -rank(m)))
        .forEach(m -> curve(m, cohort).ifPresent(c -> line(svg, plot, c, key)));
    svg.close();
  }

  /** What a model that tells nobody apart would have. */
  private void reference(Plot plot, String cohort) {
    if (kind == Kind.ROC) {
      plot.segment(0, 0, 1, 1, "reference");
    } else {
      view.labels(cohort).ifPresent(l -> plot.horizontal(l.prevalence(), "reference"));
    }
  }

  /** The line with its marker, or number, at places that differ from model to model. */
  private void line(Svg svg, Plot plot, Curve c, ModelKey key) {
    plot.line(c.x(), c.y(), key.line(c.model()));
    int series = view.study().series(c.model());
    int place = rank(c.model());
    for (double x = 0.06 + 0.025 * place; x < 1; x += 0.3) {
      double y = at(c, x);
      String tip = told(c.model(), c.cohort());
      if (series >= 0) {
        plot.point(series, x, y, 4, "mark " + Plot.series(series), tip);
      } else {
        String number = String.valueOf(view.study().number(c.model()));
        svg.text(plot.px(x), plot.py(y) + 4, "num halo mid", number);
      }
    }
  }

  /** The curve's height by straight lines between its points; NaN outside them. */
  private static double at(Curve curve, double x) {
    for (int i = 1; i < curve.x().length; i++) {
      double from = curve.x()[i - 1];
      double to = curve.x()[i];
      if (from <= x && x <= to) {
        double share = to > from ? (x - from) / (to - from) : 0;
        return curve.y()[i - 1] + share * (curve.y()[i] - curve.y()[i - 1]);
      }
    }
    return Double.NaN;
  }

  /** The areas behind the curves. */
  static Page.Table numbers(ClassView view, Kind kind) {
    CurveFigure figure = new CurveFigure(view, kind);
    Page.Table table = new Page.Table(kind.title, "Cohort", "No.", "Model", kind.area);
    for (String cohort : figure.cohorts) {
      for (String model : figure.models) {
        Optional<Curve> curve = figure.curve(model, cohort);
        if (curve.isPresent()) {
          int number = view.study().number(model);
          double area = curve.get().area();
          table.row(
              model.equals(view.study().main()),
              Cell.of(view.study().cohortLabel(cohort)),
              Cell.of(number, String.valueOf(number)),
              Cell.of(StudyView.label(model)),
              Cell.of(area, Numbers.fixed(area, 3)));
        }
      }
    }
    return table;
  }
}
