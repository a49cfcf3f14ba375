package org.omicroutes.formats;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.Samplesheet.Row;

/**
 * What is to be read of a cohort, and which of it can be read side by side: the JSON of {@code
 * reading-plan}.
 *
 * @param clinical for {@code read-clinical}
 * @param layers the omic layers, in the order of their names
 */
public record ReadingPlan(Part clinical, List<Layer> layers) {
  private static final String[] COLUMNS = {"layer", "format", "path", "sample", "patient", "batch"};

  /**
   * One omic layer.
   *
   * @param name as in the samplesheet
   * @param kind counts, beta, binary or ready
   * @param burden whether it comes with a mutation burden
   * @param parts what is read at once, each by one {@code read-layer}; of several, {@code
   *     join-layer} makes the layer
   */
  public record Layer(String name, String kind, boolean burden, List<Part> parts) {}

  /**
   * One call of a reading step.
   *
   * @param name the layer, and of several parts the patients
   * @param samplesheet the text of the samplesheet that the step is given
   * @param files what that samplesheet names and the step reads
   */
  public record Part(String name, String samplesheet, List<Source> files) {}

  /**
   * A file that a step reads.
   *
   * @param path where it is to lie, relative to the part's samplesheet
   * @param from its path as the cohort's samplesheet has it
   */
  public record Source(String path, String from) {}

  /**
   * Makes the plan. Rows of mutations are read apart by patient where every row of the layer names
   * a patient; anything else is read a layer at once.
   *
   * @param patientsPerPart how many patients are read by one step, at least 1
   * @throws DataException where a layer's format is unknown
   */
  public static ReadingPlan of(Samplesheet sheet, int patientsPerPart) throws IOException {
    Map<Row, String> cells = pathCells(sheet);
    Map<String, List<Row>> rowsOf = new TreeMap<>();
    for (Row row : sheet.rows()) {
      if (LayerReaders.formats().contains(row.format())) {
        rowsOf.computeIfAbsent(row.layer(), l -> new ArrayList<>()).add(row);
      } else if (!row.format().equals(LayerReaders.CLINICAL)
          && !LayerReaders.HELPERS.contains(row.format())) {
        throw sheet
            .at(row)
            .column("format")
            .error("'" + row.format() + "'", "for a layer, one of " + LayerReaders.formats());
      }
    }
    List<Layer> layers = new ArrayList<>();
    for (Map.Entry<String, List<Row>> layer : rowsOf.entrySet()) {
      LayerData.Kind kind = LayerReaders.kind(layer.getValue().get(0).format());
      layers.add(
          new Layer(
              layer.getKey(),
              kind.name().toLowerCase(Locale.ROOT),
              kind == LayerData.Kind.BINARY,
              parts(sheet, cells, layer.getKey(), layer.getValue(), patientsPerPart)));
    }
    return new ReadingPlan(clinical(sheet, cells), layers);
  }

  /** The cells of the column {@code path}, which the sheet holds resolved. */
  private static Map<Row, String> pathCells(Samplesheet sheet) throws IOException {
    Map<Row, String> cells = new LinkedHashMap<>();
    try (DelimitedReader in = DelimitedReader.open(sheet.file())) {
      int path = in.require("path");
      for (Row row : sheet.rows()) {
        cells.put(row, in.next().get(path).strip());
      }
    }
    return cells;
  }

  /** All rows, for their batches; of files only the clinical table and matrices with a batch. */
  private static Part clinical(Samplesheet sheet, Map<Row, String> cells) {
    Set<Row> read = new LinkedHashSet<>(SheetBatches.matrixRows(sheet));
    sheet.rows().stream()
        .filter(row -> row.format().equals(LayerReaders.CLINICAL))
        .forEach(read::add);
    return part(LayerReaders.CLINICAL, sheet.rows(), read, cells);
  }

  private static List<Part> parts(
      Samplesheet sheet, Map<Row, String> cells, String layer, List<Row> rows, int patients) {
    List<Row> helpers =
        sheet.rows().stream().filter(row -> LayerReaders.HELPERS.contains(row.format())).toList();
    Map<String, List<Row>> byPatient = new LinkedHashMap<>();
    if (rows.stream().allMatch(ReadingPlan::canBeApart)) {
      rows.forEach(
          row -> byPatient.computeIfAbsent(row.patient(), p -> new ArrayList<>()).add(row));
    }
    if (byPatient.size() <= 1) {
      List<Row> whole = new ArrayList<>(rows);
      whole.addAll(helpers);
      sheet.rows().stream()
          .filter(row -> row.format().equals(LayerReaders.CLINICAL))
          .forEach(whole::add);
      return List.of(part(layer, whole, Set.copyOf(whole), cells));
    }
    List<Part> parts = new ArrayList<>();
    List<String> names = List.copyOf(byPatient.keySet());
    for (int from = 0; from < names.size(); from += patients) {
      List<String> group = names.subList(from, Math.min(names.size(), from + patients));
      List<Row> some = new ArrayList<>();
      group.forEach(patient -> some.addAll(byPatient.get(patient)));
      some.addAll(helpers);
      String name = group.get(0) + (group.size() > 1 ? "-" + group.get(group.size() - 1) : "");
      parts.add(part(layer + "-" + name, some, Set.copyOf(some), cells));
    }
    return parts;
  }

  /** A patient cell that is a barcode also says the kind of tissue, on which the choice depends. */
  private static boolean canBeApart(Row row) {
    return row.patient() != null
        && SampleIds.patient(row.patient()).equals(row.patient())
        && LayerReaders.readsPatientsApart(row.format());
  }

  private static Part part(String name, List<Row> rows, Set<Row> read, Map<Row, String> cells) {
    Map<String, String> places = new LinkedHashMap<>();
    StringWriter text = new StringWriter();
    try (CSVPrinter out =
        new CSVPrinter(
            text, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').setHeader(COLUMNS).get())) {
      for (Row row : rows) {
        String cell = cells.get(row);
        String path =
            read.contains(row)
                ? places.computeIfAbsent(cell, c -> "files/" + (places.size() + 1) + "/" + last(c))
                : cell;
        out.printRecord(row.layer(), row.format(), path, row.sample(), row.patient(), row.batch());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Part(
        name,
        text.toString(),
        places.entrySet().stream().map(e -> new Source(e.getValue(), e.getKey())).toList());
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
