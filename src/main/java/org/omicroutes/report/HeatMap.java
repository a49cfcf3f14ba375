package org.omicroutes.report;

import java.util.List;

/**
 * A grid of values, stronger where higher.
 *
 * @param values rows × columns; NaN is left blank
 * @param atFull the value with the full colour
 * @param percent whether values are shares, to be shown in per cent
 */
record HeatMap(
    List<String> rows, List<String> columns, double[][] values, double atFull, boolean percent) {

  Svg draw(String id, String title, String description, String rowLabel, String columnLabel) {
    double left = 170;
    double top = 46;
    double cellWidth = Math.max(30, Math.min(110, 680.0 / Math.max(1, columns.size())));
    double cellHeight = 34;
    double height = top + cellHeight * rows.size() + 20;
    double width = Math.max(560, left + cellWidth * columns.size() + 20);
    Svg svg = new Svg(id, width, height, title, description);
    svg.text(left + cellWidth * columns.size() / 2, 14, "label mid", columnLabel);
    svg.text(left - 12, top - 10, "label end", rowLabel);
    int characters = (int) Math.max(3, cellWidth / 6.6);
    for (int c = 0; c < columns.size(); c++) {
      double x = left + cellWidth * (c + 0.5);
      svg.text(x, top - 10, "tick mid", Svg.cut(columns.get(c), characters));
    }
    for (int r = 0; r < rows.size(); r++) {
      double y = top + cellHeight * r;
      svg.text(left - 12, y + 21, "end", Svg.cut(rows.get(r), 22));
      for (int c = 0; c < columns.size(); c++) {
        cell(svg, left + cellWidth * c, y, cellWidth, cellHeight, r, c);
      }
    }
    return svg;
  }

  private void cell(Svg svg, double x, double y, double w, double h, int r, int c) {
    double value = values[r][c];
    if (Double.isNaN(value)) {
      svg.rect(x + 1, y + 1, w - 2, h - 2, "empty", rows.get(r) + ", " + columns.get(c) + ": none");
      return;
    }
    String text = percent ? Numbers.percent(value, 1) : Numbers.fixed(value, 3);
    double strength = atFull > 0 ? 0.04 + 0.71 * value / atFull : 0;
    svg.cell(x, y, w, h, strength, rows.get(r) + ", " + columns.get(c) + ": " + text);
    if (w >= 38) {
      String shown =
          percent ? Numbers.fixed(value * 100, value < 0.0995 ? 1 : 0) : Numbers.fixed(value, 2);
      svg.text(x + w / 2, y + h / 2 + 4, "mid", shown);
    }
  }

  Page.Table table(String caption, String rowLabel) {
    String[] header = new String[columns.size() + 1];
    header[0] = rowLabel;
    for (int c = 0; c < columns.size(); c++) {
      header[c + 1] = columns.get(c);
    }
    Page.Table table = new Page.Table(caption, header);
    for (int r = 0; r < rows.size(); r++) {
      Page.Table.Cell[] cells = new Page.Table.Cell[header.length];
      cells[0] = Page.Table.Cell.of(rows.get(r));
      for (int c = 0; c < columns.size(); c++) {
        double value = values[r][c];
        String text = percent ? Numbers.percent(value, 2) : Numbers.fixed(value, 3);
        cells[c + 1] = Page.Table.Cell.of(value, text);
      }
      table.row(cells);
    }
    return table;
  }
}
