package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.Modality.Kind;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.survival.Concordance;
import org.omicroutes.survival.RidgeCox;
import org.omicroutes.survival.ScoreCalibration;

class KernelEnsembleTest {
  private static final SimulatedPatients COHORT = SimulatedPatients.cohort(120, 3);
  private static final FitContext CONTEXT = new FitContext(2, 4, null);
  private static final List<String> TRAINING = COHORT.first(90);
  private static final SurvivalData SURVIVAL = COHORT.survival().select(TRAINING);

  private static KernelEnsemble fit(PatientData data) {
    return new KernelEnsembleTrainer().fit(data.select(TRAINING), SURVIVAL, CONTEXT);
  }

  private static List<String> members(PatientData data) {
    return fit(data).members().stream().map(KernelEnsemble.Member::name).toList();
  }

  @Test
  void membersFollowTheModalitiesThatAreThere() {
    PatientData data = COHORT.data();
    assertThat(members(data))
        .containsExactly("clinical and RNA", "all modalities", "radial clinical and RNA", "RNA");
    assertThat(members(SimulatedPatients.only(data, "clinical", "rna")))
        .containsExactly("clinical and RNA", "radial clinical and RNA", "RNA");
    assertThat(members(SimulatedPatients.only(data, "clinical")))
        .containsExactly("clinical and RNA", "radial clinical and RNA");
    assertThat(members(SimulatedPatients.only(data, "rna", "mutation"))).containsExactly("RNA");
    assertThat(members(SimulatedPatients.only(data, "mutation", "burden")))
        .containsExactly("other omics");
    PatientData nothing = SimulatedPatients.only(data, "burden");
    assertThatThrownBy(() -> fit(nothing))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("[burden]");
  }

  @Test
  void theRichClinicalModalityReplacesTheOtherWhereEverythingIsUsed() {
    Map<String, Modality> modalities = new LinkedHashMap<>(COHORT.data().modalities());
    modalities.put("clinical-rich", modalities.get("clinical"));
    List<KernelEnsemble.Member> members =
        fit(new PatientData(COHORT.data().patients(), modalities)).members();
    assertThat(members.get(0).score().linear().keySet()).containsExactly("clinical", "rna");
    assertThat(members.get(1).score().linear().keySet())
        .containsExactly("clinical-rich", "rna", "methylation", "cnv", "mutation");
  }

  @Test
  void scoresOfFeaturesAndOfStoredPatientsAreThoseOfTheKernels() {
    PatientData training = COHORT.data().select(TRAINING);
    KernelBlocks blocks = new KernelBlocks(training, SURVIVAL, List.of("clinical", "rna"));
    Map<String, Double> linear = Map.of("clinical", 2.0, "rna", 1.0);
    KernelBlocks.Fit fit =
        blocks.fit(linear, Map.of("clinical", 2.0), new double[] {30, 3}, CONTEXT);
    double[][] x = blocks.rows().get("clinical");
    double[][] z = blocks.rows().get("rna");
    double width = fit.score().radial().get(0).width();
    double[] scores = fit.score().of(blocks.rows(), 90);
    for (int i = 0; i < 90; i++) {
      double expected = 0;
      for (int j = 0; j < 90; j++) {
        double k = 0;
        double distance = 0;
        for (int f = 0; f < x[i].length; f++) {
          k += 2 * x[i][f] * x[j][f] / x[i].length;
          distance += Math.pow(x[i][f] - x[j][f], 2);
        }
        for (int f = 0; f < z[i].length; f++) {
          k += z[i][f] * z[j][f] / z[i].length;
        }
        k += 2 * Math.exp(-distance / (2 * width * width));
        expected += k * fit.cox().dual()[j];
      }
      assertThat(scores[i]).isCloseTo(expected, within(1e-10));
    }
  }

  @Test
  void aPatientIsJudgedByTheMembersWhoseModalityIsThere() {
    KernelEnsemble model = fit(COHORT.data());
    PatientData asked = COHORT.data().select(COHORT.after(90));
    double[] both = model.scores(asked);
    KernelEnsemble rnaAlone =
        new KernelEnsemble(model.scales(), model.members().subList(3, 4), model.calibration());
    PatientData noClinical = SimulatedPatients.only(asked, "rna");
    assertThat(model.scores(noClinical)).containsExactly(rnaAlone.scores(asked));
    assertThat(model.scores(noClinical)).isNotEqualTo(both);
    assertThat(model.scores(SimulatedPatients.only(asked, "burden"))).containsOnly(0);
  }

