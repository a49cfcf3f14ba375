package org.omicroutes.survival;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.omicroutes.oracle.Frozen;

/** A frozen data set in one of the designs of src/test/oracle/survival/make.R. */
final class CoxCase {
  private static final double[] WEIGHTS = {0.5, 1, 2, 3.25};

  private CoxCase() {}

  /**
   * @param design plain, strata (column group), weights (of row i: i modulo 4), both
   */
  static CoxData of(String data, List<String> features, String design, String ties)
      throws IOException {
    Frozen table = Frozen.read("survival/" + data + ".tsv.gz");
    CoxData plain =
        CoxData.of(
            features,
            table.matrix(features),
            table.survival(),
            CoxModel.Ties.valueOf(ties.toUpperCase(Locale.ROOT)));
    double[] weights = new double[table.size()];
    Arrays.setAll(weights, i -> WEIGHTS[i % 4]);
    return switch (design) {
      case "plain" -> plain;
      case "strata" -> plain.withStrata(table.integers("group"));
      case "weights" -> plain.withWeights(weights);
      default -> plain.withStrata(table.integers("group")).withWeights(weights);
    };
  }
}
