package org.omicroutes.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.state.MovedClock;

class RouteHealthTest {
  @TempDir Path dir;

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final AtomicReference<Optional<String>> stuck = new AtomicReference<>(Optional.empty());
  private final Watcher watcher = new Watcher();
  private final MovedClock clock = new MovedClock();
  private RouteHealth health;

  /** A component whose consumers poll as the test wants. */
  private final class Watcher extends DefaultComponent {
    volatile Exception trouble;
    volatile Exception startTrouble;
    volatile boolean brings;
    volatile List<String> troubles = List.of();

    @Override
    protected Endpoint createEndpoint(String uri, String rest, Map<String, Object> parameters) {
      return new WatcherEndpoint(uri, this);
    }
  }

  private final class WatcherEndpoint extends ScheduledPollEndpoint implements WatchedFolder {
    WatcherEndpoint(String uri, Watcher component) {
      super(uri, component);
    }

    @Override
    public Path watchedFolder() {
      return dir.resolve("drops");
    }

    @Override
    public Producer createProducer() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
      class Watching extends ScheduledPollConsumer implements Troubled {
        Watching() {
          super(WatcherEndpoint.this, processor);
        }

        @Override
        public List<String> troubles() {
          return watcher.troubles;
        }

        @Override
        protected void doStart() throws Exception {
          if (watcher.startTrouble != null) {
            throw watcher.startTrouble;
          }
          super.doStart();
        }

        @Override
        protected int poll() throws Exception {
          if (watcher.trouble != null) {
            throw watcher.trouble;
          }
          if (watcher.brings) {
            getProcessor().process(getEndpoint().createExchange());
          }
          return 0;
        }
      }

      Watching consumer = new Watching();
      configureConsumer(consumer);
      return consumer;
    }
  }

  @BeforeEach
  void context() throws Exception {
    Files.createDirectory(dir.resolve("drops"));
    context.addComponent("watcher", watcher);
    context.addRoutePolicyFactory(new PollClocks(clock));
    health = new RouteHealth(context, route -> stuck.get(), clock);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private void route(String options, Processor work) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("watcher:a?" + options).routeId("drop").process(work);
            from("direct:inner").routeId("inner").to("log:inner");
          }
        });
  }

  private void start(String options) throws Exception {
    route("initialDelay=1&" + options, exchange -> {});
    context.start();
  }

  private String reason() {
    return health.reason("drop").orElse("up");
  }

  private void awaitReason(String wanted) {
    await().untilAsserted(() -> assertThat(reason()).contains(wanted));
  }

  @Test
  void aRouteIsDownBeforeItHasPolledAndUpAfterwards() throws Exception {
    route("initialDelay=3600000", exchange -> {});
    assertThat(reason()).isEqualTo("the route is not there");
    context.start();
    assertThat(reason()).isEqualTo("starting: it has not polled yet");
    context.removeRouteDefinitions(context.getRouteDefinitions());
    start("delay=10");
    awaitReason("up");
    assertThat(health.entries()).extracting(RouteHealth.Status::route).containsExactly("drop");
  }

  @Test
  void aRouteThatIsNotToStartByItselfIsStopped() throws Exception {
    context.setAutoStartup(false);
    start("delay=10");
    assertThat(reason()).isEqualTo("stopped");
  }

  @Test
  void stoppedAndSuspendedRoutesAreDownAndComeBack() throws Exception {
    start("delay=10");
    awaitReason("up");
    context.getRouteController().stopRoute("drop");
    assertThat(reason()).isEqualTo("stopped");
    context.getRouteController().startRoute("drop");
    awaitReason("up");
    context.getRouteController().suspendRoute("drop");
    assertThat(reason()).isEqualTo("suspended");
    context.getRouteController().resumeRoute("drop");
    awaitReason("up");
    context.getRouteController().stopRoute("inner");
    assertThat(health.innerReason()).contains("inner: stopped");
  }

  @Test
  void aRouteThatIsUpTellsWhatItTriesAgain() throws Exception {
    start("delay=10");
    awaitReason("up");
    assertThat(health.trouble("drop")).isEmpty();
    watcher.troubles = List.of("1", "2", "3", "4", "5", "6", "7");
    assertThat(health.trouble("drop")).contains("1; 2; 3; 4; 5; and 2 more");
    assertThat(reason()).isEqualTo("up");
    assertThat(health.trouble("inner")).isEmpty();
  }

  @Test
  void aPollThatFailsIsToldWithItsReasonUntilOneSucceeds() throws Exception {
    start("delay=10");
    awaitReason("up");
    watcher.trouble = new java.io.IOException("Stale file handle");
    awaitReason("polls failed: Stale file handle");
    watcher.trouble = null;
    awaitReason("up");
  }

  @Test
  void aFolderThatVanishesTakesItsRouteDownUntilItIsBack() throws Exception {
    start("delay=10");
    awaitReason("up");
    Files.delete(dir.resolve("drops"));
    awaitReason("the folder " + dir.resolve("drops") + " is not there");
    Files.writeString(dir.resolve("drops"), "a file");
    awaitReason(dir.resolve("drops") + " is not a folder");
    Files.delete(dir.resolve("drops"));
    Files.createDirectory(dir.resolve("drops"));
    awaitReason("up");
  }

  @Test
  void aConsumerThatNoLongerPollsIsLate() throws Exception {
    start("delay=3600000");
    awaitReason("up");
    clock.move(Duration.ofHours(20));
    assertThat(reason()).isEqualTo("up");
    clock.move(Duration.ofSeconds(1));
    assertThat(reason()).isEqualTo("it has not polled for 72001 s; due every 3600000 ms");
  }

  @Test
  void aConsumerThatMayPollNoMoreIsExhausted() throws Exception {
    start("delay=10&repeatCount=1");
    awaitReason("exhausted: it was to poll 1 times and polls no more");
  }

  @Test
  void aRouteAtWorkIsUpHoweverLongItsFirstPollTakes() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    watcher.brings = true;
    route("initialDelay=1&delay=10", exchange -> done.await());
    context.start();
    awaitReason("up");
    clock.move(Duration.ofDays(1));
    assertThat(reason()).isEqualTo("up");
    stuck.set(Optional.of("stuck: drop a/run1 has not moved"));
    assertThat(reason()).isEqualTo("stuck: drop a/run1 has not moved");
    done.countDown();
  }

  @Test
  void aRouteThatCannotBeStartedIsDownWhileItIsTriedAndWhenItsAttemptsAreUsedUp() throws Exception {
    var controller = context.getRouteController().supervising();
    controller.setInitialDelay(0);
    controller.setBackOffDelay(300);
    controller.setBackOffMaxAttempts(2);
    watcher.startTrouble = new IllegalStateException("no such user");
    start("delay=10");
    awaitReason("starting: it could not be started and is tried again: no such user");
    awaitReason("exhausted: it could not be started and is not tried again");
  }
}
