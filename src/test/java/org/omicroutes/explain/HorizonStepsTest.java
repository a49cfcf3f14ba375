package org.omicroutes.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.models.ClassOptions;
import org.omicroutes.models.ModelFiles;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.models.PatientData;
import org.omicroutes.models.SimulatedPatients;
import org.omicroutes.models.SurvivalModel;
import org.omicroutes.models.SurvivalModels;
import org.omicroutes.models.mmfn.HorizonModel;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepTester;

/** Both steps on trained and saved models: one with a gradient, one without. */
class HorizonStepsTest {
  @TempDir static Path folder;
  private static final PatientData COHORT = HorizonPlayers.cohort(140, 30, 7);
  private static final List<String> TRAINING = COHORT.patients().subList(0, 110);
  private static final List<String> TESTED = COHORT.patients().subList(110, 140);

  @BeforeAll
  static void filesOfTrainedModels() throws IOException {
    SurvivalData survival = survival();
    for (String name : List.of("mmfn", "logistic")) {
      SurvivalModel model =
          SurvivalModels.named(name)
              .fit(
                  COHORT.select(TRAINING),
                  survival.select(TRAINING),
                  new FitContext(1, 3, null)
                      .with(ClassOptions.DEFAULT.with(ClassOptions.Preset.SMALL_COHORT)));
      ModelFiles.write(file(name + ".json"), name, COHORT.select(TRAINING), model);
    }
    for (var entry : COHORT.modalities().entrySet()) {
      MatrixFiles.write(file(entry.getKey() + ".tsv"), entry.getValue().values());
    }
    TableFiles.writeIds(file("test.txt"), TESTED);
    TableFiles.writeIds(file("training.txt"), TRAINING);
    TableFiles.writeSurvival(file("survival.tsv"), survival);
  }

  /** Gene g1, size and stage III are bad; a few are censored early. */
  private static SurvivalData survival() {
    var truth =
        new HorizonPlayers.Logistic(-13.3, Map.of("g1", 1.2, "size", 1.5, "stage=III", 2.0));
    Random random = new Random(3);
    double[] times = new double[140];
    boolean[] events = new boolean[140];
    for (int i = 0; i < times.length; i++) {
      double eta = truth.logOdds(COHORT, "p" + i);
      double death = -Math.log(random.nextDouble()) * 1500 * Math.exp(-eta);
      double censoring = 400 + 3000 * random.nextDouble();
      times[i] = 1 + Math.min(death, censoring);
      events[i] = death <= censoring;
    }
    return new SurvivalData(COHORT.patients(), times, events);
  }

  private static Path file(String name) {
    return folder.resolve(name);
  }

  private static <P extends Record> StepTester<P> tester(Step<P> step, String model) {
    return tester(step, model, "training.txt");
  }

  private static <P extends Record> StepTester<P> tester(
      Step<P> step, String model, String background) {
    StepTester<P> tester =
        StepTester.of(step)
            .in("model", file(model + ".json"))
            .in("patients", file("test.txt"))
            .in("background", file(background))
            .out("out", file("out.tsv"));
    COHORT
        .modalities()
        .forEach(
            (name, block) ->
                tester.in(block.kind().name().toLowerCase(Locale.ROOT), name, file(name + ".tsv")));
    return tester;
  }

  private static List<List<String>> rows(String name) throws IOException {
    return Files.readAllLines(file(name)).stream()
        .skip(1)
        .map(line -> List.of(line.split("\t", -1)))
        .toList();
  }

  private static List<String> methods(List<List<String>> rows) {
    return rows.stream().map(row -> row.get(0)).distinct().toList();
  }

