package org.omicroutes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.compare.Comparison;
import org.omicroutes.compare.Differences;
import org.omicroutes.compare.Tolerances;
import org.omicroutes.provenance.check.CrateCheck;
import org.omicroutes.provenance.rerun.Rerun;
import org.omicroutes.step.Execution;
import org.omicroutes.step.Folders;
import org.omicroutes.step.RunDirectory;

/** The crate of steps that each told of themselves is that of the run that had them all. */
class GatheredCrateTest {
  private static final EngineSoftware ENGINE =
      new EngineSoftware(
          "Nextflow", "24.10.0", "Nextflow", "https://www.nextflow.io/", "text/plain");
  private static final List<String> KEPT =
      List.of(
          "selected.tsv",
          "selected.json",
          "scores.tsv",
          "cohort",
          "again.tsv",
          "loop.tsv",
          "imputed.tsv");

  @TempDir static Path dir;
  private static Path run;
  private static final List<Path> RECORDS = new ArrayList<>();

  @BeforeAll
  static void run() throws Exception {
    run = SampleRun.in(dir);
    for (Execution execution : RunDirectory.history(run, null)) {
      Path record = dir.resolve("records/" + RECORDS.size() + "/provenance.json");
      StepRecord.write(execution, run, record);
      RECORDS.add(0, record);
    }
  }

  private static GatheredCrate crate(Map<String, Path> results) {
    Map<String, Path> inputs = new LinkedHashMap<>();
    inputs.put("betas", dir.resolve("inputs/betas.tsv"));
    inputs.put("scores/rna", dir.resolve("inputs/rna scores.tsv"));
    inputs.put("scores/cnv", dir.resolve("inputs/cnv.tsv"));
    return new GatheredCrate(
        SampleRun.workflow(),
        ENGINE,
        "workflow/sample.yaml",
        run.resolve("workflow/sample.yaml"),
        Map.of("top", "3"),
        inputs,
        results,
        null);
  }

  /** The results, in a folder of their own, and the crate that is gathered for it. */
  private static Path published(String name, boolean fromCopies) throws IOException {
    Path folder = dir.resolve(name);
    Map<String, Path> results = new LinkedHashMap<>();
    for (String kept : KEPT) {
      Path from = run.resolve(kept);
      for (Path file : Folders.files(from)) {
        Path to = folder.resolve(run.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
      results.put(kept, fromCopies ? folder.resolve(kept) : from);
    }
    Files.createDirectories(folder.resolve("workflow"));
    Files.copy(run.resolve("workflow/sample.yaml"), folder.resolve("workflow/sample.yaml"));
    crate(results).write(RECORDS, folder);
    return folder;
  }

  private static List<String> findings(Path folder) throws IOException {
    return CrateCheck.of(folder).findings().stream()
        .map(finding -> finding.severity() + " " + finding.entity() + " " + finding.property())
        .toList();
  }

  @Test
  void conformsAndTellsTheSame() throws IOException {
    // A result that lies where its step wrote it, and one that an engine has copied.
    for (boolean fromCopies : new boolean[] {false, true}) {
      Path folder = published("published-" + fromCopies, fromCopies);
      assertThat(findings(folder)).containsExactly("SHOULD #run agent");
      Crate own = Crate.read(run);
      Crate gathered = Crate.read(folder);
      assertThat(hashes(gathered)).isEqualTo(hashes(own));
      Differences differences =
          new Comparison(new Tolerances(List.of(), List.of()), 20)
              .of(run.resolve(Crate.FILE), folder.resolve(Crate.FILE));
      assertThat(differences.kept()).isEmpty();
      assertThat(differences.notes())
          .anyMatch(
              note -> note.contains("run by OmicRoutes") && note.contains("Nextflow 24.10.0"));
      assertThat(gathered.find("#engine").orElseThrow().text("softwareVersion"))
          .isEqualTo("24.10.0");
    }
  }

  /** Of every execution: the tool, and what it read and made, by content. */
  private static List<String> hashes(Crate crate) {
    List<String> all = new ArrayList<>();
    for (CrateEntity action : crate.entities()) {
      if (action.is("CreateAction") && !action.id().equals("#run")) {
        all.add(
            action.links("instrument")
                + " "
                + contents(crate, action.links("object"))
                + " -> "
                + contents(crate, action.links("result")));
      }
    }
    all.sort(null);
    return all;
  }

  private static List<String> contents(Crate crate, List<String> ids) {
    return ids.stream()
        .map(id -> crate.find(id).orElseThrow())
        .filter(entity -> !entity.is("Dataset"))
        .map(entity -> entity.text("sha256") + entity.text("value"))
        .sorted()
        .toList();
  }

  @Test
  void filesThatWereNotKeptAreWorksWithoutData() throws IOException {
    Crate crate = Crate.read(published("gone", false));
    List<CrateEntity> gone =
        crate.entities().stream().filter(entity -> entity.id().startsWith("#work/")).toList();
    assertThat(gone).hasSize(2).allMatch(entity -> entity.is("CreativeWork"));
    assertThat(gone).allMatch(entity -> entity.text("sha256").length() == 64);
    assertThat(crate.rootEntity().orElseThrow().links("hasPart"))
        .noneMatch(id -> id.startsWith("#"));
  }

  @Test
  void canBeDoneAgain() throws Exception {
    Path folder = published("recorded", false);
    Rerun rerun = Rerun.prepare(Crate.read(folder), dir.resolve("rerun"), List.of(), false);
    rerun.run(name -> Optional.of(SampleRun.workflow()), List.of());
    assertThat(rerun.outcome().others()).containsExactly(Path.of(Crate.FILE));
    assertThat(rerun.outcome().same()).isGreaterThan(5);
  }

  @Test
  void aResultOfNoStepAndARecordThatIsNoneAreRefused() throws IOException {
    Path other = Files.writeString(dir.resolve("other.tsv"), "x\n");
    assertThatThrownBy(() -> crate(Map.of("other.tsv", other)).write(RECORDS, dir))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("other.tsv")
        .hasMessageContaining("no step made");
    assertThatThrownBy(() -> crate(Map.of()).write(List.of(other), dir))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("other.tsv");
  }

  @Test
  void theCrateAmongAnEnginesResultsIsThatOfItsWholeRun() throws IOException {
    Path root = dir.resolve("wes");
    published("wes/outputs", false);
    Files.writeString(root.resolve("outputs/more.txt"), "more\n");
    Instant started = Instant.parse("2026-01-01T00:00:00Z");
    EngineSoftware engine =
        new EngineSoftware("nf", "25.1", ENGINE.language(), ENGINE.url(), ENGINE.mediaType());
    new EngineCrate(root, "workflow/main.nf", engine, started, Map.of(), Map.of())
        .completed(root.resolve("outputs"));
    assertThat(findings(root)).containsExactly("SHOULD #run agent");
    Crate crate = Crate.read(root);
    assertThat(crate.mainEntity().orElseThrow().id()).isEqualTo("outputs/workflow/sample.yaml");
    assertThat(crate.run().orElseThrow().text("startTime")).isEqualTo(started.toString());
    assertThat(crate.find("#engine").orElseThrow().text("softwareVersion")).isEqualTo("25.1");
    assertThat(crate.rootEntity().orElseThrow().links("hasPart"))
        .contains("outputs/more.txt", "outputs/selected.tsv");
    assertThat(hashes(crate)).isEqualTo(hashes(Crate.read(run)));
  }
}
