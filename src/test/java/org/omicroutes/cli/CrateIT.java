package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.provenance.Crate;
import org.omicroutes.provenance.SampleRun;

/** What a stranger does with the crate of a run: checks it, does the run again, compares. */
class CrateIT {
  @TempDir static Path dir;
  private static Path run;

  @BeforeAll
  static void run() throws Exception {
    run = SampleRun.in(dir);
  }

  private static CommandLineIT.Result omicroutes(Object... arguments) throws Exception {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return CommandLineIT.call(dir, texts);
  }

  @Test
  void checksDoesAgainAndCompares() throws Exception {
    CommandLineIT.Result checked = omicroutes("crate", "check", run);
    assertThat(checked.code()).as(checked.err()).isZero();
    assertThat(checked.out()).isEqualTo(agentLine());
    assertThat(checked.err()).contains("conforms as RO-Crate 1.1").contains("0 MUST, 1 SHOULD");
    assertThat(checked.err().lines()).hasSize(1);

    Path again = dir.resolve("again");
    CommandLineIT.Result rerun = omicroutes("rerun", run, "--out", again);
    assertThat(rerun.code()).as(rerun.err()).isZero();
    assertThat(rerun.out()).isEmpty();
    assertThat(rerun.err()).contains("8 steps done again").contains("the same: 1 files compared");

    Files.writeString(
        again.resolve("scores.tsv"),
        Files.readString(again.resolve("scores.tsv")).replaceFirst("KRAS\t-1", "KRAS\t-2"));
    CommandLineIT.Result compared = omicroutes("compare", run, again);
    assertThat(compared.code()).isEqualTo(1);
    assertThat(compared.out())
        .isEqualTo("file\trow\tcolumn\ta\tb\nscores.tsv\tKRAS\tscore\t-1\t-2\n");

    CommandLineIT.Result broken = omicroutes("crate", "check", again, "--format", "json");
    assertThat(broken.code()).isEqualTo(65);
    JsonNode findings = new ObjectMapper().readTree(broken.out()).get("findings");
    assertThat(findings.findValuesAsText("entity")).containsExactly("scores.tsv", "#run");
    assertThat(findings.get(0).get("property").asText()).isEqualTo("sha256");
  }

  private static String agentLine() {
    return String.join(
            "\t",
            "SHOULD",
            Crate.FILE,
            "#run",
            "agent",
            "nothing",
            "the person or organisation that started it",
            "Process Run Crate")
        + "\n";
  }

  /** What an engine's tasks do: a step that tells of itself, and the crate of what was told. */
  @Test
  void gathersWhatStepsTold() throws Exception {
    Path folder = Files.createDirectories(dir.resolve("gathered/workflow")).getParent();
    Path main = Files.writeString(folder.resolve("workflow/main.nf"), "workflow {}\n");
    Path made = folder.resolve("metrics.tsv");
    Path told = dir.resolve("told.json");
    CommandLineIT.Result step =
        omicroutes(
            "m-values",
            "--betas",
            dir.resolve("inputs/betas.tsv"),
            "--out",
            made,
            "--provenance",
            told);
    assertThat(step.code()).as(step.err()).isZero();
    CommandLineIT.Result gathered =
        omicroutes(
            "crate",
            "gather",
            "--language=NFL",
            "--engine-version=24.10.0",
            "--definition=workflow/main.nf=" + main,
            "--parameter=time_column=t",
            "--input=samplesheet=" + dir.resolve("inputs/cnv.tsv"),
            "--input=network=" + dir.resolve("inputs/betas.tsv"),
            "--result=metrics.tsv=" + made,
            "--agent=Ada <https://orcid.org/0000-0002-1825-0097>",
            "--out",
            folder,
            told);
    assertThat(gathered.code()).as(gathered.err()).isZero();
    CommandLineIT.Result checked = omicroutes("crate", "check", folder);
    assertThat(checked.out()).isEmpty();
    assertThat(checked.err()).contains("0 MUST, 0 SHOULD");
    CommandLineIT.Result refused =
        omicroutes("crate", "gather", "--language=NFL", "--definition=../main.nf=" + main, told);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--definition: found '../main.nf', expected a place below");
  }

  @Test
  void saysWhatItCannotRead() throws Exception {
    Path empty = Files.createDirectory(dir.resolve("empty"));
    CommandLineIT.Result result = omicroutes("crate", "check", empty);
    assertThat(result.code()).isEqualTo(65);
    assertThat(result.err())
        .isEqualTo(
            "error: "
                + empty
                + ": found a folder without ro-crate-metadata.json; expected the folder of an"
                + " RO-Crate, or its ro-crate-metadata.json\n");

    Path broken = Files.createDirectory(dir.resolve("broken"));
    Files.writeString(broken.resolve(Crate.FILE), "{\"@graph\": [{\"@id\": ]}");
    result = omicroutes("crate", "check", broken);
    assertThat(result.code()).isEqualTo(65);
    assertThat(result.err()).contains("line 1, column").contains("found broken JSON");

    Path other = Files.createDirectory(dir.resolve("other"));
    Files.writeString(
        other.resolve(Crate.FILE),
        """
        {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [
          {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"},
           "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}},
          {"@id": "./", "@type": "Dataset", "name": "Rain"}]}
        """);
    result = omicroutes("crate", "check", other);
    assertThat(result.code()).isEqualTo(65);
    assertThat(result.out().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("MUST\tro-crate-metadata.json\t./\t"));
    result = omicroutes("rerun", other, "--out", dir.resolve("none"));
    assertThat(result.code()).isEqualTo(65);
    assertThat(result.err()).contains("no execution of a step").doesNotContain("\tat ");
    assertThat(dir.resolve("none")).doesNotExist();
  }
}
