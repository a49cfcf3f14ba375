package org.omicroutes.harmonize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.StepTester;

/** What every fitted step of the room promises: learned on fit samples only, applied to all. */
class FittedStepsTest {
  private static final int SAMPLES = 60;
  private static final int FITTED = 40;
  @TempDir Path dir;
  private Path fitSamples;

  @BeforeEach
  void listFitSamples() throws IOException {
    fitSamples = dir.resolve("fit.txt");
    TableFiles.writeIds(fitSamples, samples(SAMPLES).subList(0, FITTED));
  }

  private static List<String> samples(int n) {
    return IntStream.range(0, n).mapToObj(i -> "s" + i).toList();
  }

  /** A step on seeded data; {@code other} changes the samples that are not fitted on. */
  private StepTester<?> step(String name, boolean other, List<String> order) throws IOException {
    Path input = dir.resolve(name + other + order.hashCode() + ".tsv");
    if (name.equals("clinical-features")) {
      TableFiles.writeSamples(input, clinical(other).select(order));
      return StepTester.of(new ClinicalFeaturesStep()).in("covariates", input);
    }
    MatrixFiles.write(input, matrix(name, other).selectSamples(order));
    return switch (name) {
      case "vst" -> StepTester.of(new VstStep()).in("counts", input).param("nsub", 100);
      case "vst-local" ->
          StepTester.of(new VstStep())
              .in("counts", input)
              .param("nsub", 100)
              .param("fitType", "local");
      case "rank-normal" -> StepTester.of(new RankNormalStep()).in("matrix", input);
      case "quantile" -> StepTester.of(new QuantileStep()).in("matrix", input);
      case "impute" -> StepTester.of(new ImputeStep()).in("matrix", input);
      case "combat" -> {
        Path batches = dir.resolve("batches.tsv");
        Path covariates = dir.resolve("covariates" + other + ".tsv");
        TableFiles.writeSamples(covariates, clinical(other));
        List<String> labels = IntStream.range(0, SAMPLES).mapToObj(s -> "b" + s % 3).toList();
        TableFiles.writeSamples(
            batches, new SampleTable(samples(SAMPLES), Map.of("batch", labels)));
        yield StepTester.of(new CombatStep())
            .in("matrix", input)
            .in("batches", batches)
            .in("covariates", covariates);
      }
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static LabelledMatrix matrix(String name, boolean other) {
    Random random = new Random(17);
    double[][] rows = new double[200][SAMPLES];
    for (int f = 0; f < rows.length; f++) {
      for (int s = 0; s < SAMPLES; s++) {
        double value = 3 + f / 40.0 + s % 3 + random.nextGaussian();
        value += other && s >= FITTED ? 2 * (f % 2) : 0;
        boolean missing = random.nextInt(20) == 0 && !name.startsWith("vst");
        rows[f][s] =
            missing ? Double.NaN : name.startsWith("vst") ? Math.rint(Math.exp(value)) : value;
      }
    }
    return LabelledMatrix.of(
        IntStream.range(0, rows.length).mapToObj(f -> "f" + f).toList(), samples(SAMPLES), rows);
  }

  private static SampleTable clinical(boolean other) {
    Random random = new Random(23);
    List<String> age = new ArrayList<>();
    List<String> gender = new ArrayList<>();
    for (int s = 0; s < SAMPLES; s++) {
      int years = 40 + random.nextInt(40);
      age.add(random.nextInt(8) == 0 ? null : "" + (other && s >= FITTED ? years / 2 : years));
      gender.add(random.nextBoolean() ? "FEMALE" : "MALE");
    }
    Map<String, List<String>> columns = new LinkedHashMap<>();
    columns.put("age", age);
    columns.put("gender", gender);
    return new SampleTable(samples(SAMPLES), columns);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vst",
        "vst-local",
        "quantile",
        "combat",
        "impute",
        "rank-normal",
        "clinical-features"
      })
  void samplesThatAreNotFittedDoNotTouchTheState(String name) throws Exception {
    List<String> states = new ArrayList<>();
    List<LabelledMatrix> results = new ArrayList<>();
    for (boolean other : new boolean[] {false, true}) {
      Path state = dir.resolve("state" + other + ".json");
      Path out = dir.resolve("out" + other + ".tsv");
      step(name, other, samples(SAMPLES))
          .in("fit-samples", fitSamples)
          .out("out", out)
          .out("out-state", state)
          .run();
      states.add(Files.readString(state));
      results.add(MatrixFiles.read(out));
    }
    assertThat(states.get(1)).isEqualTo(states.get(0));
    var fitted = samples(FITTED);
    assertThat(results.get(0).sampleIds()).isEqualTo(samples(SAMPLES));
    assertThat(
            Difference.largest(
                results.get(0).selectSamples(fitted), results.get(1).selectSamples(fitted)))
        .isZero();
    assertThat(Difference.largest(results.get(0), results.get(1))).isGreaterThan(0.1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vst",
        "vst-local",
        "quantile",
        "combat",
        "impute",
        "rank-normal",
        "clinical-features"
      })
  void aStateThatIsHandedInGivesWhatTheFitGave(String name) throws Exception {
    Path state = dir.resolve("state.json.gz");
    Path first = dir.resolve("first.tsv");
    Path second = dir.resolve("second.tsv");
    step(name, false, samples(SAMPLES)).out("out", first).out("out-state", state).run();
    step(name, false, samples(SAMPLES)).in("state", state).out("out", second).run();
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vst",
        "vst-local",
        "quantile",
        "combat",
        "impute",
        "rank-normal",
        "clinical-features"
      })
  void theOrderOfSamplesChangesTheirOrderAlone(String name) throws Exception {
    Path plain = dir.resolve("plain.tsv");
    Path turned = dir.resolve("turned.tsv");
    List<String> order = new ArrayList<>(samples(SAMPLES));
    Collections.shuffle(order, new Random(4));
    step(name, false, samples(SAMPLES)).out("out", plain).run();
    step(name, false, order).out("out", turned).run();
    LabelledMatrix found = MatrixFiles.read(turned);
    assertThat(found.sampleIds()).isEqualTo(order);
    assertThat(Difference.largest(MatrixFiles.read(plain), found)).isLessThan(1e-9);
  }
}
