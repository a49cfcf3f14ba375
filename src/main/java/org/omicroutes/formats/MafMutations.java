package org.omicroutes.formats;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.omicroutes.cohort.DataException;

/**
 * Somatic mutations from a Mutation Annotation Format file (tab separated, gzip allowed, lines that
 * begin with {@code #} skipped). The columns {@code Hugo_Symbol}, {@code Variant_Classification}
 * and {@code Tumor_Sample_Barcode} are needed; where {@code Chromosome}, {@code Start_Position},
 * {@code Reference_Allele} and {@code Tumor_Seq_Allele2} are there too, a mutation listed twice for
 * a sample counts once. Only samples with at least one row, of whatever class, are known to a MAF.
 */
public final class MafMutations {
  /**
   * The classes that change the protein: those that maftools counts as non-synonymous (Mayakonda et
   * al., Genome Research 2018, doi:10.1101/gr.239244.118).
   */
  public static final Set<String> NON_SILENT =
      Set.of(
          "Frame_Shift_Del",
          "Frame_Shift_Ins",
          "Splice_Site",
          "Translation_Start_Site",
          "Nonsense_Mutation",
          "Nonstop_Mutation",
          "In_Frame_Del",
          "In_Frame_Ins",
          "Missense_Mutation");

  private static final Set<String> SILENT =
      Set.of(
          "Silent",
          "Intron",
          "IGR",
          "RNA",
          "lincRNA",
          "3'UTR",
          "5'UTR",
          "3'Flank",
          "5'Flank",
          "Splice_Region",
          "Targeted_Region");

  private static final Set<String> NO_GENE = Set.of("", ".", "Unknown", "NA", "-");

  private static final List<String> REQUIRED =
      List.of("Hugo_Symbol", "Variant_Classification", "Tumor_Sample_Barcode");

  private static final List<String> IDENTITY =
      List.of("Chromosome", "Start_Position", "Reference_Allele", "Tumor_Seq_Allele2");

  private MafMutations() {}

  /**
   * Reads a file into a table under its {@code Tumor_Sample_Barcode}s.
   *
   * @param patient whose file it is, put in the place of the barcodes; null: the file has many
   * @param setAside is told what was left out and why
   * @throws DataException where a needed column or cell is missing, the file has no rows, or a
   *     patient's file has several barcodes
   */
  public static void read(
      Path file, String patient, MutationTable.Builder table, SetAsideTally setAside)
      throws IOException {
    String[] only = new String[1];
    lines(
        file,
        header -> {},
        (text, cells, columns, at) -> {
          String barcode = cells[columns.barcode];
          if (patient != null && only[0] != null && !only[0].equals(barcode)) {
            throw at.column("Tumor_Sample_Barcode")
                .error(barcode + " after " + only[0], "one sample, that of patient " + patient);
          }
          only[0] = barcode;
          row(cells, columns, patient == null ? barcode : patient, at, table, setAside);
        });
    if (only[0] == null) {
      throw DataException.in(file).error("a header and no rows", "at least one mutation");
    }
  }

  /** The {@code Tumor_Sample_Barcode}s of a file in the order in which they first come. */
  static Set<String> barcodes(Path file) throws IOException {
    Set<String> barcodes = new LinkedHashSet<>();
    lines(file, header -> {}, (text, cells, columns, at) -> barcodes.add(cells[columns.barcode]));
    barcodes.remove("");
    return barcodes;
  }

  /** Copies a file without the mutations of some {@code Tumor_Sample_Barcode}s. */
  static void copyWithout(Path file, Set<String> barcodes, Path copy) throws IOException {
    try (BufferedWriter out = TextFiles.writer(copy)) {
      lines(
          file,
          header -> out.append(header).append('\n'),
          (text, cells, columns, at) -> {
            if (!barcodes.contains(cells[columns.barcode])) {
              out.append(text).append('\n');
            }
          });
    }
  }

  /** Is given the header line. */
  private interface Header {
    void take(String line) throws IOException;
  }

  /** Is given the lines of mutations. */
  private interface Line {
    void take(String text, String[] cells, Columns columns, DataException.At at) throws IOException;
  }

  private static void lines(Path file, Header first, Line each) throws IOException {
    try (BufferedReader in = TextFiles.reader(file)) {
      long line = 1;
      String header = in.readLine();
      while (header != null && (header.isBlank() || header.startsWith("#"))) {
        header = in.readLine();
        line++;
      }
      if (header == null) {
        throw DataException.in(file).error("no header line", "a MAF with " + REQUIRED);
      }
      Columns columns = Columns.of(header, DataException.in(file).line(line));
      first.take(header);
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        line++;
        if (!text.isBlank() && !text.startsWith("#")) {
          var at = DataException.in(file).line(line);
          each.take(text, columns.cells(text, at), columns, at);
        }
      }
    }
  }

  private static void row(
      String[] cells,
      Columns columns,
      String id,
      DataException.At at,
      MutationTable.Builder table,
      SetAsideTally setAside) {
    if (id.isEmpty()) {
      throw at.column("Tumor_Sample_Barcode").error("an empty cell", "a sample id");
    }
    String kind = cells[columns.classification];
    if (kind.isEmpty()) {
      throw at.column("Variant_Classification").error("an empty cell", "a MAF variant class");
    }
    int sample = table.sample(id);
    if (!NON_SILENT.contains(kind)) {
      setAside.add(
          SILENT.contains(kind)
              ? "mutations that do not change a protein (by Variant_Classification)"
              : "mutations of a class that is not counted as non-silent and not known as silent",
          kind);
      return;
    }
    String gene = cells[columns.gene];
    if (NO_GENE.contains(gene)) {
      setAside.add("non-silent mutations without a gene symbol", "'" + gene + "'");
      return;
    }
    table.add(sample, gene, columns.identity(cells));
  }

  /** Where the columns stand; identity columns are -1 where missing. */
  private record Columns(int gene, int classification, int barcode, int[] identity, int last) {

    static Columns of(String header, DataException.At at) {
      List<String> names =
          Arrays.stream(header.split("\t", -1)).map(name -> plain(name.strip())).toList();
      for (String name : REQUIRED) {
        if (!names.contains(name)) {
          throw at.error(
              "columns " + (names.size() > 12 ? names.subList(0, 12) + " …" : names),
              "a tab-separated MAF with a column '" + name + "'");
        }
      }
      int[] required = REQUIRED.stream().mapToInt(names::indexOf).toArray();
      int[] identity = IDENTITY.stream().mapToInt(names::indexOf).toArray();
      int last = Math.max(Arrays.stream(required).max().orElseThrow(), max(identity));
      return new Columns(required[0], required[1], required[2], identity, last);
    }

    private static int max(int[] values) {
      return Arrays.stream(values).max().orElse(-1);
    }

    /** The cells up to the last column that is used; the many behind it are not cut apart. */
    String[] cells(String text, DataException.At at) {
      String[] cells = text.split("\t", last + 2);
      if (cells.length <= last) {
        throw at.error(cells.length + " cells", "at least " + (last + 1) + ", as in the header");
      }
      for (int c = 0; c <= last; c++) {
        cells[c] = plain(cells[c].strip());
      }
      return cells;
    }

    String identity(String[] cells) {
      StringBuilder key = new StringBuilder();
      for (int column : identity) {
        if (column < 0) {
          return null;
        }
        key.append(cells[column]).append(':');
      }
      return key.toString();
    }

    /** A cell without the quotes that R puts around text. */
    private static String plain(String cell) {
      return cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"")
          ? cell.substring(1, cell.length() - 1)
          : cell;
    }
  }
}
