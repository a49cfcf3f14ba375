package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.omicroutes.state.Databases;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropEvent;
import org.omicroutes.state.DropState;
import org.omicroutes.state.StateDatabase;

/** A route on drops while disk, folder or database fail: no drop pays for it. */
class DropsTroubleTest extends DropRouteTrial {
  @ParameterizedTest
  @MethodSource("databases")
  void aFullDiskUsesUpNoAttempts(Databases.Named named) throws Exception {
    drop("full");
    RouteServer server =
        serve(
            named,
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
    RouteServer server =
        serve(
            named,
            "&attempts=1",
            exchange -> {
              if (tries.incrementAndGet() == 1) {
                Files.move(root, away);
              }
              Files.readString(root.resolve("D1/data.txt"));
            });
    await().atMost(RouteServer.PATIENCE).until(() -> server.consumer().getErrorCounter() > 3);
    // Once more at most, before the first look that finds it gone.
    assertThat(tries).hasValueLessThanOrEqualTo(2);
    server.await("D1", DropState.COMPLETE);
    Files.move(away, root);
    Drop done = server.await("D1", DropState.DONE);
    assertThat(done.attempts()).isEqualTo(1);
    assertThat(tries).hasValueLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void survivesADatabaseThatIsGoneForAWhile(Databases.Named named) throws Exception {
    drop("D1");
    SwitchedDatabase switched = new SwitchedDatabase(named.source());
    RouteServer server = server(new StateDatabase(switched.source(), Clock.systemUTC()));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    start(
        server,
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
    await().atMost(RouteServer.PATIENCE).until(() -> server.consumer().getErrorCounter() >= 2);
    switched.on();
    Drop done = server.await("D1", DropState.DONE);
    assertThat(done.attempts()).isEqualTo(1);
    await().atMost(RouteServer.PATIENCE).until(() -> server.consumer().getErrorCounter() == 0);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void survivesAFolderThatIsGoneForAWhile(Databases.Named named) throws Exception {
    RouteServer server = serve(named, "", exchange -> {});
    await().atMost(RouteServer.PATIENCE).until(() -> server.consumer().getSuccessCounter() >= 1);
    Files.delete(root);
    await().atMost(RouteServer.PATIENCE).until(() -> server.consumer().getErrorCounter() >= 2);
    Files.createDirectory(root);
    drop("D1");
    server.await("D1", DropState.DONE);
    await().atMost(RouteServer.PATIENCE).until(() -> server.consumer().getErrorCounter() == 0);
  }
}
