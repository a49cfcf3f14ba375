package org.omicroutes.models;

/** Options of models of a horizon. */
public record ClassOptions() {
  /** What ends the network. */
  public enum Head {
    BINARY,
    SURVIVAL
  }

  /** Sizes and training of the network. */
  public enum Preset {
    PAPER,
    SMALL_COHORT
  }
}
