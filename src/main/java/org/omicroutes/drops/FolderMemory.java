package org.omicroutes.drops;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;

/** What a scanner remembers of a drop's folder from look to look. */
final class FolderMemory {
  final FileSums sums;

  private String dropId = "";
  private volatile Future<?> reading;

  /** The fingerprint of the files that were read beside the looks; null where none were. */
  private String read;

  /** Of the last look at which the folder was examined; null before. */
  String signature;

  /** When the files were last walked; null before. */
  Instant walkedAt;

  /** What the last walk saw; null where it does not matter. */
  FolderListing before;

  /** Whether all markers were there. */
  boolean marked;

  /** For how long nothing may change. */
  Duration settle = Duration.ZERO;

  /** Whether the drop waited for its run, or an instance held it, at the last look. */
  boolean held;

  /** The fingerprint of a folder that changed after its drop ended; null where it did not. */
  String pending;

  /** Since when. */
  Instant pendingAt;

  FolderMemory(FileSums sums) {
    this.sums = sums;
  }

  /** Forgets what was of another drop of the same folder. */
  void isOf(String drop) {
    if (!dropId.equals(drop)) {
      dropId = drop;
      signature = null;
      held = false;
      pending = null;
    }
  }

  /** Whether the files of a drop that is not complete are to be walked. */
  boolean walkIsDue(Instant now, Instant changedAt, Duration atMost) {
    if (walkedAt == null) {
      return true;
    }
    Duration every = marked ? shorter(settle.dividedBy(4), atMost) : atMost;
    boolean settles =
        marked && walkedAt.isBefore(changedAt.plus(settle)) && settled(now, changedAt);
    return settles || !now.isBefore(walkedAt.plus(every));
  }

  boolean settled(Instant now, Instant changedAt) {
    return !now.isBefore(changedAt.plus(settle));
  }

  /** Whether the files are being read beside the looks; nobody else may ask for their sums then. */
  boolean isBeingRead() {
    if (reading == null) {
      return false;
    }
    if (!reading.isDone()) {
      return true;
    }
    reading = null;
    // What has changed meanwhile is to be seen.
    walkedAt = null;
    return false;
  }

  /** Whether any files are or were read beside the looks, and their sums are still needed. */
  boolean hasBeenReadBeside() {
    return read != null;
  }

  boolean hasBeenRead(String fingerprint) {
    return fingerprint.equals(read);
  }

  void reading(String fingerprint, Future<?> work) {
    read = fingerprint;
    reading = work;
  }

  /** Nobody looks any more. */
  void close() {
    Future<?> begun = reading;
    if (begun != null) {
      begun.cancel(true);
    }
  }

  /** The sums of many files take room. */
  void forgetFiles() {
    read = null;
    sums.forget();
    before = null;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  void walked(Instant now, FolderWalk.Result walk, Profile profile) {
    walkedAt = now;
    boolean matters = profile != null && !profile.checksums().isEmpty();
    before = matters ? walk.listing() : null;
  }
}
