package org.omicroutes.neural.fusion;

/**
 * A matrix or vector of a fusion network.
 *
 * @param name such as {@code genomic.1.weight}
 * @param rows 1 of a vector
 * @param columns of a matrix of weights: the outputs
 */
public record FusionParameter(String name, int rows, int columns, Kind kind) {

  /** How a parameter starts and is trained. */
  public enum Kind {
    /** Of a layer before ReLU: starts normal with variance 2 / rows (He et al.), penalised. */
    WEIGHT,
    /** Of attention and of the output unit: starts uniform (Glorot, Bengio), penalised. */
    PROJECTION,
    /** Of categories: starts normal with vectors of length about 1, penalised. */
    EMBEDDING,
    /** Starts as zeros, not penalised. */
    BIAS,
    /** Of batch normalisation: starts as ones, not penalised. */
    GAIN,
    /** Running mean of batch normalisation: starts as zeros, not trained. */
    RUNNING_MEAN,
    /** Running variance of batch normalisation: starts as ones, not trained. */
    RUNNING_VARIANCE;

    /** Whether gradients move it. */
    public boolean trained() {
      return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
    }

    /** Whether the penalty shrinks it. */
    public boolean penalised() {
      return this == WEIGHT || this == PROJECTION || this == EMBEDDING;
    }
  }

  /** How many numbers it has. */
  public int size() {
    return Math.multiplyExact(rows, columns);
  }
}
