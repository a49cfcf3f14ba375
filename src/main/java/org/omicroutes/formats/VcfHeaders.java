package org.omicroutes.formats;

import htsjdk.tribble.readers.LineIterator;
import htsjdk.variant.vcf.VCFCodec;
import htsjdk.variant.vcf.VCFHeader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.omicroutes.cohort.DataException;

/** Headers of VCFs, parsed by HTSJDK; what is wrong with one is said with its line. */
final class VcfHeaders {
  private static final String COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
  private static final int FIXED = 9;
  private static final int EXCERPT = 60;
  private static final Pattern VERSION = Pattern.compile("##fileformat=VCFv4\\.(\\d+)");

  private VcfHeaders() {}

  /**
   * Has the codec read a header.
   *
   * @param lines all of them; the last begins with #CHROM
   * @throws DataException for a header that is broken, or two samples of one name
   */
  static VCFHeader read(VCFCodec codec, List<String> lines, Path file) {
    checkSamples(lines, file);
    try {
      return (VCFHeader) codec.readActualHeader(new Lines(lines));
    } catch (RuntimeException e) {
      throw broken(lines, file, e);
    }
  }

  /** Of two columns of one name HTSJDK drops one, and reads the genotypes of the next as its. */
  private static void checkSamples(List<String> lines, Path file) {
    String[] cells = lines.get(lines.size() - 1).split("\t", -1);
    Set<String> known = new HashSet<>();
    for (int i = FIXED; i < cells.length; i++) {
      if (!known.add(cells[i])) {
        throw DataException.in(file)
            .line(lines.size())
            .column(String.valueOf(i + 1))
            .error("the sample '" + cells[i] + "' again", "each sample once");
      }
    }
  }

  /** HTSJDK does not say which line it is: each is tried alone. */
  private static DataException broken(List<String> lines, Path file, RuntimeException whole) {
    for (int i = 0; i < lines.size(); i++) {
      boolean columns = i == lines.size() - 1;
      String last = columns ? lines.get(i) : COLUMNS;
      List<String> alone =
          i == 0 || columns
              ? List.of(lines.get(0), last)
              : List.of(lines.get(0), lines.get(i), last);
      try {
        new VCFCodec().readActualHeader(new Lines(alone));
      } catch (RuntimeException e) {
        String expected = i == 0 ? "##fileformat=VCFv4.0 to VCFv4.3" : "a VCF header line";
        return DataException.in(file)
            .line(i + 1)
            .error(excerpt(lines.get(i)) + " (" + said(e) + ")", expected, e);
      }
    }
    return DataException.in(file).error("a broken header (" + said(whole) + ")", "a VCF header");
  }

  /** Whether the version of VCF is one in which the last line has to have an end. */
  static boolean endsItsLines(String fileformat) {
    Matcher version = VERSION.matcher(fileformat);
    return version.lookingAt() && Integer.parseInt(version.group(1)) >= 3;
  }

  static String excerpt(String text) {
    String shown = text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
    return "'" + shown.replace('\t', ' ') + "'";
  }

  /** What HTSJDK says of something broken, on one line, without the place that we know better. */
  static String said(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message
        .replaceAll("\\s+", " ")
        .replaceFirst("^The provided VCF file is malformed at approximately line number \\d+: ", "")
        .replaceFirst("^Your input file has a malformed header: ", "")
        .strip();
  }

  /** Lines at hand, the way that HTSJDK takes a header. */
  private static final class Lines implements LineIterator {
    private final List<String> lines;
    private int position;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public boolean hasNext() {
      return position < lines.size();
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return lines.get(position++);
    }

    @Override
    public String peek() {
      return hasNext() ? lines.get(position) : null;
    }
  }
}
