package org.omicroutes.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The key to models: those that stand out with colour and marker, the others grey with a dash of
 * their own; every one with its number, which also stands at its line.
 */
final class ModelKey {
  private static final double ROW = 19;
  private static final double SAMPLE = 26;

  private record Entry(String model, double x, double y) {}

  private final StudyView view;
  private final List<Entry> entries = new ArrayList<>();
  private final double height;

  /** Places the models in columns that fill the width. */
  ModelKey(StudyView view, List<String> models, double left, double top, double width) {
    this.view = view;
    double widest =
        models.stream().mapToDouble(m -> Svg.widthOf(name(m), 12.5)).max().orElse(0) + SAMPLE + 36;
    int columns = (int) Math.max(1, Math.min(models.size(), Math.floor(width / widest)));
    int rows = (models.size() + columns - 1) / columns;
    for (int i = 0; i < models.size(); i++) {
      entries.add(
          new Entry(models.get(i), left + i / rows * (width / columns), top + i % rows * ROW));
    }
    this.height = rows * ROW;
  }

  private static String name(String model) {
    return Svg.cut(StudyView.label(model), 36);
  }

  double height() {
    return height;
  }

  void draw(Svg svg) {
    for (Entry entry : entries) {
      double x = entry.x();
      double y = entry.y() - 4;
      svg.text(x + 14, entry.y(), number(entry.model()) + " end", numeral(entry.model()));
      svg.line(x + 20, y, x + 20 + SAMPLE, y, line(entry.model()));
      int series = view.series(entry.model());
      if (series >= 0) {
        svg.marker(series, x + 20 + SAMPLE / 2, y, 4, "mark " + Plot.series(series), null);
      }
      svg.text(x + 28 + SAMPLE, entry.y(), "", name(entry.model()));
    }
  }

  private String numeral(String model) {
    return String.valueOf(view.number(model));
  }

  /** The style of a model's line. */
  String line(String model) {
    int series = view.series(model);
    int number = view.number(model);
    return series >= 0
        ? "line " + Plot.series(series) + (series == 0 ? "" : " d" + series % 4)
        : "fine mute d" + number % 4;
  }

  /** The style of a model's number. */
  String number(String model) {
    int series = view.series(model);
    return series >= 0 ? "num tone " + Plot.series(series) : "num";
  }
}
