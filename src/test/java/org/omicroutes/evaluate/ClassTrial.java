package org.omicroutes.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.formats.Json;
import org.omicroutes.step.StepTester;

/** A study of death by 36 months, and what its tables say. */
abstract class ClassTrial {
  @TempDir Path dir;

  StepTester<ClassTablesStep.Options> step() {
    return StepTester.of(new ClassTablesStep())
        .param("resamples", 20)
        .out("out-json", dir.resolve("classes.json"))
        .out("out-tables", dir.resolve("tables"))
        .out("out-review", dir.resolve("review.tsv"));
  }

  ClassReport report() throws Exception {
    return Json.read(dir.resolve("classes.json"), ClassReport.class);
  }

  Path write(String file, String... lines) throws Exception {
    return Files.write(dir.resolve(file), List.of(lines));
  }

  static StudyReport.Table table(ClassReport report, String id) {
    return report.study().tables().stream()
        .filter(t -> t.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no table " + id));
  }

  static String cell(ClassReport report, String id, String column, String... words) {
    StudyReport.Table found = table(report, id);
    List<String> row =
        found.rows().stream()
            .filter(r -> r.subList(0, words.length).equals(List.of(words)))
            .findFirst()
            .orElseThrow(() -> new AssertionError(id + " has no row " + List.of(words)));
    return row.get(found.columns().indexOf(column));
  }

  /**
   * Eight patients in two folds: in fold 1 the one model is perfect, in fold 2 it is right about
   * half of the pairs. p7 is censored on day 500 and has no label.
   */
  StepTester<ClassTablesStep.Options> eight() throws Exception {
    return step()
        .in(
            "survival",
            "A",
            write(
                "y.tsv",
                "sample\ttime\tevent",
                "p0\t100\t1",
                "p1\t200\t1",
                "p2\t2000\t0",
                "p3\t2000\t1",
                "p4\t300\t1",
                "p5\t3000\t0",
                "p6\t3000\t0",
                "p7\t500\t0"))
        .in(
            "folds",
            "A/1",
            write(
                "folds.tsv",
                "sample\tfold",
                "p0\t1",
                "p1\t1",
                "p2\t1",
                "p3\t1",
                "p4\t2",
                "p5\t2",
                "p6\t2",
                "p7\t2"))
        .in(
            "predictions",
            "A/1/1/mmfn",
            write(
                "m1.tsv",
                "sample\trisk\tsurvival_36m",
                "p0\t4\t0.1",
                "p1\t3\t0.45",
                "p2\t2\t0.55",
                "p3\t1\t0.9"))
        .in(
            "predictions",
            "A/1/2/mmfn",
            write(
                "m2.tsv",
                "sample\trisk\tsurvival_36m",
                "p4\t2\t0.75",
                "p5\t3\t0.25",
                "p6\t1\t0.875",
                "p7\t2\t0.5"));
  }
}
