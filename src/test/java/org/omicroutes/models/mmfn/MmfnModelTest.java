package org.omicroutes.models.mmfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ClassOptions;
import org.omicroutes.models.ClassOptions.Head;
import org.omicroutes.models.ClassOptions.Preset;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.SimulatedPatients;
import org.omicroutes.neural.fusion.FusionConfig;
import org.omicroutes.survival.Concordance;

class MmfnModelTest {
  private static final SimulatedPatients COHORT = SimulatedPatients.cohort(220, 7);
  private static final List<String> TRAINING = COHORT.first(140);
  private static final PatientData HELD_OUT = COHORT.data().select(COHORT.after(140));
  private static final FusionPreset FEW_EPOCHS = Interaction.sizes(4, 6, true);

  private static MmfnModel fit(FusionTrainer trainer, Head head, FusionPreset preset) {
    ClassOptions options = ClassOptions.DEFAULT.with(Preset.SMALL_COHORT).with(head);
    return trainer
        .fit(
            COHORT.data().select(TRAINING),
            COHORT.survival().select(TRAINING),
            new FitContext(3, 5, null).with(options),
            preset)
        .model();
  }

  @Test
  void theCurveGoesThroughTheProbabilityAtTheHorizon() {
    MmfnModel model = fit(new MmfnTrainer(), Head.BINARY, FEW_EPOCHS);
    assertThat(model.networks()).hasSize(5);
    assertThat(model.horizonDays()).isEqualTo(ClassOptions.DEFAULT.days());
    double[] probability = model.probability(HELD_OUT);
    double[] risk = model.risk(HELD_OUT);
    double[][] alive = model.survival(HELD_OUT, new double[] {100, model.horizonDays(), 2000});
    for (int i = 0; i < probability.length; i++) {
      assertThat(1 - alive[i][1]).isCloseTo(probability[i], within(1e-12));
      assertThat(risk[i]).isCloseTo(Math.log(-Math.log(alive[i][1])), within(1e-9));
      double ratio = Math.log(alive[i][2]) / Math.log(alive[i][1]);
      assertThat(ratio).isCloseTo(Math.log(alive[0][2]) / Math.log(alive[0][1]), within(1e-9));
    }
    assertThat(model.networksBy()).isPresent();
  }

