package org.omicroutes.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what goes wrong with a bucket: the same trouble, which comes with every poll, once in a
 * while only.
 */
public final class BucketTroubles implements ExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(BucketTroubles.class);
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private final Clock clock;
  private final Map<String, Instant> told = new HashMap<>();

  BucketTroubles(Clock clock) {
    this.clock = clock;
  }

  /** Tells what a route caught. */
  public void tell(Exchange exchange) {
    handleException(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
  }

  @Override
  public synchronized void handleException(Throwable exception) {
    String reason = DropFailure.of(exception).reason();
    LOG.debug("the bucket", exception);
    Instant now = clock.instant();
    told.values().removeIf(at -> now.isAfter(at.plus(SILENCE)));
    if (told.putIfAbsent(reason, now) == null) {
      LOG.warn("announcements in the bucket wait: {}", reason);
    }
  }

  @Override
  public void handleException(String message, Throwable exception) {
    handleException(exception);
  }

  @Override
  public void handleException(String message, Exchange exchange, Throwable exception) {
    handleException(exception);
  }
}
