package org.omicroutes.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.formats.LayerReader.ReadOptions;
import org.omicroutes.formats.Samplesheet.Row;

/**
 * Whose data the file of a samplesheet's row holds. The sheet says so, else the file's header or
 * its identifiers; values are not read.
 *
 * @param row of a layer
 * @param patientOf sample to patient, in the order of the file
 * @param many whether the row stands for a file of many samples, of which some may be chosen
 */
record RowSamples(Row row, Map<String, String> patientOf, boolean many) {
  private static final Set<String> MATRICES = Set.of("counts", "matrix", "binary", "beta");
  private static final ReadOptions TUMOURS = new ReadOptions(Set.of(), false, false);

  /** The patients whose layer is read from here: those of whom there is a tumour sample. */
  Set<String> patients() {
    return PatientColumns.choose(List.copyOf(patientOf.keySet()), patientOf, TUMOURS)
        .sampleOf()
        .keySet();
  }

  /**
   * Looks into the row's file.
   *
   * @param known patients, by whom the sample side of a matrix is told; where none are known rows
   *     that are TCGA barcodes are samples, else columns
   * @return empty where the row is of no layer, or does not say whose it is
   */
  static Optional<RowSamples> of(Row row, Set<String> known) throws IOException {
    if (!LayerReaders.formats().contains(row.format())) {
      return Optional.empty();
    }
    if (row.format().equals("maf")) {
      return Optional.of(
          row.patient() == null
              ? many(row, MafMutations.barcodes(row.path()))
              : one(row, row.patient(), row.patient()));
    }
    if (row.format().equals("vcf")) {
      return vcf(row);
    }
    if (row.patient() != null || row.sample() != null) {
      String sample = row.sample() != null ? row.sample() : row.patient();
      return Optional.of(one(row, sample, row.patient() != null ? row.patient() : sample));
    }
    if (row.format().equals("featurecounts")) {
      return Optional.of(many(row, FeatureCountsReader.sampleNames(row)));
    }
    return MATRICES.contains(row.format())
        ? Optional.of(many(row, matrixSamples(row.path(), known)))
        : Optional.empty();
  }

  private static Optional<RowSamples> vcf(Row row) throws IOException {
    if (row.patient() != null) {
      return Optional.of(one(row, row.patient(), row.patient()));
    }
    String column = VcfMutations.tumourColumn(row.path(), row.sample());
    String name = column == null ? row.sample() : column;
    return name == null || TumourSample.isGeneric(name)
        ? Optional.empty()
        : Optional.of(one(row, name, name));
  }

  private static RowSamples one(Row row, String sample, String patient) {
    return new RowSamples(row, Map.of(sample, SampleIds.patient(patient)), false);
  }

  private static RowSamples many(Row row, Iterable<String> samples) {
    Map<String, String> patientOf = new LinkedHashMap<>();
    samples.forEach(sample -> patientOf.put(sample, SampleIds.patient(sample)));
    return new RowSamples(row, patientOf, true);
  }

  private static List<String> matrixSamples(Path file, Set<String> known) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      MatrixRows row = new MatrixRows(in);
      if (!row.next()) {
        return List.of();
      }
      List<String> header = in.header();
      List<String> columns =
          header.size() == row.cellCount() - 1 ? header : header.subList(1, header.size());
      if (columns.stream().anyMatch(id -> isSample(id, known))) {
        return List.copyOf(columns);
      }
      if (known.isEmpty() && !isSample(row.cell(0), known)) {
        return List.copyOf(columns);
      }
      List<String> rows = rows(row);
      return rows.stream().anyMatch(id -> isSample(id, known)) ? rows : List.copyOf(columns);
    }
  }

  private static List<String> rows(MatrixRows row) throws IOException {
    List<String> ids = new ArrayList<>();
    do {
      ids.add(row.cell(0));
    } while (row.next());
    return ids;
  }

  private static boolean isSample(String id, Set<String> known) {
    return known.isEmpty()
        ? SampleIds.isTcga(id)
        : known.contains(id) || known.contains(SampleIds.patient(id));
  }
}
