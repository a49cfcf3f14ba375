package org.omicroutes.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.omicroutes.api.WesServer.WES;
import static org.omicroutes.api.WesServer.awaitEnd;
import static org.omicroutes.api.WesServer.log;
import static org.omicroutes.api.WesServer.request;
import static org.omicroutes.api.WesServer.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.RunStore.Wanted;

/** Runs that are taken: their way to their end, what they leave, and who sees them. */
@QuarkusTest
@TestProfile(WesProfile.class)
@TestSecurity(user = "ann", roles = "submitter")
class WesRunsTest {
  private static final String MATRIX = "gene\tP1\tP2\nA\t1\t4\nB\t2\t3\nC\t3\t9\n";
  private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

  @Inject WesServer server;
  @Inject RunStore runs;

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  private static String quantile() {
    return submit(
        request("step:quantile")
            .multiPart("workflow_params", "{\"matrix\": \"rna/counts.tsv\", \"out\": \"q.tsv\"}")
            .multiPart("tags", "{\"site\": \"north\", \"n\": \"1\"}")
            .multiPart("workflow_attachment", "rna/counts.tsv", MATRIX.getBytes()));
  }

  private String waiting(String owner, String tags) {
    return runs.add(
            new Wanted(
                RunStore.newId(), "predict", "omicroutes", owner, "{}", tags, "/none", null, "d"))
        .id();
  }

  @Test
  void aRunLeavesWhatItMade() throws Exception {
    String run = quantile();
    assertThat(awaitEnd(run)).isEqualTo("COMPLETE");
    JsonPath log = log(run);
    assertThat(log.getMap(""))
        .containsOnlyKeys(
            "run_id", "request", "state", "run_log", "task_logs_url", "task_logs", "outputs");
    assertThat(log.getString("request.workflow_url")).isEqualTo("step:quantile");
    assertThat(log.getString("request.tags.site")).isEqualTo("north");
    assertThat(log.getInt("run_log.exit_code")).isZero();
    assertThat(log.getString("run_log.start_time")).matches("[0-9-]{10}T[0-9:]{8}Z");
    assertThat(log.getList("task_logs.name")).containsExactly("quantile");
    assertThat(log.getString("outputs.files.path")).contains("q.tsv", "ro-crate-metadata.json");
    Map<String, ?> file = log.getMap("outputs.files.find { it.path == 'q.tsv' }");
    byte[] bytes =
        given().get((String) file.get("url")).then().statusCode(200).extract().asByteArray();
    assertThat(new String(bytes, StandardCharsets.UTF_8)).startsWith("feature\tP1\tP2\n");
    assertThat(log.getString("outputs.files.find { it.path == 'q.tsv' }.checksums[0].checksum"))
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    given().get(log.getString("run_log.stdout")).then().body(containsString("quantile"));
    given().get(log.getString("run_log.stderr")).then().statusCode(200).body(equalTo(""));
    given()
        .get(log.getString("task_logs_url"))
        .then()
        .body("task_logs", hasSize(1), "task_logs[0].id", equalTo("1"))
        .body("next_page_token", equalTo(""));
    given().get(WES + "/runs/" + run + "/tasks/1").then().body("name", equalTo("quantile"));
    given().get(log.getString("task_logs[0].stdout")).then().body(containsString("start"));
    given().get(log.getString("task_logs[0].stderr")).then().statusCode(200).body(equalTo(""));
  }

  @Test
  void outputsAreObjectsThatAreFetchedInParts() {
    String run = quantile();
    awaitEnd(run);
    JsonPath object =
        given()
            .get("/ga4gh/drs/v1/objects/" + run + ":q.tsv")
            .then()
            .statusCode(200)
            .extract()
            .body()
            .jsonPath();
    assertThat(object.getString("id")).isEqualTo(run + ":q.tsv");
    assertThat(object.getString("checksums[0].type")).isEqualTo("sha-256");
    String url = object.getString("access_methods[0].access_url.url");
    String all = given().get(url).then().statusCode(200).extract().asString();
    assertThat(all).hasSize(object.getInt("size"));
    given()
        .header("Range", "bytes=2-5")
        .get(url)
        .then()
        .statusCode(206)
        .header("Content-Range", "bytes 2-5/" + all.length())
        .body(equalTo(all.substring(2, 6)));
    given()
        .header("Range", "bytes=-3")
        .get(url)
        .then()
        .statusCode(206)
        .body(equalTo(all.substring(all.length() - 3)));
    given().header("Range", "bytes=999999-").get(url).then().statusCode(416);
    for (String path :
        List.of("none.tsv", "../attachments/rna/counts.tsv", ".omicroutes/outputs.json")) {
      given().get("/ga4gh/drs/v1/objects/" + run + ":" + path).then().statusCode(404);
      given()
          .urlEncodingEnabled(false)
          .get("/ga4gh/drs/v1/content/" + run + "/" + path.replace("/", "%2F"))
          .then()
          .statusCode(404);
    }
    given().get("/ga4gh/drs/v1/objects/" + UNKNOWN + ":q.tsv").then().statusCode(404);
  }

