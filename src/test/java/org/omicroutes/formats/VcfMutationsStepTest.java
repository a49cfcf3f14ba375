package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/** Which genes and how many variants a sample has. */
class VcfMutationsStepTest extends VcfTrial {
  @Test
  void takesVepGenesOfWhatPassesAndTheTumourCarries() throws Exception {
    var tester = step(annotated("a.vcf"));
    LabelledMatrix m = run(tester);
    assertThat(m.sampleIds()).containsExactly("P1-T");
    assertThat(m.featureIds()).containsExactly("ENSG4", "KRAS", "TP53", "UNCALLED");
    assertThat(m.column(0)).containsOnly(1);
    assertThat(burden("P1-T")).isEqualTo(3);
    assertThat(tester.notes())
        .anyMatch(note -> note.startsWith("1 VCF records that FILTER rejects"))
        .anyMatch(note -> note.startsWith("2 symbolic alleles"))
        .anyMatch(note -> note.contains("germline"));
  }

  @Test
  void countsEveryRecordWhenFiltersAreWaived() throws Exception {
    LabelledMatrix m = run(step(annotated("a.vcf")).param("allFilters", true));
    assertThat(m.featureIds()).contains("FILTERED");
  }

  @Test
  void tellsTheAllelesOfAMultiAllelicRecordApart() throws Exception {
    Path vcf =
        file(
            "m.vcf",
            HEAD,
            CSQ,
            columns("S1"),
            // VEP names indel alleles without the first base that all share
            variant(
                "1 10 . AT A,ATG . .",
                "CSQ=" + missense("-", "DELETED") + "," + missense("TG", "INSERTED"),
                "GT 0/2"),
            variant(
                "1 20 . C G,T . .",
                "CSQ=" + missense("G", "FIRST") + "," + missense("T", "SECOND"),
                "GT 1/2"),
            variant(
                "1 30 . C *,T . .",
                "CSQ=" + missense("*", "SPANNED") + "," + missense("T", "BESIDE"),
                "GT 1/2"));
    LabelledMatrix m = run(step(vcf));
    assertThat(m.featureIds()).containsExactly("BESIDE", "FIRST", "INSERTED", "SECOND");
    assertThat(burden("S1")).isEqualTo(4);
  }

  @Test
  void readsSnpEff() throws Exception {
    Path vcf =
        file(
            "s.vcf",
            HEAD,
            ANN,
            columns("S1"),
            variant(
                "1 10 . A G,T . PASS",
                "ANN=G|missense_variant&splice_region_variant|MODERATE|EGFR|ENSG5,"
                    + "T|synonymous_variant|LOW|EGFR2|ENSG6",
                "GT 1/2"));
    assertThat(run(step(vcf)).featureIds()).containsExactly("EGFR");
  }

  @Test
  void fallsBackOnGenesWhereThereIsNoAnnotation() throws Exception {
    Path vcf =
        file(
            "g.vcf",
            HEAD,
            columns("S1"),
            variant("chr1 100 . A T . .", ".", "GT 0/1"),
            variant("1 151 . A T . .", ".", "GT 0/1"),
            // the deletion's changed bases begin after the shared one at 299
            variant("1 299 . AC A . .", ".", "GT 0/1"),
            variant("1 399 . A AC . .", ".", "GT 0/1"));
    Path gtf =
        file(
            "g.gtf",
            "#!genome\n",
            gtf("gene", 50, 600, "GENE1"),
            gtf("CDS", 90, 100, "GENE1"),
            gtf("exon", 90, 160, "GENE1"),
            gtf("CDS", 300, 310, "GENE2"),
            gtf("CDS", 400, 410, "GENE3"));
    LabelledMatrix m = run(step(vcf).in("gtf", gtf));
    assertThat(m.featureIds()).containsExactly("GENE1", "GENE2");
    Path bed = file("g.bed", "1\t150\t151\tHERE\n1\t151\t152\tTHERE\n");
    assertThat(run(step(vcf).in("gene-bed", bed)).featureIds()).containsExactly("HERE");
    assertThatThrownBy(() -> run(step(vcf)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("g.vcf")
        .hasMessageContaining("gene-bed");
  }

  private static String gtf(String feature, int start, int end, String gene) {
    return line(
        "1",
        "test",
        feature,
        "" + start,
        "" + end,
        ".",
        "+",
        ".",
        "gene_id \"E" + gene + "\"; gene_name \"" + gene + "\";");
  }

  @Test
  void aVariantThatIsWrittenInTwoWaysCountsOnce() throws Exception {
    String csq = "CSQ=" + missense("T", "KRAS");
    Path vcf =
        file(
            "w.vcf",
            HEAD,
            CSQ,
            columns("S"),
            variant("1 123 . TAT TGT . .", csq, "GT 0/1"),
            variant("1 124 . A G . .", csq, "GT 0/1"),
            variant("1 200 . CAA CA . .", csq, "GT 0/1"),
            variant("1 200 . CA C . .", csq, "GT 0/1"));
    run(step(vcf));
    assertThat(burden("S")).isEqualTo(2);
  }
}
