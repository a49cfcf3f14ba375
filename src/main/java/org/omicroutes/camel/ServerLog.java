package org.omicroutes.camel;

import java.util.concurrent.CancellationException;
import org.omicroutes.step.Execution;
import org.omicroutes.step.RunListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run in the server's log. What steps say may name patients: it goes to the run's own log, and
 * here at DEBUG only.
 *
 * @param name of the drop or run
 */
record ServerLog(String name) implements RunListener {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);

  @Override
  public void note(Execution execution, String message) {
    LOG.debug("{}: {}: {}", name, execution.label(), message);
  }

  @Override
  public void finished(Execution execution) {
    LOG.info("{}: {} {}", name, execution.work(), execution.reused() ? "reused" : "done");
  }

  @Override
  public void failed(Execution execution, Exception cause) {
    if (cause instanceof CancellationException) {
      LOG.info("{}: {} stopped", name, execution.step());
      return;
    }
    LOG.warn("{}: {} failed; the run's log says why", name, execution.step());
    LOG.debug("{}: {}", name, execution.step(), cause);
  }
}
