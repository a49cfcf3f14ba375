package org.omicroutes.models.mmfn;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.survival.KaplanMeier;
import org.omicroutes.survival.NelsonAalen;

/**
 * From the probability p to die by the horizon h to a survival curve: {@code S(t) = (1 - p) ^ (H(t)
 * / H(h))}, H being the Nelson-Aalen estimate of the training patients. Every patient's hazard is
 * thus a multiple of the cohort's (proportional hazards), and the curve goes through 1 - p at h.
 *
 * @param days the horizon
 * @param times of the training patients' events, ascending, days
 * @param hazard H from each of them on
 */
public record HorizonCurve(double days, double[] times, double[] hazard) {

  /** Probabilities are kept this far from 0 and 1, where no curve goes through. */
  private static final double LEAST = 1e-6;

  /**
   * @param survival of the training patients, some of whom died by the horizon
   */
  static HorizonCurve of(SurvivalData survival, double days) {
    KaplanMeier curve = KaplanMeier.of(survival.times(), survival.events());
    NelsonAalen all = NelsonAalen.of(curve, NelsonAalen.Ties.TOGETHER);
    int[] events = curve.events();
    int[] kept = IntStream.range(0, events.length).filter(k -> events[k] > 0).toArray();
    return new HorizonCurve(
        days,
        Arrays.stream(kept).mapToDouble(k -> all.times()[k]).toArray(),
        Arrays.stream(kept).mapToDouble(k -> all.hazard()[k]).toArray());
  }

  private double hazardAt(double t) {
    int k = Arrays.binarySearch(times, t);
    int last = k >= 0 ? k : -k - 2;
    return last < 0 ? 0 : hazard[last];
  }

  /**
   * @param probability to die by the horizon
   * @return patients × at
   */
  double[][] survival(double[] probability, double[] at) {
    double whole = hazardAt(days);
    double[] shares = Arrays.stream(at).map(t -> hazardAt(t) / whole).toArray();
    double[][] curves = new double[probability.length][];
    for (int i = 0; i < curves.length; i++) {
      double alive = 1 - kept(probability[i]);
      curves[i] = Arrays.stream(shares).map(share -> Math.pow(alive, share)).toArray();
    }
    return curves;
  }

  /** Log hazards but for a constant: {@code log(-log(1 - p))}. */
  double[] risk(double[] probability) {
    return Arrays.stream(probability).map(p -> Math.log(-Math.log1p(-kept(p)))).toArray();
  }

  /** The same within [1e-6, 1 - 1e-6]. */
  static double kept(double probability) {
    return Math.max(LEAST, Math.min(1 - LEAST, probability));
  }
}
