package org.omicroutes.cli;

import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The program. Steps run as they are, with no framework started; only the commands that need routes
 * start Quarkus.
 */
@QuarkusMain
public final class OmicRoutes {
  private OmicRoutes() {}

  public static void main(String[] arguments) {
    int code = CommandTree.build().execute(arguments);
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }
}
