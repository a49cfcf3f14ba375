package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.Modality.Kind;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.survival.CoxModel;

class BaselinesTest {
  private static final SimulatedPatients COHORT = SimulatedPatients.cohort(120, 11);
  private static final FitContext CONTEXT = new FitContext(2, 4, null);
  private static final PatientData DATA = COHORT.data();
  private static final SurvivalData SURVIVAL = COHORT.survival();

  @Test
  void coxIsThePlainModelOfTheClinicalVariables() {
    LinearModel model = new CoxTrainer().fit(DATA, SURVIVAL, CONTEXT);
    ModalityScale scale = model.scales().get(0);
    assertThat(scale.features()).containsExactly("c0", "c1", "c2");
    double[] expected =
        CoxModel.fit(scale.features(), scale.rows(DATA), SURVIVAL, CoxModel.Ties.EFRON)
            .coefficients();
    assertThat(model.score().linear().get("clinical")).containsExactly(expected);
    assertThat(model.calibration().slope()).isBetween(0.7, 1.1);
    PatientData none = SimulatedPatients.only(DATA, "rna");
    assertThatThrownBy(() -> new CoxTrainer().fit(none, SURVIVAL, CONTEXT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("clinical");
    assertThat(model.risk(none)).containsOnly(0);
  }

  @Test
  void coxStaysFiniteWhereNobodyOfALevelDied() {
    double[] level = new double[120];
    int left = 6;
    for (int i = 0; i < level.length; i++) {
      level[i] = !SURVIVAL.event(i) && left-- > 0 ? 1 : 0;
    }
    Modality separating =
        new Modality(
            Kind.CLINICAL,
            LabelledMatrix.of(List.of("level"), DATA.patients(), new double[][] {level}));
    PatientData data = new PatientData(DATA.patients(), Map.of("clinical", separating));
    double coefficient =
        new CoxTrainer().fit(data, SURVIVAL, CONTEXT).score().linear().get("clinical")[0];
    assertThat(coefficient).isBetween(-3.0, -0.05);
  }

  @Test
  void lateFusionGivesNoWeightBelowZero() {
    Random random = new Random(4);
    double[][] scores = new double[120][3];
    for (int i = 0; i < 120; i++) {
      double good = DATA.modalities().get("clinical").values().at(0, i);
      scores[i] = new double[] {good, -good + random.nextGaussian(), random.nextGaussian() - good};
    }
    double[] weights = LateFusionTrainer.weights(List.of("good", "bad", "worse"), scores, SURVIVAL);
    assertThat(weights[0]).isGreaterThan(0.3);
    assertThat(weights[1]).isZero();
    assertThat(weights[2]).isZero();
  }

  @Test
  void blockRidgeIsAtLeastAsGoodInsideAsItsStart() {
    LinearModel model = new BlockRidgeTrainer().fit(DATA, SURVIVAL, CONTEXT);
    assertThat(model.chosen()).containsKeys("lambda", "weight of clinical", "weight of burden");
    KernelBlocks blocks = new KernelBlocks(DATA, SURVIVAL, Roles.of(DATA).all());
    Map<String, Double> chosen =
        Roles.weights(
            "clinical", model.chosen().get("weight of clinical"),
            "rna", model.chosen().get("weight of rna"),
            "methylation", model.chosen().get("weight of methylation"),
            "cnv", model.chosen().get("weight of cnv"),
            "mutation", model.chosen().get("weight of mutation"),
            "burden", model.chosen().get("weight of burden"));
    Map<String, Double> start =
        Roles.weights(
            "clinical", 3, "rna", 1, "methylation", .3, "cnv", .3, "mutation", .3, "burden", .3);
    assertThat(blocks.fit(chosen, Map.of(), RidgeTrainer.LAMBDAS, CONTEXT).validated())
        .isGreaterThan(blocks.fit(start, Map.of(), RidgeTrainer.LAMBDAS, CONTEXT).validated());
  }

  @Test
  void coxnetKeepsUnpenalisedClinicalVariables() {
    LinearModel free = new CoxnetTrainer(false).fit(DATA, SURVIVAL, CONTEXT);
    LinearModel penalised = new CoxnetTrainer().fit(DATA, SURVIVAL, CONTEXT);
    assertThat(free.score().linear().get("clinical")).hasSize(3);
    double[] shrunken = penalised.score().linear().get("clinical");
    assertThat(Math.abs(shrunken[0]))
        .isLessThan(Math.abs(free.score().linear().get("clinical")[0]));
    assertThat(free.scales().stream().mapToInt(s -> s.features().size()).sum()).isLessThan(120);
  }

  @Test
  void theForestTakesTheGenesThatVaryTogether() {
    Random random = new Random(8);
    double[][] rows = new double[300][120];
    List<String> genes = new ArrayList<>();
    double[] axis = random.doubles(120).map(u -> random.nextGaussian()).toArray();
    for (int g = 0; g < 300; g++) {
      genes.add("g" + g);
      for (int i = 0; i < 120; i++) {
        // All of variance 1; the last hundred follow one axis.
        double own = random.nextGaussian();
        rows[g][i] = g < 200 ? own : 0.8 * axis[i] + 0.6 * own;
      }
    }
    Modality rna = new Modality(Kind.CONTINUOUS, LabelledMatrix.of(genes, DATA.patients(), rows));
    ForestModel model =
        new ForestTrainer()
            .fit(new PatientData(DATA.patients(), Map.of("rna", rna)), SURVIVAL, CONTEXT);
    assertThat(model.features().get("rna")).hasSize(200).containsAll(genes.subList(200, 300));
  }

  @Test
  void kernelWidthIsTheMedianDistance() {
    double[][] rows = {{0, 0}, {3, 4}, {0, 1}};
    // Distances 5, 1 and sqrt(18).
    assertThat(Kernels.medianDistance(rows)).isCloseTo(Math.sqrt(18), within(1e-12));
    assertThat(Kernels.radial(rows[0], rows[1], 5)).isCloseTo(Math.exp(-0.5), within(1e-12));
    assertThat(Kernels.linear(rows)[1][2]).isEqualTo(2);
  }
}
