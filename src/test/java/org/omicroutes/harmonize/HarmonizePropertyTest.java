package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.harmonize.DispersionTrend.Shape;

/** What holds for any data, of fit and transform alike. */
class HarmonizePropertyTest {
  private static final Consumer<String> SILENT = note -> {};
  private static final Combat.Settings PLAIN = new Combat.Settings(null, false, true, false, false);
  private static final int FEATURES = 25;
  private static final int SAMPLES = 15;
  private static final int TRAINING = 9;

  /** A fitted routine, as what it makes of {@code all} when fitted on {@code training}. */
  private interface Routine {
    LabelledMatrix apply(LabelledMatrix training, LabelledMatrix all);
  }

  /** The same samples in the batches 0, 1 and 2 whatever their order. */
  private static SampleTable batches(LabelledMatrix matrix) {
    List<String> labels =
        matrix.sampleIds().stream().map(id -> "b" + Integer.parseInt(id.substring(1)) % 3).toList();
    return new SampleTable(matrix.sampleIds(), Map.of("batch", labels));
  }

  private enum Fitted implements Routine {
    VST {
      @Override
      public LabelledMatrix apply(LabelledMatrix training, LabelledMatrix all) {
        UnaryOperator<LabelledMatrix> counts = m -> m.map(v -> Math.rint(Math.exp(v)));
        var state = VarianceStabilization.fit(counts.apply(training), Shape.MEAN, 0, SILENT);
        return VarianceStabilization.transform(counts.apply(all), state, SILENT);
      }
    },
    QUANTILE {
      @Override
      public LabelledMatrix apply(LabelledMatrix training, LabelledMatrix all) {
        return QuantileNormalization.transform(all, QuantileNormalization.fit(training), SILENT);
      }
    },
    COMBAT {
      @Override
      public LabelledMatrix apply(LabelledMatrix training, LabelledMatrix all) {
        var state = Combat.fit(training, batches(training), null, PLAIN, SILENT);
        return Combat.transform(all, batches(all), null, state, false, SILENT);
      }
    },
    IMPUTE {
      @Override
      public LabelledMatrix apply(LabelledMatrix training, LabelledMatrix all) {
        var state = Imputation.fit(training, Imputation.Method.KNN, 5, 1, SILENT);
        return Imputation.transform(all, state, SILENT);
      }
    },
    RANK_NORMAL {
      @Override
      public LabelledMatrix apply(LabelledMatrix training, LabelledMatrix all) {
        return RankNormal.transform(all, RankNormal.fit(training), SILENT);
      }
    }
  }

  private static LabelledMatrix data(long seed, boolean missing) {
    Random random = new Random(seed);
    double[][] rows = new double[FEATURES][SAMPLES];
    for (int f = 0; f < FEATURES; f++) {
      double centre = 4 + random.nextGaussian();
      for (int s = 0; s < SAMPLES; s++) {
        double value = centre + 0.5 * (s % 3) + random.nextGaussian();
        rows[f][s] = missing && random.nextInt(15) == 0 ? Double.NaN : value;
      }
    }
    return LabelledMatrix.of(names("g", FEATURES), names("s", SAMPLES), rows);
  }

  private static List<String> names(String prefix, int n) {
    return IntStream.range(0, n).mapToObj(i -> prefix + i).toList();
  }

  private static LabelledMatrix shuffled(LabelledMatrix matrix, Random random) {
    List<String> order = new ArrayList<>(matrix.sampleIds());
    Collections.shuffle(order, random);
    return matrix.selectSamples(order);
  }

  @Property(tries = 40)
  void permutingSamplesPermutesResults(@ForAll Fitted routine, @ForAll long seed) {
    var matrix = data(seed, routine != Fitted.VST);
    var turned = shuffled(matrix, new Random(seed + 1));
    assertThat(Difference.largest(routine.apply(matrix, matrix), routine.apply(turned, turned)))
        .isLessThan(1e-8);
  }

  @Property(tries = 40)
  void permutingFeaturesPermutesResults(@ForAll Fitted routine, @ForAll long seed) {
    var matrix = data(seed, routine != Fitted.VST);
    List<String> order = new ArrayList<>(matrix.featureIds());
    Collections.shuffle(order, new Random(seed + 2));
    var turned = matrix.selectFeatures(order);
    assertThat(Difference.largest(routine.apply(matrix, matrix), routine.apply(turned, turned)))
        .isLessThan(1e-8);
  }

