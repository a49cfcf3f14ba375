package org.omicroutes.survival;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The risk sets of a Cox model: at every time of an event, the sum of the hazards at risk, the mean
 * of the columns weighted by hazard, and their covariance, in O(n p²) over all times.
 *
 * <p>With Efron's ties, the k-th of d events at a time sees a risk set from which k/d of the d tied
 * hazards is gone; each of these d parts has the mean weight of the tied events.
 */
final class CoxRiskSets {
  private final double[][] x;
  private final double[] times;
  private final boolean[] events;
  private final int[] strata;
  private final double[] weights;
  private final boolean efron;
  private final int[] order;
  private final int p;

  /**
   * @param x samples × columns
   */
  CoxRiskSets(double[][] x, CoxData data) {
    this.times = data.survival().times();
    this.events = data.survival().events();
    this.strata = data.strata();
    this.weights = data.weights();
    this.efron = data.ties() == CoxModel.Ties.EFRON;
    this.p = data.features().size();
    this.order = order(data.strataCount());
    this.x = centred(x, data.strataCount());
  }

  private int[] order(int count) {
    int[] ascending = TimeOrder.ascending(times);
    int[] order = new int[times.length];
    int size = 0;
    for (int s = 0; s < count; s++) {
      for (int i : ascending) {
        if (strata[i] == s && weights[i] > 0) {
          order[size++] = i;
        }
      }
    }
    return Arrays.copyOf(order, size);
  }

  /** Sums lose fewer digits about the mean of the stratum, and nothing here depends on the mean. */
  private double[][] centred(double[][] columns, int count) {
    double[][] means = new double[count][p];
    double[] totals = new double[count];
    for (int i : order) {
      totals[strata[i]] += weights[i];
      for (int j = 0; j < p; j++) {
        means[strata[i]][j] += weights[i] * columns[i][j];
      }
    }
    double[][] centred = new double[columns.length][p];
    for (int i : order) {
      for (int j = 0; j < p; j++) {
        centred[i][j] = columns[i][j] - means[strata[i]][j] / totals[strata[i]];
      }
    }
    return centred;
  }

  /** Samples with a weight, by stratum and time; ties keep the order given. */
  int[] order() {
    return order;
  }

  /** The columns about the mean of each stratum. */
  double[][] x() {
    return x;
  }

  /**
   * One time of events in one stratum. The object is filled anew for every time; keep a copy.
   *
   * <p>{@code totals} is the hazard at risk in each part, {@code means} those of the columns,
   * weighted by hazard; both may be longer than the number of parts.
   */
  static final class EventTime {
    int from;
    int to;
    double time;
    int events;
    double eventWeight;
    int parts;
    double[] totals = {};
    double[][] means = {};

    /** Packed lower triangle: covariance of the columns, weighted sum over the parts. */
    final double[] covariance;

    private EventTime(int p) {
      covariance = new double[p * (p + 1) / 2];
    }

    /** The weight of each part; part k lacks k / parts of the tied hazards. */
    double partWeight() {
      return eventWeight / parts;
    }

    EventTime copy() {
      EventTime copy = new EventTime(0);
      copy.from = from;
      copy.to = to;
      copy.time = time;
      copy.events = events;
      copy.eventWeight = eventWeight;
      copy.parts = parts;
      copy.totals = Arrays.copyOf(totals, parts);
      copy.means = new double[parts][];
      Arrays.setAll(copy.means, l -> means[l].clone());
      return copy;
    }
  }

  /** Sums over samples: hazard, hazard × x, hazard × xx' (packed lower triangle). */
  private static final class Sums {
    double hazard;
    final double[] first;
    final double[] second;

    Sums(int p) {
      first = new double[p];
      second = new double[p * (p + 1) / 2];
    }

    void add(double h, double[] row) {
      hazard += h;
      int k = 0;
      for (int a = 0; a < row.length; a++) {
        double ha = h * row[a];
        first[a] += ha;
        for (int b = 0; b <= a; b++) {
          second[k++] += ha * row[b];
        }
      }
    }

    void clear() {
      hazard = 0;
      Arrays.fill(first, 0);
      Arrays.fill(second, 0);
    }
  }

  /**
   * Visits every time of an event, strata and times descending.
   *
   * @param hazards weight × relative hazard of each sample
   */
  void visit(double[] hazards, Consumer<EventTime> visitor) {
    Sums risk = new Sums(p);
    Sums tied = new Sums(p);
    EventTime current = new EventTime(p);
    for (int end = order.length; end > 0; end = current.from) {
      current.to = end;
      gather(current, hazards, risk, tied);
      if (current.events > 0) {
        summarise(current, risk, tied);
        visitor.accept(current);
      }
    }
  }

  private void gather(EventTime current, double[] hazards, Sums risk, Sums tied) {
    int last = order[current.to - 1];
    if (current.to == order.length || strata[order[current.to]] != strata[last]) {
      risk.clear();
    }
    current.time = times[last];
    current.events = 0;
    current.eventWeight = 0;
    int k = current.to;
    while (k > 0 && strata[order[k - 1]] == strata[last] && times[order[k - 1]] == times[last]) {
      int i = order[--k];
      risk.add(hazards[i], x[i]);
      if (events[i]) {
        current.events++;
        current.eventWeight += weights[i];
      }
    }
    current.from = k;
    current.parts = efron ? current.events : 1;
    if (efron && current.events > 1) {
      tied.clear();
      for (; k < current.to; k++) {
        if (events[order[k]]) {
          tied.add(hazards[order[k]], x[order[k]]);
        }
      }
    }
  }

  private void summarise(EventTime current, Sums risk, Sums tied) {
    int parts = current.parts;
    if (current.totals.length < parts) {
      current.totals = new double[parts];
      current.means = new double[parts][p];
    }
    Arrays.fill(current.covariance, 0);
    double weight = current.eventWeight / parts;
    for (int l = 0; l < parts; l++) {
      // The tied sums are of an earlier time where there is one part only.
      double gone = (double) l / parts;
      double total = l == 0 ? risk.hazard : risk.hazard - gone * tied.hazard;
      double inverse = 1 / total;
      double[] mean = current.means[l];
      current.totals[l] = total;
      int k = 0;
      for (int a = 0; a < p; a++) {
        mean[a] = inverse * (risk.first[a] - (l == 0 ? 0 : gone * tied.first[a]));
        double ma = mean[a];
        for (int b = 0; b <= a; b++, k++) {
          double square = l == 0 ? risk.second[k] : risk.second[k] - gone * tied.second[k];
          current.covariance[k] += weight * (inverse * square - ma * mean[b]);
        }
      }
    }
  }
}
