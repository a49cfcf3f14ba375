package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/** Which column of a VCF is the tumour, and what it is called. */
class VcfTumourTest extends VcfTrial {
  @Test
  void namesSamplesByFileWhereTheColumnSaysOnlyTumour() throws Exception {
    String record = variant("1 10 . A T . PASS", "CSQ=" + missense("T", "KRAS"), "GT 0/1 0/0");
    String silent = variant("1 10 . A T . PASS", "CSQ=T|intron_variant|L|KRAS|E", "GT 0/1 0/0");
    Path first = file("P1.vcf", HEAD, CSQ, columns("TUMOR", "NORMAL"), record, record);
    Path second = bgzip(HEAD + CSQ + columns("TUMOR", "NORMAL") + silent, "P2.vcf.gz");
    LabelledMatrix m = run(step(first, second));
    assertThat(m.sampleIds()).containsExactly("P1", "P2");
    assertThat(m.row(0)).containsExactly(1, 0);
    assertThat(burden("P1")).as("a repeated record counts once").isEqualTo(1);
    assertThat(burden("P2")).isZero();
  }

  @Test
  void asksWhichTumourWhereTwoQualify() throws Exception {
    Path vcf =
        file(
            "r.vcf",
            HEAD,
            CSQ,
            columns("DNA_NORMAL", "DNA_TUMOR", "RNA_TUMOR"),
            variant("1 10 . A T . PASS", "CSQ=" + missense("T", "KRAS"), "GT 0/0 0/1 0/0"));
    assertThatThrownBy(() -> run(step(vcf)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("[DNA_NORMAL, DNA_TUMOR, RNA_TUMOR]")
        .hasMessageContaining("--tumor-sample");
    assertThat(run(step(vcf).param("tumorSample", "DNA_TUMOR")).featureIds())
        .containsExactly("KRAS");
    assertThatThrownBy(() -> run(step(vcf).param("tumorSample", "nobody")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nobody");
    Path two = file("u.vcf", HEAD, CSQ, columns("A", "B"));
    assertThatThrownBy(() -> run(step(two)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("[A, B], none known as the tumour");
  }

  @Test
  void findsTheTumourBySampleLinesAndBarcodes() throws Exception {
    String sampleLines =
        "##SAMPLE=<ID=NORMAL,SampleName=A,Description=\"x\">\n"
            + "##SAMPLE=<ID=TUMOR,SampleName=B,Description=\"y\">\n";
    Path lines = file("l.vcf", HEAD, sampleLines, columns("A", "B"));
    assertThat(VcfMutations.tumourColumn(lines, null)).isEqualTo("B");
    Path codes = file("t.vcf", HEAD, columns("TCGA-AA-0001-10A-01D", "TCGA-AA-0001-01A-01D"));
    assertThat(VcfMutations.tumourColumn(codes, null)).isEqualTo("TCGA-AA-0001-01A-01D");
    Path other = file("o.vcf", HEAD, columns("P7", "P7_normal"));
    assertThat(VcfMutations.tumourColumn(other, null)).isEqualTo("P7");
  }
}
