package org.omicroutes.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.omicroutes.evaluate.StudyReport.FactorPoint;

/**
 * F2: patients in the space of the first three latent factors, by risk group. The drawing is one
 * view of it; on a page a script turns it, from the coordinates that the elements carry.
 */
final class FactorSpaceFigure {
  static final double YAW = -38;
  static final double PITCH = 20;

  private static final double[] HEIGHTS = {560, 420, 290};
  private static final double TOP = 44;
  private static final double HEAD = 24;
  private static final String[] GROUPS = {"low risk", "middle risk", "high risk"};
  private static final int[] STYLE = {0, 4, 2};
  private static final int[] SERIES = {0, 4, 1};
  private static final double DISTANCE = 6;

  /** Opacity of edges before the patients. */
  private static final String FRONT = "0.35";

  private final StudyView view;
  private final List<FactorPoint> points;

  private FactorSpaceFigure(StudyView view, List<FactorPoint> points) {
    this.view = view;
    this.points = points;
  }

  /** A corner of the cube, a patient: all between -1 and 1. */
  private record Place(double x, double y, double z) {
    String data() {
      return String.format(Locale.ROOT, "%.3f %.3f %.3f", x, y, z);
    }
  }

  /** A place as seen: pixels from the middle in units of the radius, and depth towards the eye. */
  record Seen(double x, double y, double depth, double scale) {}

  /**
   * Turns around the upright axis by {@code yaw}, then tips by {@code pitch} degrees; near things
   * are larger.
   */
  static Seen project(double x, double y, double z, double yaw, double pitch) {
    double a = StrictMath.toRadians(yaw);
    double b = StrictMath.toRadians(pitch);
    double right = x * StrictMath.cos(a) + z * StrictMath.sin(a);
    double back = z * StrictMath.cos(a) - x * StrictMath.sin(a);
    double up = y * StrictMath.cos(b) - back * StrictMath.sin(b);
    double depth = y * StrictMath.sin(b) + back * StrictMath.cos(b);
    double scale = DISTANCE / (DISTANCE - depth);
    return new Seen(right * scale, -up * scale, depth, scale);
  }

  /** The figure, empty where no patient has three factors. */
  static Optional<Svg> draw(StudyView view) {
    List<FactorPoint> known =
        view.report().factorPoints().stream()
            .filter(p -> p.factors() != null && p.factors().length >= 3)
            .filter(p -> Arrays.stream(p.factors()).limit(3).allMatch(Double::isFinite))
            .filter(p -> p.group() >= 1 && p.group() <= 3)
            .toList();
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(new FactorSpaceFigure(view, known).svg());
  }

  private Svg svg() {
    List<String> cohorts = view.cohorts(points.stream().map(FactorPoint::cohort));
    Grid grid = Grid.of(cohorts.size(), HEIGHTS, TOP);
    Svg svg =
        new Svg(
                "F2",
                Grid.WIDTH,
                grid.height(),
                "Patients in the space of the first three latent factors",
                describe(cohorts))
            .interactive();
    for (int g = 0; g < 3; g++) {
      double x = 14 + 130 * g;
      svg.marker(STYLE[g], x, 16, 5, "mark " + Plot.series(SERIES[g]), null);
      svg.text(x + 12, 20, "", GROUPS[g]);
    }
    svg.text(Grid.WIDTH - 10, 20, "small end", "near patients are larger and stronger");
    for (int i = 0; i < cohorts.size(); i++) {
      panel(svg, grid, i, cohorts.get(i));
    }
    return svg;
  }

  private String describe(List<String> cohorts) {
    StringBuilder text = new StringBuilder();
    for (String cohort : cohorts) {
      text.append(text.isEmpty() ? "" : "; ").append(view.cohortLabel(cohort)).append(": ");
      for (int g = 1; g <= 3; g++) {
        text.append(g == 1 ? "" : ", ").append(GROUPS[g - 1]).append(" at factor 1 ");
        text.append(Numbers.fixed(meanOfFirst(cohort, g), 2)).append(" on average");
      }
    }
    return text.toString();
  }

  private double meanOfFirst(String cohort, int group) {
    return points.stream()
        .filter(p -> p.cohort().equals(cohort) && p.group() == group)
        .mapToDouble(p -> p.factors()[0])
        .average()
        .orElse(Double.NaN);
  }

  private void panel(Svg svg, Grid grid, int index, String cohort) {
    List<FactorPoint> here = points.stream().filter(p -> p.cohort().equals(cohort)).toList();
    double height = grid.cellHeight() - HEAD;
    double radius = Math.min((grid.cellWidth() - 30) / 3.7, (height - 24) / 3.2);
    double cx = grid.x(index) + grid.cellWidth() / 2;
    // The cube reaches further down than up, for its nearest corner is below.
    double cy = grid.y(index) + HEAD + (height - 3.15 * radius) / 2 + 1.5 * radius;
    Scale[] scales = new Scale[3];
    for (int k = 0; k < 3; k++) {
      int factor = k;
      scales[k] = Scale.around(0.02, here.stream().mapToDouble(p -> p.factors()[factor]).toArray());
    }
    svg.text(grid.x(index) + 14, grid.y(index) + 14, "strong", view.cohortLabel(cohort));
    double end = grid.x(index) + grid.cellWidth() - 10;
    svg.text(end, grid.y(index) + 14, "small end", here.size() + " patients");
    svg.open(
        "turn",
        "tabindex",
        "0",
        "role",
        "application",
        "aria-label",
        view.cohortLabel(cohort) + ", factors in 3-D: arrow keys turn it, Home sets it back",
        "data-x",
        Svg.n(cx),
        "data-y",
        Svg.n(cy),
        "data-r",
        Svg.n(radius),
        "data-yaw",
        Svg.n(YAW),
        "data-pitch",
        Svg.n(PITCH));
    svg.rect(
        grid.x(index) + 4, grid.y(index) + HEAD, grid.cellWidth() - 8, height - 4, "hit", null);
    cube(svg, cx, cy, radius, scales);
    svg.open("points");
    List<Place> places = here.stream().map(p -> place(p, scales)).toList();
    here.stream()
        .sorted(Comparator.comparingDouble(p -> seen(place(p, scales)).depth()))
        .forEach(p -> point(svg, p, place(p, scales), cx, cy, radius, places.size()));
    svg.close().close();
  }

