package org.omicroutes.report;

import java.util.List;
import org.omicroutes.evaluate.ClassReport.Confusion;

/** Confusion matrices as heat maps, coloured by the share of the row. */
final class ConfusionFigure extends OutcomePanels<Confusion> {
  private static final double[] HEIGHTS = {250, 220, 196};
  private static final double LEFT = 92;
  private static final double TOP = 44;

  private ConfusionFigure(ClassView view) {
    super(
        view, "confusion", "Confusion matrices", 30, HEIGHTS, Confusion::cohort, Confusion::model);
  }

  static List<Svg> drawings(ClassView view) {
    return new ConfusionFigure(view).draw(view.report().confusions());
  }

  @Override
  void key(Svg svg) {
    svg.text(
        12,
        20,
        "small",
        "Patients with a label, and their share of the row; the stronger the colour, the larger"
            + " the share.");
  }

  @Override
  void panel(Svg svg, Grid grid, int index, Confusion c) {
    double width = Math.min(150, (grid.cellWidth() - LEFT - 20) / 2);
    double height = (grid.cellHeight() - TOP - 24) / 2;
    double left = grid.x(index) + LEFT;
    double top = grid.y(index) + TOP;
    svg.text(left + width / 2, top - 8, "tick mid", "called a death");
    svg.text(left + width * 1.5, top - 8, "tick mid", "called alive");
    row(svg, left, top, width, height, "died", c.truePositives(), c.falseNegatives());
    row(svg, left, top + height, width, height, "alive", c.falsePositives(), c.trueNegatives());
  }

  private static void row(
      Svg svg,
      double left,
      double top,
      double width,
      double height,
      String name,
      double first,
      double second) {
    svg.text(left - 10, top + height / 2 + 4, "end", name);
    double[] counts = {first, second};
    for (int k = 0; k < 2; k++) {
      double share = counts[k] / (first + second);
      double x = left + width * k;
      String text = count(counts[k]);
      String tip = name + (k == 0 ? ", called a death: " : ", called alive: ") + text;
      svg.cell(x, top, width, height, Double.isNaN(share) ? 0 : 0.04 + 0.56 * share, tip);
      svg.text(x + width / 2, top + height / 2 - 1, "strong mid", text);
      svg.text(x + width / 2, top + height / 2 + 16, "mid", Numbers.percent(share, 0));
    }
  }

  private static String count(double patients) {
    return patients == Math.rint(patients)
        ? Numbers.count((long) patients)
        : Numbers.fixed(patients, 1);
  }

  @Override
  String told(Confusion c) {
    return count(c.truePositives())
        + " of "
        + count(c.truePositives() + c.falseNegatives())
        + " deaths and "
        + count(c.trueNegatives())
        + " of "
        + count(c.falsePositives() + c.trueNegatives())
        + " alive called right";
  }
}
