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
   * Whether the files of different patients can be read apart and put side by side afterwards, with
   * the result of reading them at once.
   */
  default boolean readsPatientsApart() {
    return false;
  }

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
   * @param strandedness which column of STAR's counts is taken
   */
  record ReadOptions(
      Set<String> patients,
      boolean keepNormals,
      boolean keepMetastases,
      Strandedness strandedness) {

    public ReadOptions {
      patients = Set.copyOf(patients);
    }

    /** With the strandedness found in the data. */
    public ReadOptions(Set<String> patients, boolean keepNormals, boolean keepMetastases) {
      this(patients, keepNormals, keepMetastases, Strandedness.AUTO);
    }
  }

  /** Which strand of the transcript a library's reads tell of. */
  enum Strandedness {
    /** The column with the most counts in every sample. */
    AUTO,
    /** Reads of both strands are counted. */
    UNSTRANDED,
    /** The first read is on the transcript's strand. */
    FORWARD,
    /** The first read is on the opposite strand (dUTP protocols). */
    REVERSE
  }
}
