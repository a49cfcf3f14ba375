package org.omicroutes.models.mmfn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.models.PatientData;
import org.omicroutes.reduce.ModeratedTest;

/**
 * How expression becomes the inputs of a network, all of it learned from training patients: genes
 * that more than 20 % of them lack are removed; values are logged where they are not yet; missing
 * ones are filled with the gene's median; genes that do not vary are removed; the most variable of
 * those that differ between the labels are kept, as z-scores.
 *
 * <p>A patient without the modality has every gene at the training mean (0); a missing value and a
 * gene that the data lack count as the gene's training median.
 *
 * @param modality the name of the expression
 * @param logged whether values are counts or the like and put through {@code log2(x + 1)}
 * @param differential whether only genes that differ between the labels were kept
 * @param genes those kept, in the order of the training data
 * @param median one a gene, after the logarithm
 * @param mean one a gene
 * @param sd one a gene, &gt; 0
 */
public record GenePreprocessing(
    String modality,
    boolean logged,
    boolean differential,
    List<String> genes,
    double[] median,
    double[] mean,
    double[] sd) {
  private static final double MOST_MISSING = 0.2;
  private static final double FALSE_DISCOVERIES = 0.05;

  /** With fewer genes that differ, all are taken: so few are chance as likely as not. */
  static final int LEAST_DIFFERENTIAL = 50;

  /** Logarithms to base 2 of counts stay below 32; intensities and TPM do not. */
  private static final double LARGEST_LOG = 50;

  public GenePreprocessing {
    genes = List.copyOf(genes);
  }

  /** Which genes are kept. */
  enum Choice {
    /** The most variable ones. */
    VARIABLE,
    /** The most variable of those that differ between the labels; of all, where few do. */
    DIFFERENTIAL,
    /** Those that differ most clearly between the labels. */
    CLEAREST
  }

  /** One gene of the training patients who have the modality. */
  private record Gene(String name, double[] values, ZScore score) {}

  /**
   * @param labels 1, 0 or NaN, of the training patients
   * @param most how many genes to keep
   * @param choice which ones
   * @throws DataException where no gene is left
   */
  static GenePreprocessing fit(
      String modality, PatientData training, double[] labels, int most, Choice choice) {
    ModalityColumns columns = new ModalityColumns(modality, training);
    boolean[] present = columns.present();
    int[] having = IntStream.range(0, present.length).filter(i -> present[i]).toArray();
    List<String> names = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (String name : columns.features()) {
      double[] all = columns.of(name);
      double[] values = Arrays.stream(having).mapToDouble(i -> all[i]).toArray();
      int missing = values.length - ModalityColumns.known(values).length;
      if (missing < values.length && missing <= MOST_MISSING * values.length) {
        names.add(name);
        rows.add(values);
      }
    }
    boolean logged = needsLog(rows);
    List<Gene> genes = new ArrayList<>();
    for (int g = 0; g < names.size(); g++) {
      double[] values =
          logged ? Arrays.stream(rows.get(g)).map(GenePreprocessing::log).toArray() : rows.get(g);
      ZScore score = ZScore.of(values);
      if (score.sd() > 0) {
        genes.add(new Gene(names.get(g), values, score));
      }
    }
    if (genes.isEmpty()) {
      throw DataException.of(
          "no gene of " + modality + " that varies and is known of 80 % of the training patients",
          "at least one");
    }
    double[] known = Arrays.stream(having).mapToDouble(i -> labels[i]).toArray();
    double[] p = choice == Choice.VARIABLE ? null : falseDiscoveries(genes, known);
    if (choice == Choice.CLEAREST && p != null) {
      return of(modality, logged, true, first(genes, most, g -> p[g]));
    }
    List<Gene> differing = differing(genes, p);
    boolean few = differing.size() < LEAST_DIFFERENTIAL;
    List<Gene> among = few ? genes : differing;
    return of(modality, logged, !few, first(among, most, g -> -among.get(g).score().sd()));
  }

  private static GenePreprocessing of(
      String modality, boolean logged, boolean differential, List<Gene> genes) {
    return new GenePreprocessing(
        modality,
        logged,
        differential,
        genes.stream().map(Gene::name).toList(),
        genes.stream().mapToDouble(g -> g.score().median()).toArray(),
        genes.stream().mapToDouble(g -> g.score().mean()).toArray(),
        genes.stream().mapToDouble(g -> g.score().sd()).toArray());
  }

  /**
   * Whether values are on a linear scale: none is negative, and some are larger than logarithms.
   */
  private static boolean needsLog(List<double[]> rows) {
    double least = 0;
    double largest = 0;
    for (double[] row : rows) {
      for (double value : row) {
        least = value < least ? value : least;
        largest = value > largest ? value : largest;
      }
    }
    return least == 0 && largest > LARGEST_LOG;
  }

  private static double log(double value) {
    return Math.log1p(Math.max(0, value)) / Math.log(2);
  }

  private static List<Gene> differing(List<Gene> genes, double[] adjusted) {
    return IntStream.range(0, adjusted == null ? 0 : adjusted.length)
        .filter(g -> adjusted[g] < FALSE_DISCOVERIES)
        .mapToObj(genes::get)
        .toList();
  }

  /** Adjusted p-values of moderated tests between the labels; null where there is one label. */
  private static double[] falseDiscoveries(List<Gene> genes, double[] labels) {
    int[] labelled =
        IntStream.range(0, labels.length).filter(i -> !Double.isNaN(labels[i])).toArray();
    List<String> groups =
        Arrays.stream(labelled).mapToObj(i -> labels[i] == 1 ? "died" : "alive").toList();
    if (groups.size() < 3 || groups.stream().distinct().count() < 2) {
      return null;
    }
    double[][] rows = new double[genes.size()][];
    for (int g = 0; g < rows.length; g++) {
      Gene gene = genes.get(g);
      rows[g] =
          Arrays.stream(labelled)
              .mapToDouble(i -> gene.values()[i])
              .map(v -> Double.isNaN(v) ? gene.score().median() : v)
              .toArray();
    }
    List<String> samples = Arrays.stream(labelled).mapToObj(i -> "s" + i).toList();
    List<String> names = genes.stream().map(Gene::name).toList();
    return ModeratedTest.test(LabelledMatrix.of(names, samples, rows), groups).adjusted();
  }

  /** The genes of the least keys, in their order. */
  private static List<Gene> first(List<Gene> genes, int most, IntToDoubleFunction key) {
    return IntStream.range(0, genes.size())
        .boxed()
        .sorted(Comparator.comparingDouble(key::applyAsDouble))
        .limit(most)
        .sorted()
        .map(genes::get)
        .toList();
  }

  /**
   * The inputs of any patients.
   *
   * @return patients × genes, z-scores within ±5, nothing missing
   */
  double[][] of(PatientData patients) {
    ModalityColumns columns = new ModalityColumns(modality, patients);
    boolean[] present = columns.present();
    double[][] inputs = new double[present.length][genes.size()];
    for (int g = 0; g < genes.size(); g++) {
      double[] values = columns.of(genes.get(g));
      ZScore score = new ZScore(median[g], mean[g], sd[g]);
      for (int i = 0; i < values.length; i++) {
        double value = logged ? log(values[i]) : values[i];
        inputs[i][g] = present[i] ? score.of(value) : 0;
      }
    }
    return inputs;
  }
}
