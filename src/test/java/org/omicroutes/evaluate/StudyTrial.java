package org.omicroutes.evaluate;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.formats.Json;
import org.omicroutes.step.StepTester;

/** A study of simulated cohorts, and what its tables say. */
abstract class StudyTrial {
  @TempDir Path dir;

  SimulatedStudy simulated(String name, long seed, double censored) {
    return new SimulatedStudy(dir, name, seed, censored);
  }

  StepTester<StudyTablesStep.Options> step(SimulatedStudy... cohorts) throws Exception {
    var step = StepTester.of(new StudyTablesStep()).param("resamples", 50);
    for (SimulatedStudy cohort : cohorts) {
      cohort.add(step);
    }
    return step.out("out-json", dir.resolve("study.json")).out("out-tables", dir.resolve("tables"));
  }

  StudyReport run(SimulatedStudy... cohorts) throws Exception {
    step(cohorts).run();
    return Json.read(dir.resolve("study.json"), StudyReport.class);
  }

  static String cell(StudyReport report, String table, String column, String... words) {
    StudyReport.Table found =
        report.tables().stream().filter(t -> t.id().equals(table)).findFirst().orElseThrow();
    List<String> row =
        found.rows().stream()
            .filter(r -> r.subList(0, words.length).equals(List.of(words)))
            .findFirst()
            .orElseThrow();
    return row.get(found.columns().indexOf(column));
  }

  /** The figure before the interval. */
  static double number(String cell) {
    return Double.parseDouble(cell.split(" ")[0]);
  }
}
