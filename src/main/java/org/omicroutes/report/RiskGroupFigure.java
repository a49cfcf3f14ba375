package org.omicroutes.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.omicroutes.evaluate.StudyReport.RiskGroupCurve;
import org.omicroutes.report.Page.Table.Cell;

/** Kaplan-Meier curves of risk groups, with the patients at risk below. */
final class RiskGroupFigure {
  /** Later months are left out: few patients are followed as long. */
  static final double LAST_MONTH = 120;

  private static final double[] PLOT = {300, 230, 170};
  private static final double LEFT = 82;
  private static final double RIGHT = 18;
  private static final double HEAD = 28;
  private static final int[] TWO = {0, 1};
  private static final int[] THREE = {0, 4, 1};

  private final StudyView view;
  private final List<Panel> panels;

  private record Panel(String name, String note, List<RiskGroupCurve> curves) {}

  private RiskGroupFigure(StudyView view, List<Panel> panels) {
    this.view = view;
    this.panels = panels;
  }

  private static List<RiskGroupCurve> known(StudyView view) {
    return view.report().riskGroups().stream()
        .filter(c -> StudyView.anyFinite(c.survival()))
        .toList();
  }

  /** The main model in each cohort; empty where there is no curve. */
  static Optional<Svg> main(StudyView view) {
    return model(view, view.main(), "KM");
  }

  /** The other models: together where there is one cohort, else a drawing each. */
  static List<Svg> others(StudyView view) {
    List<RiskGroupCurve> known = known(view);
    List<Svg> drawings = new ArrayList<>();
    if (known.stream().map(RiskGroupCurve::cohort).distinct().count() == 1) {
      List<Panel> panels = new ArrayList<>();
      for (String model : view.models()) {
        List<RiskGroupCurve> own = known.stream().filter(c -> c.model().equals(model)).toList();
        if (!own.isEmpty()) {
          panels.add(new Panel(StudyView.label(model), "", own));
        }
      }
      if (known.stream().anyMatch(c -> !c.model().equals(view.main()))) {
        String title = "Survival by risk group of each model";
        drawings.add(new RiskGroupFigure(view, panels).draw("KM-models", title));
      }
      return drawings;
    }
    for (String model : view.models()) {
      if (!model.equals(view.main())) {
        model(view, model, "KM-" + Slug.of(model)).ifPresent(drawings::add);
      }
    }
    return drawings;
  }

  private static Optional<Svg> model(StudyView view, String model, String id) {
    List<RiskGroupCurve> own = known(view).stream().filter(c -> c.model().equals(model)).toList();
    List<Panel> panels = new ArrayList<>();
    for (String cohort : view.cohorts(own.stream().map(RiskGroupCurve::cohort))) {
      List<RiskGroupCurve> here = own.stream().filter(c -> c.cohort().equals(cohort)).toList();
      panels.add(new Panel(view.cohortLabel(cohort), view.size(cohort), here));
    }
    String title = "Survival by risk group of " + StudyView.label(model);
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(new RiskGroupFigure(view, panels).draw(id, title));
  }

  private Svg draw(String id, String title) {
    int groups = panels.stream().mapToInt(p -> p.curves().size()).max().orElse(1);
    double height = PLOT[Grid.columnsFor(panels.size()) - 1];
    double cell = HEAD + height + 42 + 18 + 17 * groups + 18;
    Grid grid = Grid.of(panels.size(), new double[] {cell, cell, cell}, 30);
    Svg svg = new Svg(id, Grid.WIDTH, grid.height(), title, describe());
    List<RiskGroupCurve> most =
        panels.stream()
            .map(Panel::curves)
            .filter(c -> c.size() == groups)
            .findFirst()
            .orElse(List.of());
    for (int g = 0; g < most.size(); g++) {
      double x = 14 + 150 * g;
      svg.line(x, 16, x + 26, 16, line(groups, g));
      svg.text(x + 32, 20, "", name(most.get(g)));
    }
    for (int i = 0; i < panels.size(); i++) {
      panel(svg, grid, i, height);
    }
    return svg;
  }

  private String describe() {
    StringBuilder text = new StringBuilder();
    int months = view.setting().horizonMonths();
    for (Panel panel : panels) {
      text.append(text.isEmpty() ? "" : "; ").append(panel.name()).append(": ");
      for (RiskGroupCurve curve : panel.curves()) {
        text.append(name(curve)).append(' ').append(Numbers.percent(at(curve, months), 0));
        text.append(' ');
      }
      text.append("alive at ").append(months).append(" months");
    }
    return text.toString();
  }

  /** Survival at a time, NaN after the last one. */
  static double at(RiskGroupCurve curve, double months) {
    double value = Double.NaN;
    int n = curve.months().length;
    if (n == 0 || months > curve.months()[n - 1]) {
      return value;
    }
    for (int i = 0; i < n && curve.months()[i] <= months; i++) {
      value = curve.survival()[i];
    }
    return value;
  }

