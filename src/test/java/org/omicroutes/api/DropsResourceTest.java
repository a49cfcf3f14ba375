package org.omicroutes.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.camel.FixedDropRoutes;
import org.omicroutes.camel.LoadedDropRoutes;
import org.omicroutes.drops.DropRoute;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.Instances;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;

@QuarkusTest
@TestProfile(ServedState.class)
class DropsResourceTest {
  @Inject DropStore drops;
  @Inject RunStore runs;
  @Inject Instances instances;

  @ConfigProperty(name = "omicroutes.drops")
  Path root;

  private final List<DropRoute> routes = new ArrayList<>();

  @BeforeEach
  void loadRoutes() {
    routes.add(new DropRoute("prognosis-drop", root, "manifest"));
    QuarkusMock.installMockForType(new FixedDropRoutes(routes), LoadedDropRoutes.class);
  }

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void listsDropsByFilterAndPage() {
    String route = "listed-" + UUID.randomUUID();
    for (int i = 0; i < 5; i++) {
      add(route, "run-" + i, i < 3 ? DropState.COPYING : DropState.SEQUENCING);
    }
    given()
        .queryParam("route", route)
        .queryParam("state", "copying")
        .queryParam("limit", 2)
        .get("/drops")
        .then()
        .statusCode(200)
        .body("total", equalTo(3))
        .body("drops", hasSize(2))
        .body("drops[0].state", equalTo("COPYING"));
    given()
        .queryParam("route", route)
        .queryParam("limit", 2)
        .queryParam("offset", 4)
        .get("/drops")
        .then()
        .statusCode(200)
        .body("total", equalTo(5))
        .body("drops", hasSize(1));
    given()
        .queryParam("route", route)
        .queryParam("path", "run-4")
        .get("/drops")
        .then()
        .body("total", equalTo(1))
        .body("drops[0].path", equalTo("run-4"))
        .body("drops[0].root", nullValue());
  }

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void refusesPagesAndStatesThatAreNone() {
    refused(given().queryParam("limit", "0").get("/drops").then(), 400, "limit is '0'");
    refused(given().queryParam("limit", "many").get("/drops").then(), 400, "from 1 to 1000");
    refused(given().queryParam("offset", "-1").get("/drops").then(), 400, "offset is '-1'");
    refused(given().queryParam("state", "LOST").get("/drops").then(), 400, "no state 'LOST'");
  }

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void tellsADropsHistoryAndItsRun() {
    Drop drop = add("told-" + UUID.randomUUID(), "run-1", DropState.COPYING);
    given()
        .get("/drops/" + drop.id())
        .then()
        .statusCode(200)
        .body("drop.path", equalTo("run-1"))
        .body("history.state", equalTo(List.of("COPYING")))
        .body("run", nullValue());

    String instance = instances.enter("here");
    assertThat(drops.complete(drop, "c0ffee", new byte[0], "all files are there")).isTrue();
    Drop held = drops.claim(drop.route(), instance).orElseThrow();
    String run = RunStore.newId();
    runs.add(
        new RunStore.Wanted(
            run, "prognosis", "omicroutes", "drops", "{}", "{}", "run-1", null, drop.id()));
    runs.begin(run, instance);
    drops.running(held, instance, run);
    runs.addTask(run, "vst", "rna.tsv", RunState.COMPLETE, true);
    runs.addTask(run, "mofa", "factors.tsv", RunState.RUNNING, false);
    given()
        .get("/drops/" + drop.id())
        .then()
        .statusCode(200)
        .body("drop.state", equalTo("RUNNING"))
        .body("drop.content", equalTo("c0ffee"))
        .body("history", hasSize(4))
        .body("run.workflow", equalTo("prognosis"))
        .body("run.tasks.COMPLETE", equalTo(1))
        .body("run.tasks.RUNNING", equalTo(1));
    refused(given().get("/drops/none").then(), 404, "no drop 'none'");
  }

  @Test
  @TestSecurity(user = "sam", roles = Roles.SUBMITTER)
  void entersAnAnnouncedFolderOnce() throws IOException {
    Files.createDirectories(root.resolve("lane/run-17"));
    String first =
        announce(Map.of("path", "lane/run-17"))
            .statusCode(202)
            .body("state", equalTo("COPYING"))
            .body("path", equalTo("lane/run-17"))
            .header("Location", containsString("/drops/"))
            .extract()
            .path("id");
    announce(Map.of("path", "lane/./x/../run-17/", "route", "prognosis-drop"))
        .statusCode(202)
        .body("id", equalTo(first));
    assertThat(drops.count(new DropStore.Filter(null, null, "lane/run-17"))).isEqualTo(1);
  }

  @Test
  @TestSecurity(user = "sam", roles = Roles.SUBMITTER)
  void refusesFoldersThatAreNoDrops() throws IOException {
    Path outside = Files.createDirectories(root.resolveSibling("outside/run"));
    Files.createSymbolicLink(root.resolve("out"), outside.getParent());
    Files.createSymbolicLink(root.resolve("direct"), outside);
    Files.writeString(root.resolve("a-file"), "");
    Files.createDirectories(root.resolve(".half"));
    refused(announce(Map.of("path", "not-there")), 404, "no folder 'not-there'");
    refused(announce(Map.of("path", "../outside/run")), 400, "not below the watched folder");
    refused(announce(Map.of("path", outside.toString())), 400, "not below the watched folder");
    refused(announce(Map.of("path", ".")), 400, "not below the watched folder");
    refused(announce(Map.of("path", "a\0b")), 400, "is no path");
    refused(announce(Map.of("path", "out/run")), 400, "symbolic link 'out'");
    refused(announce(Map.of("path", "direct")), 400, "symbolic link 'direct'");
    refused(announce(Map.of("path", "a-file")), 400, "is a file");
    refused(announce(Map.of("path", ".half")), 400, "is hidden");
    refused(announce(Map.of("route", "prognosis-drop")), 400, "no path is named");
    refused(announce(Map.of("path", "x", "route", "other")), 400, "there is no route 'other'");
    assertThat(drops.list(new DropStore.Filter(null, null, "out/run"), 1, 0)).isEmpty();
  }

