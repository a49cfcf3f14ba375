package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.LayerReader.ReadOptions;
import org.omicroutes.step.StepTester;

/** Layers whose files come in several formats, and what a layer's reading depends on. */
class LayerReadersTest {
  private static final ReadOptions PATIENTS =
      new ReadOptions(Set.of("P1", "P2", "P3"), false, false);

  @TempDir Path dir;
  private SheetFixture sheet;

  @BeforeEach
  void start() {
    sheet = new SheetFixture(dir);
  }

  private LayerData read(String layer) throws Exception {
    return LayerReaders.read(Samplesheet.read(sheet.write()), layer, PATIENTS);
  }

  @Test
  void countsOfSeveralFormatsAreReadOverTheirCommonGenes() throws Exception {
    sheet
        .row("rna", "counts", "m.tsv", "g\tP1\tP2\nA\t1\t2\nB\t3\t4\nC\t5\t6\n")
        .row("rna", "htseq", "h.txt", "C\t7\nA\t8\nZ\t0\n", "", "P3", "");
    LayerData layer = read("rna");
    assertThat(layer.kind()).isEqualTo(LayerData.Kind.COUNTS);
    assertThat(layer.matrix().featureIds()).containsExactly("A", "C");
    assertThat(layer.matrix().sampleIds()).containsExactly("P1", "P2", "P3");
    assertThat(layer.matrix().row(1)).containsExactly(5, 6, 7);
  }

  @Test
  void aPatientInFilesOfTwoFormatsIsAnError() throws Exception {
    sheet
        .row("rna", "counts", "m.tsv", "g\tP1\tP2\nA\t1\t2\n")
        .row("rna", "htseq", "h.txt", "A\t8\n", "", "P2", "");
    assertThatThrownBy(() -> read("rna"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("samplesheet.csv, line 3")
        .hasMessageContaining("'P2'");
  }

  @Test
  void countsWithoutACommonGeneAreAnError() throws Exception {
    sheet
        .row("rna", "counts", "m.tsv", "g\tP1\nA\t1\n")
        .row("rna", "counts", "n.tsv", "g\tP2\nENSG01\t1\n");
    assertThatThrownBy(() -> read("rna"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("without a gene in common")
        .hasMessageContaining("n.tsv");
  }

  @Test
  void aGeneThatOnlyOneMutationFileHasIsNotMutatedInTheOther() {
    LabelledMatrix a = LabelledMatrix.of(List.of("TP53"), List.of("P1"), new double[][] {{1}});
    LabelledMatrix b = LabelledMatrix.of(List.of("KRAS"), List.of("P2"), new double[][] {{1}});
    LabelledMatrix both = MatrixMerge.union(List.of(a, b), 0);
    assertThat(both.row(both.featureIndex("TP53"))).containsExactly(1, 0);
    assertThat(both.row(both.featureIndex("KRAS"))).containsExactly(0, 1);
  }

  @Test
  void dotsInBarcodesAndBarcodesAsRows() throws Exception {
    sheet.row("rna", "matrix", "z.csv", "id,g1,g2\nTCGA.AA.0001.01A,1,2\nTCGA.AA.0002.01A,3,4\n");
    var options = new ReadOptions(Set.of(), false, false);
    LabelledMatrix matrix =
        LayerReaders.read(Samplesheet.read(sheet.write()), "rna", options).matrix();
    assertThat(matrix.sampleIds()).containsExactly("TCGA-AA-0001", "TCGA-AA-0002");
    assertThat(matrix.row(0)).containsExactly(1, 3);
  }

  @Test
  void theClinicalTableIsNoLayer() throws Exception {
    sheet.clinical(SheetFixture.CLINICAL);
    assertThatThrownBy(() -> read("clinical"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("samplesheet.csv, line 2, column format");
  }

  @Test
  void theFilesOfALayerItsHelpersAndTheClinicalTableAreRead() throws Exception {
    sheet
        .clinical(SheetFixture.CLINICAL)
        .row("rna", "htseq", "a.txt", "A\t1\n", "", "P1", "")
        .row("rna", "htseq", "b.txt", "A\t2\n", "", "P2", "")
        .row("annotation", "gtf", "genes.gtf", "")
        .row("cnv", "matrix", "cnv.tsv", "g\tP1\nA\t1\n");
    Path file = sheet.write();
    var step = StepTester.of(new ReadLayerStep()).in("samplesheet", file).param("layer", "rna");
    assertThat(step.alsoReads())
        .extracting(path -> path.getFileName().toString())
        .containsExactlyInAnyOrder("a.txt", "b.txt", "clinical.csv", "genes.gtf");
    assertThat(step.in("patients", file).alsoReads())
        .extracting(path -> path.getFileName().toString())
        .containsExactlyInAnyOrder("a.txt", "b.txt", "genes.gtf");
  }
}
