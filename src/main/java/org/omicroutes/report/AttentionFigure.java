package org.omicroutes.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.evaluate.StudyReport.AttentionWeight;

/** Mean attention for each pair of modalities, a panel for each cohort. */
final class AttentionFigure {
  private static final double[] CELLS = {64, 46, 30};
  private static final double NAMES = 92;
  private static final double HEAD = 30;

  private final StudyView view;
  private final List<AttentionWeight> weights;
  private final List<String> names;
  private final double most;

  private AttentionFigure(StudyView view, List<AttentionWeight> weights) {
    this.view = view;
    this.weights = weights;
    Set<String> all = new LinkedHashSet<>();
    weights.forEach(w -> all.add(w.query()));
    weights.forEach(w -> all.add(w.key()));
    this.names = List.copyOf(all);
    this.most = StudyView.most(weights.stream().map(AttentionWeight::weight).toList(), 1);
  }

  /** The figure, empty where there is no weight. */
  static Optional<Svg> draw(StudyView view) {
    List<AttentionWeight> known =
        view.report().attention().stream().filter(w -> Double.isFinite(w.weight())).toList();
    return known.isEmpty() ? Optional.empty() : Optional.of(new AttentionFigure(view, known).svg());
  }

  private Svg svg() {
    List<String> cohorts = view.cohorts(weights.stream().map(AttentionWeight::cohort));
    int columns = Grid.columnsFor(cohorts.size());
    double size = Math.min(CELLS[columns - 1], (Grid.WIDTH / columns - NAMES - 14) / names.size());
    double cell = HEAD + 84 + size * names.size() + 24;
    Grid grid = Grid.of(cohorts.size(), new double[] {cell, cell, cell}, 6);
    Svg svg =
        new Svg(
            "attention",
            Grid.WIDTH,
            grid.height(),
            "Attention between modalities",
            describe(cohorts.get(0)));
    for (int i = 0; i < cohorts.size(); i++) {
      panel(svg, grid, i, cohorts.get(i), size);
    }
    return svg;
  }

  private String describe(String cohort) {
    return view.cohortLabel(cohort)
        + ", strongest: "
        + weights.stream()
            .filter(w -> w.cohort().equals(cohort))
            .max(java.util.Comparator.comparingDouble(AttentionWeight::weight))
            .map(w -> w.query() + " to " + w.key() + " " + Numbers.fixed(w.weight(), 2))
            .orElse("none");
  }

  private void panel(Svg svg, Grid grid, int index, String cohort, double size) {
    double centre = grid.columns() == 1 ? (grid.cellWidth() - NAMES - size * names.size()) / 2 : 0;
    double left = grid.x(index) + NAMES + centre;
    double top = grid.y(index) + HEAD + 84;
    svg.open("panel", "data-cohort", cohort);
    svg.text(grid.x(index) + 8 + centre, grid.y(index) + 20, "strong", view.cohortLabel(cohort));
    svg.text(left - 10, top - 8, "small end", "from / to");
    for (int k = 0; k < names.size(); k++) {
      String name = Svg.cut(names.get(k), 13);
      svg.slanted(left + size * (k + 0.5) + 3, top - 8, -50, "tick", name);
      svg.text(left - 8, top + size * (k + 0.5) + 4, "tick end", name);
    }
    for (int q = 0; q < names.size(); q++) {
      for (int k = 0; k < names.size(); k++) {
        cell(svg, left + size * k, top + size * q, size, weight(cohort, q, k), q, k);
      }
    }
    svg.close();
  }

  private double weight(String cohort, int query, int key) {
    return weights.stream()
        .filter(w -> w.cohort().equals(cohort))
        .filter(w -> w.query().equals(names.get(query)) && w.key().equals(names.get(key)))
        .mapToDouble(AttentionWeight::weight)
        .findFirst()
        .orElse(Double.NaN);
  }

  private void cell(Svg svg, double x, double y, double size, double weight, int q, int k) {
    String pair = names.get(q) + " to " + names.get(k) + ": ";
    if (Double.isNaN(weight)) {
      svg.rect(x + 1, y + 1, size - 2, size - 2, "empty", pair + "none");
      return;
    }
    double strength = most > 0 ? 0.04 + 0.71 * weight / most : 0;
    svg.cell(x, y, size, size, strength, pair + Numbers.fixed(weight, 3));
    if (size >= 22) {
      // Without the leading zero the number fits into small cells.
      String text = Numbers.fixed(weight, 2);
      String style = size < 40 ? "fit mid" : "mid";
      svg.text(
          x + size / 2,
          y + size / 2 + 4,
          style,
          text.startsWith("0.") && size < 40 ? text.substring(1) : text);
    }
  }
}
