package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;

import htsjdk.samtools.SAMSequenceDictionary;
import htsjdk.samtools.SAMSequenceRecord;
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

/** VCF and BCF files: packed or not, whole, cut or broken. */
class VcfFilesTest extends VcfTrial {
  @Test
  void readsTheSameFromGzipBgzipAndBcf() throws Exception {
    Path plain = annotated("a.vcf");
    Path bcf = writeBcf(plain, "a.bcf");
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

  @Test
  void refusesBrokenFilesInWords() throws Exception {
    assertBroken(file("h.vcf", "1\t10\t.\tA\tT\t.\tPASS\t.\n"), "line 1", "##fileformat");
    assertBroken(file("e.vcf", ""), "an empty file");
    assertBroken(file("c.vcf", HEAD, "1\t10\t.\tA\tT\t.\tPASS\t.\n"), "line 8", "#CHROM");
    String good = variant("1 10 . A T . PASS", ".", "GT 0/1");
    assertBroken(
        file("p.vcf", HEAD, CSQ, columns("S"), good, good.replace("\t10", "\tx")), "line 11");
    assertBroken(
        file("s.vcf", HEAD, CSQ, columns("S"), good, "1\t20\t.\tA\tT"), "line 11", "cut short");
    String bad = variant("1 10 . A T . PASS", "CSQ=" + missense("T", "K"), "GT 0/7");
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

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
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
    byte[] whole = Files.readAllBytes(writeBcf(annotated("a.vcf"), "x.bcf"));
    assertBroken(
        Files.write(dir.resolve("cut.bcf"), Arrays.copyOf(whole, whole.length - 9)), "record");
    assertBroken(Files.write(dir.resolve("head.bcf"), Arrays.copyOf(whole, 40)), "header");
  }

  private Path writeBcf(Path vcf, String name) throws IOException {
    Path bcf = dir.resolve(name);
    var contigs =
        new SAMSequenceDictionary(
            List.of(new SAMSequenceRecord("1", 1000000), new SAMSequenceRecord("chr2", 1000000)));
    try (var reader = new VCFFileReader(vcf, false);
        var writer =
            new VariantContextWriterBuilder()
                .setOutputPath(bcf)
                .setReferenceDictionary(contigs)
                .unsetOption(Options.INDEX_ON_THE_FLY)
                .build()) {
      writer.writeHeader(reader.getFileHeader());
      reader.forEach(writer::add);
    }
    return bcf;
  }
}
