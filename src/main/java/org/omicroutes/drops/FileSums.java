package org.omicroutes.drops;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.omicroutes.drops.FolderListing.Entry;

/**
 * The sums of a drop's files. Each file is read once, and again only where its size or time
 * changed. SHA-256 comes along with any other sum, as the drop's identity needs it.
 */
final class FileSums {
  private static final int BUFFER = 1 << 20;
  static final String SHA_256 = "SHA-256";

  private record Key(String path, long size, Instant modifiedAt, String link) {
    static Key of(Entry entry) {
      return new Key(entry.path(), entry.size(), entry.modifiedAt(), entry.link());
    }
  }

  /** A file that is another than the walk saw: it is to be looked at again. */
  static final class Changed extends IOException {
    private static final long serialVersionUID = 1L;

    Changed() {
      super("it changes while it is read");
    }
  }

  private final Path root;
  private final Map<Key, Map<String, String>> sums = new HashMap<>();
  private long filesRead;

  /**
   * @param root the watched folder, its real path
   */
  FileSums(Path root) {
    this.root = root;
  }

  /** How many files were read. */
  long filesRead() {
    return filesRead;
  }

  void forget() {
    sums.clear();
  }

  /** A sum in lower-case hexadecimal digits; of a link to a folder that of where it leads. */
  String sum(Path folder, Entry entry, String algorithm) throws IOException {
    Key key = Key.of(entry);
    Map<String, String> known = sums.get(key);
    if (known == null || !known.containsKey(algorithm)) {
      known = read(folder.resolve(entry.path()), entry, algorithm);
      sums.put(key, known);
    }
    return known.get(algorithm);
  }

  /** Bytes of the files that are to be read for these sums; algorithms by path. */
  long unread(FolderListing listing, Map<String, String> algorithms) {
    return listing.entries().stream()
        .filter(entry -> algorithms.containsKey(entry.path()))
        .filter(
            entry -> {
              Map<String, String> known = sums.get(Key.of(entry));
              return known == null || !known.containsKey(algorithms.get(entry.path()));
            })
        .mapToLong(Entry::size)
        .sum();
  }

  /**
   * Reads files for these sums. Those that cannot be read are passed over: whoever asks for their
   * sums finds out why. Ends early where its thread is interrupted.
   */
  void readAll(FolderListing listing, Map<String, String> algorithms) {
    for (Entry entry : listing.entries()) {
      String algorithm = algorithms.get(entry.path());
      if (algorithm != null && !Thread.currentThread().isInterrupted()) {
        try {
          sum(listing.folder(), entry, algorithm);
        } catch (IOException e) {
          // As is said above.
        }
      }
    }
  }

  private Map<String, String> read(Path file, Entry entry, String algorithm) throws IOException {
    Map<String, MessageDigest> digests = new TreeMap<>();
    digests.put(SHA_256, DigestUtils.getSha256Digest());
    digests.computeIfAbsent(algorithm, DigestUtils::getDigest);
    Path real = file.toRealPath();
    // A folder may have become a link since the walk.
    if (!real.startsWith(root)) {
      throw new Changed();
    }
    if (entry.link() != null && Files.isDirectory(real)) {
      byte[] to = ("link to " + entry.link()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      digests.values().forEach(digest -> digest.update(to));
    } else {
      digest(real, entry.size(), digests);
    }
    filesRead++;
    Map<String, String> read = new TreeMap<>();
    digests.forEach((name, digest) -> read.put(name, HexFormat.of().formatHex(digest.digest())));
    return read;
  }

  private static void digest(Path file, long size, Map<String, MessageDigest> digests)
      throws IOException {
    byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, size))];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
        for (MessageDigest digest : digests.values()) {
          digest.update(buffer, 0, n);
        }
      }
    }
    if (bytes != size) {
      throw new Changed();
    }
  }
}
