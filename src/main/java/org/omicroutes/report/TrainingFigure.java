package org.omicroutes.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loss by epoch of every member of the ensemble. */
final class TrainingFigure {
  private TrainingFigure() {}

  /** One line of the history; a loss that was not taken is NaN. */
  record Epoch(String member, double epoch, double training, double validation) {}

  static Svg draw(List<Epoch> history) {
    Svg svg =
        new Svg(
            "training",
            880,
            400,
            "Training curves",
            members(history).size() + " networks, loss by epoch in training and validation part");
    panel(svg, 80, "Training part", history, true);
    panel(svg, 520, "Validation part", history, false);
    return svg;
  }

  private static void panel(
      Svg svg, double left, String title, List<Epoch> history, boolean training) {
    double[] losses = history.stream().mapToDouble(e -> loss(e, training)).toArray();
    Scale x = Scale.linear(0, history.stream().mapToDouble(Epoch::epoch).max().orElse(1));
    Scale y = Scale.around(0.05, losses);
    Plot plot = new Plot(svg, left, 36, 340, 310).scales(x, y);
    plot.title(title);
    plot.axisY("Loss", y.ticks(6));
    plot.axisX("Epoch", x.ticks(6));
    members(history)
        .forEach(
            (member, epochs) -> {
              double[] xs = epochs.stream().mapToDouble(Epoch::epoch).toArray();
              double[] ys = epochs.stream().mapToDouble(e -> loss(e, training)).toArray();
              plot.line(xs, ys, "thin faded s1");
              int best = best(epochs);
              if (!training && best >= 0) {
                String tip = member + "\nbest at epoch " + Numbers.fixed(xs[best], 0);
                plot.point(0, xs[best], ys[best], 3.5, "mark s2", tip);
              }
            });
  }

  private static double loss(Epoch epoch, boolean training) {
    return training ? epoch.training() : epoch.validation();
  }

  /** The epoch with the lowest validation loss, or -1. */
  static int best(List<Epoch> epochs) {
    int best = -1;
    for (int i = 0; i < epochs.size(); i++) {
      double loss = epochs.get(i).validation();
      if (!Double.isNaN(loss) && (best < 0 || loss < epochs.get(best).validation())) {
        best = i;
      }
    }
    return best;
  }

  static Map<String, List<Epoch>> members(List<Epoch> history) {
    Map<String, List<Epoch>> members = new LinkedHashMap<>();
    history.forEach(e -> members.computeIfAbsent(e.member(), m -> new ArrayList<>()).add(e));
    return members;
  }
}
