package org.omicroutes.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/**
 * Factors of any samples under a trained model: the posterior mean given the values that a sample
 * has, with loadings and noise as trained. Missing values, features and views are left out of the
 * sums; in a view of zeros and ones, a value in between is the probability of a one, and the
 * likelihood its expectation. A sample without any view has no factors (NaN). Each sample is on its
 * own: who else is projected changes nothing.
 */
public final class MofaProjection {
  private static final int MAX_ROUNDS = 500;
  private static final double TOLERANCE = 1e-10;

  private final MofaModel model;
  private final List<Part> parts = new ArrayList<>();

  /** One view's loadings ready for use, and its data. */
  private record Part(
      MofaModel.View view, LabelledMatrix data, int[] row, double[][] moment, double[] all) {}

  /**
   * @param views data by view name; views that the model does not know are left out
   */
  public MofaProjection(MofaModel model, Map<String, LabelledMatrix> views) {
    this.model = model;
    for (MofaModel.View view : model.views()) {
      LabelledMatrix data = views.get(view.name());
      if (data != null) {
        parts.add(part(view, data));
      }
    }
  }

  private Part part(MofaModel.View view, LabelledMatrix data) {
    int count = view.features().size();
    int[] row = new int[count];
    double[][] moment = new double[count][];
    double[] all = new double[Packed.length(model.factors() + 1)];
    for (int d = 0; d < count; d++) {
      row[d] = data.featureIndex(view.features().get(d));
      moment[d] = new double[all.length];
      for (int i = 0; i < all.length; i++) {
        moment[d][i] = view.covariance()[d][i];
      }
      Packed.addOuter(moment[d], view.weight()[d]);
      if (!view.bernoulli()) {
        Packed.add(all, view.precision()[d], moment[d]);
      }
    }
    return new Part(view, data, row, moment, all);
  }

  /**
   * Factors × samples, each sample given all views that it has.
   *
   * @throws DataException where a view of zeros and ones has a value below 0 or above 1
   */
  public LabelledMatrix factors(List<String> sampleIds) {
    return project(sampleIds, model.factorNames(), parts);
  }

  /** As {@link #factors}, given one view alone; rows {@code view:Factor1}. NaN without the view. */
  public LabelledMatrix viewFactors(List<String> sampleIds) {
    List<String> names = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (MofaModel.View view : model.views()) {
      List<String> ids = model.factorNames().stream().map(f -> view.name() + ":" + f).toList();
      LabelledMatrix alone =
          project(sampleIds, ids, parts.stream().filter(p -> p.view == view).toList());
      names.addAll(ids);
      rows.addAll(Arrays.asList(alone.toArray()));
    }
    return LabelledMatrix.of(names, sampleIds, rows.toArray(double[][]::new));
  }

  private LabelledMatrix project(List<String> sampleIds, List<String> names, List<Part> given) {
    double[][] factors = new double[names.size()][sampleIds.size()];
    Map<List<Integer>, double[]> known = new HashMap<>();
    for (int s = 0; s < sampleIds.size(); s++) {
      String id = sampleIds.get(s);
      List<Integer> sources = given.stream().map(part -> source(part.data, id)).toList();
      double[] mean = known.computeIfAbsent(sources, same -> sample(id, given));
      for (int k = 0; k < factors.length; k++) {
        factors[k][s] = mean[k];
      }
    }
    return LabelledMatrix.of(names, sampleIds, factors);
  }

  /** Samples that borrow the same values have the same factors. */
  private static int source(LabelledMatrix data, String id) {
    int column = data.sampleIndex(id);
    return column < 0 ? -1 : data.source(column);
  }

  private double[] sample(String id, List<Part> given) {
    int size = model.factors() + 1;
    double[] fixed = new double[Packed.length(size)];
    double[] linear = new double[model.factors()];
    List<double[]> bounded = new ArrayList<>();
    int values = 0;
    for (Part part : given) {
      int column = part.data.sampleIndex(id);
      if (column >= 0) {
        values +=
            part.view.bernoulli()
                ? gatherBits(part, column, id, linear, bounded)
                : gatherReals(part, column, fixed, linear);
      }
    }
    double[] mean = new double[size];
    if (values == 0) {
      Arrays.fill(mean, Double.NaN);
      return mean;
    }
    double[] moment = new double[fixed.length];
    if (bounded.isEmpty()) {
      MofaFactors.solve(fixed, linear, mean, moment);
    } else {
      tighten(fixed, linear, bounded, mean, moment);
    }
    return mean;
  }

  private static int gatherReals(Part part, int column, double[] fixed, double[] linear) {
    MofaModel.View view = part.view;
    double[] precision = part.all.clone();
    int values = 0;
    for (int d = 0; d < part.row.length; d++) {
      double value = part.row[d] < 0 ? Double.NaN : part.data.at(part.row[d], column);
      if (Double.isNaN(value)) {
        Packed.add(precision, -view.precision()[d], part.moment[d]);
      } else {
        double scaled = view.precision()[d] * (value - view.centre()[d]) / view.scale();
        for (int k = 0; k < linear.length; k++) {
          linear[k] += scaled * view.weight()[d][k];
        }
        values++;
      }
    }
    if (values > 0) {
      Packed.add(fixed, 1, precision);
    }
    return values;
  }

  private static int gatherBits(
      Part part, int column, String id, double[] linear, List<double[]> bounded) {
    int values = 0;
    for (int d = 0; d < part.row.length; d++) {
      double value = part.row[d] < 0 ? Double.NaN : part.data.at(part.row[d], column);
      if (!Double.isNaN(value)) {
        if (value < 0 || value > 1) {
          throw DataException.in("view " + part.view.name())
              .column(id)
              .error(value + " of " + part.view.features().get(d), "0 to 1");
        }
        for (int k = 0; k < linear.length; k++) {
          linear[k] += (value - 0.5) * part.view.weight()[d][k];
        }
        bounded.add(part.moment[d]);
        values++;
      }
    }
    return values;
  }

  /** Alternates between the bounds of zeros and ones and the posterior until it stands still. */
  private static void tighten(
      double[] fixed, double[] linear, List<double[]> bounded, double[] mean, double[] moment) {
    int size = mean.length;
    mean[size - 1] = 1;
    for (int k = 0; k < size; k++) {
      moment[Packed.diagonal(k)] = 1;
    }
    for (int round = 0; round < MAX_ROUNDS; round++) {
      double[] twice = Packed.doubled(moment, size);
      double[] precision = fixed.clone();
      for (double[] w : bounded) {
        double zeta = Math.sqrt(Math.max(0, Packed.dot(w, twice)));
        Packed.add(precision, MofaBernoulliView.boundPrecision(zeta), w);
      }
      double[] before = mean.clone();
      MofaFactors.solve(precision, linear, mean, moment);
      double change = 0;
      for (int k = 0; k < size; k++) {
        change = Math.max(change, Math.abs(mean[k] - before[k]));
      }
      if (change < TOLERANCE) {
        return;
      }
    }
  }
}
