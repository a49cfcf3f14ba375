package org.omicroutes.trials;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.omicroutes.models.mmfn.FusionTrainer;
import org.omicroutes.models.mmfn.Interaction;

/**
 * MMFN, concatenation and the single branches on simulated patients whose subtype decides which
 * pathway matters, for narrow and wide layers after the branches: {@code MmfnInteractionTrial
 * [SEEDS [EPOCHS [UNITS...]]]}.
 */
public final class MmfnInteractionTrial {
  private MmfnInteractionTrial() {}

  public static void main(String[] args) {
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    int epochs = args.length > 1 ? Integer.parseInt(args[1]) : Interaction.EPOCHS;
    int[] units =
        args.length > 2
            ? Arrays.stream(args).skip(2).mapToInt(Integer::parseInt).toArray()
            : new int[] {Interaction.NARROW, Interaction.WIDE};
    System.out.println(
        "| units after the branches | model | AUC by seed | mean | mmfn is better in |");
    System.out.println("|---:|---|---|---:|---:|");
    for (int k = 0; k < units.length; k++) {
      table(
          units[k], seeds, epochs, k == 0 ? Interaction.arms() : Interaction.arms().subList(0, 2));
    }
  }

  private static void table(int units, int seeds, int epochs, List<FusionTrainer> arms) {
    // In the order of the seeds, whichever is done first.
    List<Map<String, Double>> bySeed =
        IntStream.rangeClosed(1, seeds)
            .parallel()
            .mapToObj(seed -> Interaction.areas(seed, Interaction.sizes(units, epochs, true), arms))
            .toList();
    double[] mmfn = areas(bySeed, "mmfn");
    for (FusionTrainer arm : arms) {
      print(units, arm.name(), areas(bySeed, arm.name()), mmfn);
    }
  }

  private static double[] areas(List<Map<String, Double>> bySeed, String name) {
    return bySeed.stream().mapToDouble(areas -> areas.get(name)).toArray();
  }

  private static void print(int units, String name, double[] areas, double[] mmfn) {
    int wins = 0;
    StringBuilder cells = new StringBuilder();
    for (int k = 0; k < areas.length; k++) {
      wins += mmfn[k] > areas[k] ? 1 : 0;
      cells.append(String.format(Locale.ROOT, "%.3f ", areas[k]));
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | `%s` | %s| %.3f | %s |%n",
        units,
        name,
        cells,
        Arrays.stream(areas).average().orElseThrow(),
        name.equals("mmfn") ? "" : wins + " of " + areas.length);
  }
}
