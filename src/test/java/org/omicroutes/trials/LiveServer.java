package org.omicroutes.trials;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./omicroutes serve} as a process of its own. */
public final class LiveServer implements AutoCloseable {
  private static final Duration QUESTION = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(90);

  private final Process process;
  private final Path log;
  private final int port;
  private final int managementPort;
  private final HttpClient client = HttpClient.newHttpClient();

  private LiveServer(Process process, Path log, int port, int managementPort) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.managementPort = managementPort;
  }

  /**
   * Starts a server; it takes seconds until it answers.
   *
   * @param options of {@code serve}
   * @param environment beside the one of this process
   * @param log that its output is added to
   */
  public static LiveServer start(List<String> options, Map<String, String> environment, Path log)
      throws IOException {
    return start(List.of(), options, environment, log);
  }

  /**
   * As {@link #start(List, Map, Path)}.
   *
   * @param before the command that runs the server's, with its options; empty for none
   */
  public static LiveServer start(
      List<String> before, List<String> options, Map<String, String> environment, Path log)
      throws IOException {
    int port = freePort();
    int managementPort = freePort();
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(Program.path(), "serve"));
    command.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
    builder.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
    return new LiveServer(builder.start(), log, port, managementPort);
  }

  /** A port that nobody listens at just now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The port of its interface. */
  public int port() {
    return port;
  }

  /** The port of its health and metrics. */
  public int managementPort() {
    return managementPort;
  }

  /** The address of a path of its interface. */
  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Whether it has started and can do its work. */
  boolean isReady() throws InterruptedException {
    try {
      return client
              .send(request(management("/observe/health/ready")), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYetListening) {
      return false;
    }
  }

  /**
   * Waits until it is ready.
   *
   * @throws IOException where it ends before, or is not ready in time
   */
  public void awaitReady(Duration patience) throws IOException, InterruptedException {
    for (long end = System.nanoTime() + patience.toNanos(); !isReady(); Thread.sleep(100)) {
      requireAlive();
      if (System.nanoTime() - end > 0) {
        throw new IOException("the server is not ready after " + patience + "; its log: " + log);
      }
    }
  }

  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "the server has ended by itself, code " + process.exitValue() + "; its log: " + log);
    }
  }

  /**
   * The body of an answer of its interface.
   *
   * @throws IOException where the status is not 200
   */
  String get(String path) throws IOException, InterruptedException {
    return body(uri(path));
  }

  /** All metrics, as Prometheus reads them. */
  String metrics() throws IOException, InterruptedException {
    return body(management("/observe/metrics"));
  }

  private URI management(String path) {
    return URI.create("http://127.0.0.1:" + managementPort + path);
  }

  private String body(URI uri) throws IOException, InterruptedException {
    var answer = client.send(request(uri), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(uri + " answers " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private static HttpRequest request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(QUESTION).build();
  }

  /** The process that it is. */
  public Process process() {
    return process;
  }

  /** Memory that the process holds, in megabytes, as Linux tells it; NaN elsewhere. */
  double residentMegabytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** SIGKILL: nothing in it can answer to that. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Tells it to stop, and waits for that. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
