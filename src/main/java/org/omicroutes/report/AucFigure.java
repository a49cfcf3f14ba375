package org.omicroutes.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.omicroutes.evaluate.StudyReport;
import org.omicroutes.evaluate.StudyReport.AucCurve;
import org.omicroutes.evaluate.StudyReport.EventCounts;
import org.omicroutes.report.Page.Table.Cell;

/** F1: td-AUC of each model over time, above the number of events seen by then. */
final class AucFigure {
  private static final double[] HEIGHTS = {470, 370, 310};
  private static final double LEFT = 58;
  private static final double RIGHT = 34;
  private static final double TITLE = 34;
  private static final double FOOT = 46;
  private static final double GAP = 14;

  private final StudyView view;
  private final List<AucCurve> curves;
  private final List<String> cohorts;
  private final List<String> models;
  private final Scale y;

  private AucFigure(StudyView view) {
    this.view = view;
    this.curves = curves(view);
    this.cohorts = view.cohorts(curves.stream().map(AucCurve::cohort));
    this.models =
        view.models().stream()
            .filter(m -> curves.stream().anyMatch(c -> c.model().equals(m)))
            .sorted(Comparator.comparingInt(this::rank))
            .toList();
    this.y = range();
  }

  /** Models that stand out first, in their order; then the others in the order of print. */
  private int rank(String model) {
    int series = view.series(model);
    return series >= 0 ? series : view.strong().size() + view.number(model);
  }

  private static List<AucCurve> curves(StudyView view) {
    return view.report().aucCurves().stream().filter(c -> StudyView.anyFinite(c.auc())).toList();
  }

  /** The figure, empty where no curve has a value. */
  static Optional<Svg> draw(StudyView view) {
    return curves(view).isEmpty() ? Optional.empty() : Optional.of(new AucFigure(view).svg());
  }

  private Svg svg() {
    ModelKey key = new ModelKey(view, models, 8, 20, Grid.WIDTH - 16);
    Grid grid = Grid.of(cohorts.size(), HEIGHTS, 16 + key.height());
    String description =
        view.strong().stream()
            .filter(models::contains)
            .map(m -> StudyView.label(m) + " " + told(m, cohorts.get(0)))
            .collect(Collectors.joining("; "));
    Svg svg =
        new Svg(
            "F1",
            Grid.WIDTH,
            grid.height(),
            "Time-dependent AUC over time",
            view.cohortLabel(cohorts.get(0)) + ": " + description);
    key.draw(svg);
    for (int i = 0; i < cohorts.size(); i++) {
      panel(svg, grid, i, key);
    }
    return svg;
  }

  private String told(String model, String cohort) {
    int months = view.setting().horizonMonths();
    return curve(model, cohort)
        .map(c -> Numbers.fixed(StudyView.at(c, months), 3) + " at " + months + " months")
        .orElse("not known");
  }

  private Optional<AucCurve> curve(String model, String cohort) {
    return curves.stream()
        .filter(c -> c.model().equals(model) && c.cohort().equals(cohort))
        .findFirst();
  }

