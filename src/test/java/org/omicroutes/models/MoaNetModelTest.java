package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.Interactions;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.Json;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.models.UncertainModel.Uncertainty;
import org.omicroutes.survival.Calibration;
import org.omicroutes.survival.Concordance;
import org.omicroutes.survival.SurvivalInterval;

class MoaNetModelTest {
  private static final int TRAINING = 220;
  private static final double HORIZON = 730;
  private static final double FOLLOWED = 3000;
  private static final SimulatedPatients COHORT = SimulatedPatients.cohort(820, 11);
  private static final List<String> TRAINED = COHORT.first(TRAINING);
  private static final PatientData HELD_OUT = COHORT.data().select(COHORT.after(TRAINING));
  private static final SurvivalData TRUTH = COHORT.survival().select(HELD_OUT.patients());
  private static final MoaNetModel MODEL = fit(COHORT.data(), COHORT.network());

  private static MoaNetModel fit(PatientData data, Interactions network) {
    return new MoaNetTrainer()
        .fit(
            data.select(TRAINED), COHORT.survival().select(TRAINED), new FitContext(4, 4, network));
  }

  private static double concordance(SurvivalModel model, PatientData patients, SurvivalData truth) {
    return Concordance.harrell(truth.times(), truth.events(), model.risk(patients)).value();
  }

  private static double concordance(SurvivalModel model) {
    return concordance(model, HELD_OUT, TRUTH);
  }

  @Test
  void isNotBelowItsBackboneAndAboveClinicalCox() {
    FitContext context = new FitContext(4, 4, null);
    SurvivalModel cox =
        new CoxTrainer()
            .fit(COHORT.data().select(TRAINED), COHORT.survival().select(TRAINED), context);
    assertThat(concordance(MODEL)).isGreaterThan(concordance(MODEL.backbone()) - 0.01);
    assertThat(concordance(MODEL)).isGreaterThan(concordance(cox) + 0.03);
  }

  @Test
  void whatItSaysOfSurvivalIsCalibrated() {
    double[] alive =
        Arrays.stream(MODEL.survival(HELD_OUT, new double[] {HORIZON}))
            .mapToDouble(curve -> curve[0])
            .toArray();
    double[] times = TRUTH.times();
    boolean[] events = TRUTH.events();
    assertThat(Calibration.slope(times, events, alive, HORIZON).value()).isBetween(0.85, 1.2);
    assertThat(Calibration.errors(times, events, alive, HORIZON, 5).expected()).isLessThan(0.06);
  }

  @Test
  void intervalsHoldAsManyAsTheySay() {
    for (double level : new double[] {0.5, 0.8}) {
      SurvivalInterval[] intervals =
          Arrays.stream(MODEL.uncertainty(HELD_OUT, HORIZON, level))
              .map(Uncertainty::interval)
              .toArray(SurvivalInterval[]::new);
      var coverage = SurvivalInterval.coverage(TRUTH.times(), TRUTH.events(), intervals, FOLLOWED);
      double nominal =
          Arrays.stream(intervals)
              .mapToDouble(i -> i.promised(level, FOLLOWED))
              .average()
              .orElseThrow();
      assertThat(coverage.value()).as("coverage at " + level).isCloseTo(nominal, within(0.05));
    }
  }

  /** A bound is an interval without an upper end. */
  @Test
  void lowerBoundsHoldAsManyAsTheySay() {
    Uncertainty[] all = MODEL.uncertainty(HELD_OUT, HORIZON, 0.9);
    SurvivalInterval[] above =
        Arrays.stream(all)
            .map(u -> new SurvivalInterval(u.lowerBound(), Double.NaN, Double.POSITIVE_INFINITY))
            .toArray(SurvivalInterval[]::new);
    double covered =
        SurvivalInterval.coverage(TRUTH.times(), TRUTH.events(), above, FOLLOWED).value();
    assertThat(covered).isCloseTo(0.9, within(0.05));
    assertThat(MODEL.uncertainty(HELD_OUT, HORIZON, 0.77)[0].lowerBound()).isNaN();
  }

  @Test
  void uncertaintyHasItsPartsAndIsTheSameAgain() {
    List<String> few = HELD_OUT.patients().subList(0, 5);
    Uncertainty[] alone = MODEL.uncertainty(COHORT.data().select(few), HORIZON, 0.8);
    Uncertainty[] all = MODEL.uncertainty(HELD_OUT, HORIZON, 0.8);
    for (int i = 0; i < alone.length; i++) {
      assertThat(alone[i]).isEqualTo(all[i]);
      var parts = alone[i].parts();
      assertThat(parts.modelVariance()).isPositive().isLessThan(parts.variance());
      assertThat(parts.dataVariance() + parts.modelVariance())
          .isCloseTo(parts.variance(), within(1e-12));
      assertThat(alone[i].interval().lower()).isLessThan(alone[i].interval().upper());
    }
  }

  @Test
  void attendsToOtherModalities() {
    List<AttentiveModel.Attention> pairs = MODEL.attention(HELD_OUT);
    Map<String, Double> sums = new LinkedHashMap<>();
    pairs.forEach(pair -> sums.merge(pair.query(), pair.weight(), Double::sum));
    assertThat(sums)
        .containsOnlyKeys("clinical", "rna", "methylation", "cnv", "mutation", "network", "burden");
    assertThat(sums.values()).allSatisfy(sum -> assertThat(sum).isCloseTo(1, within(1e-9)));
    assertThat(pairs).noneMatch(pair -> pair.query().equals(pair.key()));
  }