  private static Place place(FactorPoint p, Scale[] scales) {
    double[] f = p.factors();
    return new Place(unit(scales[0], f[0]), unit(scales[1], f[1]), unit(scales[2], f[2]));
  }

  private static double unit(Scale scale, double value) {
    return 2 * scale.fraction(value) - 1;
  }

  private static Seen seen(Place p) {
    return project(p.x(), p.y(), p.z(), YAW, PITCH);
  }

  private static void point(
      Svg svg, FactorPoint p, Place place, double cx, double cy, double radius, int patients) {
    Seen seen = seen(place);
    double nearness = (seen.depth() + 1.75) / 3.5;
    double size = (patients > 400 ? 0.8 : 1) * Math.sqrt(Math.min(1, radius / 130));
    svg.element(
        "path",
        null,
        "class",
        "node " + Plot.series(SERIES[p.group() - 1]),
        "d",
        Svg.outline(STYLE[p.group() - 1], 4.4 * size),
        "transform",
        String.format(
            Locale.ROOT,
            "translate(%.1f %.1f) scale(%.2f)",
            cx + radius * seen.x(),
            cy + radius * seen.y(),
            0.6 + 0.65 * nearness),
        "opacity",
        String.format(Locale.ROOT, "%.2f", 0.35 + 0.6 * nearness),
        "data-p",
        place.data(),
        "data-tip",
        p.patient() + "\n" + GROUPS[p.group() - 1]);
  }

  private static void cube(Svg svg, double cx, double cy, double radius, Scale[] scales) {
    List<Place[]> wires = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      for (int corner = 0; corner < 4; corner++) {
        double u = corner % 2 * 2 - 1;
        double v = corner / 2 * 2 - 1;
        boolean spine = corner == 0;
        wires.add(
            new Place[] {on(axis, -1, u, v), on(axis, 1, u, v), spine ? on(0, 0, 0, 0) : null});
      }
    }
    for (Place[] wire : wires) {
      Seen a = seen(wire[0]);
      Seen b = seen(wire[1]);
      svg.element(
          "line",
          null,
          "x1",
          Svg.n(cx + radius * a.x()),
          "y1",
          Svg.n(cy + radius * a.y()),
          "x2",
          Svg.n(cx + radius * b.x()),
          "y2",
          Svg.n(cy + radius * b.y()),
          "class",
          wire[2] == null ? "wire" : "spine",
          "opacity",
          touchesNearest(wire) ? FRONT : null,
          "data-a",
          wire[0].data(),
          "data-b",
          wire[1].data());
    }
    for (int axis = 0; axis < 3; axis++) {
      Place at = on(axis, axis == 1 ? 1.2 : 1.24, -1, -1);
      label(svg, cx, cy, radius, at, axis == 1 ? -5 : 4, "strong mid", "Factor " + (axis + 1));
      String low = Numbers.fixed(scales[axis].low(), 1);
      String range = low + " to " + Numbers.fixed(scales[axis].high(), 1);
      label(svg, cx, cy, radius, at, axis == 1 ? 8 : 17, "count mid", range);
    }
  }

  /** Edges at the corner next to the eye lie before the patients. */
  private static boolean touchesNearest(Place[] wire) {
    double nearest = 0;
    for (int corner = 0; corner < 8; corner++) {
      Place place = new Place(corner % 2 * 2 - 1, corner / 2 % 2 * 2 - 1, corner / 4 * 2 - 1);
      nearest = Math.max(nearest, seen(place).depth());
    }
    return Math.max(seen(wire[0]).depth(), seen(wire[1]).depth()) > nearest - 1e-9;
  }

  /** A place with {@code t} along an axis and the other two given. */
  private static Place on(int axis, double t, double u, double v) {
    return switch (axis) {
      case 0 -> new Place(t, u, v);
      case 1 -> new Place(u, t, v);
      default -> new Place(u, v, t);
    };
  }

  private static void label(
      Svg svg,
      double cx,
      double cy,
      double radius,
      Place at,
      double below,
      String style,
      String text) {
    Seen seen = seen(at);
    svg.element(
        "text",
        text,
        "x",
        Svg.n(cx + radius * seen.x()),
        "y",
        Svg.n(cy + radius * seen.y() + below),
        "class",
        style + " halo",
        "data-below",
        Svg.n(below),
        "data-p",
        at.data());
  }
}
