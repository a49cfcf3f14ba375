package org.omicroutes.formats;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.omicroutes.cohort.DataException;

/**
 * Per-sample methylation calls, one line per cytosine, streamed: Bismark's coverage file and
 * bedMethyl. Gzip allowed; lines that begin with {@code #} or {@code track} are skipped.
 */
final class CpgFiles {
  private CpgFiles() {}

  /** Told of each cytosine. */
  interface Sink {
    /**
     * @param position 1-based
     * @param methylated methylated reads, not always whole where the file gives per cent
     * @param reads all reads, &gt;= {@code methylated}
     */
    void cytosine(String chromosome, int position, double methylated, double reads);
  }

  /**
   * Bismark coverage: chromosome, start, end, per cent, methylated reads, unmethylated reads; start
   * and end both the 1-based position, or start one less in its zero-based form. A cytosine report
   * (chromosome, position, strand, methylated, unmethylated, context, trinucleotide) is read too,
   * of which only CpG context counts.
   *
   * @throws DataException where a line has too few columns or a value out of its range
   */
  static void readBismark(Path file, Sink sink) throws IOException {
    eachLine(
        file,
        new FieldScanner(7, false),
        (fields, count, chromosome, at) -> {
          if (count >= 6 && (fields.is(2, "+") || fields.is(2, "-"))) {
            if (fields.is(5, "CG")) {
              report(fields, chromosome, at, sink);
            }
            return;
          }
          if (count < 6) {
            throw at.error(
                count + " columns",
                "Bismark coverage: chromosome, start, end, per cent, methylated, unmethylated");
          }
          int start = whole(fields, 1, "start", at);
          int end = whole(fields, 2, "end", at);
          if (end - start != 0 && end - start != 1 || end < 1) {
            throw at.column("end").error("" + end + " after start " + start, "one position");
          }
          percent(fields, 3, at);
          int methylated = whole(fields, 4, "methylated", at);
          int unmethylated = whole(fields, 5, "unmethylated", at);
          sink.cytosine(chromosome, end, methylated, (double) methylated + unmethylated);
        });
  }

  private static void report(
      FieldScanner fields, String chromosome, DataException.At at, Sink sink) {
    int methylated = whole(fields, 3, "methylated", at);
    int unmethylated = whole(fields, 4, "unmethylated", at);
    int position = whole(fields, 1, "position", at);
    sink.cytosine(chromosome, position, methylated, (double) methylated + unmethylated);
  }

  /**
   * bedMethyl (ENCODE's nine BED columns, then coverage and per cent methylated; modkit's longer
   * form too): 0-based start, reads in column 10, per cent in column 11. Rows that modkit gives for
   * another modification than 5mC (a code in the fourth column that is {@code h}, {@code a} or a
   * number) are skipped.
   *
   * @throws DataException where a line has too few columns or a value out of its range
   */
  static void readBedMethyl(Path file, Sink sink) throws IOException {
    eachLine(
        file,
        new FieldScanner(12, true),
        (fields, count, chromosome, at) -> {
          if (count < 11) {
            throw at.error(
                count + " columns", "bedMethyl: 11 columns, coverage and per cent the last two");
          }
          if (count > 11 && !isMethylCytosine(fields.text(3))) {
            return;
          }
          int start = whole(fields, 1, "start", at);
          int reads = whole(fields, 9, "coverage", at);
          double percent = percent(fields, 10, at);
          sink.cytosine(chromosome, start + 1, reads * percent / 100, reads);
        });
  }

  private static boolean isMethylCytosine(String name) {
    String code = name.indexOf(',') < 0 ? name : name.substring(0, name.indexOf(','));
    return !code.equals("h") && !code.equals("a") && !code.matches("\\d+");
  }

  private interface LineUser {
    void accept(FieldScanner fields, int count, String chromosome, DataException.At at);
  }

  private static void eachLine(Path file, FieldScanner fields, LineUser user) throws IOException {
    try (BufferedReader in = TextFiles.reader(file)) {
      long number = 0;
      boolean any = false;
      String chromosome = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (line.isEmpty() || line.charAt(0) == '#' || line.startsWith("track")) {
          continue;
        }
        any = true;
        int count = fields.scan(line);
        if (!fields.is(0, chromosome)) {
          chromosome = fields.text(0);
        }
        user.accept(fields, count, chromosome, new DataException.At(file.toString(), number, null));
      }
      if (!any) {
        throw DataException.in(file).error("no lines", "one line per cytosine");
      }
    }
  }

  private static int whole(FieldScanner fields, int field, String name, DataException.At at) {
    try {
      int value = fields.integer(field);
      if (value >= 0) {
        return value;
      }
      throw new NumberFormatException();
    } catch (NumberFormatException e) {
      throw at.column(name).error("'" + fields.text(field) + "'", "a whole number >= 0", e);
    }
  }

  private static double percent(FieldScanner fields, int field, DataException.At at) {
    try {
      double value = fields.number(field);
      if (value >= 0 && value <= 100) {
        return value;
      }
      throw new NumberFormatException();
    } catch (NumberFormatException e) {
      throw at.column("per cent").error("'" + fields.text(field) + "'", "0 to 100", e);
    }
  }
}
