package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.state.Databases;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.Instances;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.StateDatabase;

class RouteFolderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path dir;

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();

  private DropStore drops;

  /** Called from the routes of the test. */
  public final class Ear {
    public void hear(Exchange exchange) {
      heard.add(
          exchange.getFromRouteId()
              + " "
              + exchange.getMessage().getHeader("OmicDropName")
              + " "
              + exchange.getProperty("said"));
    }
  }

  private void drop(String folder, String name) throws Exception {
    Path drop = Files.createDirectories(dir.resolve(folder).resolve(name));
    Files.writeString(drop.resolve("COMPLETE"), "");
  }

  private void route(String file, String id, String folder, String said) throws Exception {
    String yaml =
        """
        - route:
            id: %s
            from:
              uri: "omic-drops:%s"
              parameters: { delay: 50ms, initialDelay: 10ms, results: "%s" }
              steps:
                - setProperty: { name: said, constant: "%s" }
                - bean: { ref: ear, method: hear }
        """
            .formatted(id, dir.resolve(folder), dir.resolve("results"), said);
    write(file, yaml);
  }

  private void write(String file, String yaml) throws Exception {
    Path written = Files.writeString(dir.resolve("written"), yaml);
    Path folder = Files.createDirectories(dir.resolve("routes"));
    Files.move(written, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  private DefaultCamelContext context() {
    StateDatabase database = Databases.both().findFirst().orElseThrow().at(Clock.systemUTC());
    drops = new DropStore(database);
    RunStore runs = new RunStore(database);
    String us = new Instances(database, drops, runs).enter("here");
    DefaultCamelContext context = new DefaultCamelContext();
    context
        .getRegistry()
        .bind(
            "services",
            new DropServices(
                database, drops, runs, () -> us, MarkedFolders.of(drops), Clock.systemUTC()));
    context.getRegistry().bind("ear", new Ear());
    return context;
  }

  private void awaitHeard(String text) {
    await(text).atMost(PATIENCE).until(() -> heard.contains(text));
  }

  @Test
  void aChangedOrNewFileTakesEffectAndABrokenOneChangesNothing() throws Exception {
    drop("one", "D1");
    drop("two", "E1");
    route("a.yaml", "a", "one", "first");
    route("b.yaml", "b", "two", "other");
    try (DefaultCamelContext context = context()) {
      context.start();
      RouteFolder.load(context, dir.resolve("routes"));
      awaitHeard("a D1 first");
      awaitHeard("b E1 other");
      route("a.yaml", "a", "one", "second");
      await()
          .atMost(PATIENCE)
          .until(() -> context.getRouteDefinition("a").toString().contains("second"));
      drop("one", "D2");
      awaitHeard("a D2 second");
      write("a.yaml", "- route:\n    id: a\n    from: {uri: 'timer:x', steps: [\n");
      drop("three", "F1");
      route("c.yaml", "c", "three", "new");
      awaitHeard("c F1 new");
      drop("one", "D3");
      awaitHeard("a D3 second");
      write("c.yaml", "- route:\n    id: c\n    from: {uri: 'no-such:x', steps: [{log: x}]}\n");
      route("a.yaml", "a", "one", "third");
      drop("one", "D4");
      drop("three", "F2");
      awaitHeard("c F2 new");
      await().atMost(PATIENCE).until(() -> heard.stream().anyMatch(h -> h.startsWith("a D4")));
      assertThat(drops.counts("a")).containsOnlyKeys(DropState.DONE);
    }
    assertThat(heard).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void aBrokenFileIsShownAndTheOldRoutesRunOn() throws Exception {
    route("a.yaml", "a", "one", "first");
    try (DefaultCamelContext context = context()) {
      context.start();
      RouteFolder folder = RouteFolder.load(context, dir.resolve("routes"));
      assertThat(folder.troubles()).isEmpty();
      route("b.yaml", "a", "two", "thief");
      await().atMost(PATIENCE).until(() -> folder.troubles().size() == 1);
      assertThat(folder.troubles().get(0))
          .contains("b.yaml", "'a'", "that of a route of", "a.yaml");
      write("a.yaml", "- route:\n    id: a\n    from: {uri: 'timer:x', steps: [\n");
      await().atMost(PATIENCE).until(() -> folder.troubles().size() == 2);
      assertThat(folder.troubles().get(0)).contains("a.yaml", "its old routes run on");
      assertThat(folder.lost()).isEmpty();
      drop("one", "D1");
      awaitHeard("a D1 first");
      route("a.yaml", "c", "one", "renamed");
      await().atMost(PATIENCE).until(() -> folder.troubles().isEmpty());
    }
  }

  @Test
  void aRouteNeedsAnIdOfItsOwnAndResultsAPlaceOfTheirOwn() throws Exception {
    try (DefaultCamelContext context = context()) {
      context.start();
      write("a.yaml", "- route:\n    from: {uri: 'omic-drops:x', steps: [{log: x}]}\n");
      assertThatThrownBy(() -> RouteFolder.load(context, dir.resolve("routes")))
          .hasMessageContaining("a.yaml: a route from omic-drops:x without an id");
      route("a.yaml", "a", "", "inside");
      assertThatThrownBy(() -> RouteFolder.load(context, dir.resolve("routes")))
          .hasMessageContaining("results: found")
          .hasMessageContaining("which lies in the watched");
    }
  }

  @Test
  void saysWhatIsWrongWithAnOption() throws Exception {
    write(
        "a.yaml",
        "- route:\n    id: a\n    from: {uri: 'omic-drops:x?atempts=3', steps: [{log: '${body}'}]}\n");
    try (DefaultCamelContext context = context()) {
      context.start();
      assertThatThrownBy(() -> RouteFolder.load(context, dir.resolve("routes")))
          .hasStackTraceContaining("atempts");
      assertThatThrownBy(() -> RouteFolder.load(context, dir.resolve("none")))
          .hasMessageContaining("none");
    }
  }
}
