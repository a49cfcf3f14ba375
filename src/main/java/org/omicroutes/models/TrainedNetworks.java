package org.omicroutes.models;

import java.util.List;
import org.omicroutes.neural.fusion.FusionNetwork;

/** A model that keeps how the training of its networks went. */
public interface TrainedNetworks extends SurvivalModel {

  /** The networks, each with one row an epoch. */
  List<FusionNetwork> networks();
}
