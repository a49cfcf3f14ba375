package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.LayerReader.ReadOptions;

class MethylationReadersTest {
  private static final String GTF =
      """
      chr1\tt\tgene\t10000\t20000\t.\t+\t.\tgene_id "E1"; gene_name "PLUS";
      chr1\tt\tgene\t30000\t40000\t.\t-\t.\tgene_id "E2"; gene_name "MINUS";
      chr1\tt\tgene\t90000\t95000\t.\t-\t.\tgene_id "ENSG00000000009.4";
      """;

  @TempDir Path dir;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private LayerData read(String rows, String... patients) throws IOException {
    Path sheet = file("sheet.csv", "layer,format,path,sample,patient,batch\n" + rows);
    return LayerReaders.read(
        Samplesheet.read(sheet), "methylation", new ReadOptions(Set.of(patients), false, false));
  }

  @Test
  void readsBetasWithAShortHeaderAndSetsNormalsAside() throws IOException {
    file(
        "b.tsv",
        "TCGA-AA-0001-01A\tTCGA-AA-0001-11A\tTCGA-AA-0002-01A\n\"cg1\"\t0.5\t0.1\tNA\ncg2\t1\t0.1\t0\n");
    LayerData layer = read("methylation,beta,b.tsv,,,\n", "TCGA-AA-0001", "TCGA-AA-0002");
    assertThat(layer.kind()).isEqualTo(LayerData.Kind.BETA);
    assertThat(layer.matrix().featureIds()).containsExactly("cg1", "cg2");
    assertThat(layer.matrix().sampleIds()).containsExactly("TCGA-AA-0001", "TCGA-AA-0002");
    assertThat(layer.matrix().row(0)).containsExactly(0.5, Double.NaN);
    assertThat(layer.setAside()).anyMatch(left -> left.count() == 1);
  }

  @Test
  void averagesTheCpgsOfAGeneWithoutMissingOnes() throws IOException {
    file("b.tsv", "cpg\tP1\tP2\ncg1\t0.2\tNA\ncg2\t0.6\t0.4\ncg3\t0.9\tNA\ncg4\t0.3\t0.3\n");
    file("map.csv", "probe,entrez,symbol\ncg1,1,TP53\ncg2,1,TP53;KRAS;TP53\ncg3,2,EGFR\n");
    LayerData layer =
        read("methylation,beta,b.tsv,,,\nannotation,probe-map,map.csv,,,\n", "P1", "P2");
    assertThat(layer.matrix().featureIds()).containsExactly("EGFR", "KRAS", "TP53");
    assertThat(layer.matrix().row(0)).containsExactly(0.9, Double.NaN);
    assertThat(layer.matrix().row(1)).containsExactly(0.6, 0.4);
    assertThat(layer.matrix().at(2, 0)).isCloseTo(0.4, within(1e-15));
    assertThat(layer.matrix().at(2, 1)).isEqualTo(0.4);
    assertThat(layer.setAside())
        .anySatisfy(left -> assertThat(left.examples()).containsExactly("cg4"));
  }

