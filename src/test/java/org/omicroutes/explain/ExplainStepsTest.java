package org.omicroutes.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.SurvivalPredictions;
import org.omicroutes.formats.DelimitedReader;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.PredictionFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.models.AttentiveModel;
import org.omicroutes.models.Modality;
import org.omicroutes.models.ModelFiles;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.ReferencePatient;
import org.omicroutes.models.SimulatedPatients;
import org.omicroutes.models.SurvivalModel;
import org.omicroutes.models.SurvivalModels;
import org.omicroutes.models.UncertainModel;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepTester;
import org.omicroutes.survival.SurvivalInterval;
import org.omicroutes.survival.UncertaintyParts;

class ExplainStepsTest {
  @TempDir static Path folder;
  private static final SimulatedPatients COHORT = SimulatedPatients.cohort(100, 5);
  private static final List<String> TESTED = COHORT.after(85);
  private static final int[] MONTHS = {12, 36};
  private static SurvivalModel model;

  @BeforeAll
  static void filesOfATrainedModel() throws IOException {
    PatientData training = COHORT.data().select(COHORT.first(80));
    model =
        SurvivalModels.named("kernel-ensemble")
            .fit(
                training,
                COHORT.survival().select(training.patients()),
                new FitContext(1, 3, null));
    ModelFiles.write(file("model.json"), "kernel-ensemble", training, model);
    for (Map.Entry<String, Modality> entry : COHORT.data().modalities().entrySet()) {
      MatrixFiles.write(file(entry.getKey() + ".tsv"), entry.getValue().values());
    }
    TableFiles.writeIds(file("test.txt"), TESTED);
    TableFiles.writeIds(file("training.txt"), training.patients());
    TableFiles.writeSurvival(file("survival.tsv"), COHORT.survival());
  }

  private static Path file(String name) {
    return folder.resolve(name);
  }

  private static <P extends Record> StepTester<P> tester(Step<P> step) {
    return tester(step, "model.json");
  }

  private static <P extends Record> StepTester<P> tester(Step<P> step, String model) {
    StepTester<P> tester = StepTester.of(step).in("model", file(model));
    COHORT
        .data()
        .modalities()
        .forEach(
            (name, modality) ->
                tester.in(
                    modality.kind().name().toLowerCase(Locale.ROOT), name, file(name + ".tsv")));
    return tester;
  }

  private static StepTester<ExplainStep.Options> explain() {
    return explain("test.txt");
  }

  private static StepTester<ExplainStep.Options> explain(String patients) {
    return tester(new ExplainStep())
        .in("patients", file(patients))
        .in("background", file("training.txt"))
        .out("out", file("values.tsv"))
        .out("out-importance", file("importance.tsv"));
  }

