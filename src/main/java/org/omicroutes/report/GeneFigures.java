package org.omicroutes.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.omicroutes.report.Page.Table.Cell;

/** The genes that network propagation ranks highest. */
final class GeneFigures {
  private static final int BARS = 25;
  private static final int NODES = 30;
  private static final int LARGEST_MODULES = 6;

  private GeneFigures() {}

  /** Scores of the first genes. */
  static Svg bars(List<Biomarker> all) {
    List<Biomarker> genes = all.subList(0, Math.min(BARS, all.size()));
    Map<String, Integer> styles = styles(all);
    double row = 21;
    double low = Math.min(0, genes.stream().mapToDouble(Biomarker::score).min().orElse(0));
    double high = Math.max(0, genes.stream().mapToDouble(Biomarker::score).max().orElse(1));
    Svg svg =
        new Svg(
            "biomarkers",
            880,
            row * genes.size() + 56,
            "Top network biomarkers",
            genes.stream()
                .limit(10)
                .map(g -> g.gene() + " " + Numbers.significant(g.score()))
                .collect(Collectors.joining(", ")));
    Scale x = Scale.linear(low * 1.04, high * 1.04);
    Plot plot = new Plot(svg, 150, 8, 660, row * genes.size()).scales(x, Scale.linear(0, 1));
    for (int i = 0; i < genes.size(); i++) {
      Biomarker gene = genes.get(i);
      double y = 8 + row * i;
      double from = plot.px(Math.min(0, gene.score()));
      double to = plot.px(Math.max(0, gene.score()));
      svg.text(138, y + 15, "gene end", Svg.cut(gene.gene(), 18));
      String style = "bar " + Plot.series(styles.getOrDefault(gene.module(), 6));
      svg.rect(from, y + 3, to - from, row - 6, style, tip(gene));
      svg.text(to + 6, y + 15, "tick", Numbers.significant(gene.score()));
    }
    plot.axisX("Score after propagation", x.ticks(6));
    return svg;
  }

  private static String tip(Biomarker gene) {
    List<String> lines = new ArrayList<>();
    lines.add(gene.gene() + ", rank " + gene.rank());
    lines.add("score " + Numbers.significant(gene.score()));
    if (!gene.module().isEmpty()) {
      lines.add("module " + gene.module());
    }
    if (!gene.layers().isEmpty()) {
      lines.add("layers " + String.join(", ", gene.layers()));
    }
    return String.join("\n", lines);
  }

  /** The modules of most of the first genes get a colour of their own; the rest share a grey. */
  private static Map<String, Integer> styles(List<Biomarker> genes) {
    Map<String, Integer> counts = new TreeMap<>();
    genes.stream()
        .limit(NODES)
        .filter(g -> !g.module().isEmpty())
        .forEach(g -> counts.merge(g.module(), 1, Integer::sum));
    Map<String, Integer> styles = new LinkedHashMap<>();
    counts.keySet().stream()
        .sorted((a, b) -> counts.get(b) - counts.get(a))
        .limit(LARGEST_MODULES)
        .forEach(module -> styles.put(module, styles.size()));
    if (styles.isEmpty()) {
      styles.put("", 0);
    }
    return styles;
  }

  /** The first genes and the network's edges among them; null where there are no such edges. */
  static Svg network(List<Biomarker> all) {
    List<Biomarker> genes = all.subList(0, Math.min(NODES, all.size()));
    List<int[]> edges = edges(genes);
    if (edges.isEmpty()) {
      return null;
    }
    Map<String, Integer> styles = styles(all);
    double[][] at = ForceLayout.place(genes.size(), edges);
    Svg svg =
        new Svg(
            "biomarker-network",
            880,
            644,
            "Network of the top " + genes.size() + " genes",
            edges.size()
                + " edges: "
                + edges.stream()
                    .limit(40)
                    .map(e -> genes.get(e[0]).gene() + "–" + genes.get(e[1]).gene())
                    .collect(Collectors.joining(", ")));
    for (int[] edge : edges) {
      double[] a = at[edge[0]];
      double[] b = at[edge[1]];
      svg.line(px(a), py(a), px(b), py(b), "link");
    }
    double most = genes.stream().mapToDouble(g -> Math.abs(g.score())).max().orElse(1);
    for (int i = genes.size() - 1; i >= 0; i--) {
      Biomarker gene = genes.get(i);
      double share = most > 0 ? Math.abs(gene.score()) / most : 0;
      double radius = 5 + 11 * Math.sqrt(share);
      String style = Plot.series(styles.getOrDefault(gene.module(), 6));
      svg.circle(px(at[i]), py(at[i]), radius, "node " + style, tip(gene));
      if (isSeed(gene)) {
        svg.circle(px(at[i]), py(at[i]), radius + 2.5, "ring", null);
      }
    }
    modules(svg, styles);
    for (int i = 0; i < genes.size(); i++) {
      double share = most > 0 ? Math.abs(genes.get(i).score()) / most : 0;
      double below = py(at[i]) + 5 + 11 * Math.sqrt(share) + 13;
      svg.text(px(at[i]), below, "gene mid halo", Svg.cut(genes.get(i).gene(), 14));
    }
    return svg;
  }

  private static void modules(Svg svg, Map<String, Integer> styles) {
    double at = 20;
    for (Map.Entry<String, Integer> module : styles.entrySet()) {
      if (!module.getKey().isEmpty()) {
        String name = "module " + Svg.cut(module.getKey(), 14);
        svg.circle(at, 630, 5, "node " + Plot.series(module.getValue()), null);
        svg.text(at + 10, 634, "legend", name);
        at += 34 + Svg.widthOf(name, 12.5);
      }
    }
  }

  private static double px(double[] point) {
    return 50 + 780 * point[0];
  }

  private static double py(double[] point) {
    return 26 + 550 * point[1];
  }

  static boolean isSeed(Biomarker gene) {
    return gene.seed() != null && gene.seed().matches("(?i)1|1\\.0|true|yes");
  }

  private static List<int[]> edges(List<Biomarker> genes) {
    Map<String, Integer> index = new LinkedHashMap<>();
    genes.forEach(g -> index.put(g.gene(), index.size()));
    Set<List<Integer>> pairs = new LinkedHashSet<>();
    for (Biomarker gene : genes) {
      for (String neighbour : gene.neighbours()) {
        Integer a = index.get(gene.gene());
        Integer b = index.get(neighbour);
        if (b != null && !b.equals(a)) {
          pairs.add(List.of(Math.min(a, b), Math.max(a, b)));
        }
      }
    }
    return pairs.stream().map(p -> new int[] {p.get(0), p.get(1)}).toList();
  }

  /** The first hundred genes. */
  static Page.Table table(List<Biomarker> genes) {
    Page.Table table =
        new Page.Table("Genes", "Rank", "Gene", "Score", "Seed", "Module", "Layers", "Neighbours");
    for (Biomarker g : genes.subList(0, Math.min(100, genes.size()))) {
      table.row(
          Cell.of(g.rank(), String.valueOf(g.rank())),
          Cell.of(g.gene()),
          Cell.of(g.score(), Numbers.significant(g.score())),
          Cell.of(g.seed() == null ? "" : isSeed(g) ? "yes" : "no"),
          Cell.of(g.module()),
          Cell.of(String.join(", ", g.layers())),
          Cell.of(Svg.cut(String.join(", ", g.neighbours()), 60)));
    }
    return table;
  }
}
