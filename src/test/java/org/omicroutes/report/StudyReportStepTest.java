package org.omicroutes.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.evaluate.StudyReport;
import org.omicroutes.formats.Json;
import org.omicroutes.step.StepTester;

class StudyReportStepTest {
  @TempDir Path dir;

  @Test
  void look() throws Exception {
    for (int[] size : new int[][] {{1, 5}, {2, 14}, {8, 14}}) {
      Path base = Path.of("/tmp/study-look/" + size[0] + "-" + size[1]);
      Files.createDirectories(base);
      StudyReport study = SampleStudy.of(size[0], size[1]);
      Json.write(base.resolve("study.json"), study);
      long t = System.nanoTime();
      StepTester.of(new StudyReportStep())
          .in("study", base.resolve("study.json"))
          .out("out-html", base.resolve("study.html"))
          .out("out-md", base.resolve("study.md"))
          .out("out-figures", base.resolve("figures"))
          .run();
      System.out.println(base + " " + (System.nanoTime() - t) / 1e9 + " s");
    }
    assertThat(dir).exists();
  }
}
