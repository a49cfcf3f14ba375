package org.omicroutes.formats;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.FilterInputStream;
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

/**
 * Opens text files, gzip or not (told by the first two bytes, not by the name), in UTF-8. Broken
 * gzip is a {@link DataException} that names the file.
 */
public final class TextFiles {
  private static final int BUFFER = 1 << 16;

  private TextFiles() {}

  /** Bytes of the file, decompressed where it is gzip (also bgzip's many members). */
  public static InputStream open(Path file) throws IOException {
    InputStream raw;
    try {
      raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
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
      return new GuardedGzip(new GZIPInputStream(raw, BUFFER), file);
    } catch (EOFException | ZipException e) {
      raw.close();
      throw broken(file, e);
    }
  }

  /** Characters of the file; a UTF-8 byte order mark is dropped. */
  public static BufferedReader reader(Path file) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8), BUFFER);
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
    OutputStream out = Files.newOutputStream(file);
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

  private static final class GuardedGzip extends FilterInputStream {
    private final Path file;

    GuardedGzip(InputStream in, Path file) {
      super(in);
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (EOFException | ZipException e) {
        throw broken(file, e);
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (EOFException | ZipException e) {
        throw broken(file, e);
      }
    }
  }
}
