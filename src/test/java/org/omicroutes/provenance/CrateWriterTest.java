package org.omicroutes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.provenance.check.CrateCheck;
import org.omicroutes.provenance.rerun.Rerun;
import org.omicroutes.step.Execution;
import org.omicroutes.step.FileRef;
import org.omicroutes.step.Invocation;
import org.omicroutes.step.RunDirectory;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepRegistry;
import org.omicroutes.step.StepRunner;
import org.omicroutes.step.StepSpec;

class CrateWriterTest {
  @TempDir Path dir;

  /** A run of one step, as the server has them: the step is the workflow. */
  private Path runOfAStep(String betas) throws Exception {
    Step<?> step = StepRegistry.get().find("m-values").orElseThrow();
    Path input = Files.writeString(dir.resolve("b.tsv"), betas);
    Path out = dir.resolve("run");
    CrateWriter.Call call =
        new CrateWriter.Call(
            Instant.now(),
            "workflow/m-values.yaml",
            Map.of("offset", "0.02"),
            Map.of("betas", input));
    try (RunDirectory directory = RunDirectory.open(out)) {
      Files.writeString(
          Files.createDirectories(out.resolve("workflow")).resolve("m-values.yaml"), "[]\n");
      try (CrateWriter crate = new CrateWriter(directory.root(), step.spec(), call)) {
        Invocation<?> invocation =
            Invocation.of(step)
                .input("betas", List.of(input))
                .parameter("offset", "0.02")
                .output("out", out.resolve("m.tsv"))
                .build();
        try {
          StepRunner.in(directory, List.of(crate)).run(invocation);
          crate.completed();
        } catch (DataException e) {
          crate.failed(e.getMessage());
        }
      }
    }
    return out;
  }

  private static List<String> findings(Path run) throws IOException {
    return CrateCheck.of(run).findings().stream()
        .map(finding -> finding.entity() + " " + finding.property())
        .toList();
  }

  @Test
  void theCrateOfASingleStepConformsAndCanBeDoneAgain() throws Exception {
    Path run = runOfAStep("cg\ts1\ncg1\t0.5\n");
    assertThat(findings(run)).containsExactly("#run agent");
    Rerun rerun = Rerun.prepare(Crate.read(run), dir.resolve("again"), List.of(), false);
    rerun.run(
        name -> StepRegistry.get().find(name).map(step -> (StepSpec<?>) step.spec()), List.of());
    assertThat(rerun.outcome().others()).containsExactly(Path.of(Crate.FILE));
    assertThat(rerun.outcome().same()).isEqualTo(1);
    assertThat(findings(dir.resolve("again"))).containsExactly("#run agent");
  }

  @Test
  void theCrateOfARunThatFailedConforms() throws Exception {
    Path run = runOfAStep("cg\ts1\ncg1\t1.5\n");
    assertThat(findings(run)).containsExactly("#run agent");
    assertThat(Crate.read(run).run().orElseThrow().text("error")).contains("found '1.5'");
  }

  @Test
  void theCrateOfARunThatWasCutOffSaysSo() throws Exception {
    Path run = Files.createDirectories(dir.resolve("run"));
    CrateWriter.Call call =
        new CrateWriter.Call(Instant.now(), "workflow/sample.yaml", Map.of(), Map.of());
    Files.createDirectories(run.resolve("workflow"));
    Files.writeString(run.resolve("workflow/sample.yaml"), "[]\n");
    CrateWriter crate = new CrateWriter(run, SampleRun.workflow(), call);
    assertThat(CrateCheck.of(run).conforms()).isTrue();
    assertThat(findings(run)).contains("#run actionStatus");
    crate.close();
    assertThat(CrateCheck.of(run).conforms()).isTrue();
    assertThat(findings(run)).doesNotContain("#run actionStatus");
  }

  @Test
  void valuesOfOneHashCodeAreKeptApart() {
    Entities entities = new Entities();
    ParameterEntities parameters = new ParameterEntities(entities);
    String first = parameters.addValue("x", "p", "Aa");
    String second = parameters.addValue("x", "p", "BB");
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    assertThat(second).isNotEqualTo(first);
    assertThat(parameters.addValue("x", "p", "BB")).isEqualTo(second);
    assertThat(entities.get(second).get("value")).isEqualTo("BB");
  }

  @Test
  void stepsThatNeedEachOtherHaveNoPlaceAndTheOthersHave() {
    Flow flow =
        new Flow(
            List.of(
                execution("a", List.of(), "1"),
                execution("b", List.of("1"), "2"),
                execution("c", List.of("2"), "3"),
                execution("b", List.of("3"), "4"),
                execution("d", List.of("4"), "5")));
    assertThat(flow.positions(List.of("b", "a", "c", "d")))
        .isEqualTo(Map.of("a", 1, "c", 2, "d", 3));
  }

  private static Execution execution(String step, List<String> inputs, String output) {
    return new Execution(
        "key",
        step,
        "1",
        output,
        Map.of(),
        Map.of(),
        inputs.stream().map(path -> new FileRef("in", "", path, "0", 1)).toList(),
        List.of(new FileRef("out", "", output, "0", 1)),
        List.of(),
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:01Z",
        false,
        "");
  }

  @Test
  void namesWhoRanItWhereTheySaySo() {
    assertThat(Agent.of(null)).isEmpty();
    assertThat(Agent.of(" ")).isEmpty();
    Entity agent = Agent.of("Ada Lovelace <https://orcid.org/0000-0002-1825-0097>").orElseThrow();
    assertThat(agent.id()).isEqualTo("https://orcid.org/0000-0002-1825-0097");
    assertThat(agent.get("name")).isEqualTo("Ada Lovelace");
    assertThat(Agent.of("Ada").orElseThrow().id()).isEqualTo("#agent");
    assertThatThrownBy(() -> Agent.of("Ada <ada>"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 'Ada <ada>'");
  }
}
