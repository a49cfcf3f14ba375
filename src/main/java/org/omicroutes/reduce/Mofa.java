package org.omicroutes.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Multi-Omics Factor Analysis by variational Bayes (Argelaguet et al., Molecular Systems Biology
 * 2018, doi:10.15252/msb.20178124; Genome Biology 2020, doi:10.1186/s13059-020-02015-1): views of
 * the same samples share factors {@code z ~ N(0, 1)}; view m has loadings {@code w ~ N(0, 1/α)}
 * whose precision {@code α} belongs to view and factor, so that a factor can be switched off in a
 * view. Real values have normal noise of a precision of each feature; zeros and ones a logistic
 * likelihood through a normal bound. There is no spike-and-slab prior.
 *
 * <p>The posteriors factorise into samples' factors, features' loadings (each with full covariance,
 * where MOFA's own trainer takes factors apart), relevances and noise precisions. Every feature has
 * an intercept beside its loadings. Missing values and views are left out of the likelihood.
 */
public final class Mofa {
  /** Iterations before factors may be dropped, and between two that are dropped. */
  private static final int FIRST_DROP = 15;

  private static final int DROP_EVERY = 3;
  private static final double START_VARIANCE = 0.1;
  private static final int START_ITERATIONS = 12;

  /**
   * How to train.
   *
   * @param factors at the start
   * @param iterations at most
   * @param tolerance relative change of the lower bound at which training ends
   * @param dropR2 a factor that explains less in every view is dropped
   * @param scaleViews whether real-valued views are scaled to an overall variance of 1
   * @param bernoulliIntercepts whether features of zeros and ones have intercepts; if not, factors
   *     must also explain how frequent ones are. mofapy2 subtracts the mean of a feature's working
   *     values instead, in every iteration
   * @param seed of the random start of the principal components that factors start from
   */
  public record Settings(
      int factors,
      int iterations,
      double tolerance,
      double dropR2,
      boolean scaleViews,
      boolean bernoulliIntercepts,
      long seed) {}

  private final Settings settings;
  private final List<MofaData> data;
  private final List<MofaView> views = new ArrayList<>();
  private final List<Double> evidence = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private MofaFactors z;

  private Mofa(List<MofaData> data, Settings settings) {
    this.data = data;
    this.settings = settings;
  }

  /**
   * Trains a model.
   *
   * @param views by name: features × samples, any samples
   * @param bernoulli names of the views of zeros and ones
   * @param samples ids to train on, each in at least one view
   * @param note told what was left out
   * @param progress told after each iteration, the first is 1; may end the training by throwing
   * @throws DataException where no view has a feature that varies, or a view of zeros and ones has
   *     another value
   */
  public static MofaModel fit(
      Map<String, LabelledMatrix> views,
      List<String> bernoulli,
      List<String> samples,
      Settings settings,
      Consumer<String> note,
      IntConsumer progress) {
    List<MofaData> data = new ArrayList<>();
    views.forEach(
        (name, matrix) -> {
          boolean scale = settings.scaleViews();
          MofaData view = MofaData.of(name, matrix, bernoulli.contains(name), samples, scale);
          int dropped = matrix.featureCount() - view.features().size();
          if (dropped > 0) {
            note.accept("view " + name + ": " + dropped + " features that do not vary left out");
          }
          if (!view.features().isEmpty()) {
            data.add(view);
          }
        });
    if (data.isEmpty() || samples.size() < 3) {
      throw DataException.of(
          samples.size() + " samples, " + data.size() + " views with features that vary",
          "at least 3 samples and 1 view");
    }
    Mofa mofa = new Mofa(data, settings);
    mofa.start();
    mofa.train(note, progress);
    return mofa.finish();
  }

  private void start() {
    int samples = data.get(0).has().length;
    List<double[]> rows = new ArrayList<>();
    data.forEach(view -> rows.addAll(view.startRows()));
    int factors = Math.min(settings.factors(), Math.min(samples - 1, rows.size()));
    var principal = PrincipalSubspace.of(rows, samples, factors, START_ITERATIONS, settings.seed());
    double[][] means = principal.vectors();
    for (double[] component : means) {
      for (int n = 0; n < samples; n++) {
        component[n] *= Math.sqrt(samples * (1 - START_VARIANCE));
      }
    }
    z = new MofaFactors(means, START_VARIANCE);
    for (MofaData view : data) {
      views.add(
          view.bernoulli()
              ? new MofaBernoulliView(view.values(), factors, settings.bernoulliIntercepts())
              : new MofaGaussianView(view.values(), view.has(), factors));
    }
  }

  private void train(Consumer<String> note, IntConsumer progress) {
    double before = Double.NEGATIVE_INFINITY;
    int sinceDrop = DROP_EVERY;
    for (int i = 0; i < settings.iterations(); i++) {
      double bound = z.evidence;
      for (MofaView view : views) {
        bound += view.update(z);
      }
      evidence.add(bound);
      counts.add(z.factors());
      progress.accept(i + 1);
      boolean still = Math.abs(bound - before) <= settings.tolerance() * Math.abs(bound);
      before = bound;
      sinceDrop++;
      boolean mayDrop = i >= FIRST_DROP && sinceDrop > DROP_EVERY || still;
      if (mayDrop && dropWeakest()) {
        sinceDrop = 0;
        before = Double.NEGATIVE_INFINITY;
      } else if (still) {
        return;
      }
      z.update(views);
    }
    note.accept(
        "MOFA stopped after " + settings.iterations() + " iterations, before it had converged");
  }

  /** Drops the factor that explains least, if that is too little in every view. */
  private boolean dropWeakest() {
    int factors = z.factors();
    if (factors == 1) {
      return false;
    }
    double[] best = new double[factors];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    for (MofaView view : views) {
      double[] explained = view.explained(z);
      for (int k = 0; k < factors; k++) {
        best[k] = Math.max(best[k], explained[k]);
      }
    }
    int weakest =
        IntStream.range(0, factors)
            .boxed()
            .min(Comparator.comparingDouble(k -> best[k]))
            .orElseThrow();
    if (best[weakest] >= settings.dropR2()) {
      return false;
    }
    keep(IntStream.range(0, factors).filter(k -> k != weakest).toArray());
    return true;
  }

  private void keep(int[] kept) {
    z.keep(kept);
    views.forEach(view -> view.keep(kept));
  }

  /** Sorts the factors by what they explain, fixes their signs and writes the model down. */
  private MofaModel finish() {
    int factors = z.factors();
    double[] total = new double[factors];
    for (MofaView view : views) {
      double[] explained = view.explained(z);
      for (int k = 0; k < factors; k++) {
        total[k] += explained[k];
      }
    }
    keep(
        IntStream.range(0, factors)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -total[k]))
            .mapToInt(Integer::intValue)
            .toArray());
    double[] sign = signs();
    List<MofaModel.View> trained = new ArrayList<>();
    for (int v = 0; v < views.size(); v++) {
      trained.add(data.get(v).trained(views.get(v), sign, views.get(v).explained(z)));
    }
    return new MofaModel(
        factors,
        trained,
        evidence.stream().mapToDouble(Double::doubleValue).toArray(),
        counts.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The sign of each factor by which its largest loading is positive; 1 for the intercept. */
  private double[] signs() {
    double[] largest = new double[z.factors() + 1];
    for (MofaView view : views) {
      for (double[] w : view.weight) {
        for (int k = 0; k < z.factors(); k++) {
          largest[k] = Math.abs(w[k]) > Math.abs(largest[k]) ? w[k] : largest[k];
        }
      }
    }
    return Arrays.stream(largest).map(w -> w < 0 ? -1 : 1).toArray();
  }
}
