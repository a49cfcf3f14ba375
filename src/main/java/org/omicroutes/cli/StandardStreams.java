package org.omicroutes.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.omicroutes.step.Scratch;

/**
 * Standard input and output in place of files: {@code -} on the command line. Steps work on files,
 * so what comes in is put into one first, and what goes out is printed when it is complete.
 */
final class StandardStreams implements Closeable {
  /** What stands for a stream. */
  static final String STANDARD = "-";

  private Path folder;
  private Path in;
  private Path out;

  /** The file of an input; standard input can be read once. */
  Path input(String value) throws IOException {
    if (!value.equals(STANDARD)) {
      return Path.of(value);
    }
    if (in != null) {
      throw new IllegalArgumentException("standard input (-) can be given for one file only");
    }
    in = folder().resolve("standard-input");
    Console.call(in, "standard input");
    Files.copy(System.in, in);
    return in;
  }

  /** The file of an output. */
  Path output(String value) throws IOException {
    if (!value.equals(STANDARD)) {
      return Path.of(value);
    }
    if (out != null) {
      throw new IllegalArgumentException("standard output (-) can be given for one file only");
    }
    out = folder().resolve("standard-output");
    Console.call(out, "standard output");
    return out;
  }

  /** What to call an output in messages: standard output is not the file that it comes from. */
  String name(String label) {
    return out != null && label.equals(out.toString()) ? "standard output" : label;
  }

  /** Prints the output that was meant for standard output. */
  void print() throws IOException {
    if (out != null) {
      Files.copy(out, Console.data());
    }
  }

  private Path folder() throws IOException {
    if (folder == null) {
      folder = Scratch.folder(null);
    }
    return folder;
  }

  @Override
  public void close() throws IOException {
    if (folder != null) {
      Scratch.delete(folder);
    }
  }
}
