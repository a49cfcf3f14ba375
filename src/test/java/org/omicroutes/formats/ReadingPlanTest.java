package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.step.StepTester;

/** The plan's parts, read apart and joined, are the layers that are read at once. */
class ReadingPlanTest {
  private static final Path COHORT = Path.of("test-data", "cohort").toAbsolutePath();

  @TempDir Path dir;

  private ReadingPlan plan(int patientsPerPart) throws Exception {
    Path out = dir.resolve("plan.json");
    StepTester.of(new ReadingPlanStep())
        .in("samplesheet", COHORT.resolve("samplesheet.csv"))
        .param("patientsPerPart", String.valueOf(patientsPerPart))
        .out("out", out)
        .run();
    return Json.read(out, ReadingPlan.class);
  }

  /** The part's samplesheet with its files beside it. */
  private Path placed(ReadingPlan.Part part) throws IOException {
    Path folder = Files.createDirectories(dir.resolve("placed").resolve(part.name()));
    for (ReadingPlan.Source file : part.files()) {
      Path place = folder.resolve(file.path());
      Files.createDirectories(place.getParent());
      Files.copy(COHORT.resolve(file.from()), place);
    }
    return Files.writeString(folder.resolve("samplesheet.csv"), part.samplesheet());
  }

  private List<Path> read(Path sheet, String layer, boolean burden, String name) throws Exception {
    List<Path> files =
        List.of(
            dir.resolve(name + ".tsv.gz"),
            dir.resolve(name + "-burden.tsv"),
            dir.resolve(name + ".json"));
    var step =
        StepTester.of(new ReadLayerStep())
            .in("samplesheet", sheet)
            .param("layer", layer)
            .out("out", files.get(0))
            .out("out-report", files.get(2));
    if (burden) {
      step.out("out-burden", files.get(1));
    }
    step.run();
    return files;
  }

  @Test
  void saysWhatEveryLayerHolds() throws Exception {
    ReadingPlan plan = plan(1);
    assertThat(plan.layers())
        .extracting(l -> l.name() + " " + l.kind() + " " + l.burden() + " " + l.parts().size())
        .containsExactly(
            "methylation beta false 1", "mutation binary true 272", "rna counts false 1");
    assertThat(plan.clinical().files())
        .containsExactly(new ReadingPlan.Source("files/1/clinical.csv", "clinical.csv"));
    ReadingPlan.Part patient = plan.layers().get(1).parts().get(0);
    assertThat(patient.name()).isEqualTo("mutation-P001");
    assertThat(patient.files()).extracting(ReadingPlan.Source::from).contains("calls/P001.vcf.gz");
    assertThat(patient.samplesheet()).contains("mutation,vcf,files/1/P001.vcf.gz,P001-T,P001,B1\n");
  }

  @Test
  void partsJoinedAreTheLayer() throws Exception {
    List<List<Path>> parts = new ArrayList<>();
    for (ReadingPlan.Part part : plan(90).layers().get(1).parts()) {
      parts.add(read(placed(part), "mutation", true, part.name()));
    }
    assertThat(parts).hasSize(4);
    Path out = dir.resolve("joined.tsv.gz");
    Path burden = dir.resolve("joined-burden.tsv");
    Path report = dir.resolve("joined.json");
    StepTester<?> join = StepTester.of(new JoinLayerStep());
    parts.forEach(p -> join.in("parts", p.get(0)));
    parts.forEach(p -> join.in("burdens", p.get(1)));
    parts.forEach(p -> join.in("reports", p.get(2)));
    join.out("out", out).out("out-burden", burden).out("out-report", report).run();
    List<Path> whole = read(COHORT.resolve("samplesheet.csv"), "mutation", true, "whole");
    assertThat(out).hasSameBinaryContentAs(whole.get(0));
    assertThat(burden).hasSameBinaryContentAs(whole.get(1));
    assertThat(report).hasSameBinaryContentAs(whole.get(2));
  }

  @Test
  void aLayerReadAtOnceIsTheSameFromItsOwnSamplesheet() throws Exception {
    Path sheet = placed(plan(1).layers().get(0).parts().get(0));
    assertThat(read(sheet, "methylation", false, "apart").get(0))
        .hasSameBinaryContentAs(
            read(COHORT.resolve("samplesheet.csv"), "methylation", false, "whole").get(0));
  }

  @Test
  void aPatientInTwoPartsIsRefused() throws Exception {
    ReadingPlan.Part part = plan(1).layers().get(1).parts().get(0);
    List<Path> once = read(placed(part), "mutation", true, "once");
    List<Path> again =
        read(dir.resolve("placed/mutation-P001/samplesheet.csv"), "mutation", true, "again");
    StepTester<?> join = StepTester.of(new JoinLayerStep());
    for (List<Path> read : List.of(once, again)) {
      join.in("parts", read.get(0)).in("burdens", read.get(1)).in("reports", read.get(2));
    }
    join.out("out", dir.resolve("joined.tsv"));
    assertThatThrownBy(join::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("again.tsv.gz: found patient 'P001', who is in")
        .hasMessageContaining("expected each patient once");
  }
}