  @Test
  @TestSecurity(user = "sam", roles = Roles.SUBMITTER)
  void severalRoutesAreToldApartByTheirIds() throws IOException {
    routes.add(new DropRoute("nanopore", Files.createDirectory(root.resolveSibling("ont")), "x"));
    Files.createDirectories(root.resolveSibling("ont").resolve("run-1"));
    announce(Map.of("path", "run-1", "route", "nanopore")).statusCode(202);
    refused(announce(Map.of("path", "run-1")), 400, "one of prognosis-drop, nanopore");
    routes.clear();
    refused(announce(Map.of("path", "run-1")), 503, "no route takes drops");
  }

  @Test
  @TestSecurity(user = "sam", roles = Roles.SUBMITTER)
  void refusesBodiesThatAreNoJson() {
    for (String body : new String[] {"{\"path\": ", "[1]", "{\"path\": {}}", "null"}) {
      refused(post("/drops", body), 400, "expected");
    }
    given().contentType("text/plain").body("x").post("/drops").then().statusCode(415);
  }

  @Test
  @TestSecurity(user = "olga", roles = Roles.OPERATOR)
  void rejectsAndRetries() {
    Drop drop = add("turned-" + UUID.randomUUID(), "run-1", DropState.COPYING);
    drops.complete(drop, "beef", new byte[0], "all files are there");
    String here = "/drops/" + drop.id();
    refused(post(here + "/retry", ""), 409, "the drop is COMPLETE");
    refused(post(here + "/reject", "{\"reason\": \" \"}"), 400, "reason has 0 characters");
    refused(post(here + "/reject", "{}"), 400, "reason has 0 characters");
    post(here + "/reject", "{\"reason\": \"wrong flow cell\"}")
        .statusCode(200)
        .body("state", equalTo("REJECTED"))
        .body("reason", equalTo("wrong flow cell (rejected by olga)"));
    refused(post(here + "/reject", "{\"reason\": \"again\"}"), 409, "the drop is REJECTED");
    post(here + "/retry", "")
        .statusCode(200)
        .body("state", equalTo("COMPLETE"))
        .body("reason", containsString("olga"));
    refused(post("/drops/none/retry", ""), 404, "no drop 'none'");
    refused(post("/drops/none/reject", "{\"reason\": \"x\"}"), 404, "no drop 'none'");
  }

  @Test
  @TestSecurity(user = "olga", roles = Roles.OPERATOR)
  void aDropThatNeverWasCompleteCannotBeRetried() {
    Drop drop = add("early-" + UUID.randomUUID(), "run-1", DropState.COPYING);
    post("/drops/" + drop.id() + "/reject", "{\"reason\": \"empty\"}").statusCode(200);
    refused(post("/drops/" + drop.id() + "/retry", ""), 409, "never was complete");
  }

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void aViewerChangesNothing() {
    Drop drop = add("seen-" + UUID.randomUUID(), "run-1", DropState.COPYING);
    post("/drops", "{\"path\": \"x\"}").statusCode(403);
    post("/drops/" + drop.id() + "/retry", "").statusCode(403);
    post("/drops/" + drop.id() + "/reject", "{\"reason\": \"x\"}").statusCode(403);
    assertThat(drops.get(drop.id()).orElseThrow().state()).isEqualTo(DropState.COPYING);
  }

  @Test
  @TestSecurity(user = "sam", roles = Roles.SUBMITTER)
  void aSubmitterIsNoOperator() {
    Drop drop = add("kept-" + UUID.randomUUID(), "run-1", DropState.COPYING);
    given().get("/drops").then().statusCode(403);
    post("/drops/" + drop.id() + "/reject", "{\"reason\": \"x\"}").statusCode(403);
  }

  @Test
  void strangersGetNothing() {
    given().get("/drops").then().statusCode(401);
    post("/drops", "{\"path\": \"x\"}").statusCode(401);
  }

  private Drop add(String route, String path, DropState state) {
    var seen = new DropStore.Sighting(route, "root", path, "manifest", "f00d", 2, 10);
    return drops.add(seen, state, "seen", null);
  }

  private static ValidatableResponse announce(Map<String, String> body) {
    return given().contentType(ContentType.JSON).body(body).post("/drops").then();
  }

  private static ValidatableResponse post(String path, String body) {
    return given()
        .contentType(ContentType.JSON)
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post(path)
        .then();
  }

  private static void refused(ValidatableResponse response, int status, String message) {
    response
        .statusCode(status)
        .contentType(ContentType.JSON)
        .body("msg", containsString(message))
        .body("msg", not(blankOrNullString()))
        .body("msg", not(endsWith("null")))
        .body("status_code", equalTo(status));
  }
}
