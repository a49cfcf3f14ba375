package org.omicroutes.neural;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Runs a task whose library prints chatter on standard output, without that chatter. Standard
 * output may carry data (a matrix on its way into a pipe), so what the running thread prints there
 * is dropped meanwhile; other threads print as always.
 */
public final class MutedThread {
  private MutedThread() {}

  public static synchronized void run(Runnable task) {
    PrintStream before = System.out;
    PrintStream filter = new Filter(before, Thread.currentThread());
    System.setOut(filter);
    try {
      task.run();
    } finally {
      // Somebody may have put another stream in place meanwhile; then that one stays.
      if (System.out == filter) {
        System.setOut(before);
      }
    }
  }

  /** The same for a library that prints the stack traces of what it can do without. */
  static synchronized void runSilently(Runnable task) {
    PrintStream before = System.err;
    PrintStream filter = new Filter(before, Thread.currentThread());
    System.setErr(filter);
    try {
      run(task);
    } finally {
      if (System.err == filter) {
        System.setErr(before);
      }
    }
  }

  private static final class Filter extends PrintStream {
    private final PrintStream target;
    private final Thread muted;

    Filter(PrintStream target, Thread muted) {
      super(OutputStream.nullOutputStream(), true);
      this.target = target;
      this.muted = muted;
    }

    private boolean open() {
      return Thread.currentThread() != muted;
    }

    @Override
    public void write(int b) {
      if (open()) {
        target.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      if (open()) {
        target.write(bytes, from, length);
      }
    }

    @Override
    public void flush() {
      if (open()) {
        target.flush();
      }
    }

    @Override
    public void print(String text) {
      if (open()) {
        target.print(text);
      }
    }

    @Override
    public void println(String text) {
      if (open()) {
        target.println(text);
      }
    }

    @Override
    public void println(Object value) {
      if (open()) {
        target.println(value);
      }
    }

    @Override
    public void println() {
      if (open()) {
        target.println();
      }
    }
  }
}
