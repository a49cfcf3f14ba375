package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import htsjdk.samtools.SAMSequenceDictionary;
import htsjdk.samtools.SAMSequenceRecord;
import htsjdk.samtools.util.BlockCompressedOutputStream;
import htsjdk.variant.variantcontext.writer.Options;
import htsjdk.variant.variantcontext.writer.VariantContextWriterBuilder;
import htsjdk.variant.vcf.VCFFileReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.step.StepTester;

class VcfMutationsStepTest {
  private static final String HEAD =
      """
      ##fileformat=VCFv4.2
      ##contig=<ID=1,length=1000000>
      ##contig=<ID=chr2,length=1000000>
      ##FILTER=<ID=PASS,Description="ok">
      ##FILTER=<ID=q10,Description="low">
      ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
      ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">
      """;
  private static final String CSQ =
      """
      ##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene">
      """;
  private static final String ANN =
      """
      ##INFO=<ID=ANN,Number=.,Type=String,Description="Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID'">
      """;

  @TempDir Path dir;

  private static String columns(String... samples) {
    return "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
        + (samples.length == 0 ? "" : "\tFORMAT\t" + String.join("\t", samples))
        + "\n";
  }

  private static String line(String... cells) {
    return String.join("\t", cells) + "\n";
  }

  private static String missense(String alt, String gene) {
    return alt + "|missense_variant|MODERATE|" + gene + "|ENSG1";
  }

  private Path file(String name, String... parts) throws IOException {
    return Files.writeString(dir.resolve(name), String.join("", parts));
  }

  private LabelledMatrix run(StepTester<VcfMutationsStep.Options> tester) throws Exception {
    Path out = dir.resolve("out.tsv");
    tester.out("out", out).out("out-burden", dir.resolve("burden.tsv")).run();
    return MatrixFiles.read(out);
  }

  private StepTester<VcfMutationsStep.Options> step(Path... files) {
    var tester = StepTester.of(new VcfMutationsStep());
    for (Path file : files) {
      tester.in("vcf", file);
    }
    return tester;
  }

  private double burden(String sample) throws IOException {
    LabelledMatrix burden = MatrixFiles.read(dir.resolve("burden.tsv"));
    assertThat(burden.featureIds()).containsExactly("burden");
    return burden.at(0, burden.sampleIndex(sample));
  }

