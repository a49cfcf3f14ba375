package org.omicroutes.formats;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Rules of the VCF specification for a record's line that HTSJDK does not hold to, as far as they
 * are seen without reading the whole line: what breaks them would be misread, or lost without a
 * word (a chromosome that no gene lies on). The columns are those before INFO, and FORMAT.
 */
final class VcfLineRules {
  /** A contig, or one of the assembly file in angle brackets. */
  private static final Pattern CHROM = Pattern.compile("[^\\s<>,]+|<[^\\s<>,]+>");

  private static final Pattern FORMAT_KEY = Pattern.compile("[A-Za-z_][0-9A-Za-z_.]*|1000G");

  private static final int QUAL = 5;

  /** The last that were right: they change seldom from line to line. */
  private String chrom = "";

  private String format = "";

  /** CHROM and ID, which any record has. */
  void checkPlace(String line, VcfRecords at) {
    int first = line.indexOf('\t');
    if (first < 0) {
      return;
    }
    if (first != chrom.length() || !line.startsWith(chrom)) {
      String found = line.substring(0, first);
      if (!CHROM.matcher(found).matches()) {
        throw at.here()
            .column("CHROM")
            .error("'" + found + "'", "a name without white space, comma or angle brackets");
      }
      chrom = found;
    }
    int from = line.indexOf('\t', first + 1) + 1;
    int to = line.indexOf('\t', from);
    if (from > 0
        && to > from
        && (line.charAt(from) == ';' || line.charAt(to - 1) == ';' || hasSpace(line, from, to))) {
      throw at.here()
          .column("ID")
          .error(
              "'" + line.substring(from, to) + "'",
              "'.', or names without white space, semicolons between them");
    }
  }

  /** FILTER of a record that it rejects. */
  static void checkFilter(String filter, VcfRecords at) {
    boolean empty = Arrays.stream(filter.split(";", -1)).anyMatch(String::isEmpty);
    if (empty || hasSpace(filter, 0, filter.length())) {
      throw at.here()
          .column("FILTER")
          .error(
              "'" + filter + "'",
              "PASS, '.', or names of filters without white space, semicolons between them");
    }
  }

  /** FORMAT of a record whose genotypes may be read. */
  void checkFormat(String line, VcfRecords at) {
    int from = 0;
    for (int tab = 0; tab < 8; tab++) {
      from = line.indexOf('\t', from) + 1;
      if (from == 0) {
        return;
      }
    }
    int end = line.indexOf('\t', from);
    int to = end < 0 ? line.length() : end;
    if (to - from == format.length() && line.startsWith(format, from)) {
      return;
    }
    String found = line.substring(from, to);
    for (String key : found.split(":", -1)) {
      if (!FORMAT_KEY.matcher(key).matches() && !found.equals(".")) {
        throw at.here()
            .column("FORMAT")
            .error(
                key.isEmpty() ? "an empty key in '" + found + "'" : "the key '" + key + "'",
                "keys of letters, digits, '_' and '.', colons between them");
      }
    }
    format = found;
  }

  /** QUAL of a record that HTSJDK refuses, of which it says things that nobody understands. */
  static void checkQual(String line, VcfRecords at) {
    String[] cells = line.split("\t", QUAL + 2);
    if (cells.length > QUAL && cells[QUAL].startsWith("-")) {
      throw at.here().column("QUAL").error("'" + cells[QUAL] + "'", "'.' or a number >= 0");
    }
  }

  private static boolean hasSpace(String line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.isWhitespace(line.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
