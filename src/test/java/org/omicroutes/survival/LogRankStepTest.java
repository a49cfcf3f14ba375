package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.oracle.Frozen;
import org.omicroutes.step.StepTester;

class LogRankStepTest {
  @TempDir Path dir;

  @Test
  void comparesTheCellTypesOfVeteran() throws Exception {
    Frozen table = Frozen.read("survival/veteran.tsv.gz");
    Path survival = dir.resolve("y.tsv");
    TableFiles.writeSurvival(survival, table.survival());
    StringBuilder groups = new StringBuilder("sample\tgroup\n");
    StringBuilder strata = new StringBuilder("sample\tstratum\n");
    for (int i = 0; i < table.size(); i++) {
      groups.append("s").append(i).append("\tcell").append(table.integers("group")[i]).append('\n');
      strata.append("s").append(i).append("\tthird").append(i % 3).append('\n');
    }
    Path groupFile = Files.writeString(dir.resolve("g.tsv"), groups);
    Path strataFile = Files.writeString(dir.resolve("s.tsv"), strata);
    Path out = dir.resolve("out.tsv");
    Path outGroups = dir.resolve("groups.tsv");
    StepTester.of(new LogRankStep())
        .in("survival", survival)
        .in("groups", groupFile)
        .in("strata", strataFile)
        .param("rho", "1")
        .out("out", out)
        .out("out-groups", outGroups)
        .run();
    Frozen expected =
        Frozen.read("survival/log-rank.tsv.gz")
            .where("data", "veteran")
            .where("rho", "1.0")
            .where("stratified", "TRUE");
    SampleTable tests = TableFiles.readSamples(out);
    assertThat(Double.parseDouble(tests.value("all", "chisq")))
        .isCloseTo(expected.number("chisq"), org.assertj.core.api.Assertions.within(1e-10));
    assertThat(tests.sampleIds()).hasSize(7).contains("cell1 vs cell3");
    assertThat(tests.value("cell1 vs cell3", "df")).isEqualTo("1");
    SampleTable rows = TableFiles.readSamples(outGroups);
    assertThat(rows.value("cell0", "samples")).isEqualTo("35");
    assertThat(Double.parseDouble(rows.value("cell0", "median"))).isEqualTo(118);
  }

  @Test
  void leavesOutSamplesWithoutAGroupAndNeedsTwo() throws Exception {
    Path survival =
        Files.writeString(
            dir.resolve("y.tsv"), "sample\ttime\tevent\na\t1\t1\nb\t2\t1\nc\t3\t0\nd\t4\t1\n");
    Path groups = Files.writeString(dir.resolve("g.tsv"), "sample\tgroup\na\tx\nb\ty\nc\tNA\n");
    var tester = StepTester.of(new LogRankStep()).in("survival", survival).in("groups", groups);
    tester.out("out", dir.resolve("o.tsv")).run();
    assertThat(tester.notes()).containsExactly("2 samples without a group are left out");
    Path one = Files.writeString(dir.resolve("o.tsv"), "sample\tgroup\na\tx\nb\tx\n");
    var single = StepTester.of(new LogRankStep()).in("survival", survival).in("groups", one);
    assertThatThrownBy(single::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 groups");
  }
}