  @Test
  void refusesABetaAboveOneAndAMapOfOtherProbes() throws IOException {
    file("b.tsv", "cpg\tP1\tP2\ncg1\t0.2\t0.1\ncg2\t0.6\t1.7\n");
    assertThatThrownBy(() -> read("methylation,beta,b.tsv,,,\n", "P1"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("b.tsv, line 3, column P2")
        .hasMessageContaining("1.7");
    file("ok.tsv", "cpg\tP1\tP2\ncg1\t0.2\t0.1\n");
    file("map.csv", "probe,gene\nch9,TP53\n");
    assertThatThrownBy(() -> read("methylation,beta,ok.tsv,,,\nx,probe-map,map.csv,,,\n", "P1"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cg1");
    file("bad.csv", "probe,chromosome\ncg1,7\n");
    assertThatThrownBy(() -> read("methylation,beta,ok.tsv,,,\nx,probe-map,bad.csv,,,\n", "P1"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column symbol or gene");
  }

  @Test
  void poolsReadsOverPromotersByStrand() throws IOException {
    file("g.gtf", GTF);
    file(
        "p1.cov",
        cov(8499, 5, 0) // one base before PLUS's promoter, 8500 to 10500
            + cov(8500, 6, 2)
            + cov(10500, 0, 8)
            + cov(10000, 4, 0) // fewer than five reads
            + cov(10501, 9, 0)
            + cov(39500, 1, 9) // MINUS: 39500 to 41500
            + cov(41500, 10, 0)
            + cov(41501, 9, 0));
    try (var out = new GZIPOutputStream(Files.newOutputStream(dir.resolve("p2.bed.gz")))) {
      // 0-based: 8499 is position 8500
      out.write((bed(8498, 10, 100) + bed(8499, 20, 25) + bed(10499, 10, 100)).getBytes());
    }
    LayerData layer =
        read(
            "methylation,bismark,p1.cov,,P1,\nmethylation,bedmethyl,p2.bed.gz,S2,P2,\n"
                + "annotation,gtf,g.gtf,,,\n");
    assertThat(layer.matrix().featureIds()).containsExactly("PLUS", "MINUS");
    assertThat(layer.matrix().sampleIds()).containsExactly("P1", "P2");
    assertThat(layer.matrix().row(0)).containsExactly(6 / 16.0, 15 / 30.0);
    assertThat(layer.matrix().row(1)).containsExactly(11 / 20.0, Double.NaN);
    assertThat(layer.setAside())
        .anyMatch(left -> left.reason().contains("fewer than 5") && left.count() == 1)
        .anyMatch(left -> left.examples().contains("ENSG00000000009"));
  }

  private static String cov(int position, int methylated, int unmethylated) {
    return String.join(
        "\t",
        "1",
        "" + position,
        "" + position,
        "" + 100.0 * methylated / (methylated + unmethylated),
        "" + methylated,
        "" + unmethylated + "\n");
  }

  private static String bed(int start, int reads, int percent) {
    return "chr1\t%d\t%d\t.\t0\t+\t%d\t%d\t0,0,0\t%d\t%d\n"
        .formatted(start, start + 1, start, start + 1, reads, percent);
  }

  @Test
  void keepsOnly5mcOfModkitAndCpgOfACytosineReport() throws IOException {
    String tail = "\t0\t+\t9999\t10000\t255,0,0\t10 %d 1 9 0 0 0 0 0\n";
    Path modkit =
        file(
            "m.bed",
            "chr1\t9999\t10000\tm"
                + tail.formatted(50)
                + "chr1\t9999\t10000\th"
                + tail.formatted(20));
    int[] calls = new int[1];
    CpgFiles.readBedMethyl(
        modkit,
        (chromosome, position, methylated, reads) -> {
          calls[0]++;
          assertThat(position).isEqualTo(10000);
          assertThat(methylated).isEqualTo(5);
        });
    assertThat(calls[0]).isEqualTo(1);
    Path report = file("r.txt", "chr1\t12\t-\t3\t4\tCG\tCGA\nchr1\t13\t-\t0\t4\tCHH\tCTA\n");
    CpgFiles.readBismark(
        report, (chromosome, position, methylated, reads) -> calls[0] += 10 * (int) reads);
    assertThat(calls[0]).isEqualTo(71);
  }

  @Test
  void refusesCallsWithoutGenesOrOnAnotherGenomeOrBroken() throws IOException {
    file("p.cov", cov(10000, 9, 9));
    assertThatThrownBy(() -> read("methylation,bismark,p.cov,S1,P1,\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("sheet.csv, line 2")
        .hasMessageContaining("gtf");
    file("other.gtf", GTF.replace("chr1", "chr5"));
    assertThatThrownBy(() -> read("methylation,bismark,p.cov,S1,P1,\nx,gtf,other.gtf,,,\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("p.cov")
        .hasMessageContaining("chromosomes");
    file("g.gtf", GTF);
    file("bad.cov", cov(10000, 9, 9) + "1\t5\t5\t130\t1\t1\n");
    assertThatThrownBy(() -> read("methylation,bismark,bad.cov,S1,P1,\nx,gtf,g.gtf,,,\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("bad.cov, line 2, column per cent");
    file("short.bed", "chr1\t5\t6\t.\n");
    assertThatThrownBy(() -> read("methylation,bedmethyl,short.bed,S1,P1,\nx,gtf,g.gtf,,,\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("short.bed, line 1");
  }
}
