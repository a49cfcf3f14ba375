package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.step.StepTester;

class ReadLayerStepTest {
  @TempDir Path dir;
  private SheetFixture sheet;

  @BeforeEach
  void clinical() throws IOException {
    sheet = new SheetFixture(dir).clinical(SheetFixture.CLINICAL);
  }

  private StepTester<ReadLayerStep.Options> rna() throws IOException {
    return StepTester.of(new ReadLayerStep())
        .in("samplesheet", sheet.write())
        .param("layer", "rna")
        .out("out", dir.resolve("out.tsv.gz"))
        .out("out-report", dir.resolve("report.json"));
  }

  private LabelledMatrix read() throws Exception {
    rna().run();
    return MatrixFiles.read(dir.resolve("out.tsv.gz"));
  }

  private void refuses(String... words) {
    assertThatThrownBy(this::read)
        .isInstanceOf(DataException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void readsAnRStyleHeaderAndStripsEnsemblVersions() throws Exception {
    sheet.row("rna", "counts", "c.csv.gz", "P1,P3\nENSG00000000003.14,7,8\nTP53,0,2\n");
    LabelledMatrix matrix = read();
    assertThat(matrix.sampleIds()).containsExactly("P1", "P3");
    assertThat(matrix.featureIds()).containsExactly("ENSG00000000003", "TP53");
    assertThat(matrix.row(0)).containsExactly(7, 8);
    var report = Json.read(dir.resolve("report.json"), LayerReport.class);
    assertThat(report.kind()).isEqualTo("counts");
    assertThat(report.features()).isEqualTo(2);
    assertThat(report.patients()).isEqualTo(2);
  }

  @Test
  void theSideThatMatchesThePatientsIsTheSampleSide() throws Exception {
    sheet.row("rna", "matrix", "z.tsv", "id\tg1\tg2\nP2\t-1.5\tNA\nP1\t0.25\t3\nother\t0\t0\n");
    LabelledMatrix matrix = read();
    assertThat(matrix.featureIds()).containsExactly("g1", "g2");
    assertThat(matrix.sampleIds()).containsExactly("P2", "P1", "other");
    assertThat(matrix.row(1)[0]).isNaN();
    assertThat(matrix.row(0)).containsExactly(-1.5, 0.25, 0);
  }

  @Test
  void theListOfPatientsGoesBeforeTheClinicalTable() throws Exception {
    sheet.row("rna", "counts", "c.tsv", "g\tX\tP1\nA\t1\t2\nB\t3\t4\n");
    Path ids = sheet.file("ids.txt", "A\nB\n");
    rna().in("patients", ids).run();
    assertThat(MatrixFiles.read(dir.resolve("out.tsv.gz")).sampleIds()).containsExactly("A", "B");
  }

  @Test
  void tumoursOfTcgaPatientsOnlyUnlessAskedFor() throws Exception {
    sheet = new SheetFixture(dir).clinical("patient,OS,OS.time\nTCGA-AA-0001,1,5\n");
    sheet.row(
        "rna",
        "counts",
        "c.tsv",
        "g\tTCGA-AA-0001-01A\tTCGA-AA-0001-11A\tTCGA-AA-0002-11A\ng\t1\t2\t3\n");
    assertThat(read().sampleIds()).containsExactly("TCGA-AA-0001");
    var report = Json.read(dir.resolve("report.json"), LayerReport.class);
    assertThat(report.setAside()).hasSize(1);
    assertThat(report.setAside().get(0).count()).isEqualTo(2);
    rna().param("keepNormals", true).run();
    LabelledMatrix all = MatrixFiles.read(dir.resolve("out.tsv.gz"));
    assertThat(all.sampleIds()).containsExactly("TCGA-AA-0001", "TCGA-AA-0002");
    assertThat(all.row(0)).containsExactly(1, 3);
  }

  @Test
  void theSheetSaysWhoseASampleIs() throws Exception {
    String counts = "g\tS1\tS2\tS3\nA\t1\t2\t3\n";
    sheet.row("rna", "counts", "c.tsv", counts, "S3", "P1", "B1");
    sheet.row("rna", "counts", "c.tsv", counts, "S1", "P2", "B1");
    LabelledMatrix matrix = read();
    assertThat(matrix.sampleIds()).containsExactly("P1", "P2");
    assertThat(matrix.row(0)).containsExactly(3, 1);
    assertThat(Json.read(dir.resolve("report.json"), LayerReport.class).setAside())
        .extracting(LayerData.SetAside::examples)
        .containsExactly(List.of("S2"));
  }

  @Test
  void countMatricesAreJoinedOverTheGenesOfBoth() throws Exception {
    sheet.row("rna", "counts", "a.tsv", "g\tP1\nA\t1\nB\t2\n");
    sheet.row("rna", "counts", "b.tsv", "g\tP2\nC\t9\nB\t3\n");
    LabelledMatrix matrix = read();
    assertThat(matrix.featureIds()).containsExactly("B");
    assertThat(matrix.row(0)).containsExactly(2, 3);
  }

  @Test
  void readyMatricesAreJoinedOverAllFeaturesMissingWhereAFileLacksOne() throws Exception {
    sheet.row("rna", "matrix", "a.tsv", "g\tP1\nA\t1\nB\t2\n");
    sheet.row("rna", "matrix", "b.tsv", "g\tP2\nC\t9\nB\t3\n");
    LabelledMatrix matrix = read();
    assertThat(matrix.featureIds()).containsExactly("A", "B", "C");
    assertThat(matrix.column(1)[0]).isNaN();
    assertThat(matrix.column(1)).endsWith(3, 9);
  }

  @Test
  void readsNothingTwice() throws Exception {
    sheet.row("rna", "counts", "a.tsv", "g\tP1\nA\t1\n");
    sheet.row("rna", "counts", "b.tsv", "g\tP2\tP1\nA\t1\t1\n");
    refuses("b.tsv", "sample 'P1'", "a.tsv");
  }

  @Test
  void refusesANegativeCountAndAsksWhetherItIsZScored() throws Exception {
    sheet.row("rna", "counts", "c.tsv", "g\tP1\tP2\nA\t1\t2\nB\t4\t-3\n");
    refuses("c.tsv, line 3, column P2", "'-3'", "z-scored?");
    assertThat(dir.resolve("out.tsv.gz")).doesNotExist();
  }

  @Test
  void refusesAFractionalCount() throws Exception {
    sheet.row("rna", "counts", "c.tsv", "g\tP1\tP2\nA\t1\t2.5\n");
    refuses("c.tsv, line 2, column P2", "'2.5'");
  }

  @Test
  void refusesASampleTwice() throws Exception {
    sheet.row("rna", "counts", "c.tsv", "g\tP1\tP1\nA\t1\t2\n");
    refuses("c.tsv, line 1, column P1", "twice");
  }

  @Test
  void refusesAGeneTwice() throws Exception {
    sheet.row("rna", "counts", "c.tsv", "g\tP1\nA\t1\nB\t1\nA\t2\n");
    refuses("c.tsv, line 4", "feature 'A' again (first in line 2)");
  }

  @Test
  void refusesTwoVersionsOfOneGene() throws Exception {
    sheet.row("rna", "counts", "c.tsv", "g\tP1\nENSG00000000003.1\t1\nENSG00000000003.2\t1\n");
    refuses("c.tsv", "ENSG00000000003.1", "ENSG00000000003.2");
  }

  @Test
  void refusesAnUnknownTypeOfGeneIds() throws Exception {
    sheet.row("rna", "counts", "c.tsv", "g\tP1\n1007_s_at\t1\n?|100130426\t1\nTP53\t4\n");
    refuses("c.tsv", "unknown type of gene id", "1007_s_at");
  }

  @Test
  void refusesTruncatedGzip() throws Exception {
    StringBuilder text = new StringBuilder("g\tP1\n");
    for (int i = 0; i < 5000; i++) {
      text.append("gene").append(i * 7919L % 10007).append('\t').append(i * 31L % 977).append('\n');
    }
    sheet.row("rna", "counts", "c.tsv.gz", text.toString());
    Path file = dir.resolve("c.tsv.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refuses("c.tsv.gz", "truncated gzip");
  }

  @Test
  void refusesIdsThatNobodyKnowsAndShowsBothSides() throws Exception {
    sheet.row("rna", "counts", "c.tsv", "g\tQ1\tQ2\nA\t1\t2\n");
    refuses("c.tsv", "unknown ids", "Q1", "[A]", "P1");
  }

  @Test
  void refusesFormatsOfDifferentKindsInOneLayer() throws Exception {
    sheet.row("rna", "counts", "c.tsv", "g\tP1\nA\t1\n");
    sheet.row("rna", "matrix", "d.tsv", "g\tP2\nA\t1\n");
    refuses("samplesheet.csv, line 4", "line 3", "'matrix' (ready)", "'counts' (counts)");
  }

  @Test
  void refusesAnUnknownFormatAndLayer() throws Exception {
    sheet.row("rna", "cuonts", "c.tsv", "g\tP1\nA\t1\n");
    refuses("samplesheet.csv, line 3, column format", "'cuonts'", "counts");
    sheet = new SheetFixture(dir).clinical(SheetFixture.CLINICAL);
    refuses("no row of layer 'rna'", "[clinical]");
  }

  @Test
  void refusesABinaryMatrixWithATwo() throws Exception {
    sheet.row("rna", "binary", "c.tsv", "g\tP1\tP2\nA\t1\t0\nB\t2\t0\n");
    refuses("c.tsv, line 3, column P1", "'2'", "0 or 1");
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    sheet.row("rna", "counts", "c.tsv", "g\tP1\nA\t1\n");
    Files.delete(dir.resolve("c.tsv"));
    refuses("c.tsv", "no such file");
  }

  @Test
  void theBurdenOfABinaryMatrixIsItsMutatedGenes() throws Exception {
    sheet.row(
        "rna",
        "binary",
        "m.tsv",
        "g\tP1\tP2\tP3\tP4\nA\t1\t0\tNA\tNA\nB\t1\t0\t1\tNA\n"
            + "C\t0\t0\t0\tNA\nD\t1\t0\tNA\tNA\n");
    rna().out("out-burden", dir.resolve("burden.tsv")).run();
    var burden = MatrixFiles.read(dir.resolve("burden.tsv"));
    assertThat(burden.featureIds()).containsExactly("burden");
    assertThat(burden.sampleIds()).containsExactly("P1", "P2", "P3", "P4");
    assertThat(burden.row(0)).containsExactly(3, 0, 2, Double.NaN);
  }

  @Test
  void burdenIsForMutationsOnly() throws Exception {
    sheet.row("rna", "counts", "c.tsv", "g\tP1\nA\t1\n");
    var step = rna().out("out-burden", dir.resolve("burden.tsv"));
    assertThatThrownBy(step::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no mutation burden");
  }
}
