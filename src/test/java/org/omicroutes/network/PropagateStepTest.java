package org.omicroutes.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.GeneScores;
import org.omicroutes.formats.ScoreFiles;
import org.omicroutes.oracle.Agreement;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

class PropagateStepTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "0.1,false",
    "0.5,false",
    "0.7,false",
    "0.95,false",
    "0.1,true",
    "0.7,true",
    "0.95,true"
  })
  void agreesWithTheClosedForm(double alpha, boolean absolute) throws Exception {
    var run = oracle("propagate").param("alpha", alpha).param("absolute", absolute).run();
    assertThat(run.notes()).singleElement().asString().startsWith("1 of 401 scored genes");
    compare(
        "propagate",
        (absolute ? "absolute_" : "signed_") + alpha,
        "score, α " + alpha + (absolute ? ", sizes of scores" : ", signed"),
        "simulated, 605 genes in components, some isolated");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.7, 0.9})
  void agreesWithTheClosedFormOnALargeNetwork(double alpha) throws Exception {
    oracle("propagate-large").param("alpha", alpha).param("absolute", false).run();
    compare(
        "propagate-large",
        "a" + alpha,
        "score, α " + alpha + ", signed",
        "simulated, 3004 genes, 15000 interactions, duplicates, loops, isolated genes");
  }

  private StepTester<PropagateStep.Options> oracle(String folder) {
    return step(Frozen.path(folder + "/network.tsv.gz"), Frozen.path(folder + "/scores.tsv.gz"));
  }

  private void compare(String folder, String column, String quantity, String data)
      throws Exception {
    Frozen expected = Frozen.read(folder + "/expected.tsv.gz");
    Map<String, Double> found = scores();
    assertThat(found).hasSize(expected.size());
    double[] values = expected.texts("gene").stream().mapToDouble(found::get).toArray();
    Agreement.of("propagate", folder, "SciPy", "spsolve", data)
        .absolute(quantity, values, expected.numbers(column), 1e-8);
  }

  @Test
  void scalingTheNetworkChangesNothing() throws Exception {
    Path scores = write("s.tsv", "gene\tscore\na\t1\nb\t-2\nc\t0.5\n");
    step(write("n.tsv", "a\tb\t0.3\nb\tc\t0.8\nc\td\t0.1\na\td\t0.7\n"), scores).run();
    Map<String, Double> small = scores();
    step(write("n.tsv", "a\tb\t300\nb\tc\t800\nc\td\t100\na\td\t700\n"), scores).run();
    Map<String, Double> large = scores();
    small.forEach((gene, score) -> assertThat(large.get(gene)).isCloseTo(score, within(1e-12)));
  }

  @Test
  void alphaZeroGivesTheSeeds() throws Exception {
    step(write("n.tsv", "a\tb\nb\tc\n"), write("s.tsv", "gene\tscore\na\t1\nb\t-2\n"))
        .param("alpha", 0)
        .run();
    assertThat(Files.readString(dir.resolve("out.tsv")))
        .isEqualTo("gene\tscore\tseed\tdegree\nb\t2\t-2\t2\na\t1\t1\t1\nc\t0\tNA\t1\n");
  }

  @Test
  void aGeneWithoutInteractionsKeepsItsShare() throws Exception {
    step(write("n.tsv", "a\tb\nz\tz\n"), write("s.tsv", "gene\tscore\na\t1\nz\t2\n"))
        .param("alpha", 0.7)
        .run();
    assertThat(scores().get("z")).isCloseTo(0.6, within(1e-15));
  }

  @Test
  void severalColumnsArePropagatedEachByItself() throws Exception {
    Path network = write("n.tsv", "a\tb\nb\tc\nc\td\n");
    Path scores = write("s.tsv", "gene\tp\tq\na\t1\t0\nb\tNA\t2\nd\t0\t3\n");
    step(network, scores).param("columns", "p,q").run();
    GeneScores both = ScoreFiles.read(dir.resolve("out.tsv"), List.of("score", "score_q"));
    step(network, scores).param("columns", "q").run();
    Map<String, Double> alone = scores();
    for (int g = 0; g < both.size(); g++) {
      assertThat(both.columns()[1][g]).isCloseTo(alone.get(both.geneIds().get(g)), within(1e-9));
    }
  }

  @Test
  void theUniformCorrectionMakesEqualSeedsEqual() throws Exception {
    step(
            write("n.tsv", "hub\ta\nhub\tb\nhub\tc\nc\td\n"),
            write("s.tsv", "gene\tscore\nhub\t2\na\t2\nb\t2\nc\t2\nd\t2\n"))
        .param("degreeCorrection", "uniform")
        .run();
    assertThat(scores().values()).allSatisfy(s -> assertThat(s).isCloseTo(2, within(1e-8)));
  }

  @Test
  void otherGeneIdsAreAnErrorThatShowsBothSides() throws Exception {
    Path scores = write("s.tsv", "gene\tscore\nENSG00000141510\t1\nENSG00000012048.3\t2\n");
    var run = step(write("n.tsv", "TP53\tBRCA1\nBRCA1\tATM\n"), scores);
    assertThatThrownBy(run::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("n.tsv: found an unknown gene id type: gene symbols such as TP53")
        .hasMessageContaining("0 of the 2")
        .hasMessageContaining("Ensembl gene ids such as ENSG00000141510");
  }

  @Test
  void tooFewIterationsAreAnErrorAndNotAnUnfinishedResult() throws Exception {
    var run =
        step(write("n.tsv", "a\tb\n"), write("s.tsv", "gene\tscore\na\t1\n"))
            .param("maxIterations", 3);
    assertThatThrownBy(run::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("max-iterations: found 3");
    assertThatThrownBy(() -> oracle("propagate").param("alpha", 1).run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alpha: found 1.0");
  }

  private StepTester<PropagateStep.Options> step(Path network, Path scores) {
    return StepTester.of(new PropagateStep())
        .in("network", network)
        .in("scores", scores)
        .out("out", dir.resolve("out.tsv"));
  }

  private Map<String, Double> scores() throws Exception {
    GeneScores out = ScoreFiles.read(dir.resolve("out.tsv"));
    Map<String, Double> scores = new HashMap<>();
    for (int g = 0; g < out.size(); g++) {
      scores.put(out.geneIds().get(g), out.score(g));
    }
    return scores;
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(dir.resolve(name), text);
  }
}
