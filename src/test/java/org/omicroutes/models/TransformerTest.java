package org.omicroutes.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.models.ModelTrainer.FitContext;
import org.omicroutes.neural.CoxSettings;
import org.omicroutes.reduce.Pca;

class TransformerTest extends CoxNetworkContract<Transformer> {
  private static final List<CoxSettings> ONE = List.of(new CoxSettings(16, 0.1, 0.02, 0.1, 30, 8));

  @Override
  ModelTrainer<Transformer> trainer() {
    return new TransformerTrainer(ONE);
  }

  /** The network prior is not for this model. */
  @Test
  void interactionsAreNotUsed() {
    Transformer other =
        trainer()
            .fit(
                cohort.data().select(training),
                cohort.survival().select(training),
                new FitContext(3, 3, null));
    assertThat(other.risk(cohort.data())).containsExactly(model.risk(cohort.data()));
  }

  @Test
  void tokensAreVariablesAndPrincipalComponentsOfWhoHasTheModality() {
    PatientData data = cohort.without(training.get(0), List.of("rna")).select(training);
    ModalityTokens tokens = ModalityTokens.fit(data, List.of("clinical", "rna"));
    assertThat(tokens.views()).hasSize(2);
    int components = tokens.views().get(1).features();
    double[][] rows = tokens.rows(data);
    assertThat(tokens.tokenOf()).hasSize(2 + components).startsWith(0, 1, 2, 2, 2, 2, 2, 2, 3);
    assertThat(tokens.modalityOf()).startsWith(0, 0, 1).doesNotContain(2);
    assertThat(tokens.present(data)[0]).containsExactly(1, 0);
    assertThat(tokens.present(data)[1]).containsExactly(1, 1);
    Pca.State pca =
        Pca.fit(
            data.modalities().get("rna").values().selectSamples(training.subList(1, 160)), 3, true);
    double[][] reference =
        Pca.apply(
                data.modalities().get("rna").values().selectSamples(training.subList(1, 160)), pca)
            .toArray();
    double before = Double.MAX_VALUE;
    for (int k = 0; k < 3; k++) {
      double[] ours = new double[159];
      double squares = 0;
      for (int i = 0; i < ours.length; i++) {
        ours[i] = rows[i + 1][2 + k];
        squares += ours[i] * ours[i];
      }
      double r = new PearsonsCorrelation().correlation(ours, reference[k]);
      // Far values are cut to three deviations here.
      assertThat(Math.abs(r)).isGreaterThan(0.99);
      assertThat(squares).isLessThan(before);
      before = squares;
    }
  }

  @Test
  void aModalityIsNeeded() {
    SurvivalData survival = cohort.survival().select(training);
    Map<String, Modality> none = new LinkedHashMap<>();
    none.put(
        "factors",
        new Modality(Modality.Kind.SUMMARY, cohort.data().modalities().get("rna").values()));
    PatientData data = new PatientData(training, none);
    assertThatThrownBy(() -> trainer().fit(data, survival, new FitContext(1, 3, null)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("only the modalities [factors]");
  }
}
