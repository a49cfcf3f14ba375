package org.omicroutes.formats;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.omicroutes.cohort.DataException;

/**
 * A tab- or comma-separated file with a header line, read line by line; which of the two it is, is
 * told by the header. Double quotes are understood; blank lines are skipped.
 */
public final class DelimitedReader implements Closeable {
  private final Path file;
  private final BufferedReader reader;
  private final char delimiter;
  private final CSVFormat quoted;
  private final List<String> header;
  private final long skippedLines;
  private long nextLine;
  private long line;

  private DelimitedReader(
      Path file, BufferedReader reader, char delimiter, String headerLine, long skippedLines)
      throws IOException {
    this.file = file;
    this.reader = reader;
    this.delimiter = delimiter;
    this.quoted = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
    this.skippedLines = skippedLines;
    this.nextLine = skippedLines;
    this.line = skippedLines;
    this.header = cells(headerLine);
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

  /** Told before the rows of a table whose cells are kept as text are read. */
  void requireFewColumns() {
    ReadLimits.CURRENT.checkTextColumns(file, header.size());
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
    String text = nextText();
    return text == null ? null : cells(text);
  }

  /** The next row's text, to be split by {@link #cells} if it has quotes; null at the end. */
  String nextText() throws IOException {
    String text;
    do {
      text = reader.readLine();
      nextLine++;
    } while (text != null && text.isEmpty());
    if (text != null) {
      line = nextLine;
    }
    return text;
  }

  /** Most files have no quotes, and then splitting is all there is to do. */
  List<String> cells(String text) throws IOException {
    if (text.indexOf('"') >= 0) {
      return quotedCells(text);
    }
    List<String> cells = new ArrayList<>(header == null ? 16 : header.size() + 1);
    int start = 0;
    for (int end = text.indexOf(delimiter); end >= 0; end = text.indexOf(delimiter, start)) {
      cells.add(text.substring(start, end));
      start = end + 1;
    }
    cells.add(text.substring(start));
    return Collections.unmodifiableList(cells);
  }

  private List<String> quotedCells(String first) throws IOException {
    StringBuilder text = new StringBuilder(first);
    boolean open = endsInQuotes(first, false);
    while (open) {
      String more = reader.readLine();
      if (more == null) {
        throw here().error("a quote that is never closed", "a quote at its end");
      }
      nextLine++;
      text.append('\n').append(more);
      ReadLimits.CURRENT.checkLine(here(), text.length());
      open = endsInQuotes(more, true);
    }
    try (CSVParser parser = CSVParser.parse(text.toString(), quoted)) {
      return parser.iterator().next().toList();
    } catch (UncheckedIOException e) {
      throw here().error("a broken quoted value: " + e.getCause().getMessage(), "plain cells", e);
    }
  }

  /** Whether a quoted cell is still open at the line's end; quotes within a cell are plain. */
  private boolean endsInQuotes(String text, boolean open) {
    boolean quotes = open;
    boolean quotedCell = open;
    char before = open ? 'x' : delimiter;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quotes) {
        quotes = c != '"';
      } else if (c == '"' && (before == delimiter || quotedCell && before == '"')) {
        quotes = true;
        quotedCell = true;
      } else if (c == delimiter) {
        quotedCell = false;
      }
      before = c;
    }
    return quotes;
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
    reader.close();
  }
}