  @Test
  void tellsItsBiomarkersWithTheirNeighboursAndWhatItChose() {
    var first = MODEL.neighbourhood().get(0);
    assertThat(Integer.parseInt(first.gene().substring(1))).isLessThan(8);
    assertThat(first.neighbours()).isNotEmpty();
    assertThat(first.layers()).containsKeys("rna", "methylation");
    MoaNetChoice choice = MODEL.choice();
    assertThat(choice.alpha()).isIn(0.5, 0.7, 0.9);
    assertThat(choice.factors()).isBetween(1, 8);
    assertThat(choice.epochs()).hasSize(5);
    assertThat(choice.configurations()).hasSize(4);
    assertThat(choice.seed()).isEqualTo(4);
  }

  @Test
  void savedItIsAsSure(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("model.json.gz");
    Json.write(file, MODEL);
    MoaNetModel read = Json.read(file, MoaNetModel.class);
    PatientData few = COHORT.data().select(HELD_OUT.patients().subList(0, 8));
    assertThat(read.uncertainty(few, HORIZON, 0.9))
        .containsExactly(MODEL.uncertainty(few, HORIZON, 0.9));
    assertThat(read.attention(few)).isEqualTo(MODEL.attention(few));
    assertThat(read.neighbourhood()).isEqualTo(MODEL.neighbourhood());
  }

  @Test
  void losesLittleByLayersThatAreNotThere() {
    double all = concordance(MODEL);
    PatientData without =
        SimulatedPatients.only(HELD_OUT, "clinical", "rna", "methylation", "burden");
    PatientData omics = SimulatedPatients.only(HELD_OUT, "rna", "methylation", "cnv");
    PatientData clinical = SimulatedPatients.only(HELD_OUT, "clinical");
    assertThat(concordance(MODEL, without, TRUTH)).isGreaterThan(all - 0.03);
    assertThat(concordance(MODEL, omics, TRUTH)).isGreaterThan(0.58);
    assertThat(concordance(MODEL, clinical, TRUTH)).isGreaterThan(0.65);
  }

  @Test
  void learnsFromAnySubset() {
    MoaNetModel clinical = fit(SimulatedPatients.only(COHORT.data(), "clinical"), COHORT.network());
    assertThat(concordance(clinical)).isGreaterThan(0.65);
    assertThat(clinical.neighbourhood()).isEmpty();
    MoaNetModel rna = fit(SimulatedPatients.only(COHORT.data(), "rna"), COHORT.network());
    assertThat(concordance(rna)).isGreaterThan(0.6);
    MoaNetModel unlinked = fit(COHORT.data(), null);
    assertThat(unlinked.tokenCounts()).doesNotContainKey(MoaNetTokens.NETWORK);
    MoaNetModel mutation = fit(SimulatedPatients.only(COHORT.data(), "mutation"), null);
    assertThat(concordance(mutation)).isGreaterThan(0.5);
    PatientData burden = SimulatedPatients.only(COHORT.data(), "burden");
    assertThatThrownBy(() -> fit(burden, null)).isInstanceOf(DataException.class);
  }

  /** Genes that say little alone are found by their neighbours; not by wrong ones. */
  @Test
  void usesTheNetwork() {
    double gain = 0;
    for (int seed : new int[] {0, 1, 2}) {
      NetworkCohort cohort = NetworkCohort.of(550, seed);
      gain += concordance(cohort, cohort.network()) - concordance(cohort, cohort.shuffled(seed));
    }
    assertThat(gain / 3).isGreaterThan(0.01);
  }

  private static double concordance(NetworkCohort cohort, Interactions network) {
    List<String> ids = cohort.data().patients();
    List<String> training = ids.subList(0, 250);
    List<String> others = ids.subList(250, ids.size());
    MoaNetModel model =
        new MoaNetTrainer()
            .fit(
                cohort.data().select(training),
                cohort.survival().select(training),
                new FitContext(1, 3, network));
    return concordance(model, cohort.data().select(others), cohort.survival().select(others));
  }

  @Test
  void fewEventsLeaveTheBackbone() {
    List<String> training =
        IntStream.range(0, 60)
            .filter(i -> i < 30 || !COHORT.survival().event(i))
            .mapToObj(TRAINED::get)
            .toList();
    SurvivalData outcome = COHORT.survival().select(training);
    boolean[] events = outcome.events();
    for (int i = 0, seen = 0; i < events.length; i++) {
      seen += events[i] ? 1 : 0;
      events[i] &= seen <= 12;
    }
    SurvivalData few = new SurvivalData(training, outcome.times(), events);
    MoaNetModel model =
        new MoaNetTrainer()
            .fit(COHORT.data().select(training), few, new FitContext(4, 4, COHORT.network()));
    assertThat(model.networkSlope()).isZero();
    assertThat(model.risk(HELD_OUT)).doesNotContain(Double.NaN);
    assertThat(model.uncertainty(HELD_OUT, HORIZON, 0.8)).hasSize(HELD_OUT.patients().size());
  }
}
