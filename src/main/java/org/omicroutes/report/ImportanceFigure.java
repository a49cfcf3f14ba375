package org.omicroutes.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.evaluate.StudyReport.ImportanceShare;
import org.omicroutes.report.Page.Table.Cell;

/** F3: what each feature group matters to each model, with the main model as a ring. */
final class ImportanceFigure {
  private static final double BAR = 22;
  private static final double ROW = 28;
  private static final double NAMES = 190;
  private static final double BARS = 400;

  private final StudyView view;
  private final List<ImportanceShare> shares;
  private final List<String> groups;

  private ImportanceFigure(StudyView view, List<ImportanceShare> shares) {
    this.view = view;
    this.shares = shares;
    this.groups = groups();
  }

  private static List<ImportanceShare> known(StudyView view) {
    return view.report().importance().stream()
        .filter(s -> Double.isFinite(s.share()) && s.share() >= 0)
        .toList();
  }

  /** One row of a stacked bar chart. */
  private record Row(String name, boolean main, List<ImportanceShare> parts) {}

  /** Models of one cohort (the mean over cohorts where there is one); empty without shares. */
  static Optional<Svg> models(StudyView view) {
    List<ImportanceShare> known = known(view);
    return known.isEmpty() ? Optional.empty() : new ImportanceFigure(view, known).byModel();
  }

  /** The main model in each cohort; empty where there are not two. */
  static Optional<Svg> cohorts(StudyView view) {
    List<ImportanceShare> known = known(view);
    return known.isEmpty() ? Optional.empty() : new ImportanceFigure(view, known).byCohort();
  }

  /** The groups, those that matter most to the main model first. */
  private List<String> groups() {
    Set<String> names = new LinkedHashSet<>();
    shares.stream()
        .filter(s -> s.model().equals(view.main()))
        .sorted(Comparator.comparingDouble((ImportanceShare s) -> -s.share()))
        .forEach(s -> names.add(s.group()));
    shares.forEach(s -> names.add(s.group()));
    return List.copyOf(names);
  }

  private String cohort() {
    return view.cohorts(shares.stream().map(ImportanceShare::cohort)).get(0);
  }

  private List<ImportanceShare> parts(String cohort, String model) {
    return shares.stream()
        .filter(s -> s.cohort().equals(cohort) && s.model().equals(model))
        .sorted(Comparator.comparingInt(s -> groups.indexOf(s.group())))
        .toList();
  }

  private Optional<Svg> byModel() {
    String cohort = cohort();
    List<Row> rows = new ArrayList<>();
    for (String model : view.models()) {
      List<ImportanceShare> parts = parts(cohort, model);
      if (!parts.isEmpty()) {
        rows.add(new Row(StudyView.label(model), model.equals(view.main()), parts));
      }
    }
    rows.sort(Comparator.comparing(r -> !r.main()));
    String title = "Importance of feature groups, by model";
    return Optional.of(
        bars("F3", title, view.cohortLabel(cohort), rows, parts(cohort, view.main())));
  }

  private Optional<Svg> byCohort() {
    List<Row> rows = new ArrayList<>();
    for (String cohort : view.cohorts(shares.stream().map(ImportanceShare::cohort))) {
      List<ImportanceShare> parts = parts(cohort, view.main());
      if (!parts.isEmpty()) {
        rows.add(new Row(view.cohortLabel(cohort), rows.isEmpty(), parts));
      }
    }
    String title =
        "Importance of feature groups to " + StudyView.label(view.main()) + ", by cohort";
    return rows.size() < 2
        ? Optional.empty()
        : Optional.of(bars("F3-cohorts", title, "", rows, List.of()));
  }

  private Svg bars(
      String id, String title, String where, List<Row> rows, List<ImportanceShare> ring) {
    double key = key(null, 0);
    double top = 30 + key;
    double height = Math.max(top + ROW * rows.size() + 52, ring.isEmpty() ? 0 : top + 250);
    Svg svg = new Svg(id, Grid.WIDTH, height, title, describe(rows.get(0)));
    key(svg, 20);
    double width = ring.isEmpty() ? Grid.WIDTH - NAMES - 30 : BARS;
    Plot plot = new Plot(svg, NAMES, top, width, ROW * rows.size());
    plot.scales(Scale.linear(0, 1), Scale.linear(0, 1));
    svg.text(NAMES, top - 8, "small", where);
    for (int r = 0; r < rows.size(); r++) {
      row(svg, plot, rows.get(r), top + ROW * r + (ROW - BAR) / 2);
    }
    plot.axisPercentX("Share of mean |Shapley value|", List.of(0.0, 0.25, 0.5, 0.75, 1.0));
    if (!ring.isEmpty()) {
      ring(svg, NAMES + BARS + 152, top + Math.max(118, ROW * rows.size() / 2), ring);
    }
    return svg;
  }

  /** Letter, colour and name of each group; returns the height, draws where there is a drawing. */
  private double key(Svg svg, double top) {
    double x = 12;
    double y = top;
    for (int g = 0; g < groups.size(); g++) {
      String name = Svg.cut(groups.get(g), 34);
      double need = 40 + Svg.widthOf(name, 12.5);
      if (x > 12 && x + need > Grid.WIDTH - 10) {
        x = 12;
        y += 22;
      }
      if (svg != null) {
        svg.rect(x, y - 13, 18, 17, "part " + Plot.series(g), null);
        svg.text(x + 9, y, "on mid " + Plot.series(g), letter(g));
        svg.text(x + 24, y, "", name);
      }
      x += need;
    }
    return y - top + 22;
  }

