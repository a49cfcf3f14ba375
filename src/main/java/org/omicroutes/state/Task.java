package org.omicroutes.state;

import java.time.Instant;

/**
 * A step of a run.
 *
 * @param number from 1, in the order in which steps began
 * @param name of the step, such as {@code vst}
 * @param label the file or folder that it makes
 * @param reused whether its result was there already
 * @param message why it failed, or what it noted; null for nothing
 */
public record Task(
    String runId,
    int number,
    String name,
    String label,
    RunState state,
    boolean reused,
    Instant startedAt,
    Instant endedAt,
    String message) {}
