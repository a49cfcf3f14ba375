package org.omicroutes.formats;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Reads the files of one layer in the formats it knows. */
public interface LayerReader {

  /** The samplesheet formats that this reader understands. */
  Set<String> formats();

  /** What the reader's layers hold. */
  LayerData.Kind kind();

  /**
   * Reads all rows of one layer into features × patients.
   *
   * @param sheet the whole sheet, for helper files such as {@code gtf} and {@code probe-map} rows
   * @param rows the layer's rows, each of a format this reader knows
   * @param options which samples to keep
   */
  LayerData read(Samplesheet sheet, List<Samplesheet.Row> rows, ReadOptions options)
      throws IOException;

  /**
   * Which samples a reader keeps.
   *
   * @param patients the patients of the clinical table: the side of a matrix that matches them (or
   *     their TCGA barcodes) is the sample side
   * @param keepNormals keep TCGA sample types 10 to 19
   * @param keepMetastases keep TCGA sample types 06 and 07
   */
  record ReadOptions(Set<String> patients, boolean keepNormals, boolean keepMetastases) {}
}
