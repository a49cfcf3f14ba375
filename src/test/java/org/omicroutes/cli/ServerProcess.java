package org.omicroutes.cli;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@code omicroutes serve} as a process of its own, stopped at the end. */
final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private final Process process;
  private final Path log;
  private final int managementPort;

  private ServerProcess(Process process, Path log, int managementPort) {
    this.process = process;
    this.log = log;
    this.managementPort = managementPort;
  }

  static ServerProcess start(Path dir, Path drops, Path results) throws IOException {
    return start(dir, "--drops", drops.toString(), "--results", results.toString());
  }

  static ServerProcess start(Path dir, String... options) throws IOException {
    Path log = Files.createTempFile(dir, "serve", ".log");
    int port = freePort();
    List<String> command =
        new ArrayList<>(List.of(Path.of("omicroutes").toAbsolutePath().toString(), "serve"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(port));
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    return new ServerProcess(builder.start(), log, port);
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
