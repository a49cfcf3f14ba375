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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.omicroutes.cohort.DataException;

/**
 * Makes BCF 2.2, which bcftools writes, readable for HTSJDK, which was made for 2.1. The two differ
 * in that 2.2 may number its header lines explicitly ({@code IDX=}), with gaps where lines were
 * removed; HTSJDK numbers them in their order, so the header is handed over in that order with the
 * gaps filled.
 */
final class BcfHeader {
  private static final int PREFIX = 9;
  private static final int LARGEST = 1 << 27;
  private static final Pattern NUMBERED =
      Pattern.compile("##(FILTER|INFO|FORMAT|contig)=<ID=([^,>]+).*,IDX=(\\d+)>");

  private static final Pattern GENOTYPE = Pattern.compile("##FORMAT=<ID=GT,[^\\n]*,IDX=(\\d+)>");

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
   * The whole stream again, its header lines in the order of their numbers, haploid calls padded as
   * HTSJDK knows it.
   *
   * @throws DataException where the header is cut short
   */
  static InputStream ordered(InputStream in, Path file) throws IOException {
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
    String header = new String(text, StandardCharsets.UTF_8);
    byte[] ordered = inOrder(header, file).getBytes(StandardCharsets.UTF_8);
    Matcher genotype = GENOTYPE.matcher(header);
    InputStream records =
        genotype.find() ? new BcfHaploidCalls(in, number(genotype.group(1), file)) : in;
    ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).putInt(PREFIX - 4, ordered.length);
    return new SequenceInputStream(
        new SequenceInputStream(
            new ByteArrayInputStream(prefix), new ByteArrayInputStream(ordered)),
        records);
  }

  /** The header with its numbered lines where HTSJDK's counting gives them their numbers. */
  private static String inOrder(String header, Path file) {
    TreeMap<Integer, String> names = new TreeMap<>();
    TreeMap<Integer, String> contigs = new TreeMap<>();
    StringBuilder text = new StringBuilder();
    for (String line : header.replace("\0", "").split("\n")) {
      Matcher matcher = NUMBERED.matcher(line);
      if (line.startsWith("#CHROM")) {
        fill(text, names, "##FILTER=<ID=gap_%d,Description=\"none\">\n");
        fill(text, contigs, "##contig=<ID=gap_%d>\n");
      } else if (matcher.matches()) {
        boolean contig = matcher.group(1).equals("contig");
        int number = number(matcher.group(3), file);
        (contig ? contigs : names).merge(number, line + "\n", String::concat);
        continue;
      }
      text.append(line).append('\n');
    }
    return text.append('\0').toString();
  }

  private static int number(String digits, Path file) {
    // as many as no real header has: a broken number must not make a header of gigabytes
    if (digits.length() > 6) {
      throw DataException.in(file).error("a header line with IDX=" + digits, "a small number");
    }
    return Integer.parseInt(digits);
  }

  private static void fill(StringBuilder text, TreeMap<Integer, String> lines, String filler) {
    int last = lines.isEmpty() ? -1 : lines.lastKey();
    for (int i = 0; i <= last; i++) {
      text.append(lines.getOrDefault(i, filler.formatted(i)));
    }
  }
}
