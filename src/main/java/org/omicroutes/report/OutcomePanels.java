package org.omicroutes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Drawings with a panel for each model of a cohort, and of the main model with a panel for each
 * cohort.
 */
abstract class OutcomePanels<T> {
  private final ClassView view;
  private final String id;
  private final String title;
  private final double head;
  private final double[] heights;
  private final Function<T, String> cohortOf;
  private final Function<T, String> modelOf;

  /**
   * @param head pixels above the first row, for a key
   * @param heights of a panel in one, two and three columns
   */
  OutcomePanels(
      ClassView view,
      String id,
      String title,
      double head,
      double[] heights,
      Function<T, String> cohortOf,
      Function<T, String> modelOf) {
    this.view = view;
    this.id = id;
    this.title = title;
    this.head = head;
    this.heights = heights.clone();
    this.cohortOf = cohortOf;
    this.modelOf = modelOf;
  }

  /** The key above all panels. */
  abstract void key(Svg svg);

  /** One panel; its heading is drawn already. */
  abstract void panel(Svg svg, Grid grid, int index, T data);

  /** One sentence on one panel, for those who cannot see it. */
  abstract String told(T data);

  ClassView view() {
    return view;
  }

  /** The drawings, that of the main model first; none where there are no data. */
  List<Svg> draw(List<T> all) {
    List<Svg> drawings = new ArrayList<>();
    List<String> cohorts = view.study().cohorts(all.stream().map(cohortOf));
    if (cohorts.size() > 1) {
      List<T> main =
          cohorts.stream()
              .flatMap(c -> all.stream().filter(d -> cohortOf.apply(d).equals(c)))
              .filter(d -> modelOf.apply(d).equals(view.study().main()))
              .toList();
      String of = title + " of " + StudyView.label(view.study().main());
      if (!main.isEmpty()) {
        drawings.add(drawing(id, of, main, d -> view.study().cohortLabel(cohortOf.apply(d))));
      }
    }
    for (String cohort : cohorts) {
      List<T> own =
          view.study().models().stream()
              .flatMap(m -> all.stream().filter(d -> modelOf.apply(d).equals(m)))
              .filter(d -> cohortOf.apply(d).equals(cohort))
              .toList();
      drawings.add(
          drawing(
              view.id(id, cohort),
              view.title(title, cohort),
              own,
              d -> StudyView.label(modelOf.apply(d))));
    }
    return drawings;
  }

  private Svg drawing(String name, String heading, List<T> data, Function<T, String> label) {
    Grid grid = Grid.of(data.size(), heights, head);
    StringBuilder description = new StringBuilder();
    for (T one : data) {
      description.append(description.isEmpty() ? "" : "; ");
      description.append(label.apply(one)).append(": ").append(told(one));
    }
    Svg svg = new Svg(name, Grid.WIDTH, grid.height(), heading, description.toString());
    key(svg);
    for (int i = 0; i < data.size(); i++) {
      T one = data.get(i);
      svg.open("panel", "data-cohort", cohortOf.apply(one), "data-model", modelOf.apply(one));
      String shown = Svg.cut(label.apply(one), grid.columns() == 3 ? 30 : 44);
      svg.text(grid.x(i) + 62, grid.y(i) + 16, "strong", shown);
      panel(svg, grid, i, one);
      svg.close();
    }
    return svg;
  }
}
