package org.omicroutes.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.omicroutes.state.RunState;

/** The messages of GA4GH WES 1.1, by the names that its OpenAPI document gives them. */
final class WesModel {
  private WesModel() {}

  /** GA4GH service-info 1.0 and what WES adds to it. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ServiceInfo")
  record ServiceInfo(
      String id,
      String name,
      ServiceType type,
      String description,
      Organization organization,
      @JsonProperty("contactUrl") String contactUrl,
      @JsonProperty("documentationUrl") String documentationUrl,
      String version,
      Map<String, WorkflowTypeVersion> workflowTypeVersions,
      List<String> supportedWesVersions,
      List<String> supportedFilesystemProtocols,
      Map<String, WorkflowEngineVersion> workflowEngineVersions,
      List<DefaultWorkflowEngineParameter> defaultWorkflowEngineParameters,
      Map<String, Integer> systemStateCounts,
      String authInstructionsUrl,
      Map<String, String> tags) {}

  /** Which interface, in which version. */
  @Schema(name = "ServiceType")
  record ServiceType(String group, String artifact, String version) {}

  /** Who runs the service. */
  @Schema(name = "Organization")
  record Organization(String name, String url) {}

  /** Versions of a workflow language. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "WorkflowTypeVersion")
  record WorkflowTypeVersion(List<String> workflowTypeVersion) {}

  /** Versions of an engine. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "WorkflowEngineVersion")
  record WorkflowEngineVersion(List<String> workflowEngineVersion) {}

  /** A parameter of an engine. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "DefaultWorkflowEngineParameter")
  record DefaultWorkflowEngineParameter(String name, String type, String defaultValue) {}

  /** A new run, or one that was told to stop. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RunId")
  record RunId(String runId) {}

  /** Where a run stands. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RunStatus")
  record RunStatus(String runId, RunState state) {}

  /** A run in a list. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "RunSummary")
  record RunSummary(
      String runId, RunState state, String startTime, String endTime, Map<String, String> tags) {}

  /** A page of runs. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RunListResponse")
  record RunListResponse(List<RunSummary> runs, String nextPageToken) {}

  /**
   * What was asked for.
   *
   * @param workflowParams a JSON object
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "RunRequest")
  record RunRequest(
      @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
          JsonNode workflowParams,
      String workflowType,
      String workflowTypeVersion,
      Map<String, String> tags,
      Map<String, String> workflowEngineParameters,
      String workflowEngine,
      String workflowEngineVersion,
      String workflowUrl) {}

  /**
   * All about a run.
   *
   * @param taskLogs null where they are too many for one answer: see {@code taskLogsUrl}
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "RunLog")
  record RunLog(
      String runId,
      RunRequest request,
      RunState state,
      Log runLog,
      String taskLogsUrl,
      @Schema(deprecated = true) List<TaskLog> taskLogs,
      Map<String, List<OutputFile>> outputs) {}

  /** How a run went. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Log")
  record Log(
      String name,
      List<String> cmd,
      String startTime,
      String endTime,
      String stdout,
      String stderr,
      Integer exitCode,
      List<String> systemLogs) {}

  /** How a step of a run went. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "TaskLog")
  record TaskLog(
      String id,
      String name,
      String startTime,
      String endTime,
      String stdout,
      String stderr,
      Integer exitCode,
      List<String> systemLogs) {}

  /** A page of tasks. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "TaskListResponse")
  record TaskListResponse(List<TaskLog> taskLogs, String nextPageToken) {}

  /**
   * A file that a run made.
   *
   * @param path below the run's folder
   * @param size bytes
   * @param drs its GA4GH DRS object
   * @param url where to fetch it
   */
  @Schema(name = "OutputFile")
  record OutputFile(String path, long size, List<Checksum> checksums, String drs, String url) {}

  /**
   * @param type {@code sha-256}
   */
  @Schema(name = "Checksum")
  record Checksum(String checksum, String type) {}
}
