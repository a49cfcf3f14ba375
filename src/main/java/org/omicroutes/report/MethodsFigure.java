package org.omicroutes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.omicroutes.evaluate.ClassReport.FeatureImportance;

/** The leading features by one method, beside what the other methods say of them. */
final class MethodsFigure {
  private static final int SHOWN = 15;
  private static final double NAMES = 190;
  private static final double TOP = 62;
  private static final double ROW = 24;

  private final ClassView view;
  private final String cohort;
  private final List<String> methods;
  private final List<FeatureImportance> all;

  private MethodsFigure(ClassView view, String cohort) {
    this.view = view;
    this.cohort = cohort;
    this.all = view.report().importance().stream().filter(i -> i.cohort().equals(cohort)).toList();
    this.methods = all.stream().map(FeatureImportance::method).distinct().toList();
  }

  /** A drawing for each cohort that has importances. */
  static List<Svg> drawings(ClassView view) {
    List<Svg> drawings = new ArrayList<>();
    for (String cohort : view.cohorts()) {
      MethodsFigure figure = new MethodsFigure(view, cohort);
      if (!figure.all.isEmpty()) {
        drawings.add(figure.svg());
      }
    }
    return drawings;
  }

  private Svg svg() {
    List<FeatureImportance> leading =
        all.stream().filter(i -> i.method().equals(methods.get(0))).limit(SHOWN).toList();
    String description =
        "by "
            + methods.get(0)
            + ": "
            + String.join(", ", leading.stream().limit(5).map(FeatureImportance::feature).toList());
    Svg svg =
        new Svg(
            view.id("importance", cohort),
            Grid.WIDTH,
            TOP + leading.size() * ROW + 16,
            view.title("Feature importance by " + methods.size() + " methods", cohort),
            description);
    double width = (Grid.WIDTH - NAMES - 10) / methods.size();
    for (int r = 0; r < leading.size(); r++) {
      FeatureImportance feature = leading.get(r);
      double y = TOP + r * ROW;
      if (r % 2 == 0) {
        svg.rect(0, y, Grid.WIDTH, ROW, "stripe", null);
      }
      boolean gene = !feature.modality().equals("clinical");
      String style = gene ? "gene end" : "end";
      svg.text(NAMES - 12, y + 16, style, Svg.cut(feature.feature(), 25));
    }
    for (int m = 0; m < methods.size(); m++) {
      column(svg, m, NAMES + m * width, width, leading);
    }
    return svg;
  }

  private void column(
      Svg svg, int index, double left, double width, List<FeatureImportance> leading) {
    String method = methods.get(index);
    svg.open("panel", "data-method", method);
    svg.text(left, 20, "strong", heading(method));
    svg.text(left, 38, "small", "of the largest; beside it the rank");
    svg.line(left, TOP - 4, left, TOP + leading.size() * ROW + 4, "axis");
    double most =
        StudyView.most(
            all.stream()
                .filter(i -> i.method().equals(method))
                .map(FeatureImportance::importance)
                .toList(),
            1);
    double full = width - 62;
    for (int r = 0; r < leading.size(); r++) {
      Optional<FeatureImportance> own = find(method, leading.get(r));
      double y = TOP + r * ROW;
      if (own.isEmpty()) {
        svg.text(left + 6, y + 16, "small", Numbers.MISSING);
        continue;
      }
      FeatureImportance value = own.get();
      double share = most > 0 ? Math.max(0, value.importance() / most) : 0;
      String tip =
          value.feature()
              + "\n"
              + method
              + " "
              + Numbers.significant(value.importance())
              + ", rank "
              + rank(value);
      svg.rect(left, y + 4, full * share, ROW - 8, "bar " + Plot.series(index), tip);
      svg.text(left + full * share + 6, y + 16, "tick", rank(value));
    }
    svg.close();
  }

  private static String heading(String method) {
    return switch (method) {
      case "attention" -> "Attention";
      case "permutation" -> "Permutation";
      case "shapley" -> "Shapley values";
      default -> method;
    };
  }

  private static String rank(FeatureImportance value) {
    return Numbers.fixed(value.rank(), value.rank() == Math.rint(value.rank()) ? 0 : 1);
  }

  private Optional<FeatureImportance> find(String method, FeatureImportance feature) {
    return all.stream()
        .filter(i -> i.method().equals(method))
        .filter(i -> i.feature().equals(feature.feature()))
        .filter(i -> i.modality().equals(feature.modality()))
        .findFirst();
  }
}
