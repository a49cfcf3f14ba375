package org.omicroutes.drops;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What a walk saw in a folder; nothing is read from the files.
 *
 * @param folder absolute
 * @param entries by path
 */
public record FolderListing(Path folder, List<Entry> entries) {
  /**
   * A regular file, or a link.
   *
   * @param path below the folder, with {@code /}
   * @param size bytes; of a link to a file those of the file, to a folder 0
   * @param link where a link leads to, below the watched folder; null for a file
   */
  public record Entry(String path, long size, Instant modifiedAt, String link) {
    public Entry(String path, long size, Instant modifiedAt) {
      this(path, size, modifiedAt, null);
    }
  }

  public FolderListing {
    entries = entries.stream().sorted(Comparator.comparing(Entry::path)).toList();
  }

  public long bytes() {
    return entries.stream().mapToLong(Entry::size).sum();
  }

  /** SHA-256 of names, sizes and times (to the millisecond): tells whether anything changed. */
  public String fingerprint() {
    MessageDigest digest = DigestUtils.getSha256Digest();
    for (Entry entry : entries) {
      String line =
          String.join(
              "\0",
              entry.path,
              Long.toString(entry.size),
              Long.toString(entry.modifiedAt.toEpochMilli()),
              entry.link == null ? "" : entry.link,
              "\n");
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
