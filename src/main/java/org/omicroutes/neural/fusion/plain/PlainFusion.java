package org.omicroutes.neural.fusion.plain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.neural.fusion.FusionBatch;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.neural.fusion.FusionMachine;
import org.omicroutes.neural.fusion.FusionOutput;
import org.omicroutes.neural.fusion.FusionParameter;
import org.omicroutes.neural.fusion.FusionShapes;

/** A fusion network in Java's memory. */
final class PlainFusion implements FusionMachine {
  private final FusionConfig config;
  private final FusionShapes shapes;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final List<Layer> genomic;
  private final List<Dense> embeddings = new ArrayList<>();
  private final List<Layer> clinical;
  private final Attention attention;
  private final List<Layer> prediction;
  private final Dense output;
  private final Adam adam;
  private double[] features;

  /**
   * @param values by name; training changes these arrays
   */
  PlainFusion(FusionConfig config, Map<String, double[]> values) {
    this.config = config;
    this.shapes = FusionShapes.of(config);
    shapes.check(values);
    for (FusionParameter p : shapes.parameters()) {
      parameters.put(p.name(), new Parameter(p, values.get(p.name())));
    }
    genomic = config.genes() == 0 ? List.of() : layers("genomic", config.genomicLayers());
    for (int k = 0; k < config.levels().size(); k++) {
      embeddings.add(new Dense(parameters.get(FusionShapes.embedding(k)), null));
    }
    clinical =
        shapes.clinicalInputs() == 0 ? List.of() : layers("clinical", config.clinicalLayers());
    attention =
        config.attentionHeads() == 0
            ? null
            : new Attention(
                shapes.tokens(), config.tokenWidth(), config.attentionHeads(), this::dense);
    prediction = layers("fusion", config.fusionLayers());
    prediction.addAll(layers("head", config.headLayers()));
    output = dense("output");
    adam = new Adam(config.l2());
  }

  private Dense dense(String name) {
    return new Dense(parameters.get(name + ".weight"), parameters.get(name + ".bias"));
  }

