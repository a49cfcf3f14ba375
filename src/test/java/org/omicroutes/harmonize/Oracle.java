package org.omicroutes.harmonize;

import java.io.IOException;
import java.nio.file.Path;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;

/** Frozen figures of a reference implementation, under {@code src/test/oracle}. */
final class Oracle {
  private Oracle() {}

  static Path file(String routine, String name) {
    return Path.of("src", "test", "oracle", routine, name);
  }

  static LabelledMatrix matrix(String routine, String name) throws IOException {
    return MatrixFiles.read(file(routine, name));
  }

  /**
   * The largest absolute difference over the features and samples of {@code expected}; infinite
   * where only one of the two is missing.
   */
  static double difference(LabelledMatrix expected, LabelledMatrix found) {
    LabelledMatrix same =
        found.selectFeatures(expected.featureIds()).selectSamples(expected.sampleIds());
    double largest = 0;
    for (int f = 0; f < expected.featureCount(); f++) {
      for (int s = 0; s < expected.sampleCount(); s++) {
        double a = expected.at(f, s);
        double b = same.at(f, s);
        if (Double.isNaN(a) != Double.isNaN(b)) {
          return Double.POSITIVE_INFINITY;
        }
        largest = Double.isNaN(a) ? largest : Math.max(largest, Math.abs(a - b));
      }
    }
    return largest;
  }
}
