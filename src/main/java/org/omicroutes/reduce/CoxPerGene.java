package org.omicroutes.reduce;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.cohort.SurvivalData;

/**
 * One proportional hazards model a gene (Cox, JRSS B 1972), tied times by Efron's approximation
 * (JASA 1977): the score test of "no effect", and the coefficient by Newton's method. Samples whose
 * value is missing are left out for that gene alone.
 */
public final class CoxPerGene {
  private static final int MAX_ITERATIONS = 60;

  /** Beyond this many standard deviations' log hazard a coefficient is taken to be infinite. */
  private static final double LARGEST = 25;

  private final double[] times;
  private final boolean[] events;
  private final int[] order;

  // The gene at hand, samples in descending order of time.
  private final double[] x;
  private final double[] time;
  private final boolean[] event;
  private int n;

  // Log-likelihood, score and information at the last coefficient asked for.
  private double logLikelihood;
  private double score;
  private double information;

  private CoxPerGene(SurvivalData survival) {
    times = survival.times();
    events = survival.events();
    order =
        IntStream.range(0, times.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -times[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    x = new double[times.length];
    time = new double[times.length];
    event = new boolean[times.length];
  }

  /**
   * The tests of all genes, arrays in gene order.
   *
   * @param n samples with a value
   * @param events events among them
   * @param z signed square root of the score test: &gt; 0 where high values go with early events;
   *     NaN for a constant gene or one without events
   * @param p its two-sided p-value
   * @param adjusted Benjamini-Hochberg
   * @param coefficient log hazard ratio of one unit; NaN where Newton's method found no maximum (an
   *     infinite coefficient) or where it was not asked for
   * @param standardError of the coefficient
   */
  public record Result(
      int[] n,
      int[] events,
      double[] z,
      double[] p,
      double[] adjusted,
      double[] coefficient,
      double[] standardError) {

    /** Wald's p-values. */
    public double[] waldP() {
      return IntStream.range(0, coefficient.length)
          .mapToDouble(i -> PValues.ofNormal(coefficient[i] / standardError[i]))
          .toArray();
    }
  }

  /**
   * Tests every gene.
   *
   * @param matrix genes × samples
   * @param survival of the same samples in the same order
   * @param coefficients whether to estimate coefficients too
   * @throws DataException where there is no event
   */
  public static Result test(LabelledMatrix matrix, SurvivalData survival, boolean coefficients) {
    if (!matrix.sampleIds().equals(survival.sampleIds())) {
      throw new IllegalArgumentException("matrix and survival of different samples");
    }
    if (survival.eventCount() == 0) {
      throw DataException.of("no event among " + survival.size() + " samples", "at least one");
    }
    int genes = matrix.featureCount();
    Result result =
        new Result(
            new int[genes],
            new int[genes],
            new double[genes],
            new double[genes],
            new double[genes],
            new double[genes],
            new double[genes]);
    CoxPerGene cox = new CoxPerGene(survival);
    for (int g = 0; g < genes; g++) {
      StopSignal.check();
      cox.testGene(matrix.row(g), g, result, coefficients);
    }
    System.arraycopy(PValues.benjaminiHochberg(result.p), 0, result.adjusted, 0, genes);
    return result;
  }

  private void testGene(double[] row, int g, Result result, boolean coefficients) {
    double scale = load(row);
    int seen = 0;
    for (int i = 0; i < n; i++) {
      seen += event[i] ? 1 : 0;
    }
    result.n[g] = n;
    result.events[g] = seen;
    result.coefficient[g] = Double.NaN;
    result.standardError[g] = Double.NaN;
    if (!(scale > 0) || seen == 0) {
      result.z[g] = Double.NaN;
      result.p[g] = Double.NaN;
      return;
    }
    evaluate(0);
    result.z[g] = information > 0 ? score / Math.sqrt(information) : Double.NaN;
    result.p[g] = PValues.ofNormal(result.z[g]);
    if (coefficients && information > 0) {
      double beta = maximise();
      if (!Double.isNaN(beta)) {
        result.coefficient[g] = beta / scale;
        result.standardError[g] = 1 / (Math.sqrt(information) * scale);
      }
    }
  }

  /** Takes in a gene, standardised so that exponentials stay small; returns its spread. */
  private double load(double[] row) {
    n = 0;
    double mean = 0;
    for (int i : order) {
      if (!Double.isNaN(row[i])) {
        x[n] = row[i];
        time[n] = times[i];
        event[n] = events[i];
        mean += row[i];
        n++;
      }
    }
    mean /= n;
    double squares = 0;
    boolean constant = true;
    for (int i = 0; i < n; i++) {
      constant &= x[i] == x[0];
      squares += (x[i] - mean) * (x[i] - mean);
    }
    double scale = constant ? 0 : Math.sqrt(squares / n);
    for (int i = 0; i < n; i++) {
      x[i] = (x[i] - mean) / scale;
    }
    return scale;
  }

  /** Newton's method with halved steps; NaN where there is no finite maximum. */
  private double maximise() {
    double beta = 0;
    double firstInformation = information;
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      double before = logLikelihood;
      double step = score / information;
      double next = beta + step;
      evaluate(next);
      for (int halving = 0;
          halving < 30 && !(logLikelihood >= before - 1e-12 * Math.abs(before));
          halving++) {
        step /= 2;
        next = beta + step;
        evaluate(next);
      }
      beta = next;
      if (!(Math.abs(beta) < LARGEST) || !(information > 1e-9 * firstInformation)) {
        return Double.NaN;
      }
      if (Math.abs(step) <= 1e-11 * Math.max(1, Math.abs(beta))) {
        return beta;
      }
    }
    return Double.NaN;
  }

  /** Efron's partial log-likelihood and its first two derivatives. */
  private void evaluate(double beta) {
    logLikelihood = 0;
    score = 0;
    information = 0;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    int i = 0;
    while (i < n) {
      double at = time[i];
      double d0 = 0;
      double d1 = 0;
      double d2 = 0;
      int deaths = 0;
      for (; i < n && time[i] == at; i++) {
        double w = beta == 0 ? 1 : Math.exp(beta * x[i]);
        double w1 = w * x[i];
        s0 += w;
        s1 += w1;
        s2 += w1 * x[i];
        if (event[i]) {
          deaths++;
          d0 += w;
          d1 += w1;
          d2 += w1 * x[i];
          score += x[i];
          logLikelihood += beta * x[i];
        }
      }
      for (int l = 0; l < deaths; l++) {
        double part = (double) l / deaths;
        double a0 = s0 - part * d0;
        double mean = (s1 - part * d1) / a0;
        logLikelihood -= Math.log(a0);
        score -= mean;
        information += (s2 - part * d2) / a0 - mean * mean;
      }
    }
  }
}
