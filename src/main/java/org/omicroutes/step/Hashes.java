package org.omicroutes.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.StopSignal;

/**
 * SHA-256 of files and folders. A file is read again only when its size, time of change or identity
 * differ from when it was last hashed by this process.
 */
public final class Hashes {
  private record Stamp(long size, long modified, Object identity) {}

  private record Known(Stamp stamp, String sha256) {}

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /**
   * The hash of a file's bytes; of a folder, that of its files' relative names and hashes.
   *
   * @throws DataException where there is no such file
   */
  public String of(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    try {
      if (Files.isDirectory(path)) {
        return ofFolder(path);
      }
      Stamp stamp = stamp(path);
      Known before = known.get(path);
      if (before != null && before.stamp.equals(stamp)) {
        return before.sha256;
      }
      String sha256 = read(path);
      known.put(path, new Known(stamp, sha256));
      return sha256;
    } catch (NoSuchFileException e) {
      throw DataException.in(file).error("no such file", "a readable file", e);
    }
  }

  /** Forgets what was known of a file that is about to be trusted, so that it is read again. */
  String afresh(Path file) throws IOException {
    known.remove(file.toAbsolutePath().normalize());
    return of(file);
  }

  static String ofText(String text) {
    return DigestUtils.sha256Hex(text);
  }

  /** Bytes of a file, or of all files in a folder. */
  public static long size(Path file) throws IOException {
    if (!Files.isDirectory(file)) {
      return Files.size(file);
    }
    long total = 0;
    for (Path inside : filesIn(file)) {
      total += Files.size(inside);
    }
    return total;
  }

  private String ofFolder(Path folder) throws IOException {
    StringBuilder listing = new StringBuilder();
    for (Path inside : filesIn(folder)) {
      listing.append(folder.relativize(inside)).append('\t').append(of(inside)).append('\n');
    }
    return ofText(listing.toString());
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Stamp stamp(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new Stamp(
        attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey());
  }

  private static String read(Path path) throws IOException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
      byte[] buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        // the digest sees every byte
        StopSignal.check();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
