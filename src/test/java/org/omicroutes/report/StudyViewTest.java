package org.omicroutes.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyViewTest {
  @ParameterizedTest
  @CsvSource({
    "mmfn, MMFN",
    "mmfn-small, MMFN (small)",
    "mmfn-survival, MMFN with survival head",
    "mmfn-small-survival, MMFN (small) with survival head",
    "mmfn-concat-small, MMFN without attention (small)",
    "my-small, my-small",
    "ridge, ridge Cox"
  })
  void aModelIsCalledByItsKindPresetAndHead(String name, String label) {
    assertThat(StudyView.label(name)).isEqualTo(label);
  }
}