  private Path annotated(String name) throws IOException {
    return file(
        name,
        HEAD,
        CSQ,
        columns("P1-N", "P1-T")
            .replace("#CHROM", "##tumor_sample=P1-T\n##normal_sample=P1-N\n#CHROM"),
        line(
            "1",
            "10",
            ".",
            "A",
            "T",
            ".",
            "PASS",
            "CSQ=" + missense("T", "KRAS"),
            "GT",
            "0/0",
            "0/1"),
        line(
            "1",
            "20",
            ".",
            "A",
            "T",
            ".",
            "q10",
            "CSQ=" + missense("T", "FILTERED"),
            "GT",
            "0/0",
            "0/1"),
        line(
            "1",
            "30",
            ".",
            "A",
            "T",
            ".",
            ".",
            "CSQ=" + missense("T", "ABSENT"),
            "GT",
            "0/1",
            "0/0"),
        line(
            "1",
            "40",
            ".",
            "A",
            "T",
            ".",
            ".",
            "CSQ=" + missense("T", "GERMLINE"),
            "GT",
            "0/1",
            "0/1"),
        line(
            "1",
            "50",
            ".",
            "A",
            "T",
            ".",
            ".",
            "CSQ=" + missense("T", "NOCALL"),
            "GT",
            "0/0",
            "./."),
        line(
            "1", "60", ".", "A", "T", ".", ".", "CSQ=" + missense("T", "UNCALLED"), "DP", "9", "8"),
        line(
            "chr2",
            "70",
            ".",
            "A",
            "T",
            ".",
            "PASS",
            "CSQ=T|synonymous_variant|LOW|TP53|ENSG2,T|splice_donor_variant&intron_variant|HIGH|TP53|ENSG2"
                + ",T|intron_variant|MODIFIER|SILENT|ENSG3,T|stop_gained|HIGH||ENSG4",
            "GT",
            "0/0",
            "0|1"),
        line(
            "chr2",
            "90",
            ".",
            "A",
            "<DEL>",
            ".",
            "PASS",
            "CSQ=" + missense("deletion", "SV"),
            "GT",
            "0/0",
            "0/1"),
        line(
            "chr2",
            "95",
            ".",
            "A",
            "A[1:5[",
            ".",
            "PASS",
            "CSQ=" + missense("x", "BND"),
            "GT",
            "0/0",
            "0/1"));
  }

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
  void readsTheSameFromGzipBgzipAndBcf() throws Exception {
    Path plain = annotated("a.vcf");
    Path bcf = dir.resolve("a.bcf");
    var contigs =
        new SAMSequenceDictionary(
            List.of(new SAMSequenceRecord("1", 1000000), new SAMSequenceRecord("chr2", 1000000)));
    try (var reader = new VCFFileReader(plain, false);
        var writer =
            new VariantContextWriterBuilder()
                .setOutputPath(bcf)
                .setReferenceDictionary(contigs)
                .unsetOption(Options.INDEX_ON_THE_FLY)
                .build()) {
      writer.writeHeader(reader.getFileHeader());
      reader.forEach(writer::add);
    }
    Path gzip = dir.resolve("a.vcf.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      Files.copy(plain, out);
    }
    Path bgzip = bgzip(Files.readString(plain), "b.vcf.gz");
    run(step(plain));
    String expected = Files.readString(dir.resolve("out.tsv"));
    for (Path file : List.of(bcf, gzip, bgzip)) {
      run(step(file));
      assertThat(dir.resolve("out.tsv")).as(file.toString()).hasContent(expected);
      assertThat(burden("P1-T")).isEqualTo(3);
    }
  }

