package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import htsjdk.variant.variantcontext.VariantContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.step.StepTester;

/**
 * The specification's own files, where they are at hand: what is valid is read or refused in words,
 * what is broken never ends in anything but a result or a {@link DataException}.
 */
class VcfConformanceTest {
  private static final Path FILES = Path.of("..", "shared", "data", "vcf");

  @TempDir Path dir;

  /** As a drop is read: through a samplesheet, by the step that reads its layers. */
  @Test
  void refusesWhatIsBrokenButForWhatIsDocumented() throws Exception {
    var documented = SpecificationVcfs.documented();
    var lenient = new TreeSet<String>();
    var counts = new TreeMap<String, Integer>();
    for (SpecificationVcfs.One one : SpecificationVcfs.all()) {
      String error = readLayer(one);
      counts.merge(
          (one.valid() ? "passed" : "failed") + (error == null ? " read" : ""), 1, Integer::sum);
      if (error != null) {
        assertThat(error)
            .as(one.toString())
            .contains("; expected ")
            .doesNotContain("\n", "Exception", "BUG")
            .matches(SpecificationVcfs::namesTheLine, "names file and line");
        assertThat(one.valid()).as(one + ": " + error).isFalse();
      } else if (!one.valid()) {
        lenient.add(one.topic());
      }
    }
    assertThat(lenient).as("read though broken").isEqualTo(documented);
    // The numbers of docs/vcf.md.
    assertThat(counts).containsEntry("failed", 105).containsEntry("failed read", 192);
  }

  /** The error, or null where the layer was read. */
  private String readLayer(SpecificationVcfs.One one) throws Exception {
    Path folder = dir.resolve(one.dropName());
    try {
      StepTester.of(new ReadLayerStep())
          .in("samplesheet", SpecificationVcfs.cohort(one, folder))
          .param("layer", "mutation")
          .out("out", folder.resolve("out.tsv"))
          .run();
    } catch (DataException e) {
      assertThat(folder.resolve("out.tsv")).doesNotExist();
      return e.getMessage();
    }
    assertThat(MatrixFiles.read(folder.resolve("out.tsv")).sampleIds()).contains("P001");
    return null;
  }

  @Test
  void readsOrRefusesTheOutputOfRealCallers() throws IOException {
    Path folder = folder("vcf2maf");
    try (var files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.vcf(\\.gz)?")).sorted().toList()) {
        String error = read(file);
        if (file.endsWith("test_varscan.vcf")) {
          // it has an ALT of "A/T", which is no allele
          assertThat(error).contains("line 110");
        } else {
          assertThat(error).as(file.toString()).isNull();
        }
      }
    }
  }

  /** The error, or null where every record and the genotypes of it were read. */
  private static String read(Path file) throws IOException {
    try (VcfRecords records = VcfRecords.open(file, true)) {
      List<String> samples = records.header().getGenotypeSamples();
      String tumour = samples.isEmpty() ? null : samples.get(samples.size() - 1);
      var table = new MutationTable.Builder();
      VariantContext first = records.next();
      GeneAnnotation genes = everywhere(first == null ? "1" : first.getContig());
      VcfMutations.read(
          file, new VcfMutations.Options(tumour, true, genes), "s", table, new SetAsideTally());
      assertThat(table.build().mutated().sampleIds()).containsExactly("s");
      return null;
    } catch (DataException e) {
      return e.getMessage();
    }
  }

  private static GeneAnnotation everywhere(String chromosome) throws IOException {
    Path bed = Files.createTempFile("genes", ".bed");
    try {
      return GeneAnnotation.readBed(
          Files.writeString(bed, chromosome + "\t0\t250000000\tEVERYWHERE\n"));
    } finally {
      Files.delete(bed);
    }
  }

  private static Path folder(String name) {
    Path folder = FILES.resolve(name);
    assumeThat(folder).isDirectory();
    return folder;
  }
}
