package org.omicroutes.report;

import java.util.List;

/**
 * How the cohort came about, as the {@code cohort} step tells it in JSON. Lists that the file lacks
 * are empty.
 *
 * @param patients how many patients have what
 * @param layers what was read of each omic layer
 * @param overlap how many patients have exactly these layers
 * @param clinical what was set aside of the clinical table
 */
public record CohortFlow(
    Patients patients, List<Layer> layers, List<Overlap> overlap, Clinical clinical) {

  public CohortFlow {
    layers = layers == null ? List.of() : List.copyOf(layers);
    overlap = overlap == null ? List.of() : List.copyOf(overlap);
    clinical = clinical == null ? new Clinical(List.of()) : clinical;
  }

  /**
   * @param withOutcome patients with a usable time and event
   * @param withAnyLayer those of them with at least one omic layer
   * @param kept the patients of the cohort
   */
  public record Patients(int withOutcome, int withAnyLayer, int kept) {}

  /**
   * @param kind the shape it was read as: counts, beta, mutation, …
   * @param features genes or CpGs
   * @param patients patients that have it, with or without an outcome
   * @param kept those of them in the cohort; as {@code patients} where the file does not say
   */
  public record Layer(
      String name, String kind, int features, int patients, Integer kept, List<SetAside> setAside) {
    public Layer {
      name = name == null ? "?" : name;
      kind = kind == null ? "" : kind;
      kept = kept == null ? Integer.valueOf(patients) : kept;
      setAside = setAside == null ? List.of() : List.copyOf(setAside);
    }
  }

  /** Something not used, how often, and why. */
  public record SetAside(String reason, long count, List<String> examples) {
    public SetAside {
      reason = reason == null ? "no reason given" : reason;
      examples = examples == null ? List.of() : List.copyOf(examples);
    }
  }

  /** Patients that have exactly these layers. */
  public record Overlap(List<String> layers, int patients) {
    public Overlap {
      layers = layers == null ? List.of() : List.copyOf(layers);
    }
  }

  /** The clinical table. */
  public record Clinical(List<SetAside> setAside) {
    public Clinical {
      setAside = setAside == null ? List.of() : List.copyOf(setAside);
    }
  }
}
