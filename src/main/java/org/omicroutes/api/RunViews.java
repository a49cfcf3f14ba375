package org.omicroutes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.omicroutes.api.WesModel.Checksum;
import org.omicroutes.api.WesModel.Log;
import org.omicroutes.api.WesModel.OutputFile;
import org.omicroutes.api.WesModel.RunLog;
import org.omicroutes.api.WesModel.RunRequest;
import org.omicroutes.api.WesModel.RunSummary;
import org.omicroutes.api.WesModel.TaskLog;
import org.omicroutes.engines.EngineRun.EngineCall;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.Task;

/** Runs and tasks as WES shows them, with the URLs of this server. */
@RequestScoped
public class RunViews {
  private static final Pattern EXIT_STATUS = Pattern.compile("exit status ([0-9]{1,9})");

  @Inject RunStore runs;
  @Inject ObjectMapper json;
  @Context UriInfo uri;

  RunSummary summary(Run run) throws JsonProcessingException {
    return new RunSummary(
        run.id(), run.state(), time(run.startedAt()), time(run.endedAt()), tags(run));
  }

  private Map<String, String> tags(Run run) throws JsonProcessingException {
    return json.readValue(run.tags(), new TypeReference<Map<String, String>>() {});
  }

  RunLog log(Run run) throws IOException {
    RunRequest request = request(run);
    // One more than is shown tells whether there are more.
    List<Task> tasks = runs.tasks(run.id(), 0, Pages.LARGEST_SIZE + 1);
    return new RunLog(
        run.id(),
        request,
        run.state(),
        runLog(run, request),
        link("/ga4gh/wes/v1/runs/" + run.id() + "/tasks"),
        tasks.size() > Pages.LARGEST_SIZE ? null : tasks.stream().map(this::task).toList(),
        Map.of("files", outputs(run)));
  }

  /** A drop's run was not asked for by request; it is shown as if it had been. */
  private RunRequest request(Run run) throws JsonProcessingException {
    if (run.dropId() == null) {
      return json.readValue(run.request(), RunRequest.class);
    }
    return new RunRequest(
        json.createObjectNode(),
        run.type(),
        Offers.TYPE_VERSION,
        tags(run),
        Map.of(),
        null,
        null,
        run.workflow());
  }

  private Log runLog(Run run, RunRequest request) throws IOException {
    String logs = "/ga4gh/wes/v1/runs/" + run.id() + "/logs/";
    Optional<EngineCall> engine =
        EngineWork.isEngine(run)
            ? Optional.of(EngineCall.in(Path.of(run.folder())))
            : Optional.empty();
    List<String> notes = new ArrayList<>();
    if (run.device() != null) {
      notes.add("device: " + run.device());
    }
    notes.add("attempts: " + run.attempts());
    if (run.error() != null) {
      notes.add(run.error());
    }
    return new Log(
        run.workflow(),
        engine.isPresent() ? engine.get().command() : command(run, request),
        time(run.startedAt()),
        time(run.endedAt()),
        link(logs + "stdout"),
        link(logs + "stderr"),
        engine.isPresent() ? engine.get().exitCode() : exitCode(run.state()),
        notes);
  }

  /** What would do the same on the command line, but for where files lie. */
  private static List<String> command(Run run, RunRequest request) {
    List<String> command = new ArrayList<>(List.of("omicroutes"));
    command.add(run.workflow().replace("step:", ""));
    for (var parameter : request.workflowParams().properties()) {
      command.add("--" + parameter.getKey());
      command.add(
          parameter.getValue().isTextual()
              ? parameter.getValue().asText()
              : parameter.getValue().toString());
    }
    return command;
  }

  /** As the command line would end. */
  private static Integer exitCode(RunState state) {
    return switch (state) {
      case COMPLETE -> 0;
      case EXECUTOR_ERROR -> 65;
      case SYSTEM_ERROR -> 1;
      default -> null;
    };
  }

  TaskLog task(Task task) {
    List<String> notes = new ArrayList<>(List.of("state: " + task.state()));
    notes.add("makes: " + task.label());
    if (task.reused()) {
      notes.add("its result was there already");
    }
    if (task.message() != null) {
      notes.add(task.message());
    }
    String logs = "/ga4gh/wes/v1/runs/" + task.runId() + "/tasks/" + task.number() + "/logs/";
    return new TaskLog(
        String.valueOf(task.number()),
        task.name(),
        time(task.startedAt()),
        time(task.endedAt()),
        link(logs + "stdout"),
        link(logs + "stderr"),
        exitCode(task),
        notes);
  }

  /** An engine's tasks have an exit status of their own. */
  private static Integer exitCode(Task task) {
    Matcher own = EXIT_STATUS.matcher(String.valueOf(task.message()));
    return own.matches() ? Integer.valueOf(own.group(1)) : exitCode(task.state());
  }

  private List<OutputFile> outputs(Run run) throws IOException {
    return RunOutputs.of(run).stream().map(output -> output(run, output)).toList();
  }

  private OutputFile output(Run run, RunOutputs.Output output) {
    return new OutputFile(
        output.path(),
        output.size(),
        List.of(new Checksum(output.sha256(), "sha-256")),
        link("/ga4gh/drs/v1/objects/" + run.id() + ":" + output.path()),
        content(run.id(), output.path()));
  }

  /** Where the bytes of a run's output are fetched. */
  String content(String run, String path) {
    return link("/ga4gh/drs/v1/content/" + run + "/" + path);
  }

  /** A path of this server as a URL, escaped where it must be. */
  String link(String path) {
    try {
      URI base = uri.getBaseUri();
      return new URI(base.getScheme(), base.getAuthority(), path, null, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * ISO 8601, UTC, to the second, as WES asks.
   *
   * @return null for null
   */
  static String time(Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
