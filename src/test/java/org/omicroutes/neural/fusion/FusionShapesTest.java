package org.omicroutes.neural.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FusionShapesTest {
  private static final FusionConfig PAPER = FusionConfig.paper(5000, 3, List.of(5, 3));

  private static String text(FusionShapes shapes) {
    return shapes.parameters().stream()
        .filter(p -> p.kind().trained())
        .map(p -> p.name() + " " + p.rows() + "×" + p.columns())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void thePapersNetworkHasThePapersShapes() {
    assertThat(text(FusionShapes.of(PAPER)))
        .isEqualTo(
            """
            genomic.1.weight 5000×1024
            genomic.1.gain 1×1024
            genomic.1.shift 1×1024
            genomic.2.weight 1024×512
            genomic.2.gain 1×512
            genomic.2.shift 1×512
            genomic.3.weight 512×256
            genomic.3.gain 1×256
            genomic.3.shift 1×256
            clinical.embedding.1 4×3
            clinical.embedding.2 2×2
            clinical.1.weight 8×256
            clinical.1.gain 1×256
            clinical.1.shift 1×256
            clinical.2.weight 256×128
            clinical.2.gain 1×128
            clinical.2.shift 1×128
            attention.query.weight 16×16
            attention.query.bias 1×16
            attention.key.weight 16×16
            attention.key.bias 1×16
            attention.value.weight 16×16
            attention.value.bias 1×16
            attention.output.weight 16×16
            attention.output.bias 1×16
            fusion.1.weight 384×256
            fusion.1.bias 1×256
            fusion.2.weight 256×128
            fusion.2.bias 1×128
            head.1.weight 128×128
            head.1.bias 1×128
            head.2.weight 128×64
            head.2.bias 1×64
            output.weight 64×1
            output.bias 1×1""");
  }

  @Test
  void countsAreThoseOfTheShapes() {
    FusionShapes shapes = FusionShapes.of(PAPER);
    long genomic = 5000 * 1024 + 1024 * 512 + 512 * 256 + 2 * (1024 + 512 + 256);
    long clinical = 4 * 3 + 2 * 2 + 8 * 256 + 256 * 128 + 2 * (256 + 128);
    long attention = 4 * (16 * 16 + 16);
    long fusion = 384 * 256 + 256 + 256 * 128 + 128;
    long head = 128 * 128 + 128 + 128 * 64 + 64 + 64 + 1;
    assertThat(shapes.trainedCount())
        .isEqualTo(genomic + clinical + attention + fusion + head)
        .isEqualTo(5_971_921);
    assertThat(FusionShapes.of(PAPER.withoutAttention()).trainedCount())
        .isEqualTo(5_971_921 - attention);
    long genesAlone = genomic + fusion - 128 * 256 + head;
    assertThat(FusionShapes.of(PAPER.genomicOnly()).trainedCount()).isEqualTo(genesAlone);
    long clinicAlone = clinical + fusion - 256 * 256 + head;
    assertThat(FusionShapes.of(PAPER.clinicalOnly()).trainedCount()).isEqualTo(clinicAlone);
  }

  @Test
  void tokensAreOfOneBranchEach() {
    FusionShapes shapes = FusionShapes.of(PAPER);
    assertThat(shapes.fusedWidth()).isEqualTo(384);
    assertThat(shapes.tokens()).isEqualTo(24);
    assertThat(shapes.genomicTokens()).isEqualTo(16);
    assertThat(shapes.featureWidth()).isEqualTo(64);
    assertThat(FusionShapes.of(PAPER.withoutAttention()).tokens()).isZero();
    assertThatThrownBy(() -> FusionFixture.withTokens(PAPER, 24, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "tokenWidth: found 24, expected a divisor of the branches' widths, 256 and 128");
    assertThatThrownBy(() -> FusionFixture.withTokens(PAPER, 16, 3))
        .hasMessage("tokenWidth: found 16, expected a multiple of the 3 heads of attention");
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    assertThatThrownBy(() -> FusionConfig.paper(0, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fusion network needs genes or clinical variables");
    assertThatThrownBy(() -> FusionConfig.paper(10, 0, List.of(1)))
        .hasMessage("levels: found 1, expected 2 or more");
    assertThatThrownBy(() -> FusionFixture.with(PAPER, 1, 0.1, 1))
        .hasMessage("dropout: found 1.0, expected 0 or more and less than 1");
    assertThatThrownBy(() -> FusionFixture.with(PAPER, 0, Double.NaN, 1))
        .hasMessage("learningRate: found NaN, expected more than 0");
  }

  @Test
  void firstValuesAreOfTheSeed() {
    FusionShapes shapes = FusionShapes.of(FusionFixture.small());
    Map<String, double[]> values = shapes.initialValues(3);
    assertThat(values.get("genomic.1.weight"))
        .containsExactly(shapes.initialValues(3).get("genomic.1.weight"));
    assertThat(values.get("genomic.1.weight")[0])
        .isNotEqualTo(shapes.initialValues(4).get("genomic.1.weight")[0]);
    assertThat(values.get("genomic.1.variance")).containsOnly(1);
    double[] wide =
        FusionShapes.of(FusionConfig.paper(100, 1, List.of()))
            .initialValues(1)
            .get("genomic.1.weight");
    double square = 0;
    for (double w : wide) {
      square += w * w / wide.length;
    }
    assertThat(square).isBetween(0.0195, 0.0205);
  }

  @Test
  void vectorsOfCategoriesAreHalfTheirLevels() {
    assertThat(FusionShapes.embeddingWidth(2)).isEqualTo(1);
    assertThat(FusionShapes.embeddingWidth(5)).isEqualTo(3);
    assertThat(FusionShapes.embeddingWidth(300)).isEqualTo(50);
  }
}
