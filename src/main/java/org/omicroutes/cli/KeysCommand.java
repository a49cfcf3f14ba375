package org.omicroutes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.omicroutes.state.ApiKey;
import org.omicroutes.state.ApiKeyStore;
import org.omicroutes.state.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The API keys of a server. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes, lists and revokes the API keys of a server.")
final class KeysCommand {
  @Spec private CommandSpec spec;

  /** Where the keys are. */
  static final class Place {
    @Option(
        names = "--results",
        paramLabel = "DIR",
        description = {
          "The server's folder of results, where its database is; the server must not run.",
          "With " + ServerDatabase.VARIABLE + " that one is used, while the server runs or not."
        })
    private Path results;

    private ApiKeyStore open() throws IOException {
      return new ApiKeyStore(ServerDatabase.of(results).open());
    }
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a key and prints it: this once, it is not kept.")
  int create(
      @Parameters(paramLabel = "NAME", description = "Of whom it is for, once for all.")
          String name,
      @Option(
              names = "--roles",
              paramLabel = "ROLES",
              required = true,
              description = "Some of viewer,submitter,operator; none includes another.")
          String roles,
      @Mixin Place place)
      throws IOException {
    var parsed = Role.parse(roles);
    PrintWriter out = spec.subcommands().get("create").getOut();
    out.println(place.open().create(name, parsed));
    out.flush();
    return ExitCode.DONE;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the keys: name, roles, since when, revoked when; tab separated.")
  int list(@Mixin Place place) throws IOException {
    PrintWriter out = spec.subcommands().get("list").getOut();
    for (ApiKey key : place.open().list()) {
      out.println(
          String.join(
              "\t",
              key.name(),
              Role.format(key.roles()),
              key.createdAt().toString(),
              key.revokedAt() == null ? "" : key.revokedAt().toString()));
    }
    out.flush();
    return ExitCode.DONE;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Ends the use of a key, at once.")
  int revoke(
      @Parameters(paramLabel = "NAME", description = "Of the key.") String name, @Mixin Place place)
      throws IOException {
    if (!place.open().revoke(name)) {
      throw new IllegalArgumentException(
          "name: found '" + name + "', expected that of a key in use");
    }
    return ExitCode.DONE;
  }
}
