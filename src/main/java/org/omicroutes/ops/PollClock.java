package org.omicroutes.ops;

import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Notes when a consumer polls and how its last poll ended; decides as the consumer's own strategy.
 */
final class PollClock extends ServiceSupport implements PollingConsumerPollStrategy {
  private final PollingConsumerPollStrategy own;
  private final Clock clock;
  private volatile Instant at;
  private volatile String error = "";

  PollClock(PollingConsumerPollStrategy own, Clock clock) {
    this.own = own;
    this.clock = clock;
    this.at = clock.instant();
  }

  /** When its last poll began or ended; before the first, when the consumer was made. */
  Instant at() {
    return at;
  }

  /** Why its last poll failed; empty where it did not. */
  String error() {
    return error;
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    at = clock.instant();
    return own.begin(consumer, endpoint);
  }

  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int polled) {
    at = clock.instant();
    error = "";
    own.commit(consumer, endpoint, polled);
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception cause)
      throws Exception {
    at = clock.instant();
    error = Probe.message(cause);
    return own.rollback(consumer, endpoint, retries, cause);
  }

  @Override
  protected void doStart() {
    ServiceHelper.startService(own);
  }

  @Override
  protected void doStop() {
    ServiceHelper.stopService(own);
  }
}
