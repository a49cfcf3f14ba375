package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.step.StepTester;

class OptimismStepTest {
  @TempDir Path dir;

  @Test
  void writesEveryMeasureAndTheSameTwice() throws Exception {
    Simulated cohort = Simulated.cohort(60, 3, 2);
    Path survival = cohort.writeSurvival(dir.resolve("s.tsv"));
    Path features = cohort.writeFeatures(dir.resolve("f.tsv"));
    Path first = dir.resolve("1.tsv");
    Path second = dir.resolve("2.tsv");
    for (Path out : List.of(first, second)) {
      StepTester.of(new OptimismStep())
          .in("features", features)
          .in("survival", survival)
          .param("bootstraps", 20)
          .out("out", out)
          .run();
    }
    assertThat(second).hasSameTextualContentAs(first);
    List<String> lines = Files.readAllLines(first);
    assertThat(lines).hasSize(9);
    assertThat(lines.get(0))
        .isEqualTo("measure\tapparent\ttraining\ttest\toptimism\tcorrected\tresamples");
    assertThat(lines.get(1)).startsWith("cIndex\t").endsWith("\t20");
  }

  @Test
  void notesWhatIsLeftOut() throws Exception {
    Simulated cohort = Simulated.cohort(60, 2, 3);
    double[][] rows = new double[3][];
    rows[0] = cohort.features().row(0);
    rows[1] = new double[60];
    rows[2] = new double[60];
    // One sample alone has another value: about a third of the resamples do not draw it.
    rows[2][eventInTheMiddle(cohort)] = 1;
    Path features = dir.resolve("f.tsv");
    MatrixFiles.write(
        features,
        LabelledMatrix.of(List.of("f0", "flat", "rare"), cohort.features().sampleIds(), rows));
    var tester =
        StepTester.of(new OptimismStep())
            .in("features", features)
            .in("survival", cohort.writeSurvival(dir.resolve("s.tsv")))
            .param("bootstraps", 40)
            .out("out", dir.resolve("o.tsv"));
    tester.run();
    assertThat(tester.notes()).anyMatch(note -> note.startsWith("flat is left out"));
    assertThat(tester.notes())
        .anyMatch(note -> note.matches("\\d+ resamples are left out: .*constant or collinear.*"));
    String last = Files.readAllLines(dir.resolve("o.tsv")).get(8);
    assertThat(Integer.parseInt(last.substring(last.lastIndexOf('\t') + 1))).isBetween(15, 35);
  }

  private static int eventInTheMiddle(Simulated cohort) {
    int[] events =
        IntStream.range(0, 60)
            .filter(cohort.survival()::event)
            .boxed()
            .sorted(Comparator.comparingDouble(cohort.survival()::time))
            .mapToInt(Integer::intValue)
            .toArray();
    return events[events.length / 2];
  }

  @Test
  void namesAMissingValue() throws Exception {
    Path holes = Files.writeString(dir.resolve("h.tsv"), "feature\tp0\tp1\nage\t50\tNA\n");
    Path survival = Simulated.cohort(5, 1, 1).writeSurvival(dir.resolve("s.tsv"));
    var tester =
        StepTester.of(new OptimismStep())
            .in("features", holes)
            .in("survival", survival)
            .out("out", dir.resolve("o.tsv"));
    assertThatThrownBy(tester::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column p1");
  }
}