  /** Methylation is made with part of what drives survival; who has nothing else is told apart. */
  @Test
  void whoHasNeitherClinicalDataNorRnaIsJudgedByStandIns() {
    SimulatedPatients large = SimulatedPatients.cohort(500, 3);
    List<String> training = large.first(250);
    KernelEnsemble model =
        new KernelEnsembleTrainer()
            .fit(large.data().select(training), large.survival().select(training), CONTEXT);
    assertThat(model.standIns()).extracting(KernelEnsemble.Member::name).contains("methylation");
    PatientData asked = large.data().select(large.after(250));
    PatientData alone = SimulatedPatients.only(asked, "methylation");
    SurvivalData truth = large.survival().select(asked.patients());
    double[] risk = model.risk(alone);
    assertThat(Concordance.harrell(truth.times(), truth.events(), risk).value())
        .isGreaterThan(0.55);
    assertThat(ScoreCalibration.of(model.scores(alone), truth).slope())
        .isCloseTo(model.calibration().slope(), within(0.6));
    PatientData more = SimulatedPatients.only(asked, "methylation", "rna");
    assertThat(model.scores(more))
        .containsExactly(model.scores(SimulatedPatients.only(asked, "rna")));
  }

  @Test
  void trainingScoresOfEachMemberHaveMeanZeroAndDeviationOne() {
    KernelEnsemble model = fit(COHORT.data());
    for (KernelEnsemble.Member member : model.members()) {
      KernelEnsemble alone =
          new KernelEnsemble(model.scales(), List.of(member), model.calibration());
      double[] scores = alone.scores(COHORT.data().select(TRAINING));
      double sum = 0;
      double squares = 0;
      for (double score : scores) {
        sum += score;
        squares += score * score;
      }
      assertThat(sum).isCloseTo(0, within(1e-9));
      assertThat(squares / 89).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void calibrationRestsOnScoresFromFoldsWithoutThePatient() {
    PatientData rna = SimulatedPatients.only(COHORT.data(), "rna");
    KernelEnsembleTrainer.Fit fit =
        new KernelEnsembleTrainer().fitWithScores(rna.select(TRAINING), SURVIVAL, CONTEXT);
    KernelBlocks blocks = new KernelBlocks(rna.select(TRAINING), SURVIVAL, List.of("rna"));
    RidgeCox cox =
        blocks.fit(Map.of("rna", 1.0), Map.of(), new double[] {100, 30, 10, 3}, CONTEXT).cox();
    KernelEnsemble.Member member = fit.model().members().get(0);
    for (int i = 0; i < 90; i++) {
      assertThat(fit.outOfFold()[i])
          .isCloseTo((cox.outOfFold()[i] - member.mean()) / member.sd(), within(1e-12));
    }
    // The scale of the score is that of the log hazard whichever way it is counted.
    assertThat(fit.model().calibration().slope())
        .isCloseTo(cox.slope() * member.sd(), within(1e-8));
  }

  @Test
  void scalesCutWhatIsFarOut() {
    List<String> ids = List.of("a", "b", "c", "d", "e");
    LabelledMatrix values =
        LabelledMatrix.of(
            List.of("hit", "constant", "gap"),
            ids,
            new double[][] {{0, 2, 0, 1, 50}, {4, 4, 4, 4, 9}, {1, Double.NaN, 3, 5, Double.NaN}});
    List<String> training = ids.subList(0, 4);
    ModalityScale binary = ModalityScale.fit("m", new Modality(Kind.BINARY, values), training);
    assertThat(binary.means()[0]).isEqualTo(0.5);
    // Cut to 1 the values of gap no longer vary.
    assertThat(binary.features()).containsExactly("hit");
    Modality continuous = new Modality(Kind.CONTINUOUS, values);
    ModalityScale scale = ModalityScale.fit("m", continuous, training);
    double[][] rows = scale.rows(new PatientData(List.of("b", "e", "x"), Map.of("m", continuous)));
    assertThat(scale.means()).containsExactly(0.75, 3);
    assertThat(rows[0][1]).isZero();
    assertThat(rows[1]).containsExactly(3, 0);
    assertThat(rows[2]).containsExactly(0, 0);
    assertThat(scale.known(new PatientData(List.of("b", "x"), Map.of("m", continuous))))
        .containsExactly(true, false);
  }
}
