package org.omicroutes.cli;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@code omicroutes serve} as a process of its own, stopped at the end. */
final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private final Process process;
  private final Path log;
  private final int port;
  private final int managementPort;

  private ServerProcess(Process process, Path log, int port, int managementPort) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.managementPort = managementPort;
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
    int port = freePort();
    int managementPort = freePort();
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(Path.of("omicroutes").toAbsolutePath().toString(), "serve"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
    builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
    return new ServerProcess(builder.start(), log, port, managementPort);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Waits until the health endpoint says that the routes are up. */
  void awaitRoutes() throws InterruptedException {
    waitFor(
        () -> {
          try {
            return given().port(managementPort).get("/observe/health").statusCode() == 200;
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
          given().port(managementPort).get("/observe/health").jsonPath().getList("checks");
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
      JsonPath drops = given().port(port).queryParam("path", path).get("/drops").jsonPath();
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
      assertThat(process.isAlive()).as("server alive, log:\n%s", log()).isTrue();
      assertThat(System.nanoTime()).as("%s in time, log:\n%s", what, log()).isLessThan(end);
      Thread.sleep(200);
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** As a power cut would end it. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
