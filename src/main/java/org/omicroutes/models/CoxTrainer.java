package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.CoxModel;
import org.omicroutes.survival.DotProduct;
import org.omicroutes.survival.RidgeCox;
import org.omicroutes.survival.ScoreCalibration;

/**
 * Cox regression (Efron's ties) on the clinical modality, standardised: the one named {@code
 * clinical}, else the first of that kind. A variable that is constant in training, or a combination
 * of those before it, takes no part; what is missing counts as the training mean. Where a
 * coefficient would be infinite (a level that nobody died with), all of them are fitted with a
 * ridge penalty of 1 instead.
 *
 * <p>Slope and baseline hazard come from out-of-fold scores, so that curves are not too extreme
 * where there are few events; the order of risks is that of the plain model.
 */
@AutoService(ModelTrainer.class)
public final class CoxTrainer implements ModelTrainer<LinearModel> {
  private static final double[] LIGHT = {1};

  @Override
  public String name() {
    return "cox";
  }

  @Override
  public String summary() {
    return "Cox regression on the clinical modality.";
  }

  @Override
  public Class<LinearModel> type() {
    return LinearModel.class;
  }

  @Override
  public LinearModel fit(PatientData training, SurvivalData survival, FitContext context) {
    Roles roles = Roles.ofTraining(training, survival);
    String name = Roles.required(roles.clinical(), "clinical", training);
    ModalityScale scale =
        ModalityScale.fit(name, training.modalities().get(name), training.patients());
    double[][] rows = scale.rows(training);
    double[] outOfFold = new double[rows.length];
    for (Fold fold : Fold.of(survival, context)) {
      double[][] inside =
          Arrays.stream(fold.inside()).mapToObj(i -> rows[i]).toArray(double[][]::new);
      double[] own = coefficients(scale.features(), inside, fold.training(survival), context);
      for (int i : fold.outside()) {
        outOfFold[i] = DotProduct.of(own, rows[i]);
      }
    }
    double[] coefficients = coefficients(scale.features(), rows, survival, context);
    return new LinearModel(
        List.of(scale),
        new KernelScore(Map.of(name, coefficients), List.of()),
        Map.of(),
        ScoreCalibration.of(outOfFold, survival));
  }

  private static double[] coefficients(
      List<String> features, double[][] rows, SurvivalData survival, FitContext context) {
    CoxModel model = CoxModel.fit(features, rows, survival, CoxModel.Ties.EFRON);
    if (model.converged()) {
      return Arrays.stream(model.coefficients()).map(b -> Double.isNaN(b) ? 0 : b).toArray();
    }
    int p = features.size();
    double[][] kernel = new double[rows.length][rows.length];
    Kernels.add(p, Kernels.linear(rows), kernel);
    double[] dual =
        RidgeCox.fit(kernel, survival, LIGHT, context.innerFolds(), context.seed()).dual();
    double[] coefficients = new double[p];
    for (int i = 0; i < rows.length; i++) {
      for (int f = 0; f < p; f++) {
        coefficients[f] += dual[i] * rows[i][f];
      }
    }
    return coefficients;
  }
}
