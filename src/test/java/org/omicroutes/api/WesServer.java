package org.omicroutes.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.awaitility.Awaitility;
import org.omicroutes.camel.WorkflowEngine;
import org.omicroutes.step.Folders;

/** What the server's main class starts, started by the first test that asks for it. */
@ApplicationScoped
class WesServer {
  static final String WES = "/ga4gh/wes/v1";

  private static final Set<String> ENDED =
      Set.of("COMPLETE", "EXECUTOR_ERROR", "SYSTEM_ERROR", "CANCELED");

  @Inject CamelContext context;
  @Inject CamelRuntime runtime;
  @Inject ThisInstance instance;
  @Inject RunWorker worker;
  private boolean isStarted;

  synchronized void start() throws IOException {
    if (isStarted) {
      return;
    }
    if (Files.exists(WesProfile.DIR)) {
      Folders.delete(WesProfile.DIR);
    }
    Files.createDirectories(WesProfile.RESULTS);
    Files.createDirectories(WesProfile.SHARED);
    instance.enter();
    runtime.start(new String[0]);
    worker.start(new WorkflowEngine(context, 2));
    isStarted = true;
  }

  /** A request for a run, but for its parameters and attachments. */
  static RequestSpecification request(String url) {
    return given()
        .multiPart("workflow_type", "omicroutes")
        .multiPart("workflow_type_version", "1")
        .multiPart("workflow_url", url);
  }

  /** Submits what is to be taken. */
  static String submit(RequestSpecification request) {
    JsonPath answer =
        request.post(WES + "/runs").then().statusCode(200).extract().body().jsonPath();
    assertThat(answer.getMap("")).containsOnlyKeys("run_id");
    return answer.getString("run_id");
  }

  static String state(String run) {
    return given().get(WES + "/runs/" + run + "/status").then().extract().path("state");
  }

  static String awaitEnd(String run) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> ENDED.contains(state(run)));
    return state(run);
  }

  static JsonPath log(String run) {
    return given().get(WES + "/runs/" + run).then().statusCode(200).extract().body().jsonPath();
  }
}
