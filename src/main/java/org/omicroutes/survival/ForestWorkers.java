package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.omicroutes.cohort.StopSignal;

/** Does numbered pieces of work, which must not depend on each other, on some threads. */
public final class ForestWorkers {
  private ForestWorkers() {}

  /**
   * @param threads 0: as many as there are processors
   */
  public static void each(int pieces, int threads, IntConsumer work) {
    int wanted = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    int workers = Math.min(wanted, pieces);
    if (workers <= 1) {
      for (int k = 0; k < pieces; k++) {
        StopSignal.check();
        work.accept(k);
      }
      return;
    }
    StopSignal stop = StopSignal.current();
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int w = 0; w < workers; w++) {
        running.add(
            pool.submit(
                () -> {
                  for (int k = next.getAndIncrement(); k < pieces; k = next.getAndIncrement()) {
                    int piece = k;
                    stop.run(() -> work.accept(piece));
                  }
                }));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
