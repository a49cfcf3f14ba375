package org.omicroutes.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where the patients came from, and which layers they have. */
final class CohortFigures {
  private static final double WIDTH = 880;
  private static final int MOST_SETS = 14;
  private static final double LINE = 16;

  private CohortFigures() {}

  /** Boxes from the files to the cohort, with what was set aside and why. */
  static Svg flow(CohortFlow flow) {
    List<String> clinical = reasons(flow.clinical().setAside(), 48);
    List<String> omic = omicReasons(flow);
    double top = 86 + LINE * Math.max(clinical.size(), omic.size());
    double layersTop = top + 128;
    int perRow = Math.max(1, Math.min(4, flow.layers().size()));
    int rows = (flow.layers().size() + perRow - 1) / perRow;
    double height = flow.layers().isEmpty() ? top + 90 : layersTop + rows * 96;
    Svg svg =
        new Svg(
            "cohort-flow",
            WIDTH,
            height,
            "Cohort flow",
            flow.patients().kept()
                + " patients in the cohort; "
                + flow.patients().withOutcome()
                + " have an outcome, "
                + flow.patients().withAnyLayer()
                + " of them at least one omic layer");
    source(svg, 10, top, "with a usable outcome", flow.patients().withOutcome(), clinical);
    source(svg, 450, top, "of them with an omic layer", flow.patients().withAnyLayer(), omic);
    arrow(svg, 220, top - 8, 400, top + 36);
    arrow(svg, 660, top - 8, 480, top + 36);
    svg.rect(320, top + 38, 240, 48, "box kept", null);
    svg.text(340, top + 68, "big", Numbers.count(flow.patients().kept()));
    svg.text(548, top + 67, "small end", "patients in the cohort");
    for (int i = 0; i < flow.layers().size(); i++) {
      double boxWidth = (WIDTH - 20 - 16 * (perRow - 1)) / perRow;
      double x = 10 + (i % perRow) * (boxWidth + 16);
      double y = layersTop + (i / perRow) * 96;
      if (i < perRow) {
        arrow(svg, 440, top + 86, x + boxWidth / 2, y - 2);
      }
      layer(svg, flow.layers().get(i), flow.patients().kept(), x, y, boxWidth);
    }
    return svg;
  }

  private static void source(
      Svg svg, double x, double bottom, String label, int count, List<String> lost) {
    svg.rect(x, 6, 420, 48, "box", null);
    svg.text(x + 16, 36, "big", Numbers.count(count));
    svg.text(x + 404, 35, "small end", label);
    if (!lost.isEmpty()) {
      svg.rect(x, 58, 420, bottom - 66, "box lost", null);
      for (int i = 0; i < lost.size(); i++) {
        svg.text(x + 16, 77 + i * LINE, "small", lost.get(i));
      }
    }
  }

  private static void layer(
      Svg svg, CohortFlow.Layer layer, int kept, double x, double y, double width) {
    String share = kept > 0 ? Numbers.percent((double) layer.kept() / kept, 0) : "";
    svg.rect(x, y, width, 82, "box", tip(layer));
    svg.rect(x, y, 5, 82, "bar s1", null);
    svg.text(x + 16, y + 22, "strong", Svg.cut(layer.name(), (int) (width / 8)));
    svg.text(x + 16, y + 42, "", Numbers.count(layer.kept()) + " patients (" + share + ")");
    String kind = layer.kind().isEmpty() ? "" : ", " + layer.kind();
    svg.text(
        x + 16,
        y + 59,
        "small",
        Svg.cut(Numbers.count(layer.features()) + " features" + kind, (int) (width / 6.6)));
    long lost = layer.setAside().stream().mapToLong(CohortFlow.SetAside::count).sum();
    svg.text(x + 16, y + 75, "small", lost == 0 ? "" : Numbers.count(lost) + " set aside");
  }

  private static String tip(CohortFlow.Layer layer) {
    List<String> lines = new ArrayList<>(List.of(layer.name()));
    lines.addAll(reasons(layer.setAside(), 60));
    return String.join("\n", lines);
  }

  private static void arrow(Svg svg, double x1, double y1, double x2, double y2) {
    double middle = (y1 + y2) / 2;
    svg.path(
        "M" + at(x1, y1) + "C" + at(x1, middle) + "," + at(x2, middle) + "," + at(x2, y2 - 6),
        "arrow",
        null);
    svg.path(
        "M" + at(x2 - 4, y2 - 7) + "L" + at(x2 + 4, y2 - 7) + "L" + at(x2, y2) + "Z", "head", null);
  }

  private static String at(double x, double y) {
    return Svg.n(x) + " " + Svg.n(y);
  }

  private static List<String> omicReasons(CohortFlow flow) {
    List<String> lines = new ArrayList<>();
    for (CohortFlow.Layer layer : flow.layers()) {
      for (CohortFlow.SetAside lost : layer.setAside()) {
        String text = layer.name() + ": " + lost.reason();
        lines.add("− " + Numbers.count(lost.count()) + "  " + Svg.cut(text, 56));
      }
    }
    return shortened(lines);
  }

