package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.LayerData.SetAside;
import org.omicroutes.formats.LayerReader.ReadOptions;

class PatientColumnsTest {
  private static final ReadOptions TUMOURS = new ReadOptions(Set.of(), false, false);

  @Test
  void keepsOneTumourPerPatientAndSaysWhyNotTheOthers() {
    var matrix =
        LabelledMatrix.of(
            List.of("g"),
            List.of(
                "TCGA-AA-0001-11A",
                "TCGA-AA-0001-01B",
                "TCGA-AA-0001-01A",
                "TCGA-AA-0002-06A",
                "TCGA.AA.0003.03A.11R",
                "TCGA-AA-0004",
                "P7",
                "TCGA-AA-0005-20A"),
            new double[][] {{1, 2, 3, 4, 5, 6, 7, 8}});
    var columns = PatientColumns.of(matrix, TUMOURS);
    assertThat(columns.matrix().sampleIds())
        .containsExactly("TCGA-AA-0001", "TCGA-AA-0003", "TCGA-AA-0004", "P7");
    assertThat(columns.matrix().row(0)).containsExactly(3, 5, 6, 7);
    assertThat(columns.setAside()).extracting(SetAside::count).containsExactly(1L, 1L, 1L, 1L);
    assertThat(columns.setAside())
        .flatExtracting(SetAside::examples)
        .containsExactly(
            "TCGA-AA-0001-11A", "TCGA-AA-0002-06A", "TCGA-AA-0005-20A", "TCGA-AA-0001-01B");
  }

  @Test
  void keptNormalsAndMetastasesComeAfterThePrimary() {
    var ids =
        List.of(
            "TCGA-AA-0001-11A",
            "TCGA-AA-0001-06A",
            "TCGA-AA-0001-01A",
            "TCGA-AA-0002-11A",
            "TCGA-AA-0002-06A",
            "TCGA-AA-0003-10A");
    var choice = PatientColumns.choose(ids, new ReadOptions(Set.of(), true, true));
    assertThat(choice.sampleOf())
        .containsEntry("TCGA-AA-0001", "TCGA-AA-0001-01A")
        .containsEntry("TCGA-AA-0002", "TCGA-AA-0002-06A")
        .containsEntry("TCGA-AA-0003", "TCGA-AA-0003-10A");
    assertThat(choice.setAside()).hasSize(1);
    assertThat(choice.setAside().get(0).count()).isEqualTo(3);
  }

  @Test
  void theOrderOfTheSamplesDoesNotChangeTheChoice() {
    var forward = List.of("TCGA-AA-0001-01A-21R", "TCGA-AA-0001-01A-11R");
    var backward = List.of("TCGA-AA-0001-01A-11R", "TCGA-AA-0001-01A-21R");
    assertThat(PatientColumns.choose(forward, TUMOURS).sampleOf())
        .isEqualTo(PatientColumns.choose(backward, TUMOURS).sampleOf())
        .containsValue("TCGA-AA-0001-01A-11R");
  }

  @Test
  void anythingElseIsThePatientItself() {
    assertThat(SampleIds.patient("TCGA-1")).isEqualTo("TCGA-1");
    assertThat(SampleIds.patient("S-01A")).isEqualTo("S-01A");
    assertThat(SampleIds.patient("tcga-a2-a0cr-01a")).isEqualTo("TCGA-A2-A0CR");
  }
}
