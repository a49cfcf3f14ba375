package org.omicroutes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.evaluate.EvaluationReport.CalibrationPoint;
import org.omicroutes.evaluate.EvaluationReport.Curve;
import org.omicroutes.evaluate.EvaluationReport.RiskGroups;

/** Survival by risk group, and predicted against observed survival. */
final class SurvivalFigures {
  private static final int[] STYLE_OF_TWO = {0, 1};
  private static final int[] STYLE_OF_THREE = {0, 4, 1};

  private SurvivalFigures() {}

  /** Kaplan-Meier curves with their limits, censoring ticks and the numbers at risk. */
  static Svg kaplanMeier(RiskGroups groups, String model) {
    List<Curve> curves = groups.curves();
    double last = curves.stream().mapToDouble(SurvivalFigures::lastTime).max().orElse(1);
    Scale x = Scale.linear(0, last);
    List<Double> ticks = x.multiples(tickMonths(last));
    Svg svg =
        new Svg(
            "kaplan-meier-" + groups.groups(),
            880,
            486 + 20 * curves.size(),
            "Survival by risk group",
            describe(groups));
    Plot plot = new Plot(svg, 120, 46, 730, 330).scales(x, Scale.linear(0, 1));
    plot.axisPercent("Alive", List.of(0.0, 0.25, 0.5, 0.75, 1.0));
    plot.axisX("Months", ticks);
    List<String> names = new ArrayList<>();
    for (int g = 0; g < curves.size(); g++) {
      Curve curve = curves.get(g);
      String name = capital(curve.group()) + " risk";
      names.add(name);
      draw(plot, svg, curve, style(curves.size(), g));
      double at = 120 + 252 * g;
      String text = name + ": " + curve.events() + " of " + curve.patients() + " with event";
      svg.line(at, 22, at + 24, 22, "line " + Plot.series(style(curves.size(), g)));
      svg.text(at + 30, 26, "legend", text);
    }
    svg.text(838, 66, "strong end halo", "Log-rank " + Numbers.pValue(or(groups.p())));
    svg.text(plot.left(), 442, "small", "Number at risk");
    for (int g = 0; g < curves.size(); g++) {
      double y = 464 + 20 * g;
      svg.text(12, y, "tone " + Plot.series(style(curves.size(), g)), names.get(g));
      for (double tick : ticks) {
        svg.text(plot.px(tick), y, "tick mid", Numbers.count(atRisk(curves.get(g), tick)));
      }
    }
    return svg;
  }

  private static void draw(Plot plot, Svg svg, Curve curve, int style) {
    String series = Plot.series(style);
    double end = lastTime(curve);
    plot.stepBand(
        curve.months(), carried(curve.lower()), carried(curve.upper()), end, "band " + series);
    plot.steps(curve.months(), curve.survival(), end, "line " + series);
    for (int i = 0; i < curve.months().length; i++) {
      double px = plot.px(curve.months()[i]);
      double py = plot.py(curve.survival()[i]);
      if (curve.censored()[i]) {
        svg.line(px, py - 4, px, py + 4, "thin " + series);
      }
    }
  }

  /** Limits that cannot be estimated (nobody left alive) stay where they were last. */
  static double[] carried(double[] limits) {
    double[] carried = limits.clone();
    for (int i = 0; i < carried.length; i++) {
      carried[i] = Double.isFinite(carried[i]) ? carried[i] : i == 0 ? 1 : carried[i - 1];
    }
    return carried;
  }

  private static int style(int groups, int group) {
    return groups == 2 ? STYLE_OF_TWO[group] : groups == 3 ? STYLE_OF_THREE[group] : group;
  }

  private static double lastTime(Curve curve) {
    return curve.months().length == 0 ? 0 : curve.months()[curve.months().length - 1];
  }

  private static double tickMonths(double last) {
    return last <= 30 ? 6 : last <= 84 ? 12 : last <= 168 ? 24 : last <= 300 ? 36 : 60;
  }

  /** Patients at risk at a time: those of the first later or equal time of the curve. */
  static int atRisk(Curve curve, double months) {
    for (int i = 0; i < curve.months().length; i++) {
      if (curve.months()[i] >= months) {
        return curve.atRisk()[i];
      }
    }
    return 0;
  }

  /** The first time at which half or fewer are alive, NaN where the curve stays above. */
  static double median(Curve curve) {
    for (int i = 0; i < curve.months().length; i++) {
      if (curve.survival()[i] <= 0.5) {
        return curve.months()[i];
      }
    }
    return Double.NaN;
  }

  /** Survival at a time, NaN after the last one. */
  static double at(Curve curve, double months) {
    double value = 1;
    if (months > lastTime(curve)) {
      return Double.NaN;
    }
    for (int i = 0; i < curve.months().length && curve.months()[i] <= months; i++) {
      value = curve.survival()[i];
    }
    return value;
  }

  private static String describe(RiskGroups groups) {
    return groups.curves().stream()
            .map(
                c ->
                    c.group() + " risk: " + c.events() + " events in " + c.patients() + " patients")
            .collect(Collectors.joining("; "))
        + "; log-rank "
        + Numbers.pValue(or(groups.p()));
  }

