package org.omicroutes.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.omicroutes.cohort.LabelledMatrix;

/** The two measured matrices: read counts and methylation betas, both with batch effects. */
final class SimulatedLayers {
  private static final double BATCH_LOG_SD = 0.35;
  private static final double RNA_NOISE = 0.5;
  private static final double BATCH_M_SD = 0.5;
  private static final double METHYLATION_NOISE = 0.8;
  private static final double SECOND_PROBE = 0.4;
  private static final double MISSING_BETA = 0.005;

  private SimulatedLayers() {}

  /**
   * Read counts, genes × patients with RNA: negative binomial around a mean that is the product of
   * the gene's level, the patient's sequencing depth, the batch's factor for the gene and what the
   * latent factors do.
   */
  static LabelledMatrix counts(
      CohortDesign design, List<String> genes, SimulatedPatients patients, GeneEffects effects) {
    Draws draws = new Draws(design.seed(), 6);
    int[] columns = SimulatedPatients.having(patients.hasRna);
    double[] logDepth = new double[columns.length];
    double[] batchDepth = new double[design.batches()];
    for (int b = 0; b < batchDepth.length; b++) {
      batchDepth[b] = draws.normal(0, 0.3);
    }
    for (int s = 0; s < columns.length; s++) {
      logDepth[s] = draws.normal(batchDepth[patients.batch[columns[s]]], 0.25);
    }
    double[][] rows = new double[genes.size()][columns.length];
    for (int g = 0; g < rows.length; g++) {
      double level = draws.normal(5, 1.2);
      double dispersion = 0.04 + 2 / StrictMath.exp(level);
      double[] batchEffect = batchEffects(design, draws, BATCH_LOG_SD);
      for (int s = 0; s < columns.length; s++) {
        int p = columns[s];
        double log = level + logDepth[s] + batchEffect[patients.batch[p]];
        log += effects.rnaActivity[g] * patients.activity[p];
        log += nuisance(effects.rnaNuisance, g, patients, p) + draws.normal(0, RNA_NOISE);
        rows[g][s] = draws.negativeBinomial(StrictMath.exp(log), dispersion);
      }
    }
    return LabelledMatrix.of(genes, ids(patients, columns), rows);
  }

  /**
   * Methylation.
   *
   * @param betas CpGs × patients with methylation, three decimals, a few missing
   * @param probeGenes per CpG the gene it lies at
   */
  record Methylation(LabelledMatrix betas, List<String> probeGenes) {}

  /** One or two CpGs a gene; normal on the M scale, where batches add and factors act. */
  static Methylation methylation(
      CohortDesign design, List<String> genes, SimulatedPatients patients, GeneEffects effects) {
    Draws draws = new Draws(design.seed(), 7);
    int[] columns = SimulatedPatients.having(patients.hasMethylation);
    List<String> probes = new ArrayList<>();
    List<String> probeGenes = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (int g = 0; g < genes.size(); g++) {
      int count = draws.chance(SECOND_PROBE) ? 2 : 1;
      for (int k = 0; k < count; k++) {
        probes.add(String.format(Locale.ROOT, "cg%08d", 10 * g + k + 1));
        probeGenes.add(genes.get(g));
        double level = draws.normal(draws.chance(0.6) ? -2.2 : 1.8, 0.7);
        double[] batchEffect = batchEffects(design, draws, BATCH_M_SD);
        double[] row = new double[columns.length];
        for (int s = 0; s < row.length; s++) {
          int p = columns[s];
          double m = level + batchEffect[patients.batch[p]];
          m += effects.methylationActivity[g] * patients.activity[p];
          m += nuisance(effects.methylationNuisance, g, patients, p);
          double beta = 1 / (1 + StrictMath.pow(2, -m - draws.normal(0, METHYLATION_NOISE)));
          row[s] = draws.chance(MISSING_BETA) ? Double.NaN : Math.rint(beta * 1000) / 1000;
        }
        rows.add(row);
      }
    }
    return new Methylation(
        LabelledMatrix.of(probes, ids(patients, columns), rows.toArray(double[][]::new)),
        probeGenes);
  }

  private static double[] batchEffects(CohortDesign design, Draws draws, double sd) {
    double[] effects = new double[design.batches()];
    for (int b = 0; b < effects.length; b++) {
      effects[b] = draws.normal(0, sd);
    }
    return effects;
  }

  private static double nuisance(
      double[][] loadings, int gene, SimulatedPatients patients, int patient) {
    double sum = 0;
    for (int f = 0; f < loadings.length; f++) {
      sum += loadings[f][gene] * patients.nuisance[f][patient];
    }
    return sum;
  }

  private static List<String> ids(SimulatedPatients patients, int[] positions) {
    return java.util.Arrays.stream(positions).mapToObj(patients.ids::get).toList();
  }
}
