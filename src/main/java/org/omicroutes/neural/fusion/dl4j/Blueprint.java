package org.omicroutes.neural.fusion.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.neural.fusion.FusionShapes;

/** A fusion network as Deeplearning4j's layers. */
final class Blueprint {
  static final String ATTENTION = "attention";
  static final String OUTPUT = "output";

  /** Where the patients' weights are among the masks. */
  static final String WEIGHTS = "weights";

  private final FusionConfig config;
  private final FusionShapes shapes;
  private final Map<String, INDArray> masks;
  private final GraphBuilder graph;

  /** Vertex and name of a parameter in Deeplearning4j, by our name. */
  private final Map<String, String[]> places = new HashMap<>();

  private String fused;
  private String features;

  Blueprint(FusionConfig config, Rate rate, Map<String, INDArray> masks) {
    this.config = config;
    this.shapes = FusionShapes.of(config);
    this.masks = masks;
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.DOUBLE)
            .updater(new Adam.Builder().learningRateSchedule(rate).build())
            // Without them arrays wait for garbage collection, which then runs all the time.
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
    if (config.l2() > 0) {
      builder.l2(config.l2());
    }
    graph = builder.graphBuilder();
  }

  /** The network, its parameters not yet set. */
  ComputationGraph build() {
    List<String> branches = new ArrayList<>();
    if (config.genes() > 0) {
      graph.addInputs("genes");
      String genes = drop("input", "genes", config.inputDropout());
      branches.add(branch("genomic", genes, config.genes(), config.genomicLayers()));
    }
    if (shapes.clinicalInputs() > 0) {
      String variables = joined("clinical", clinical());
      branches.add(branch("clinical", variables, shapes.clinicalInputs(), config.clinicalLayers()));
    }
    fused = joined("fused", branches);
    String at = fused;
    if (config.attentionHeads() > 0) {
      AttentionVertex vertex =
          new AttentionVertex(shapes.tokens(), config.tokenWidth(), config.attentionHeads());
      graph.addVertex(ATTENTION, vertex, at);
      at = ATTENTION;
    }
    int width = shapes.fusedWidth();
    for (int i = 1; i <= config.fusionLayers().size(); i++) {
      int size = config.fusionLayers().get(i - 1);
      at = layer("fusion." + i, at, width, size, false, config.dropout());
      width = size;
    }
    for (int i = 1; i <= config.headLayers().size(); i++) {
      int size = config.headLayers().get(i - 1);
      at = layer("head." + i, at, width, size, false, i == 1 ? config.headDropout() : 0);
      width = size;
    }
    features = at;
    output(at, width);
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }

  private List<String> clinical() {
    List<String> parts = new ArrayList<>();
    if (config.continuous() > 0) {
      graph.addInputs("continuous");
      parts.add("continuous");
    }
    for (int k = 0; k < config.levels().size(); k++) {
      String category = "category." + (k + 1);
      String name = FusionShapes.embedding(k);
      graph.addInputs(category);
      int levels = config.levels().get(k);
      dense(name, category, levels - 1, FusionShapes.embeddingWidth(levels), false);
      places.put(name, new String[] {name, "W"});
      parts.add(name);
    }
    return parts;
  }

  private String branch(String part, String from, int inputs, List<Integer> layers) {
    String at = from;
    int width = inputs;
    for (int i = 1; i <= layers.size(); i++) {
      int size = layers.get(i - 1);
      at = layer(part + "." + i, at, width, size, config.batchNormalisation(), config.dropout());
      width = size;
    }
    return at;
  }

  /** A dense layer and what follows it; gives the name of its last part. */
  private String layer(
      String name, String from, int inputs, int size, boolean normalised, double dropped) {
    dense(name, from, inputs, size, !normalised);
    places.put(name + ".weight", new String[] {name, "W"});
    String at = name;
    if (normalised) {
      at = name + ".norm";
      graph.addLayer(
          at,
          new BatchNormalization.Builder()
              .nIn(size)
              .nOut(size)
              .decay(0.9)
              .eps(1e-5)
              .useLogStd(false)
              .build(),
          name);
      places.put(name + ".gain", new String[] {at, "gamma"});
      places.put(name + ".shift", new String[] {at, "beta"});
      places.put(name + ".mean", new String[] {at, "mean"});
      places.put(name + ".variance", new String[] {at, "var"});
    } else {
      places.put(name + ".bias", new String[] {name, "b"});
    }
    String relu = name + ".relu";
    graph.addLayer(relu, new ActivationLayer(Activation.RELU), at);
    return drop(name, relu, dropped);
  }

  private String drop(String name, String from, double dropped) {
    if (dropped == 0) {
      return from;
    }
    String at = name + ".dropout";
    graph.addLayer(at, new DropoutLayer(new MaskedDropout(name, masks)), from);
    return at;
  }

  private void dense(String name, String from, int inputs, int outputs, boolean bias) {
    graph.addLayer(
        name,
        new DenseLayer.Builder()
            .nIn(inputs)
            .nOut(outputs)
            .activation(Activation.IDENTITY)
            .hasBias(bias)
            .build(),
        from);
  }

  private String joined(String name, List<String> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    graph.addVertex(name, new MergeVertex(), parts.toArray(String[]::new));
    return name;
  }

  private void output(String from, int inputs) {
    graph
        .addLayer(
            OUTPUT,
            new OutputLayer.Builder(new LogitLoss(() -> masks.get(WEIGHTS)))
                .nIn(inputs)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .build(),
            from)
        .setOutputs(OUTPUT)
        .validateOutputLayerConfig(false);
    places.put("output.weight", new String[] {OUTPUT, "W"});
    places.put("output.bias", new String[] {OUTPUT, "b"});
  }

  /** Where Deeplearning4j keeps a parameter of ours: vertex and name. */
  String[] place(String parameter) {
    return parameter.startsWith("attention.")
        ? new String[] {ATTENTION, parameter.substring("attention.".length())}
        : places.get(parameter);
  }

  /** The vertex whose result goes into attention or the fusion. */
  String fused() {
    return fused;
  }

  /** The vertex whose result goes into the output unit. */
  String features() {
    return features;
  }
}
