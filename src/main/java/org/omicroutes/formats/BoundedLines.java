package org.omicroutes.formats;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.omicroutes.cohort.DataException;

/**
 * Bytes of a text, of which no line may be endless: whoever reads lines holds one in memory. Looks
 * from the end of each piece for the last line end, so that it costs next to nothing.
 */
final class BoundedLines extends FilterInputStream {
  private final Path file;
  private final ReadLimits limits;
  private long sinceLineEnd;

  BoundedLines(InputStream in, Path file, ReadLimits limits) {
    super(in);
    this.file = file;
    this.limits = limits;
  }

  /** Whether the last byte so far was the end of a line; so it is of nothing. */
  boolean atLineEnd() {
    return sinceLineEnd == 0;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b < 0) {
      return b;
    }
    sinceLineEnd = b == '\n' || b == '\r' ? 0 : sinceLineEnd + 1;
    limits.checkLine(DataException.in(file), sinceLineEnd);
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    for (int i = count - 1; i >= 0; i--) {
      byte b = buffer[offset + i];
      if (b == '\n' || b == '\r') {
        sinceLineEnd = count - 1 - i;
        return count;
      }
    }
    sinceLineEnd += Math.max(0, count);
    limits.checkLine(DataException.in(file), sinceLineEnd);
    return count;
  }
}
