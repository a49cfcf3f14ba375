package org.omicroutes.engines;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A task of an engine's run that has ended.
 *
 * @param name as the engine calls it
 * @param folder that it ran in, relative to the run's; null where the engine does not tell
 * @param status how it ended
 * @param exitCode null where none is known
 */
public record EngineTask(
    String name, Path folder, Status status, Instant started, Instant ended, Integer exitCode) {
  /** What a task says on its standard output and error, in its folder (Nextflow's). */
  public static final String OUT = ".command.out";

  public static final String ERR = ".command.err";

  /** How a task ended. */
  public enum Status {
    COMPLETED,
    /** An earlier attempt had done it. */
    REUSED,
    FAILED,
    /** Ended before it was done. */
    STOPPED
  }
}
