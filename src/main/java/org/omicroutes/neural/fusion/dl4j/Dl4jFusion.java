package org.omicroutes.neural.fusion.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.omicroutes.neural.fusion.FusionBatch;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.neural.fusion.FusionMachine;
import org.omicroutes.neural.fusion.FusionOutput;
import org.omicroutes.neural.fusion.FusionParameter;
import org.omicroutes.neural.fusion.FusionShapes;

/** A fusion network in Deeplearning4j's memory. */
final class Dl4jFusion implements FusionMachine {
  private final FusionConfig config;
  private final FusionShapes shapes;
  private final Map<String, INDArray> masks = new HashMap<>();
  private final Rate rate = new Rate();
  private final Blueprint blueprint;
  private final ComputationGraph network;

  Dl4jFusion(FusionConfig config, Map<String, double[]> values) {
    this.config = config;
    this.shapes = FusionShapes.of(config);
    shapes.check(values);
    rate.set(config.learningRate());
    blueprint = new Blueprint(config, rate, masks);
    network = blueprint.build();
    set(values);
  }

  private INDArray parameter(String name) {
    return of(network.getVertex(blueprint.place(name)[0]).paramTable(false), name);
  }

  private INDArray of(Map<String, INDArray> table, String name) {
    INDArray found = table.get(blueprint.place(name)[1]);
    if (found == null) {
      throw new IllegalStateException(name + ": Deeplearning4j has " + table.keySet());
    }
    return found;
  }

  void set(Map<String, double[]> values) {
    for (FusionParameter p : shapes.parameters()) {
      try (INDArray given = Arrays2d.matrix(values.get(p.name()), p.rows(), p.columns())) {
        INDArray kept = parameter(p.name());
        kept.assign(given.reshape(kept.shape()));
      }
    }
  }

  private INDArray[] inputs(FusionBatch batch) {
    List<INDArray> inputs = new ArrayList<>();
    int n = batch.size();
    if (config.genes() > 0) {
      inputs.add(Arrays2d.matrix(batch.genes(), n, config.genes()));
    }
    if (config.continuous() > 0) {
      inputs.add(Arrays2d.matrix(batch.continuous(), n, config.continuous()));
    }
    for (int k = 0; k < config.levels().size(); k++) {
      inputs.add(Arrays2d.matrix(batch.categories().get(k), n, config.levels().get(k) - 1));
    }
    return inputs.toArray(INDArray[]::new);
  }

  private void mask(FusionBatch batch) {
    batch
        .masks()
        .forEach(
            (layer, values) ->
                masks.put(
                    layer, Arrays2d.matrix(values, batch.size(), values.length / batch.size())));
    masks.put(Blueprint.WEIGHTS, Arrays2d.matrix(batch.weights(), batch.size(), 1));
  }

  private void unmask() {
    masks.values().forEach(INDArray::close);
    masks.clear();
  }

  @Override
  public void step(FusionBatch batch, double learningRate) {
    rate.set(learningRate);
    INDArray[] inputs = inputs(batch);
    INDArray labels = Arrays2d.matrix(batch.labels(), batch.size(), 1);
    mask(batch);
    try {
      network.fit(inputs, new INDArray[] {labels});
    } finally {
      unmask();
    }
  }

  private void give(FusionBatch batch) {
    network.setInputs(inputs(batch));
    network.setLabels(Arrays2d.matrix(batch.labels(), batch.size(), 1));
    mask(batch);
  }

  private void takeBack() {
    unmask();
    network.clear();
  }

  /** The log odds that training sees: the batch's own means and variances, and dropout. */
  double[] trainingLogits(FusionBatch batch) {
    mask(batch);
    try {
      return Arrays2d.values(network.feedForward(inputs(batch), true, true).get(Blueprint.OUTPUT));
    } finally {
      unmask();
    }
  }

  /** The derivatives of the batch's mean weighted cross-entropy, without the penalty's, by name. */
  Map<String, double[]> gradients(FusionBatch batch) {
    give(batch);
    try {
      network.computeGradientAndScore();
      Map<String, double[]> gradients = new LinkedHashMap<>();
      Map<String, INDArray> found = network.gradient().gradientForVariable();
      for (FusionParameter p : shapes.parameters()) {
        String[] place = blueprint.place(p.name());
        if (p.kind().trained()) {
          try (INDArray mean = found.get(place[0] + "_" + place[1]).div(batch.size())) {
            gradients.put(p.name(), Arrays2d.values(mean));
          }
        }
      }
      return gradients;
    } finally {
      takeBack();
    }
  }

  @Override
  public FusionOutput ask(FusionBatch batch) {
    Map<String, INDArray> said = network.feedForward(inputs(batch), false, true);
    int n = batch.size();
    double[][] features = rows(Arrays2d.values(said.get(blueprint.features())), n);
    double[][] attention = new double[n][0];
    if (config.attentionHeads() > 0) {
      attention =
          AttentionShares.of(
              config, network.getVertex(Blueprint.ATTENTION), said.get(blueprint.fused()), n);
    }
    return new FusionOutput(Arrays2d.values(said.get(Blueprint.OUTPUT)), features, attention);
  }

  static double[][] rows(double[] flat, int rows) {
    double[][] cut = new double[rows][];
    int width = rows == 0 ? 0 : flat.length / rows;
    for (int i = 0; i < rows; i++) {
      cut[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return cut;
  }

  @Override
  public Map<String, double[]> values() {
    Map<String, double[]> values = new LinkedHashMap<>();
    for (FusionParameter p : shapes.parameters()) {
      values.put(p.name(), Arrays2d.values(parameter(p.name())));
    }
    return values;
  }

  @Override
  public void close() {
    network.close();
  }
}
