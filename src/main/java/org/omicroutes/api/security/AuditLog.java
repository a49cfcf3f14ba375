package org.omicroutes.api.security;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.state.AuditStore;
import org.omicroutes.state.AuditStore.Event;

/**
 * Writes down who changed what and who was not let: no bodies, no keys, no query. A thread of its
 * own does it, in order, and tries again while the database is away; what then comes too fast goes
 * to the server's log instead. Of those who send too much, one entry a minute and address is kept.
 */
@ApplicationScoped
public class AuditLog {
  private static final int WAITING = 10_000;
  private static final int TOO_MANY = 429;
  private static final Duration CLEANING = Duration.ofHours(6);
  private static final Duration AT_THE_END = Duration.ofSeconds(5);

  @Inject Instance<AuditStore> stores;

  @ConfigProperty(name = "omicroutes.audit.keep", defaultValue = "365d")
  Duration keep;

  /**
   * @param over completes when the entry is in the database, or told instead
   */
  private record Waiting(Instant at, Event event, CompletableFuture<Void> over) {}

  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(WAITING);
  private final LastTimes tooMany = new LastTimes(Duration.ofMinutes(1));
  private volatile boolean ending;
  private volatile boolean away;
  private Thread writer;

  /**
   * A request changed something, tried to, or was not let.
   *
   * @return completes when the entry is in the database, or told in the server's log instead; at
   *     once while the database is known to be away, for which the entry waits
   */
  CompletionStage<Void> record(RoutingContext context, String address, int status) {
    if (status == TOO_MANY && !tooMany.isNew(address)) {
      return CompletableFuture.completedFuture(null);
    }
    String who =
        context.user() instanceof QuarkusHttpUser user && !user.getSecurityIdentity().isAnonymous()
            ? user.getSecurityIdentity().getPrincipal().getName()
            : "anonymous";
    String path = String.valueOf(context.normalizedPath());
    String template = PathTemplate.of(context).orElse(path);
    Event event =
        new Event(
            who,
            address,
            context.request().method() + " " + template,
            path,
            outcome(status) + " " + status);
    start();
    Waiting entry = new Waiting(Instant.now(), event, new CompletableFuture<>());
    if (!queue.offer(entry)) {
      tellInstead(entry);
    }
    return away ? CompletableFuture.completedFuture(null) : entry.over;
  }

  private static String outcome(int status) {
    if (status < 400) {
      return "done";
    }
    if (status >= 500) {
      return "failed";
    }
    return status == 401 || status == 403 || status == TOO_MANY ? "denied" : "refused";
  }

  private static void tellInstead(Waiting entry) {
    Event event = entry.event;
    Log.warnf(
        "audit: %s from %s: %s: %s", event.who(), event.remote(), event.action(), event.outcome());
    entry.over.complete(null);
  }

  private synchronized void start() {
    if (writer == null) {
      writer = new Thread(this::write, "audit");
      writer.setDaemon(true);
      writer.start();
    }
  }

  private void write() {
    Instant cleaned = Instant.MIN;
    try {
      while (!ending || !queue.isEmpty()) {
        if (cleaned.isBefore(Instant.now().minus(CLEANING))) {
          cleaned = Instant.now();
          clean();
        }
        Waiting next = queue.poll(1, TimeUnit.SECONDS);
        if (next != null) {
          add(next);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void clean() {
    try {
      stores.get().removeBefore(Instant.now().minus(keep));
    } catch (RuntimeException e) {
      Log.warnf("old audit entries are not removed: %s", e.getMessage());
    }
  }

  private void add(Waiting entry) throws InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        stores.get().add(entry.at, entry.event);
        away = false;
        entry.over.complete(null);
        return;
      } catch (RuntimeException e) {
        away = true;
        if (ending) {
          tellInstead(entry);
          return;
        }
        if (attempt == 0) {
          Log.warnf("audit entries wait for the database: %s", e.getMessage());
        }
        Thread.sleep(1000);
      }
    }
  }

  /** What waits is written before the database closes. */
  void stopping(@Observes ShutdownEvent event) throws InterruptedException {
    ending = true;
    Thread last;
    synchronized (this) {
      last = writer;
    }
    if (last != null) {
      last.join(AT_THE_END.toMillis());
    }
  }
}
