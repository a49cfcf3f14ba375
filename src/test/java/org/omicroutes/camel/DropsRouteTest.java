package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.drops.DropRoute;
import org.omicroutes.state.Databases;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropEvent;
import org.omicroutes.state.DropState;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;

/** What becomes of drops on a route, with real databases and folders. */
class DropsRouteTest extends DropRouteTrial {
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
    RouteServer server = serve(named, "", work);
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
    RouteServer restarted = serve(named, "", work);
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
    RouteServer server =
        serve(
            named,
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
    RouteServer server =
        serve(
            named,
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
    await().atMost(RouteServer.PATIENCE).until(() -> tries.get() == 6);
    server.await("read", DropState.FAILED);
    assertThat(server.runs.ofDrop(read.id()).orElseThrow().folder()).isEqualTo(run.folder());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void looksAtOnceWhereADropIsAnnounced(Databases.Named named) throws Exception {
    RouteServer server = serve(named, "&delay=1h", exchange -> {});
    await().atMost(RouteServer.PATIENCE).until(() -> server.consumer().getSuccessCounter() >= 1);
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
}
