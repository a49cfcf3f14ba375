package org.omicroutes.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.omicroutes.api.WesServer.WES;
import static org.omicroutes.api.WesServer.request;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.state.RunStore;

/** What is refused, and what the service says of itself. */
@QuarkusTest
@TestProfile(WesProfile.class)
@TestSecurity(user = "ann", roles = "submitter")
class WesRequestsTest {
  private static final byte[] MATRIX = "gene\tP1\tP2\nA\t1\t4\n".getBytes();

  @Inject WesServer server;
  @Inject RunStore runs;

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  /** Refused with these words, and nothing is kept. */
  private void refused(RequestSpecification request, String... words) throws IOException {
    List<Path> before = folders();
    String message =
        request
            .post(WES + "/runs")
            .then()
            .statusCode(400)
            .body("status_code", equalTo(400))
            .extract()
            .path("msg");
    assertThat(message).contains(words);
    assertThat(folders()).isEqualTo(before);
  }

  private static List<Path> folders() throws IOException {
    Path runs = WesProfile.RESULTS.resolve("wes");
    if (!Files.exists(runs)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(runs)) {
      return inside.sorted().toList();
    }
  }

  private static RequestSpecification quantile(String matrix) {
    return request("step:quantile")
        .multiPart("workflow_params", "{\"matrix\": \"" + matrix + "\"}");
  }

  @Test
  void theServiceSaysWhatItIs() {
    given()
        .get(WES + "/service-info")
        .then()
        .statusCode(200)
        .body("type.artifact", equalTo("wes"), "type.version", equalTo("1.1.0"))
        .body("supported_wes_versions", hasItems("1.0.0", "1.1.0"))
        .body("workflow_type_versions.omicroutes.workflow_type_version", hasItems("1"))
        .body("workflow_engine_versions.OmicRoutes.workflow_engine_version[0]", containsString("."))
        .body("system_state_counts.PAUSED", equalTo(0))
        .body("default_workflow_engine_parameters[0].default_value", equalTo("auto"))
        .body("auth_instructions_url", containsString("http"))
        .body("tags.workflow_url", containsString("prognosis,predict,study,step:"));
  }

  @Test
  void theDocumentTellsOfEveryPath() {
    String document =
        given().get("/openapi?format=json").then().statusCode(200).extract().asString();
    assertThat(document)
        .contains(
            "/ga4gh/wes/v1/service-info",
            "/ga4gh/wes/v1/runs/{run_id}/tasks/{task_id}",
            "/ga4gh/drs/v1/objects/",
            "/predict",
            "/train",
            "RunWorkflow",
            "workflow_attachment",
            "supported_wes_versions",
            "ErrorResponse");
  }

  @Test
  void typesAndNamesHaveToBeOffered() throws IOException {
    for (String type : List.of("CWL", "NFL", "WDL")) {
      refused(
          given()
              .multiPart("workflow_type", type)
              .multiPart("workflow_type_version", "v1.2")
              .multiPart("workflow_url", "main.cwl"),
          "workflow_type",
          type,
          "omicroutes");
    }
    refused(
        given()
            .multiPart("workflow_type", "omicroutes")
            .multiPart("workflow_type_version", "2")
            .multiPart("workflow_url", "prognosis"),
        "workflow_type_version: found '2'");
    refused(given().multiPart("workflow_type", "omicroutes"), "workflow_type_version");
    refused(request("magic"), "workflow_url: found 'magic'", "prognosis", "step:vst");
    refused(request("step:magic"), "step:magic");
    refused(request("predict").multiPart("workflow_engine", "toil"), "workflow_engine", "toil");
    refused(
        request("predict").multiPart("workflow_engine_parameters", "{\"cpus\": \"3\"}"), "cpus");
    refused(
        request("predict").multiPart("workflow_engine_parameters", "{\"device\": \"gpu\"}"),
        "device: found 'gpu'");
  }

  @Test
  void jsonHasToBeJson() throws IOException {
    refused(request("predict").multiPart("workflow_params", "{"), "workflow_params: found no JSON");
    refused(request("predict").multiPart("workflow_params", "[1]"), "no JSON object");
    refused(request("predict").multiPart("tags", "{\"a\": 1}"), "tags", "expected a text");
    refused(request("predict").multiPart("tags", "{\"a=b\": \"1\"}"), "tags", "a=b");
    refused(quantile("m.tsv").multiPart("tags", "{\"a\": \"" + "x".repeat(9000) + "\"}"), "tags");
  }

