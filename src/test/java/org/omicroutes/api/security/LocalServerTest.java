package org.omicroutes.api.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.state.ApiKeyStore;
import org.omicroutes.state.Role;

/** A server that only its own machine reaches: no login, and no way round it from elsewhere. */
@QuarkusTest
@TestProfile(TestServer.Local.class)
class LocalServerTest {
  @Inject ApiKeyStore keys;

  @Test
  void whoeverIsOnTheMachineMayDoAll() {
    given().get("/of/viewer/1").then().statusCode(200).body(equalTo("local"));
    given().body("x").post("/of/submitter/1").then().statusCode(200);
    given().body("x").put("/of/operator/1").then().statusCode(200);
    given().get("/audit").then().statusCode(200);
    given().get("/of/nobody").then().statusCode(403);
  }

  @Test
  void metricsAreOpen() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.port", Integer.class);
    given().port(port).get("/observe/metrics").then().statusCode(200);
  }

  @Test
  void aKeyStillSaysWhoItIs() {
    String key = keys.create("reader" + UUID.randomUUID(), Set.of(Role.VIEWER));
    given().header("X-API-Key", key).body("x").post("/of/submitter/1").then().statusCode(403);
  }

  /** There a request has no header Host. */
  @Test
  void http2IsLetInAsWell() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + RestAssured.port + "/of/viewer/1");
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    // The first request is the one that goes over to HTTP/2, the second has no header Host.
    for (int request = 0; request < 2; request++) {
      var answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lab.example", "localhost.lab.example:8080", "10.0.0.7", "127.0.0.1.nip.io"})
  void aNameThatOnlyPointsHereIsNotThisMachine(String host) {
    given().header("Host", host).get("/of/viewer/1").then().statusCode(401);
  }

  @ParameterizedTest
  @CsvSource({"X-Forwarded-For,10.0.0.7", "Forwarded,for=10.0.0.7", "X-Real-IP,10.0.0.7"})
  void whatAProxyPassesOnIsNotOfThisMachine(String header, String value) {
    given().header(header, value).get("/of/viewer/1").then().statusCode(401);
  }

  @Test
  void aPageOfAnotherSiteChangesNothing() {
    given()
        .header("Origin", "https://evil.example")
        .body("x")
        .post("/of/submitter/1")
        .then()
        .statusCode(403);
    given()
        .header("Sec-Fetch-Site", "cross-site")
        .body("x")
        .post("/of/submitter/1")
        .then()
        .statusCode(403);
  }

  @Test
  void whoTriesKeysWaitsAndOthersDoNot() {
    Response response = given().header("X-API-Key", "omr_guess").get("/of/viewer/1");
    for (int i = 0; i < 200 && response.statusCode() == 401; i++) {
      response = given().header("X-API-Key", "omr_guess" + i).get("/of/viewer/1");
    }
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(response.header("Retry-After"))).isPositive();
    given().get("/of/viewer/1").then().statusCode(200);
  }
}
