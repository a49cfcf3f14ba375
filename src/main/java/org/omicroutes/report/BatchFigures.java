package org.omicroutes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;

/** A layer before and after batch correction. */
final class BatchFigures {
  private static final int TOP_FEATURES = 500;
  private static final int NAMED_BATCHES = 7;

  private BatchFigures() {}

  /**
   * What batch correction did to one layer.
   *
   * @param before share of the variance between batches before, 0 to 1
   * @param after the same after
   * @param byChance what labels without meaning would explain: (batches - 1) / (samples - 1)
   */
  record Effect(Svg svg, double before, double after, double byChance, int batches, int samples) {}

  /** The scatter plots of one layer, or null where fewer than 3 samples have a known batch. */
  static Effect of(String layer, LabelledMatrix before, LabelledMatrix after, SampleTable table) {
    String column = table.hasColumn("batch") ? "batch" : table.columnNames().get(0);
    List<String> samples = new ArrayList<>();
    Map<String, Integer> sizes = new TreeMap<>();
    for (String sample : before.sampleIds()) {
      String batch = table.value(sample, column);
      if (batch != null && after.sampleIndex(sample) >= 0) {
        samples.add(sample);
        sizes.merge(batch, 1, Integer::sum);
      }
    }
    if (samples.size() < 3 || sizes.size() < 2) {
      return null;
    }
    List<String> batches =
        sizes.keySet().stream().sorted((a, b) -> sizes.get(b) - sizes.get(a)).toList();
    int[] group = samples.stream().mapToInt(s -> batches.indexOf(table.value(s, column))).toArray();
    LabelledMatrix first = before.selectSamples(samples);
    LabelledMatrix second = after.selectSamples(samples);
    double r2Before = PrincipalComponents.varianceBetween(first, group, batches.size());
    double r2After = PrincipalComponents.varianceBetween(second, group, batches.size());
    Svg svg = draw(layer, samples, batches, group, first, second, r2Before, r2After);
    double chance = (batches.size() - 1.0) / (samples.size() - 1.0);
    return new Effect(svg, r2Before, r2After, chance, batches.size(), samples.size());
  }

  private static Svg draw(
      String layer,
      List<String> samples,
      List<String> batches,
      int[] group,
      LabelledMatrix before,
      LabelledMatrix after,
      double r2Before,
      double r2After) {
    Svg svg =
        new Svg(
            "batch-" + Slug.of(layer),
            880,
            452,
            "Batches in " + layer + ", before and after correction",
            "Batch explains "
                + Numbers.percent(r2Before, 1)
                + " of the variance before and "
                + Numbers.percent(r2After, 1)
                + " after correction");
    scatter(svg, 70, "Before", before, samples, batches, group, r2Before);
    scatter(svg, 520, "After", after, samples, batches, group, r2After);
    List<String> names = new ArrayList<>();
    for (int b = 0; b < Math.min(batches.size(), NAMED_BATCHES); b++) {
      names.add(batches.get(b));
    }
    if (batches.size() > NAMED_BATCHES) {
      names.add((batches.size() - NAMED_BATCHES) + " smaller batches");
    }
    Plot.legend(svg, 70, 426, 790, names, false);
    return svg;
  }

  private static void scatter(
      Svg svg,
      double left,
      String name,
      LabelledMatrix matrix,
      List<String> samples,
      List<String> batches,
      int[] group,
      double r2) {
    PrincipalComponents pca = PrincipalComponents.of(matrix, TOP_FEATURES);
    double[] xs = new double[group.length];
    double[] ys = new double[group.length];
    for (int s = 0; s < xs.length; s++) {
      xs[s] = pca.scores()[s][0];
      ys[s] = pca.scores()[s][1];
    }
    Scale x = Scale.around(0.06, xs);
    Scale y = Scale.around(0.06, ys);
    Plot plot = new Plot(svg, left, 36, 340, 320).scales(x, y);
    plot.title(name + ": batch explains " + Numbers.percent(r2, 1) + " of variance");
    plot.axisY("PC2 (" + Numbers.percent(pca.share()[1], 0) + ")", y.ticks(5));
    plot.axisX("PC1 (" + Numbers.percent(pca.share()[0], 0) + ")", x.ticks(5));
    for (int s = 0; s < xs.length; s++) {
      int series = Math.min(group[s], NAMED_BATCHES);
      String tip = samples.get(s) + "\nbatch " + batches.get(group[s]);
      plot.point(series, xs[s], ys[s], 3.2, "dot " + Plot.series(series), tip);
    }
  }
}
