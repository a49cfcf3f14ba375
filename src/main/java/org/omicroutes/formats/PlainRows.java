package org.omicroutes.formats;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.omicroutes.cohort.DataException;

/** The rows of a tab-separated file without a header line; blank lines are skipped. */
final class PlainRows implements Closeable {
  private final Path file;
  private final BufferedReader reader;
  private long line;

  PlainRows(Path file) throws IOException {
    this.file = file;
    this.reader = TextFiles.reader(file);
  }

  /** The next row's cells, or null at the end. */
  List<String> next() throws IOException {
    String text;
    do {
      text = reader.readLine();
      line++;
    } while (text != null && text.isBlank());
    return text == null ? null : List.of(text.split("\t", -1));
  }

  /** The row last read, for an error message. */
  DataException.At here() {
    return DataException.in(file).line(line);
  }

  /** A 0-based cell of the row last read, for an error message. */
  DataException.At here(int cell) {
    return here().column(String.valueOf(cell + 1));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
