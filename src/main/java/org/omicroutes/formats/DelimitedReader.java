package org.omicroutes.formats;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.omicroutes.cohort.DataException;

/**
 * A tab- or comma-separated file with a header line, read line by line; which of the two it is, is
 * told by the header. Double quotes are understood; blank lines are skipped.
 */
public final class DelimitedReader implements Closeable {
  private final Path file;
  private final BufferedReader reader;
  private final char delimiter;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> header;
  private final long skippedLines;
  private long line;

  private DelimitedReader(
      Path file, BufferedReader reader, char delimiter, String headerLine, long skippedLines)
      throws IOException {
    this.file = file;
    this.reader = reader;
    this.delimiter = delimiter;
    CSVFormat.Builder format =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true);
    this.skippedLines = skippedLines;
    try (CSVParser headerParser = CSVParser.parse(headerLine, format.get())) {
      Iterator<CSVRecord> first = headerParser.iterator();
      this.header = first.hasNext() ? first.next().toList() : List.of();
    }
    this.parser = format.get().parse(reader);
    this.records = parser.iterator();
    this.line = skippedLines;
  }

  /**
   * Opens a file whose first line (after lines that begin with {@code commentPrefix}, where one is
   * given) is its header.
   *
   * @throws DataException where the file is empty
   */
  public static DelimitedReader open(Path file, String commentPrefix) throws IOException {
    BufferedReader reader = TextFiles.reader(file);
    try {
      long lines = 0;
      String headerLine;
      do {
        headerLine = reader.readLine();
        lines++;
      } while (headerLine != null
          && (headerLine.isBlank()
              || commentPrefix != null && headerLine.startsWith(commentPrefix)));
      if (headerLine == null) {
        throw DataException.in(file).error("an empty file", "a header line and rows");
      }
      char delimiter = headerLine.indexOf('\t') >= 0 ? '\t' : ',';
      return new DelimitedReader(file, reader, delimiter, headerLine, lines);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  public static DelimitedReader open(Path file) throws IOException {
    return open(file, null);
  }

  /** The column names as they stand in the file. */
  public List<String> header() {
    return header;
  }

  public char delimiter() {
    return delimiter;
  }

  /** The column of a name, or -1. */
  public int find(String column) {
    return header.indexOf(column);
  }

  /**
   * The column of a name.
   *
   * @throws DataException that lists the columns there are
   */
  public int require(String column) {
    int index = find(column);
    if (index < 0) {
      throw DataException.in(file)
          .line(skippedLines)
          .error("columns " + abbreviated(header), "a column '" + column + "'");
    }
    return index;
  }

  private static String abbreviated(List<String> names) {
    return names.size() <= 12
        ? names.toString()
        : new ArrayList<>(names.subList(0, 12)) + " and " + (names.size() - 12) + " more";
  }

  /** The next row's cells, or null at the end. */
  public List<String> next() throws IOException {
    try {
      if (!records.hasNext()) {
        return null;
      }
      CSVRecord record = records.next();
      line = skippedLines + parser.getCurrentLineNumber();
      return record.toList();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof org.apache.commons.csv.CSVException broken) {
        throw here().error("a broken quoted value: " + broken.getMessage(), "plain cells", e);
      }
      throw e.getCause();
    }
  }

  /** 1-based line of the row last read. */
  public long line() {
    return line;
  }

  /** The row last read, for an error message. */
  public DataException.At here() {
    return DataException.in(file).line(line);
  }

  /** A cell of the row last read, for an error message. */
  public DataException.At here(int column) {
    return here().column(column < header.size() ? header.get(column) : String.valueOf(column + 1));
  }

  @Override
  public void close() throws IOException {
    parser.close();
    reader.close();
  }
}