  private List<Layer> layers(String part, List<Integer> sizes) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i <= sizes.size(); i++) {
      String name = part + "." + i;
      layers.add(dense(name));
      if (parameters.containsKey(name + ".gain")) {
        layers.add(
            new BatchNorm(
                parameters.get(name + ".gain"),
                parameters.get(name + ".shift"),
                parameters.get(name + ".mean"),
                parameters.get(name + ".variance")));
      }
      layers.add(new Rectifier(name));
    }
    return layers;
  }

  /** The log odds of each patient. */
  double[] forward(FusionBatch batch, Pass pass) {
    double[] genes = batch.genes();
    double[] mask = pass.masks().get("input");
    if (mask != null) {
      genes = genes.clone();
      for (int i = 0; i < genes.length; i++) {
        genes[i] *= mask[i];
      }
    }
    double[] fromGenes = through(genomic, genes, pass);
    double[] fromClinic = through(clinical, clinicalInputs(batch, pass), pass);
    double[] fused =
        Columns.joined(batch.size(), List.of(fromGenes, fromClinic), shapes.fusedWidth());
    if (attention != null) {
      fused = attention.forward(fused, pass);
    }
    features = through(prediction, fused, pass);
    return output.forward(features, pass);
  }

  private static double[] through(List<Layer> layers, double[] x, Pass pass) {
    double[] y = x;
    for (Layer layer : layers) {
      y = layer.forward(y, pass);
    }
    return y;
  }

  private double[] clinicalInputs(FusionBatch batch, Pass pass) {
    List<double[]> parts = new ArrayList<>();
    parts.add(batch.continuous());
    for (int k = 0; k < embeddings.size(); k++) {
      parts.add(embeddings.get(k).forward(batch.categories().get(k), pass));
    }
    return Columns.joined(batch.size(), parts, shapes.clinicalInputs());
  }

  /**
   * Goes back through the network after {@link #forward}.
   *
   * @param byLogit the derivatives of the loss by the log odds
   * @param wanted whether those by the inputs are needed
   * @return those by the genes and the continuous variables, patients × each; null where not wanted
   */
  double[][] backward(double[] byLogit, Pass pass, GradientTaker taker, boolean wanted) {
    double[] gradient = output.backward(byLogit, pass, taker, true);
    gradient = back(prediction, gradient, pass, taker, true);
    if (attention != null) {
      gradient = attention.backward(gradient, pass, taker, true);
    }
    int fused = shapes.fusedWidth();
    int genes = shapes.genomicWidth();
    double[] byGenes = Columns.cut(gradient, pass.size(), fused, 0, genes);
    double[] byClinic = Columns.cut(gradient, pass.size(), fused, genes, fused - genes);
    byGenes = back(genomic, byGenes, pass, taker, wanted);
    boolean embedded = wanted || !embeddings.isEmpty();
    byClinic = back(clinical, byClinic, pass, taker, embedded);
    double[] byContinuous = null;
    if (embedded) {
      int inputs = shapes.clinicalInputs();
      int from = config.continuous();
      byContinuous = Columns.cut(byClinic, pass.size(), inputs, 0, from);
      for (int k = 0; k < embeddings.size(); k++) {
        int width = FusionShapes.embeddingWidth(config.levels().get(k));
        double[] piece = Columns.cut(byClinic, pass.size(), inputs, from, width);
        embeddings.get(k).backward(piece, pass, taker, false);
        from += width;
      }
    }
    return wanted ? new double[][] {byGenes, byContinuous} : null;
  }

  private static double[] back(
      List<Layer> layers, double[] gradient, Pass pass, GradientTaker taker, boolean wanted) {
    double[] by = gradient;
    for (int i = layers.size() - 1; i >= 0; i--) {
      by = layers.get(i).backward(by, pass, taker, wanted || i > 0);
    }
    return by;
  }

  @Override
  public void step(FusionBatch batch, double learningRate) {
    adam.nextStep(learningRate);
    differentiate(batch, adam);
  }

  /** Hands over the derivatives of the batch's mean weighted cross-entropy. */
  void differentiate(FusionBatch batch, GradientTaker taker) {
    int n = batch.size();
    if (batch.labels().length != n || batch.weights().length != n) {
      throw new IllegalArgumentException(
          n
              + " patients, "
              + batch.labels().length
              + " labels, "
              + batch.weights().length
              + " weights");
    }
    Pass pass = new Pass(n, true, batch.masks());
    double[] logits = forward(batch, pass);
    double[] byLogit = new double[n];
    for (int i = 0; i < n; i++) {
      byLogit[i] = batch.weights()[i] * (1 / (1 + Math.exp(-logits[i])) - batch.labels()[i]) / n;
    }
    backward(byLogit, pass, taker, false);
  }

  @Override
  public FusionOutput ask(FusionBatch batch) {
    double[] logits = forward(batch, new Pass(batch.size(), false, Map.of()));
    return new FusionOutput(
        logits,
        Columns.rows(features, batch.size(), shapes.featureWidth()),
        attention == null ? new double[batch.size()][0] : attention.received(batch.size()));
  }

  /** The derivatives of each patient's log odds by the genes and the continuous variables. */
  double[][] gradient(FusionBatch batch) {
    int n = batch.size();
    Pass pass = new Pass(n, false, Map.of());
    forward(batch, pass);
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    double[][] by = backward(ones, pass, GradientTaker.NONE, true);
    int width = config.genes() + config.continuous();
    return Columns.rows(Columns.joined(n, List.of(by[0], by[1]), width), n, width);
  }

  @Override
  public Map<String, double[]> values() {
    Map<String, double[]> values = new LinkedHashMap<>();
    parameters.forEach((name, parameter) -> values.put(name, parameter.values().clone()));
    return values;
  }

  @Override
  public void close() {
    // Java's memory needs no giving back.
  }
}