  @Test
  void parametersHaveToFitTheDeclaration() throws IOException {
    refused(request("step:quantile"), "quantile needs matrix");
    refused(
        request("step:quantile").multiPart("workflow_params", "{\"matrices\": \"m.tsv\"}"),
        "no 'matrices'",
        "matrix");
    refused(
        request("step:select")
            .multiPart(
                "workflow_params", "{\"matrix\": \"m.tsv\", \"top\": \"many\", \"out\": true}")
            .multiPart("workflow_attachment", "m.tsv", MATRIX),
        "top",
        "many");
    refused(
        request("prognosis").multiPart("workflow_params", "{\"out\": \"here\"}"),
        "the server chooses the folder");
    refused(
        request("study").multiPart("workflow_params", "{\"splits\": \"/etc\"}"),
        "splits",
        "cannot be named");
    for (String out : List.of("../x.tsv", "/tmp/x.tsv", ".omicroutes/lock", "work/x.tsv")) {
      refused(
          request("step:quantile")
              .multiPart("workflow_params", "{\"matrix\": \"m.tsv\", \"out\": \"" + out + "\"}")
              .multiPart("workflow_attachment", "m.tsv", MATRIX),
          "out");
    }
  }

  @Test
  void attachmentsStayInTheirFolder() throws IOException {
    Path absolute = WesProfile.DIR.resolve("m.tsv");
    for (String name :
        List.of(
            "../m.tsv",
            "a/../../m.tsv",
            absolute.toString(),
            "a//m.tsv",
            "./m.tsv",
            ".ssh",
            "C:m")) {
      refused(quantile("m.tsv").multiPart("workflow_attachment", name, MATRIX), "attachment", name);
    }
    refused(quantile("m.tsv").multiPart("workflow_attachment", "a\\m.tsv", MATRIX), "attachment");
    refused(
        quantile("m.tsv")
            .multiPart("workflow_attachment", "m.tsv", MATRIX)
            .multiPart("workflow_attachment", "m.tsv", MATRIX),
        "twice");
    assertThat(absolute).doesNotExist();
  }

  @Test
  void filesElsewhereAreNotOpen() throws IOException {
    refused(quantile("../../../../../etc/passwd"), "'..' is not allowed");
    refused(quantile("/etc/passwd"), "/etc/passwd", "open to requests");
    refused(quantile("file:///etc/passwd"), "open to requests");
    refused(quantile("https://example.org/m.tsv"), "https://example.org/m.tsv");
    refused(quantile(WesProfile.SHARED + "/../../../pom.xml"), "'..' is not allowed");
    refused(quantile(WesProfile.RESULTS + "/.omicroutes-state/state.mv.db"), "hidden");
    refused(quantile("gone.tsv"), "gone.tsv", "a file that is there");
    Path link = WesProfile.SHARED.resolve("link.tsv");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of("/etc/passwd"));
    refused(quantile(link.toString()), "a link leads out");
    String foreign = WesProfile.RESULTS + "/wes/" + RunStore.newId() + "/out/predictions.tsv";
    refused(quantile(foreign), "another's run");
    for (String row : List.of("/etc/passwd", "../../../../../../../etc/passwd")) {
      refused(
          request("prognosis")
              .multiPart("workflow_params", "{\"samplesheet\": \"s.csv\", \"network\": \"s.csv\"}")
              .multiPart(
                  "workflow_attachment",
                  "s.csv",
                  ("layer,format,path\nclinical,clinical," + row + "\n").getBytes()),
          "samplesheet, line 2",
          "passwd");
    }
  }

  @Test
  void unknownPathsAndMethodsAreToldAsJson() {
    given().get(WES + "/nothing").then().statusCode(404);
    given().delete(WES + "/runs").then().statusCode(405).body("status_code", equalTo(405));
    given()
        .contentType("application/json")
        .body("{}")
        .post(WES + "/runs")
        .then()
        .statusCode(415)
        .body("msg", not(containsString("Exception")));
  }
}