  /** All estimates and the main model's limits lie inside; other limits may be cut off. */
  private Scale range() {
    List<Double> all = new ArrayList<>(List.of(0.5));
    for (AucCurve curve : curves) {
      for (int i = 0; i < curve.auc().length; i++) {
        all.add(curve.auc()[i]);
        if (curve.model().equals(view.main())) {
          all.add(Math.max(curve.lower()[i], 0.3));
          all.add(curve.upper()[i]);
        }
      }
    }
    return Scale.around(0.04, all.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void panel(Svg svg, Grid grid, int index, ModelKey key) {
    String cohort = cohorts.get(index);
    double left = grid.x(index) + LEFT;
    double top = grid.y(index) + TITLE;
    double width = grid.cellWidth() - LEFT - RIGHT;
    double free = grid.cellHeight() - TITLE - FOOT - GAP;
    List<AucCurve> here = curves.stream().filter(c -> c.cohort().equals(cohort)).toList();
    Scale x = months(here);
    Plot plot = new Plot(svg, left, top, width, free * 0.74).scales(x, y);
    svg.open("panel", "data-cohort", cohort);
    svg.text(left, top - 12, "strong", view.cohortLabel(cohort));
    svg.text(left + width, top - 12, "small end", view.size(cohort));
    plot.axisY(grid.firstOfRow(index) ? "td-AUC" : "", y.ticks(6));
    plot.horizontal(0.5, "reference");
    List<AucCurve> order =
        here.stream().sorted(Comparator.comparingInt((AucCurve c) -> -rank(c.model()))).toList();
    order.forEach(c -> line(plot, c, key, width));
    tags(svg, plot, here, key);
    Plot bars = new Plot(svg, left, top + free * 0.74 + GAP, width, free * 0.26);
    bars(svg, bars, cohort, x, grid.firstOfRow(index));
    svg.close();
  }

  private static Scale months(List<AucCurve> here) {
    int[] all = here.stream().flatMapToInt(c -> IntStream.of(c.months())).toArray();
    double first = IntStream.of(all).min().orElse(0);
    double last = IntStream.of(all).max().orElse(60);
    double room = Math.max(3, (last - first) * 0.06);
    return Scale.linear(first - room, last + room * 0.8);
  }

  private void line(Plot plot, AucCurve curve, ModelKey key, double width) {
    int series = view.series(curve.model());
    double dodge = dodge(series, width);
    double[] xs = IntStream.of(curve.months()).mapToDouble(m -> m + dodge).toArray();
    plot.line(xs, curve.auc(), key.line(curve.model()));
    for (int i = 0; i < xs.length; i++) {
      String style = series < 0 ? "mute" : Plot.series(series);
      if (series >= 0) {
        String bar = (series == 0 ? "whisker " : "hair ") + style;
        whisker(plot, xs[i], curve.lower()[i], curve.upper()[i], bar);
      }
      double size = series < 0 ? 1.8 : width > 500 ? 4.5 : 3.4;
      plot.point(Math.max(series, 0), xs[i], curve.auc()[i], size, "mark " + style, tip(curve, i));
    }
  }

  /** How far a series stands beside the month, in months, so that error bars do not overlap. */
  private double dodge(int series, double width) {
    double step = width > 500 ? 0.75 : 0.85;
    return series < 0 ? 0 : (series - (view.strong().size() - 1) / 2.0) * step;
  }

  /** An error bar; an end outside the panel is cut off and has no cap. */
  private void whisker(Plot plot, double x, double low, double high, String style) {
    if (!Double.isFinite(low) || !Double.isFinite(high) || high < y.low() || low > y.high()) {
      return;
    }
    plot.segment(x, Math.max(low, y.low()), x, Math.min(high, y.high()), style);
    if (low >= y.low()) {
      plot.cap(x, low, style);
    }
    if (high <= y.high()) {
      plot.cap(x, high, style);
    }
  }

  private String tip(AucCurve c, int i) {
    return StudyView.label(c.model())
        + "\n"
        + c.months()[i]
        + " months: "
        + Numbers.interval(c.auc()[i], c.lower()[i], c.upper()[i], 3);
  }

  /** Each model's number beside the end of its line, moved apart where they would overlap. */
  private void tags(Svg svg, Plot plot, List<AucCurve> here, ModelKey key) {
    List<AucCurve> ends =
        here.stream().sorted(Comparator.comparingDouble((AucCurve c) -> -last(c))).toList();
    double[] wanted = ends.stream().mapToDouble(c -> plot.py(last(c))).toArray();
    double[] placed = Labels.apart(wanted, 10.5, plot.top() - 8, plot.bottom() + 8);
    for (int i = 0; i < placed.length; i++) {
      String model = ends.get(i).model();
      int series = view.series(model);
      String style = "leader " + (series < 0 ? "mute" : Plot.series(series));
      double end = lastMonth(ends.get(i)) + dodge(series, plot.right() - plot.left());
      double from = plot.px(end) + (series < 0 ? 3 : 6);
      svg.line(from, wanted[i], plot.right() + 14, placed[i], style);
      String text = String.valueOf(view.number(model));
      svg.text(plot.right() + 17, placed[i] + 3.7, key.number(model), text);
    }
  }

  private static double last(AucCurve curve) {
    for (int i = curve.auc().length - 1; i >= 0; i--) {
      if (Double.isFinite(curve.auc()[i])) {
        return curve.auc()[i];
      }
    }
    return Double.NaN;
  }

  private static double lastMonth(AucCurve curve) {
    for (int i = curve.auc().length - 1; i >= 0; i--) {
      if (Double.isFinite(curve.auc()[i])) {
        return curve.months()[i];
      }
    }
    return Double.NaN;
  }

  private void bars(Svg svg, Plot plot, String cohort, Scale x, boolean first) {
    Optional<EventCounts> found =
        view.report().eventCounts().stream().filter(e -> e.cohort().equals(cohort)).findFirst();
    int most =
        found.map(e -> IntStream.of(e.events()).max().orElse(1)).filter(m -> m > 0).orElse(1);
    Scale heights = Scale.linear(0, most * 1.25);
    plot.scales(x, heights);
    plot.axisX("Months", x.multiples(12));
    if (found.isEmpty()) {
      svg.text(
          (plot.left() + plot.right()) / 2, plot.bottom() - 12, "small mid", "no event counts");
      return;
    }
    // For the mean over cohorts the report has sums.
    String label = cohort.equals(StudyReport.MEAN) ? "Events (sum)" : "Events";
    plot.axisY(first ? label : "", heights.ticks(2));
    EventCounts counts = found.get();
    double step = plot.px(6) - plot.px(0);
    double half = Math.min(11, step * 0.34);
    for (int i = 0; i < counts.months().length; i++) {
      double at = plot.px(counts.months()[i]);
      double height = plot.bottom() - plot.py(counts.events()[i]);
      String atRisk = counts.atRisk() == null ? "" : "\n" + counts.atRisk()[i] + " still at risk";
      String tip = counts.events()[i] + " events by month " + counts.months()[i] + atRisk;
      svg.rect(at - half, plot.bottom() - height, 2 * half, height, "counted", tip);
      String text = String.valueOf(counts.events()[i]);
      if (Svg.widthOf(text, 10) <= step * 0.98) {
        svg.text(at, plot.bottom() - height - 3, "count mid", text);
      }
    }
  }

  /** The estimates behind the first panel: models by months. */
  static Page.Table numbers(StudyView view) {
    AucFigure figure = new AucFigure(view);
    String cohort = figure.cohorts.get(0);
    int[] months =
        figure.curves.stream()
            .filter(c -> c.cohort().equals(cohort))
            .flatMapToInt(c -> IntStream.of(c.months()))
            .distinct()
            .sorted()
            .toArray();
    List<String> columns = new ArrayList<>(List.of("No.", "Model"));
    IntStream.of(months).forEach(m -> columns.add(m + " m"));
    String caption = "td-AUC, " + view.cohortLabel(cohort);
    Page.Table table = new Page.Table(caption, columns.toArray(String[]::new));
    for (String model : figure.models) {
      Optional<AucCurve> curve = figure.curve(model, cohort);
      if (curve.isPresent()) {
        table.row(
            model.equals(view.main()), figure.cells(curve.get(), months).toArray(Cell[]::new));
      }
    }
    return table;
  }

  private List<Cell> cells(AucCurve curve, int[] months) {
    List<Cell> cells = new ArrayList<>();
    int number = view.number(curve.model());
    cells.add(Cell.of(number, String.valueOf(number)));
    cells.add(Cell.of(StudyView.label(curve.model())));
    for (int month : months) {
      int at = IntStream.of(curve.months()).boxed().toList().indexOf(month);
      double value = at < 0 ? Double.NaN : curve.auc()[at];
      double low = at < 0 ? Double.NaN : curve.lower()[at];
      double high = at < 0 ? Double.NaN : curve.upper()[at];
      cells.add(Cell.of(value, Numbers.interval(value, low, high, 3)));
    }
    return cells;
  }
}
