package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.survival.Concordance;

/** What trainers of neural networks with a Cox loss keep to besides. */
abstract class CoxNetworkContract<M extends SurvivalModel> extends TrainerContract<M> {
  /** Products over other numbers of rows may differ in their last bits. */
  @Test
  @Override
  void aPatientsRiskDoesNotDependOnWhoElseIsAsked() {
    double[] all = model.risk(cohort.data());
    for (int i : new int[] {0, 5, 299}) {
      PatientData one = cohort.data().select(List.of(cohort.data().patients().get(i)));
      assertThat(model.risk(one)[0]).isCloseTo(all[i], within(1e-12));
    }
  }

  @Test
  void theOrderOfPatientsChangesNothing() {
    List<String> shuffled = new ArrayList<>(training);
    Collections.shuffle(shuffled, new Random(2));
    M other = fit(cohort.data().select(shuffled), cohort.survival().select(shuffled), cohort);
    assertThat(other.risk(cohort.data())).containsExactly(model.risk(cohort.data()));
  }

  @Test
  void learnsWhatClinicalVariablesDoNotTell() {
    SurvivalModel cox =
        new CoxTrainer()
            .fit(
                cohort.data().select(training),
                cohort.survival().select(training),
                new FitContext(3, 3, null));
    SurvivalData truth = cohort.survival().select(heldOut);
    double[] risk = cox.risk(cohort.data().select(heldOut));
    double clinical = Concordance.harrell(truth.times(), truth.events(), risk).value();
    assertThat(concordance(model, cohort)).isGreaterThan(clinical + 0.1);
  }
}