  private Path bgzip(String text, String name) throws IOException {
    Path file = dir.resolve(name);
    try (var out = new BlockCompressedOutputStream(file.toFile(), 5)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
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
            line(
                "1",
                "10",
                ".",
                "AT",
                "A,ATG",
                ".",
                ".",
                "CSQ=" + missense("-", "DELETED") + "," + missense("TG", "INSERTED"),
                "GT",
                "0/2"),
            line(
                "1",
                "20",
                ".",
                "C",
                "G,T",
                ".",
                ".",
                "CSQ=" + missense("G", "FIRST") + "," + missense("T", "SECOND"),
                "GT",
                "1/2"),
            line(
                "1",
                "30",
                ".",
                "C",
                "*,T",
                ".",
                ".",
                "CSQ=" + missense("*", "SPANNED") + "," + missense("T", "BESIDE"),
                "GT",
                "1/2"));
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
            line(
                "1",
                "10",
                ".",
                "A",
                "G,T",
                ".",
                "PASS",
                "ANN=G|missense_variant&splice_region_variant|MODERATE|EGFR|ENSG5,"
                    + "T|synonymous_variant|LOW|EGFR2|ENSG6",
                "GT",
                "1/2"));
    assertThat(run(step(vcf)).featureIds()).containsExactly("EGFR");
  }

  @Test
  void fallsBackOnGenesWhereThereIsNoAnnotation() throws Exception {
    Path vcf =
        file(
            "g.vcf",
            HEAD,
            columns("S1"),
            line("chr1", "100", ".", "A", "T", ".", ".", ".", "GT", "0/1"),
            line("1", "151", ".", "A", "T", ".", ".", ".", "GT", "0/1"),
            // the deletion's changed bases begin after the shared one at 299
            line("1", "299", ".", "AC", "A", ".", ".", ".", "GT", "0/1"),
            line("1", "399", ".", "A", "AC", ".", ".", ".", "GT", "0/1"));
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
  void namesSamplesByFileWhereTheColumnSaysOnlyTumour() throws Exception {
    String record =
        line(
            "1",
            "10",
            ".",
            "A",
            "T",
            ".",
            "PASS",
            "CSQ=" + missense("T", "KRAS"),
            "GT",
            "0/1",
            "0/0");
    String silent =
        line(
            "1",
            "10",
            ".",
            "A",
            "T",
            ".",
            "PASS",
            "CSQ=T|intron_variant|L|KRAS|E",
            "GT",
            "0/1",
            "0/0");
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
            line(
                "1",
                "10",
                ".",
                "A",
                "T",
                ".",
                "PASS",
                "CSQ=" + missense("T", "KRAS"),
                "GT",
                "0/0",
                "0/1",
                "0/0"));
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

  @Test
  void refusesBrokenFilesInWords() throws Exception {
    assertBroken(file("h.vcf", "1\t10\t.\tA\tT\t.\tPASS\t.\n"), "line 1", "##fileformat");
    assertBroken(file("e.vcf", ""), "an empty file");
    assertBroken(file("c.vcf", HEAD, "1\t10\t.\tA\tT\t.\tPASS\t.\n"), "line 8", "#CHROM");
    String good = line("1", "10", ".", "A", "T", ".", "PASS", ".", "GT", "0/1");
    assertBroken(
        file("p.vcf", HEAD, CSQ, columns("S"), good, good.replace("\t10", "\tx")), "line 11");
    assertBroken(
        file("s.vcf", HEAD, CSQ, columns("S"), good, "1\t20\t.\tA\tT"), "line 11", "cut short");
    String bad =
        line("1", "10", ".", "A", "T", ".", "PASS", "CSQ=" + missense("T", "K"), "GT", "0/7");
    assertBroken(file("g.vcf", HEAD, CSQ, columns("S"), good, bad), "line 11");
    byte[] whole = gzip(HEAD + CSQ + columns("S") + good.repeat(20000));
    Path cut = Files.write(dir.resolve("t.vcf.gz"), Arrays.copyOf(whole, whole.length - 30));
    assertBroken(cut, "truncated gzip");
    byte[] blocks = Files.readAllBytes(bgzip(HEAD + CSQ + columns("S") + good, "b.vcf.gz"));
    Path noEnd = Files.write(dir.resolve("n.vcf.gz"), Arrays.copyOf(blocks, blocks.length - 28));
    assertBroken(noEnd, "cut short");
  }

  @Test
  void namesLineAndColumnOfWhatHtsjdkLetsPassOrSaysBadly() throws Exception {
    String csq = "CSQ=" + missense("T", "KRAS");
    String[] good = {"1", "10", "rs1", "A", "T", "5", "PASS", csq, "GT", "0/1"};
    assertBroken(record("chrom.vcf", good, 0, "chr 1"), "line 10, column CHROM", "'chr 1'");
    assertBroken(record("id.vcf", good, 2, "rs1;"), "line 10, column ID", "'rs1;'");
    assertBroken(record("qual.vcf", good, 5, "-100"), "line 10, column QUAL", "'-100'");
    assertBroken(record("filter.vcf", good, 6, "a b"), "line 10, column FILTER", "'a b'");
    assertBroken(record("empty.vcf", good, 8, "GT::DP"), "line 10, column FORMAT", "'GT::DP'");
    assertBroken(record("key.vcf", good, 8, "GT:D*"), "line 10, column FORMAT", "'D*'");
    assertBroken(
        file("twice.vcf", HEAD, CSQ, columns("S", "T", "S")), "line 9, column 12", "'S' again");
    assertBroken(
        file(
            "meta.vcf",
            HEAD,
            "##INFO=<ID=X,Number=1,Type=Int,Description=\"x\">\n",
            CSQ,
            columns()),
        "line 8: found '##INFO=<ID=X,");
    assertBroken(
        file("new.vcf", HEAD.replace("4.2", "4.5"), CSQ, columns()),
        "line 1",
        "VCFv4.0 to VCFv4.3");
    String cut = HEAD + CSQ + columns("S") + String.join("\t", good);
    assertBroken(file("end.vcf", cut.replace("v4.2", "v4.3")), "line 10", "without an end");
    assertThat(run(step(file("older.vcf", cut))).featureIds()).containsExactly("KRAS");
  }

  private Path record(String name, String[] cells, int column, String cell) throws IOException {
    String[] changed = cells.clone();
    changed[column] = cell;
    return file(name, HEAD, CSQ, columns("S"), line(changed));
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
            line("1", "123", ".", "TAT", "TGT", ".", ".", csq, "GT", "0/1"),
            line("1", "124", ".", "A", "G", ".", ".", csq, "GT", "0/1"),
            line("1", "200", ".", "CAA", "CA", ".", ".", csq, "GT", "0/1"),
            line("1", "200", ".", "CA", "C", ".", ".", csq, "GT", "0/1"));
    run(step(vcf));
    assertThat(burden("S")).isEqualTo(2);
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private void assertBroken(Path file, String... says) {
    assertThatThrownBy(() -> run(step(file)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.getFileName().toString())
        .satisfies(e -> assertThat(e.getMessage()).contains(says));
  }

  /**
   * Written by bcftools 1.16 (BCF 2.2): INFO/DP was removed, which leaves a gap in the numbers of
   * the header; the normal's last genotype is haploid. Tumour 0/1 in KRAS, ARAF and SECOND (PASS or
   * not filtered) and LOW (q10).
   */
  private static final String BCFTOOLS =
      """
      H4sIBAAAAAAA/wYAQkMCALIBfZFPT8IwGMa7iTE1xmSaSDyYIBy8LGRTT+pM6sZwcTDYBuLJIBZcMjrYCsaERPyY
      fhKvdhv+AcE2TQ99n9/zvG+vVJ3n3zkACoWu5+NuEPbbVGmq+vi0eLxZKOiG6ZZs5cLQlBpyHFHDUSf0BtQLiJJH
      vp9jKorDKDdoRxF+zIuG1lKkS6bsBIR6vUQpiz4mPfqkyJIkLa1o/amQL+fdh7I0b+4Hz/mfSqOqW0md6tTF6qj/
      gEOlKLovA6w4NPRIb17cLNWKOT1p9izH2sA+nqgBifBwhEkHT5y7ypVlpvyTJIllV5CbOJTdLwN5tUEZk4CyxxRx
      uoDQagsIg1Dcw+E8YzbNYyZWr22rAmuWAw0N2iUdItOF9QYyYToiGPcPUwdYjS8Tuo2KZW+CcwDAFkgXZIdLzvSV
      AzzbgN/IoqwrAGHtQ8i6k77HvpHN4X7cDr02oZMbGzlC5pDn+YzAC5n1s1+43ZU4LsbtLcGZ1u0ibXtGOVhFW5kN
      2Uj/pu1kgMhdzNLFnKN/eftLeE5JtapaTHxL800/AcWbKKYfAwAAH4sIBAAAAAAA/wYAQkMCABsAAwAAAAAAAAAA
      AA==
      """;

  @Test
  void readsWhatBcftoolsWrites() throws Exception {
    Path bcf = dir.resolve("b.bcf");
    Files.write(bcf, Base64.getMimeDecoder().decode(BCFTOOLS));
    assertThat(run(step(bcf)).featureIds()).containsExactly("ARAF", "KRAS", "SECOND");
    assertThat(burden("b")).isEqualTo(3);
  }

  @Test
  void refusesACutBcf() throws Exception {
    Path bcf = dir.resolve("x.bcf");
    Path plain = annotated("a.vcf");
    try (var reader = new VCFFileReader(plain, false);
        var writer =
            new VariantContextWriterBuilder()
                .setOutputPath(bcf)
                .unsetOption(Options.INDEX_ON_THE_FLY)
                .setReferenceDictionary(
                    new SAMSequenceDictionary(
                        List.of(
                            new SAMSequenceRecord("1", 9999), new SAMSequenceRecord("chr2", 9999))))
                .build()) {
      writer.writeHeader(reader.getFileHeader());
      reader.forEach(writer::add);
    }
    byte[] whole = Files.readAllBytes(bcf);
    assertBroken(
        Files.write(dir.resolve("cut.bcf"), Arrays.copyOf(whole, whole.length - 9)), "record");
    assertBroken(Files.write(dir.resolve("head.bcf"), Arrays.copyOf(whole, 40)), "header");
  }
}