  private static String letter(int group) {
    return group < 26 ? String.valueOf((char) ('A' + group)) : String.valueOf(group + 1);
  }

  private String describe(Row row) {
    StringBuilder text = new StringBuilder(row.name()).append(':');
    for (ImportanceShare part : row.parts()) {
      text.append(' ').append(part.group()).append(' ').append(Numbers.percent(part.share(), 0));
    }
    return text.toString();
  }

  private void row(Svg svg, Plot plot, Row row, double y) {
    svg.text(NAMES - 10, y + 15, (row.main() ? "strong " : "") + "end", Svg.cut(row.name(), 27));
    double from = 0;
    double sum = row.parts().stream().mapToDouble(ImportanceShare::share).sum();
    for (ImportanceShare part : row.parts()) {
      double share = sum > 0 ? part.share() / sum : 0;
      double width = plot.px(share) - plot.px(0);
      int g = groups.indexOf(part.group());
      svg.rect(plot.px(from), y, width, BAR, "part " + Plot.series(g), tip(row.name(), part));
      String text = letter(g) + " " + Numbers.fixed(share * 100, 0);
      String shown = width >= 40 ? text : width >= 15 ? letter(g) : "";
      if (!shown.isEmpty()) {
        svg.text(plot.px(from) + width / 2, y + 15, "on mid " + Plot.series(g), shown);
      }
      from += share;
    }
  }

  private static String tip(String row, ImportanceShare part) {
    return row
        + "\n"
        + part.group()
        + ": "
        + Numbers.percent(part.share(), 1)
        + "\nmean |Shapley value| "
        + Numbers.interval(part.meanAbsolute(), part.lower(), part.upper(), 3);
  }

  private void ring(Svg svg, double cx, double cy, List<ImportanceShare> parts) {
    double sum = parts.stream().mapToDouble(ImportanceShare::share).sum();
    double from = 0;
    svg.open("ring-chart");
    for (ImportanceShare part : parts) {
      double share = sum > 0 ? part.share() / sum : 0;
      int g = groups.indexOf(part.group());
      String tip = tip(StudyView.label(view.main()), part);
      svg.path(sector(cx, cy, 50, 88, from, from + share), "part " + Plot.series(g), tip);
      double middle = 2 * Math.PI * (from + share / 2);
      if (share >= 0.045) {
        double x = cx + 69 * StrictMath.sin(middle);
        double y = cy - 69 * StrictMath.cos(middle);
        svg.text(x, y + 4, "on mid " + Plot.series(g), letter(g));
      }
      if (share >= 0.03) {
        double x = cx + 98 * StrictMath.sin(middle);
        double y = cy - 98 * StrictMath.cos(middle);
        String side =
            StrictMath.sin(middle) < -0.3 ? " end" : StrictMath.sin(middle) < 0.3 ? " mid" : "";
        svg.text(x, y + 4, "tick" + side, Numbers.percent(share, 0));
      }
      from += share;
    }
    svg.text(cx, cy, "strong mid", Svg.cut(StudyView.label(view.main()), 14));
    svg.text(cx, cy + 16, "small mid", "shares");
    svg.close();
  }

  private static String sector(
      double cx, double cy, double inner, double outer, double from, double to) {
    // A full ring cannot be one arc, for its ends would be the same point.
    double end = to - from > 0.9999 ? from + 0.9999 : to;
    String large = end - from > 0.5 ? " 0 1 " : " 0 0 ";
    return "M"
        + on(cx, cy, outer, from)
        + "A"
        + Svg.n(outer)
        + " "
        + Svg.n(outer)
        + large
        + "1 "
        + on(cx, cy, outer, end)
        + "L"
        + on(cx, cy, inner, end)
        + "A"
        + Svg.n(inner)
        + " "
        + Svg.n(inner)
        + large
        + "0 "
        + on(cx, cy, inner, from)
        + "Z";
  }

  private static String on(double cx, double cy, double radius, double turn) {
    double angle = 2 * Math.PI * turn;
    return Svg.n(cx + radius * StrictMath.sin(angle))
        + " "
        + Svg.n(cy - radius * StrictMath.cos(angle));
  }

  /** Every share of the cohort that the figure by model shows. */
  static Page.Table numbers(StudyView view) {
    ImportanceFigure figure = new ImportanceFigure(view, known(view));
    String cohort = figure.cohort();
    Page.Table table =
        new Page.Table("Importance", "Model", "Group", "Mean |Shapley value| (95 % CI)", "Share");
    for (String model : view.models()) {
      for (ImportanceShare part : figure.parts(cohort, model)) {
        String size = Numbers.interval(part.meanAbsolute(), part.lower(), part.upper(), 3);
        table.row(
            Cell.of(StudyView.label(model)),
            Cell.of(part.group()),
            Cell.of(part.meanAbsolute(), size),
            Cell.of(part.share(), Numbers.percent(part.share(), 1)));
      }
    }
    return table;
  }
}
