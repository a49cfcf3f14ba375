package org.omicroutes.survival;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.special.Erf;

/**
 * Differences of two models' measures on the same samples: by the difference of the samples'
 * influences where there are any, else on the same bootstrap resamples.
 */
final class PairedDifferences {
  private PairedDifferences() {}

  /**
   * First minus second, named {@code … difference}. The p-value is two-sided and normal; NaN where
   * the standard error is 0, as of a model with itself.
   *
   * @param resampled of the first, and of the second on the same resamples
   */
  static List<Metric> of(
      List<Metric> first,
      List<Metric> second,
      MetricsBootstrap resampled,
      MetricsBootstrap otherResampled) {
    List<Metric> differences = new ArrayList<>();
    for (Metric a : first) {
      for (Metric b : second) {
        if (!a.matches(b)) {
          continue;
        }
        String name = a.name() + " difference";
        if (a.estimate() != null && b.estimate() != null) {
          Estimate d = a.estimate().minus(b.estimate());
          Metric metric = Metric.of(name, a.horizonMonths(), d.value(), d.standardError());
          differences.add(tested(metric));
        } else if (resampled.has(a)) {
          double d = a.value() - b.value();
          Bootstrap.Spread spread = Bootstrap.spread(d, resampled.differences(otherResampled, a));
          Metric metric = Metric.of(name, a.horizonMonths(), d, Double.NaN);
          differences.add(
              tested(metric.with(spread, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)));
        }
      }
    }
    return differences;
  }

  private static Metric tested(Metric d) {
    double se = d.standardError();
    double p = se > 0 ? Erf.erfc(Math.abs(d.value()) / se / Math.sqrt(2)) : Double.NaN;
    return new Metric(
        d.name(), d.horizonMonths(), d.value(), se, d.lower(), d.upper(), p, d.estimate());
  }
}
