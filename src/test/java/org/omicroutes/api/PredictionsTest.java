package org.omicroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.api.PredictModel.Prediction;

class PredictionsTest {
  @TempDir Path dir;

  @Test
  void intervalsComeWithTheirPatients() throws Exception {
    Path predictions =
        Files.writeString(
            dir.resolve("p.tsv"), "sample\trisk\tsurvival_12m\nA\t0.5\t0.8\nB\t-0.5\t0.9\n");
    Path uncertainty =
        Files.writeString(
            dir.resolve("u.tsv"),
            "sample\thorizon_months\tsurvival\ttotal_variance\tdata_variance\tmodel_variance"
                + "\tlower_days\tmedian_days\tupper_days\tlevel\tbound_days\tbound_alpha\n"
                + "B\t12\t0.9\t0.09\t0.08\t0.01\t120\t900\tInf\t0.9\tNA\tNA\n");
    List<Prediction> found = Predictions.read(predictions, uncertainty);
    assertThat(found).extracting(Prediction::id).containsExactly("A", "B");
    assertThat(found.get(0).interval()).isNull();
    assertThat(found.get(1).interval().lowerDays()).isEqualTo(120);
    assertThat(found.get(1).interval().upperDays()).isNull();
    assertThat(found.get(1).interval().level()).isEqualTo(0.9);
    assertThat(Predictions.tsv(found).lines())
        .containsExactly(
            "sample\trisk\tsurvival_12m\tlower_days\tmedian_days\tupper_days\tlevel\tbound_days"
                + "\tbound_alpha",
            "A\t0.5\t0.8\tNA\tNA\tNA\tNA\tNA\tNA",
            "B\t-0.5\t0.9\t120.0\t900.0\tNA\t0.9\tNA\tNA");
  }
}
