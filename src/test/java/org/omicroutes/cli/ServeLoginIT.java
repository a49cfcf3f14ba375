package org.omicroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built server and the world outside its machine. */
class ServeLoginIT {
  @TempDir Path dir;
  private Path results;
  private Path log;
  private int port;

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(dir.resolve("drops"));
    results = Files.createDirectories(dir.resolve("results"));
    log = dir.resolve("log");
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  private Process serve(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of("omicroutes").toAbsolutePath().toString(),
                "serve",
                "--drops",
                dir.resolve("drops").toString(),
                "--results",
                results.toString(),
                "--management-port",
                "0"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  @Test
  void anyoneWhoCouldComeMustLogIn() throws Exception {
    Process server = serve("--host", "0.0.0.0", "--port", String.valueOf(port));
    assertThat(server.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(server.exitValue()).isEqualTo(1);
    assertThat(log)
        .content()
        .contains("error: found the address 0.0.0.0")
        .contains("omicroutes keys create NAME")
        .contains("OMICROUTES_OIDC_URL")
        .doesNotContain("\tat ")
        .doesNotContain("Listening on");
  }

  @Test
  void withAKeyTheDoorOpensForItsOwner() throws Exception {
    var made =
        CommandLineIT.call(
            dir, "keys", "create", "lims", "--roles", "operator", "--results", results.toString());
    assertThat(made.code()).as(made.err()).isZero();
    String key = made.out().strip();
    assertThat(key).startsWith("omr_").doesNotContain("\n");

    Process server = serve("--host", "0.0.0.0", "--port", String.valueOf(port));
    try {
      assertThat(status(server, null)).isEqualTo(401);
      assertThat(status(server, "omr_another")).isEqualTo(401);
      assertThat(status(server, key)).isEqualTo(200);
      var list = CommandLineIT.call(dir, "keys", "list", "--results", results.toString());
      assertThat(list.code()).isEqualTo(1);
      assertThat(list.err()).contains("is in use by a running server");
    } finally {
      server.destroy();
      server.waitFor(1, TimeUnit.MINUTES);
    }
    assertThat(log).content().doesNotContain(key).contains("travel unencrypted");
    var revoked =
        CommandLineIT.call(dir, "keys", "revoke", "lims", "--results", results.toString());
    assertThat(revoked.code()).as(revoked.err()).isZero();
    var list = CommandLineIT.call(dir, "keys", "list", "--results", results.toString());
    assertThat(list.out()).startsWith("lims\toperator\t").doesNotContain(key);
    assertThat(list.out().strip().split("\t")).hasSize(4);
  }

  /** Of a request, as soon as the server listens. */
  private int status(Process server, String key) throws Exception {
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
        assertThat(server.isAlive()).as(() -> "server, log:\n" + read(log)).isTrue();
        assertThat(System.nanoTime()).as("listening in time").isLessThan(end);
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
