package org.omicroutes.compare;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.provenance.Crate;

/**
 * Compares results: two files, or two folders file by file. Tables are compared cell by cell with a
 * tolerance for numbers (header and ids exactly), JSON by structure, text (HTML and SVG too) line
 * by line with the tolerance for numbers in it, anything else byte by byte; gzip by what is in it.
 */
public final class Comparison {
  /** The store of a run, which is its own affair. */
  private static final String STORE = ".omicroutes";

  private static final int SNIFFED = 8192;

  private final Tolerances tolerances;
  private final Differences differences;

  /**
   * @param limit how many differences of one file are kept; all are counted
   */
  public Comparison(Tolerances tolerances, int limit) {
    this.tolerances = tolerances;
    this.differences = new Differences(limit);
  }

  /**
   * Compares two files, or two folders.
   *
   * @throws DataException where there is nothing, or one is a folder and the other a file
   */
  public Differences of(Path a, Path b) throws IOException {
    requireThere(a);
    requireThere(b);
    if (Files.isDirectory(a) != Files.isDirectory(b)) {
      Path folder = Files.isDirectory(a) ? a : b;
      throw DataException.in(folder).error("a folder", "two files or two folders");
    }
    if (!Files.isDirectory(a)) {
      compare(a.getFileName(), a, b);
      return differences;
    }
    Set<Path> all = files(a);
    all.addAll(files(b));
    return of(a, b, all);
  }

  /**
   * Compares some files of two folders.
   *
   * @param files relative to both
   */
  public Differences of(Path a, Path b, Collection<Path> files) throws IOException {
    for (Path file : files) {
      if (tolerances.isIgnored(file)) {
        differences.note(file + ": not compared, as asked");
        continue;
      }
      boolean inA = Files.isRegularFile(a.resolve(file));
      boolean inB = Files.isRegularFile(b.resolve(file));
      if (inA && inB) {
        compare(file, a.resolve(file), b.resolve(file));
      } else {
        String none = Difference.MISSING;
        differences.add(
            file.toString(),
            Difference.WHOLE,
            Difference.WHOLE,
            inA ? "a file" : none,
            inB ? "a file" : none);
      }
    }
    return differences;
  }

  private static void requireThere(Path path) {
    if (Files.notExists(path)) {
      throw DataException.in(path).error("no such file or folder", "a result");
    }
  }

  private static Set<Path> files(Path folder) throws IOException {
    Set<Path> files = new TreeSet<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .map(folder::relativize)
          .filter(file -> !file.startsWith(STORE))
          .forEach(files::add);
    }
    return files;
  }

  private void compare(Path name, Path a, Path b) throws IOException {
    differences.compared();
    String shown = name.toString();
    Kind kind = Kind.of(name);
    if (kind == Kind.LOG) {
      differences.note(shown + ": a log, not compared");
      return;
    }
    if (Files.mismatch(a, b) < 0) {
      return;
    }
    Tolerance tolerance = tolerances.of(name);
    switch (kind) {
      case TABLE -> new TableComparison(shown, tolerance, differences).compare(a, b);
      case JSON -> new JsonComparison(shown, tolerance, differences).compare(a, b);
      case CRATE -> CrateComparison.compare(shown, Crate.read(a), Crate.read(b), differences);
      case PICTURE ->
          differences.note(shown + ": pictures that differ in their bytes; they may, unseen");
      default -> other(shown, tolerance, a, b);
    }
  }

  private void other(String shown, Tolerance tolerance, Path a, Path b) throws IOException {
    if (isText(a) && isText(b)) {
      TextComparison.compare(shown, tolerance, a, b, differences);
      return;
    }
    long at = mismatch(a, b);
    if (at >= 0) {
      differences.add(
          shown,
          "byte " + at,
          Difference.WHOLE,
          Files.size(a) + " bytes",
          Files.size(b) + " bytes");
    }
  }

  private static boolean isText(Path file) throws IOException {
    try (InputStream in = TextFiles.open(file)) {
      for (byte b : in.readNBytes(SNIFFED)) {
        if (b == 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** The first byte, of what is in them where they are gzip, that differs; -1 where none does. */
  private static long mismatch(Path a, Path b) throws IOException {
    try (InputStream first = new BufferedInputStream(TextFiles.open(a));
        InputStream second = new BufferedInputStream(TextFiles.open(b))) {
      for (long at = 0; ; at++) {
        int one = first.read();
        if (one != second.read()) {
          return at;
        }
        if (one < 0) {
          return -1;
        }
      }
    }
  }

  /** How a file is compared, by its name without .gz. */
  private enum Kind {
    TABLE,
    JSON,
    CRATE,
    PICTURE,
    LOG,
    OTHER;

    static Kind of(Path file) {
      String name = file.getFileName().toString().replaceAll("\\.gz$", "");
      if (name.equals(Crate.FILE)) {
        return CRATE;
      }
      return switch (name.substring(name.lastIndexOf('.') + 1)) {
        case "tsv", "csv", "maf" -> TABLE;
        case "json", "model" -> JSON;
        case "png", "jpg", "jpeg", "pdf" -> PICTURE;
        case "log" -> LOG;
        default -> OTHER;
      };
    }
  }
}
