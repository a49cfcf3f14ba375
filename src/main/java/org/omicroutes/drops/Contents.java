package org.omicroutes.drops;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.omicroutes.drops.FolderListing.Entry;

/**
 * The files of a drop by what is in them; what tells of the drop's completion is left aside.
 *
 * @param files by path
 */
record Contents(SortedMap<String, File> files) {
  /**
   * @param size bytes
   */
  record File(String sha256, long size) {}

  /** Reads the files of a folder, as far as their sums are not known. */
  static Contents read(FolderListing listing, Profile profile, FileSums sums) throws IOException {
    SortedMap<String, File> files = new TreeMap<>();
    for (Entry entry : listing.entries()) {
      if (!profile.isAside(entry.path())) {
        try {
          String sum = sums.sum(listing.folder(), entry, FileSums.SHA_256);
          files.put(entry.path(), new File(sum, entry.size()));
        } catch (IOException e) {
          throw new UnreadableFile(entry.path(), e);
        }
      }
    }
    return new Contents(files);
  }

  /** A file that could not be read; the message names it. */
  static final class UnreadableFile extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableFile(String path, IOException cause) {
      super(Words.name(path) + " " + FolderWalk.why(cause), cause);
    }
  }

  /** SHA-256 over a line {@code path TAB sha256} for each file, by path. */
  String identity() {
    MessageDigest digest = DigestUtils.getSha256Digest();
    files.forEach(
        (path, file) ->
            digest.update(
                (escaped(path) + "\t" + file.sha256 + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** As gzip text, one {@code sha256 TAB size TAB path} a line. */
  byte[] toGzip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (Map.Entry<String, File> file : files.entrySet()) {
        File what = file.getValue();
        String line = what.sha256 + "\t" + what.size + "\t" + escaped(file.getKey()) + "\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Contents fromGzip(byte[] gzip) {
    SortedMap<String, File> files = new TreeMap<>();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", 3))
          .forEach(
              cells ->
                  files.put(unescaped(cells[2]), new File(cells[0], Long.parseLong(cells[1]))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Contents(files);
  }

  /** What became of the files, such as "rna.tsv.gz changed, clinical.csv is new". */
  static String difference(Contents before, Contents after) {
    List<String> changed = new ArrayList<>();
    List<String> added = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    after.files.forEach(
        (path, file) -> {
          File was = before.files.get(path);
          if (was == null) {
            added.add(path);
          } else if (!was.equals(file)) {
            changed.add(path);
          }
        });
    before.files.keySet().stream()
        .filter(path -> !after.files.containsKey(path))
        .forEach(gone::add);
    List<String> parts = new ArrayList<>();
    if (!changed.isEmpty()) {
      parts.add(Words.some(changed) + " changed");
    }
    if (!added.isEmpty()) {
      parts.add(Words.some(added) + (added.size() == 1 ? " is" : " are") + " new");
    }
    if (!gone.isEmpty()) {
      parts.add(Words.some(gone) + (gone.size() == 1 ? " is" : " are") + " gone");
    }
    return parts.isEmpty() ? "nothing changed" : String.join(", ", parts);
  }

  private static String escaped(String path) {
    return path.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescaped(String path) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' && i + 1 < path.length()) {
        char next = path.charAt(++i);
        plain.append(next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
