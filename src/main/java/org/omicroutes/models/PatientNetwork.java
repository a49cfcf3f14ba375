package org.omicroutes.models;

import java.util.Arrays;

/**
 * A similarity network of the reference patients by some features of one modality, and how anyone
 * is linked to them.
 *
 * <p>The similarity of two patients is, of five or more features, the Pearson correlation of their
 * standardised values (a missing value counts as the training mean), otherwise, and for clinical
 * variables, the mean over the features both have of {@code 1 - |a - b| / range} with the range of
 * the training patients (0 beyond it). Only similarities above 0 are links.
 *
 * @param name of the network
 * @param correlation which of the two similarities
 * @param block the features
 * @param profiles of the reference patients; null for one who lacks the modality
 */
public record PatientNetwork(
    String name, boolean correlation, FeatureBlock block, float[][] profiles) {

  /** Root mean square of z-scores below which they are rounding alone and point nowhere. */
  private static final double NOWHERE = 1e-3;

  /** Half of a key: the position of a patient. */
  private static final long POSITION = 0xffffffffL;

  /** The profile that similarities are taken of, null where there is none. */
  static float[] profile(
      boolean correlation, FeatureBlock block, PatientData data, String patient) {
    return profile(correlation, block.profile(data, patient));
  }

  /** Of a patient's scaled values. */
  static float[] profile(boolean correlation, float[] scaled) {
    return scaled == null || !correlation ? scaled : unit(scaled);
  }

  /**
   * Centred over the features and brought to length 1, so that a product is a correlation. Null of
   * the training mean, which correlates with nobody.
   */
  private static float[] unit(float[] z) {
    double sum = 0;
    for (float value : z) {
      sum += value == value ? value : 0;
    }
    double mean = sum / z.length;
    double squares = 0;
    for (float value : z) {
      double centred = (value == value ? value : 0) - mean;
      squares += centred * centred;
    }
    if (!(squares > NOWHERE * NOWHERE * z.length)) {
      return null;
    }
    float[] unit = new float[z.length];
    for (int f = 0; f < z.length; f++) {
      unit[f] = (float) (((z[f] == z[f] ? z[f] : 0) - mean) / Math.sqrt(squares));
    }
    return unit;
  }

  /**
   * A patient's links, strongest last; of equals the earlier patient is the stronger. Each is a
   * similarity (float bits, upper half) and a patient (lower half).
   *
   * @param self own position among the profiles, -1 for none: no link to oneself
   */
  static long[] links(boolean correlation, float[] profile, float[][] profiles, int self) {
    long[] links = new long[profiles.length];
    int found = 0;
    for (int j = 0; profile != null && j < profiles.length; j++) {
      if (j != self && profiles[j] != null) {
        float similarity =
            (float) (correlation ? product(profile, profiles[j]) : agreement(profile, profiles[j]));
        if (similarity > 0) {
          // Bits of positive floats sort as the floats do.
          links[found++] = (long) Float.floatToIntBits(similarity) << 32 | POSITION - j;
        }
      }
    }
    links = Arrays.copyOf(links, found);
    Arrays.sort(links);
    return links;
  }

  private static double product(float[] a, float[] b) {
    double even = 0;
    double odd = 0;
    int f = 0;
    for (; f + 1 < a.length; f += 2) {
      even += a[f] * b[f];
      odd += a[f + 1] * b[f + 1];
    }
    return even + odd + (f < a.length ? a[f] * b[f] : 0);
  }

  private static double agreement(float[] a, float[] b) {
    double sum = 0;
    int shared = 0;
    for (int f = 0; f < a.length; f++) {
      double difference = Math.abs(a[f] - b[f]);
      if (difference == difference) {
        sum += Math.max(0, 1 - difference);
        shared++;
      }
    }
    return shared == 0 ? 0 : sum / shared;
  }

  /**
   * How much closer someone is to the poor than to the good: over the k strongest links to patients
   * of either class, the sum of similarities to the poor divided by their number in all, less the
   * same of the good. NaN without any link.
   *
   * @param classes of the profiles' patients: 1 poor, 2 good, 0 neither
   * @param self own position, left out of the numbers too; -1 for none
   */
  static double score(long[] links, byte[] classes, int self, int neighbours) {
    int[] count = new int[3];
    for (int j = 0; j < classes.length; j++) {
      count[classes[j]] += j == self ? 0 : 1;
    }
    double[] sum = new double[3];
    int used = 0;
    for (int l = links.length - 1; l >= 0 && used < neighbours; l--) {
      int patient = (int) (POSITION - (links[l] & POSITION));
      if (classes[patient] != 0) {
        sum[classes[patient]] += Float.intBitsToFloat((int) (links[l] >>> 32));
        used++;
      }
    }
    return used == 0 ? Double.NaN : sum[1] / Math.max(1, count[1]) - sum[2] / Math.max(1, count[2]);
  }
}
