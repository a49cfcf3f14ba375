package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.SurvivalData;

/**
 * {@code snf-cox}: similarity network fusion (Wang et al., Nature Methods 2014,
 * doi:10.1038/nmeth.2810) of the training patients, then a ridge Cox model on spectral clusters,
 * spectral embedding and clinical variables; see {@link PatientFusion} for how patients are placed.
 *
 * <p>Continuous features are standardised, binary ones taken as they are; of each modality the 1000
 * most variable take part. K is 20, or a quarter of the network's patients if less. Fusion is done
 * again in every inner fold without the patients left out. Summaries (SUMMARY) are not used.
 */
@AutoService(ModelTrainer.class)
@SuppressWarnings("rawtypes")
public final class SnfCoxTrainer implements ModelTrainer<SnfCox> {

  @Override
  public String name() {
    return "snf-cox";
  }

  @Override
  public String summary() {
    return "Cox model on clusters and embedding of a fused patient similarity network (continuous"
        + " and binary modalities) and on the clinical variables.";
  }

  @Override
  public Class<SnfCox> type() {
    return SnfCox.class;
  }

  @Override
  public SnfCox fit(PatientData training, SurvivalData survival, FitContext context) {
    FeatureCox.requireEvents(survival);
    ClinicalVariables clinical = ClinicalVariables.of(training);
    PatientFusion fusion = PatientFusion.fit(training);
    List<FeatureCox.Fold> folds = new ArrayList<>();
    for (int[] inside : FeatureCox.insides(survival, context.innerFolds(), context.seed())) {
      List<String> ids = Arrays.stream(inside).mapToObj(training.patients()::get).toList();
      double[][] placed = PatientFusion.fit(training.select(ids)).place(training);
      folds.add(new FeatureCox.Fold(inside, clinical.appendedTo(placed, training)));
    }
    List<String> names = new ArrayList<>(fusion.names());
    names.addAll(clinical.names());
    double[][] x = clinical.appendedTo(fusion.place(training), training);
    return new SnfCox(fusion, clinical, FeatureCox.fit(names, x, folds, survival));
  }
}
