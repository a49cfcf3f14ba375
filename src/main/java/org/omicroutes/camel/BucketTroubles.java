package org.omicroutes.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
  private String told = "";
  private Instant at = Instant.MIN;

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
    if (!reason.equals(told) || clock.instant().isAfter(at.plus(SILENCE))) {
      LOG.warn("announcements in the bucket wait: {}", reason);
      told = reason;
      at = clock.instant();
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
