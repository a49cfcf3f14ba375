package org.omicroutes.formats;

import htsjdk.variant.bcf2.BCF2Codec;
import htsjdk.variant.bcf2.BCFVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.omicroutes.cohort.DataException;

/**
 * Makes BCF 2.2, which bcftools writes, readable for HTSJDK, which was made for 2.1. The two differ
 * in that 2.2 may number its header lines explicitly ({@code IDX=}); HTSJDK numbers them in their
 * order, so a file is taken only when both agree.
 */
final class BcfHeader {
  private static final int PREFIX = 9;
  private static final int LARGEST = 1 << 27;
  private static final Pattern LINE =
      Pattern.compile("##(FILTER|INFO|FORMAT|contig)=<ID=([^,>]+).*?(?:,IDX=(\\d+))?>");

  private BcfHeader() {}

  /** HTSJDK's codec, letting 2.2 pass. */
  static final class Codec extends BCF2Codec {
    @Override
    protected void validateVersionCompatibility(BCFVersion supported, BCFVersion actual) {
      if (actual.getMajorVersion() != 2 || actual.getMinorVersion() > 2) {
        super.validateVersionCompatibility(supported, actual);
      }
    }
  }

  /**
   * The whole stream again, once its header has been looked at.
   *
   * @throws DataException where the header is cut short or numbered out of order
   */
  static InputStream checked(InputStream in, Path file) throws IOException {
    byte[] prefix = in.readNBytes(PREFIX);
    int length =
        prefix.length < PREFIX
            ? -1
            : ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getInt(PREFIX - 4);
    if (length <= 0 || length > LARGEST) {
      throw DataException.in(file).error("a header of " + length + " bytes", "a BCF header");
    }
    byte[] text = in.readNBytes(length);
    if (text.length < length) {
      throw DataException.in(file)
          .error(text.length + " bytes of header", length + " (is the file cut short?)");
    }
    checkOrder(new String(text, StandardCharsets.UTF_8), file);
    return new SequenceInputStream(
        new SequenceInputStream(new ByteArrayInputStream(prefix), new ByteArrayInputStream(text)),
        in);
  }

  private static void checkOrder(String header, Path file) {
    Map<String, Integer> names = new LinkedHashMap<>(Map.of("PASS", 0));
    Map<String, Integer> contigs = new LinkedHashMap<>();
    long line = 0;
    for (String text : (Iterable<String>) header.lines()::iterator) {
      line++;
      Matcher matcher = LINE.matcher(text.replace("\0", ""));
      if (!matcher.matches()) {
        continue;
      }
      Map<String, Integer> numbers = matcher.group(1).equals("contig") ? contigs : names;
      int next = numbers.size();
      int implied = numbers.computeIfAbsent(matcher.group(2), name -> next);
      String explicit = matcher.group(3);
      if (explicit != null && Integer.parseInt(explicit) != implied) {
        throw DataException.in(file)
            .line(line)
            .error(
                matcher.group(2) + " with IDX=" + explicit,
                "IDX="
                    + implied
                    + ", header lines numbered in their order (bcftools view -Oz makes a VCF that"
                    + " can be read)");
      }
    }
  }
}
