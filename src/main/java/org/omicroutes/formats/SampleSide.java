package org.omicroutes.formats;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Tells which side of a matrix are the samples: the one with more identifiers (themselves, or by
 * TCGA barcode) among the known patients. Where no patients are known, rows that are TCGA barcodes
 * decide, else columns are samples.
 */
final class SampleSide {
  private static final int EXAMPLES = 3;

  private SampleSide() {}

  /**
   * The matrix as features × samples.
   *
   * @param known patients and samples that are known, may be empty
   * @throws DataException where patients are known and neither side has one of them
   */
  static LabelledMatrix asColumns(Path file, LabelledMatrix matrix, Set<String> known) {
    long columns = matches(matrix.sampleIds(), known);
    long rows = matches(matrix.featureIds(), known);
    if (!known.isEmpty() && columns == 0 && rows == 0) {
      throw DataException.in(file)
          .error(
              "unknown ids: columns such as "
                  + examples(matrix.sampleIds())
                  + ", rows such as "
                  + examples(matrix.featureIds()),
              "patients such as " + examples(known.stream().sorted().toList()) + " on one side");
    }
    if (rows <= columns) {
      return matrix;
    }
    return LabelledMatrix.of(matrix.sampleIds(), matrix.featureIds(), matrix.toSamplesByFeatures());
  }

  private static long matches(List<String> ids, Set<String> known) {
    if (known.isEmpty()) {
      return ids.stream().filter(SampleIds::isTcga).count();
    }
    return ids.stream()
        .filter(id -> known.contains(id) || known.contains(SampleIds.patient(id)))
        .count();
  }

  private static List<String> examples(List<String> ids) {
    return ids.subList(0, Math.min(EXAMPLES, ids.size()));
  }
}
