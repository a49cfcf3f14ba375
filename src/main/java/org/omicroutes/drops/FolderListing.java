package org.omicroutes.drops;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What a walk saw in a folder; nothing is read from the files.
 *
 * @param folder absolute
 * @param entries by path
 */
public record FolderListing(Path folder, List<Entry> entries) {
  /**
   * A regular file.
   *
   * @param path below the folder, with {@code /}
   * @param size bytes
   */
  public record Entry(String path, long size, Instant modifiedAt) {}

  public FolderListing {
    entries = List.copyOf(entries);
  }

  public long bytes() {
    return entries.stream().mapToLong(Entry::size).sum();
  }
}