  /** Whatever the others hold, and whether they are there at all. */
  @Property(tries = 40)
  void otherSamplesNeverChangeWhatTheTrainingSamplesGive(
      @ForAll Fitted routine, @ForAll long seed) {
    var matrix = data(seed, routine != Fitted.VST);
    var training = matrix.selectSamples(matrix.sampleIds().subList(0, TRAINING));
    var other = data(seed + 3, routine != Fitted.VST).map(v -> 8 - v);
    double[][] rows = matrix.toArray();
    for (int f = 0; f < FEATURES; f++) {
      for (int s = TRAINING; s < SAMPLES; s++) {
        rows[f][s] = other.at(f, s);
      }
    }
    var alone = routine.apply(training, training);
    for (LabelledMatrix all : List.of(matrix, matrix.withValues(rows))) {
      var found = routine.apply(training, all).selectSamples(training.sampleIds());
      assertThat(Difference.largest(alone, found)).isZero();
    }
  }

  @Property
  void scalingASamplesCountsScalesItsSizeFactor(
      @ForAll long seed,
      @ForAll @IntRange(max = SAMPLES - 1) int sample,
      @ForAll @IntRange(min = 2, max = 50) int by) {
    double[][] rows = data(seed, false).map(v -> Math.rint(Math.exp(v)) + 1).toArray();
    var matrix = LabelledMatrix.of(names("g", FEATURES), names("s", SAMPLES), rows);
    double[] references = SizeFactors.logGeometricMeans(rows);
    double[] before = SizeFactors.of(matrix, rows, references);
    for (double[] row : rows) {
      row[sample] *= by;
    }
    double[] fixed = SizeFactors.of(matrix, rows, references);
    double[] refitted = SizeFactors.of(matrix, rows, SizeFactors.logGeometricMeans(rows));
    for (int s = 0; s < SAMPLES; s++) {
      double factor = s == sample ? by : 1;
      assertThat(fixed[s] / before[s]).isCloseTo(factor, within(1e-12 * by));
      // With the references refitted, all share what the one sample adds to them.
      double shared = Math.pow(by, -1.0 / SAMPLES);
      assertThat(refitted[s] / before[s]).isCloseTo(factor * shared, within(1e-12 * by));
    }
  }

  /** Twice as deep a library gives the same values under a fitted state. */
  @Property(tries = 40)
  void depthOfASampleIsTakenOut(@ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int by) {
    var counts = data(seed, false).map(v -> Math.rint(Math.exp(v)) + 1);
    var state = VarianceStabilization.fit(counts, Shape.MEAN, 0, SILENT);
    var plain = VarianceStabilization.transform(counts, state, SILENT);
    var deep = VarianceStabilization.transform(counts.map(v -> v * by), state, SILENT);
    assertThat(Difference.largest(plain, deep)).isLessThan(1e-9);
  }

  @Property(tries = 40)
  void vstKeepsTheOrderWithinASample(@ForAll long seed, @ForAll Shape shape) {
    var counts = data(seed, false).map(v -> Math.rint(Math.exp(v)));
    var state = VarianceStabilization.fit(counts, shape, 0, SILENT);
    var found = VarianceStabilization.transform(counts, state, SILENT);
    double[] before = counts.column(0);
    double[] after = found.column(0);
    for (int i = 0; i < FEATURES; i++) {
      for (int j = 0; j < FEATURES; j++) {
        assertThat(Double.compare(after[i], after[j]))
            .isEqualTo(Double.compare(before[i], before[j]));
      }
    }
  }

  @Property(tries = 60)
  void aConstantThatIsAddedComesOutOfCombatAgain(
      @ForAll long seed,
      @ForAll boolean meanOnly,
      @ForAll boolean parametric,
      @ForAll boolean reference,
      @ForAll @DoubleRange(min = -20, max = 20) double constant) {
    var matrix = data(seed, true);
    var settings = new Combat.Settings(reference ? "b1" : null, meanOnly, parametric, false, false);
    UnaryOperator<LabelledMatrix> run =
        m -> {
          var state = Combat.fit(m, batches(m), null, settings, SILENT);
          return Combat.transform(m, batches(m), null, state, false, SILENT);
        };
    var shifted = run.apply(matrix.map(v -> v + constant));
    assertThat(Difference.largest(run.apply(matrix).map(v -> v + constant), shifted))
        .isLessThan(1e-8);
  }

