package org.omicroutes.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;

/** The files that a study is made from: the same bytes again, and what is said of missing ones. */
class StudyInputTest extends StudyTrial {
  @Test
  void sameInputGivesTheSameBytes() throws Exception {
    var step = step(simulated("A", 9, 0.3));
    step.run();
    List<byte[]> first = new ArrayList<>();
    try (var files = Files.walk(dir.resolve("tables"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        first.add(Files.readAllBytes(file));
      }
    }
    byte[] json = Files.readAllBytes(dir.resolve("study.json"));
    step.run();
    assertThat(Files.readAllBytes(dir.resolve("study.json"))).isEqualTo(json);
    try (var files = Files.walk(dir.resolve("tables"))) {
      int k = 0;
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        assertThat(Files.readAllBytes(file)).isEqualTo(first.get(k++));
      }
      assertThat(k).isEqualTo(first.size()).isGreaterThan(10);
    }
  }

  @Test
  void aMissingTestPatientIsAnErrorThatNamesTheFile() throws Exception {
    SimulatedStudy cohort = simulated("A", 3, 0);
    var step = step(cohort);
    Path file = dir.resolve("A-constant10.tsv");
    List<String> lines = Files.readAllLines(file);
    String gone = lines.get(1).split("\t")[0];
    lines.remove(1);
    Files.write(file, lines);
    assertThatThrownBy(step::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("A-constant10.tsv")
        .hasMessageContaining("no prediction of " + gone);
  }

  @Test
  void shapleyValuesOfAnUnknownModelAreAnError() throws Exception {
    var step = step(simulated("A", 3, 0));
    step.in("shapley", "A/0/0/moannet", dir.resolve("A-s00.tsv"));
    assertThatThrownBy(step::run).hasMessageContaining("shapley: found model moannet of A");
  }

  @Test
  void aMissingFoldIsSaid() throws Exception {
    SimulatedStudy cohort = simulated("A", 3, 0);
    var step = step(cohort);
    step.in("predictions", "A/0/0/cox", dir.resolve("A-constant00.tsv"));
    assertThatThrownBy(step::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found no REPEAT/FOLD [0/1, 0/2, 1/0, 1/1, 1/2] of A and cox");
  }
}
