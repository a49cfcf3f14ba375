package org.omicroutes.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.explain.MissingLayersStep;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.StepContext;

/** Reads the files of a study and holds them against each other. */
final class StudyInputs {
  private final StepContext<?> context;
  private final int[] needed;

  /**
   * @param needed horizons in months that every model has to have
   */
  StudyInputs(StepContext<?> context, int... needed) {
    this.context = context;
    this.needed = needed;
  }

  /**
   * @param order of the models, those not named come after
   * @throws DataException where a file does not hold what it has to
   * @throws IllegalArgumentException where a file is missing or too many
   */
  List<StudyCohort> read(List<String> order) throws IOException {
    HeldOutFiles files = new HeldOutFiles(context, needed);
    var predictions = files.byCohort("predictions");
    var ablations = files.byCohort("ablations");
    var missing = files.byCohort("missing");
    // With nothing missing it is the model itself.
    missing.values().forEach(patterns -> patterns.remove(MissingLayersStep.NONE));
    FoldFiles folded = new FoldFiles(context);
    var foldFiles = folded.byCohort(predictions.keySet());
    HeldOutFiles.requireKnown(predictions.keySet(), ablations.keySet(), "ablations");
    HeldOutFiles.requireKnown(predictions.keySet(), missing.keySet(), "missing");
    StudyExtraInputs extra = new StudyExtraInputs(context);
    List<StudyCohort> cohorts = new ArrayList<>();
    for (String cohort : predictions.keySet()) {
      FoldFiles.Folds folds = folded.read(cohort, foldFiles.get(cohort));
      List<StudyModel> models = files.predictions(cohort, predictions.get(cohort), folds, order);
      var positions = folds.patients();
      Map<String, Set<Integer>> tests = folds.byName();
      cohorts.add(
          new StudyCohort(
              cohort,
              positions,
              folds.foldCount(),
              folds.tests().size(),
              models,
              files.variants("ablations", cohort, ablations, folds),
              files.variants("missing", cohort, missing, folds),
              ofModels(cohort, extra.shapley(cohort, positions, tests), models),
              extra.uncertainty(cohort, positions, tests),
              extra.attention(cohort),
              covariates(cohort),
              factors(cohort)));
    }
    extra.requireKnown(predictions.keySet(), StudyExtraInputs.PORTS);
    return cohorts;
  }

  /** Shapley values of a model without predictions are a slip of a name. */
  private static List<StudyCohort.Shapley> ofModels(
      String cohort, List<StudyCohort.Shapley> values, List<StudyModel> models) {
    List<String> names = models.stream().map(StudyModel::name).toList();
    for (StudyCohort.Shapley value : values) {
      if (!names.contains(value.model())) {
        throw new IllegalArgumentException(
            "shapley: found model "
                + value.model()
                + " of "
                + cohort
                + ", expected one of "
                + names);
      }
    }
    return values;
  }

  private SampleTable covariates(String cohort) throws IOException {
    Path file = context.namedInputs("covariates").get(cohort);
    return file == null ? null : TableFiles.readSamples(file);
  }

  private LabelledMatrix factors(String cohort) throws IOException {
    Path file = context.namedInputs("factors").get(cohort);
    return file == null ? null : MatrixFiles.read(file);
  }
}
