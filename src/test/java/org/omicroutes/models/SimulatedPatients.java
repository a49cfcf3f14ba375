package org.omicroutes.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.omicroutes.cohort.Interactions;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.Modality.Kind;

/**
 * A seeded cohort of several modalities over the same genes. Two clinical variables, a module of
 * eight genes (in rna, less clearly in methylation and cnv, and mutated more often) and a summary
 * drive survival. Some patients lack a modality, some values are missing.
 */
public record SimulatedPatients(PatientData data, SurvivalData survival, Interactions network) {
  private static final int GENES = 40;
  private static final int MODULE = 8;

  public static SimulatedPatients cohort(int patients, long seed) {
    Random random = new Random(seed);
    List<String> ids = names("p", patients);
    List<String> genes = names("g", GENES);
    double[] module = gaussian(random, patients);
    double[][] clinical = {
      gaussian(random, patients),
      gaussian(random, patients),
      new double[patients],
      new double[patients]
    };
    double[] times = new double[patients];
    boolean[] events = new boolean[patients];
    for (int i = 0; i < patients; i++) {
      clinical[2][i] = random.nextDouble() < 0.4 ? 1 : 0;
      clinical[3][i] = 1;
      double eta = 0.9 * clinical[0][i] + 0.7 * clinical[2][i] + module[i];
      double death = -Math.log(random.nextDouble()) * 1000 * Math.exp(-eta);
      double censoring = -Math.log(random.nextDouble()) * 3000;
      times[i] = Math.ceil(Math.min(death, censoring)) + 1;
      events[i] = death <= censoring;
    }
    Map<String, Modality> modalities = new LinkedHashMap<>();
    clinical[1][3] = Double.NaN;
    modalities.put("clinical", modality(Kind.CLINICAL, names("c", 4), ids, clinical));
    modalities.put("rna", modality(Kind.CONTINUOUS, genes, ids, omic(random, module, 0.8)));
    double[][] methylation = omic(random, module, 0.4);
    methylation[0][5] = Double.NaN;
    // The last five patients have no methylation.
    modalities.put("methylation", modality(Kind.CONTINUOUS, genes, ids, methylation, patients - 5));
    modalities.put("cnv", modality(Kind.CONTINUOUS, genes, ids, omic(random, module, 0.3)));
    modalities.put("mutation", modality(Kind.BINARY, genes, ids, mutations(random, module)));
    modalities.put(
        "burden",
        modality(
            Kind.SUMMARY,
            List.of("burden"),
            ids,
            new double[][] {sum(module, 0.5, gaussian(random, patients))}));
    return new SimulatedPatients(
        new PatientData(ids, modalities), new SurvivalData(ids, times, events), network(genes));
  }

  /** The first so many patients. */
  public List<String> first(int count) {
    return data.patients().subList(0, count);
  }

  /** All but the first so many. */
  public List<String> after(int count) {
    return data.patients().subList(count, data.patients().size());
  }

  /** The same patients with only some modalities. */
  public static PatientData only(PatientData data, String... names) {
    Map<String, Modality> kept = new LinkedHashMap<>(data.modalities());
    kept.keySet().retainAll(List.of(names));
    return new PatientData(data.patients(), kept);
  }

  /** The same values of these patients, others of everybody else. */
  PatientData withOthersScrambled(List<String> kept) {
    Map<String, Modality> scrambled = new LinkedHashMap<>();
    data.modalities()
        .forEach(
            (name, modality) -> {
              double[][] rows = modality.values().toArray();
              for (double[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                  boolean other = !kept.contains(modality.values().sampleIds().get(i));
                  row[i] = other ? 7 - 3 * row[i] : row[i];
                }
              }
              scrambled.put(
                  name, new Modality(modality.kind(), modality.values().withValues(rows)));
            });
    return new PatientData(data.patients(), scrambled);
  }

  private static Modality modality(
      Kind kind, List<String> features, List<String> patients, double[][] rows) {
    return modality(kind, features, patients, rows, patients.size());
  }

  private static Modality modality(
      Kind kind, List<String> features, List<String> patients, double[][] rows, int known) {
    return new Modality(
        kind,
        LabelledMatrix.of(features, patients, rows).selectSamples(patients.subList(0, known)));
  }

  private static double[][] omic(Random random, double[] module, double strength) {
    double[][] rows = new double[GENES][];
    for (int g = 0; g < GENES; g++) {
      rows[g] = gaussian(random, module.length);
      if (g < MODULE) {
        rows[g] = sum(rows[g], strength, module);
      }
    }
    return rows;
  }

  private static double[][] mutations(Random random, double[] module) {
    double[][] rows = new double[GENES][module.length];
    for (int g = 0; g < GENES; g++) {
      for (int i = 0; i < module.length; i++) {
        double rate = g < MODULE && module[i] > 0 ? 0.25 : 0.08;
        rows[g][i] = random.nextDouble() < rate ? 1 + random.nextInt(2) : 0;
      }
    }
    return rows;
  }

  /** Neighbours in a ring, and all pairs of the module. */
  private static Interactions network(List<String> genes) {
    List<int[]> pairs = new ArrayList<>();
    for (int g = 0; g < GENES; g++) {
      for (int h = g + 1; h < GENES; h++) {
        if (h < MODULE || h == g + 1) {
          pairs.add(new int[] {g, h});
        }
      }
    }
    return new Interactions(
        genes,
        pairs.stream().mapToInt(p -> p[0]).toArray(),
        pairs.stream().mapToInt(p -> p[1]).toArray(),
        pairs.stream().mapToDouble(p -> 1).toArray());
  }

  private static double[] sum(double[] a, double factor, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * b[i];
    }
    return sum;
  }

  private static double[] gaussian(Random random, int n) {
    return random.doubles(n).map(u -> random.nextGaussian()).toArray();
  }

  private static List<String> names(String prefix, int n) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      names.add(prefix + i);
    }
    return names;
  }
}
