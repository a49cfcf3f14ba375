package org.omicroutes.models;

import com.google.auto.service.AutoService;
import java.io.IOException;
import org.omicroutes.formats.Json;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code pan-cancer}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class PanCancerStep implements Step<Parameters.None> {

  private static final StepSpec<Parameters.None> SPEC =
      StepSpec.of("pan-cancer", "1", Parameters.None.class)
          .summary("Learns a score of risk from cohorts of other cancers.")
          .details(
              """
              Never hand in the cohort that the score is to be used on: its patients would know
              their own outcome. Nothing in the files can tell, so whoever calls has to see to it.

              A ridge Cox model over the patients of two cohorts or more, each with a baseline
              hazard of its own, on `3 K(clinical) + K(rna) + K(binary)`, K the linear kernel of
              features that are standardised within each cohort, so cohorts need not be of one
              platform; RNA is best given as rank-normal scores. Clinical features with more than
              two values stand beside their squares. The penalty is the one of 100, 30, 10 and 3
              with the largest partial likelihood of cohorts left out in turn.

              Modalities and features are the same where their names are: taken are the clinical
              modality `clinical` and the continuous modality `rna` (or the first ones of the
              first cohort by name) with the features that half of the cohorts have, and binary
              modalities with the features that 3 % of all patients have. A cohort may lack any of
              them. A patient who lacks a value counts as the cohort's mean. Patients are those with
              survival and a modality; every cohort needs an event.
              """)
          .in(
              Port.optionalNamed(
                  "clinical", Edam.TSV, "COHORT/MODALITY: clinical variables × samples."))
          .in(
              Port.optionalNamed(
                  "continuous", Edam.TSV, "COHORT/MODALITY: molecular features × samples."))
          .in(
              Port.optionalNamed(
                  "binary", Edam.TSV, "COHORT/MODALITY: genes × samples, 0 or 1 (mutations)."))
          .in(Port.named("survival", Edam.TSV, "COHORT: sample, time (days), event (0 or 1)."))
          .out(Port.one("out", Edam.JSON, "The score, for `pan-cancer-score`."))
          .build();

  @Override
  public StepSpec<Parameters.None> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Parameters.None> context) throws IOException {
    Json.write(context.output("out"), PanCancerTrainer.fit(new PanCancerFiles(context).read()));
  }
}
