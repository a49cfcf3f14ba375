package org.omicroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.omicroutes.models.SurvivalModels;
import org.omicroutes.step.Parameters;

/** What a study is when little is said, and what is refused. */
class StudyOptionsTest {
  private static Map<String, String> options(String... words) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      given.put(words[i], words[i + 1]);
    }
    return Parameters.toText(Parameters.parse(StudyOptions.class, given));
  }

  @Test
  void withoutAWordItIsThePaperOfMoanet() {
    assertThat(options())
        .containsEntry("paper", "moanet")
        .containsEntry("model", "moanet")
        .containsEntry("models", Paper.MOANET_MODELS)
        .containsEntry("explained", Paper.MOANET_MODELS);
  }

  @Test
  void thePaperOfMmfnHasItsOwnModels() {
    assertThat(options("paper", "mmfn"))
        .containsEntry("model", "mmfn")
        .containsEntry("models", Paper.MMFN_MODELS)
        .containsEntry("explained", "")
        .containsEntry("horizon", "36")
        .containsEntry("censored", "weighted");
  }

  @Test
  void whatARunKeepsOfItsOptionsGivesTheSameRun() {
    for (String paper : List.of("moanet", "mmfn")) {
      Map<String, String> kept = options("paper", paper);
      assertThat(Parameters.toText(Parameters.parse(StudyOptions.class, kept))).isEqualTo(kept);
    }
  }

  @Test
  void everyModelOfAPaperIsThere() {
    for (Paper paper : Paper.values()) {
      assertThat(paper.models())
          .allSatisfy(
              name -> assertThat(SurvivalModels.all()).containsKey(NamedModel.of(name).kind()));
    }
  }

  @Test
  void networksOfMmfnHavePresetsAndHeads() {
    assertThat(NamedModel.of("mmfn")).isEqualTo(new NamedModel("mmfn", false, false));
    assertThat(NamedModel.of("mmfn-small")).isEqualTo(new NamedModel("mmfn", true, false));
    assertThat(NamedModel.of("mmfn-concat-survival"))
        .isEqualTo(new NamedModel("mmfn-concat", false, true));
    assertThat(NamedModel.of("mmfn-small-survival")).isEqualTo(new NamedModel("mmfn", true, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "models | mmfn,mmfn-tiny | found mmfn-tiny",
        "models | mmfn,svm-small | found svm-small, expected svm",
        "models | mmfn,cox-survival | found cox-survival, expected cox",
        "models | mmfn,mmfn-survival-small | found mmfn-survival-small",
        "models | mmfn,svm,mmfn | each once",
        "models | svm,logistic | model: found mmfn, expected one of the models [svm, logistic]",
        "explained | mmfn | explained: found [mmfn], expected nothing: --paper mmfn explains the model mmfn",
        "explainedFolds | 21 | explained-folds: found 21, expected 0 to 20",
        "explainedPatients | -1 | explained-patients: found -1, expected >= 0",
        "horizon | 0 | horizon: found 0, expected one of the horizons",
        "horizon | 20 | horizon: found 20, expected one of the horizons",
        "preset | big | preset: found 'big', expected one of [paper, small-cohort]",
        "censored | dropped | censored: found 'dropped', expected one of [weighted, left-out]"
      })
  void whatCannotBeIsRefused(String option, String value, String message) {
    assertThatThrownBy(() -> options("paper", "mmfn", option, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void interactionsAreNeededWhereAModelTakesThem() {
    var study = Workflows.find("study").orElseThrow();
    Set<String> ports = Set.of("samplesheet/A");
    assertThat(study.parameters(Map.of("paper", "mmfn"), ports)).containsEntry("model", "mmfn");
    for (Map<String, String> given :
        List.of(Map.<String, String>of(), Map.of("paper", "mmfn", "models", "mmfn,moanet"))) {
      assertThatThrownBy(() -> study.parameters(given, ports))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("--network: found none")
          .hasMessageContaining("gnn, moanet, netdx, stacked");
      assertThat(study.parameters(given, Set.of("samplesheet/A", "network"))).isNotEmpty();
    }
  }
}
