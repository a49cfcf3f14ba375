package org.omicroutes.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.omicroutes.api.WesServer.WES;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.state.RunStore;

/** Predictions while the caller waits, and training as a run. */
@QuarkusTest
@TestProfile(WesProfile.class)
@TestSecurity(user = "ann", roles = "submitter")
class PredictTrainTest {
  private static final String OLD =
      "{\"id\": \"old\", \"values\": {\"clinical\": {\"age\": 79, \"stage\": \"III\"},"
          + " \"rna\": {\"G0\": 2.0, \"G1\": 0.1}}}";
  private static final String YOUNG =
      "{\"id\": \"young\", \"values\": {\"clinical\": {\"age\": 41, \"stage\": \"I\"},"
          + " \"rna\": {\"G0\": -2.0, \"G1\": 0.1}}}";

  @Inject WesServer server;
  @Inject RunStore runs;

  @BeforeEach
  void start() throws Exception {
    server.start();
    Path dir = WesProfile.RESULTS.resolve("trained");
    if (!Files.exists(dir.resolve("model/model.json.gz"))) {
      TrainedModel.in(dir);
    }
  }

  private static ValidatableResponse predict(String body) {
    return given().contentType("application/json").body(body).post("/predict").then();
  }

  private static String patients(String... patients) {
    return "{\"model\": \"trained/model\", \"horizons\": [12, 24], \"patients\": ["
        + String.join(",", patients)
        + "]}";
  }

  private static void refused(String body, String... words) {
    String message =
        predict(body).statusCode(400).body("status_code", equalTo(400)).extract().path("msg");
    assertThat(message).contains(words).doesNotContain("Exception");
  }

  @Test
  void patientsOfTheRequestArePredicted() throws Exception {
    JsonPath answer = predict(patients(OLD, YOUNG)).statusCode(200).extract().body().jsonPath();
    assertThat(answer.getString("kind")).isEqualTo("ridge");
    assertThat(answer.getList("patients.id")).containsExactlyInAnyOrder("old", "young");
    double old = answer.getDouble("patients.find { it.id == 'old' }.survival.'12m'");
    double young = answer.getDouble("patients.find { it.id == 'young' }.survival.'12m'");
    assertThat(old).isBetween(0.0, young).isLessThan(young);
    String one = "{\"model\": \"trained/model\", \"patient\": " + OLD + ", \"horizons\": [12]}";
    JsonPath alone = predict(one).statusCode(200).extract().body().jsonPath();
    assertThat(alone.getDouble("patients[0].survival.'12m'")).isEqualTo(old);
    assertThat(alone.getMap("patients[0].survival")).containsOnlyKeys("12m");
    Path left = WesProfile.RESULTS.resolve("wes/.predict");
    try (Stream<Path> inside = Files.list(left)) {
      assertThat(inside).isEmpty();
    }
  }

  @Test
  void tsvIsAnsweredWhereItIsAskedFor() {
    String table =
        given()
            .contentType("application/json")
            .accept("text/tab-separated-values")
            .body(patients(OLD))
            .post("/predict")
            .then()
            .statusCode(200)
            .contentType(containsString("text/tab-separated-values"))
            .extract()
            .asString();
    assertThat(table.lines()).hasSize(2);
    assertThat(table).startsWith("sample\trisk\tsurvival_12m\tsurvival_24m\nold\t");
  }

  @Test
  void filesOfTheRequestArePredicted() {
    given()
        .multiPart("model", "trained/model")
        .multiPart("horizons", "12")
        .multiPart(
            "attachment",
            "samplesheet.csv",
            "layer,format,path\nclinical,clinical,in/clinical.tsv\n".getBytes())
        .multiPart("attachment", "in/clinical.tsv", "patient\tage\tstage\nnew\t70\tII\n".getBytes())
        .post("/predict")
        .then()
        .statusCode(200)
        .body("patients[0].id", equalTo("new"), "patients.size()", equalTo(1));
    given()
        .multiPart("model", "trained/model")
        .multiPart(
            "attachment",
            "samplesheet.csv",
            "layer,format,path\nclinical,clinical,/etc/passwd\n".getBytes())
        .post("/predict")
        .then()
        .statusCode(400)
        .body("msg", containsString("line 2"));
  }

  @Test
  void whatCannotBePredictedIsRefused() {
    refused("{", "JSON");
    refused("{\"model\": \"trained/model\"}", "found 0, expected 1 to 3");
    refused(patients(OLD, YOUNG, OLD.replace("old", "a"), OLD.replace("old", "b")), "found 4");
    refused(patients(OLD, OLD), "'old' twice");
    refused(patients("{\"id\": \"x\"}"), "'x'", "no values");
    refused(patients(OLD.replace("\"rna\"", "\"lipids\"")), "no layer 'lipids'");
    refused(patients(OLD.replace("2.0", "\"much\"")), "rna G0", "expected a number");
    refused(patients(OLD).replace("[12, 24]", "[-1]"), "horizons");
    refused(patients(OLD.replace("\"id\": \"old\"", "\"id\": \"a\\tb\"")), "usable id");
    for (String model : List.of("none/model", "../x", "/etc", "trained")) {
      refused(patients(OLD).replace("trained/model", model), "model", model);
    }
  }

  @Test
  @TestSecurity(user = "ann", roles = "viewer")
  void aViewerNeitherPredictsNorTrains() {
    predict(patients(OLD)).statusCode(403);
    given().contentType("application/json").body("{}").post("/train").then().statusCode(403);
  }

  @Test
  void trainingIsARunThatSaysItsDevice() {
    String cohort = WesProfile.TEST_DATA.resolve("cohort").toString();
    String body =
        "{\"params\": {\"samplesheet\": \"%s/samplesheet.csv\", \"network\":".formatted(cohort)
            + " \"%s/network.tsv.gz\", \"folds\": 2}, \"device\": \"auto\"}".formatted(cohort);
    JsonPath answer =
        given()
            .contentType("application/json")
            .body(body)
            .post("/train")
            .then()
            .statusCode(202)
            .body("device", equalTo("cpu"))
            .extract()
            .body()
            .jsonPath();
    String run = answer.getString("run_id");
    given()
        .get(WES + "/runs/" + run)
        .then()
        .body("request.workflow_url", equalTo("prognosis"))
        .body("run_log.system_logs", hasItem("device: cpu"));
    given().post(WES + "/runs/" + run + "/cancel").then().statusCode(200);
    assertThat(WesServer.awaitEnd(run)).isEqualTo("CANCELED");
    given()
        .contentType("application/json")
        .body(body)
        .post("/train?device=gpu")
        .then()
        .statusCode(400)
        .body("msg", containsString("device: found 'gpu'"));
    given().contentType("application/json").body("{}").post("/train").then().statusCode(400);
    given()
        .multiPart("params", "{\"samplesheet\": \"s.csv\"}")
        .multiPart("device", "tpu")
        .post("/train")
        .then()
        .statusCode(400)
        .body("msg", containsString("'tpu'"));
  }
}
