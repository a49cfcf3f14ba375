package org.omicroutes.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.omicroutes.api.WesServer.WES;
import static org.omicroutes.api.WesServer.awaitEnd;
import static org.omicroutes.api.WesServer.log;
import static org.omicroutes.api.WesServer.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.provenance.Crate;
import org.omicroutes.provenance.check.CrateCheck;
import org.omicroutes.state.RunStore;

/** Runs of CWL and Nextflow workflows, on engines that are real processes. */
@QuarkusTest
@TestProfile(EngineProfile.class)
@TestSecurity(user = "ann", roles = "submitter")
class WesEnginesTest {
  private static final String TOOL = "cwlVersion: v1.2\nclass: CommandLineTool\n";

  @Inject WesServer server;
  @Inject RunStore runs;

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  private static RequestSpecification request(String type, String version, String url) {
    return given()
        .multiPart("workflow_type", type)
        .multiPart("workflow_type_version", version)
        .multiPart("workflow_url", url)
        .multiPart("workflow_attachment", "flows/main.cwl", TOOL.getBytes())
        .multiPart("workflow_attachment", "data/in.tsv", "a\tb\n".getBytes());
  }

  private static RequestSpecification cwl(String params) {
    return request("CWL", "v1.2", "flows/main.cwl").multiPart("workflow_params", params);
  }

  private Path folder(String run) {
    return Path.of(runs.get(run).orElseThrow().folder());
  }

  @Test
  void serviceInfoListsTheEngines() {
    given()
        .get(WES + "/service-info")
        .then()
        .body("workflow_type_versions.CWL.workflow_type_version[2]", equalTo("v1.2"))
        .body("workflow_type_versions.NFL.workflow_type_version[0]", equalTo("DSL2"))
        .body("workflow_engine_versions.fakecwl.workflow_engine_version[0]", equalTo("1.2.3"));
  }

  @Test
  void aRunLeavesItsOutputsAndItsCrate() throws Exception {
    String run =
        submit(cwl("{\"table\": {\"class\": \"File\", \"path\": \"data/in.tsv\"}, \"n\": 3}"));
    assertThat(awaitEnd(run)).isEqualTo("COMPLETE");
    JsonPath log = log(run);
    assertThat(log.getInt("run_log.exit_code")).isZero();
    assertThat(log.getList("run_log.cmd").get(1)).isEqualTo("--always");
    assertThat(log.getList("task_logs.name")).containsExactly("fakecwl");
    assertThat(log.getList("outputs.files.path"))
        .contains("outputs/sub/result.txt", "workflow/flows/main.cwl", "ro-crate-metadata.json");
    String id = run + ":outputs/sub/result.txt";
    given().get("/ga4gh/drs/v1/objects/" + id).then().body("size", equalTo(TOOL.length()));
    // What the server is told in confidence is not passed on.
    given().get(log.getString("run_log.stdout")).then().body(equalTo("password: \n"));
    assertThat(Files.readString(folder(run).resolve("workflow/inputs.json")))
        .contains("attachments/data/in.tsv\"");
    assertThat(CrateCheck.of(folder(run)).findings()).filteredOn(f -> isMust(f)).isEmpty();
    Crate crate = Crate.read(folder(run));
    assertThat(crate.mainEntity().orElseThrow().id()).isEqualTo("workflow/flows/main.cwl");
    assertThat(crate.run().orElseThrow().links("result")).containsExactly("outputs/sub/result.txt");
    assertThat(crate.run().orElseThrow().links("object")).hasSize(2);
    assertThat(crate.find("#engine").orElseThrow().text("softwareVersion")).isEqualTo("1.2.3");
  }

  private static boolean isMust(org.omicroutes.provenance.check.Finding finding) {
    return finding.severity() == org.omicroutes.provenance.check.Finding.Severity.MUST;
  }

  @Test
  void anEngineThatFailsSaysWhy() throws Exception {
    String run = submit(cwl("{\"what\": \"bad\"}"));
    assertThat(awaitEnd(run)).isEqualTo("EXECUTOR_ERROR");
    JsonPath log = log(run);
    assertThat(log.getInt("run_log.exit_code")).isEqualTo(3);
    assertThat(log.getList("outputs.files")).isEmpty();
    given()
        .get(log.getString("run_log.stderr"))
        .then()
        .body(containsString("the tool met bad data"), containsString("exit status 3"));
    Crate crate = Crate.read(folder(run));
    assertThat(crate.run().orElseThrow().links("actionStatus"))
        .containsExactly("http://schema.org/FailedActionStatus");
  }

  @Test
  void aCancelledRunLeavesNoProcess() throws Exception {
    String run = submit(cwl("{\"what\": \"slow\"}"));
    Path child = folder(run).resolve("work/child");
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Files.exists(child) && !Files.readString(child).isBlank());
    long pid = Long.parseLong(Files.readString(child).strip());
    assertThat(ProcessHandle.of(pid)).isPresent();
    given().post(WES + "/runs/" + run + "/cancel").then().statusCode(200);
    assertThat(awaitEnd(run)).isEqualTo("CANCELED");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void nextflowsLinksBecomeFiles() throws Exception {
    String run =
        submit(
            request("NFL", "DSL2", "flows/main.cwl")
                .multiPart("workflow_params", "{\"sheet\": \"data/in.tsv\", \"outdir\": \"x\"}"));
    assertThat(awaitEnd(run)).isEqualTo("COMPLETE");
    Path made = folder(run).resolve("outputs/params.txt");
    assertThat(Files.isSymbolicLink(made)).isFalse();
    assertThat(Files.readString(made))
        .contains(folder(run).resolve("outputs").toString(), "attachments/data/in.tsv");
    assertThat(log(run).getList("outputs.files.path")).contains("outputs/params.txt");
    tasksAreTheEngines(log(run));
  }

  private static void tasksAreTheEngines(JsonPath log) {
    assertThat(log.getList("task_logs.name")).containsExactly("nextflow", "SORT (x)", "PCA (x)");
    assertThat(log.getList("task_logs.exit_code")).containsExactly(0, 0, 65);
    assertThat(log.getString("task_logs[1].start_time")).isEqualTo("2023-11-14T22:13:20Z");
    assertThat(log.getString("task_logs[1].end_time")).isEqualTo("2023-11-14T22:13:22Z");
    given().get(log.getString("task_logs[1].stdout")).then().body(equalTo("said by the task\n"));
    given()
        .get(log.getString("task_logs[2].stderr"))
        .then()
        .body(equalTo("and its error\nexit status 65\n"));
  }

  @Test
  void whatLeadsOutIsRefused() {
    String etc = "{\"f\": {\"class\": \"File\", \"location\": \"file:///etc/passwd\"}}";
    cwl(etc).post(WES + "/runs").then().statusCode(400).body("msg", containsString("/etc/passwd"));
    String web = "{\"f\": [{\"class\": \"File\", \"location\": \"https://example.org/a\"}]}";
    cwl(web).post(WES + "/runs").then().statusCode(400).body("msg", containsString("elsewhere"));
    request("NFL", "DSL2", "https://example.org/pipeline")
        .post(WES + "/runs")
        .then()
        .statusCode(400)
        .body("msg", containsString("elsewhere"));
    cwl("{}")
        .multiPart("workflow_engine_parameters", "{\"--tmpdir-prefix\": \"/x\"}")
        .post(WES + "/runs")
        .then()
        .statusCode(400)
        .body("msg", containsString("expected none"));
    request("CWL", "v9", "flows/main.cwl").post(WES + "/runs").then().statusCode(400);
  }
}
