package org.omicroutes.trials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.omicroutes.models.mmfn.Interaction;

/**
 * MMFN, concatenation and the single branches on simulated patients whose outcome an interaction
 * between genes and a clinical variable tells: {@code MmfnInteractionTrial [SEEDS [EPOCHS]]}.
 */
public final class MmfnInteractionTrial {
  private MmfnInteractionTrial() {}

  public static void main(String[] args) {
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    Map<String, List<Double>> all = new LinkedHashMap<>();
    for (int seed = 1; seed <= seeds; seed++) {
      Interaction.areas(seed, Interaction.narrow(epochs, true), Interaction.arms())
          .forEach((name, area) -> all.computeIfAbsent(name, n -> new ArrayList<>()).add(area));
    }
    List<Double> mmfn = all.get("mmfn");
    System.out.println("| model | AUC by seed | mean | mmfn is better in |");
    System.out.println("|---|---|---:|---:|");
    all.forEach((name, areas) -> print(name, areas, mmfn));
  }

  private static void print(String name, List<Double> areas, List<Double> mmfn) {
    int wins = 0;
    StringBuilder cells = new StringBuilder();
    for (int k = 0; k < areas.size(); k++) {
      wins += mmfn.get(k) > areas.get(k) ? 1 : 0;
      cells.append(String.format(Locale.ROOT, "%.3f ", areas.get(k)));
    }
    double mean = areas.stream().mapToDouble(a -> a).average().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s| %.3f | %s |%n",
        name,
        cells,
        mean,
        name.equals("mmfn") ? "" : wins + " of " + areas.size());
  }
}
