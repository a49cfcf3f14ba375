package org.omicroutes.report;

import java.util.List;

/** A chart with two axes on an {@link Svg}: marks are given in data units. */
final class Plot {
  private static final double TICK = 4;

  private final Svg svg;
  private final double left;
  private final double top;
  private final double width;
  private final double height;
  private Scale x = Scale.linear(0, 1);
  private Scale y = Scale.linear(0, 1);

  /** A chart in a rectangle of the drawing, in pixels. */
  Plot(Svg svg, double left, double top, double width, double height) {
    this.svg = svg;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
  }

  Plot scales(Scale horizontal, Scale vertical) {
    x = horizontal;
    y = vertical;
    return this;
  }

  double px(double value) {
    return left + width * x.fraction(value);
  }

  double py(double value) {
    return top + height * (1 - y.fraction(value));
  }

  double left() {
    return left;
  }

  double right() {
    return left + width;
  }

  double top() {
    return top;
  }

  double bottom() {
    return top + height;
  }

  /** The horizontal axis below the chart. */
  Plot axisX(String label, List<Double> ticks) {
    svg.line(left, bottom(), right(), bottom(), "axis");
    double step = stepOf(ticks);
    for (double tick : ticks) {
      svg.line(px(tick), bottom(), px(tick), bottom() + TICK, "axis");
      svg.text(px(tick), bottom() + 17, "tick mid", Numbers.tick(tick, step));
    }
    svg.text(left + width / 2, bottom() + 36, "label mid", label);
    return this;
  }

  /** The vertical axis left of the chart, with grid lines. */
  Plot axisY(String label, List<Double> ticks) {
    double step = stepOf(ticks);
    for (double tick : ticks) {
      svg.line(left, py(tick), right(), py(tick), "grid");
      svg.text(left - 7, py(tick) + 4, "tick end", Numbers.tick(tick, step));
    }
    return upward(44, label);
  }

  private Plot upward(double away, String label) {
    if (!label.isEmpty()) {
      svg.upward(left - away, top + height / 2, "label mid", label);
    }
    return this;
  }

  /** As {@link #axisY}, labelled in per cent. */
  Plot axisPercent(String label, List<Double> ticks) {
    for (double tick : ticks) {
      svg.line(left, py(tick), right(), py(tick), "grid");
      svg.text(left - 7, py(tick) + 4, "tick end", Numbers.fixed(tick * 100, 0) + " %");
    }
    return upward(48, label);
  }

  /** As {@link #axisX}, labelled in per cent. */
  Plot axisPercentX(String label, List<Double> ticks) {
    svg.line(left, bottom(), right(), bottom(), "axis");
    for (double tick : ticks) {
      svg.line(px(tick), bottom(), px(tick), bottom() + TICK, "axis");
      svg.text(px(tick), bottom() + 17, "tick mid", Numbers.fixed(tick * 100, 0) + " %");
    }
    svg.text(left + width / 2, bottom() + 36, "label mid", label);
    return this;
  }

  Plot title(String text) {
    svg.text(left + width / 2, top - 10, "sub mid", text);
    return this;
  }

  private static double stepOf(List<Double> ticks) {
    return ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : 1;
  }

