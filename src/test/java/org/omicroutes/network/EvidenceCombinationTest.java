package org.omicroutes.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

class EvidenceCombinationTest {
  @TempDir Path dir;

  @Test
  void twoDegreesOfFreedomFollowTheClosedForm() {
    NormalDistribution normal = new NormalDistribution();
    for (double sum : new double[] {0.01, 0.5, 2, 7.3, 30}) {
      double p = Math.exp(-sum / 2);
      double z = EvidenceCombination.equivalentZ(sum, 2);
      assertThat(2 * normal.cumulativeProbability(-z)).isCloseTo(p, within(1e-9 * (1 + p)));
    }
  }

  /** R 4.2: qnorm(pchisq(s, df, lower.tail = FALSE, log.p = TRUE) - log(2), log.p = TRUE). */
  @Test
  void farTailsStayExact() {
    assertThat(EvidenceCombination.equivalentZ(100, 3)).isCloseTo(9.5312397723415, within(1e-9));
    assertThat(EvidenceCombination.equivalentZ(5000, 4)).isCloseTo(70.536422254697, within(1e-8));
    assertThat(EvidenceCombination.equivalentZ(1.5, 3)).isCloseTo(0.40936703137713, within(1e-9));
  }

  @Test
  void agreesWithPchisqAndQnorm() throws Exception {
    Path out = dir.resolve("o.tsv");
    var step = StepTester.of(new CombineScoresStep()).out("out", out);
    for (String layer : List.of("rna", "methylation", "mutation")) {
      step.in("scores", layer, Frozen.path("combine-scores/" + layer + ".tsv.gz"));
    }
    step.run();
    Frozen expected = Frozen.read("combine-scores/expected.tsv.gz");
    Frozen found = Frozen.of(out);
    assertThat(found.texts("gene")).containsExactlyInAnyOrderElementsOf(expected.texts("gene"));
    double[] scores =
        expected.texts("gene").stream()
            .mapToDouble(gene -> found.where("gene", gene).number("score"))
            .toArray();
    Agreement.of(
            "combine-scores",
            "combine-scores",
            "R",
            "pchisq, qnorm",
            "simulated, 300 genes in 3 layers, 28 % missing, z up to 70")
        .close("combined z", scores, expected.numbers("score"), 1e-9);
  }

  @Test
  void oneLayerKeepsItsZAndTheStrongestGivesTheSign() throws Exception {
    Path rna = Files.writeString(dir.resolve("r.tsv"), "gene\tscore\na\t-3\nb\t1\nc\tNA\n");
    Path mutation = Files.writeString(dir.resolve("m.tsv"), "gene\tscore\tp\nb\t-2\t0\nd\t0\t1\n");
    Path out = dir.resolve("o.tsv");
    StepTester.of(new CombineScoresStep())
        .in("scores", "rna", rna)
        .in("scores", "mutation", mutation)
        .out("out", out)
        .run();
    double b = EvidenceCombination.equivalentZ(5, 2);
    assertThat(b).isBetween(1.7, 2.0);
    assertThat(Files.readAllLines(out)).containsExactly("gene\tscore", "a\t-3", "b\t-" + b, "d\t0");
  }

  @Test
  void layersWithoutAnyScoreAreAnError() throws Exception {
    Path rna = Files.writeString(dir.resolve("r.tsv"), "gene\tscore\na\tNA\n");
    var run =
        StepTester.of(new CombineScoresStep())
            .in("scores", "rna", rna)
            .out("out", dir.resolve("o.tsv"));
    assertThatThrownBy(run::run).isInstanceOf(DataException.class).hasMessageContaining("[rna]");
  }
}
