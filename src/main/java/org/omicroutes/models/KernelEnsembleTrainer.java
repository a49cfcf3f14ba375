package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.ScoreCalibration;

/**
 * The equal-weight mean of four kernel Cox models (ridge penalty, Breslow's ties, fitted in the
 * dual), which differ in how far they trust which modality:
 *
 * <ol>
 *   <li>{@code 3 K(clinical) + K(rna)}
 *   <li>{@code 3 K(rich clinical) + K(rna) + 0.3 (the sum of K over the other omics)}
 *   <li>{@code 2 K(clinical) + 2 R(clinical) + K(rna)}
 *   <li>{@code K(rna)}
 * </ol>
 *
 * K is the linear kernel {@code XX'/p} of all standardised features ({@link ModalityScale}), R the
 * radial one with the median distance of two training patients for its width. Each member's penalty
 * is the one of 100, 30, 10 and 3 with the largest cross-validated partial likelihood; all members
 * share the folds. Modalities are recognised as {@link Roles} says; summaries are not used. RNA is
 * best given as rank-normal scores. A kernel whose modality the data lack is left out of the sum, a
 * member that lacks its decisive one (the clinical one; RNA in the last) out of the mean, and so is
 * a member equal to one before it; with neither clinical data nor any continuous modality, the
 * binary ones make a single member. A training patient without a modality counts as its mean.
 *
 * <p>Each other omic makes a stand-in, K of it alone, for patients who have neither clinical data
 * nor RNA. Its scores are multiplied so that the slope of the mean score is right for them as well;
 * one whose out-of-fold scores say nothing is left out.
 *
 * <p>Slope and baseline hazard come from the mean of the members' out-of-fold scores, scaled as
 * those of a new patient are.
 */
@AutoService(ModelTrainer.class)
public final class KernelEnsembleTrainer implements ModelTrainer<KernelEnsemble> {
  static final double[] LAMBDAS = {100, 30, 10, 3};
  static final double OTHER_OMICS = 0.3;
  private static final String OTHERS = "other omics";

  private record Recipe(
      String name, String needs, Map<String, Double> linear, Map<String, Double> radial) {}

  /**
   * A fitted ensemble and what it says of its training patients when it has not seen them.
   *
   * @param outOfFold uncalibrated scores of the training patients from inner folds without them
   * @param byMember the same of each member, scaled, members × patients; NaN where it is not asked
   */
  public record Fit(KernelEnsemble model, double[] outOfFold, double[][] byMember) {}

  @Override
  public String name() {
    return "kernel-ensemble";
  }

  @Override
  public String summary() {
    return "The mean of four kernel Cox models of clinical data, RNA and the other omics.";
  }

  @Override
  public Class<KernelEnsemble> type() {
    return KernelEnsemble.class;
  }

  @Override
  public KernelEnsemble fit(PatientData training, SurvivalData survival, FitContext context) {
    return fitWithScores(training, survival, context).model();
  }

  /** As {@link #fit}, with the out-of-fold scores, for a model that builds on the ensemble. */
  public Fit fitWithScores(PatientData training, SurvivalData survival, FitContext context) {
    Roles roles = Roles.ofTraining(training, survival);
    List<Recipe> recipes = recipes(roles);
    if (recipes.isEmpty()) {
      throw DataException.of(
          "only the modalities " + training.modalities().keySet(),
          "a clinical, continuous or binary modality");
    }
    Set<String> used = new LinkedHashSet<>();
    recipes.forEach(recipe -> used.addAll(recipe.linear().keySet()));
    List<String> others = recipes.get(0).name().equals(OTHERS) ? List.of() : roles.otherOmics();
    used.addAll(others);
    KernelBlocks blocks = new KernelBlocks(training, survival, used);
    List<KernelEnsemble.Member> members = new ArrayList<>();
    List<double[]> outOfFold = new ArrayList<>();
    for (Recipe recipe : recipes) {
      KernelBlocks.Fit fit = blocks.fit(recipe.linear(), recipe.radial(), LAMBDAS, context);
      members.add(member(recipe.name(), recipe.needs(), fit, blocks, survival));
      outOfFold.add(fit.cox().outOfFold());
    }
    KernelEnsemble scaled = new KernelEnsemble(blocks.scales(), members, null);
    double[][] byMember = scaled.scaled(training, outOfFold);
    double[] scores = KernelEnsemble.mean(byMember);
    ScoreCalibration calibration = ScoreCalibration.of(scores, survival);
    List<KernelEnsemble.Member> standIns = new ArrayList<>();
    for (String omic : others) {
      KernelBlocks.Fit fit = blocks.fit(Map.of(omic, 1.0), Map.of(), LAMBDAS, context);
      KernelEnsemble.Member alone = member(omic, omic, fit, blocks, survival);
      double[] own =
          new KernelEnsemble(blocks.scales(), List.of(alone), null)
              .scaled(training, List.of(fit.cox().outOfFold()))[0];
      double slope = slope(own, survival);
      if (slope > 0 && calibration.slope() > 0) {
        standIns.add(alone.times(slope / calibration.slope()));
      }
    }
    return new Fit(
        new KernelEnsemble(blocks.scales(), members, standIns, calibration), scores, byMember);
  }

  /**
   * Of out-of-fold scores; who is not asked about counts as the average patient.
   *
   * @param scores NaN where one is not asked
   */
  static double slope(double[] scores, SurvivalData survival) {
    double[] known = Arrays.stream(scores).map(s -> Double.isNaN(s) ? 0 : s).toArray();
    return ScoreCalibration.of(known, survival).slope();
  }

  private static KernelEnsemble.Member member(
      String name, String needs, KernelBlocks.Fit fit, KernelBlocks blocks, SurvivalData survival) {
    double[] scores = fit.score().of(blocks.rows(), survival.size());
    double mean = mean(scores);
    return new KernelEnsemble.Member(
        name, needs, fit.score(), fit.cox().lambda(), mean, spread(scores, mean));
  }

  private static List<Recipe> recipes(Roles roles) {
    List<Recipe> recipes = new ArrayList<>();
    if (roles.clinical() != null) {
      Map<String, Double> all = Roles.weights(roles.rich(), 3, roles.rna(), 1);
      roles.otherOmics().forEach(name -> all.put(name, OTHER_OMICS));
      recipes.add(
          new Recipe(
              "clinical and RNA",
              roles.clinical(),
              Roles.weights(roles.clinical(), 3, roles.rna(), 1),
              Map.of()));
      if (!all.equals(recipes.get(0).linear())) {
        recipes.add(new Recipe("all modalities", roles.rich(), all, Map.of()));
      }
      recipes.add(
          new Recipe(
              "radial clinical and RNA",
              roles.clinical(),
              Roles.weights(roles.clinical(), 2, roles.rna(), 1),
              Roles.weights(roles.clinical(), 2)));
    }
    if (roles.rna() != null) {
      recipes.add(
          new Recipe("RNA", roles.rna(), new LinkedHashMap<>(Map.of(roles.rna(), 1.0)), Map.of()));
    }
    if (recipes.isEmpty() && !roles.otherOmics().isEmpty()) {
      Map<String, Double> others = new LinkedHashMap<>();
      roles.otherOmics().forEach(name -> others.put(name, 1.0));
      recipes.add(new Recipe(OTHERS, roles.otherOmics().get(0), others, Map.of()));
    }
    return recipes;
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The standard deviation; 1 where all are equal, so that a member that says nothing adds 0. */
  static double spread(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double sd = Math.sqrt(squares / (values.length - 1));
    return sd > 1e-12 * (1 + Math.abs(mean)) ? sd : 1;
  }
}