  static Page.Table numbers(RiskGroups groups, List<Integer> horizons) {
    List<String> columns = new ArrayList<>(List.of("Group", "Patients", "Events", "Median months"));
    horizons.forEach(h -> columns.add("Alive at " + h + " months"));
    Page.Table table = new Page.Table("Survival by group", columns.toArray(String[]::new));
    for (Curve curve : groups.curves()) {
      List<Page.Table.Cell> cells = new ArrayList<>();
      cells.add(Page.Table.Cell.of(capital(curve.group()) + " risk"));
      cells.add(Page.Table.Cell.of(curve.patients(), Numbers.count(curve.patients())));
      cells.add(Page.Table.Cell.of(curve.events(), Numbers.count(curve.events())));
      double median = median(curve);
      cells.add(
          Page.Table.Cell.of(
              median, Double.isNaN(median) ? "not reached" : Numbers.fixed(median, 1)));
      for (int horizon : horizons) {
        cells.add(Page.Table.Cell.of(at(curve, horizon), Numbers.percent(at(curve, horizon), 1)));
      }
      table.row(cells.toArray(Page.Table.Cell[]::new));
    }
    return table;
  }

  /** Predicted against observed survival at one horizon. */
  static Svg calibration(List<CalibrationPoint> points, int months, String model) {
    Svg svg =
        new Svg(
            "calibration",
            560,
            500,
            "Calibration at " + months + " months",
            points.stream()
                .map(
                    p ->
                        Numbers.percent(p.predicted(), 0)
                            + " predicted, "
                            + Numbers.percent(or(p.observed()), 0)
                            + " observed")
                .collect(Collectors.joining("; ")));
    Plot plot = new Plot(svg, 80, 20, 440, 420);
    plot.scales(Scale.linear(0, 1), Scale.linear(0, 1));
    List<Double> ticks = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
    plot.axisPercent("Observed alive (Kaplan–Meier)", ticks);
    plot.axisPercentX("Predicted probability to be alive at " + months + " months", ticks);
    svg.line(plot.px(0), plot.py(0), plot.px(1), plot.py(1), "reference");
    List<CalibrationPoint> known = points.stream().filter(p -> p.observed() != null).toList();
    plot.line(
        known.stream().mapToDouble(CalibrationPoint::predicted).toArray(),
        known.stream().mapToDouble(CalibrationPoint::observed).toArray(),
        "thin s1 faded");
    for (CalibrationPoint point : known) {
      plot.errorY(point.predicted(), or(point.lower()), or(point.upper()), "whisker s1");
      String tip =
          point.patients()
              + " patients\npredicted "
              + Numbers.percent(point.predicted(), 1)
              + "\nobserved "
              + Numbers.percent(point.observed(), 1);
      plot.point(0, point.predicted(), point.observed(), 5, "mark s1", tip);
    }
    return svg;
  }

  static Page.Table numbers(List<CalibrationPoint> points) {
    Page.Table table =
        new Page.Table("Calibration", "Group", "Patients", "Predicted", "Observed (95 % CI)");
    for (CalibrationPoint p : points) {
      double observed = or(p.observed());
      table.row(
          Page.Table.Cell.of(p.bin(), String.valueOf(p.bin())),
          Page.Table.Cell.of(p.patients(), Numbers.count(p.patients())),
          Page.Table.Cell.of(p.predicted(), Numbers.fixed(p.predicted(), 3)),
          Page.Table.Cell.of(
              observed, Numbers.interval(observed, or(p.lower()), or(p.upper()), 3)));
    }
    return table;
  }

  /** How predicted survival spreads over patients, in bars of 5 %. */
  static Svg spread(double[] survival, int months) {
    int[] bars = new int[20];
    for (double value : survival) {
      bars[Math.min(19, Math.max(0, (int) (value * 20)))]++;
    }
    int most = Math.max(1, java.util.Arrays.stream(bars).max().orElse(1));
    Svg svg =
        new Svg(
            "predicted-survival",
            880,
            270,
            "Predicted survival at " + months + " months",
            survival.length + " held-out patients in bars of 5 %");
    Plot plot = new Plot(svg, 80, 16, 770, 200);
    plot.scales(Scale.linear(0, 1), Scale.linear(0, most * 1.05));
    plot.axisY("Patients", Scale.linear(0, most * 1.05).ticks(4));
    for (int b = 0; b < bars.length; b++) {
      double from = plot.px(b / 20.0) + 1;
      double y = plot.py(bars[b]);
      String tip = b * 5 + " to " + (b * 5 + 5) + " %\n" + bars[b] + " patients";
      svg.rect(from, y, plot.px((b + 1) / 20.0) - from - 1, plot.bottom() - y, "bar s1", tip);
    }
    plot.axisPercentX(
        "Predicted probability to be alive at " + months + " months",
        Scale.linear(0, 1).multiples(0.2));
    return svg;
  }

  /**
   * Median follow-up in months by the reverse Kaplan-Meier estimate (Schemper and Smith, 1996):
   * censoring is the event. NaN where it is not reached.
   */
  static double medianFollowUp(SurvivalData survival) {
    Integer[] order = new Integer[survival.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    // A death at a time comes before a censoring at that time, so it leaves the risk set first.
    java.util.Arrays.sort(
        order,
        java.util.Comparator.comparingDouble((Integer i) -> survival.time(i))
            .thenComparing(i -> !survival.event(i)));
    double uncensored = 1;
    for (int k = 0; k < order.length; k++) {
      if (!survival.event(order[k])) {
        uncensored *= 1 - 1.0 / (order.length - k);
      }
      if (uncensored <= 0.5 + 1e-12) {
        return survival.time(order[k]) / org.omicroutes.cohort.SurvivalPredictions.DAYS_PER_MONTH;
      }
    }
    return Double.NaN;
  }

  static double or(Double value) {
    return value == null ? Double.NaN : value;
  }

  private static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }
}
