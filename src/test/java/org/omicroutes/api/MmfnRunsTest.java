package org.omicroutes.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.trials.HorizonCohort;

/** MMFN over HTTP: its study and the main job as runs, and patients while the caller waits. */
@QuarkusTest
@TestProfile(WesProfile.class)
@TestSecurity(user = "ann", roles = "submitter")
class MmfnRunsTest {
  @Inject WesServer server;

  private Path cohort;

  @BeforeEach
  void start() throws Exception {
    server.start();
    cohort = WesProfile.SHARED.resolve("horizon");
    if (!Files.exists(cohort)) {
      HorizonCohort.in(cohort);
    }
  }

  private static String study(String sheet, String models, String more) {
    return "{\"paper\": \"mmfn\", \"samplesheet\": {\"A\": \"%s\"}, \"models\": [%s], \"folds\": 2%s}"
        .formatted(sheet, models, more);
  }

  @Test
  void theStudyIsARunWithoutANetwork() {
    String horizon = ", \"horizon\": " + HorizonCohort.HORIZON;
    String run =
        submit(
            request("study")
                .multiPart(
                    "workflow_params",
                    study(
                        cohort.resolve("samplesheet.csv").toString(),
                        "\"mmfn-small\", \"logistic\"",
                        horizon + ", \"model\": \"mmfn-small\", \"explainedPatients\": 3")));
    assertThat(awaitEnd(run)).as(log(run).prettify()).isEqualTo("COMPLETE");
    JsonPath log = log(run);
    assertThat(log.getList("outputs.files.path", String.class))
        .contains("classes.json", "study.html", "study.md", "review.tsv");
    assertThat(log.getList("task_logs.name", String.class))
        .contains("train", "class-importance", "counterfactuals", "class-tables", "class-report")
        .doesNotContain("rank-normal");
  }

  @Test
  void whatCannotBeIsRefusedAtOnce() {
    String sheet = cohort.resolve("samplesheet.csv").toString();
    for (String[] one :
        new String[][] {
          {study(sheet, "\"mmfn-tiny\"", ""), "found mmfn-tiny"},
          {study(sheet, "\"mmfn\", \"moanet\"", ""), "--network: found none"},
          {study(sheet, "\"mmfn\"", ", \"horizon\": 0"), "--horizon: found 0"},
          {study(sheet, "\"mmfn\"", ", \"preset\": \"big\""), "preset: found 'big'"},
          {study(sheet, "\"mmfn\"", "").replace("\"mmfn\",", "\"xyz\","), "paper: found 'xyz'"}
        }) {
      String message =
          request("study")
              .multiPart("workflow_params", one[0])
              .post(WES + "/runs")
              .then()
              .statusCode(400)
              .extract()
              .path("msg");
      assertThat(message).contains(one[1]);
    }
  }

  @Test
  void theMainJobTrainsAModelThatPatientsAreHeldAgainst() throws Exception {
    String body =
        "{\"params\": {\"samplesheet\": \"%1$s/samplesheet.csv\", \"network\": \"%1$s/network.tsv\","
                .formatted(cohort)
            + " \"model\": \"mmfn\", \"preset\": \"small-cohort\", \"folds\": 2, \"horizon\": %d}}"
                .formatted(HorizonCohort.HORIZON);
    String run =
        given()
            .contentType("application/json")
            .body(body)
            .post("/train")
            .then()
            .statusCode(202)
            .extract()
            .path("run_id");
    assertThat(awaitEnd(run)).as(log(run).prettify()).isEqualTo("COMPLETE");
    String patient =
        "{\"id\": \"%s\", \"values\": {\"clinical\": {\"age\": %d, \"sex\": \"male\"},"
            + " \"rna\": {\"G0\": %d, \"G1\": %d}}}";
    JsonPath answer =
        given()
            .contentType("application/json")
            .body(
                "{\"model\": \"wes/%s/out/model\", \"horizons\": [%d], \"patients\": [%s, %s]}"
                    .formatted(
                        run,
                        HorizonCohort.HORIZON,
                        patient.formatted("old", 79, 12, 4),
                        patient.formatted("young", 41, 4, 12)))
            .post("/predict")
            .then()
            .statusCode(200)
            .extract()
            .body()
            .jsonPath();
    assertThat(answer.getString("kind")).isEqualTo("mmfn");
    String survival = "patients.find { it.id == '%s' }.survival.'" + HorizonCohort.HORIZON + "m'";
    assertThat(answer.getDouble(survival.formatted("old")))
        .isBetween(0.0, answer.getDouble(survival.formatted("young")));
  }
}
