package org.omicroutes.formats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.LayerData.SetAside;
import org.omicroutes.formats.LayerReader.ReadOptions;
import org.omicroutes.formats.Samplesheet.Row;

/** The layer readers on the class path, by the formats that they understand. */
public final class LayerReaders {
  /** Formats of rows that help to read layers and are none themselves. */
  public static final Set<String> HELPERS = Set.of("gtf", "probe-map", "gene-bed", "tx2gene");

  /** The format of the row that names the clinical table. */
  public static final String CLINICAL = "clinical";

  private static final Map<String, LayerReader> BY_FORMAT =
      load(LayerReaders.class.getClassLoader());

  private LayerReaders() {}

  private static Map<String, LayerReader> load(ClassLoader loader) {
    Map<String, LayerReader> readers = new TreeMap<>();
    for (LayerReader reader : ServiceLoader.load(LayerReader.class, loader)) {
      for (String format : reader.formats()) {
        LayerReader before = readers.put(format, reader);
        if (before != null) {
          throw new IllegalStateException(
              "two readers of " + format + ": " + before.getClass() + ", " + reader.getClass());
        }
      }
    }
    return readers;
  }

  /** All formats that layers come in. */
  public static Set<String> formats() {
    return BY_FORMAT.keySet();
  }

  /**
   * What the layers of a format hold.
   *
   * @param format one of {@link #formats}
   */
  static LayerData.Kind kind(String format) {
    return BY_FORMAT.get(format).kind();
  }

  /** Whether patients' files of a format can be read apart. */
  static boolean readsPatientsApart(String format) {
    return BY_FORMAT.get(format).readsPatientsApart();
  }

  /**
   * The rows of a layer that hold its data.
   *
   * @throws DataException where the sheet has none
   */
  public static List<Row> rows(Samplesheet sheet, String layer) {
    List<Row> rows =
        sheet.layer(layer).stream().filter(row -> !HELPERS.contains(row.format())).toList();
    if (rows.isEmpty()) {
      throw DataException.in(sheet.file())
          .column("layer")
          .error(
              "no row of layer '" + layer + "'",
              "one of " + sheet.rows().stream().map(Row::layer).distinct().sorted().toList());
    }
    return rows;
  }

  /**
   * Reads one layer. Its rows may be of several formats of the same kind (a MAF and some VCF
   * files); a patient may be in the files of one format only.
   *
   * @throws DataException where a format is unknown, or formats are of different kinds
   */
  public static LayerData read(Samplesheet sheet, String layer, ReadOptions options)
      throws IOException {
    Map<LayerReader, List<Row>> rowsOf = new LinkedHashMap<>();
    Row first = null;
    for (Row row : rows(sheet, layer)) {
      LayerReader reader = reader(sheet, row);
      if (first == null) {
        first = row;
      } else if (reader.kind() != BY_FORMAT.get(first.format()).kind()) {
        throw mixed(sheet, first, row);
      }
      rowsOf.computeIfAbsent(reader, r -> new ArrayList<>()).add(row);
    }
    List<LayerData> parts = new ArrayList<>();
    for (Map.Entry<LayerReader, List<Row>> entry : rowsOf.entrySet()) {
      LayerData part = entry.getKey().read(sheet, entry.getValue(), options);
      Row row = entry.getValue().get(0);
      if (part.kind() == LayerData.Kind.COUNTS) {
        GeneIds.requireKnown(DataException.in(row.path()), part.matrix().featureIds());
      }
      requireNew(sheet, row, parts, part);
      parts.add(part);
    }
    return parts.size() == 1 ? parts.get(0) : merge(sheet, layer, parts);
  }

  private static LayerReader reader(Samplesheet sheet, Row row) {
    LayerReader reader = BY_FORMAT.get(row.format());
    if (reader == null) {
      throw sheet
          .at(row)
          .column("format")
          .error("'" + row.format() + "'", "for a layer, one of " + BY_FORMAT.keySet());
    }
    return reader;
  }

  private static DataException mixed(Samplesheet sheet, Row first, Row other) {
    return sheet
        .at(other)
        .column("format")
        .error(
            "'"
                + other.format()
                + "' ("
                + kind(other)
                + ") beside '"
                + first.format()
                + "' ("
                + kind(first)
                + ") of line "
                + first.line()
                + " in layer '"
                + other.layer()
                + "'",
            "formats of one kind in a layer");
  }

  private static String kind(Row row) {
    return BY_FORMAT.get(row.format()).kind().name().toLowerCase(Locale.ROOT);
  }

  private static void requireNew(
      Samplesheet sheet, Row row, List<LayerData> parts, LayerData part) {
    for (LayerData before : parts) {
      for (String patient : part.matrix().sampleIds()) {
        if (before.matrix().sampleIndex(patient) >= 0) {
          throw sheet
              .at(row)
              .error(
                  "patient '" + patient + "', who is in the layer's files of another format too",
                  "each patient in the files of one format");
        }
      }
    }
  }

  private static LayerData merge(Samplesheet sheet, String layer, List<LayerData> parts) {
    List<SetAside> setAside = new ArrayList<>();
    parts.forEach(part -> setAside.addAll(part.setAside()));
    LayerData first = parts.get(0);
    List<LabelledMatrix> matrices = parts.stream().map(LayerData::matrix).toList();
    LabelledMatrix burden = null;
    LabelledMatrix merged;
    if (first.kind() == LayerData.Kind.COUNTS) {
      merged = MatrixMerge.common(matrices);
      if (merged.featureCount() == 0) {
        throw DataException.in(sheet.file())
            .error("files of layer '" + layer + "' without a gene in common", "the same gene ids");
      }
    } else if (parts.stream().allMatch(part -> part.burden() != null)) {
      // A gene without a call in any patient of a MAF or VCF is a gene without mutation.
      merged = MatrixMerge.union(matrices, 0);
      burden = MatrixMerge.union(parts.stream().map(LayerData::burden).toList(), Double.NaN);
    } else {
      merged = MatrixMerge.union(matrices, Double.NaN);
    }
    return new LayerData(first.kind(), merged, burden, setAside);
  }
}
