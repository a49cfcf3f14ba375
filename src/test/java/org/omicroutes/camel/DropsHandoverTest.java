package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.state.Databases;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunState;

/** Who works on a drop: several servers, ones that died, were told to stop or to leave it. */
class DropsHandoverTest extends DropRouteTrial {
  @ParameterizedTest
  @MethodSource("databases")
  void twoServersShareTheDropsOfAFolder(Databases.Named named) throws Exception {
    Set<String> by = ConcurrentHashMap.newKeySet();
    Map<String, Integer> times = new ConcurrentHashMap<>();
    for (int i = 0; i < 20; i++) {
      drop("D" + i);
    }
    List<RouteServer> both = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      both.add(
          serve(
              named,
              "&parallel=2",
              exchange -> {
                by.add(name);
                times.merge(
                    exchange.getMessage().getHeader("OmicDropName", String.class), 1, Integer::sum);
                sleep(60);
              }));
    }
    await()
        .atMost(RouteServer.PATIENCE)
        .until(() -> both.get(0).drops.counts("r").equals(Map.of(DropState.DONE, 20)));
    assertThat(times).hasSize(20).containsValues(1).doesNotContainValue(2);
    assertThat(by).containsExactlyInAnyOrder("a", "b");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatADeadInstanceHeldIsTakenOver(Databases.Named named) throws Exception {
    drop("D1");
    RouteServer dead = server(named);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    start(
        dead,
        "",
        exchange -> {
          step(exchange, "vst", () -> {});
          begun.countDown();
          never.await();
        });
    begun.await();
    String run = dead.drop("D1").runId();
    dead.instances.leave(dead.instance, "the instance that worked on it is gone");
    RouteServer alive = serve(named, "", exchange -> {});
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
    RouteServer server = server(named);
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger steps = new AtomicInteger();
    start(
        server,
        "",
        exchange -> {
          while (steps.incrementAndGet() < 100) {
            step(exchange, "s" + steps, () -> sleep(100));
            begun.countDown();
          }
        });
    begun.await();
    server.instances.leave(server.instance, "silent");
    await()
        .atMost(RouteServer.PATIENCE)
        .until(() -> server.consumer().getPendingExchangesSize() == 0);
    assertThat(steps.get()).isLessThan(100);
    assertThat(server.drop("D1").state()).isEqualTo(DropState.COMPLETE);
    assertThat(server.drop("D1").attempts()).isZero();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aCanceledRunEndsItsDrop(Databases.Named named) throws Exception {
    drop("D1");
    RouteServer server = server(named);
    start(
        server,
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
    RouteServer server = serve(named, "", work);
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
    RouteServer restarted = serve(named, "", work);
    assertThat(restarted.await("D1", DropState.DONE).runId()).isEqualTo(run.id());
    restarted.await("D2", DropState.DONE);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aStepThatTakesTooLongIsLeft(Databases.Named named) throws Exception {
    drop("D1");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    RouteServer server =
        serve(
            named,
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
}
