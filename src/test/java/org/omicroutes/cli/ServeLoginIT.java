package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.trials.LiveServer;

/** The built server and the world outside its machine. */
class ServeLoginIT {
  @TempDir Path dir;
  private Path results;
  private int port;

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(dir.resolve("drops"));
    results = Files.createDirectories(dir.resolve("results"));
    port = LiveServer.freePort();
  }

  /** One that other machines could reach. */
  private ServerProcess serve() throws IOException {
    return ServerProcess.start(
        dir,
        "--drops",
        dir.resolve("drops").toString(),
        "--results",
        results.toString(),
        "--host",
        "0.0.0.0",
        "--port",
        String.valueOf(port),
        "--management-port",
        "0");
  }

  @Test
  void anyoneWhoCouldComeMustLogIn() throws Exception {
    try (ServerProcess server = serve()) {
      assertThat(server.awaitExit()).isEqualTo(1);
      assertThat(server.log())
          .contains("error: found the address 0.0.0.0")
          .contains("omicroutes keys create NAME")
          .contains("OMICROUTES_OIDC_URL")
          .doesNotContain("\tat ")
          .doesNotContain("Listening on");
    }
  }

  @Test
  void withAKeyTheDoorOpensForItsOwner() throws Exception {
    var made =
        CommandLineIT.call(
            dir, "keys", "create", "lims", "--roles", "operator", "--results", results.toString());
    assertThat(made.code()).as(made.err()).isZero();
    String key = made.out().strip();
    assertThat(key).startsWith("omr_").doesNotContain("\n");

    ServerProcess server = serve();
    try (server) {
      assertThat(status(server, null)).isEqualTo(401);
      assertThat(status(server, "omr_another")).isEqualTo(401);
      assertThat(status(server, key)).isEqualTo(200);
      var list = CommandLineIT.call(dir, "keys", "list", "--results", results.toString());
      assertThat(list.code()).isEqualTo(1);
      assertThat(list.err()).contains("is in use by a running server");
    }
    assertThat(server.log()).doesNotContain(key).contains("travel unencrypted");
    var revoked =
        CommandLineIT.call(dir, "keys", "revoke", "lims", "--results", results.toString());
    assertThat(revoked.code()).as(revoked.err()).isZero();
    var list = CommandLineIT.call(dir, "keys", "list", "--results", results.toString());
    assertThat(list.out()).startsWith("lims\toperator\t").doesNotContain(key);
    assertThat(list.out().strip().split("\t")).hasSize(4);
  }

  /** Of a request, as soon as the server listens. */
  private int status(ServerProcess server, String key) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/audit"));
    if (key != null) {
      request.header("X-API-Key", key);
    }
    for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5); ; Thread.sleep(200)) {
      try {
        return HttpClient.newHttpClient()
            .send(request.build(), HttpResponse.BodyHandlers.discarding())
            .statusCode();
      } catch (ConnectException e) {
        server.requireAlive();
        assertThat(System.nanoTime()).as("listening in time").isLessThan(end);
      }
    }
  }
}
