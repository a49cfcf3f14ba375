package org.omicroutes.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.LayerData.Kind;
import org.omicroutes.formats.LayerReader.ReadOptions;
import org.omicroutes.formats.Samplesheet.Row;

/**
 * Layers that come as matrices of many samples, either way round, in one file or several.
 *
 * <p>Where sheet rows name samples of a matrix, only these are read and their {@code patient} cells
 * say whose they are. Files with different samples are put side by side: read counts over the genes
 * that all files have, other values over all features, missing where a file lacks one.
 */
final class MatrixLayers {
  private final Samplesheet sheet;
  private final ReadOptions options;
  private final CellRule rule;
  private final Map<String, String> patientOf = new HashMap<>();
  private final Map<String, Path> fileOf = new HashMap<>();
  private final PatientColumns.Reasons reasons = new PatientColumns.Reasons();

  private MatrixLayers(Samplesheet sheet, ReadOptions options, CellRule rule) {
    this.sheet = sheet;
    this.options = options;
    this.rule = rule;
  }

  /** Reads all rows; every value is held against {@code rule}. */
  static LayerData read(
      Samplesheet sheet, List<Row> rows, ReadOptions options, CellRule rule, Kind kind)
      throws IOException {
    MatrixLayers reader = new MatrixLayers(sheet, options, rule);
    Map<Path, List<Row>> files = new LinkedHashMap<>();
    rows.forEach(row -> files.computeIfAbsent(row.path(), p -> new ArrayList<>()).add(row));
    List<LabelledMatrix> parts = new ArrayList<>();
    for (Map.Entry<Path, List<Row>> file : files.entrySet()) {
      parts.add(reader.readFile(file.getKey(), file.getValue()));
    }
    LabelledMatrix merged = reader.merge(parts, kind);
    PatientColumns.Columns columns = PatientColumns.of(merged, reader.patientOf, options);
    List<LayerData.SetAside> setAside = new ArrayList<>(columns.setAside());
    setAside.addAll(reader.reasons.list());
    return new LayerData(kind, columns.matrix(), null, setAside);
  }

  private LabelledMatrix readFile(Path file, List<Row> rows) throws IOException {
    Set<String> known = new HashSet<>(options.patients());
    rows.stream().map(Row::sample).filter(s -> s != null).forEach(known::add);
    LabelledMatrix matrix = SampleSide.asColumns(file, MatrixFiles.read(file, rule), known);
    matrix = GeneIds.withoutVersions(file, matrix);
    List<String> named = new ArrayList<>();
    for (Row row : rows) {
      String sample = sampleOf(row, matrix);
      if (sample != null) {
        if (named.contains(sample)) {
          throw sheet.at(row).column("sample").error("'" + sample + "' again", "each sample once");
        }
        named.add(sample);
        if (row.patient() != null) {
          patientOf.put(sample, row.patient());
        }
      }
    }
    if (!named.isEmpty()) {
      matrix.sampleIds().stream()
          .filter(id -> !named.contains(id))
          .forEach(id -> reasons.add("not named in the samplesheet", id));
      matrix = matrix.selectSamples(named);
    }
    requireNew(file, matrix.sampleIds());
    return matrix;
  }

  /** The one sample that a row names, or null where it stands for the whole matrix. */
  private String sampleOf(Row row, LabelledMatrix matrix) {
    if (row.sample() != null) {
      if (matrix.sampleIndex(row.sample()) < 0) {
        throw sheet
            .at(row)
            .column("sample")
            .error("'" + row.sample() + "', which " + row.path() + " lacks", "one of its samples");
      }
      return row.sample();
    }
    if (row.patient() == null) {
      return null;
    }
    if (matrix.sampleCount() != 1) {
      throw sheet
          .at(row)
          .column("sample")
          .error(
              "a patient and no sample for a matrix of " + matrix.sampleCount() + " samples",
              "the sample of this patient");
    }
    return matrix.sampleIds().get(0);
  }

  private void requireNew(Path file, List<String> samples) {
    for (String sample : samples) {
      Path before = fileOf.put(sample, file);
      if (before != null) {
        throw DataException.in(file)
            .error("sample '" + sample + "', which is in " + before + " too", "each sample once");
      }
    }
  }

  private LabelledMatrix merge(List<LabelledMatrix> parts, Kind kind) {
    if (kind != Kind.COUNTS) {
      return MatrixMerge.union(parts, Double.NaN);
    }
    LabelledMatrix common = MatrixMerge.common(parts);
    if (common.featureCount() == 0) {
      throw DataException.in(sheet.file())
          .error(
              "count matrices "
                  + fileOf.values().stream().distinct().sorted().toList()
                  + " without a gene in common",
              "the same kind of gene ids in all of them");
    }
    Set<String> dropped = new TreeSet<>();
    parts.forEach(part -> dropped.addAll(part.featureIds()));
    common.featureIds().forEach(dropped::remove);
    dropped.forEach(gene -> reasons.add("a gene that not all count matrices have", gene));
    return common;
  }
}
