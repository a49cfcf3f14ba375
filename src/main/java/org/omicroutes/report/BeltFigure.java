package org.omicroutes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.omicroutes.evaluate.StudyReport.CalibrationBelt;

/** F4: calibration belts with the patients below, events up and the others down. */
final class BeltFigure {
  private static final double LEFT = 62;
  private static final double HEAD = 26;
  private static final double RUG = 44;
  private static final double FOOT = 44;
  private static final double[] SIDES = {430, 330, 206};

  private BeltFigure() {}

  private record Panel(String name, String note, CalibrationBelt belt) {}

  private static List<CalibrationBelt> known(StudyView view) {
    return view.report().calibration().stream()
        .filter(b -> StudyView.anyFinite(b.observed()) && b.predicted() != null)
        .toList();
  }

  /**
   * The main model in each cohort; empty where there is no belt.
   *
   * @param id of the drawing, such as {@code F4}
   */
  static Optional<Svg> main(StudyView view, String id) {
    return model(view, view.main(), id);
  }

  /** The other models: together where there is one cohort, else a drawing each. */
  static List<Svg> others(StudyView view, String id) {
    List<String> models = known(view).stream().map(CalibrationBelt::model).distinct().toList();
    List<Svg> drawings = new ArrayList<>();
    if (known(view).stream().map(CalibrationBelt::cohort).distinct().count() == 1) {
      List<Panel> panels = new ArrayList<>();
      for (String model : view.models()) {
        known(view).stream()
            .filter(b -> b.model().equals(model))
            .map(b -> new Panel(StudyView.label(model), b.months() + " months", b))
            .forEach(panels::add);
      }
      if (models.stream().anyMatch(m -> !m.equals(view.main()))) {
        drawings.add(draw(id + "-models", "Calibration of each model", panels));
      }
      return drawings;
    }
    for (String model : view.models()) {
      if (!model.equals(view.main())) {
        model(view, model, id + "-" + Slug.of(model)).ifPresent(drawings::add);
      }
    }
    return drawings;
  }

  private static Optional<Svg> model(StudyView view, String model, String id) {
    List<CalibrationBelt> own = known(view).stream().filter(b -> b.model().equals(model)).toList();
    List<Panel> panels = new ArrayList<>();
    for (String cohort : view.cohorts(own.stream().map(CalibrationBelt::cohort))) {
      own.stream()
          .filter(b -> b.cohort().equals(cohort))
          .map(b -> new Panel(view.cohortLabel(cohort), b.months() + " months", b))
          .forEach(panels::add);
    }
    String title = "Calibration of " + StudyView.label(model);
    return panels.isEmpty() ? Optional.empty() : Optional.of(draw(id, title, panels));
  }

  private static Svg draw(String id, String title, List<Panel> panels) {
    double side = SIDES[Grid.columnsFor(panels.size()) - 1];
    double cell = HEAD + side + RUG + FOOT;
    Grid grid = Grid.of(panels.size(), new double[] {cell, cell + 8, cell + 8}, 34);
    Svg svg = new Svg(id, Grid.WIDTH, grid.height(), title, describe(panels));
    svg.rect(12, 10, 22, 12, "belt95 s1", null);
    svg.rect(12, 10, 22, 12, "belt80 s1", null);
    svg.text(40, 20, "", "80 % band");
    svg.rect(118, 10, 22, 12, "belt95 s1", null);
    svg.text(146, 20, "", "95 % band");
    svg.line(224, 16, 250, 16, "reference");
    svg.text(256, 20, "", "predicted = observed");
    svg.line(404, 11, 404, 21, "whisker s2");
    svg.text(410, 20, "", "with event (up)");
    svg.line(518, 11, 518, 21, "whisker s1");
    svg.text(524, 20, "", "without (down)");
    for (int i = 0; i < panels.size(); i++) {
      panel(svg, grid, i, side, panels.get(i));
    }
    return svg;
  }

  private static String describe(List<Panel> panels) {
    StringBuilder text = new StringBuilder();
    for (Panel panel : panels) {
      CalibrationBelt belt = panel.belt();
      int middle = belt.predicted().length / 2;
      text.append(text.isEmpty() ? "" : "; ").append(panel.name()).append(": where ");
      text.append(Numbers.percent(belt.predicted()[middle], 0)).append(" were predicted, ");
      text.append(Numbers.percent(belt.observed()[middle], 0)).append(" were observed");
    }
    return text.toString();
  }

  /** Both axes reach the same round number, at least a fifth. */
  private static double reach(CalibrationBelt belt) {
    List<Double> all = new ArrayList<>();
    for (double[] values : List.of(belt.predicted(), belt.observed(), or(belt.rug()))) {
      for (double value : values) {
        all.add(value);
      }
    }
    return Math.min(1, Math.ceil(StudyView.most(all, 1) * 5 - 1e-9) / 5);
  }

  private static double[] or(double[] values) {
    return values == null ? new double[0] : values;
  }

  private static void panel(Svg svg, Grid grid, int index, double side, Panel panel) {
    CalibrationBelt belt = panel.belt();
    double centred = grid.columns() == 1 ? (grid.cellWidth() - side) / 2 : LEFT;
    double left = grid.x(index) + centred;
    double top = grid.y(index) + HEAD;
    double reach = reach(belt);
    Scale scale = Scale.linear(0, reach);
    List<Double> ticks = scale.multiples(reach > 0.5 ? 0.2 : 0.1);
    svg.open("panel", "data-cohort", belt.cohort(), "data-model", belt.model());
    svg.text(left, top - 9, "strong", Svg.cut(panel.name(), side > 300 ? 40 : 22));
    svg.text(left + side, top - 9, "small end", panel.note());
    Plot plot = new Plot(svg, left, top, side, side).scales(scale, scale);
    plot.axisPercent(grid.firstOfRow(index) ? "Observed event probability" : "", ticks);
    double[] low95 = clipped(belt.lower95(), reach);
    double[] high95 = clipped(belt.upper95(), reach);
    plot.band(belt.predicted(), low95, high95, "belt95 s1");
    double[] low80 = clipped(belt.lower80(), reach);
    plot.band(belt.predicted(), low80, clipped(belt.upper80(), reach), "belt80 s1");
    plot.segment(0, 0, reach, reach, "reference");
    plot.line(belt.predicted(), clipped(belt.observed(), reach), "line s1");
    double base = top + side + 4 + RUG / 2 - 2;
    rug(svg, plot, belt, true, base);
    rug(svg, plot, belt, false, base);
    svg.line(left, base, left + side, base, "axis");
    Plot below = new Plot(svg, left, top + side + RUG - 2, side, 0).scales(scale, scale);
    below.axisPercentX("Predicted event probability", ticks);
    svg.close();
  }

  /** Values inside the panel; missing ones stay missing. */
  private static double[] clipped(double[] values, double reach) {
    double[] inside = values.clone();
    for (int i = 0; i < inside.length; i++) {
      inside[i] = Double.isNaN(inside[i]) ? inside[i] : Math.min(reach, Math.max(0, inside[i]));
    }
    return inside;
  }

  private static void rug(Svg svg, Plot plot, CalibrationBelt belt, boolean events, double base) {
    double[] at = or(belt.rug());
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < at.length; i++) {
      if (Double.isFinite(at[i]) && belt.rugEvents()[i] == events) {
        d.append('M').append(Svg.n(plot.px(at[i]))).append(' ').append(Svg.n(base));
        d.append(events ? "v-14" : "v14");
      }
    }
    if (d.length() > 0) {
      svg.path(d.toString(), "rug " + (events ? "s2" : "s1"), null);
    }
  }
}
