package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.step.StepRegistry;
import picocli.CommandLine;

/** Manual pages, completion and the tree of commands that they are made from. */
class GeneratedFilesTest {
  @TempDir Path dir;

  @Test
  void everyCommandHasAManualPage() {
    Map<String, String> pages = ManPages.all();
    assertThat(pages).containsKeys("omicroutes.1", "omicroutes-run-prognosis.1");
    StepRegistry.get()
        .all()
        .forEach(step -> assertThat(pages).containsKey("omicroutes-" + step.spec().name() + ".1"));
    assertThat(pages)
        .allSatisfy(
            (name, page) -> {
              assertThat(page).contains(".SH NAME\n", ".SH SYNOPSIS\n", ".SH EXIT STATUS\n");
              assertThat(page.lines().filter(line -> line.startsWith(".")))
                  .allMatch(line -> line.matches("\\.(\\\\\".*|(TH|ad|SH|TP|B|BR|PP)( .*)?)"));
            });
    assertThat(pages.get("omicroutes-vst.1")).contains("\\-\\-counts F", "\\-\\-threads N", "143");
  }

  @Test
  void groffHasNothingToSayOfThePages() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "groff is not installed");
    List<String> command = new ArrayList<>(List.of("groff", "-man", "-ww", "-Tutf8", "-Z"));
    for (Map.Entry<String, String> page : ManPages.all().entrySet()) {
      command.add(Files.writeString(dir.resolve(page.getKey()), page.getValue()).toString());
    }
    Path said = dir.resolve("said");
    Process groff =
        new ProcessBuilder(command)
            .redirectOutput(dir.resolve("set").toFile())
            .redirectError(said.toFile())
            .start();
    assertThat(groff.waitFor()).isZero();
    assertThat(said).isEmptyFile();
    assertThat(dir.resolve("set")).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({
    "mo, mofa",
    "run pro, prognosis",
    "m-values --b, --betas",
    "vst --fit-type p, parametric",
    "vst --log-format j, json",
    "export cwl-, cwl-inputs"
  })
  void bashCompletes(String typed, String completed) throws Exception {
    Path script = dir.resolve("completion");
    Files.writeString(script, picocli.AutoComplete.bash("omicroutes", CommandTree.build()));
    // compopt works only while a person types.
    String ask =
        "compopt() { :; }; . '%s'; COMP_WORDS=(omicroutes %s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
            + " complete -p omicroutes >&2; _complete_omicroutes; echo \"${COMPREPLY[*]}\"";
    Process bash =
        new ProcessBuilder("bash", "--norc", "-c", String.format(ask, script, typed)).start();
    assertThat(new String(bash.getInputStream().readAllBytes()).strip()).isEqualTo(completed);
    assertThat(new String(bash.getErrorStream().readAllBytes()).strip())
        .isEqualTo("complete -o default -F _complete_omicroutes omicroutes");
  }

  @Test
  void fishIsTold() {
    assertThat(FishCompletion.script(CommandTree.build()))
        .contains("-n '__fish_seen_subcommand_from vst' -l counts -r -d '")
        .contains("-l fit-type -r -f -a 'parametric ")
        .contains("-n '__fish_use_subcommand' -a vst -d");
  }

  @Test
  void oneCommandIsMadeAsInTheWholeTree() {
    CommandLine all = CommandTree.build();
    assertThat(CommandTree.of(new String[] {"--help"}).getUsageMessage())
        .isEqualTo(CommandTree.of(new String[0]).getUsageMessage())
        .isEqualTo(all.getUsageMessage());
    for (String name : all.getSubcommands().keySet()) {
      CommandLine one = CommandTree.of(new String[] {name, "--help"});
      assertThat(one.getSubcommands().keySet()).as(name).containsExactly(name);
      assertThat(one.getSubcommands().get(name).getUsageMessage())
          .isEqualTo(all.getSubcommands().get(name).getUsageMessage());
    }
  }
}