  @Test
  void badDataEndARunInPlainLanguage() {
    String run =
        submit(
            request("step:quantile")
                .multiPart("workflow_params", "{\"matrix\": \"m.tsv\"}")
                .multiPart(
                    "workflow_attachment", "m.tsv", MATRIX.replace("\t9", "\tnine").getBytes()));
    assertThat(awaitEnd(run)).isEqualTo("EXECUTOR_ERROR");
    JsonPath log = log(run);
    assertThat(log.getInt("run_log.exit_code")).isEqualTo(65);
    String all = log.prettify();
    assertThat(all).contains("m.tsv", "line 4", "nine").doesNotContain("\\tat ", "Exception");
    assertThat(log.getList("outputs.files")).isEmpty();
    assertThat(given().get(log.getString("run_log.stderr")).asString())
        .contains("line 4", "nine")
        .doesNotContain("Exception");
    given()
        .get(WES + "/runs/" + run + "/tasks/1")
        .then()
        .body("exit_code", equalTo(65), "system_logs", hasItems("state: EXECUTOR_ERROR"));
  }

  @Test
  void aWorkAlreadyDoneIsTakenAndAFailingMachineTriedAgain() throws Exception {
    String done = quantile();
    awaitEnd(done);
    String request = runs.get(done).orElseThrow().request();
    Path folder = Path.of(runs.get(done).orElseThrow().folder());
    String again = added(request, folder);
    assertThat(awaitEnd(again)).isEqualTo("COMPLETE");
    assertThat(log(again).getList("task_logs[0].system_logs")).asString().contains("there already");
    Path occupied = Files.createDirectories(WesProfile.RESULTS.resolve("wes/occupied/out"));
    Files.writeString(occupied.resolve("precious.txt"), "mine");
    Files.createDirectories(occupied.resolveSibling("attachments/rna"));
    Files.writeString(occupied.resolveSibling("attachments/rna/counts.tsv"), MATRIX);
    String failing = added(request, occupied);
    assertThat(awaitEnd(failing)).isEqualTo("SYSTEM_ERROR");
    assertThat(runs.get(failing).orElseThrow().attempts()).isEqualTo(2);
    assertThat(log(failing).getString("run_log.system_logs")).contains("neither empty nor");
    assertThat(occupied.resolve("precious.txt")).hasContent("mine");
  }

  private String added(String request, Path folder) {
    return runs.add(
            new Wanted(
                RunStore.newId(),
                "step:quantile",
                "omicroutes",
                "ann",
                request,
                "{}",
                folder.toString(),
                "cpu",
                null))
        .id();
  }

