package org.omicroutes.neural;

import java.util.Map;
import java.util.SplittableRandom;
import org.omicroutes.neural.Graph.Node;

/** The architecture of a network that gives each patient a log relative hazard. */
public abstract class CoxNetwork {

  /** Declares the network; the result is patients × 1. */
  abstract Node logHazard(Layers layers);

  /** Fills the placeholders that {@link #logHazard} declares, dropout aside. */
  abstract Map<String, Tensor> feeds(NetworkInputs inputs);

  /** Hides some of the inputs for one step of training, such as whole modalities. */
  NetworkInputs thinned(NetworkInputs inputs, SplittableRandom random) {
    return inputs;
  }

  /** Whether {@link #thinned} changes anything, so that what it gives is to be fed anew. */
  boolean thins() {
    return false;
  }
}
