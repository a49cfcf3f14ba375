package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.models.SimulatedPatients;

/** Models at a horizon, trained by the built program and asked by other processes. */
class MmfnIT {
  private static final SimulatedPatients COHORT = SimulatedPatients.cohort(120, 5);

  @TempDir Path dir;

  private void ok(List<String> arguments) throws Exception {
    var result = CommandLineIT.call(dir, arguments.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
  }

  private List<String> command(String step, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of(step));
    for (String[] modality : new String[][] {{"clinical", "clinical"}, {"continuous", "rna"}}) {
      Path file = dir.resolve(modality[1] + ".tsv.gz");
      if (!Files.exists(file)) {
        MatrixFiles.write(file, COHORT.data().modalities().get(modality[1]).values());
      }
      command.addAll(List.of("--" + modality[0], modality[1] + "=" + file));
    }
    command.addAll(List.of(more));
    return command;
  }

  private String path(String name) {
    return dir.resolve(name).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "mmfn,binary,paper",
    "mmfn,binary,small-cohort",
    "mmfn,survival,small-cohort",
    "svm,binary,small-cohort",
    "random-forest,binary,small-cohort"
  })
  void aSavedModelPredictsTheSameInOtherProcesses(String model, String head, String preset)
      throws Exception {
    TableFiles.writeSurvival(dir.resolve("survival.tsv"), COHORT.survival());
    TableFiles.writeIds(dir.resolve("train.txt"), COHORT.first(90));
    TableFiles.writeIds(dir.resolve("test.txt"), COHORT.after(90));
    ok(
        command(
            "train",
            "--survival",
            path("survival.tsv"),
            "--fit-samples",
            path("train.txt"),
            "--patients",
            path("test.txt"),
            "--model",
            model,
            "--head",
            head,
            "--preset",
            preset,
            "--out-model",
            path("model.json.gz"),
            "--out-history",
            path("history.tsv"),
            "--out-predictions",
            path("trained.tsv")));
    for (String name : List.of("first.tsv", "second.tsv")) {
      ok(
          command(
              "apply-model",
              "--model",
              path("model.json.gz"),
              "--patients",
              path("test.txt"),
              "--out",
              path(name)));
      assertThat(dir.resolve(name)).hasSameBinaryContentAs(dir.resolve("trained.tsv"));
    }
    assertThat(dir.resolve("history.tsv")).content().startsWith("network\tepoch\tlearning_rate\t");
    assertThat(Files.readAllLines(dir.resolve("history.tsv")).size() > 1)
        .isEqualTo(model.equals("mmfn"));
  }
}