  @Test
  void aNetworkIsExplainedByThreeMethods() throws Exception {
    StepTester<?> tester =
        tester(new ClassImportanceStep(), "mmfn")
            .in("survival", file("survival.tsv"))
            .param("features", 4)
            .out("out-agreement", file("agreement.tsv"))
            .run();
    List<List<String>> rows = rows("out.tsv");
    assertThat(methods(rows)).containsExactly("attention", "shapley", "permutation");
    assertThat(rows.stream().filter(row -> row.get(0).equals("shapley"))).hasSize(33);
    assertThat(rows.stream().filter(row -> row.get(0).equals("permutation"))).hasSize(7);
    for (String method : methods(rows)) {
      List<String> first =
          rows.stream().filter(row -> row.get(0).equals(method)).findFirst().orElseThrow();
      assertThat(first.get(5)).isEqualTo("1");
    }
    List<String> top =
        rows.stream()
            .filter(row -> row.get(0).equals("shapley") && Integer.parseInt(row.get(5)) <= 6)
            .map(row -> row.get(2))
            .toList();
    assertThat(top).contains("size");
    assertThat(rows("agreement.tsv")).hasSize(3);
    assertThat(tester.notes())
        .anyMatch(note -> note.contains("4 of them are looked at one by one"));
    assertThat(tester.notes()).anyMatch(note -> note.contains("patients are permuted"));
  }

  @Test
  void aModelWithoutGradientsIsExplainedByTwo() throws Exception {
    StepTester<?> tester = tester(new ClassImportanceStep(), "logistic").param("atMost", 10).run();
    assertThat(methods(rows("out.tsv"))).containsExactly("shapley");
    assertThat(rows("out.tsv").get(0).get(2)).isIn("g1", "size", "stage");
    assertThat(tester.notes())
        .contains(
            "the model has no attention: no rows of that method",
            "without --survival nothing is permuted",
            "10 of 30 patients are explained, drawn with seed 1");
  }

  @Test
  void patientsAreTurnedAndWhatIsFixedStays() throws Exception {
    for (String name : List.of("mmfn", "logistic")) {
      HorizonModel model = (HorizonModel) ModelFiles.read(file(name + ".json")).model();
      double[] own = model.probability(COHORT.select(TESTED));
      StepTester<?> tester = tester(new CounterfactualsStep(), name).run();
      List<List<String>> rows = rows("out.tsv");
      assertThat(rows).extracting(row -> row.get(0)).containsAll(TESTED);
      assertThat(rows).noneMatch(row -> row.get(4).startsWith("age"));
      assertThat(rows.stream().filter(row -> !row.get(4).isEmpty()).count()).isGreaterThan(15);
      for (List<String> row : rows) {
        double before = Double.parseDouble(row.get(1));
        double reached = Double.parseDouble(row.get(2));
        assertThat(before).isEqualTo(own[TESTED.indexOf(row.get(0))]);
        boolean isTurned = before >= 0.5 != reached >= 0.5;
        assertThat(isTurned).isEqualTo(!row.get(4).isEmpty());
        assertThat(isTurned).isEqualTo(!row.get(6).isEmpty());
      }
      assertThat(tester.notes()).contains("fixed are 1: age_at_diagnosis");
      assertThat(tester.notes()).anyMatch(note -> note.contains("patients can be turned"));
    }
  }

  @Test
  void onlyWhatIsAskedForChanges() throws Exception {
    tester(new CounterfactualsStep(), "mmfn")
        .param("fixed", "rna,size")
        .param("threshold", "0.4")
        .param("atMost", 6)
        .run();
    Predicate<List<String>> allowed =
        row -> List.of("", "stage", "age_at_diagnosis").contains(row.get(4));
    assertThat(rows("out.tsv")).allMatch(allowed);
    assertThatThrownBy(
            () -> tester(new CounterfactualsStep(), "mmfn").param("fixed", "rna,clinical").run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fixed: found [rna, clinical]");
    assertThatThrownBy(
            () -> tester(new CounterfactualsStep(), "mmfn").param("maxChanges", 21).run())
        .hasStackTraceContaining("max-changes: found 21, expected 1 to 20");
  }

  @Test
  void badInputIsNamed() throws Exception {
    TableFiles.writeIds(file("strangers.txt"), List.of("x1", "x2"));
    StepTester<?> strangers = tester(new CounterfactualsStep(), "logistic", "strangers.txt");
    assertThatThrownBy(strangers::run)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("strangers.txt", "0 of the patients of the data");
    SurvivalModel other =
        SurvivalModels.named("cox")
            .fit(
                SimulatedPatients.only(COHORT.select(TRAINING), "clinical"),
                survival().select(TRAINING),
                new FitContext(1, 3, null));
    var loaded = new ModelFiles.Loaded("cox", List.of("clinical"), other, Optional.empty());
    assertThatThrownBy(() -> HorizonModels.of(loaded))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("model: found cox", "--model", "logistic", "mmfn");
  }
}
