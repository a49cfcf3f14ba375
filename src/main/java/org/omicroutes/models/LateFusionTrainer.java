package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.CoxModel;
import org.omicroutes.survival.DotProduct;
import org.omicroutes.survival.ScoreCalibration;

/**
 * Late fusion: a ridge Cox model for each modality, and a Cox model (Breslow's ties) of their
 * out-of-fold scores that gives each a weight (stacking; Wolpert, Neural Networks 1992). Weights
 * are not negative: the score with the most negative coefficient per standard deviation is left out
 * until none is.
 *
 * <p>Slope and baseline hazard come from fused scores whose weights, too, were fitted without the
 * fold's patients. Of two clinical modalities the rich one is taken ({@link Roles}). A patient
 * without a modality has its mean score.
 */
@AutoService(ModelTrainer.class)
public final class LateFusionTrainer implements ModelTrainer<LinearModel> {

  @Override
  public String name() {
    return "late-fusion";
  }

  @Override
  public String summary() {
    return "A ridge Cox model of each modality, fused by a Cox model of their out-of-fold scores.";
  }

  @Override
  public Class<LinearModel> type() {
    return LinearModel.class;
  }

  @Override
  public LinearModel fit(PatientData training, SurvivalData survival, FitContext context) {
    List<String> all = Roles.ofTraining(training, survival).all();
    KernelBlocks blocks = new KernelBlocks(training, survival, all);
    List<KernelBlocks.Fit> fits = new ArrayList<>();
    for (String name : all) {
      fits.add(blocks.fit(Map.of(name, 1.0), Map.of(), RidgeTrainer.LAMBDAS, context));
    }
    double[][] scores = new double[survival.size()][all.size()];
    for (int i = 0; i < scores.length; i++) {
      for (int m = 0; m < fits.size(); m++) {
        scores[i][m] = fits.get(m).cox().outOfFold()[i];
      }
    }
    double[] weights = weights(all, scores, survival);
    Map<String, double[]> coefficients = new LinkedHashMap<>();
    Map<String, Double> chosen = new LinkedHashMap<>();
    for (int m = 0; m < fits.size(); m++) {
      String name = all.get(m);
      double weight = weights[m];
      double[] own = fits.get(m).score().linear().get(name);
      coefficients.put(name, Arrays.stream(own).map(b -> weight * b).toArray());
      chosen.put("lambda of " + name, fits.get(m).cox().lambda());
      chosen.put("weight of " + name, weight);
    }
    return new LinearModel(
        blocks.scales(),
        new KernelScore(coefficients, List.of()),
        chosen,
        ScoreCalibration.of(fusedOutOfFold(all, scores, survival, context), survival));
  }

  private static double[] fusedOutOfFold(
      List<String> names, double[][] scores, SurvivalData survival, FitContext context) {
    double[] fused = new double[scores.length];
    for (Fold fold : Fold.of(survival, context)) {
      double[][] inside =
          Arrays.stream(fold.inside()).mapToObj(i -> scores[i]).toArray(double[][]::new);
      double[] weights = weights(names, inside, fold.training(survival));
      for (int i : fold.outside()) {
        fused[i] = DotProduct.of(weights, scores[i]);
      }
    }
    return fused;
  }

  /** Coefficients at least 0, by backward elimination of the negative ones. */
  static double[] weights(List<String> names, double[][] scores, SurvivalData survival) {
    double[] weights = new double[names.size()];
    int[] kept = IntStream.range(0, names.size()).toArray();
    while (kept.length > 0) {
      int[] columns = kept;
      double[][] x =
          Arrays.stream(scores)
              .map(row -> Arrays.stream(columns).mapToDouble(m -> row[m]).toArray())
              .toArray(double[][]::new);
      CoxModel model =
          CoxModel.fit(
              Arrays.stream(columns).mapToObj(names::get).toList(),
              x,
              survival,
              CoxModel.Ties.BRESLOW);
      int worst = worst(model, x);
      if (worst < 0) {
        for (int k = 0; k < columns.length; k++) {
          weights[columns[k]] = model.coefficients()[k];
        }
        break;
      }
      kept = Arrays.stream(columns).filter(m -> m != columns[worst]).toArray();
    }
    return weights;
  }

  /** The column with the most negative (or no) coefficient per standard deviation, or -1. */
  private static int worst(CoxModel model, double[][] x) {
    int worst = -1;
    double lowest = 0;
    for (int k = 0; k < model.coefficients().length; k++) {
      double value = model.coefficients()[k];
      double squares = 0;
      for (double[] row : x) {
        squares += (row[k] - model.means()[k]) * (row[k] - model.means()[k]);
      }
      double size = Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value * Math.sqrt(squares);
      if (size < lowest) {
        lowest = size;
        worst = k;
      }
    }
    return worst;
  }
}
