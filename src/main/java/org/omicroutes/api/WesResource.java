package org.omicroutes.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PartType;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.omicroutes.api.ErrorAnswers.ErrorResponse;
import org.omicroutes.api.WesModel.RunId;
import org.omicroutes.api.WesModel.RunListResponse;
import org.omicroutes.api.WesModel.RunLog;
import org.omicroutes.api.WesModel.RunRequest;
import org.omicroutes.api.WesModel.RunStatus;
import org.omicroutes.api.WesModel.RunSummary;
import org.omicroutes.api.WesModel.ServiceInfo;
import org.omicroutes.api.WesModel.TaskListResponse;
import org.omicroutes.api.WesModel.TaskLog;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.Task;

/** GA4GH Workflow Execution Service 1.1. */
@Path("/ga4gh/wes/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "WES", description = "GA4GH Workflow Execution Service 1.1: submit and watch runs")
@APIResponse(
    responseCode = "401",
    description = "Not logged in",
    content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
@APIResponse(
    responseCode = "403",
    description = "The caller's roles do not allow it",
    content = @Content(schema = @Schema(implementation = ErrorResponse.class)))
public class WesResource {
  @Inject RunStore runs;
  @Inject VisibleRuns visible;
  @Inject RunRequests requests;
  @Inject RunViews views;
  @Inject RunWorker worker;
  @Inject WesService service;

  @GET
  @Path("/service-info")
  @RolesAllowed({Roles.VIEWER, Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(operationId = "GetServiceInfo", summary = "What can be run here, and how busy it is")
  public ServiceInfo serviceInfo() {
    return service.info();
  }

  @GET
  @Path("/runs")
  @RolesAllowed({Roles.VIEWER, Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(
      operationId = "ListRuns",
      summary = "Runs, the newest first",
      description = "An operator sees all runs, everybody else their own.")
  @APIResponse(responseCode = "200", description = "A page of runs")
  @APIResponse(responseCode = "400", description = "No such state, or a token of another list")
  public RunListResponse list(
      @Parameter(description = "At most so many runs; 100 by default, never more than 1000")
          @QueryParam("page_size")
          String pageSize,
      @Parameter(description = "The next_page_token of the page before") @QueryParam("page_token")
          String pageToken,
      @Parameter(description = "Only runs in this state") @QueryParam("state") String state,
      @Parameter(description = "Only runs of this workflow_url") @QueryParam("workflow")
          String workflow,
      @Parameter(description = "Only runs with this tag, name=value") @QueryParam("tags")
          String tags)
      throws IOException {
    int size = Pages.size(pageSize);
    var filter =
        new RunStore.Filter(
            visible.owner(), state(state), emptyToNull(workflow), RunRequests.tag(tags));
    // One more than is shown tells whether there is another page.
    List<Run> found = runs.list(filter, Pages.runs(pageToken), size + 1);
    List<Run> page = found.subList(0, Math.min(size, found.size()));
    List<RunSummary> summaries = new ArrayList<>();
    for (Run run : page) {
      summaries.add(views.summary(run));
    }
    String next = found.size() > size ? Pages.after(page.get(size - 1)) : "";
    return new RunListResponse(summaries, next);
  }

  @POST
  @Path("/runs")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(
      operationId = "RunWorkflow",
      summary = "Submits a run",
      description =
          "workflow_url is the name of a workflow (prognosis, predict, study) or of a step"
              + " (step:vst); workflow_params its files and parameters by name, files being names"
              + " of attachments or absolute paths in folders that are open to requests. Where an engine"
              + " is configured, workflow_url of the type CWL or NFL is an attached workflow.")
  @APIResponse(responseCode = "200", description = "The run's id")
  @APIResponse(responseCode = "400", description = "What is asked for cannot be run; see msg")
  public RunId submit(
      @RestForm("workflow_params") @PartType(MediaType.TEXT_PLAIN) String params,
      @RestForm("workflow_type") @PartType(MediaType.TEXT_PLAIN) String type,
      @RestForm("workflow_type_version") @PartType(MediaType.TEXT_PLAIN) String typeVersion,
      @RestForm("tags") @PartType(MediaType.TEXT_PLAIN) String tags,
      @RestForm("workflow_engine") @PartType(MediaType.TEXT_PLAIN) String engine,
      @RestForm("workflow_engine_version") @PartType(MediaType.TEXT_PLAIN) String engineVersion,
      @RestForm("workflow_engine_parameters") @PartType(MediaType.TEXT_PLAIN)
          String engineParameters,
      @RestForm("workflow_url") @PartType(MediaType.TEXT_PLAIN) String url,
      @RestForm("workflow_attachment") List<FileUpload> attachments)
      throws IOException {
    RunRequest request =
        new RunRequest(
            requests.object("workflow_params", params),
            required("workflow_type", type),
            required("workflow_type_version", typeVersion),
            requests.texts("tags", tags),
            requests.texts("workflow_engine_parameters", engineParameters),
            emptyToNull(engine),
            emptyToNull(engineVersion),
            required("workflow_url", url));
    return new RunId(requests.submit(request, attachments).id());
  }

  @GET
  @Path("/runs/{run_id}")
  @RolesAllowed({Roles.VIEWER, Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(operationId = "GetRunLog", summary = "All about a run, with its outputs")
  @APIResponse(responseCode = "200", description = "The run")
  @APIResponse(responseCode = "404", description = "There is none, or it is another's")
  public RunLog log(@PathParam("run_id") String id) throws IOException {
    return views.log(visible.require(id));
  }

  @GET
  @Path("/runs/{run_id}/status")
  @RolesAllowed({Roles.VIEWER, Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(operationId = "GetRunStatus", summary = "Where a run stands")
  @APIResponse(responseCode = "200", description = "The run's state")
  @APIResponse(responseCode = "404", description = "There is none, or it is another's")
  public RunStatus status(@PathParam("run_id") String id) {
    Run run = visible.require(id);
    return new RunStatus(run.id(), run.state());
  }

  @POST
  @Path("/runs/{run_id}/cancel")
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(
      operationId = "CancelRun",
      summary = "Stops a run",
      description = "A run that is at work is CANCELING until it has stopped.")
  @APIResponse(responseCode = "200", description = "It is told to stop, or was before")
  @APIResponse(responseCode = "404", description = "There is none, or it is another's")
  @APIResponse(responseCode = "409", description = "It has ended by itself")
  public RunId cancel(@PathParam("run_id") String id) {
    Run run = visible.require(id);
    if (!runs.cancel(id)) {
      RunState state = visible.require(id).state();
      if (state != RunState.CANCELED) {
        throw Refusal.of(409, "the run has ended: it is " + state);
      }
    }
    worker.cancelled(id);
    return new RunId(run.id());
  }

  @GET
  @Path("/runs/{run_id}/tasks")
  @RolesAllowed({Roles.VIEWER, Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(operationId = "ListTasks", summary = "The steps of a run, in the order they began")
  @APIResponse(responseCode = "200", description = "A page of tasks")
  @APIResponse(responseCode = "400", description = "A token of another list")
  @APIResponse(responseCode = "404", description = "There is no such run, or it is another's")
  public TaskListResponse tasks(
      @PathParam("run_id") String id,
      @Parameter(description = "At most so many tasks; 100 by default, never more than 1000")
          @QueryParam("page_size")
          String pageSize,
      @Parameter(description = "The next_page_token of the page before") @QueryParam("page_token")
          String pageToken) {
    visible.require(id);
    int size = Pages.size(pageSize);
    List<Task> found = runs.tasks(id, Pages.tasks(pageToken), size + 1);
    List<Task> page = found.subList(0, Math.min(size, found.size()));
    String next = found.size() > size ? Pages.after(page.get(size - 1).number()) : "";
    return new TaskListResponse(page.stream().map(views::task).toList(), next);
  }

  @GET
  @Path("/runs/{run_id}/tasks/{task_id}")
  @RolesAllowed({Roles.VIEWER, Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(operationId = "GetTask", summary = "A step of a run")
  @APIResponse(responseCode = "200", description = "The task")
  @APIResponse(responseCode = "404", description = "There is none, or it is another's")
  public TaskLog task(@PathParam("run_id") String id, @PathParam("task_id") String task) {
    visible.require(id);
    return views.task(requireTask(id, task));
  }

  private Task requireTask(String run, String task) {
    int number = task.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(task) : 0;
    return runs.tasks(run, number - 1, 1).stream()
        .filter(found -> found.number() == number)
        .findFirst()
        .orElseThrow(
            () -> Refusal.notFound("there is no task '" + task + "' of the run '" + run + "'"));
  }

  @GET
  @Path("/runs/{run_id}/logs/{stream:stdout|stderr}")
  @Produces(MediaType.TEXT_PLAIN)
  @RolesAllowed({Roles.VIEWER, Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(summary = "What a run did (stdout), or why it failed (stderr)")
  @APIResponse(responseCode = "404", description = "There is no such run, or it is another's")
  public String logs(@PathParam("run_id") String id, @PathParam("stream") String stream)
      throws IOException {
    Run run = visible.require(id);
    return stream.equals("stdout") ? RunLogs.all(run) : RunLogs.errors(run, run.error());
  }

  @GET
  @Path("/runs/{run_id}/tasks/{task_id}/logs/{stream:stdout|stderr}")
  @Produces(MediaType.TEXT_PLAIN)
  @RolesAllowed({Roles.VIEWER, Roles.SUBMITTER, Roles.OPERATOR})
  @Operation(summary = "What a step did (stdout), or why it failed (stderr)")
  @APIResponse(responseCode = "404", description = "There is no such task, or it is another's")
  public String taskLogs(
      @PathParam("run_id") String id,
      @PathParam("task_id") String taskId,
      @PathParam("stream") String stream)
      throws IOException {
    Run run = visible.require(id);
    Task task = requireTask(id, taskId);
    if (stream.equals("stdout")) {
      return RunLogs.of(run, task);
    }
    boolean failed = task.state().hasEnded() && task.state() != RunState.COMPLETE;
    return RunLogs.errors(run, task, failed ? task.message() : null);
  }

  private static RunState state(String name) {
    if (name == null || name.isEmpty()) {
      return null;
    }
    try {
      return RunState.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed(
          "state: found '" + name + "', expected one of " + Arrays.toString(RunState.values()));
    }
  }

  private static String required(String field, String text) {
    if (text == null || text.isBlank()) {
      throw Refusal.malformed(field + ": found nothing, expected a value");
    }
    return text.strip();
  }

  private static String emptyToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
