package org.omicroutes.models.mmfn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.TrainedNetworks;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.neural.fusion.FusionEngine;
import org.omicroutes.neural.fusion.FusionInputs;
import org.omicroutes.neural.fusion.FusionNetwork;
import org.omicroutes.neural.fusion.FusionOutput;
import org.omicroutes.neural.fusion.plain.PlainFusionEngine;

/**
 * MMFN and its parts: networks that look at genes, clinical variables or both. The log odds of a
 * patient are the mean over the networks, recalibrated.
 *
 * <p>A patient may lack a modality or a value; {@link GenePreprocessing} and {@link
 * ClinicalPreprocessing} say what counts then.
 *
 * @param preprocessing what the networks are told
 * @param networks one, or several whose log odds are averaged
 * @param recalibration of the mean log odds
 * @param curve from the probability at the horizon to survival
 * @param head where the features feed a Cox model, which then gives probability and survival; else
 *     null
 */
public record MmfnModel(
    MmfnPreprocessing preprocessing,
    List<FusionNetwork> networks,
    Recalibration recalibration,
    HorizonCurve curve,
    SurvivalHead head)
    implements FusedModel, TrainedNetworks {

  public MmfnModel {
    networks = List.copyOf(networks);
  }

  /**
   * Whatever trained them: nothing has to be loaded, and the answer has the same bits everywhere.
   */
  private static FusionEngine engine() {
    return new PlainFusionEngine();
  }

  @Override
  public Optional<String> networksBy() {
    return Optional.of(networks.get(0).engine());
  }

  @Override
  public String asksBy() {
    return engine().name();
  }

  /** What each network says of patients. */
  private List<FusionOutput> outputs(PatientData patients) {
    FusionInputs inputs = preprocessing.inputs(patients);
    FusionEngine engine = engine();
    List<FusionOutput> outputs = new ArrayList<>();
    for (FusionNetwork network : networks) {
      outputs.add(engine.ask(network, inputs));
    }
    return outputs;
  }

  @Override
  public double horizonDays() {
    return curve.days();
  }

  @Override
  public double[] probability(PatientData patients) {
    return probability(outputs(patients));
  }

  private double[] probability(List<FusionOutput> outputs) {
    if (head == null) {
      return recalibration.probability(meanLogits(outputs));
    }
    double[][] alive = head.survival(outputs, new double[] {horizonDays()});
    double[] probability = new double[alive.length];
    for (int i = 0; i < probability.length; i++) {
      probability[i] = 1 - alive[i][0];
    }
    return probability;
  }

  /** A log hazard but for a constant. */
  @Override
  public double[] risk(PatientData patients) {
    List<FusionOutput> outputs = outputs(patients);
    return head == null ? curve.risk(probability(outputs)) : head.risk(outputs);
  }

  @Override
  public double[][] survival(PatientData patients, double[] days) {
    List<FusionOutput> outputs = outputs(patients);
    return head == null ? curve.survival(probability(outputs), days) : head.survival(outputs, days);
  }

  static double[] meanLogits(List<FusionOutput> outputs) {
    double[] mean = new double[outputs.get(0).logits().length];
    for (FusionOutput output : outputs) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += output.logits()[i] / outputs.size();
      }
    }
    return mean;
  }

  @Override
  public List<InputFeature> inputFeatures() {
    return preprocessing.features();
  }

  @Override
  public double[][] prepared(PatientData patients) {
    return preprocessing.table(patients);
  }

  @Override
  public double[][] branchAttention(PatientData patients) {
    List<FusionOutput> outputs = outputs(patients);
    FusionConfig config = networks.get(0).config();
    double[][] shares = new double[patients.patients().size()][config.attentionHeads() > 0 ? 2 : 0];
    if (config.attentionHeads() == 0) {
      return shares;
    }
    List<Integer> layers = config.genomicLayers();
    int genomic = config.genes() == 0 ? 0 : layers.get(layers.size() - 1) / config.tokenWidth();
    for (FusionOutput output : outputs) {
      for (int i = 0; i < shares.length; i++) {
        double[] tokens = output.attention()[i];
        for (int t = 0; t < tokens.length; t++) {
          shares[i][t < genomic ? 0 : 1] += tokens[t] / outputs.size();
        }
      }
    }
    return shares;
  }

  @Override
  public double[][] gradient(PatientData patients) {
    FusionInputs inputs = preprocessing.inputs(patients);
    FusionEngine engine = engine();
    double[][] mean = new double[patients.patients().size()][];
    for (FusionNetwork network : networks) {
      double[][] own = engine.gradient(network, inputs);
      for (int i = 0; i < mean.length; i++) {
        mean[i] = mean[i] == null ? new double[own[i].length] : mean[i];
        for (int f = 0; f < own[i].length; f++) {
          mean[i][f] += own[i][f] * recalibration.slope() / networks.size();
        }
      }
    }
    return mean;
  }
}
