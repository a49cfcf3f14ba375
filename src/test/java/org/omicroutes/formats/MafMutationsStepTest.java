package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.LayerReader.ReadOptions;
import org.omicroutes.step.StepTester;

class MafMutationsStepTest {
  private static final String HEADER =
      "Hugo_Symbol\tChromosome\tStart_Position\tReference_Allele\tTumor_Seq_Allele2"
          + "\tVariant_Classification\tTumor_Sample_Barcode\tComment\n";

  @TempDir Path dir;

  private static String row(String gene, int at, String kind, String sample) {
    return gene + "\t1\t" + at + "\tA\tT\t" + kind + "\t" + sample + "\tsaid \"so\n";
  }

  private Path maf(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    try (var out = TextFiles.writer(file)) {
      out.write(text);
    }
    return file;
  }

  @Test
  void countsNonSilentMutationsPerSample() throws Exception {
    Path maf =
        maf(
            "m.maf.gz",
            "#version 2.4\n# made by hand\n"
                + HEADER
                + row("TP53", 5, "Missense_Mutation", "S2")
                + row("TP53", 5, "Missense_Mutation", "S2") // listed by a second caller
                + row("TP53", 9, "Nonsense_Mutation", "S2")
                + row("KRAS", 5, "Splice_Site", "S1")
                + row("EGFR", 5, "Silent", "S1")
                + row("Unknown", 5, "Missense_Mutation", "S1")
                + row("EGFR", 5, "Mystery", "S3")
                + "#late comment\n"
                + row("EGFR", 6, "3'UTR", "S3"));
    Path out = dir.resolve("out.tsv");
    Path burden = dir.resolve("burden.tsv.gz");
    var tester =
        StepTester.of(new MafMutationsStep())
            .in("maf", maf)
            .out("out", out)
            .out("out-burden", burden)
            .run();
    LabelledMatrix m = MatrixFiles.read(out);
    assertThat(m.featureIds()).containsExactly("KRAS", "TP53");
    assertThat(m.sampleIds()).containsExactly("S2", "S1", "S3");
    assertThat(m.row(0)).containsExactly(0, 1, 0);
    assertThat(m.row(1)).containsExactly(1, 0, 0);
    assertThat(MatrixFiles.read(burden).row(0)).containsExactly(2, 1, 0);
    assertThat(tester.notes())
        .contains("1 samples without a non-silent mutation")
        .anyMatch(note -> note.contains("gene symbol"))
        .anyMatch(note -> note.contains("Mystery"));
  }

  @Test
  void needsThreeColumnsOnly() throws Exception {
    Path maf =
        maf(
            "m.maf",
            "\"Hugo_Symbol\"\t\"Tumor_Sample_Barcode\"\t\"Variant_Classification\"\n"
                + "\"TP53\"\t\"S1\"\t\"In_Frame_Del\"\n\"TP53\"\t\"S1\"\t\"In_Frame_Del\"\n");
    Path out = dir.resolve("out.tsv");
    StepTester.of(new MafMutationsStep()).in("maf", maf).out("out", out).run();
    assertThat(out).hasContent("feature\tS1\nTP53\t1\n");
  }

  @Test
  void refusesBrokenFilesInWords() throws IOException {
    assertBroken(maf("a.maf", HEADER.replace("Hugo_Symbol", "Gene")), "line 1", "Hugo_Symbol");
    assertBroken(maf("b.maf", "#only\n"), "no header");
    assertBroken(maf("c.maf", HEADER), "no rows");
    assertBroken(maf("d.maf", HEADER + "TP53\t1\t5\n"), "line 2", "3 cells");
    assertBroken(maf("e.maf", "#x\n" + HEADER + row("TP53", 5, "Silent", "")), "line 3", "Barcode");
  }

  private void assertBroken(Path maf, String... says) {
    var step = StepTester.of(new MafMutationsStep()).in("maf", maf).out("out", dir.resolve("o"));
    assertThatThrownBy(step::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(maf.getFileName().toString())
        .satisfies(e -> assertThat(e.getMessage()).contains(says));
  }

  @Test
  void readsALayerOfMafAndVcfRows() throws IOException {
    maf(
        "m.maf",
        HEADER
            + row("TP53", 5, "Missense_Mutation", "TCGA-AA-0001-01A")
            + row("KRAS", 5, "Missense_Mutation", "TCGA-AA-0001-11A")
            + row("KRAS", 5, "Silent", "TCGA-AA-0002-01A"));
    String head =
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tNORMAL\tTUMOR\n";
    maf("snv.vcf.gz", head + "1\t15\t.\tA\tT\t.\tPASS\t.\tGT\t0/0\t0/1\n");
    maf("indel.vcf", head + "1\t25\t.\tAC\tA\t.\tPASS\t.\tGT\t0/0\t0/1\n");
    maf("genes.bed", "chr1\t10\t20\tEGFR\nchr1\t20\t30\tMYC\n");
    Path sheet =
        maf(
            "sheet.csv",
            "layer,format,path,sample,patient,batch\nmutation,maf,m.maf,,,\n"
                + "mutation,vcf,snv.vcf.gz,TUMOR,P9,\nmutation,vcf,indel.vcf,,P9,\n"
                + "annotation,gene-bed,genes.bed,,,\n");
    LayerData layer =
        LayerReaders.read(
            Samplesheet.read(sheet), "mutation", new ReadOptions(Set.of(), false, false));
    assertThat(layer.kind()).isEqualTo(LayerData.Kind.BINARY);
    LabelledMatrix m = layer.matrix();
    assertThat(m.sampleIds()).containsExactly("TCGA-AA-0001", "TCGA-AA-0002", "P9");
    assertThat(m.featureIds()).containsExactly("EGFR", "MYC", "TP53");
    assertThat(m.column(0)).containsExactly(0, 0, 1);
    assertThat(m.column(1)).containsOnly(0);
    assertThat(m.column(2)).containsExactly(1, 1, 0);
    assertThat(layer.burden().sampleIds()).isEqualTo(m.sampleIds());
    assertThat(layer.burden().row(0)).containsExactly(1, 0, 2);
  }
}
