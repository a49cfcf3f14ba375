package org.omicroutes.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.omicroutes.cohort.DataException;

/**
 * The files of a cohort: a table with the columns {@code layer,format,path,sample,patient,batch},
 * tab or comma. Paths are relative to the sheet; {@code sample}, {@code patient} and {@code batch}
 * are empty where one file holds many samples (and may be left out of the header then).
 *
 * @param file the sheet itself
 * @param rows its rows in order
 */
public record Samplesheet(Path file, List<Row> rows) {

  /**
   * One file.
   *
   * @param layer rna, methylation, mutation, cnv, clinical, annotation, …
   * @param format counts, matrix, beta, vcf, maf, clinical, gtf, probe-map, …
   * @param path resolved against the sheet's folder
   * @param sample the sample in the file (a VCF column); null where empty
   * @param patient null where empty
   * @param batch null where empty
   * @param line 1-based line in the sheet
   */
  public record Row(
      String layer,
      String format,
      Path path,
      String sample,
      String patient,
      String batch,
      long line) {}

  public Samplesheet {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a sheet.
   *
   * @throws DataException where a column or a cell is missing
   */
  public static Samplesheet read(Path file) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      int layer = in.require("layer");
      int format = in.require("format");
      int path = in.require("path");
      int sample = in.find("sample");
      int patient = in.find("patient");
      int batch = in.find("batch");
      List<Row> rows = new ArrayList<>();
      Path folder = file.toAbsolutePath().getParent();
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (cells.size() != in.header().size()) {
          throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
        }
        rows.add(
            new Row(
                required(in, layer, cells),
                required(in, format, cells),
                path(in, path, cells, folder),
                optional(sample, cells),
                optional(patient, cells),
                optional(batch, cells),
                in.line()));
      }
      if (rows.isEmpty()) {
        throw DataException.in(file).error("a header and no rows", "one row per file");
      }
      return new Samplesheet(file, rows);
    }
  }

  /**
   * As {@link #read}, for a sheet of somebody who may see a folder and nothing else: all files lie
   * in it, also where links are followed.
   *
   * @param folder that is not to be left
   * @throws DataException where a file, or the sheet itself, lies elsewhere
   */
  public static Samplesheet readWithin(Path file, Path folder) throws IOException {
    Path within = folder.toRealPath();
    if (!real(file).startsWith(within)) {
      throw DataException.in(file).error("a link that leaves the folder", "a file in " + folder);
    }
    Samplesheet sheet = read(file);
    for (Row row : sheet.rows) {
      if (!real(row.path).startsWith(within)) {
        throw sheet
            .at(row)
            .column("path")
            .error("'" + row.path + "', which is not in the folder", "a file in " + folder);
      }
    }
    return sheet;
  }

  /** Where a path leads; of what is not there, where it would be. */
  private static Path real(Path path) throws IOException {
    Path there = path.toAbsolutePath().normalize();
    Path rest = Path.of("");
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      rest = there.getFileName().resolve(rest);
      there = there.getParent();
    }
    // A link to nothing may lead anywhere by the time that it is followed.
    return Files.exists(there) ? there.toRealPath().resolve(rest) : there.getRoot();
  }

  private static String required(DelimitedReader in, int column, List<String> cells) {
    String cell = cells.get(column).strip();
    if (cell.isEmpty()) {
      throw in.here(column).error("an empty cell", "a " + in.header().get(column));
    }
    return cell;
  }

  private static Path path(DelimitedReader in, int column, List<String> cells, Path folder) {
    String cell = required(in, column, cells);
    try {
      return folder.resolve(cell).normalize();
    } catch (InvalidPathException e) {
      throw in.here(column).error("'" + cell.replace('\0', '?') + "'", "the name of a file", e);
    }
  }

  private static String optional(int column, List<String> cells) {
    String cell = column < 0 ? "" : cells.get(column).strip();
    return cell.isEmpty() ? null : cell;
  }

  /** The rows of one layer. */
  public List<Row> layer(String layer) {
    return rows.stream().filter(row -> row.layer().equals(layer)).toList();
  }

  /** The sheet's line of a row, for an error message. */
  public DataException.At at(Row row) {
    return DataException.in(file).line(row.line());
  }
}
