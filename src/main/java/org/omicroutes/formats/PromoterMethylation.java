package org.omicroutes.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.omicroutes.cohort.DataException;

/**
 * Methylation of genes from calls at single cytosines: per gene the reads of all its promoter's
 * cytosines are pooled, {@code beta = methylated / (methylated + unmethylated)}. Promoters are
 * those of {@link GeneAnnotation}; genes of the same name share one value. A gene with no cytosine
 * of enough reads is missing (NaN).
 */
final class PromoterMethylation {
  /** A cytosine with fewer reads is left out, for its fraction says little. */
  static final int MIN_READS = 5;

  private final GenomicIntervals promoters;
  private final List<String> names;
  private final int[] nameOfGene;

  PromoterMethylation(GeneAnnotation annotation) {
    this.promoters = annotation.promoters();
    this.names = new ArrayList<>();
    List<GeneAnnotation.Gene> genes = annotation.genes();
    this.nameOfGene = new int[genes.size()];
    Map<String, Integer> numbers = new HashMap<>();
    for (int g = 0; g < genes.size(); g++) {
      String name = genes.get(g).name();
      Integer known = numbers.putIfAbsent(name, names.size());
      if (known == null) {
        names.add(name);
      }
      nameOfGene[g] = numbers.get(name);
    }
  }

  /** The genes' names, each once, in the order of the annotation. */
  List<String> genes() {
    return names;
  }

  /** Reads one sample's cytosines. */
  interface Calls {
    void read(Path file, CpgFiles.Sink sink) throws IOException;
  }

  /**
   * Beta values of one sample in the order of {@link #genes()}.
   *
   * @throws DataException where no cytosine of the file is in any promoter
   */
  double[] betas(Path file, Calls calls, SetAsideTally setAside) throws IOException {
    Pool pool = new Pool();
    calls.read(file, pool);
    String example = file.getFileName().toString();
    setAside.add("cytosines with fewer than " + MIN_READS + " reads", pool.shallow, example);
    if (pool.inside == 0) {
      throw DataException.in(file)
          .error(
              "no cytosine with "
                  + MIN_READS
                  + " reads in any promoter (chromosomes "
                  + some(pool.chromosomes)
                  + ")",
              "positions on the gene file's genome (chromosomes "
                  + some(new TreeSet<>(promoters.chromosomes()))
                  + ")");
    }
    return pool.betas();
  }

  private static String some(Set<String> names) {
    List<String> few = names.stream().limit(5).toList();
    return String.join(", ", few) + (names.size() > few.size() ? ", …" : "");
  }

  private final class Pool implements CpgFiles.Sink {
    private final double[] methylated = new double[names.size()];
    private final double[] reads = new double[names.size()];
    private final Set<String> chromosomes = new TreeSet<>();
    private String last = "";
    private long shallow;
    private long inside;

    @Override
    public void cytosine(String chromosome, int position, double met, double all) {
      if (!chromosome.equals(last)) {
        chromosomes.add(chromosome);
        last = chromosome;
      }
      if (all < MIN_READS) {
        shallow++;
        return;
      }
      promoters.overlapping(
          chromosome,
          position,
          position,
          gene -> {
            methylated[nameOfGene[gene]] += met;
            reads[nameOfGene[gene]] += all;
            inside++;
          });
    }

    double[] betas() {
      double[] betas = new double[reads.length];
      for (int g = 0; g < betas.length; g++) {
        betas[g] = reads[g] > 0 ? methylated[g] / reads[g] : Double.NaN;
      }
      return betas;
    }
  }
}
