package org.omicroutes.ops;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.ScheduledPollConsumer;

/** Gives every polling consumer a {@link PollClock}. */
@Singleton
public class PollClocks implements RoutePolicyFactory {
  private final Clock clock;

  public PollClocks() {
    this(Clock.systemUTC());
  }

  PollClocks(Clock clock) {
    this.clock = clock;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return new RoutePolicySupport() {
      @Override
      public void onStart(Route started) {
        if (started.getConsumer() instanceof ScheduledPollConsumer polling
            && !(polling.getPollStrategy() instanceof PollClock)) {
          polling.setPollStrategy(new PollClock(polling.getPollStrategy(), clock));
        }
      }
    };
  }

  /** The clock of a consumer; empty for one that does not poll or has not been started. */
  static Optional<PollClock> of(Consumer consumer) {
    return consumer instanceof ScheduledPollConsumer polling
            && polling.getPollStrategy() instanceof PollClock clock
        ? Optional.of(clock)
        : Optional.empty();
  }
}
