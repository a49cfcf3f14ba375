package org.omicroutes.models.mmfn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.omicroutes.classify.HorizonLabels;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.neural.fusion.FusionData;
import org.omicroutes.neural.fusion.FusionEngine;
import org.omicroutes.neural.fusion.FusionInputs;
import org.omicroutes.neural.fusion.FusionNetwork;
import org.omicroutes.neural.fusion.FusionOutput;

/**
 * Networks, each trained on all inner folds but one and stopped early by that one.
 *
 * @param networks one, or one a fold
 * @param folds of the training patients, from 1; the first network is that of the first fold
 */
record FusionMembers(List<FusionNetwork> networks, int[] folds) {

  /** One network, stopped early by the first of {@value FusionPreset#FOLDS} folds. */
  static FusionMembers one(
      FusionEngine engine, FusionConfig config, FusionInputs inputs, HorizonTask task) {
    int[] folds = task.folds(FusionPreset.FOLDS);
    return new FusionMembers(List.of(member(engine, config, inputs, task, folds, 1, 1)), folds);
  }

  /** One network a fold. */
  static FusionMembers all(
      FusionEngine engine, FusionConfig config, FusionInputs inputs, HorizonTask task) {
    int[] folds = task.folds(FusionPreset.FOLDS);
    int count = Arrays.stream(folds).max().orElseThrow();
    List<FusionNetwork> networks = new ArrayList<>();
    for (int k = 1; k <= count; k++) {
      networks.add(member(engine, config, inputs, task, folds, k, count));
    }
    return new FusionMembers(networks, folds);
  }

  private static FusionNetwork member(
      FusionEngine engine,
      FusionConfig config,
      FusionInputs inputs,
      HorizonTask task,
      int[] folds,
      int fold,
      int count) {
    return engine.train(
        config,
        data(inputs, task, task.labelled(folds, fold, false)),
        data(inputs, task, task.labelled(folds, fold, true)),
        task.context().seed() * FusionPreset.FOLDS + fold,
        done -> task.context().progress().accept((fold - 1 + done) / count));
  }

  private static FusionData data(FusionInputs inputs, HorizonTask task, int[] positions) {
    HorizonLabels labels = task.labels().select(positions);
    return new FusionData(
        MmfnPreprocessing.select(inputs, positions), labels.labels(), labels.weights());
  }

  /** Positions of the patients, labelled or not, whom a network was not trained on. */
  int[] heldOut(int network) {
    return IntStream.range(0, folds.length).filter(i -> folds[i] == network + 1).toArray();
  }

  /**
   * What each network says of those it was not trained on.
   *
   * @return one a training patient
   */
  double[] outOfFold(FusionEngine engine, FusionInputs inputs) {
    double[] logits = new double[folds.length];
    for (int k = 0; k < networks.size(); k++) {
      int[] own = heldOut(k);
      FusionOutput said = engine.ask(networks.get(k), MmfnPreprocessing.select(inputs, own));
      for (int i = 0; i < own.length; i++) {
        logits[own[i]] = said.logits()[i];
      }
    }
    return logits;
  }
}
