package org.omicroutes.camel;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.omicroutes.drops.DropSource;
import org.omicroutes.ops.Troubled;
import org.omicroutes.state.Drop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for drops, takes those that are complete and sends each through the route. A folder or a
 * database that is gone is an error of the poll, which the route's health shows, and is tried again
 * at the next one.
 */
final class DropsConsumer extends ScheduledPollConsumer implements ShutdownAware, Troubled {
  private static final Logger LOG = LoggerFactory.getLogger(DropsConsumer.class);
  private static final Duration BETWEEN_ENTRIES = Duration.ofSeconds(1);

  private final DropsEndpoint endpoint;
  private final DropServices services;
  private final Map<String, DropAttempt> held = new ConcurrentHashMap<>();
  private final PollFailures failures = new PollFailures();
  private DropSource source;
  private final AtomicBoolean looksSoon = new AtomicBoolean();
  private ExecutorService workers;
  private ExecutorService looker;
  private ScheduledExecutorService watch;
  private volatile boolean stopping;
  private volatile boolean uncertain;
  private volatile boolean blind;
  private volatile long stopBy;

  DropsConsumer(DropsEndpoint endpoint, Processor processor, DropServices services) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.services = services;
    setExceptionHandler(failures);
  }

  /** Tells each trouble of polling once, until it is over or another one comes. */
  private final class PollFailures implements ExceptionHandler {
    private String told = "";

    @Override
    public void handleException(Throwable exception) {
      String reason = DropFailure.of(exception).reason();
      if (!reason.equals(told)) {
        LOG.warn("route {} cannot look for drops: {}", getRouteId(), reason);
        LOG.debug("route {}", getRouteId(), exception);
      }
      told = reason;
    }

    @Override
    public void handleException(String message, Throwable exception) {
      handleException(exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
      handleException(exception);
    }

    void over() {
      if (!told.isEmpty()) {
        LOG.info("route {} looks for drops again", getRouteId());
      }
      told = "";
    }
  }

  @Override
  protected void doStart() throws Exception {
    stopping = false;
    source = services.sources().open(endpoint.watch(getRouteId()));
    // Not Camel's own: those are interrupted at the end, which an embedded database does not
    // survive.
    workers = Executors.newFixedThreadPool(endpoint.polling().parallel(), this::worker);
    looker = Executors.newSingleThreadExecutor(this::worker);
    watch = Executors.newSingleThreadScheduledExecutor(this::worker);
    watch.scheduleWithFixedDelay(this::watch, 1, 1, TimeUnit.SECONDS);
    super.doStart();
  }

  private Thread worker(Runnable work) {
    Thread thread = new Thread(work, "drops of " + getRouteId());
    thread.setDaemon(true);
    return thread;
  }

  private void watch() {
    held.values().forEach(DropAttempt::look);
  }

  @Override
  protected void doResume() throws Exception {
    stopping = false;
    super.doResume();
  }

  @Override
  protected int poll() throws IOException {
    if (stopping) {
      return 0;
    }
    // What is known to be complete need not wait for a long look.
    int taken = take();
    try {
      source.look();
      blind = false;
    } catch (IOException e) {
      // What cannot be looked at cannot be worked on.
      blind = true;
      throw e;
    }
    taken += take();
    failures.over();
    return taken;
  }

  /**
   * Looks now, not at the next poll: somebody knows that there is something new. Of what goes wrong
   * the next poll tells.
   */
  void lookNow() {
    // A look that has not begun sees all that is there when it begins.
    if (stopping || !isRunAllowed() || !looksSoon.compareAndSet(false, true)) {
      return;
    }
    try {
      looker.execute(this::look);
    } catch (RejectedExecutionException e) {
      looksSoon.set(false);
    }
  }

  private void look() {
    looksSoon.set(false);
    try {
      if (!stopping) {
        source.look();
        take();
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("an announced drop waits for the next poll", e);
    }
  }

  @Override
  public List<String> troubles() {
    return source == null ? List.of() : source.troubles();
  }

  /** Takes drops until none is left or as many are worked on as may be. */
  private synchronized int take() {
    int taken = 0;
    boolean answered = false;
    try {
      reconcile();
      while (!stopping && !blind && held.size() < endpoint.polling().parallel() && takeOne()) {
        taken++;
      }
      answered = true;
    } finally {
      uncertain = !answered;
    }
    return taken;
  }

  private boolean takeOne() {
    String instance = services.instance().get();
    Optional<Drop> drop = services.drops().claim(getRouteId(), instance);
    drop.ifPresent(
        taken -> {
          DropAttempt attempt = new DropAttempt(services, endpoint, taken, instance);
          held.put(taken.id(), attempt);
          workers.execute(() -> work(attempt));
        });
    return drop.isPresent();
  }

  /** A claim whose answer was lost is nobody's work: it is given back. */
  private void reconcile() {
    if (!uncertain) {
      return;
    }
    String instance = services.instance().get();
    for (Drop drop : services.drops().held(getRouteId(), instance)) {
      if (!held.containsKey(drop.id())) {
        services.drops().giveBack(drop, instance, null, "the database had not answered");
      }
    }
  }

  private void work(DropAttempt attempt) {
    try {
      enter(attempt, through(attempt));
    } finally {
      held.remove(attempt.drop().id());
      takeNext();
    }
  }

  private void takeNext() {
    try {
      take();
    } catch (RuntimeException e) {
      LOG.debug("nothing taken: {}", e.getMessage());
    }
  }

  /**
   * @return what went wrong; null for nothing
   */
  private Throwable through(DropAttempt attempt) {
    if (stopping) {
      attempt.park();
    }
    try {
      attempt.begin();
      Drop drop = attempt.drop();
      LOG.info("drop {} of {}: attempt {}", drop.name(), drop.route(), drop.attempts());
      Exchange exchange = createExchange(false);
      try {
        attempt.describe(exchange);
        getProcessor().process(exchange);
        return exchange.getException();
      } finally {
        releaseExchange(exchange, false);
      }
    } catch (Exception | Error e) {
      return e;
    }
  }

  /** Enters the end of an attempt, and waits for the database where it is gone. */
  private void enter(DropAttempt attempt, Throwable failure) {
    if (failure != null) {
      LOG.debug("drop {}", attempt.drop().name(), failure);
    }
    String told = "";
    while (true) {
      try {
        attempt.end(failure);
        return;
      } catch (RuntimeException e) {
        String reason = DropFailure.of(e).reason();
        if (!reason.equals(told)) {
          LOG.warn("drop {}: its end cannot be entered yet: {}", attempt.drop().name(), reason);
          told = reason;
        }
        if (stopping && System.nanoTime() - stopBy > 0 || !pause()) {
          return;
        }
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(BETWEEN_ENTRIES.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** From here on nothing is taken, and of what runs the step that is at work is the last. */
  private void beginToStop() {
    if (!stopping) {
      var strategy = getEndpoint().getCamelContext().getShutdownStrategy();
      stopBy = System.nanoTime() + strategy.getTimeUnit().toNanos(strategy.getTimeout());
      stopping = true;
    }
    held.values().forEach(DropAttempt::park);
  }

  @Override
  protected void doSuspend() throws Exception {
    beginToStop();
    super.doSuspend();
  }

  @Override
  protected void doStop() throws Exception {
    beginToStop();
    if (looker != null) {
      looker.shutdown();
    }
    // A poll that is interrupted while it asks an embedded database would close it.
    // Camel interrupts who stops for too long; what is held is parked all the same.
    boolean interrupted = false;
    while ((isPolling() || isLooking() || !held.isEmpty()) && System.nanoTime() - stopBy < 0) {
      interrupted |= Thread.interrupted();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    for (DropAttempt attempt : held.values()) {
      LOG.warn("drop {}: its step takes too long to wait for", attempt.drop().name());
      parkNow(attempt);
    }
    super.doStop();
    if (source != null) {
      source.close();
    }
    if (workers != null) {
      workers.shutdown();
      watch.shutdown();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isLooking() {
    return looker != null && !looker.isTerminated();
  }

  private static void parkNow(DropAttempt attempt) {
    try {
      attempt.parkNow();
    } catch (RuntimeException e) {
      LOG.warn(
          "drop {} is given back when the server starts again: {}",
          attempt.drop().name(),
          e.getMessage());
    }
  }

  @Override
  public boolean deferShutdown(ShutdownRunningTask running) {
    return false;
  }

  @Override
  public int getPendingExchangesSize() {
    return held.size();
  }

  @Override
  public void prepareShutdown(boolean suspendOnly, boolean forced) {
    // Stopping and its time limit are doSuspend's and doStop's.
  }
}