  /** A line through the points; a missing value breaks it. */
  Plot line(double[] xs, double[] ys, String styleClass) {
    StringBuilder d = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < xs.length; i++) {
      if (Double.isNaN(ys[i])) {
        pen = false;
        continue;
      }
      d.append(pen ? 'L' : 'M').append(at(xs[i], ys[i]));
      pen = true;
    }
    if (d.length() > 0) {
      svg.path(d.toString(), styleClass, null);
    }
    return this;
  }

  /** A right-continuous step function: {@code ys[i]} holds from {@code xs[i]} on. */
  Plot steps(double[] xs, double[] ys, double until, String styleClass) {
    if (xs.length > 0) {
      svg.path("M" + stepPath(xs, ys, until, false), styleClass, null);
    }
    return this;
  }

  /** The area between two step functions. */
  Plot stepBand(double[] xs, double[] low, double[] high, double until, String styleClass) {
    if (xs.length > 0) {
      String there = stepPath(xs, high, until, false);
      svg.path("M" + there + "L" + stepPath(xs, low, until, true) + "Z", styleClass, null);
    }
    return this;
  }

  private String stepPath(double[] xs, double[] ys, double until, boolean backwards) {
    StringBuilder d = new StringBuilder();
    int n = xs.length;
    for (int k = 0; k < n; k++) {
      int i = backwards ? n - 1 - k : k;
      double next = i + 1 < n ? xs[i + 1] : Math.max(until, xs[i]);
      double first = backwards ? next : xs[i];
      double second = backwards ? xs[i] : next;
      d.append(k == 0 ? "" : "L").append(at(first, ys[i])).append('L').append(at(second, ys[i]));
    }
    return d.toString();
  }

  /** A vertical error bar with caps. */
  Plot errorY(double value, double low, double high, String styleClass) {
    if (Double.isFinite(low) && Double.isFinite(high)) {
      double at = px(value);
      svg.line(at, py(low), at, py(high), styleClass);
      svg.line(at - 3, py(low), at + 3, py(low), styleClass);
      svg.line(at - 3, py(high), at + 3, py(high), styleClass);
    }
    return this;
  }

  /** A straight line between two points. */
  Plot segment(double x1, double y1, double x2, double y2, String styleClass) {
    svg.line(px(x1), py(y1), px(x2), py(y2), styleClass);
    return this;
  }

  /** The cap of a vertical error bar. */
  Plot cap(double xv, double yv, String styleClass) {
    svg.line(px(xv) - 3, py(yv), px(xv) + 3, py(yv), styleClass);
    return this;
  }

  /** The area between two lines over the same points; a missing value breaks it. */
  Plot band(double[] xs, double[] low, double[] high, String styleClass) {
    int i = 0;
    while (i < xs.length) {
      int from = i;
      while (i < xs.length && Double.isFinite(low[i]) && Double.isFinite(high[i])) {
        i++;
      }
      if (i - from > 1) {
        StringBuilder d = new StringBuilder();
        for (int k = from; k < i; k++) {
          d.append(k == from ? 'M' : 'L').append(at(xs[k], high[k]));
        }
        for (int k = i - 1; k >= from; k--) {
          d.append('L').append(at(xs[k], low[k]));
        }
        svg.path(d.append('Z').toString(), styleClass, null);
      }
      i = Math.max(i, from + 1);
    }
    return this;
  }

  Plot point(int series, double xv, double yv, double radius, String styleClass, String tip) {
    if (Double.isFinite(xv) && Double.isFinite(yv)) {
      svg.marker(series, px(xv), py(yv), radius, styleClass, tip);
    }
    return this;
  }

  Plot horizontal(double value, String styleClass) {
    svg.line(left, py(value), right(), py(value), styleClass);
    return this;
  }

  Plot vertical(double value, String styleClass) {
    svg.line(px(value), top, px(value), bottom(), styleClass);
    return this;
  }

  private String at(double xv, double yv) {
    return Svg.n(px(xv)) + " " + Svg.n(py(yv));
  }

  /** One row of markers and names; it wraps where the drawing ends. Returns the height used. */
  static double legend(
      Svg svg, double x, double y, double width, List<String> names, boolean lines) {
    double at = x;
    double row = y;
    for (int i = 0; i < names.size(); i++) {
      String name = Svg.cut(names.get(i), 40);
      double need = 34 + Svg.widthOf(name, 12.5);
      if (at > x && at + need > x + width) {
        at = x;
        row += 19;
      }
      if (lines) {
        svg.line(at, row - 4, at + 20, row - 4, "line " + series(i));
      }
      svg.marker(i, at + 10, row - 4, 4, "mark " + series(i), null);
      svg.text(at + 26, row, "legend", name);
      at += need + 10;
    }
    return row - y + 19;
  }

  /** The style class of a series: eight colours, told apart by marker and dash as well. */
  static String series(int index) {
    return "s" + (Math.floorMod(index, 8) + 1);
  }
}
