package org.omicroutes.api.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.state.ApiKeyStore;
import org.omicroutes.state.AuditEntry;
import org.omicroutes.state.AuditStore;
import org.omicroutes.state.Role;

/** A server that other machines can reach: who is let in, and to what. */
@QuarkusTest
@TestProfile(TestServer.Exposed.class)
@QuarkusTestResource(value = Issuer.class, restrictToAnnotatedClass = true)
class ExposedServerTest {
  @Inject ApiKeyStore keys;
  @Inject AuditStore audit;

  private String key(Role... roles) {
    return keys.create("k" + UUID.randomUUID(), Set.of(roles));
  }

  private static RequestSpecification with(String key) {
    return given().header("Authorization", "Bearer " + key);
  }

  private static Response call(RequestSpecification as, Role endpoint) {
    return switch (endpoint) {
      case VIEWER -> as.get("/of/viewer/1");
      case SUBMITTER -> as.body("x").post("/of/submitter/1");
      case OPERATOR -> as.body("x").put("/of/operator/1");
    };
  }

  @ParameterizedTest
  @EnumSource
  void aKeyOpensWhatItsRolesAllowAndNothingElse(Role role) {
    String key = key(role);
    for (Role endpoint : Role.values()) {
      Response response = call(with(key), endpoint);
      assertThat(response.statusCode())
          .as("%s at %s", role, endpoint)
          .isEqualTo(endpoint == role ? 200 : 403);
      if (endpoint != role) {
        assertThat(response.contentType()).startsWith("application/json");
        assertThat(response.jsonPath().getInt("status_code")).isEqualTo(403);
        assertThat(response.jsonPath().getString("msg"))
            .contains(" may not do this; has the roles " + role);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutCredentialsNothingIsOpen(Role endpoint) {
    call(given(), endpoint)
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", "Bearer realm=\"omicroutes\"")
        .contentType("application/json")
        .body("status_code", equalTo(401))
        .body("msg", containsString("log in with an API key"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/q/openapi",
        "/audit",
        "/of/nobody",
        "/no/such/path",
        "/of//viewer/1",
        "/%6ff/viewer/1"
      })
  void noPathIsForgotten(String path) {
    given().urlEncodingEnabled(false).get(path).then().statusCode(401);
  }

  @Test
  void anEndpointWithoutARoleIsClosedToAll() {
    with(key(Role.values()))
        .get("/of/nobody")
        .then()
        .statusCode(403)
        .body("status_code", equalTo(403));
  }

  @Test
  void aKeyIsTakenFromEachPlaceItMayStandIn() {
    String key = key(Role.VIEWER);
    String basic =
        Base64.getEncoder().encodeToString(("any:" + key).getBytes(StandardCharsets.UTF_8));
    given().header("X-API-Key", key).get("/of/viewer/1").then().statusCode(200);
    given().header("Authorization", "bearer " + key).get("/of/viewer/1").then().statusCode(200);
    given().header("Authorization", "Basic " + basic).get("/of/viewer/1").then().statusCode(200);
    given()
        .accept("text/html")
        .get("/of/viewer/1")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", "Basic realm=\"omicroutes\"");
  }

  @Test
  void aRevokedKeyEndsAtOnce() {
    String key = keys.create("leaves", Set.of(Role.VIEWER));
    with(key).get("/of/viewer/1").then().statusCode(200);
    keys.revoke("leaves");
    with(key)
        .get("/of/viewer/1")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", containsString("invalid_token"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer omr_wrong",
        "Bearer ",
        "Bearer x.y.z",
        "Basic omr_x",
        "Basic YTpi",
        "Digest a",
        "omr_x"
      })
  void otherCredentialsAreRefused(String header) {
    given()
        .header("Authorization", header)
        .get("/of/viewer/1")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", startsWith("Bearer"))
        .body("status_code", equalTo(401));
  }

  @Test
  void aTokenOfTheIssuerOpensWhatItsGroupsAllow() {
    String viewer = Issuer.signed(Issuer.claims("ann", "viewer", "physicists"));
    with(viewer).get("/of/viewer/1").then().statusCode(200).body(equalTo("oidc:ann"));
    call(with(viewer), Role.SUBMITTER).then().statusCode(403).body("msg", startsWith("oidc:ann"));
    call(with(viewer), Role.OPERATOR).then().statusCode(403);
    String admin = Issuer.signed(Issuer.claims("bob", "lab-admins"));
    call(with(admin), Role.OPERATOR).then().statusCode(200);
    call(with(admin), Role.VIEWER).then().statusCode(403);
    with(Issuer.signed(Issuer.claims("cy")))
        .get("/of/viewer/1")
        .then()
        .statusCode(403)
        .body("msg", equalTo("oidc:cy may not do this; has no roles"));
  }

  @Test
  void otherTokensAreRefused() {
    JwtClaims good = Issuer.claims("ann", "viewer");
    JwtClaims expired = Issuer.claims("ann", "viewer");
    expired.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - 60));
    JwtClaims elsewhere = Issuer.claims("ann", "viewer");
    elsewhere.setAudience("another-service");
    JwtClaims nowhere = Issuer.claims("ann", "viewer");
    nowhere.unsetClaim("aud");
    JwtClaims foreign = Issuer.claims("ann", "viewer");
    foreign.setIssuer("https://elsewhere.example/lab");
    JwtClaims endless = Issuer.claims("ann", "viewer");
    endless.unsetClaim("exp");
    JwtClaims nobody = Issuer.claims("ann", "viewer");
    nobody.unsetClaim("sub");
    Map<String, String> tokens =
        Map.of(
            "expired", Issuer.signed(expired),
            "of another audience", Issuer.signed(elsewhere),
            "of no audience", Issuer.signed(nowhere),
            "of another issuer", Issuer.signed(foreign),
            "without an end", Issuer.signed(endless),
            "without a subject", Issuer.signed(nobody),
            "with a foreign signature", Issuer.signedByAnother(good),
            "signed with the public key", Issuer.signedWithPublicKey(good),
            "not signed", Issuer.unsigned(good),
            "changed", Issuer.changed(Issuer.claims("ann", "viewer"), "eve"));
    tokens.forEach(
        (name, token) -> {
          Response response = with(token).get("/of/viewer/1");
          assertThat(response.statusCode()).as(name).isEqualTo(401);
          assertThat(response.jsonPath().getInt("status_code")).as(name).isEqualTo(401);
          assertThat(response.header("WWW-Authenticate")).as(name).contains("invalid_token");
        });
  }

  @Test
  void thisMachineIsNoException() {
    given().header("Host", "localhost").get("/of/viewer/1").then().statusCode(401);
  }

  @Test
  void whoAsksTooOftenWaits() {
    String greedy = key(Role.VIEWER);
    Response response = with(greedy).get("/of/viewer/1");
    for (int i = 0; i < 2000 && response.statusCode() == 200; i++) {
      response = with(greedy).get("/of/viewer/1");
    }
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(response.header("Retry-After"))).isPositive();
    assertThat(response.jsonPath().getInt("status_code")).isEqualTo(429);
    with(key(Role.VIEWER)).get("/of/viewer/1").then().statusCode(200);
  }

  @Test
  void requestsHaveASize() {
    String key = key(Role.SUBMITTER);
    with(key).body("x".repeat(99_000)).post("/of/submitter/1").then().statusCode(200);
    assertThat(with(key).body("x".repeat(200_000)).post("/of/submitter/1").statusCode())
        .isEqualTo(413);
    with(key).header("X-Long", "x".repeat(20_000)).get("/of/viewer/1").then().statusCode(431);
    RequestSpecification many = with(key);
    for (int i = 0; i < 120; i++) {
      many.header("X-" + i, "x");
    }
    many.get("/of/viewer/1").then().statusCode(431).body("msg", containsString("100 at most"));
    with(key).get("/of/viewer/" + "x".repeat(9000)).then().statusCode(414);
  }

  @Test
  void aPageOfAnotherSiteChangesNothing() {
    String key = key(Role.SUBMITTER);
    for (String origin : List.of("https://evil.example", "null", "http://localhost:1")) {
      call(with(key).header("Origin", origin), Role.SUBMITTER).then().statusCode(403);
    }
    call(with(key).header("Sec-Fetch-Site", "cross-site"), Role.SUBMITTER).then().statusCode(403);
    call(with(key).header("Sec-Fetch-Site", "same-origin"), Role.SUBMITTER).then().statusCode(200);
    call(
            with(key).header("Origin", "http://lab.example").header("Host", "lab.example"),
            Role.SUBMITTER)
        .then()
        .statusCode(200);
  }

  @Test
  void metricsNeedAViewerAndHealthNobody() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.port", Integer.class);
    given().port(port).get("/observe/health/live").then().statusCode(200);
    given()
        .port(port)
        .get("/observe/metrics")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", startsWith("Bearer"));
    with("omr_wrong").port(port).get("/observe/metrics").then().statusCode(401);
    with(key(Role.OPERATOR)).port(port).get("/observe/metrics").then().statusCode(403);
    with(key(Role.VIEWER)).port(port).get("/observe/metrics").then().statusCode(200);
    with(Issuer.signed(Issuer.claims("prometheus", "viewer")))
        .port(port)
        .get("/observe/metrics")
        .then()
        .statusCode(200);
    given().port(port).get("/observe/health/../metrics").then().statusCode(401);
  }

  @Test
  void whoChangesSomethingOrIsNotLetIsWrittenDown() {
    String name = "audited" + UUID.randomUUID();
    String key = keys.create(name, Set.of(Role.SUBMITTER));
    String id = UUID.randomUUID().toString();
    with(key)
        .body("a body of patient P-0815")
        .queryParam("patient", "P-0815")
        .post("/of/submitter/" + id)
        .then()
        .statusCode(200);
    with(key).body("x").put("/of/operator/" + id).then().statusCode(403);
    given().get("/of/viewer/" + id).then().statusCode(401);
    with("omr_secret").get("/of/viewer/" + id).then().statusCode(401);
    with(key(Role.VIEWER)).get("/of/viewer/" + id).then().statusCode(200);

    List<AuditEntry> entries = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              entries.clear();
              audit.list(null, 1000).stream()
                  .filter(entry -> entry.target().contains(id))
                  .forEach(entries::add);
              assertThat(entries).hasSize(4);
            });
    assertThat(
            entries.stream()
                .map(e -> String.join(" | ", e.who(), e.action(), e.target(), e.outcome())))
        .containsExactlyInAnyOrder(
            name + " | POST /of/submitter/{id} | /of/submitter/" + id + " | done 200",
            name + " | PUT /of/operator/{id} | /of/operator/" + id + " | denied 403",
            "anonymous | GET /of/viewer/" + id + " | /of/viewer/" + id + " | denied 401",
            "anonymous | GET /of/viewer/" + id + " | /of/viewer/" + id + " | denied 401");
    assertThat(entries).extracting(AuditEntry::remote).containsOnly("127.0.0.1");
    assertThat(entries.toString()).doesNotContain("P-0815").doesNotContain("secret");
  }

  @Test
  void whoHasAnAnswerHasAnEntry() {
    String key = key(Role.SUBMITTER);
    for (int i = 0; i < 15; i++) {
      String id = UUID.randomUUID().toString();
      with(key).body("x").post("/of/submitter/" + id).then().statusCode(200);
      assertThat(audit.list(null, 1000))
          .filteredOn(entry -> entry.target().contains(id))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.action()).isEqualTo("POST /of/submitter/{id}");
                assertThat(entry.outcome()).isEqualTo("done 200");
              });
    }
  }

  @Test
  void operatorsReadTheAuditLogInPages() {
    for (int i = 0; i < 5; i++) {
      call(with(key(Role.SUBMITTER)), Role.SUBMITTER).then().statusCode(200);
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> audit.list(null, 10).size() > 4);
    with(key(Role.VIEWER, Role.SUBMITTER)).get("/audit").then().statusCode(403);
    String key = key(Role.OPERATOR);
    Response first = with(key).queryParam("page_size", 2).get("/audit");
    first.then().statusCode(200);
    List<String> ids = new ArrayList<>(first.jsonPath().getList("entries.id", String.class));
    Response second =
        with(key)
            .queryParam("page_size", 2)
            .queryParam("page_token", first.jsonPath().getString("next_page_token"))
            .get("/audit");
    ids.addAll(second.jsonPath().getList("entries.id", String.class));
    assertThat(ids).hasSize(4).doesNotHaveDuplicates();
    Stream.of("x", "1_2", "_")
        .forEach(
            token ->
                with(key).queryParam("page_token", token).get("/audit").then().statusCode(400));
    with(key).queryParam("page_size", 100_000).get("/audit").then().statusCode(400);
  }

  @Test
  void allRolesTogetherAreTheUnion() {
    String key = keys.create("all" + UUID.randomUUID(), EnumSet.allOf(Role.class));
    for (Role role : Role.values()) {
      call(with(key), role).then().statusCode(200);
    }
  }
}
