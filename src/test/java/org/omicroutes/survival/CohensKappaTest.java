package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.survival.CohensKappa.Weights;

/** Against psych::cohen.kappa and the delta method (src/test/oracle/kappa/make.R). */
class CohensKappaTest {

  @ParameterizedTest
  @CsvSource({
    "fleiss, 'Fleiss, Cohen and Everitt, 200 cases × 3 levels'",
    "pbc, 'pbc, tertiles of 2 models, 276 samples'",
    "few, '7 ratings × 4 levels, one empty'",
    "two, 'simulated, 60 ratings × 2 levels'"
  })
  void isPsych(String name, String data) throws Exception {
    Frozen ratings = Frozen.read("kappa/ratings.tsv.gz").where("data", name);
    for (Weights weights : Weights.values()) {
      String kind = weights.name().toLowerCase(Locale.ROOT);
      Frozen expected =
          Frozen.read("kappa/expected.tsv.gz").where("data", name).where("weights", kind);
      CohensKappa found =
          CohensKappa.of(
              ratings.integers("first"),
              ratings.integers("second"),
              (int) expected.number("levels"),
              weights);
      String how = weights == Weights.NONE ? "" : ", " + kind + " weights";
      Agreement psych = Agreement.of("risk-groups", "kappa", "psych", "cohen.kappa", data);
      psych.close("kappa" + how, found.value(), expected.number("kappa"), 1e-12);
      if (weights == Weights.NONE) {
        psych.close(
            "kappa, standard error", found.standardError(), expected.number("psych.se"), 1e-12);
        double[] limits = {expected.number("psych.lower"), expected.number("psych.upper")};
        psych.close("kappa, 95 % limits", found.interval(0.95), limits, 1e-12);
      }
      Agreement.of("risk-groups", "kappa", "R", "delta method", data)
          .close(
              "kappa, standard error" + how, found.standardError(), expected.number("se"), 1e-12);
      if (name.equals("fleiss") && weights != Weights.NONE) {
        Agreement.disagreement(
            "risk-groups",
            "kappa, standard error, " + kind + " weights, " + data,
            String.format(
                Locale.ROOT,
                "`psych::cohen.kappa` %.4f, delta method %.4f",
                expected.number("psych.se"),
                expected.number("se")),
            "Fleiss, Cohen and Everitt (1969), eq. 8, which is the delta method. psych takes a"
                + " level's own share times its summed weights where the equation has the weights"
                + " averaged over the shares; the two agree where the shares are equal.");
      }
    }
  }

  @Test
  void oneLevelOnlyHasNoKappa() {
    CohensKappa one = CohensKappa.of(new int[3], new int[3], 2, Weights.NONE);
    assertThat(one.value()).isNaN();
    assertThat(one.standardError()).isNaN();
    assertThatThrownBy(() -> CohensKappa.of(new int[] {3}, new int[1], 3, Weights.LINEAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("levels 3 and 0");
  }
}
