package org.omicroutes.report;

import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.LabelledMatrix;

/** The latent factors of the omic layers. */
final class FactorFigures {
  private static final List<String> TERTILES = List.of("low risk", "middle risk", "high risk");
  private static final int[] STYLES = {0, 4, 1};

  private FactorFigures() {}

  /**
   * The first two factors, one mark a patient, coloured by the tertile of predicted risk.
   *
   * @param riskQuantile patient to the quantile of the risk, 0 to 1; others are left grey
   */
  static Svg scatter(LabelledMatrix factors, Map<String, Double> riskQuantile) {
    double[] xs = factors.row(0);
    double[] ys = factors.row(1);
    String first = factors.featureIds().get(0);
    String second = factors.featureIds().get(1);
    Svg svg =
        new Svg(
            "factor-scatter",
            640,
            540,
            first + " and " + second + " by predicted risk",
            "Mean of " + first + ": " + means(factors, riskQuantile));
    Scale x = Scale.around(0.05, xs);
    Scale y = Scale.around(0.05, ys);
    Plot plot = new Plot(svg, 80, 40, 540, 440).scales(x, y);
    plot.axisY(second, y.ticks(6));
    plot.axisX(first, x.ticks(7));
    double at = 80;
    for (int t = 0; t < 3; t++) {
      svg.marker(STYLES[t], at + 8, 18, 4.5, "mark " + Plot.series(STYLES[t]), null);
      svg.text(at + 20, 22, "legend", TERTILES.get(t));
      at += 130;
    }
    for (int s = 0; s < xs.length; s++) {
      String patient = factors.sampleIds().get(s);
      Double quantile = riskQuantile.get(patient);
      int tertile = quantile == null ? -1 : tertile(quantile);
      String style = tertile < 0 ? "s7" : Plot.series(STYLES[tertile]);
      String tip = patient + (tertile < 0 ? "" : "\n" + TERTILES.get(tertile));
      plot.point(tertile < 0 ? 0 : STYLES[tertile], xs[s], ys[s], 3.4, "dot " + style, tip);
    }
    return svg;
  }

  static int tertile(double quantile) {
    return quantile < 1.0 / 3 ? 0 : quantile < 2.0 / 3 ? 1 : 2;
  }

  /** The first factor's mean in each tertile, in words. */
  static String means(LabelledMatrix factors, Map<String, Double> riskQuantile) {
    double[] sum = new double[3];
    int[] count = new int[3];
    double[] values = factors.row(0);
    for (int s = 0; s < values.length; s++) {
      Double quantile = riskQuantile.get(factors.sampleIds().get(s));
      if (quantile != null && !Double.isNaN(values[s])) {
        sum[tertile(quantile)] += values[s];
        count[tertile(quantile)]++;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < 3; t++) {
      text.append(t == 0 ? "" : ", ");
      text.append(count[t] == 0 ? Numbers.MISSING : Numbers.fixed(sum[t] / count[t], 2));
      text.append(" at ").append(TERTILES.get(t));
    }
    return text.toString();
  }
}
