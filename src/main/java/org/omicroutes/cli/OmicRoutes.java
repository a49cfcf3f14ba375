package org.omicroutes.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import picocli.CommandLine;

/**
 * The program. Steps run as they are, with no framework started; only the commands that need routes
 * start Quarkus.
 */
@QuarkusMain
public final class OmicRoutes {
  private OmicRoutes() {}

  public static void main(String[] arguments) {
    Console.open(arguments);
    Resources.apply(arguments);
    CommandLine line = CommandTree.of(arguments);
    PrintWriter out = Console.printer();
    PrintWriter err = new PrintWriter(System.err, true);
    int code = line.setOut(out).setErr(err).execute(arguments);
    out.flush();
    code = Console.end(code, err);
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }
}
