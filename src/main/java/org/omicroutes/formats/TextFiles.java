package org.omicroutes.formats;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.StopSignal;

/**
 * Opens text files, gzip or not (told by the first two bytes, not by the name), in UTF-8. Broken
 * gzip, gzip that grows out of proportion and lines without an end are a {@link DataException} that
 * names the file; see {@link ReadLimits}.
 */
public final class TextFiles {
  private static final int BUFFER = 1 << 16;

  private TextFiles() {}

  /** Bytes of the file, decompressed where it is gzip (also bgzip's many members). */
  public static InputStream open(Path file) throws IOException {
    return open(file, ReadLimits.CURRENT);
  }

  static InputStream open(Path file, ReadLimits limits) throws IOException {
    Counted counted;
    InputStream raw;
    try {
      counted = new Counted(Files.newInputStream(file));
      raw = new BufferedInputStream(counted, BUFFER);
    } catch (NoSuchFileException e) {
      throw DataException.in(file).error("no such file", "a readable file", e);
    }
    raw.mark(2);
    int first = raw.read();
    int second = raw.read();
    raw.reset();
    if (first != 0x1f || second != 0x8b) {
      return raw;
    }
    try {
      return new GuardedGzip(new GZIPInputStream(raw, BUFFER), file, counted, limits);
    } catch (EOFException | ZipException e) {
      raw.close();
      throw broken(file, e);
    }
  }

  /** Characters of the file; a UTF-8 byte order mark is dropped. */
  public static BufferedReader reader(Path file) throws IOException {
    return reader(lines(file, ReadLimits.CURRENT));
  }

  /** As {@link #reader(Path)}, for a document that is not read line by line, such as JSON. */
  public static BufferedReader document(Path file) throws IOException {
    return reader(open(file));
  }

  static InputStream lines(Path file, ReadLimits limits) throws IOException {
    return new BoundedLines(open(file, limits), file, limits);
  }

  private static BufferedReader reader(InputStream in) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), BUFFER);
    reader.mark(1);
    if (reader.read() != 0xFEFF) {
      reader.reset();
    }
    return reader;
  }

  /** Writes text with \n line ends; gzip (without name or time) where the name ends in .gz. */
  public static BufferedWriter writer(Path file) throws IOException {
    return new BufferedWriter(new OutputStreamWriter(output(file), StandardCharsets.UTF_8), BUFFER);
  }

  /** As {@link #writer}, for bytes that come in large pieces: plain files are not buffered. */
  static OutputStream output(Path file) throws IOException {
    OutputStream out = new Stoppable(Files.newOutputStream(file));
    return file.getFileName().toString().endsWith(".gz") ? new FastGzip(out) : out;
  }

  private static DataException broken(Path file, IOException cause) {
    return DataException.in(file)
        .error("broken or truncated gzip (" + cause.getMessage() + ")", "a complete file", cause);
  }

  /** Work files are read back soon: speed matters more than the last few per cent of size. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** Ends the work that is told to stop; once, so that it can be closed. */
  private static final class Stoppable extends FilterOutputStream {
    private boolean hasStopped;

    Stoppable(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!hasStopped) {
        hasStopped = true;
        StopSignal.check();
        hasStopped = false;
      }
      out.write(bytes, offset, length);
    }
  }

  /** Knows how many bytes were read from the file. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      StopSignal.check();
      int read = super.read(buffer, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }

  private static final class GuardedGzip extends FilterInputStream {
    private final Path file;
    private final Counted compressed;
    private final ReadLimits limits;
    private long expanded;

    GuardedGzip(InputStream in, Path file, Counted compressed, ReadLimits limits) {
      super(in);
      this.file = file;
      this.compressed = compressed;
      this.limits = limits;
    }

    private void grow(int by) {
      expanded += Math.max(0, by);
      limits.checkRatio(file, compressed.count, expanded);
    }

    @Override
    public int read() throws IOException {
      try {
        int b = super.read();
        grow(b < 0 ? 0 : 1);
        return b;
      } catch (EOFException | ZipException e) {
        throw broken(file, e);
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      StopSignal.check();
      try {
        int read = super.read(buffer, offset, length);
        grow(read);
        return read;
      } catch (EOFException | ZipException e) {
        throw broken(file, e);
      }
    }
  }
}
