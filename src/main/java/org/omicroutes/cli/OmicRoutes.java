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
    PrintWriter out = Console.printer();
    PrintWriter err = new PrintWriter(System.err, true);
    int code;
    try {
      CommandLine line = CommandTree.of(arguments).setOut(out).setErr(err);
      code = line.execute(arguments);
    } catch (OutOfMemoryError e) {
      code = ExitCode.tell(e, err);
    }
    out.flush();
    code = Console.end(code, err);
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }
}