  @Property(tries = 40)
  void oneBatchOrTheReferenceBatchIsLeftAsItIs(@ForAll long seed, @ForAll boolean missing) {
    var matrix = data(seed, missing);
    var one =
        new SampleTable(matrix.sampleIds(), Map.of("batch", Collections.nCopies(SAMPLES, "x")));
    var single = Combat.fit(matrix, one, null, PLAIN, SILENT);
    assertThat(
            Difference.largest(matrix, Combat.transform(matrix, one, null, single, false, SILENT)))
        .isZero();
    var settings = new Combat.Settings("b2", false, true, false, false);
    var state = Combat.fit(matrix, batches(matrix), null, settings, SILENT);
    var found = Combat.transform(matrix, batches(matrix), null, state, false, SILENT);
    var reference =
        matrix.sampleIds().stream()
            .filter(id -> Integer.parseInt(id.substring(1)) % 3 == 2)
            .toList();
    assertThat(Difference.largest(matrix.selectSamples(reference), found.selectSamples(reference)))
        .isZero();
  }

  @Property(tries = 40)
  void withoutTiesAllSamplesHaveTheSameSortedValuesAfterQuantile(@ForAll long seed) {
    var matrix = data(seed, false);
    var state = QuantileNormalization.fit(matrix);
    var found = QuantileNormalization.transform(matrix, state, SILENT);
    for (int s = 0; s < SAMPLES; s++) {
      double[] sorted = found.column(s);
      Arrays.sort(sorted);
      assertThat(sorted).isEqualTo(state.reference());
    }
    // Once more changes nothing.
    var again = QuantileNormalization.transform(found, QuantileNormalization.fit(found), SILENT);
    assertThat(Difference.largest(found, again)).isLessThan(1e-12);
  }

  @Property(tries = 40)
  void quantileAndRankNormalForgetAnyIncreasingChangeOfASample(@ForAll long seed) {
    var matrix = data(seed, true);
    DoubleUnaryOperator increasing = v -> 3 * v + v * v * v;
    var quantile = QuantileNormalization.fit(matrix);
    assertThat(
            Difference.largest(
                QuantileNormalization.transform(matrix, quantile, SILENT),
                QuantileNormalization.transform(matrix.map(increasing), quantile, SILENT)))
        .isZero();
    var changed = matrix.map(increasing);
    assertThat(
            Difference.largest(
                RankNormal.transform(matrix, RankNormal.fit(matrix), SILENT),
                RankNormal.transform(changed, RankNormal.fit(changed), SILENT)))
        .isZero();
  }

  @Property(tries = 40)
  void imputationKeepsWhatIsThereAndStaysWithinWhatItAverages(
      @ForAll Imputation.Method method, @ForAll long seed) {
    var matrix = data(seed, true);
    var state = Imputation.fit(matrix, method, 4, 1, SILENT);
    var found = Imputation.transform(matrix, state, SILENT);
    assertThat(found.missingCount()).isZero();
    for (int f = 0; f < FEATURES; f++) {
      double[] row = Arrays.stream(matrix.row(f)).filter(v -> !Double.isNaN(v)).sorted().toArray();
      for (int s = 0; s < SAMPLES; s++) {
        double[] column =
            Arrays.stream(matrix.column(s)).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (!Double.isNaN(matrix.at(f, s))) {
          assertThat(found.at(f, s)).isEqualTo(matrix.at(f, s));
        } else {
          assertThat(found.at(f, s))
              .isBetween(
                  Math.min(row[0], column[0]),
                  Math.max(row[row.length - 1], column[column.length - 1]));
        }
      }
    }
  }

  @Property
  void mValuesAreMonotoneAndOddAroundAHalf(
      @ForAll @DoubleRange(min = 0, max = 1) @Scale(9) double a,
      @ForAll @DoubleRange(min = 0, max = 1) @Scale(9) double b,
      @ForAll @IntRange(min = 1, max = 6) int digits) {
    double offset = Math.pow(10, -digits);
    var betas =
        LabelledMatrix.of(
            List.of("cg"), names("s", 5), new double[][] {{a, b, 1 - a, 0.5, Double.NaN}});
    double[] m = MValues.fromBetas(betas, offset).row(0);
    assertThat(m[0]).isCloseTo(-m[2], within(1e-8));
    assertThat(m[3]).isZero();
    assertThat(m[4]).isNaN();
    if (a + 1e-9 < b) {
      assertThat(m[0]).isLessThan(m[1]);
    }
  }
}
