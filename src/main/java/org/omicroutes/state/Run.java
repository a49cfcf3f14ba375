package org.omicroutes.state;

import java.time.Instant;

/**
 * A workflow that was asked for.
 *
 * @param workflow its name, such as {@code prognosis}
 * @param type of the workflow's language: {@code omicroutes}, {@code CWL}, {@code NFL}
 * @param owner who asked
 * @param request what was asked, JSON
 * @param tags JSON object of texts
 * @param folder absolute path of the run's folder
 * @param device that trains: {@code cpu}, {@code gpu}; null where none was asked for
 * @param error in plain language; null where none is known
 * @param dropId of the drop it works on; null for none
 * @param claimedBy the instance that works on it; null where none does
 * @param cancelling whether it has been told to stop
 * @param attempts begun so far
 */
public record Run(
    String id,
    String workflow,
    String type,
    RunState state,
    String owner,
    String request,
    String tags,
    String folder,
    String device,
    String error,
    String dropId,
    Instant createdAt,
    Instant startedAt,
    Instant endedAt,
    String claimedBy,
    boolean cancelling,
    int attempts) {}
