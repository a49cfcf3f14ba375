package org.omicroutes.report;

import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.evaluate.EvaluationReport;

/**
 * All that a report can be made of. Only {@code metrics} must be there; what is null or empty has
 * no section.
 *
 * @param predictions the main model's held-out predictions, null where not given
 * @param variance view × factor, share of variance explained, null where not given
 * @param before layer name to its matrix before batch correction
 * @param after layer name to its matrix after it
 * @param attention query modality × key modality, null where not given
 */
record ReportInputs(
    EvaluationReport metrics,
    CohortFlow flow,
    Predictions predictions,
    SurvivalData survival,
    List<Biomarker> biomarkers,
    LabelledMatrix factors,
    HeatMap variance,
    Map<String, LabelledMatrix> before,
    Map<String, LabelledMatrix> after,
    SampleTable batches,
    HeatMap attention,
    List<TrainingFigure.Epoch> history) {

  /**
   * Held-out predictions.
   *
   * @param survival patients × horizons
   */
  record Predictions(List<String> patients, int[] horizonMonths, double[][] survival) {}
}