  private static List<Map<String, String>> rows(String name) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (DelimitedReader in = DelimitedReader.open(file(name))) {
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        Map<String, String> row = new TreeMap<>();
        for (int c = 0; c < cells.size(); c++) {
          row.put(in.header().get(c), cells.get(c));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  /** Sum of values, and prediction minus baseline, by patient. */
  private static void assertSums(String name, double[] predictions) throws IOException {
    double baseline = number(rows("values.tsv").get(0), "baseline");
    for (int p = 0; p < TESTED.size(); p++) {
      String patient = TESTED.get(p);
      double sum =
          rows(name).stream()
              .filter(row -> row.get("sample").equals(patient))
              .mapToDouble(row -> number(row, "value"))
              .sum();
      assertThat(baseline + sum).as(patient).isCloseTo(predictions[p], within(1e-6));
    }
  }

  @Test
  void valuesOfLayersAndFeaturesSumToThePrediction() throws Exception {
    StepTester<ExplainStep.Options> tester =
        explain()
            .in("survival", file("survival.tsv"))
            .param("top", 3)
            .param("samples", 40)
            .out("out-features", file("features.tsv"))
            .out("out-permutation", file("permutation.tsv"))
            .run();
    assertThat(tester.notes()).isEmpty();
    double[] predictions = model.risk(COHORT.data().select(TESTED));
    assertSums("values.tsv", predictions);
    assertSums("features.tsv", predictions);
    assertThat(rows("values.tsv")).hasSize(TESTED.size() * 5);
    assertThat(rows("values.tsv").subList(0, 5))
        .extracting(row -> row.get("group"))
        .containsExactly("clinical", "rna", "methylation", "cnv", "mutation");
    List<Map<String, String>> importance = rows("importance.tsv");
    assertThat(importance.stream().mapToDouble(row -> number(row, "share")).sum())
        .isCloseTo(1, within(1e-9));
    for (Map<String, String> row : importance) {
      assertThat(number(row, "mean_absolute"))
          .isBetween(number(row, "lower"), number(row, "upper"));
    }
    assertThat(rows("permutation.tsv")).hasSize(5);
    assertThat(number(rows("permutation.tsv").get(0), "drop")).isPositive();
  }

  @Test
  void survivalAtAHorizonIsExplainedAndTheSeedGivesTheSame() throws Exception {
    explain().param("horizon", 24).param("backgroundSize", 4).run();
    double days = 24 * SurvivalPredictions.DAYS_PER_MONTH;
    double[][] curves = model.survival(COHORT.data().select(TESTED), new double[] {days});
    double[] alive = new double[TESTED.size()];
    for (int p = 0; p < alive.length; p++) {
      alive[p] = curves[p][0];
    }
    assertSums("values.tsv", alive);
    String first = Files.readString(file("values.tsv"));
    explain().param("horizon", 24).param("backgroundSize", 4).run();
    assertThat(Files.readString(file("values.tsv"))).isEqualTo(first);
    explain().param("horizon", 24).param("backgroundSize", 4).param("seed", 2).run();
    assertThat(Files.readString(file("values.tsv"))).isNotEqualTo(first);
  }

  private static StepTester<ExplainStep.Options> withoutBackground(String model) {
    return tester(new ExplainStep(), model)
        .in("patients", file("test.txt"))
        .param("top", 3)
        .param("samples", 8)
        .out("out", file("values.tsv"))
        .out("out-importance", file("importance.tsv"))
        .out("out-features", file("features.tsv"));
  }

  @Test
  void withoutBackgroundTheReferencePatientIsIt() throws Exception {
    withoutBackground("model.json").run();
    double[] predictions = model.risk(COHORT.data().select(TESTED));
    assertSums("values.tsv", predictions);
    assertSums("features.tsv", predictions);
    ReferencePatient reference = ModelFiles.read(file("model.json")).reference().orElseThrow();
    double baseline = model.risk(reference.patient())[0];
    assertThat(number(rows("values.tsv").get(0), "baseline")).isEqualTo(baseline);
    // As a patient of a background file.
    String values = Files.readString(file("values.tsv"));
    String features = Files.readString(file("features.tsv"));
    StepTester<ExplainStep.Options> same =
        StepTester.of(new ExplainStep()).in("model", file("model.json"));
    for (Map.Entry<String, Modality> entry : COHORT.data().modalities().entrySet()) {
      LabelledMatrix mean = reference.patient().modalities().get(entry.getKey()).values();
      Path both = file("both-" + entry.getKey() + ".tsv");
      MatrixFiles.write(both, with(entry.getValue().values(), mean.column(0)));
      same.in(entry.getValue().kind().name().toLowerCase(Locale.ROOT), entry.getKey(), both);
    }
    TableFiles.writeIds(file("mean.txt"), List.of("mean"));
    same.in("patients", file("test.txt"))
        .in("background", file("mean.txt"))
        .param("top", 3)
        .param("samples", 8)
        .out("out", file("values.tsv"))
        .out("out-importance", file("importance.tsv"))
        .out("out-features", file("features.tsv"))
        .run();
    assertThat(Files.readString(file("values.tsv"))).isEqualTo(values);
    assertThat(Files.readString(file("features.tsv"))).isEqualTo(features);
  }

  /** A matrix with one more column, the patient mean. */
  private static LabelledMatrix with(LabelledMatrix values, double[] mean) {
    List<String> ids = new ArrayList<>(values.sampleIds());
    ids.add("mean");
    double[][] rows = values.toArray();
    for (int f = 0; f < rows.length; f++) {
      rows[f] = Arrays.copyOf(rows[f], ids.size());
      rows[f][ids.size() - 1] = mean[f];
    }
    return LabelledMatrix.of(values.featureIds(), ids, rows);
  }

  /** One new patient with one layer of some genes: the baseline stays that of all layers. */
  @Test
  void theBaselineIsTheSameWhateverIsKnownOfThePatients() throws Exception {
    LabelledMatrix rna =
        COHORT.data().modalities().get("rna").values().selectSamples(List.of("p90"));
    MatrixFiles.write(
        file("one.tsv"), rna.selectFeatures(List.of("g7", "g3", "g1", "g0", "g2", "g4")));
    StepTester<ExplainStep.Options> tester =
        StepTester.of(new ExplainStep())
            .in("model", file("model.json"))
            .in("continuous", "rna", file("one.tsv"))
            .out("out", file("values.tsv"))
            .out("out-importance", file("importance.tsv"))
            .run();
    assertThat(tester.notes())
        .containsExactly(
            "modalities of the model that are not given:"
                + " [clinical, methylation, cnv, mutation, burden]");
    List<Map<String, String>> rows = rows("values.tsv");
    assertThat(rows)
        .extracting(row -> row.get("group"))
        .containsExactly("clinical", "rna", "methylation", "cnv", "mutation");
    ReferencePatient reference = ModelFiles.read(file("model.json")).reference().orElseThrow();
    double baseline = model.risk(reference.patient())[0];
    double sum = rows.stream().mapToDouble(row -> number(row, "value")).sum();
    assertThat(number(rows.get(0), "baseline")).isEqualTo(baseline);
    assertThat(baseline + sum).isCloseTo(number(rows.get(0), "prediction"), within(1e-6));
  }

  @Test
  void aModelOfAnEarlierVersionNeedsABackground() throws Exception {
    ObjectNode saved = (ObjectNode) Json.read(file("model.json"), JsonNode.class);
    saved.remove("reference");
    Json.write(file("old.json"), saved);
    StepTester<ExplainStep.Options> old = withoutBackground("old.json");
    assertThatThrownBy(old::run)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("old.json", "no reference patient", "--background");
    withoutBackground("old.json").in("background", file("training.txt")).run();
    assertSums("values.tsv", model.risk(COHORT.data().select(TESTED)));
  }

  @Test
  void groupsMayBeGivenAndPatientsLimited() throws Exception {
    Files.writeString(
        file("groups.tsv"),
        "modality\tfeature\tgroup\nrna\tg0\tpathway\ncnv\tg0\tpathway\nrna\tg99\tpathway\n");
    TableFiles.writeIds(file("more.txt"), List.of("p90", "p91", "nobody", "p92"));
    StepTester<ExplainStep.Options> tester =
        explain("more.txt").in("groups", file("groups.tsv")).param("atMost", 3).run();
    assertThat(rows("values.tsv")).hasSize(3 * 6);
    assertThat(rows("values.tsv")).extracting(row -> row.get("group")).contains("pathway");
    assertThat(tester.notes())
        .containsExactly(
            "1 patients without any data: nobody",
            "3 of 4 patients are explained, drawn with seed 1",
            "1 features of groups are not in the data: g99");
  }

  @Test
  void badInputIsNamed() throws Exception {
    Files.writeString(file("bad.tsv"), "modality\tfeature\tgroup\nrnb\tg0\tx\n");
    assertThatThrownBy(() -> explain().in("groups", file("bad.tsv")).run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'rnb'")
        .hasMessageContaining("bad.tsv");
    assertThatThrownBy(() -> explain().out("out-permutation", file("p.tsv")).run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("survival: found nothing");
    TableFiles.writeIds(file("nobody.txt"), List.of("x1"));
    assertThatThrownBy(() -> explain("nobody.txt").run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none of the patients");
    assertThatThrownBy(() -> explain().param("backgroundSize", 0).run())
        .hasStackTraceContaining("background-size: found 0, expected >= 1");
  }

  @Test
  void eachSubsetOfLayersIsTakenAway() throws Exception {
    tester(new MissingLayersStep())
        .in("patients", file("test.txt"))
        .param("horizons", "12,36")
        .out("out", file("missing"))
        .run();
    try (var files = Files.list(file("missing"))) {
      assertThat(files).hasSize(31);
    }
    SurvivalPredictions without =
        PredictionFiles.read(file("missing").resolve("clinical+mutation.tsv"));
    PatientData asked =
        SimulatedPatients.only(COHORT.data(), "rna", "methylation", "cnv").select(TESTED);
    assertThat(without.sampleIds()).isEqualTo(TESTED);
    assertThat(without.risk()).containsExactly(model.risk(asked), within(1e-12));
    assertThat(without.horizonMonths()).containsExactly(MONTHS);
    assertThat(PredictionFiles.read(file("missing").resolve("none.tsv")).risk())
        .isNotEqualTo(without.risk());
  }

  /** A model that needs clinical data, attends, and says how sure it is. */
  private record Sure() implements UncertainModel, AttentiveModel {
    @Override
    public double[] risk(PatientData patients) {
      if (!patients.modalities().containsKey("clinical")) {
        throw DataException.of("no clinical modality", "one");
      }
      return new double[patients.patients().size()];
    }

    @Override
    public double[][] survival(PatientData patients, double[] days) {
      return new double[patients.patients().size()][days.length];
    }

    @Override
    public Uncertainty[] uncertainty(PatientData patients, double days, double level) {
      Uncertainty[] found = new Uncertainty[patients.patients().size()];
      for (int i = 0; i < found.length; i++) {
        UncertaintyParts parts = UncertaintyParts.of(new double[] {0.25, 0.75});
        SurvivalInterval interval = new SurvivalInterval(10, 200.5, Double.POSITIVE_INFINITY);
        found[i] =
            i == 0
                ? new Uncertainty(parts, interval, Double.NaN)
                : new Uncertainty(parts, interval, days / 2, 0.1);
      }
      return found;
    }

    @Override
    public List<Attention> attention(PatientData patients) {
      return List.of(new Attention("rna", "rna", 0.25), new Attention("rna", "cnv", 0.75));
    }
  }

  @Test
  void aModelThatCannotDoWithoutALayerIsNoted() throws Exception {
    List<String> notes = new ArrayList<>();
    PatientData data = COHORT.data();
    Path out = Files.createDirectories(file("partial"));
    MissingLayersStep.write(out, new Sure(), data, List.of("rna"), MONTHS, notes::add);
    assertThat(notes).isEmpty();
    MissingLayersStep.write(out, new Sure(), data, List.of("clinical"), MONTHS, notes::add);
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).contains("no prediction without clinical");
    try (var files = Files.list(out)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactly("rna.tsv");
    }
  }

  @Test
  void readOutsAreWrittenAsTheModelSays() throws Exception {
    var loaded = new ModelFiles.Loaded("sure", List.of("clinical"), new Sure(), Optional.empty());
    PatientData two = COHORT.data().select(List.of("p0", "p1"));
    ReadOutsStep.writeUncertainty(file("uncertainty.tsv"), loaded, two, MONTHS, 0.9);
    assertThat(Files.readAllLines(file("uncertainty.tsv")))
        .containsExactly(
            "sample\thorizon_months\tsurvival\ttotal_variance\tdata_variance\tmodel_variance"
                + "\tlower_days\tmedian_days\tupper_days\tlevel\tbound_days\tbound_alpha",
            "p0\t12\t0.5\t0.25\t0.1875\t0.0625\t10\t200.5\tInf\t0.9\tNA\tNA",
            "p0\t36\t0.5\t0.25\t0.1875\t0.0625\t10\t200.5\tInf\t0.9\tNA\tNA",
            "p1\t12\t0.5\t0.25\t0.1875\t0.0625\t10\t200.5\tInf\t0.9\t182.625\t0.1",
            "p1\t36\t0.5\t0.25\t0.1875\t0.0625\t10\t200.5\tInf\t0.9\t547.875\t0.1");
    ReadOutsStep.writeAttention(file("attention.tsv"), loaded, two);
    assertThat(Files.readAllLines(file("attention.tsv")))
        .containsExactly(
            "query_modality\tkey_modality\tweight", "rna\trna\t0.25", "rna\tcnv\t0.75");
  }

  @Test
  void aModelIsNotAskedForWhatItDoesNotOffer() {
    assertThatThrownBy(() -> tester(new ReadOutsStep()).out("out-uncertainty", file("u.tsv")).run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out-uncertainty: found the model kernel-ensemble");
    assertThatThrownBy(() -> tester(new ReadOutsStep()).out("out-attention", file("a.tsv")).run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one with attention");
    assertThatThrownBy(() -> tester(new ReadOutsStep()).run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found no output");
  }
}
