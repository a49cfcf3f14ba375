package org.omicroutes.formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.LayerData.Kind;
import org.omicroutes.formats.LayerData.SetAside;
import org.omicroutes.formats.LayerReader.ReadOptions;
import org.omicroutes.formats.Samplesheet.Row;

/**
 * Collects the counts of single samples into a layer. All samples must list the same genes, in any
 * order: files made with different annotations cannot be compared.
 */
final class SampleCounts {
  private final Samplesheet sheet;
  private final Map<String, double[]> counts = new LinkedHashMap<>();
  private List<String> genes = List.of();
  private final Map<String, Path> fileOf = new HashMap<>();
  private final Map<String, String> patientOf = new HashMap<>();

  SampleCounts(Samplesheet sheet) {
    this.sheet = sheet;
  }

  /** The genes and counts of one sample, as one file lists them. */
  static final class Genes {
    private final Map<String, Double> counts = new LinkedHashMap<>();
    private final Map<String, Long> lines = new HashMap<>();

    /** One more gene, its Ensembl version stripped; {@code line} is where it stands. */
    void add(DataException.At line, String gene, double count) {
      String id = GeneIds.withoutVersion(gene);
      Long before = lines.put(id, line.line());
      if (before != null) {
        throw line.error(
            "gene '" + gene + "' again (first in line " + before + ")", "each gene once");
      }
      counts.put(id, count);
    }

    Map<String, Double> counts() {
      return counts;
    }
  }

  /** A read count, held against {@link CellRule#COUNT}. */
  static double count(DataException.At at, String cell) {
    double value = number(at, cell);
    if (!CellRule.COUNT.allows(value)) {
      throw at.error("'" + cell + "'", CellRule.COUNT.expected());
    }
    return value;
  }

  /** An estimated count: a finite number &gt;= 0. */
  static double estimate(DataException.At at, String cell) {
    double value = number(at, cell);
    if (value < 0) {
      throw at.error("'" + cell + "'", "an estimated count >= 0");
    }
    return value;
  }

  private static double number(DataException.At at, String cell) {
    try {
      double value = Double.parseDouble(cell.strip());
      if (!Double.isFinite(value)) {
        throw new NumberFormatException(cell);
      }
      return value;
    } catch (NumberFormatException e) {
      throw at.error("'" + cell + "'", CellRule.COUNT.expected(), e);
    }
  }

  /** The sample that a row is about: its sample cell, else its patient cell. */
  String sample(Row row) {
    String sample = row.sample() != null ? row.sample() : row.patient();
    if (sample == null) {
      throw sheet
          .at(row)
          .column("sample")
          .error("an empty cell", "the sample or the patient that " + row.path() + " is about");
    }
    return sample;
  }

  /** Adds the counts of the sample of a row. */
  void add(Row row, Map<String, Double> genes) {
    add(row, sample(row), genes);
  }

  /** Adds the counts of a sample that the file itself names. */
  void add(Row row, String sample, Map<String, Double> counted) {
    if (counted.isEmpty()) {
      throw DataException.in(row.path()).error("no genes", "one line per gene");
    }
    if (counts.isEmpty()) {
      genes = List.copyOf(counted.keySet());
    }
    if (counts.put(sample, aligned(row, counted)) != null) {
      throw sheet
          .at(row)
          .column("sample")
          .error("'" + sample + "' again (also in " + fileOf.get(sample) + ")", "each sample once");
    }
    fileOf.put(sample, row.path());
    if (row.patient() != null) {
      patientOf.put(sample, row.patient());
    }
  }

  /** The counts in the order of the first sample's genes. */
  private double[] aligned(Row row, Map<String, Double> counted) {
    if (counted.size() != genes.size()) {
      throw differs(row, counted.size() + " genes");
    }
    double[] values = new double[genes.size()];
    for (int g = 0; g < values.length; g++) {
      Double value = counted.get(genes.get(g));
      if (value == null) {
        throw differs(row, "no gene '" + genes.get(g) + "'");
      }
      values[g] = value;
    }
    return values;
  }

  private DataException differs(Row row, String found) {
    Path first = fileOf.get(counts.keySet().iterator().next());
    return DataException.in(row.path())
        .error(
            found,
            "the "
                + genes.size()
                + " genes of "
                + first
                + " (were they counted with different annotations?)");
  }

  /** The layer of all samples added. */
  LayerData toLayer(ReadOptions options, List<SetAside> setAside) {
    List<String> samples = List.copyOf(counts.keySet());
    double[][] rows = new double[genes.size()][samples.size()];
    for (int s = 0; s < samples.size(); s++) {
      double[] values = counts.get(samples.get(s));
      for (int g = 0; g < rows.length; g++) {
        rows[g][s] = values[g];
      }
    }
    var columns = PatientColumns.of(LabelledMatrix.of(genes, samples, rows), patientOf, options);
    List<SetAside> all = new ArrayList<>(columns.setAside());
    all.addAll(setAside);
    return new LayerData(Kind.COUNTS, columns.matrix(), null, all);
  }
}
