package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                  .allMatch(line -> line.matches("\\.(\\\\\".*|(TH|SH|TP|B|BR|PP)( .*)?)"));
            });
    assertThat(pages.get("omicroutes-vst.1")).contains("\\-\\-counts F", "\\-\\-threads N", "143");
  }

  @Test
  void completionIsValidShell() throws Exception {
    Path script = dir.resolve("completion");
    Files.writeString(script, picocli.AutoComplete.bash("omicroutes", CommandTree.build()));
    assertThat(new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start().waitFor())
        .isZero();
    assertThat(FishCompletion.script(CommandTree.build()))
        .contains("-n '__fish_seen_subcommand_from vst' -l counts -r -d '")
        .contains("-n '__fish_use_subcommand' -a vst -d");
  }

  @Test
  void oneCommandIsMadeAsInTheWholeTree() {
    CommandLine all = CommandTree.build();
    for (String name : all.getSubcommands().keySet()) {
      CommandLine one = CommandTree.of(new String[] {name, "--help"});
      assertThat(one.getSubcommands().keySet()).as(name).containsExactly(name);
      assertThat(one.getSubcommands().get(name).getUsageMessage())
          .isEqualTo(all.getSubcommands().get(name).getUsageMessage());
    }
  }
}
