package org.omicroutes.drops;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.omicroutes.drops.Completion.Marks;
import org.omicroutes.drops.DropFinder.Found;

/** Large drops are read beside the looks, a few at a time, so that others need not wait for it. */
final class LargeReads {
  /** For all scanners of the process. */
  private static final ExecutorService READERS =
      Executors.newFixedThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "large drops");
            thread.setDaemon(true);
            return thread;
          });

  /** Of at least so many unread bytes. */
  long from = 1L << 30;

  /** Who reads them. */
  ExecutorService readers = READERS;

  /**
   * Whether the files of a folder are now read on another thread, because there is much to read.
   * Nothing is decided meanwhile; afterwards the sums are known to who decides.
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
    memory.reading(
        listing.fingerprint(), readers.submit(() -> memory.sums.readAll(listing, reads)));
    return true;
  }
}