  @Test
  void cancellingStopsTheWork() {
    Path cohort = WesProfile.TEST_DATA.resolve("cohort");
    String run =
        submit(
            request("prognosis")
                .multiPart(
                    "workflow_params",
                    "{\"samplesheet\": \"%s\", \"network\": \"file://%s\", \"folds\": 2}"
                        .formatted(
                            cohort.resolve("samplesheet.csv"), cohort.resolve("network.tsv.gz"))));
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> runs.tasks(run, 0, 1000).stream().anyMatch(t -> t.name().equals("train")));
    assertThat(stepThreads()).isNotEmpty();
    given()
        .post(WES + "/runs/" + run + "/cancel")
        .then()
        .statusCode(200)
        .body("run_id", equalTo(run));
    assertThat(WesServer.state(run)).isIn("CANCELING", "CANCELED");
    given().post(WES + "/runs/" + run + "/cancel").then().statusCode(200);
    assertThat(awaitEnd(run)).isEqualTo("CANCELED");
    assertThat(stepThreads()).isEmpty();
    assertThat(runs.tasks(run, 0, 1000)).noneMatch(task -> task.state() == RunState.RUNNING);
    given().post(WES + "/runs/" + run + "/cancel").then().statusCode(200);
  }

  /** Threads that are inside a step. */
  private static List<String> stepThreads() {
    List<String> threads = new ArrayList<>();
    Thread.getAllStackTraces()
        .forEach(
            (thread, frames) -> {
              for (StackTraceElement frame : frames) {
                if (frame.getClassName().startsWith("org.omicroutes.step.StepRunner")) {
                  threads.add(thread.getName());
                  break;
                }
              }
            });
    return threads;
  }

  @Test
  void whatHasEndedCannotBeCancelled() {
    String run = quantile();
    awaitEnd(run);
    given()
        .post(WES + "/runs/" + run + "/cancel")
        .then()
        .statusCode(409)
        .body("msg", containsString("COMPLETE"), "status_code", equalTo(409));
  }

  @Test
  void thousandsOfTasksArePaged() {
    String run = waiting("ann", "{}");
    for (int i = 0; i < 3000; i++) {
      runs.addTask(run, "vst", "out" + i, RunState.COMPLETE, false);
    }
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      JsonPath page =
          given()
              .queryParam("page_size", 700)
              .queryParam("page_token", token)
              .get(WES + "/runs/" + run + "/tasks")
              .then()
              .statusCode(200)
              .extract()
              .body()
              .jsonPath();
      ids.addAll(page.getList("task_logs.id"));
      token = page.getString("next_page_token");
    } while (!token.isEmpty());
    assertThat(ids).hasSize(3000).doesNotHaveDuplicates().startsWith("1", "2").endsWith("3000");
    assertThat(log(run).getList("task_logs")).isNull();
    given().get(WES + "/runs/" + run + "/tasks/2999").then().body("id", equalTo("2999"));
    for (String task : List.of("3001", "0", "x", "-1")) {
      given().get(WES + "/runs/" + run + "/tasks/" + task).then().statusCode(404);
    }
    for (String token2 : List.of("x", "cjox", "%%")) {
      given()
          .queryParam("page_token", token2)
          .get(WES + "/runs/" + run + "/tasks")
          .then()
          .statusCode(400)
          .body("msg", containsString("page_token"));
    }
  }

  @Test
  void runsAreListedTheNewestFirstAndFiltered() {
    List<String> added = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      added.add(0, waiting("ann", "{\"list\":\"yes\",\"n\":\"" + i + "\"}"));
    }
    List<String> listed = new ArrayList<>();
    String token = "";
    do {
      JsonPath page =
          given()
              .queryParam("page_size", 2)
              .queryParam("page_token", token)
              .queryParam("tags", "list=yes")
              .queryParam("state", "QUEUED")
              .queryParam("workflow", "predict")
              .get(WES + "/runs")
              .then()
              .statusCode(200)
              .body("runs[0]", not(hasKey("end_time")), "runs[0].tags.list", equalTo("yes"))
              .extract()
              .body()
              .jsonPath();
      listed.addAll(page.getList("runs.run_id"));
      token = page.getString("next_page_token");
    } while (!token.isEmpty());
    assertThat(listed).containsExactlyInAnyOrderElementsOf(added);
    given().queryParam("tags", "n=3").get(WES + "/runs").then().body("runs", hasSize(1));
    given().queryParam("state", "PAUSED").get(WES + "/runs").then().body("runs", hasSize(0));
    given().queryParam("state", "LAZY").get(WES + "/runs").then().statusCode(400);
    given().queryParam("tags", "n").get(WES + "/runs").then().statusCode(400);
    given().queryParam("page_token", "x").get(WES + "/runs").then().statusCode(400);
    for (String size : List.of("0", "-1", "many")) {
      given().queryParam("page_size", size).get(WES + "/runs").then().statusCode(400);
    }
  }

  @Test
  void anothersRunIsNotThere() {
    String foreign = waiting("bob", "{\"of\":\"bob\"}");
    for (String run : List.of(foreign, UNKNOWN, "x")) {
      for (String path : List.of("", "/status", "/tasks", "/tasks/1", "/logs/stdout")) {
        given()
            .get(WES + "/runs/" + run + path)
            .then()
            .statusCode(404)
            .body("msg", containsString(run), "status_code", equalTo(404));
      }
      given().post(WES + "/runs/" + run + "/cancel").then().statusCode(404);
    }
    given().queryParam("tags", "of=bob").get(WES + "/runs").then().body("runs", hasSize(0));
  }

  @Test
  @TestSecurity(user = "olga", roles = "operator")
  void anOperatorSeesAndCancelsAll() {
    String foreign = waiting("carl", "{\"of\":\"carl\"}");
    given().queryParam("tags", "of=carl").get(WES + "/runs").then().body("runs", hasSize(1));
    given().get(WES + "/runs/" + foreign).then().statusCode(200);
    given().post(WES + "/runs/" + foreign + "/cancel").then().statusCode(200);
    assertThat(WesServer.state(foreign)).isEqualTo("CANCELED");
  }

  @Test
  @TestSecurity(user = "ann", roles = "viewer")
  void aViewerOnlyLooks() {
    String own = waiting("ann", "{}");
    given().get(WES + "/runs/" + own + "/status").then().statusCode(200);
    given()
        .post(WES + "/runs/" + own + "/cancel")
        .then()
        .statusCode(403)
        .body("status_code", equalTo(403));
    request("predict").post(WES + "/runs").then().statusCode(403);
  }

  @Test
  @TestSecurity(user = "")
  void withoutALoginThereIsNothing() {
    for (String path : List.of("/service-info", "/runs", "/runs/" + UNKNOWN)) {
      given().get(WES + path).then().statusCode(401).body("status_code", equalTo(401));
    }
    given().get("/ga4gh/drs/v1/objects/" + UNKNOWN + ":a").then().statusCode(401);
  }
}
