package org.omicroutes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.omicroutes.state.DropState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a running server about its drops, and tells it what to do with them. */
@Command(
    name = "drops",
    mixinStandardHelpOptions = true,
    description = "Lists, shows, retries and rejects the drops of a running server.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DropsCommand.ListDrops.class,
      DropsCommand.Show.class,
      DropsCommand.Retry.class,
      DropsCommand.Reject.class
    })
final class DropsCommand implements Runnable {
  private static final int PAGE = 1000;
  private static final List<String> COLUMNS =
      List.of("id", "state", "route", "path", "files", "bytes", "state_at", "attempts", "reason");

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command is named: expected list, show, retry or reject");
  }

  /** What the commands have in common. */
  abstract static class OnServer implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin ServerClient server;

    @Option(
        names = "--format",
        defaultValue = "table",
        description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    DropsTable.Format format;

    DropsTable table() {
      return new DropsTable(format, spec.commandLine().getOut());
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists drops, the newest first.")
  static final class ListDrops extends OnServer {
    @Option(names = "--state", description = "Only drops in this state: ${COMPLETION-CANDIDATES}.")
    private DropState state;

    @Option(names = "--route", paramLabel = "ID", description = "Only drops of this route.")
    private String route;

    @Option(
        names = "--path",
        paramLabel = "DIR",
        description = "Only drops of this folder, as it is called below the watched one.")
    private String path;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "100",
        description = "How many at most. Range: from 1. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
        names = "--offset",
        paramLabel = "N",
        defaultValue = "0",
        description = "How many of the newest are left out. Range: from 0. Default: 0.")
    private int offset;

    @Override
    public Integer call() throws IOException {
      if (limit < 1 || offset < 0) {
        throw new IllegalArgumentException(
            "--limit is " + limit + ", --offset is " + offset + ": expected from 1 and from 0");
      }
      ArrayNode found = JsonNodeFactory.instance.arrayNode();
      int total;
      int got;
      do {
        JsonNode page = page(Math.min(PAGE, limit - found.size()), offset + found.size());
        got = page.path("drops").size();
        total = page.path("total").asInt();
        page.path("drops").forEach(found::add);
      } while (got > 0 && found.size() < limit && offset + found.size() < total);
      table().print(COLUMNS, found);
      if (offset + found.size() < total) {
        var err = spec.commandLine().getErr();
        err.printf(
            "%d of %d drops are shown; --limit and --offset give others%n", found.size(), total);
        err.flush();
      }
      return ExitCode.DONE;
    }

    private JsonNode page(int most, int from) throws IOException {
      Map<String, Object> query = new LinkedHashMap<>();
      query.put("state", state);
      query.put("route", route);
      query.put("path", path);
      query.put("limit", most);
      query.put("offset", from);
      return server.get("/drops", query);
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows a drop with its history and its last run.")
  static final class Show extends OnServer {
    @Parameters(index = "0", paramLabel = "ID", description = "The drop's id.")
    private String id;

    @Override
    public Integer call() throws IOException {
      table().printWhole(server.get("/drops/" + ServerClient.encode(id), Map.of()));
      return ExitCode.DONE;
    }
  }

  /** A command that changes drops, each by itself: one that cannot be changed stops no other. */
  abstract static class Change extends OnServer {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "The drops' ids.")
    private List<String> ids;

    abstract String verb();

    abstract Map<String, String> body();

    @Override
    public Integer call() throws IOException {
      ArrayNode changed = JsonNodeFactory.instance.arrayNode();
      List<String> refused = new ArrayList<>();
      for (String id : ids) {
        try {
          changed.add(server.post("/drops/" + ServerClient.encode(id) + "/" + verb(), body()));
        } catch (IllegalArgumentException e) {
          refused.add(id + ": " + e.getMessage());
        }
      }
      table().print(COLUMNS, changed);
      var err = spec.commandLine().getErr();
      refused.forEach(line -> err.println("error: " + line));
      err.flush();
      return refused.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description =
          "Has drops tried once more that were rejected or failed, and runs those that wait for"
              + " layers with what there is.")
  static final class Retry extends Change {
    @Override
    String verb() {
      return "retry";
    }

    @Override
    Map<String, String> body() {
      return Map.of();
    }
  }

  @Command(
      name = "reject",
      mixinStandardHelpOptions = true,
      description = "Turns drops away that nobody works on.")
  static final class Reject extends Change {
    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why; kept with the drop.")
    private String reason;

    @Override
    String verb() {
      return "reject";
    }

    @Override
    Map<String, String> body() {
      return Map.of("reason", reason);
    }
  }
}
