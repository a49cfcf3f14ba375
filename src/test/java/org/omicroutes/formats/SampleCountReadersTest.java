package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.LayerReader.ReadOptions;
import org.omicroutes.formats.LayerReader.Strandedness;

class SampleCountReadersTest {
  @TempDir Path dir;
  private SheetFixture sheet;

  @BeforeEach
  void start() {
    sheet = new SheetFixture(dir);
  }

  private LayerData read(Strandedness strandedness) throws Exception {
    var options = new ReadOptions(Set.of("P1", "P2"), false, false, strandedness);
    return LayerReaders.read(Samplesheet.read(sheet.write()), "rna", options);
  }

  private LayerData read() throws Exception {
    return read(Strandedness.AUTO);
  }

  private void refuses(String... words) {
    assertThatThrownBy(this::read)
        .isInstanceOf(DataException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void htseqDropsItsSummaryAndTakesGenesInAnyOrder() throws Exception {
    sheet.row(
        "rna", "htseq", "a.txt", "ENSG00000000003.1\t5\nB\t2\n__no_feature\t99\n", "S1", "P1", "");
    sheet.row(
        "rna", "htseq", "b.txt", "B\t7\nENSG00000000003.2\t1\n__ambiguous\t3\n", "", "P2", "");
    var matrix = read().matrix();
    assertThat(matrix.sampleIds()).containsExactly("P1", "P2");
    assertThat(matrix.featureIds()).containsExactly("ENSG00000000003", "B");
    assertThat(matrix.row(0)).containsExactly(5, 1);
    assertThat(matrix.row(1)).containsExactly(2, 7);
  }

  @Test
  void filesOfDifferentAnnotationsAreRefused() throws Exception {
    sheet.row("rna", "htseq", "a.txt", "A\t5\nB\t2\n", "", "P1", "");
    sheet.row("rna", "htseq", "b.txt", "A\t5\nC\t2\n", "", "P2", "");
    refuses("b.txt", "no gene 'B'", "a.txt");
  }

  @Test
  void uglyCountFilesAreRefusedWithTheirPlace() throws Exception {
    sheet.row("rna", "htseq", "a.txt", "A\t5\nB\t-2\n", "", "P1", "");
    refuses("a.txt, line 2, column 2", "'-2'");
    start();
    sheet.row("rna", "htseq", "a.txt", "A\t5\nA\t2\n", "", "P1", "");
    refuses("a.txt, line 2", "gene 'A' again (first in line 1)");
    start();
    sheet.row("rna", "htseq", "a.txt", "A 5\n", "", "P1", "");
    refuses("a.txt, line 1", "1 cell");
    start();
    sheet.row("rna", "htseq", "a.txt", "", "", "P1", "");
    refuses("a.txt", "no genes");
    start();
    sheet.row("rna", "htseq", "a.txt", "A\t5\n");
    refuses("samplesheet.csv, line 2, column sample", "a.txt");
    start();
    sheet.row("rna", "htseq", "a.txt", "A\t5\n", "", "P1", "");
    sheet.row("rna", "htseq", "b.txt", "A\t5\n", "", "P1", "");
    refuses("samplesheet.csv, line 3, column sample", "'P1' again", "a.txt");
  }

  @Test
  void twoSamplesOfAPatientGiveOne() throws Exception {
    sheet.row("rna", "htseq", "b.txt", "A\t5\n", "S2", "P1", "");
    sheet.row("rna", "htseq", "a.txt", "A\t6\n", "S1", "P1", "");
    LayerData layer = read();
    assertThat(layer.matrix().sampleIds()).containsExactly("P1");
    assertThat(layer.matrix().row(0)).containsExactly(6);
    assertThat(layer.setAside()).hasSize(1);
    assertThat(layer.setAside().get(0).examples()).containsExactly("S2");
  }

  @Test
  void featureCountsOfOneSampleAndOfMany() throws Exception {
    String head = "# Program:featureCounts v2\nGeneid\tChr\tStart\tEnd\tStrand\tLength\t";
    sheet.row(
        "rna",
        "featurecounts",
        "a.txt",
        head + "x/y.bam\nA\t1;1\t1;5\t2;9\t+;+\t7\t42\n",
        "",
        "P1",
        "");
    sheet.row(
        "rna",
        "featurecounts",
        "b.txt",
        head + "/data/P2.Aligned.sortedByCoord.out.bam\tP3.bam\nA\t1\t1\t2\t+\t7\t43\t44\n");
    var matrix = read().matrix();
    assertThat(matrix.sampleIds()).containsExactly("P1", "P2", "P3");
    assertThat(matrix.row(0)).containsExactly(42, 43, 44);
  }

  @Test
  void starTakesTheColumnWithMostCountsAndDropsItsSummary() throws Exception {
    String summary = "N_unmapped\t900\t900\t900\nN_noFeature\t5\t800\t5\n";
    sheet.row("rna", "star", "a.tab", summary + "A\t10\t1\t11\nB\t5\t0\t5\n", "", "P1", "");
    sheet.row("rna", "star", "b.tab", summary + "A\t20\t2\t21\nB\t6\t0\t6\n", "", "P2", "");
    assertThat(read().matrix().row(0)).containsExactly(11, 21);
    assertThat(read(Strandedness.FORWARD).matrix().row(0)).containsExactly(1, 2);
    assertThat(read(Strandedness.UNSTRANDED).matrix().row(0)).containsExactly(10, 20);
  }

  @Test
  void starLibrariesThatDifferAreRefusedUnlessToldWhich() throws Exception {
    sheet.row("rna", "star", "a.tab", "A\t10\t1\t11\n", "", "P1", "");
    sheet.row("rna", "star", "b.tab", "A\t20\t21\t1\n", "", "P2", "");
    refuses("b.tab", "forward", "reverse", "a.tab", "strandedness");
    assertThat(read(Strandedness.UNSTRANDED).matrix().row(0)).containsExactly(10, 20);
  }

  @Test
  void starAsTheGdcWritesIt() throws Exception {
    sheet.row(
        "rna",
        "star",
        "a.tsv",
        "# gene-model: GENCODE v36\n"
            + "gene_id\tgene_name\tgene_type\tunstranded\tstranded_first\tstranded_second\ttpm\n"
            + "N_unmapped\t\t\t9\t9\t9\t\n"
            + "ENSG00000000003.15\tTSPAN6\tprotein_coding\t30\t14\t16\t1.5\n",
        "TCGA-AA-0001-01A",
        "",
        "");
    var matrix = read().matrix();
    assertThat(matrix.sampleIds()).containsExactly("TCGA-AA-0001");
    assertThat(matrix.featureIds()).containsExactly("ENSG00000000003");
    assertThat(matrix.row(0)).containsExactly(30);
  }

  @Test
  void salmonRoundsAfterSummingByGene() throws Exception {
    String quant =
        "Name\tLength\tEffectiveLength\tTPM\tNumReads\n"
            + "ENST01.1\t100\t50\t1.5\t1.4\nENST02.3\t100\t50\t1.5\t1.4\nENST03\t9\t9\t0\t0.6\n";
    sheet.row("rna", "salmon", "quant.sf", quant, "", "P1", "");
    var transcripts = read().matrix();
    assertThat(transcripts.featureIds()).containsExactly("ENST01", "ENST02", "ENST03");
    assertThat(transcripts.column(0)).containsExactly(1, 1, 1);
    sheet.row("annotation", "tx2gene", "t2g.csv", "TXNAME,GENEID\nENST01.9,G\nENST02,G\n");
    LayerData genes = read();
    assertThat(genes.matrix().featureIds()).containsExactly("G");
    assertThat(genes.matrix().column(0)).containsExactly(3);
    assertThat(genes.setAside()).hasSize(1);
    assertThat(genes.setAside().get(0).examples()).containsExactly("ENST03");
  }
}
