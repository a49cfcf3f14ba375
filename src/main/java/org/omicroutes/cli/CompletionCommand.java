package org.omicroutes.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what lets a shell complete commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints completion of commands and options for a shell.",
      "For this shell: source <(omicroutes completion bash); in fish: omicroutes completion fish |"
          + " source."
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  private Shell shell;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    // The tree that this command was called from holds no other command.
    var tree = CommandTree.build();
    out.print(
        shell == Shell.fish
            ? FishCompletion.script(tree)
            : AutoComplete.bash("omicroutes", tree).replaceFirst("(?m)^# This is.*\\R", ""));
    out.flush();
    return ExitCode.DONE;
  }
}
