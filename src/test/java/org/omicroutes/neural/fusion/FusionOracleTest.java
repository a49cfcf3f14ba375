package org.omicroutes.neural.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.neural.fusion.dl4j.Dl4jFusionEngine;
import org.omicroutes.neural.fusion.plain.PlainFusionEngine;
import org.omicroutes.oracle.Agreement;

/** Both engines beside PyTorch: a network of given values, its derivatives, steps and answers. */
class FusionOracleTest {
  private static final Path FOLDER = Path.of("src/test/oracle/fusion");
  private static final double RATE = 0.005;

  private static List<String[]> lines(String file) throws IOException {
    try (var reader = TextFiles.reader(FOLDER.resolve(file))) {
      return reader.lines().skip(1).map(line -> line.split("\t")).toList();
    }
  }

  /** All numbers, by stage and name. */
  private static Map<String, Map<String, double[]>> expected() throws IOException {
    Map<String, Map<String, List<Double>>> found = new LinkedHashMap<>();
    for (String[] line : lines("expected.tsv.gz")) {
      found
          .computeIfAbsent(line[0], stage -> new LinkedHashMap<>())
          .computeIfAbsent(line[1], name -> new ArrayList<>())
          .add(Double.parseDouble(line[3]));
    }
    Map<String, Map<String, double[]>> expected = new LinkedHashMap<>();
    found.forEach(
        (stage, of) ->
            of.forEach(
                (name, values) ->
                    expected
                        .computeIfAbsent(stage, s -> new LinkedHashMap<>())
                        .put(name, values.stream().mapToDouble(v -> v).toArray())));
    return expected;
  }

  private static FusionData patients() throws IOException {
    double[][] rows =
        lines("patients.tsv.gz").stream()
            .map(line -> Arrays.stream(line).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    Function<int[], double[][]> columns =
        range ->
            Arrays.stream(rows)
                .map(row -> Arrays.copyOfRange(row, range[0], range[1]))
                .toArray(double[][]::new);
    int[][] codes =
        Arrays.stream(rows)
            .map(row -> new int[] {(int) row[9], (int) row[10]})
            .toArray(int[][]::new);
    return new FusionData(
        new FusionInputs(columns.apply(new int[] {0, 7}), columns.apply(new int[] {7, 9}), codes),
        Arrays.stream(rows).mapToDouble(row -> row[11]).toArray(),
        Arrays.stream(rows).mapToDouble(row -> row[12]).toArray());
  }

  private static double[] joined(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  private static void agree(FusionEngine engine, String kind, FusionMachine machine)
      throws IOException {
    FusionConfig config = FusionFixture.with(FusionFixture.small(), 0, RATE, 1);
    Map<String, Map<String, double[]>> expected = expected();
    FusionData patients = patients();
    int[] all = new int[patients.labels().length];
    Arrays.setAll(all, i -> i);
    FusionBatch batch = FusionBatch.of(config, patients, all, Map.of());
    for (int step = 1; step <= 3; step++) {
      machine.step(batch, RATE);
    }
    Map<String, double[]> end = machine.values();
    assertThat(end.keySet()).isEqualTo(Set.copyOf(expected.get("end").keySet()));
    Agreement agreement =
        Agreement.of(
            "fusion network, " + kind,
            "fusion",
            "PyTorch",
            "nn.MultiheadAttention, BatchNorm1d, Linear, optim.Adam",
            "simulated, 14 patients × 7 genes, 2 variables, 2 categories");
    List<String> names = List.copyOf(end.keySet());
    agreement.absolute(
        "parameters after 3 steps of Adam",
        joined(names.stream().map(end::get).toArray(double[][]::new)),
        joined(names.stream().map(expected.get("end")::get).toArray(double[][]::new)),
        1e-10);
    FusionNetwork network = new FusionNetwork(config, engine.name(), 1, end, List.of());
    FusionOutput said = engine.ask(network, patients.inputs());
    Map<String, double[]> asked = expected.get("ask");
    agreement.absolute("log odds", said.logits(), asked.get("logits"), 1e-9);
    agreement.absolute("features", joined(said.features()), asked.get("features"), 1e-9);
    agreement.absolute("attention", joined(said.attention()), asked.get("attention"), 1e-10);
    double[] gradient = joined(engine.gradient(network, patients.inputs()));
    agreement.absolute("gradient of the log odds", gradient, asked.get("gradient"), 1e-9);
  }

  private static FusionConfig config() {
    return FusionFixture.with(FusionFixture.small(), 0, RATE, 1);
  }

  @Test
  void plainJavaAgreesWithPyTorch() throws IOException {
    PlainFusionEngine engine = new PlainFusionEngine();
    try (FusionMachine machine = engine.machine(config(), expected().get("start"))) {
      agree(engine, "plain", machine);
    }
  }

  @Test
  void deeplearning4jAgreesWithPyTorch() throws IOException {
    Dl4jFusionEngine engine = Dl4jFusionEngine.get();
    try (FusionMachine machine = engine.machine(config(), expected().get("start"))) {
      agree(engine, "Deeplearning4j", machine);
    }
  }
}
