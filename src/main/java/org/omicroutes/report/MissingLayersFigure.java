package org.omicroutes.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.omicroutes.evaluate.StudyReport;
import org.omicroutes.evaluate.StudyReport.MissingLayers;
import org.omicroutes.report.Page.Table.Cell;

/**
 * td-AUC with layers taken away: a column for each set of layers, ordered by how many are missing,
 * with the layers below as dots. Single cohorts are light marks beside the mean.
 */
final class MissingLayersFigure {
  private static final double LEFT = 150;
  private static final double TOP = 56;
  private static final double HEIGHT = 250;
  private static final double ROW = 22;

  private final StudyView view;
  private final List<MissingLayers> known;
  private final List<String> cohorts;
  private final List<String> layers;
  private final List<MissingLayers> columns;

  private MissingLayersFigure(StudyView view, List<MissingLayers> known) {
    this.view = view;
    this.known = known;
    this.cohorts = view.cohorts(known.stream().map(MissingLayers::cohort));
    this.layers = known.stream().flatMap(m -> m.missing().stream()).distinct().sorted().toList();
    this.columns =
        shown().stream()
            .sorted(
                Comparator.comparingInt((MissingLayers m) -> m.missing().size())
                    .thenComparing(m -> -m.auc())
                    .thenComparing(m -> String.join(",", m.missing())))
            .toList();
  }

  private static List<MissingLayers> known(StudyView view) {
    return view.report().missingLayers().stream()
        .filter(m -> Double.isFinite(m.auc()))
        .map(
            m ->
                new MissingLayers(
                    m.cohort(),
                    m.missing() == null ? List.of() : m.missing().stream().sorted().toList(),
                    m.auc(),
                    m.lower(),
                    m.upper()))
        .toList();
  }

  /** The figure, empty where no set of layers has a value. */
  static Optional<Svg> draw(StudyView view) {
    List<MissingLayers> known = known(view);
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(new MissingLayersFigure(view, known).svg());
  }

  /** The mean over cohorts, computed without interval where the report has none. */
  private List<MissingLayers> shown() {
    if (cohorts.size() == 1 || cohorts.get(0).equals(StudyReport.MEAN)) {
      return known.stream().filter(m -> m.cohort().equals(cohorts.get(0))).toList();
    }
    return known.stream()
        .map(MissingLayers::missing)
        .distinct()
        .map(
            set -> {
              double mean =
                  known.stream()
                      .filter(m -> m.missing().equals(set))
                      .mapToDouble(MissingLayers::auc)
                      .average()
                      .orElse(Double.NaN);
              return new MissingLayers(StudyReport.MEAN, set, mean, Double.NaN, Double.NaN);
            })
        .toList();
  }

  private Svg svg() {
    double height = TOP + HEIGHT + 34 + ROW * layers.size() + 26;
    String title = "td-AUC at " + view.setting().horizonMonths() + " months with layers taken away";
    Svg svg = new Svg("missing-layers", Grid.WIDTH, height, title, describe());
    Scale y = range();
    Plot plot = new Plot(svg, LEFT, TOP, Grid.WIDTH - LEFT - 20, HEIGHT);
    plot.scales(Scale.linear(-0.5, columns.size() - 0.5), y);
    svg.text(LEFT, 22, "strong", view.cohortLabel(columns.get(0).cohort()));
    plot.axisY("td-AUC", y.ticks(6));
    counts(svg, plot);
    for (int c = 0; c < columns.size(); c++) {
      column(svg, plot, c);
    }
    means(plot);
    matrix(svg, plot);
    return svg;
  }

  private String describe() {
    List<String> parts = new ArrayList<>();
    for (MissingLayers m : columns) {
      parts.add(named(m.missing()) + " " + Numbers.fixed(m.auc(), 3));
    }
    return String.join("; ", parts);
  }

  private static String named(List<String> missing) {
    return missing.isEmpty() ? "all layers" : "without " + String.join(", ", missing);
  }

