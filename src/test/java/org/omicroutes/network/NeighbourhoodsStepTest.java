package org.omicroutes.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.step.StepTester;

class NeighbourhoodsStepTest {
  @TempDir Path folder;

  private StepTester<NeighbourhoodsStep.Options> step(String genes) throws Exception {
    Path network = folder.resolve("network.tsv");
    Files.writeString(
        network,
        "gene1\tgene2\tweight\nA\tB\t0.5\nA\tC\t0.25\nD\tA\t0.25\nC\tB\t1\nC\tE\t1\nE\tF\t1\n");
    Path listed = folder.resolve("genes.txt");
    Files.writeString(listed, genes);
    return StepTester.of(new NeighbourhoodsStep())
        .in("network", network)
        .in("genes", listed)
        .out("out", folder.resolve("out.tsv"));
  }

  @Test
  void strongestInteractionsComeFirst() throws Exception {
    StepTester<?> tester = step("A\nX\nF\nA\n").run();
    assertThat(Files.readAllLines(folder.resolve("out.tsv")))
        .isEqualTo(
            List.of(
                "gene\tneighbour\tweight\tshare\tdegree",
                "A\tB\t0.5\t0.5\t2",
                "A\tD\t0.25\t0.25\t1",
                "A\tC\t0.25\t0.25\t3",
                "F\tE\t1\t1\t2"));
    assertThat(tester.notes()).containsExactly("1 genes are not in the network, such as X");
    step("A\n").param("most", 1).run();
    assertThat(Files.readAllLines(folder.resolve("out.tsv"))).hasSize(2);
  }

  @Test
  void genesOfAnotherWorldAreAnError() {
    assertThatThrownBy(() -> step("X\nY\n").run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none of the genes of the network");
  }
}
