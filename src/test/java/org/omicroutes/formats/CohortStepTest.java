package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.LayerData.SetAside;
import org.omicroutes.step.StepTester;

class CohortStepTest {
  @TempDir Path dir;
  private SheetFixture files;
  private Path survival;

  @BeforeEach
  void survival() throws IOException {
    files = new SheetFixture(dir);
    survival =
        files.file("survival.tsv", "sample\ttime\tevent\nP4\t4\t1\nP1\t1\t1\nP2\t2\t0\nP3\t3\t1\n");
  }

  private Path layer(String name, String header) throws IOException {
    String values = "\t1".repeat(header.split("\t").length);
    return files.file(name, "feature\t" + header + "\nA" + values + "\nB" + values + "\n");
  }

  private StepTester<CohortStep.Options> step() {
    return StepTester.of(new CohortStep())
        .in("survival", survival)
        .out("out", dir.resolve("ids.txt"))
        .out("out-flow", dir.resolve("flow.json"));
  }

  private CohortReport flow() throws IOException {
    return Json.read(dir.resolve("flow.json"), CohortReport.class);
  }

  private Path report(String layer, String kind) throws IOException {
    Path file = dir.resolve(layer + ".json");
    var setAside = List.of(new SetAside("normal tissue", 3, List.of("N1")));
    Json.write(file, new LayerReport(layer, kind, 2, 3, setAside));
    return file;
  }

  @Test
  void layersAreRaggedAndClinicalAloneIsEnough() throws Exception {
    step()
        .in("layers", "rna", layer("rna.tsv", "P1\tP2\tP9"))
        .in("layers", "methylation", layer("methylation.tsv.gz", "P2\tP3"))
        .in("reports", "rna", report("rna", "counts"))
        .run();
    assertThat(TableFiles.readIds(dir.resolve("ids.txt"))).containsExactly("P1", "P2", "P3", "P4");
    CohortReport flow = flow();
    assertThat(flow.patients()).isEqualTo(new CohortReport.Patients(4, 3, 4));
    assertThat(flow.layers()).extracting(CohortReport.Layer::kind).containsExactly("counts", null);
    assertThat(flow.layers()).extracting(CohortReport.Layer::patients).containsExactly(3, 2);
    assertThat(flow.layers()).extracting(CohortReport.Layer::kept).containsExactly(2, 2);
    assertThat(flow.layers()).extracting(CohortReport.Layer::features).containsExactly(2, 2);
    assertThat(flow.layers().get(0).setAside().get(0).count()).isEqualTo(3);
    assertThat(flow.overlap())
        .containsExactlyInAnyOrder(
            new CohortReport.Overlap(List.of(), 1),
            new CohortReport.Overlap(List.of("rna"), 1),
            new CohortReport.Overlap(List.of("rna", "methylation"), 1),
            new CohortReport.Overlap(List.of("methylation"), 1));
  }

  @Test
  void aCohortOfClinicalDataAlone() throws Exception {
    Path clinical = dir.resolve("clinical.json");
    Json.write(
        clinical,
        new ClinicalReport(
            5, 4, 3, "time", "event", null, List.of("age"), Map.of("age", 0L), List.of()));
    step().in("reports", "clinical", clinical).run();
    assertThat(flow().clinical().patients()).isEqualTo(5);
    assertThat(flow().overlap()).containsExactly(new CohortReport.Overlap(List.of(), 4));
  }

  @Test
  void aLayerOfOtherPatientsIsAnErrorThatShowsBothSides() throws Exception {
    var step = step().in("layers", "rna", layer("rna.tsv", "Q1\tQ2"));
    assertThatThrownBy(step::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("rna.tsv")
        .hasMessageContaining("no overlap between layers")
        .hasMessageContaining("Q1")
        .hasMessageContaining("P4");
    assertThat(dir.resolve("ids.txt")).doesNotExist();
  }

  @Test
  void layersWithoutCommonPatientsAreNoted() throws Exception {
    var step =
        step()
            .in("layers", "rna", layer("rna.tsv", "P1\tP2"))
            .in("layers", "cnv", layer("cnv.tsv", "P3\tP4"))
            .run();
    assertThat(step.notes()).anyMatch(note -> note.contains("[rna, cnv]"));
  }

  @Test
  void aBatchWithASingleSampleIsAnErrorUnlessMeansAloneAreAdjusted() throws Exception {
    Path batches = files.file("batches.tsv", "sample\tbatch\nP1\tB1\nP2\tB1\nP3\tB7\nP4\tB1\n");
    Path rna = layer("rna.tsv", "P1\tP2\tP3");
    var step = step().in("layers", "rna", rna).in("batches", batches);
    assertThatThrownBy(step::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("batches.tsv, column batch")
        .hasMessageContaining("'B7'")
        .hasMessageContaining("'P3'")
        .hasMessageContaining("'rna'");
    step.param("smallBatches", "mean-only").run();
    assertThat(step.notes()).anyMatch(note -> note.contains("B7=P3"));
  }

  @Test
  void readyLayersAndASingleBatchAreNotLookedAt() throws Exception {
    Path batches = files.file("batches.tsv", "sample\tbatch\nP1\tB1\nP2\tB1\nP3\tB7\nP4\tNA\n");
    step()
        .in("layers", "rna", layer("rna.tsv", "P1\tP2\tP3"))
        .in("reports", "rna", report("rna", "ready"))
        .in("layers", "other", layer("other.tsv", "P3\tP4"))
        .in("batches", batches)
        .run();
    assertThat(flow().patients().kept()).isEqualTo(4);
  }

  @Test
  void otherJsonIsNoReport() throws Exception {
    var step = step().in("reports", "rna", files.file("x.json", "{\"a\": 1}"));
    assertThatThrownBy(step::run).isInstanceOf(DataException.class).hasMessageContaining("x.json");
  }
}