  private Scale range() {
    List<Double> all = new ArrayList<>();
    known.forEach(m -> all.add(m.auc()));
    for (MissingLayers m : columns) {
      all.add(m.lower());
      all.add(m.upper());
    }
    return Scale.around(0.06, all.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Stripes and headings for none, one, two … layers missing. */
  private void counts(Svg svg, Plot plot) {
    int from = 0;
    boolean odd = false;
    while (from < columns.size()) {
      int missing = columns.get(from).missing().size();
      int to = from;
      while (to < columns.size() && columns.get(to).missing().size() == missing) {
        to++;
      }
      double left = plot.px(from - 0.5);
      double width = plot.px(to - 0.5) - left;
      if (odd) {
        double bottom = plot.bottom() + 15 + ROW * layers.size();
        svg.rect(left, TOP - 22, width, bottom - TOP + 22, "stripe", null);
      }
      String text = missing == 0 ? "none" : width > 80 ? missing + " missing" : "" + missing;
      svg.text(left + width / 2, TOP - 8, "small mid", text);
      odd = !odd;
      from = to;
    }
  }

  private void column(Svg svg, Plot plot, int c) {
    MissingLayers shown = columns.get(c);
    if (cohorts.size() > 1) {
      List<MissingLayers> single =
          known.stream()
              .filter(m -> !m.cohort().equals(StudyReport.MEAN))
              .filter(m -> m.missing().equals(shown.missing()))
              .toList();
      for (MissingLayers m : single) {
        String tip = m.cohort() + ", " + named(m.missing()) + ": " + Numbers.fixed(m.auc(), 3);
        svg.circle(plot.px(c) + 7, plot.py(m.auc()), 2.4, "dot mute", tip);
      }
    }
    plot.errorY(c, shown.lower(), shown.upper(), "whisker s1");
    String value = Numbers.interval(shown.auc(), shown.lower(), shown.upper(), 3);
    plot.point(0, c, shown.auc(), 5, "mark s1", named(shown.missing()) + "\n" + value);
  }

  /** The mean over all sets with as many missing: the curve from left to right. */
  private void means(Plot plot) {
    TreeSet<Integer> sizes = new TreeSet<>();
    columns.forEach(m -> sizes.add(m.missing().size()));
    double[] xs = new double[sizes.size()];
    double[] ys = new double[sizes.size()];
    int k = 0;
    for (int size : sizes) {
      double x = 0;
      double y = 0;
      int n = 0;
      for (int c = 0; c < columns.size(); c++) {
        if (columns.get(c).missing().size() == size) {
          x += c;
          y += columns.get(c).auc();
          n++;
        }
      }
      xs[k] = x / n;
      ys[k++] = y / n;
    }
    plot.line(xs, ys, "thin s2 dashed");
  }

  /** Filled dots are layers that are there, open ones are missing. */
  private void matrix(Svg svg, Plot plot) {
    svg.line(plot.left(), plot.bottom(), plot.right(), plot.bottom(), "axis");
    double top = plot.bottom() + 26;
    for (int l = 0; l < layers.size(); l++) {
      double y = top + ROW * l;
      svg.text(LEFT - 14, y + 4, "end", Svg.cut(layers.get(l), 19));
      for (int c = 0; c < columns.size(); c++) {
        boolean gone = columns.get(c).missing().contains(layers.get(l));
        svg.circle(plot.px(c), y, 5, gone ? "open" : "full", null);
      }
    }
    double y = top + ROW * layers.size() + 8;
    svg.circle(LEFT + 6, y, 5, "full", null);
    svg.text(LEFT + 16, y + 4, "small", "layer used");
    svg.circle(LEFT + 106, y, 5, "open", null);
    svg.text(LEFT + 116, y + 4, "small", "taken away");
    svg.line(LEFT + 206, y, LEFT + 232, y, "thin s2 dashed");
    svg.text(LEFT + 238, y + 4, "small", "mean over sets with as many missing");
    if (cohorts.size() > 1) {
      svg.circle(LEFT + 470, y, 2.4, "dot mute", null);
      svg.text(LEFT + 478, y + 4, "small", "single cohorts");
    }
  }

  static Page.Table numbers(StudyView view) {
    Page.Table table =
        new Page.Table("Missing layers", "Cohort", "Missing", "Layers missing", "td-AUC (95 % CI)");
    for (MissingLayers m : known(view)) {
      String value = Numbers.interval(m.auc(), m.lower(), m.upper(), 3);
      table.row(
          Cell.of(view.cohortLabel(m.cohort())),
          Cell.of(m.missing().isEmpty() ? "none" : String.join(", ", m.missing())),
          Cell.of(m.missing().size(), String.valueOf(m.missing().size())),
          Cell.of(m.auc(), value));
    }
    return table;
  }
}
