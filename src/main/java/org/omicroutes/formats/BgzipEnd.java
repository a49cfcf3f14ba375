package org.omicroutes.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.omicroutes.cohort.DataException;

/**
 * A bgzip file is a row of small gzip members, so one that is cut between two of them reads as if
 * it were whole. It is for this that bgzip ends a file with an empty member (SAM specification,
 * section 4.1.2), which is looked for here.
 */
final class BgzipEnd {
  private static final int HEADER = 18;
  private static final byte[] END = {
    0x1f,
    (byte) 0x8b,
    8,
    4,
    0,
    0,
    0,
    0,
    0,
    (byte) 0xff,
    6,
    0,
    'B',
    'C',
    2,
    0,
    0x1b,
    0,
    3,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0
  };

  private BgzipEnd() {}

  /**
   * Passes for anything but bgzip.
   *
   * @throws DataException for a bgzip file without its end
   */
  static void check(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      byte[] start = read(channel, 0, HEADER);
      boolean bgzip =
          start.length == HEADER
              && start[0] == END[0]
              && start[1] == END[1]
              && (start[3] & 4) != 0
              && start[12] == 'B'
              && start[13] == 'C';
      if (bgzip
          && !Arrays.equals(
              read(channel, Math.max(0, channel.size() - END.length), END.length), END)) {
        throw DataException.in(file)
            .error("bgzip data without the block that ends a file", "a complete file (cut short?)");
      }
    }
  }

  private static byte[] read(SeekableByteChannel channel, long from, int length)
      throws IOException {
    channel.position(from);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // read until full or at the end
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