  /** Patients at risk at a time: those of the first later or equal time of the curve. */
  static int atRisk(RiskGroupCurve curve, double months) {
    for (int i = 0; i < curve.months().length; i++) {
      if (curve.months()[i] >= months) {
        return curve.atRisk()[i];
      }
    }
    return 0;
  }

  private static int style(int groups, int g) {
    return groups == 2 ? TWO[g] : groups == 3 ? THREE[g] : g;
  }

  /** Colour and dash of a group's curve. */
  private static String line(int groups, int g) {
    return "line " + Plot.series(style(groups, g)) + (g == 0 ? "" : " d" + (g == 1 ? 1 : 3));
  }

  static String name(RiskGroupCurve curve) {
    String group = curve.group();
    String shown =
        switch (group) {
          case "1" -> "Low";
          case "2" -> "Middle";
          case "3" -> "High";
          default ->
              group.isEmpty()
                  ? "Unnamed"
                  : group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1);
        };
    return shown.toLowerCase(Locale.ROOT).endsWith("risk") ? shown : shown + " risk";
  }

  private void panel(Svg svg, Grid grid, int index, double height) {
    Panel panel = panels.get(index);
    double left = grid.x(index) + LEFT;
    double top = grid.y(index) + HEAD;
    double width = grid.cellWidth() - LEFT - RIGHT;
    int groups = panel.curves().size();
    double last =
        Math.min(
            LAST_MONTH,
            panel.curves().stream()
                .mapToDouble(c -> Arrays.stream(c.months()).max().orElse(0))
                .max()
                .orElse(1));
    Scale x = Scale.linear(0, Math.max(12, last));
    List<Double> ticks = x.multiples(width > 500 || last <= 60 ? 12 : 24);
    RiskGroupCurve first = panel.curves().get(0);
    svg.open("panel", "data-cohort", first.cohort(), "data-model", first.model());
    svg.text(left, top - 10, "strong", Svg.cut(panel.name(), width > 300 ? 40 : 28));
    svg.text(left + width, top - 10, "small end", panel.note());
    Plot plot = new Plot(svg, left, top, width, height).scales(x, Scale.linear(0, 1));
    List<Double> shares = List.of(0.0, 0.25, 0.5, 0.75, 1.0);
    plot.axisPercent(grid.firstOfRow(index) ? "Alive" : "", shares);
    for (int g = groups - 1; g >= 0; g--) {
      curve(plot, panel.curves().get(g), groups, g, x.high());
    }
    plot.axisX("Months", ticks);
    atRisk(svg, plot, panel, ticks, top + height + 42 + 16);
    svg.close();
  }

  private static void curve(Plot plot, RiskGroupCurve curve, int groups, int g, double until) {
    int n = (int) Arrays.stream(curve.months()).filter(m -> m <= until).count();
    double[] months = Arrays.copyOf(curve.months(), n);
    double end = n == 0 ? 0 : curve.months().length > n ? until : months[n - 1];
    String series = Plot.series(style(groups, g));
    if (curve.lower() != null && curve.upper() != null) {
      double[] low = SurvivalFigures.carried(Arrays.copyOf(curve.lower(), n));
      double[] high = SurvivalFigures.carried(Arrays.copyOf(curve.upper(), n));
      plot.stepBand(months, low, high, end, "band " + series);
    }
    double[] survival = SurvivalFigures.carried(Arrays.copyOf(curve.survival(), n));
    plot.steps(months, survival, end, line(groups, g));
  }

  private static void atRisk(Svg svg, Plot plot, Panel panel, List<Double> ticks, double y) {
    int groups = panel.curves().size();
    svg.text(plot.left() - LEFT + 8, y, "small", "At risk");
    for (int g = 0; g < groups; g++) {
      RiskGroupCurve curve = panel.curves().get(g);
      double row = y + 17 * (g + 1);
      String group = name(curve).replace(" risk", "");
      String tone = "tone " + Plot.series(style(groups, g));
      svg.text(plot.left() - LEFT + 8, row, tone, Svg.cut(group, 8));
      for (double tick : ticks) {
        svg.text(plot.px(tick), row, "tick mid", Numbers.count(atRisk(curve, tick)));
      }
    }
  }

  /** The share alive at a few times, per cohort and group of the main model. */
  static Page.Table numbers(StudyView view) {
    int[] months = {12, 24, 36, 60};
    Page.Table table =
        new Page.Table(
            "Survival by risk group",
            "Cohort",
            "Group",
            "Patients",
            "Alive at 12 m",
            "24 m",
            "36 m",
            "60 m");
    List<RiskGroupCurve> own =
        known(view).stream().filter(c -> c.model().equals(view.main())).toList();
    for (RiskGroupCurve curve : own) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(view.cohortLabel(curve.cohort())));
      cells.add(Cell.of(name(curve)));
      int patients = curve.atRisk().length == 0 ? 0 : curve.atRisk()[0];
      cells.add(Cell.of(patients, Numbers.count(patients)));
      for (int m : months) {
        cells.add(Cell.of(at(curve, m), Numbers.percent(at(curve, m), 1)));
      }
      table.row(cells.toArray(Cell[]::new));
    }
    return table;
  }
}
