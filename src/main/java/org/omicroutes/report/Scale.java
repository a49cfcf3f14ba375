package org.omicroutes.report;

import java.util.ArrayList;
import java.util.List;

/** Maps data to pixels, linearly or by the logarithm, and knows where round ticks lie. */
final class Scale {
  private final double low;
  private final double high;
  private final boolean log;

  private Scale(double low, double high, boolean log) {
    this.low = low;
    this.high = high > low ? high : low + 1;
    this.log = log;
  }

  static Scale linear(double low, double high) {
    return new Scale(low, high, false);
  }

  /** A logarithmic scale; both ends must be &gt; 0. */
  static Scale log(double low, double high) {
    if (!(low > 0 && high > low)) {
      throw new IllegalArgumentException("log scale from " + low + " to " + high);
    }
    return new Scale(low, high, true);
  }

  /** A linear scale around all finite values, with a margin on both sides. */
  static Scale around(double margin, double... values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    if (min > max) {
      return linear(0, 1);
    }
    double room = max > min ? (max - min) * margin : Math.max(Math.abs(max) * margin, 1e-6);
    return linear(min - room, max + room);
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  /** Where the value lies: 0 at the low end, 1 at the high end; outside values lie outside. */
  double fraction(double value) {
    return log
        ? (StrictMath.log(value) - StrictMath.log(low))
            / (StrictMath.log(high) - StrictMath.log(low))
        : (value - low) / (high - low);
  }

  /** Round values inside the scale: steps of 1, 2 or 5 times a power of ten; decades for logs. */
  List<Double> ticks(int about) {
    return log ? decades() : linearTicks(about);
  }

  private List<Double> linearTicks(int about) {
    double rough = (high - low) / Math.max(1, about);
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
    double lead = rough / power;
    double step = power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
    return multiples(step);
  }

  /** All multiples of {@code step} inside the scale. */
  List<Double> multiples(double step) {
    List<Double> ticks = new ArrayList<>();
    for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  private List<Double> decades() {
    List<Double> ticks = new ArrayList<>();
    for (int e = (int) Math.ceil(StrictMath.log10(low) - 1e-9); ; e++) {
      double tick = StrictMath.pow(10, e);
      if (tick > high * (1 + 1e-9)) {
        return ticks;
      }
      ticks.add(tick);
    }
  }
}
