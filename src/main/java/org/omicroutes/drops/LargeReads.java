package org.omicroutes.drops;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.JdbiException;
import org.omicroutes.drops.Completion.Marks;
import org.omicroutes.drops.DropFinder.Found;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Large drops are read beside the looks, a few at a time, so that others need not wait for it. Of
 * several instances that look at a folder one reads it; each look says that it still does.
 */
final class LargeReads {
  private static final Logger LOG = LoggerFactory.getLogger(LargeReads.class);

  /** After which another reads a folder whose reader is heard of no more. */
  static final Duration SILENCE = Duration.ofMinutes(2);

  /** For all scanners of the process. */
  private static final ExecutorService READERS =
      Executors.newFixedThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "large drops");
            thread.setDaemon(true);
            return thread;
          });

  private final DropEntries entries;
  private final String reader = UUID.randomUUID().toString();

  /** Of at least so many unread bytes. */
  long from = 1L << 30;

  /** Who reads them. */
  ExecutorService readers = READERS;

  LargeReads(DropEntries entries) {
    this.entries = entries;
  }

  /**
   * Whether the files of a folder are now read on another thread, or by another instance, because
   * there is much to read. Nothing is decided meanwhile; afterwards the sums are known to who
   * decides.
   */
  boolean begin(
      Found found, Marks marks, FolderWalk.Result walk, FolderMemory memory, boolean settled) {
    FolderListing listing = walk.listing();
    if (listing.bytes() < from || memory.hasBeenRead(listing.fingerprint())) {
      return false;
    }
    Map<String, String> reads = Completion.reads(found, marks, walk, settled);
    if (reads.isEmpty() || memory.sums.unread(listing, reads) < from) {
      return false;
    }
    if (!entries.takeReading(found, reader, SILENCE)) {
      return true;
    }
    memory.reading(
        listing.fingerprint(), readers.submit(() -> memory.sums.readAll(listing, reads)));
    return true;
  }

  /** A folder is still being read. */
  void goOn(Found found) {
    entries.takeReading(found, reader, SILENCE);
  }

  /** Nothing is read any more. */
  void close() {
    try {
      entries.store().releaseReading(reader);
    } catch (JdbiException e) {
      // Others wait a little longer.
      LOG.debug("what is not read any more cannot be entered", e);
    }
  }
}
