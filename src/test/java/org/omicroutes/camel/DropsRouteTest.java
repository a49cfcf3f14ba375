package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.drops.DropRoute;
import org.omicroutes.state.Databases;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropEvent;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.Instances;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.StateDatabase;
import org.omicroutes.step.Execution;
import org.omicroutes.step.RunListener;

/** A route on drops, with real databases and folders; what it does with a drop is the test's. */
class DropsRouteTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path dir;

  private final List<Server> servers = new ArrayList<>();
  private Path root;

  static Stream<Databases.Named> databases() {
    return Databases.both();
  }

  @BeforeEach
  void makeFolder() throws IOException {
    root = Files.createDirectory(dir.resolve("drops"));
  }

  @AfterEach
  void stop() {
    servers.forEach(Server::stop);
  }

  private void drop(String name) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    Files.writeString(folder.resolve("data.txt"), name);
    Files.writeString(folder.resolve("COMPLETE"), "");
  }

  /** One process of those that share a database, as far as its routes are concerned. */
  private final class Server {
    final DefaultCamelContext context = new DefaultCamelContext();
    final StateDatabase database;
    final DropStore drops;
    final RunStore runs;
    final Instances instances;
    final String instance;

    Server(Databases.Named named) {
      this(named.at(Clock.systemUTC()));
    }

    Server(StateDatabase state) {
      servers.add(this);
      database = state;
      drops = new DropStore(database);
      runs = new RunStore(database);
      instances = new Instances(database, drops, runs);
      instance = instances.enter("here");
      context.getShutdownStrategy().setTimeout(1);
      context
          .getRegistry()
          .bind(
              "services",
              new DropServices(
                  database,
                  drops,
                  runs,
                  () -> instance,
                  MarkedFolders.of(drops),
                  Clock.systemUTC()));
    }

    Server start(String options, Processor work) throws Exception {
      context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              errorHandler(noErrorHandler());
              from("omic-drops:"
                      + root
                      + (options.contains("&delay=") ? "?" : "?delay=50ms&")
                      + "initialDelay=10ms&results="
                      + dir.resolve("results")
                      + options)
                  .routeId("r")
                  .process(work);
            }
          });
      context.start();
      return this;
    }

    DropsConsumer consumer() {
      return (DropsConsumer) context.getRoute("r").getConsumer();
    }

    Drop drop(String name) {
      return drops.list(new DropStore.Filter("r", null, name), 1, 0).stream()
          .findFirst()
          .orElseThrow();
    }

    Drop await(String name, DropState state) {
      org.awaitility.Awaitility.await(name + " " + state)
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> drop(name).state() == state);
      return drop(name);
    }

    List<DropState> history(Drop drop) {
      return drops.history(drop.id()).stream().map(DropEvent::state).toList();
    }

    void stop() {
      context.stop();
    }
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
  private static void step(Exchange exchange, String name, Runnable work) {
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

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aGoodDropIsDoneOnceAlsoOverARestart(Databases.Named named) throws Exception {
    List<String> seen = new ArrayList<>();
    Processor work =
        exchange -> {
          var in = exchange.getMessage();
          seen.add(in.getHeader("OmicDropName") + " " + in.getHeader("OmicDropAttempt"));
          assertThat(in.getBody()).isEqualTo(root.resolve("D1").toString());
          assertThat(in.getHeader("OmicDropRoute")).isEqualTo("r");
          step(exchange, "vst", () -> {});
        };
    drop("D1");
    Server server = new Server(named).start("", work);
    Drop done = server.await("D1", DropState.DONE);
    Run run = server.runs.get(done.runId()).orElseThrow();
    assertThat(run.state()).isEqualTo(RunState.COMPLETE);
    assertThat(run.dropId()).isEqualTo(done.id());
    assertThat(run.workflow()).isEqualTo("prognosis");
    assertThat(run.folder()).isEqualTo(dir.resolve("results/D1").toString());
    assertThat(server.runs.tasks(run.id(), 0, 9))
        .singleElement()
        .satisfies(task -> assertThat(task.state()).isEqualTo(RunState.COMPLETE));
    sleep(200);
    server.stop();
    Server restarted = new Server(named).start("", work);
    await().until(() -> restarted.consumer().getSuccessCounter() >= 3);
    assertThat(seen).containsExactly("D1 1");
    assertThat(restarted.history(done))
        .containsExactly(
            DropState.COPYING,
            DropState.COMPLETE,
            DropState.CLAIMED,
            DropState.RUNNING,
            DropState.DONE);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void badDataAreRejectedAtOnce(Databases.Named named) throws Exception {
    drop("bad");
    drop("odd");
    Server server =
        new Server(named)
            .start(
                "&backOff=10ms",
                exchange -> {
                  if (exchange.getMessage().getHeader("OmicDropName").equals("odd")) {
                    throw new IllegalArgumentException("folds: found x; expected a number");
                  }
                  step(
                      exchange,
                      "read",
                      () -> {
                        throw DataException.in("a.tsv").line(3).error("'x'", "a count");
                      });
                });
    Drop bad = server.await("bad", DropState.REJECTED);
    assertThat(bad.reason()).isEqualTo("a.tsv, line 3: found 'x'; expected a count");
    assertThat(bad.attempts()).isEqualTo(1);
    Run run = server.runs.get(bad.runId()).orElseThrow();
    assertThat(run.state()).isEqualTo(RunState.EXECUTOR_ERROR);
    assertThat(run.error()).isEqualTo(bad.reason());
    assertThat(server.runs.tasks(run.id(), 0, 9))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.state()).isEqualTo(RunState.EXECUTOR_ERROR);
              assertThat(task.message()).isEqualTo(bad.reason());
            });
    Drop odd = server.await("odd", DropState.REJECTED);
    assertThat(odd.reason()).contains("folds");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatMayPassIsTriedAgainUntilTheAttemptsAreUsedUp(Databases.Named named) throws Exception {
    AtomicInteger tries = new AtomicInteger();
    drop("read");
    drop("memory");
    Server server =
        new Server(named)
            .start(
                "&attempts=3&backOff=20ms&backOffMultiplier=1",
                exchange -> {
                  int attempt = exchange.getMessage().getHeader("OmicDropAttempt", Integer.class);
                  if (exchange.getMessage().getHeader("OmicDropName").equals("read")) {
                    tries.incrementAndGet();
                    throw new IOException("in.tsv: Input/output error");
                  }
                  if (attempt == 1) {
                    throw new OutOfMemoryError("Java heap space");
                  }
                });
    Drop read = server.await("read", DropState.FAILED);
    assertThat(read.reason()).contains("Input/output error", "attempt 3 of 3");
    assertThat(tries).hasValue(3);
    Run run = server.runs.get(read.runId()).orElseThrow();
    assertThat(run.state()).isEqualTo(RunState.SYSTEM_ERROR);
    assertThat(run.attempts()).isEqualTo(3);
    Drop memory = server.await("memory", DropState.DONE);
    assertThat(memory.attempts()).isEqualTo(2);
    assertThat(server.drops.history(memory.id()))
        .extracting(DropEvent::reason)
        .anySatisfy(reason -> assertThat(reason).contains("not enough memory", "attempt 1 of 3"));
    assertThat(server.drops.retry(read.id(), "asked for")).isTrue();
    await().atMost(PATIENCE).until(() -> tries.get() == 6);
    server.await("read", DropState.FAILED);
    assertThat(server.runs.ofDrop(read.id()).orElseThrow().folder()).isEqualTo(run.folder());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aFullDiskUsesUpNoAttempts(Databases.Named named) throws Exception {
    drop("full");
    Server server =
        new Server(named)
            .start(
                "&attempts=2&backOff=20ms&maxBackOff=50ms",
                exchange -> {
                  if (exchange.getMessage().getHeader("OmicDropAttempt", Integer.class) < 5) {
                    throw new IOException("out.tsv: No space left on device");
                  }
                });
    Drop full = server.await("full", DropState.DONE);
    assertThat(full.attempts()).isEqualTo(5);
    assertThat(server.drops.history(full.id()))
        .extracting(DropEvent::reason)
        .anySatisfy(reason -> assertThat(reason).contains("the disk is full", "(attempt 4; tried"));
  }

  /** As of a network folder that is gone for a while. */
  @ParameterizedTest
  @MethodSource("databases")
  void aWatchedFolderThatIsGoneUsesUpNoAttempts(Databases.Named named) throws Exception {
    Path away = dir.resolve("away");
    AtomicInteger tries = new AtomicInteger();
    drop("D1");
    Server server =
        new Server(named)
            .start(
                "&attempts=1",
                exchange -> {
                  if (tries.incrementAndGet() == 1) {
                    Files.move(root, away);
                  }
                  Files.readString(root.resolve("D1/data.txt"));
                });
    await().atMost(PATIENCE).until(() -> server.consumer().getErrorCounter() > 3);
    // Once more at most, before the first look that finds it gone.
    assertThat(tries).hasValueLessThanOrEqualTo(2);
    assertThat(server.drop("D1").state()).isEqualTo(DropState.COMPLETE);
    Files.move(away, root);
    Drop done = server.await("D1", DropState.DONE);
    assertThat(done.attempts()).isEqualTo(1);
    assertThat(tries).hasValueLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void twoServersShareTheDropsOfAFolder(Databases.Named named) throws Exception {
    Set<String> by = ConcurrentHashMap.newKeySet();
    Map<String, Integer> times = new ConcurrentHashMap<>();
    for (int i = 0; i < 20; i++) {
      drop("D" + i);
    }
    List<Server> both = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      both.add(
          new Server(named)
              .start(
                  "&parallel=2",
                  exchange -> {
                    by.add(name);
                    times.merge(
                        exchange.getMessage().getHeader("OmicDropName", String.class),
                        1,
                        Integer::sum);
                    sleep(60);
                  }));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> both.get(0).drops.counts("r").equals(Map.of(DropState.DONE, 20)));
    assertThat(times).hasSize(20).containsValues(1).doesNotContainValue(2);
    assertThat(by).containsExactlyInAnyOrder("a", "b");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatADeadInstanceHeldIsTakenOver(Databases.Named named) throws Exception {
    drop("D1");
    Server dead = new Server(named);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    dead.start(
        "",
        exchange -> {
          step(exchange, "vst", () -> {});
          begun.countDown();
          never.await();
        });
    begun.await();
    String run = dead.drop("D1").runId();
    dead.instances.leave(dead.instance, "the instance that worked on it is gone");
    Server alive = new Server(named).start("", exchange -> {});
    Drop done = alive.await("D1", DropState.DONE);
    assertThat(done.attempts()).isEqualTo(1);
    assertThat(done.runId()).isEqualTo(run);
    never.countDown();
    dead.stop();
    assertThat(alive.drop("D1")).isEqualTo(done);
    assertThat(alive.history(done)).containsOnlyOnce(DropState.DONE);
    assertThat(alive.runs.ofDrop(done.id()).orElseThrow().state()).isEqualTo(RunState.COMPLETE);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whoLostADropLeavesItsRun(Databases.Named named) throws Exception {
    drop("D1");
    Server server = new Server(named);
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger steps = new AtomicInteger();
    server.start(
        "",
        exchange -> {
          while (steps.incrementAndGet() < 100) {
            step(exchange, "s" + steps, () -> sleep(100));
            begun.countDown();
          }
        });
    begun.await();
    server.instances.leave(server.instance, "silent");
    await().atMost(PATIENCE).until(() -> server.consumer().getPendingExchangesSize() == 0);
    assertThat(steps.get()).isLessThan(100);
    assertThat(server.drop("D1").state()).isEqualTo(DropState.COMPLETE);
    assertThat(server.drop("D1").attempts()).isZero();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aCanceledRunEndsItsDrop(Databases.Named named) throws Exception {
    drop("D1");
    Server server = new Server(named);
    server.start(
        "",
        exchange -> {
          for (int i = 0; i < 100; i++) {
            step(exchange, "s" + i, () -> sleep(100));
          }
        });
    String run = server.await("D1", DropState.RUNNING).runId();
    assertThat(server.runs.cancel(run)).isTrue();
    Drop ended = server.await("D1", DropState.REJECTED);
    assertThat(ended.reason()).contains("canceled");
    assertThat(server.runs.get(run).orElseThrow().state()).isEqualTo(RunState.CANCELED);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aStoppingServerFinishesItsStepAndParksTheDrop(Databases.Named named) throws Exception {
    drop("D1");
    drop("D2");
    List<String> done = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(1);
    Processor work =
        exchange -> {
          for (String name : List.of("first", "second")) {
            step(
                exchange,
                name,
                () -> {
                  begun.countDown();
                  sleep(400);
                  done.add(name);
                });
          }
        };
    Server server = new Server(named).start("", work);
    begun.await();
    server.stop();
    assertThat(done).containsExactly("first");
    Drop parked = server.drop("D1");
    assertThat(parked.state()).isEqualTo(DropState.COMPLETE);
    assertThat(parked.attempts()).isZero();
    assertThat(parked.reason()).contains("parked");
    assertThat(server.history(server.drop("D2"))).doesNotContain(DropState.CLAIMED);
    Run run = server.runs.get(parked.runId()).orElseThrow();
    assertThat(run.state()).isEqualTo(RunState.QUEUED);
    Server restarted = new Server(named).start("", work);
    assertThat(restarted.await("D1", DropState.DONE).runId()).isEqualTo(run.id());
    restarted.await("D2", DropState.DONE);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aStepThatTakesTooLongIsLeft(Databases.Named named) throws Exception {
    drop("D1");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Server server =
        new Server(named)
            .start(
                "",
                exchange -> {
                  begun.countDown();
                  never.await();
                });
    begun.await();
    server.stop();
    Drop parked = server.drop("D1");
    assertThat(parked.state()).isEqualTo(DropState.COMPLETE);
    assertThat(parked.attempts()).isZero();
    assertThat(server.runs.get(parked.runId()).orElseThrow().state()).isEqualTo(RunState.QUEUED);
    never.countDown();
    sleep(300);
    assertThat(server.drop("D1")).isEqualTo(parked);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void survivesADatabaseThatIsGoneForAWhile(Databases.Named named) throws Exception {
    drop("D1");
    SwitchedDatabase switched = new SwitchedDatabase(named.source());
    Server server = new Server(new StateDatabase(switched.source(), Clock.systemUTC()));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    server.start(
        "",
        exchange -> {
          step(
              exchange,
              "vst",
              () -> {
                begun.countDown();
                try {
                  gone.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
          step(exchange, "mofa", () -> {});
        });
    begun.await();
    switched.off();
    gone.countDown();
    await().atMost(PATIENCE).until(() -> server.consumer().getErrorCounter() >= 2);
    switched.on();
    Drop done = server.await("D1", DropState.DONE);
    assertThat(done.attempts()).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> server.consumer().getErrorCounter() == 0);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void looksAtOnceWhereADropIsAnnounced(Databases.Named named) throws Exception {
    Server server = new Server(named).start("&delay=1h", exchange -> {});
    await().atMost(PATIENCE).until(() -> server.consumer().getSuccessCounter() >= 1);
    assertThat(LoadedDropRoutes.of(server.context))
        .containsExactly(new DropRoute("r", root, "marker,manifest"));
    drop("D1");
    for (int i = 0; i < 100; i++) {
      LoadedDropRoutes.lookNow(server.context, "r");
    }
    server.await("D1", DropState.DONE);
    LoadedDropRoutes.lookNow(server.context, "another");
    server.stop();
    assertThat(LoadedDropRoutes.of(server.context)).isEmpty();
    LoadedDropRoutes.lookNow(server.context, "r");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void survivesAFolderThatIsGoneForAWhile(Databases.Named named) throws Exception {
    Server server = new Server(named).start("", exchange -> {});
    await().atMost(PATIENCE).until(() -> server.consumer().getSuccessCounter() >= 1);
    Files.delete(root);
    await().atMost(PATIENCE).until(() -> server.consumer().getErrorCounter() >= 2);
    Files.createDirectory(root);
    drop("D1");
    server.await("D1", DropState.DONE);
    await().atMost(PATIENCE).until(() -> server.consumer().getErrorCounter() == 0);
  }
}
