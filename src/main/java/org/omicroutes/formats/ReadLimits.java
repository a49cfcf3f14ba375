package org.omicroutes.formats;

import java.nio.file.Path;
import java.util.Locale;
import org.omicroutes.cohort.DataException;

/**
 * How much a small file may turn into when it is read, so that a crafted one cannot fill the
 * memory. Set by system properties or the environment ({@code OMICROUTES_LIMITS_GZIP_RATIO}, …).
 *
 * @param gzipRatio bytes that come out of one byte of gzip on average, once {@code free} have come
 *     out. Omic tables give 3 to 60, DEFLATE cannot give more than 1032
 * @param free bytes below which the ratio does not matter
 * @param line bytes of one line
 * @param textColumns columns of a table whose cells are kept as text, one row per sample
 */
record ReadLimits(long gzipRatio, long free, long line, int textColumns) {
  private static final String PREFIX = "omicroutes.limits.";

  /** Of this process. */
  static final ReadLimits CURRENT =
      new ReadLimits(
          setting("gzip-ratio", 250),
          256L << 20,
          setting("line", 128L << 20),
          (int) setting("text-columns", 20_000));

  /** The share of the memory that one matrix may fill; whatever is done with it needs some too. */
  private static final double SHARE = 0.6;

  private static long setting(String name, long standard) {
    String property = PREFIX + name;
    String variable = property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    String value = System.getProperty(property, System.getenv(variable));
    if (value == null || value.isBlank()) {
      return standard;
    }
    try {
      long number = Long.parseLong(value.strip());
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is too small.
    }
    throw new IllegalArgumentException(
        variable + ": found '" + value + "', expected a whole number > 0");
  }

  /** Tells when what comes out of gzip is out of proportion. */
  void checkRatio(Path file, long in, long out) {
    if (out > free && out / gzipRatio > in) {
      throw DataException.in(file)
          .error(
              "gzip that grows more than " + gzipRatio + "-fold (" + (out >> 20) + " MB so far)",
              "data; a larger OMICROUTES_LIMITS_GZIP_RATIO where they are");
    }
  }

  /** Tells of a line without an end. */
  void checkLine(DataException.At at, long length) {
    if (length > line) {
      throw at.error(
          "a line or quoted cell of more than " + line + " bytes",
          "shorter ones; a larger OMICROUTES_LIMITS_LINE where they must be as long");
    }
  }

  /** Tells of a table of text that is too wide to be one of samples. */
  void checkTextColumns(Path file, int columns) {
    if (columns > textColumns) {
      throw DataException.in(file)
          .line(1)
          .error(
              columns + " columns",
              textColumns
                  + " at most; a larger OMICROUTES_LIMITS_TEXT_COLUMNS where there are more");
    }
  }

  /** Tells when numbers do not fit into the memory, before it is full. */
  static void checkMemory(DataException.At at, long rows, long columns, long memory) {
    if (rows * columns * Double.BYTES > SHARE * memory) {
      throw at.error(
          "a matrix of " + columns + " columns and at least " + rows + " rows",
          "one that fits into " + (memory >> 20) + " MB of memory; more with OMICROUTES_MEMORY");
    }
  }
}
