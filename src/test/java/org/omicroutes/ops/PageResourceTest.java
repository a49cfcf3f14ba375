package org.omicroutes.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.api.Roles;
import org.omicroutes.api.ServedState;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.RunStore;

@QuarkusTest
@TestProfile(ServedState.class)
class PageResourceTest {
  @Inject DropStore drops;
  @Inject RunStore runs;
  @Inject AgroalDataSource source;

  @ConfigProperty(name = "omicroutes.results")
  Path results;

  private SeededState state;

  @BeforeEach
  void seed() {
    state = new SeededState(source, results);
  }

  @Test
  @TestSecurity(
      user = "olga",
      roles = {Roles.VIEWER, Roles.OPERATOR})
  void showsWhatWaitsTogether() {
    List<Drop> both = state.waiting("lane-1/rna", "lane-2/rna");
    String page =
        given().get("/ui/drops/" + both.get(0).id()).then().statusCode(200).extract().asString();
    assertThat(page)
        .contains("1 of 1 patient lacks mutation", "to be joined with lane-2/rna")
        .contains("Together with", "/ui/drops/" + both.get(1).id(), "Run now");
  }

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void namesAndReasonsAreTextAndNothingElse() {
    state.add("<img src=x>", DropState.COPYING, "<script>alert(1)</script>");
    String page =
        given()
            .get("/")
            .then()
            .statusCode(200)
            .contentType("text/html")
            .header("Content-Security-Policy", containsString("default-src 'none'"))
            .header("Content-Security-Policy", not(containsString("unsafe")))
            .extract()
            .asString();
    assertThat(page).contains("&lt;script&gt;alert(1)", "&lt;img src=x&gt;");
    assertThat(page).doesNotContain("<script>alert", "<img", " style=", "onclick");
  }

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void filtersByState() {
    state.add("sequencing-" + UUID.randomUUID(), DropState.SEQUENCING, "the instrument is at work");
    String copying = "copying-" + UUID.randomUUID();
    state.add(copying, DropState.COPYING, "files still come");
    given()
        .get("/?state=SEQUENCING")
        .then()
        .statusCode(200)
        .body(containsString("sequencing-"))
        .body(not(containsString(copying)));
    given().get("/?state=LOST").then().statusCode(404);
    given().get("/?offset=-1").then().statusCode(404);
  }

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void whatABrowserHasSeenIsNotSentAgain() throws IOException {
    Drop drop = state.withRun("seen-" + UUID.randomUUID(), true);
    String part = "/ui/drops/" + drop.id() + "/live";
    String first = given().get(part).then().statusCode(200).extract().asString();
    assertThat(first).doesNotContain("<html").contains("early stop at epoch 61");
    String seen = first.replaceAll("(?s).*name=\"seen\" value=\"([0-9a-f]{64})\".*", "$1");
    given().queryParam("seen", seen).get(part).then().statusCode(204);
    given().get("/ui/drops/" + drop.id()).then().body(containsString("value=\"" + seen + "\""));
    drops.retry(drop.id(), "x");
    given().queryParam("seen", "other").get(part).then().statusCode(200);
  }

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void aRunsFilesAreServedAndNoOthers() throws IOException {
    Drop drop = state.withRun("files-" + UUID.randomUUID(), true);
    Path folder = Path.of(runs.get(drop.runId()).orElseThrow().folder());
    Files.writeString(results.resolve("beside.txt"), "secret");
    Files.createSymbolicLink(folder.resolve("link.txt"), results.resolve("beside.txt"));
    Files.createSymbolicLink(folder.resolve("up"), results);
    given()
        .get("/ui/runs/" + drop.runId())
        .then()
        .statusCode(200)
        .body(containsString("files/report.html"))
        .body(containsString("files/logs/run.log"))
        .body(not(containsString("secret.tsv")))
        .body(not(containsString("link.txt")));
    String files = "/ui/runs/" + drop.runId() + "/files/";
    given()
        .get(files + "report.html")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Content-Security-Policy", containsString("sandbox"))
        .header("X-Content-Type-Options", "nosniff");
    given()
        .get(files + "predictions.tsv")
        .then()
        .statusCode(200)
        .header("Content-Disposition", "attachment")
        .body(containsString("sample\trisk"));
    for (String path :
        new String[] {
          "none.txt",
          "logs",
          "work/secret.tsv",
          "logs/../work/secret.tsv",
          ".omicroutes/history.jsonl",
          "../beside.txt",
          "..%2Fbeside.txt",
          "%2e%2e/beside.txt",
          "logs/..%2F..%2Fbeside.txt",
          "%2Fetc%2Fpasswd",
          "//etc/passwd",
          "link.txt",
          "up/beside.txt",
          "a%00b"
        }) {
      assertThat(given().urlEncodingEnabled(false).get(files + path).statusCode())
          .as(path)
          .isIn(400, 404);
    }
  }

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void aRunOfSomebodyElseIsNotShown() throws IOException {
    Files.createDirectories(results.resolve("own"));
    String id = RunStore.newId();
    runs.add(
        new RunStore.Wanted(
            id, "train", "omicroutes", "walter", "{}", "{}", results + "/own", null, null));
    given().get("/ui/runs/" + id).then().statusCode(404);
    given().get("/ui/runs/" + id + "/files/report.html").then().statusCode(404);
    given().get("/").then().body(not(containsString(id)));
    given().get("/ui/drops/none").then().statusCode(404);
    given().get("/ui/runs/none").then().statusCode(404);
  }

  @Test
  @TestSecurity(
      user = "olga",
      roles = {Roles.VIEWER, Roles.OPERATOR})
  void anOperatorRetriesFromThePage() {
    Drop drop = state.rejected("retried-" + UUID.randomUUID(), "a broken file");
    String retry = "/ui/drops/" + drop.id() + "/retry";
    given().get("/").then().body(containsString("retry-" + drop.id()));
    given().post(retry).then().statusCode(403);
    assertThat(drops.get(drop.id()).orElseThrow().state()).isEqualTo(DropState.REJECTED);
    given()
        .header("HX-Request", "true")
        .post(retry)
        .then()
        .statusCode(200)
        .body(not(containsString("retry-" + drop.id())));
    assertThat(drops.get(drop.id()).orElseThrow().reason()).contains("olga");
    given().header("HX-Request", "true").post("/ui/drops/none/retry").then().statusCode(404);
  }

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void aViewerCannotRetry() {
    Drop drop = state.rejected("kept-" + UUID.randomUUID(), "a broken file");
    given().get("/").then().body(not(containsString("retry-" + drop.id())));
    String retry = "/ui/drops/" + drop.id() + "/retry";
    given().header("HX-Request", "true").post(retry).then().statusCode(403);
  }

  @Test
  void strangersSeeNothing() {
    given().get("/").then().statusCode(401);
    given().get("/ui/runs/x/files/report.html").then().statusCode(401);
  }
}