  private static List<String> reasons(List<CohortFlow.SetAside> setAside, int most) {
    return shortened(
        setAside.stream()
            .map(s -> "− " + Numbers.count(s.count()) + "  " + Svg.cut(s.reason(), most + 8))
            .toList());
  }

  private static List<String> shortened(List<String> lines) {
    if (lines.size() <= 9) {
      return lines;
    }
    List<String> kept = new ArrayList<>(lines.subList(0, 8));
    kept.add("and " + (lines.size() - 8) + " more, in the table below");
    return kept;
  }

  /** Everything that was set aside, with examples. */
  static Page.Table setAside(CohortFlow flow) {
    Page.Table table = new Page.Table("Set aside", "Where", "Why", "How many", "For example");
    flow.clinical().setAside().forEach(lost -> row(table, "clinical table", lost));
    flow.layers().forEach(l -> l.setAside().forEach(lost -> row(table, l.name(), lost)));
    return table;
  }

  private static void row(Page.Table table, String where, CohortFlow.SetAside lost) {
    table.row(
        Page.Table.Cell.of(where),
        Page.Table.Cell.of(lost.reason()),
        Page.Table.Cell.of(lost.count(), Numbers.count(lost.count())),
        Page.Table.Cell.of(lost.examples().stream().limit(3).collect(Collectors.joining(", "))));
  }

  /** Bars for each combination of layers over a matrix of dots (Lex et al. 2014, UpSet). */
  static Svg overlap(CohortFlow flow) {
    List<CohortFlow.Overlap> sets =
        flow.overlap().stream()
            .filter(o -> o.patients() > 0)
            .sorted(
                Comparator.comparingInt((CohortFlow.Overlap o) -> -o.patients())
                    .thenComparing(o -> String.join("\t", o.layers())))
            .limit(MOST_SETS)
            .toList();
    Map<String, Integer> totals = totals(flow);
    List<String> names =
        totals.keySet().stream().sorted(Comparator.comparingInt(k -> -totals.get(k))).toList();
    double left = 250;
    double barsBottom = 190;
    double rowHeight = 26;
    double column = Math.min(56, (WIDTH - left - 20) / Math.max(1, sets.size()));
    double height = barsBottom + 24 + rowHeight * names.size();
    Svg svg = new Svg("layer-overlap", WIDTH, height, "Layer overlap", describe(sets));
    int most = sets.stream().mapToInt(CohortFlow.Overlap::patients).max().orElse(1);
    Plot plot = new Plot(svg, left, 26, column * sets.size(), barsBottom - 26);
    plot.scales(Scale.linear(0, sets.size()), Scale.linear(0, most * 1.05));
    plot.axisY("Patients", Scale.linear(0, most * 1.05).ticks(4));
    double matrixTop = barsBottom + 14;
    double full = totals.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    for (int r = 0; r < names.size(); r++) {
      double y = matrixTop + r * rowHeight;
      int total = totals.get(names.get(r));
      if (r % 2 == 0) {
        svg.rect(0, y, left + column * sets.size(), rowHeight, "stripe", null);
      }
      svg.rect(12, y + rowHeight - 6, 180 * total / full, 3, "bar s1", null);
      svg.text(12, y + 16, "strong", Svg.cut(names.get(r), 20));
      svg.text(192, y + 16, "tick end", Numbers.count(total));
    }
    for (int c = 0; c < sets.size(); c++) {
      CohortFlow.Overlap set = sets.get(c);
      double middle = left + column * (c + 0.5);
      String combination =
          set.layers().isEmpty() ? "no omic layer" : String.join(" + ", set.layers());
      String tip = combination + "\n" + set.patients() + " patients";
      double y = plot.py(set.patients());
      svg.rect(middle - column * 0.3, y, column * 0.6, barsBottom - y, "bar s1", tip);
      svg.text(middle, y - 5, "tick mid", Numbers.count(set.patients()));
      dots(svg, names, set, middle, matrixTop, rowHeight);
    }
    return svg;
  }

  private static void dots(
      Svg svg, List<String> names, CohortFlow.Overlap set, double x, double top, double row) {
    int first = -1;
    int last = -1;
    for (int r = 0; r < names.size(); r++) {
      boolean has = set.layers().contains(names.get(r));
      svg.circle(x, top + row * (r + 0.5), 5.5, has ? "bar s1" : "hollow", null);
      first = has && first < 0 ? r : first;
      last = has ? r : last;
    }
    if (last > first) {
      svg.line(x, top + row * (first + 0.5), x, top + row * (last + 0.5), "line s1");
    }
  }

  private static Map<String, Integer> totals(CohortFlow flow) {
    Map<String, Integer> totals = new TreeMap<>();
    for (CohortFlow.Overlap overlap : flow.overlap()) {
      overlap.layers().forEach(name -> totals.merge(name, overlap.patients(), Integer::sum));
    }
    return totals;
  }

  private static String describe(List<CohortFlow.Overlap> sets) {
    return sets.stream()
        .map(o -> o.patients() + " patients have exactly [" + String.join(", ", o.layers()) + "]")
        .collect(Collectors.joining("; "));
  }
}
