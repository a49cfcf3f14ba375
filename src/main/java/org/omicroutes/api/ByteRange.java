package org.omicroutes.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a {@code Range} header asks for. Several ranges, or none that can be
 * read, mean the whole file, as HTTP allows.
 *
 * @param first byte, from 0
 * @param length in bytes
 * @param isAll whether no range was asked for
 */
record ByteRange(long first, long length, boolean isAll) {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /**
   * @param header null for none
   * @throws Refusal where the range begins beyond the end
   */
  static ByteRange of(String header, long size) {
    Matcher range = RANGE.matcher(header == null ? "" : header.strip());
    if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
      return new ByteRange(0, size, true);
    }
    if (range.group(1).isEmpty()) {
      long last = Math.min(size, Long.parseLong(range.group(2)));
      return within(size - last, size - 1, size);
    }
    long first = Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    return last < first && !range.group(2).isEmpty()
        ? new ByteRange(0, size, true)
        : within(first, Math.min(last, size - 1), size);
  }

  private static ByteRange within(long first, long last, long size) {
    if (first >= size) {
      throw Refusal.of(416, "the range begins beyond the end: the file has " + size + " bytes");
    }
    return new ByteRange(first, last - first + 1, false);
  }

  /** The {@code Content-Range} header. */
  String header(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