  @Test
  void aPaperPresetHasOneNetworkOfThePapersSizes() {
    FusionPreset paper = FusionPreset.of(Preset.PAPER);
    assertThat(paper.calibrated()).isFalse();
    assertThat(paper.differential()).isTrue();
    assertThat(paper.mostGenes()).isEqualTo(5000);
    assertThat(paper.sizes().genomicLayers()).containsExactly(1024, 512, 256);
    MmfnModel model = fit(new MmfnTrainer(), Head.BINARY, Interaction.sizes(4, 3, false));
    assertThat(model.networks()).hasSize(1);
    assertThat(model.recalibration()).isEqualTo(Recalibration.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void eachArmLooksAtWhatItIsNamedFor(Arm arm) {
    FusionConfig both =
        new FusionConfig(
            7,
            2,
            List.of(3),
            List.of(8),
            List.of(8),
            List.of(4),
            List.of(4),
            2,
            4,
            true,
            0,
            0,
            0,
            0,
            1e-3,
            5,
            32,
            1,
            1);
    FusionConfig config = arm.of(both);
    assertThat(config.genes()).isEqualTo(arm.atGenes() ? 7 : 0);
    assertThat(config.continuous()).isEqualTo(arm.atClinical() ? 2 : 0);
    assertThat(config.attentionHeads()).isEqualTo(arm == Arm.FUSION ? 2 : 0);
  }

  @Test
  void saysWhatItsNetworksLookAt() {
    MmfnModel model = fit(new MmfnTrainer(), Head.BINARY, FEW_EPOCHS);
    List<InputFeature> inputs = model.inputFeatures();
    assertThat(inputs).hasSize(40 + 3);
    assertThat(inputs.get(0)).isEqualTo(new InputFeature("rna", "g0", InputFeature.Kind.GENE));
    assertThat(inputs.subList(40, 43))
        .containsExactly(
            new InputFeature("clinical", "c0", InputFeature.Kind.CONTINUOUS),
            new InputFeature("clinical", "c1", InputFeature.Kind.CONTINUOUS),
            new InputFeature("clinical", "c2", InputFeature.Kind.CATEGORY));
    assertThat(model.prepared(HELD_OUT)).hasDimensions(80, 43);
    assertThat(model.branchAttention(HELD_OUT)).hasDimensions(80, 2);
    for (double[] row : model.branchAttention(HELD_OUT)) {
      assertThat(row[0] + row[1]).isCloseTo(1, within(1e-9));
      assertThat(row[0]).isBetween(0.01, 0.99);
    }
    MmfnModel plain = fit(new MmfnConcatTrainer(), Head.BINARY, FEW_EPOCHS);
    assertThat(plain.branchAttention(HELD_OUT)).hasDimensions(80, 0);
  }

  /** The gradient is that of the model's log odds: differences of it say the same. */
  @Test
  void theGradientIsTheSlopeOfTheLogOdds() {
    MmfnModel model = fit(new MmfnTrainer(), Head.BINARY, FEW_EPOCHS);
    PatientData one = HELD_OUT.select(HELD_OUT.patients().subList(0, 1));
    double[] gradient = model.gradient(one)[0];
    assertThat(gradient).hasSize(42);
    double step = 1e-5;
    for (int feature : new int[] {0, 5, 40}) {
      InputFeature input = model.inputFeatures().get(feature);
      double sd =
          feature < 40
              ? model.preprocessing().genes().sd()[feature]
              : model.preprocessing().clinical().sd()[feature - 40];
      double up = logOdds(model, Shifted.by(one, input, step * sd));
      double down = logOdds(model, Shifted.by(one, input, -step * sd));
      assertThat((up - down) / (2 * step)).isCloseTo(gradient[feature], within(1e-5));
    }
  }

  private static double logOdds(MmfnModel model, PatientData patient) {
    double p = model.probability(patient)[0];
    return Math.log(p / (1 - p));
  }

  @Test
  void aSurvivalHeadIsCalibratedOverAllOfFollowUp() {
    MmfnModel model = fit(new MmfnTrainer(), Head.SURVIVAL, FusionPreset.of(Preset.SMALL_COHORT));
    assertThat(model.head()).isNotNull();
    SurvivalData truth = COHORT.survival().select(HELD_OUT.patients());
    double c = Concordance.harrell(truth.times(), truth.events(), model.risk(HELD_OUT)).value();
    assertThat(c).isGreaterThan(0.6);
    double[] probability = model.probability(HELD_OUT);
    double[][] alive = model.survival(HELD_OUT, new double[] {0.5, 500, model.horizonDays()});
    for (int i = 0; i < alive.length; i++) {
      assertThat(alive[i][0]).isEqualTo(1);
      assertThat(alive[i][1]).isBetween(alive[i][2], 1.0);
      assertThat(1 - alive[i][2]).isCloseTo(probability[i], within(1e-12));
    }
  }

  @Test
  void tooFewOfALabelAreSaid() {
    PatientData few = COHORT.data().select(COHORT.first(12));
    double[] times = new double[12];
    boolean[] events = new boolean[12];
    Arrays.setAll(times, i -> i + 1);
    Arrays.fill(events, true);
    times[11] = 3000;
    SurvivalData survival = new SurvivalData(COHORT.first(12), times, events);
    assertThatThrownBy(() -> new LogisticTrainer().fit(few, survival, new FitContext(1, 5, null)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("11 training patients who died")
        .hasMessageContaining("1 seen beyond it");
  }

  @Test
  void bothModalitiesAreNeeded() {
    SurvivalData survival = COHORT.survival().select(TRAINING);
    PatientData clinical = SimulatedPatients.only(COHORT.data().select(TRAINING), "clinical");
    FitContext context = new FitContext(1, 5, null);
    assertThatThrownBy(() -> new MmfnTrainer().fit(clinical, survival, context))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no continuous modality");
    PatientData rna = SimulatedPatients.only(COHORT.data().select(TRAINING), "rna");
    assertThatThrownBy(() -> new MmfnClinicalTrainer().fit(rna, survival, context))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no clinical modality");
  }

  /** One seed of what {@code src/test/trials/mmfn-interaction} shows over ten. */
  @Test
  void attentionFindsThePathwayOfASubtypeWhereFewUnitsFollow() {
    FusionPreset narrow = Interaction.sizes(Interaction.NARROW, Interaction.EPOCHS, true);
    Map<String, Double> areas = Interaction.areas(1, narrow, Interaction.arms());
    assertThat(areas.get("mmfn")).isGreaterThan(0.8).isGreaterThan(areas.get("mmfn-concat") + 0.02);
    assertThat(areas.get("mmfn-genomic")).isBetween(0.4, 0.6);
    assertThat(areas.get("mmfn-clinical")).isBetween(0.4, 0.6);
  }
}
