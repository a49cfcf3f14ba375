package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import htsjdk.variant.variantcontext.VariantContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.omicroutes.cohort.DataException;

/**
 * The specification's own files, where they are at hand: what is valid is read or refused in words,
 * what is broken never ends in anything but a result or a {@link DataException}.
 */
class VcfConformanceTest {
  private static final Path FILES = Path.of("..", "shared", "data", "vcf");

  @Test
  void readsOrRefusesEveryFileOfTheSpecification() throws IOException {
    Path folder = folder("hts-specs");
    var counts = new TreeMap<String, Integer>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".vcf")).sorted().toList()) {
        Path relative = folder.relativize(file);
        String error = read(file);
        String key = relative.getParent() + (error == null ? " read" : " refused");
        counts.merge(key, 1, Integer::sum);
        if (error != null) {
          assertThat(error).contains(file.getFileName().toString()).doesNotContain("\n");
          assertThat(relative.toString()).as(error).doesNotContain("passed");
        }
      }
    }
    assertThat(counts).as("read and refused").containsKeys("4.2/passed read", "4.2/failed refused");
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
