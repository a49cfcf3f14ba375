package org.omicroutes.cli;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.omicroutes.trials.LiveServer;

/** {@code omicroutes serve} as a process of its own, stopped at the end. */
final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private final LiveServer server;
  private final Path log;

  private ServerProcess(LiveServer server, Path log) {
    this.server = server;
    this.log = log;
  }

  static ServerProcess start(Path dir, Path drops, Path results) throws IOException {
    return start(dir, "--drops", drops.toString(), "--results", results.toString());
  }

  static ServerProcess start(Path dir, String... options) throws IOException {
    return start(dir, Map.of(), List.of(), options);
  }

  /**
   * @param environment beside this process's
   * @param before the command that runs the server's, with its options; empty for none
   */
  static ServerProcess start(
      Path dir, Map<String, String> environment, List<String> before, String... options)
      throws IOException {
    Path log = Files.createTempFile(dir, "serve", ".log");
    return new ServerProcess(LiveServer.start(before, List.of(options), environment, log), log);
  }

  int port() {
    return server.port();
  }

  int managementPort() {
    return server.managementPort();
  }

  /** Waits until the health endpoint says that the routes are up. */
  void awaitRoutes() throws InterruptedException {
    waitFor(
        () -> {
          try {
            return given().port(managementPort()).get("/observe/health").statusCode() == 200;
          } catch (Exception notYetListening) {
            return false;
          }
        },
        "health");
  }

  /** Waits until a check of health is as wanted, and says so. */
  void awaitHealth(String check, String status, String says) throws InterruptedException {
    waitFor(
        () -> health(check).matches("(?s)" + status + ".*(" + says + ").*"), check + " " + says);
  }

  /** A check of health: its status, and what it says; empty where there is no answer. */
  String health(String check) {
    try {
      List<Map<String, ?>> checks =
          given().port(managementPort()).get("/observe/health").jsonPath().getList("checks");
      return checks.stream()
          .filter(one -> check.equals(one.get("name")))
          .map(one -> one.get("status") + " " + one.get("data"))
          .findFirst()
          .orElse("");
    } catch (Exception notListening) {
      return "";
    }
  }

  /** Waits until the latest drop of a folder is in a state, for a reason with these words. */
  void awaitDrop(String path, String state, String says) throws InterruptedException {
    waitFor(() -> drop(path).matches("(?s)(" + state + ") .*(" + says + ").*"), path + " " + state);
  }

  /** State and reason of the latest drop of a folder; empty where there is none, or no answer. */
  String drop(String path) {
    try {
      JsonPath drops = given().port(port()).queryParam("path", path).get("/drops").jsonPath();
      return drops.getString("drops[0].state") + " " + drops.getString("drops[0].reason");
    } catch (Exception noAnswer) {
      return "";
    }
  }

  void await(Path file) throws InterruptedException {
    waitFor(() -> Files.exists(file), file.toString());
  }

  void awaitLog(String text) throws InterruptedException {
    waitFor(() -> log().contains(text), text);
  }

  private void waitFor(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      requireAlive();
      assertThat(System.nanoTime()).as("%s in time, log:\n%s", what, log()).isLessThan(end);
      Thread.sleep(200);
    }
  }

  void requireAlive() {
    assertThat(server.process().isAlive()).as("server alive, log:\n%s", log()).isTrue();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  int awaitExit() throws InterruptedException {
    assertThat(server.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return server.process().exitValue();
  }

  /** As a power cut would end it. */
  void kill() throws InterruptedException {
    server.kill();
  }

  @Override
  public void close() {
    server.close();
  }
}
