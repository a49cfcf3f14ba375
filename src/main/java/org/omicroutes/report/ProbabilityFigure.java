package org.omicroutes.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.omicroutes.evaluate.ClassReport;
import org.omicroutes.evaluate.ClassReport.Histogram;

/** Histograms of predicted probability: those who died upwards, those alive downwards. */
final class ProbabilityFigure extends OutcomePanels<Histogram> {
  private static final double[] HEIGHTS = {400, 330, 270};
  private static final double LEFT = 62;
  private static final double TOP = 28;
  private static final double FOOT = 50;

  private final double reach;

  private ProbabilityFigure(ClassView view) {
    super(
        view,
        "probabilities",
        "Predicted probabilities of both outcome groups",
        34,
        HEIGHTS,
        Histogram::cohort,
        Histogram::model);
    this.reach = reach(view);
  }

  /** The greatest share in any bin, rounded up, so that panels can be held against each other. */
  private static double reach(ClassView view) {
    double most =
        view.report().histograms().stream()
            .flatMapToDouble(
                h ->
                    DoubleStream.concat(
                        Arrays.stream(shares(h.died())), Arrays.stream(shares(h.alive()))))
            .max()
            .orElse(0);
    return Math.max(0.1, Math.ceil(most * 10 - 1e-9) / 10);
  }

  static List<Svg> drawings(ClassView view) {
    return new ProbabilityFigure(view).draw(view.report().histograms());
  }

  @Override
  void key(Svg svg) {
    ClassReport.Outcome outcome = view().report().outcome();
    svg.rect(12, 10, 22, 12, "bar s2", null);
    svg.text(40, 20, "", "died by " + outcome.horizonMonths() + " months (up)");
    svg.rect(212, 10, 22, 12, "bar s1", null);
    svg.text(240, 20, "", "alive then (down)");
    svg.line(372, 16, 398, 16, "reference");
    svg.text(404, 20, "", "threshold " + Numbers.fixed(outcome.threshold(), 2));
    svg.rect(520, 10, 22, 12, "stripe", null);
    svg.text(
        548,
        20,
        "",
        "flagged for review, "
            + Numbers.fixed(outcome.reviewFrom(), 2)
            + " to "
            + Numbers.fixed(outcome.reviewTo(), 2));
  }

  @Override
  void panel(Svg svg, Grid grid, int index, Histogram h) {
    double[] died = shares(h.died());
    double[] alive = shares(h.alive());
    Scale x = Scale.linear(0, 1);
    Scale y = Scale.linear(-reach, reach);
    double height = grid.cellHeight() - TOP - FOOT;
    Plot plot =
        new Plot(
                svg,
                grid.x(index) + LEFT,
                grid.y(index) + TOP,
                grid.cellWidth() - LEFT - 16,
                height)
            .scales(x, y);
    ClassReport.Outcome outcome = view().report().outcome();
    double from = plot.px(outcome.reviewFrom());
    svg.rect(from, plot.top(), plot.px(outcome.reviewTo()) - from, height, "stripe", null);
    axis(svg, plot, grid.firstOfRow(index));
    for (int b = 0; b < died.length; b++) {
      String range = Numbers.fixed(h.edges()[b], 2) + " to " + Numbers.fixed(h.edges()[b + 1], 2);
      bar(svg, plot, h, b, died[b], true, range);
      bar(svg, plot, h, b, alive[b], false, range);
    }
    plot.horizontal(0, "axis");
    plot.vertical(outcome.threshold(), "reference");
    plot.axisX("Predicted probability of death", x.multiples(0.2));
  }

  private void axis(Svg svg, Plot plot, boolean labelled) {
    double step = reach > 0.5 ? 0.4 : reach > 0.2 ? 0.2 : 0.1;
    for (double tick = 0; tick <= reach + 1e-9; tick += step) {
      for (int sign = -1; sign <= (tick > 0 ? 1 : -1); sign += 2) {
        plot.horizontal(sign * tick, "grid");
        String text = Numbers.fixed(tick * 100, 0) + " %";
        svg.text(plot.left() - 7, plot.py(sign * tick) + 4, "tick end", text);
      }
    }
    if (labelled) {
      double middle = (plot.top() + plot.bottom()) / 2;
      svg.upward(plot.left() - 48, middle, "label mid", "Share of the group");
    }
  }

  private void bar(
      Svg svg, Plot plot, Histogram h, int b, double share, boolean died, String range) {
    if (share > 0) {
      double left = plot.px(h.edges()[b]) + 0.6;
      double width = plot.px(h.edges()[b + 1]) - left - 0.6;
      double end = plot.py(died ? share : -share);
      double zero = plot.py(0);
      double patients = died ? h.died()[b] : h.alive()[b];
      svg.rect(
          left,
          Math.min(end, zero),
          width,
          Math.abs(end - zero),
          died ? "bar s2" : "bar s1",
          range
              + ": "
              + Numbers.fixed(patients, patients == Math.rint(patients) ? 0 : 1)
              + (died ? " died, " : " alive, ")
              + Numbers.percent(share, 1));
    }
  }

  private static double[] shares(double[] counts) {
    double sum = Arrays.stream(counts).sum();
    return Arrays.stream(counts).map(c -> sum > 0 ? c / sum : 0).toArray();
  }

  @Override
  String told(Histogram h) {
    double threshold = view().report().outcome().threshold();
    return Numbers.percent(above(h, h.died(), threshold), 0)
        + " of those who died and "
        + Numbers.percent(above(h, h.alive(), threshold), 0)
        + " of those alive lie above the threshold";
  }

  /** By the bins that begin at or above the threshold. */
  private static double above(Histogram h, double[] counts, double threshold) {
    double sum = 0;
    for (int b = 0; b < counts.length; b++) {
      sum += h.edges()[b] >= threshold - 1e-9 ? counts[b] : 0;
    }
    return sum / Arrays.stream(counts).sum();
  }
}
