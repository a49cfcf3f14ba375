package org.omicroutes.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.state.Databases;
import org.omicroutes.state.StateDatabase;
import org.omicroutes.step.Execution;
import org.omicroutes.step.RunListener;

/** A folder of drops and servers on it; what they do with a drop is the test's. */
abstract class DropRouteTrial {
  @TempDir Path dir;
  Path root;

  private final List<RouteServer> servers = new ArrayList<>();

  static Stream<Databases.Named> databases() {
    return Databases.both();
  }

  @BeforeEach
  void makeFolder() throws IOException {
    root = Files.createDirectory(dir.resolve("drops"));
  }

  @AfterEach
  void stop() {
    servers.forEach(RouteServer::stop);
  }

  void drop(String name) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    Files.writeString(folder.resolve("data.txt"), name);
    Files.writeString(folder.resolve("COMPLETE"), "");
  }

  RouteServer server(Databases.Named named) {
    return server(named.at(Clock.systemUTC()));
  }

  RouteServer server(StateDatabase database) {
    RouteServer server = new RouteServer(database, Clock.systemUTC(), MarkedFolders::of);
    servers.add(server);
    return server;
  }

  /** A server that has started. */
  RouteServer serve(Databases.Named named, String options, Processor work) throws Exception {
    return start(server(named), options, work);
  }

  RouteServer start(RouteServer server, String options, Processor work) throws Exception {
    return server.start(
        "omic-drops:"
            + root
            + (options.contains("&delay=") ? "?" : "?delay=50ms&")
            + "initialDelay=10ms&results="
            + dir.resolve("results")
            + options,
        work);
  }

  private static Execution step(String name) {
    return new Execution(
        "k",
        name,
        "1",
        name + ".tsv",
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        "now",
        null,
        false,
        "new");
  }

  /** A step as the runner reports it. */
  static void step(Exchange exchange, String name, Runnable work) {
    List<RunListener> listeners =
        exchange.getProperty(DropAttempt.PROPERTY, DropAttempt.class).listeners();
    Execution execution = step(name);
    listeners.forEach(listener -> listener.started(execution));
    try {
      work.run();
    } catch (RuntimeException e) {
      listeners.forEach(listener -> listener.failed(execution, e));
      throw e;
    }
    listeners.forEach(listener -> listener.finished(execution));
  }

  static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
