package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.step.StepTester;

class RiskGroupsStepTest {
  @TempDir Path dir;

  private Path write(String name, String text) throws Exception {
    return Files.writeString(dir.resolve(name), text);
  }

  @Test
  void cutsByTheTrainingRisksAndMeasuresAgreement() throws Exception {
    Path survival =
        write(
            "s.tsv", "sample\ttime\tevent\na\t1\t1\nb\t2\t1\nc\t3\t0\nd\t4\t1\ne\t5\t1\nf\t6\t0\n");
    String header = "sample\trisk\tsurvival_12m\n";
    Path predictions =
        write(
            "p.tsv",
            header
                + "a\t9\t0.5\nb\t3\t0.5\nc\t8\t0.5\nd\t7\t0.5\ne\t2\t0.5\nf\t1\t0.5\nz\t1\t0.5\n");
    Path other =
        write(
            "q.tsv", header + "a\t3\t0.5\nb\t0\t0.5\nc\t4\t0.5\nd\t1\t0.5\ne\t1\t0.5\nf\t2\t0.5\n");
    Path training = write("t.tsv", header + "u\t7\t0.5\nv\t7.5\t0.5\nw\t10\t0.5\n");
    Path tests = dir.resolve("tests.tsv");
    Path samples = dir.resolve("groups.tsv");
    var tester =
        StepTester.of(new RiskGroupsStep())
            .in("predictions", predictions)
            .in("survival", survival)
            .in("training", training)
            .in("compare", other)
            .out("out", dir.resolve("o.tsv"))
            .out("out-tests", tests)
            .out("out-samples", samples)
            .run();
    assertThat(samples).hasContent("sample\tgroup\na\t2\nb\t1\nc\t2\nd\t1\ne\t1\nf\t1\n");
    assertThat(tester.notes()).anyMatch(note -> note.contains("1 predicted samples"));
    List<String> groups = Files.readAllLines(dir.resolve("o.tsv"));
    assertThat(groups.get(1)).startsWith("1\t4\t3\t1\t1\t1\t0\t0");
    assertThat(groups.get(2)).startsWith("2\t2\t1\t");
    List<String> lines = Files.readAllLines(tests);
    assertThat(lines).hasSize(5);
    // Other model's median is 1.5: groups 2 1 2 1 1 2; 5 of 6 agree, by chance 1/2.
    assertThat(Double.parseDouble(lines.get(2).split("\t")[1])).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void namesWhatIsWrong() throws Exception {
    Path survival = write("s.tsv", "sample\ttime\tevent\na\t1\t1\n");
    Path predictions = write("p.tsv", "sample\trisk\tsurvival_12m\nb\t9\t0.5\n");
    var tester =
        StepTester.of(new RiskGroupsStep())
            .in("predictions", predictions)
            .in("survival", survival)
            .out("out", dir.resolve("o.tsv"));
    assertThatThrownBy(tester::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("p.tsv")
        .hasMessageContaining("no sample with survival");
    assertThatThrownBy(() -> new RiskGroupsStep.Options(1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
