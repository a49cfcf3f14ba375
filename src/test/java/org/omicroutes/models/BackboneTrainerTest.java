package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.Json;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.survival.Concordance;

class BackboneTrainerTest {
  private static final FitContext CONTEXT = new FitContext(4, 4, null);
  private static final SimulatedPatients COHORT = SimulatedPatients.cohort(240, 21);
  private static final List<String> TRAINING = COHORT.first(60);
  private static final SurvivalData SURVIVAL = COHORT.survival().select(TRAINING);
  private static final PatientData WITH =
      learned().on(COHORT.data().select(TRAINING)).addedTo(COHORT.data());

  private static PanCancer learned() {
    return PanCancerTrainer.fit(List.of(cohort("a", 22), cohort("b", 23), cohort("c", 24)));
  }

  private static PanCancerTrainer.Cohort cohort(String name, long seed) {
    SimulatedPatients other = SimulatedPatients.cohort(120, seed);
    return new PanCancerTrainer.Cohort(name, other.data(), other.survival());
  }

  private static KernelEnsembleTrainer.Fit fit(PatientData data) {
    return new BackboneTrainer().fitWithScores(data.select(TRAINING), SURVIVAL, CONTEXT);
  }

  private static double concordance(KernelEnsemble model) {
    PatientData asked = WITH.select(COHORT.after(60));
    SurvivalData truth = COHORT.survival().select(asked.patients());
    return Concordance.harrell(truth.times(), truth.events(), model.risk(asked)).value();
  }

  @Test
  void withoutAScoreOfOtherCohortsItIsTheKernelEnsemble() {
    KernelEnsemble plain =
        new KernelEnsembleTrainer().fit(COHORT.data().select(TRAINING), SURVIVAL, CONTEXT);
    assertThat(fit(COHORT.data()).model().risk(WITH)).containsExactly(plain.risk(WITH));
  }

  @Test
  void twoMembersComeOnTopOfTheOthers() {
    KernelEnsembleTrainer.Fit base =
        new KernelEnsembleTrainer()
            .fitWithScores(COHORT.data().select(TRAINING), SURVIVAL, CONTEXT);
    KernelEnsembleTrainer.Fit fit = fit(WITH);
    int before = base.byMember().length;
    assertThat(fit.model().members().subList(before, before + 2))
        .extracting(KernelEnsemble.Member::name)
        .containsExactly("pan-cancer and omics", "pan-cancer");
    assertThat(fit.model().members().get(before).score().linear().keySet())
        .containsExactly("pan-cancer", "rna", "methylation", "cnv", "mutation");
    for (int i = 0; i < TRAINING.size(); i++) {
      double sum = 0;
      for (int m = 0; m < before + 2; m++) {
        sum += fit.byMember()[m][i];
        if (m < before) {
          assertThat(fit.byMember()[m][i]).isEqualTo(base.byMember()[m][i]);
        }
      }
      assertThat(fit.outOfFold()[i]).isCloseTo(sum / (before + 2), within(1e-12));
    }
  }

  @Test
  void whatOtherCohortsKnowHelpsASmallOne() {
    assertThat(concordance(fit(WITH).model()))
        .isGreaterThan(concordance(fit(COHORT.data()).model()) + 0.005);
  }

  @Test
  void aPatientWithoutTheScoreIsJudgedByTheOtherMembers() {
    KernelEnsemble model = fit(WITH).model();
    KernelEnsemble others =
        new KernelEnsemble(model.scales(), model.members().subList(0, 4), model.calibration());
    PatientData asked = COHORT.data().select(COHORT.after(60));
    assertThat(model.scores(asked)).containsExactly(others.scores(asked));
  }

  @Test
  void aScoreThatSaysNothingOfTheTrainingPatientsIsLeftOut() {
    Map<String, Modality> modalities = new LinkedHashMap<>(COHORT.data().modalities());
    modalities.put(
        PanCancer.MODALITY,
        new Modality(
            Modality.Kind.SUMMARY,
            LabelledMatrix.of(
                List.of(PanCancer.MODALITY), TRAINING, new double[1][TRAINING.size()])));
    PatientData constant = new PatientData(COHORT.data().patients(), modalities);
    assertThat(fit(constant).model().members()).hasSize(4);
  }

  @Test
  void isSavedAndReadAsJson(@TempDir Path folder) throws IOException {
    KernelEnsemble model = fit(WITH).model();
    Json.write(folder.resolve("model.json"), model);
    KernelEnsemble again = Json.read(folder.resolve("model.json"), KernelEnsemble.class);
    assertThat(again.risk(WITH)).containsExactly(model.risk(WITH));
  }
}
