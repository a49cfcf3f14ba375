package org.omicroutes.provenance.rerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.compare.Comparison;
import org.omicroutes.compare.Differences;
import org.omicroutes.compare.Tolerances;
import org.omicroutes.provenance.Crate;
import org.omicroutes.provenance.SampleRun;
import org.omicroutes.provenance.check.CrateCheck;

class RerunTest {
  @TempDir Path dir;
  private Path run;
  private Path again;

  @BeforeEach
  void run() throws Exception {
    run = SampleRun.in(dir);
    again = dir.resolve("again");
  }

  private Rerun prepare(Path... inputs) throws IOException {
    return Rerun.prepare(Crate.read(run), again, List.of(inputs), false);
  }

  private void edit(String from, String to) throws IOException {
    Path crate = run.resolve(Crate.FILE);
    String text = Files.readString(crate);
    assertThat(text).contains(from);
    Files.writeString(crate, text.replace(from, to));
  }

  private Rerun.Outcome rerun(Path... inputs) throws Exception {
    Rerun rerun = prepare(inputs);
    assertThat(rerun.size()).isEqualTo(8);
    rerun.run(name -> Optional.of(SampleRun.workflow()), List.of());
    return rerun.outcome();
  }

  @Test
  void givesTheSameResultsAndACrateThatConforms() throws Exception {
    Rerun.Outcome outcome = rerun();
    assertThat(outcome.others()).containsExactly(Path.of(Crate.FILE));
    assertThat(outcome.altered()).isEmpty();
    assertThat(outcome.same()).isGreaterThan(30);
    assertThat(again.resolve("cohort/samplesheet.csv")).isNotEmptyFile();
    assertThat(again.resolve("workflow/sample.yaml")).hasContent("- route: {}");
    assertThat(CrateCheck.of(again).conforms()).isTrue();
    Crate crate = Crate.read(again);
    assertThat(crate.run().orElseThrow().text("description")).isEqualTo("sample top=3");
  }

  @Test
  void doesAWorkflowAgainThatTheProgramDoesNotKnow() throws Exception {
    Rerun rerun = prepare();
    rerun.run(name -> Optional.empty(), List.of());
    CrateCheck.Verdict verdict = CrateCheck.of(again);
    assertThat(verdict.conforms()).as("%s", verdict.findings()).isTrue();
    Differences crates =
        new Comparison(new Tolerances(List.of(), List.of()), 20)
            .of(run, again, List.of(Path.of(Crate.FILE)));
    assertThat(crates.kept()).isEmpty();
  }

  @Test
  void findsMovedInputsByTheirHashAndLinksThem() throws Exception {
    Path moved = Files.createDirectories(dir.resolve("elsewhere/deep"));
    Files.move(dir.resolve("inputs/betas.tsv"), moved.resolve("renamed.tsv"));
    assertThatThrownBy(this::prepare)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("betas.tsv: found no such file")
        .hasMessageContaining("--inputs");
    assertThat(again).doesNotExist();
    Rerun.Outcome outcome = rerun(dir.resolve("elsewhere"));
    assertThat(outcome.others()).containsExactly(Path.of(Crate.FILE));
    assertThat(again.resolve("inputs/betas.tsv")).isSymbolicLink();
    assertThat(again.resolve("inputs/cnv.tsv")).isSymbolicLink();
    assertThat(CrateCheck.of(again).conforms()).isTrue();
  }

  @Test
  void refusesAnInputThatHasChanged() throws Exception {
    Files.writeString(dir.resolve("inputs/cnv.tsv"), "gene\tscore\nTP53\t-4\n");
    assertThatThrownBy(this::prepare)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cnv.tsv: found SHA-256 ")
        .hasMessageContaining("expected what the run read, SHA-256 ");
  }

  @Test
  void refusesAnotherVersionOfAStepUnlessAllowed() throws Exception {
    edit("\"softwareVersion\" : \"1\"", "\"softwareVersion\" : \"0\"");
    assertThatThrownBy(this::prepare)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found version 0 of m-values; expected version 1")
        .hasMessageContaining("--allow-other-versions");
    assertThat(Rerun.prepare(Crate.read(run), again, List.of(), true).size()).isEqualTo(8);
  }

  @Test
  void refusesARunThatFailedACrateOfOthersAndAFolderInUse() throws Exception {
    Files.createDirectories(again.resolve("x"));
    assertThatThrownBy(this::prepare)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not empty");
    edit("CompletedActionStatus", "FailedActionStatus");
    assertThatThrownBy(this::prepare).hasMessageContaining("found FailedActionStatus");
    edit("FailedActionStatus", "CompletedActionStatus");
    edit("\"name\" : \"select\"", "\"name\" : \"sort\"");
    assertThatThrownBy(this::prepare).hasMessageContaining("found the tool sort");
  }

  @Test
  void tellsWhichOldResultsAreNoLongerThereAsTheyWere() throws Exception {
    Files.writeString(run.resolve("scores.tsv"), "gene\tscore\n");
    edit(sha256("selected.tsv"), "0".repeat(64));
    Rerun.Outcome outcome = rerun();
    assertThat(outcome.others()).containsExactly(Path.of(Crate.FILE), Path.of("selected.tsv"));
    assertThat(outcome.altered()).containsExactly(Path.of("selected.tsv"));
  }

  private String sha256(String id) throws IOException {
    return Crate.read(run).find(id).orElseThrow().text("sha256");
  }
}
