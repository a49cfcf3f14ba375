package org.omicroutes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.StepTester;

class PublishedFoldsStepTest {
  @TempDir Path dir;
  private Path splits;
  private Path survival;

  @BeforeEach
  void start() throws IOException {
    splits = Files.createDirectories(dir.resolve("splits"));
    survival = dir.resolve("survival.tsv");
    survival("a", "b", "c", "d", "e", "f");
  }

  private void survival(String... patients) throws IOException {
    int n = patients.length;
    boolean[] events = new boolean[n];
    Arrays.fill(events, true);
    double[] times = IntStream.rangeClosed(1, n).asDoubleStream().toArray();
    TableFiles.writeSurvival(survival, new SurvivalData(List.of(patients), times, events));
  }

  /** A split as the repositories write it: row numbers, the shorter column padded with nothing. */
  private void split(String name, String train, String val) throws IOException {
    List<String> lines = new ArrayList<>(List.of(",train,val"));
    String[] left = train.split(" ");
    String[] right = val.split(" ");
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      lines.add(
          i + "," + (i < left.length ? left[i] : "") + "," + (i < right.length ? right[i] : ""));
    }
    Files.write(splits.resolve(name), lines);
  }

  private StepTester<Parameters.None> step() {
    return StepTester.of(new PublishedFoldsStep())
        .in("splits", splits)
        .in("survival", survival)
        .out("out", dir.resolve("folds.tsv"));
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(dir.resolve("folds.tsv"));
  }

  private void partition() throws IOException {
    split("splits_10.csv", "a b c d", "f e");
    split("splits_2.csv", "e f a b", "c d");
    split("splits_0.csv", "c d e f", "a b");
  }

  @Test
  void foldKIsWhatTheKthFileHoldsOutInNaturalOrder() throws Exception {
    partition();
    Files.writeString(splits.resolve("README.md"), "no split");
    assertThat(step().run().notes()).isEmpty();
    assertThat(lines())
        .containsExactly("sample\tfold", "a\t1", "b\t1", "c\t2", "d\t2", "e\t3", "f\t3");
  }

  @Test
  void filesOneByOneInAnyOrderGiveTheSame() throws Exception {
    partition();
    step().run();
    List<String> expected = lines();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> inside = Files.list(splits)) {
      inside.forEach(files::add);
    }
    Collections.sort(files);
    var step =
        StepTester.of(new PublishedFoldsStep())
            .in("survival", survival)
            .out("out", dir.resolve("folds.tsv"));
    files.forEach(file -> step.in("splits", file));
    step.run();
    assertThat(lines()).isEqualTo(expected);
  }

  @Test
  void patientsInNoSplitGetNoFoldAndAreCounted() throws Exception {
    partition();
    survival("a", "c", "e", "x", "y");
    Path patients = dir.resolve("patients.txt");
    TableFiles.writeIds(patients, List.of("a", "c", "e", "x", "dead-without-date"));
    var notes = step().in("patients", patients).run().notes();
    assertThat(lines()).containsExactly("sample\tfold", "a\t1", "c\t2", "e\t3");
    assertThat(notes)
        .containsExactly(
            "1 listed patients have no survival: left out",
            "3 patients (b, d, f) of the splits are not in the cohort: left out",
            "1 patient (x) of the cohort are in no split: neither trained on nor tested");
  }

  @Test
  void barcodesOfSamplesAreCutToTheirPatient() throws Exception {
    split("s_0.csv", "TCGA-AA-0001-01Z-00-DX1", "TCGA-AA-0002-01Z-00-DX1 TCGA-AA-0002-01Z-00-DX2");
    split("s_1.csv", "TCGA-AA-0002", "TCGA-AA-0001");
    survival("TCGA-AA-0001", "TCGA-AA-0002");
    step().run();
    assertThat(lines()).containsExactly("sample\tfold", "TCGA-AA-0001\t2", "TCGA-AA-0002\t1");
  }

  @Test
  void aPatientWhomATrainingListLacksIsNoted() throws Exception {
    partition();
    split("splits_0.csv", "c d e", "a b");
    assertThat(step().run().notes())
        .containsExactly(
            "fold 1 trains on 1 patient (f), held out by other splits, whom splits_0.csv does not"
                + " list");
  }

  private void refuses(String... words) {
    assertThatThrownBy(() -> step().run())
        .isInstanceOf(DataException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
    assertThat(dir.resolve("folds.tsv")).doesNotExist();
  }

  @Test
  void whatIsNoPartitionIsRefused() throws Exception {
    partition();
    split("splits_2.csv", "e f a b c", "c d");
    refuses("splits_2.csv", "1 patient (c) in both train and val");
    split("splits_2.csv", "e f a", "b c d");
    refuses("splits_2.csv", "1 patient (b) held out before", "splits_0.csv");
    split("splits_2.csv", "e f a b d", "c");
    refuses("splits_0.csv", "1 patient (d) that no split holds out");
    split("splits_2.csv", "e f a b", "");
    refuses("splits_2.csv", "no patient");
    Files.writeString(splits.resolve("splits_2.csv"), ",train,test\n0,a,b\n");
    refuses("splits_2.csv", "a column 'val'");
  }

  @Test
  void aFoldWithoutPatientsOfTheCohortAndASingleSplitAreRefused() throws Exception {
    partition();
    survival("a", "b", "c", "d");
    refuses("splits_10.csv", "no patient of the cohort");
    Files.delete(splits.resolve("splits_10.csv"));
    Files.delete(splits.resolve("splits_2.csv"));
    refuses("splits_0.csv", "one split");
    Files.delete(splits.resolve("splits_0.csv"));
    refuses("splits", "no .csv or .tsv file");
  }

  @Test
  void aFoldWithoutEventIsNoted() throws Exception {
    partition();
    TableFiles.writeSurvival(
        survival,
        new SurvivalData(
            List.of("a", "c", "e"), new double[] {1, 2, 3}, new boolean[] {true, false, true}));
    assertThat(step().run().notes()).contains("fold 2 has no event");
  }
}
