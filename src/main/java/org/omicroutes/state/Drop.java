package org.omicroutes.state;

import java.time.Instant;

/**
 * A run folder with certain contents.
 *
 * @param route that takes it
 * @param root the watched folder
 * @param path of the folder below the root; for an announced drop what it was announced as
 * @param profile by which it is complete
 * @param reason of the state, in plain language
 * @param fingerprint SHA-256 of names, sizes and times of its files: tells whether anything changed
 * @param content SHA-256 of names and contents of its files; null before it is complete
 * @param bytes of all files
 * @param changedAt when its files were last seen to change
 * @param attempts begun so far
 * @param nextAttemptAt not before this; null for at once
 * @param claimedBy the instance that holds it; null where none does
 * @param runId of its last run; null before the first
 * @param follows the earlier drop of the same folder whose contents it replaces; null for none
 * @param waitUntil when it runs at the latest, also where its patients lack layers; null where its
 *     route does not ask for layers
 * @param groupId the same for drops that run together, the id of one of them; null for one that
 *     runs by itself
 */
public record Drop(
    String id,
    String route,
    String root,
    String path,
    String profile,
    DropState state,
    String reason,
    String fingerprint,
    String content,
    int files,
    long bytes,
    Instant foundAt,
    Instant changedAt,
    Instant stateAt,
    int attempts,
    Instant nextAttemptAt,
    String claimedBy,
    String runId,
    String follows,
    Instant waitUntil,
    String groupId) {

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
