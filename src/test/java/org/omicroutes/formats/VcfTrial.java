package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import htsjdk.samtools.util.BlockCompressedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.step.StepTester;

/** VCF files as a test writes them, and the mutations that are read from them. */
abstract class VcfTrial {
  static final String HEAD =
      """
      ##fileformat=VCFv4.2
      ##contig=<ID=1,length=1000000>
      ##contig=<ID=chr2,length=1000000>
      ##FILTER=<ID=PASS,Description="ok">
      ##FILTER=<ID=q10,Description="low">
      ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
      ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">
      """;
  static final String CSQ =
      """
      ##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene">
      """;
  static final String ANN =
      """
      ##INFO=<ID=ANN,Number=.,Type=String,Description="Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID'">
      """;

  @TempDir Path dir;

  static String columns(String... samples) {
    return "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
        + (samples.length == 0 ? "" : "\tFORMAT\t" + String.join("\t", samples))
        + "\n";
  }

  static String line(String... cells) {
    return String.join("\t", cells) + "\n";
  }

  /**
   * A record.
   *
   * @param site its cells from CHROM to FILTER, parted by spaces
   * @param samples FORMAT and the samples' cells, parted by spaces
   */
  static String variant(String site, String info, String samples) {
    return line(site.replace(' ', '\t'), info, samples.replace(' ', '\t'));
  }

  static String missense(String alt, String gene) {
    return alt + "|missense_variant|MODERATE|" + gene + "|ENSG1";
  }

  Path file(String name, String... parts) throws IOException {
    return Files.writeString(dir.resolve(name), String.join("", parts));
  }

  LabelledMatrix run(StepTester<VcfMutationsStep.Options> tester) throws Exception {
    Path out = dir.resolve("out.tsv");
    tester.out("out", out).out("out-burden", dir.resolve("burden.tsv")).run();
    return MatrixFiles.read(out);
  }

  StepTester<VcfMutationsStep.Options> step(Path... files) {
    var tester = StepTester.of(new VcfMutationsStep());
    for (Path file : files) {
      tester.in("vcf", file);
    }
    return tester;
  }

  double burden(String sample) throws IOException {
    LabelledMatrix burden = MatrixFiles.read(dir.resolve("burden.tsv"));
    assertThat(burden.featureIds()).containsExactly("burden");
    return burden.at(0, burden.sampleIndex(sample));
  }

  Path annotated(String name) throws IOException {
    return file(
        name,
        HEAD,
        CSQ,
        columns("P1-N", "P1-T")
            .replace("#CHROM", "##tumor_sample=P1-T\n##normal_sample=P1-N\n#CHROM"),
        variant("1 10 . A T . PASS", "CSQ=" + missense("T", "KRAS"), "GT 0/0 0/1"),
        variant("1 20 . A T . q10", "CSQ=" + missense("T", "FILTERED"), "GT 0/0 0/1"),
        variant("1 30 . A T . .", "CSQ=" + missense("T", "ABSENT"), "GT 0/1 0/0"),
        variant("1 40 . A T . .", "CSQ=" + missense("T", "GERMLINE"), "GT 0/1 0/1"),
        variant("1 50 . A T . .", "CSQ=" + missense("T", "NOCALL"), "GT 0/0 ./."),
        variant("1 60 . A T . .", "CSQ=" + missense("T", "UNCALLED"), "DP 9 8"),
        variant(
            "chr2 70 . A T . PASS",
            "CSQ=T|synonymous_variant|LOW|TP53|ENSG2,T|splice_donor_variant&intron_variant|HIGH|TP53|ENSG2"
                + ",T|intron_variant|MODIFIER|SILENT|ENSG3,T|stop_gained|HIGH||ENSG4",
            "GT 0/0 0|1"),
        variant("chr2 90 . A <DEL> . PASS", "CSQ=" + missense("deletion", "SV"), "GT 0/0 0/1"),
        variant("chr2 95 . A A[1:5[ . PASS", "CSQ=" + missense("x", "BND"), "GT 0/0 0/1"));
  }

  Path bgzip(String text, String name) throws IOException {
    Path file = dir.resolve(name);
    try (var out = new BlockCompressedOutputStream(file.toFile(), 5)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  void assertBroken(Path file, String... says) {
    assertThatThrownBy(() -> run(step(file)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.getFileName().toString())
        .satisfies(e -> assertThat(e.getMessage()).contains(says));
  }
}
