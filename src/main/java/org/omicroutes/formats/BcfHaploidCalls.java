package org.omicroutes.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The records of a BCF 2.2, in which a genotype of fewer alleles than others of its record (a
 * haploid one on X, say) is padded with an end-of-vector value. HTSJDK, made for 2.1, does not know
 * that value, so it is replaced by a missing allele: {@code 1} reads as {@code 1/.}.
 */
final class BcfHaploidCalls extends InputStream {
  private static final int SITE = 24;
  private static final int LARGEST = 1 << 29;

  private final InputStream in;
  private final int genotypeKey;
  private byte[] record = {};
  private int position;

  /**
   * @param in stands at the first record
   * @param genotypeKey the number of the field GT in the header
   */
  BcfHaploidCalls(InputStream in, int genotypeKey) {
    this.in = in;
    this.genotypeKey = genotypeKey;
  }

  @Override
  public int read() throws IOException {
    return position < record.length || fill() ? record[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == record.length && !fill()) {
      return -1;
    }
    int count = Math.min(length, record.length - position);
    System.arraycopy(record, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** The next record; one that is cut short is handed on as it is, for the codec to refuse. */
  private boolean fill() throws IOException {
    position = 0;
    record = in.readNBytes(8);
    if (record.length < 8) {
      return record.length > 0;
    }
    ByteBuffer lengths = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    int site = lengths.getInt();
    int genotypes = lengths.getInt();
    if (site < SITE || genotypes < 0 || site > LARGEST || genotypes > LARGEST) {
      return true;
    }
    byte[] body = in.readNBytes(site + genotypes);
    record = Arrays.copyOf(record, 8 + body.length);
    System.arraycopy(body, 0, record, 8, body.length);
    if (body.length == site + genotypes) {
      try {
        mend(ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN), 8 + site);
      } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
        // lengths inside the record do not fit: the codec, which sees the same, refuses it
        return true;
      }
    }
    return true;
  }

  private void mend(ByteBuffer bytes, int genotypes) {
    int counts = bytes.getInt(8 + 20);
    int fields = counts >>> 24;
    int samples = counts & 0xffffff;
    bytes.position(genotypes);
    for (int f = 0; f < fields; f++) {
      int key = typedInteger(bytes);
      int descriptor = bytes.get() & 0xff;
      int type = descriptor & 15;
      int length = descriptor >>> 4;
      if (length == 15) {
        length = typedInteger(bytes);
      }
      int from = bytes.position();
      int end = from + samples * length * size(type);
      if (key == genotypeKey) {
        for (int at = from; at < end; at += size(type)) {
          endToMissing(bytes, at, type);
        }
        return;
      }
      bytes.position(end);
    }
  }

  private static int typedInteger(ByteBuffer bytes) {
    return switch (bytes.get() & 15) {
      case 1 -> bytes.get();
      case 2 -> bytes.getShort();
      default -> bytes.getInt();
    };
  }

  /** Bytes of one value: 8, 16 and 32 bit integers, floats, characters. */
  private static int size(int type) {
    return switch (type) {
      case 2 -> 2;
      case 3, 5 -> 4;
      default -> 1;
    };
  }

  private static void endToMissing(ByteBuffer bytes, int at, int type) {
    if (type == 1 && bytes.get(at) == Byte.MIN_VALUE + 1) {
      bytes.put(at, (byte) 0);
    } else if (type == 2 && bytes.getShort(at) == Short.MIN_VALUE + 1) {
      bytes.putShort(at, (short) 0);
    } else if (type == 3 && bytes.getInt(at) == Integer.MIN_VALUE + 1) {
      bytes.putInt(at, 0);
    }
  }
}
