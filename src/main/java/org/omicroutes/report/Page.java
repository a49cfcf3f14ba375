package org.omicroutes.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A self-contained page under construction: sections with text, figures and tables, a navigation
 * made from the section titles. Nothing is loaded from anywhere; a content security policy says so
 * to the browser too.
 */
final class Page {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

  private final String title;
  private final Map<String, String> navigation = new LinkedHashMap<>();
  private final Map<String, String> figures = new LinkedHashMap<>();
  private final Markup body = new Markup();
  private final String style;
  private final String script;

  Page(String title) {
    this(title, "", "");
  }

  /** A page with a style sheet and a script besides those of every page. */
  Page(String title, String style, String script) {
    this.title = title;
    this.style = style;
    this.script = script;
  }

  /** Starts a section; it ends with {@link #endSection}. */
  Page section(String id, String heading) {
    boolean first = navigation.isEmpty();
    navigation.put(id, heading);
    body.open("section", "id", id, "class", first ? "first" : null, "aria-labelledby", "h-" + id);
    body.element(first ? "h1" : "h2", first ? title : heading, "id", "h-" + id);
    return this;
  }

  Page endSection() {
    body.close();
    return this;
  }

  Page heading(String text) {
    body.element("h3", text);
    return this;
  }

  Page paragraph(String text) {
    return paragraph(text, null);
  }

  Page paragraph(String text, String styleClass) {
    body.element("p", text, "class", styleClass);
    return this;
  }

  /** Large numbers with their labels: label, value, small print, and again. */
  Page facts(List<String[]> facts) {
    body.open("dl", "class", "facts");
    for (String[] fact : facts) {
      body.open("div").element("dt", fact[0]).open("dd").text(fact[1]);
      if (fact[2] != null) {
        body.element("small", fact[2]);
      }
      body.close().close();
    }
    body.close();
    return this;
  }

  /**
   * A figure.
   *
   * @param finding what is to be seen in this one, with its numbers
   * @param howToRead one sentence on reading such a figure
   * @param numbers the values behind it, or null
   */
  Page figure(Svg svg, String finding, String howToRead, Table numbers) {
    return figure(svg, finding, howToRead, numbers, Map.of());
  }

  /**
   * As above.
   *
   * @param files addresses of the figure's files by their names
   */
  Page figure(Svg svg, String finding, String howToRead, Table numbers, Map<String, String> files) {
    figures.put(svg.id(), svg.file());
    body.open("figure").open("div", "class", "scroll").raw(svg.inline()).close();
    body.open("figcaption");
    body.element("strong", svg.title() + ".").text(" " + finding + " ");
    body.element("em", "How to read it: " + howToRead);
    body.close();
    body.open("div", "class", "tools");
    body.element(
        "button",
        "Save figure (SVG)",
        "type",
        "button",
        "hidden",
        "hidden",
        "data-save",
        "fig-" + svg.id());
    links(files);
    body.close();
    if (numbers != null && !numbers.isEmpty()) {
      body.open("details").element("summary", "The numbers");
      table(numbers);
      body.close();
    }
    body.close();
    return this;
  }

  Page table(Table table) {
    body.open("div", "class", "scroll").raw(table.markup()).close();
    return this;
  }

  /** A line of links to files, by name; nothing where there is none. */
  Page files(Map<String, String> files) {
    if (!files.isEmpty()) {
      body.open("p", "class", "tools");
      links(files);
      body.close();
    }
    return this;
  }

  private void links(Map<String, String> files) {
    files.forEach((name, address) -> body.text(" ").element("a", name, "href", address));
  }

  /** What follows is set apart as not ours, until {@link #endQuoted}. */
  Page quoted() {
    body.open("div", "class", "quoted");
    return this;
  }

  Page endQuoted() {
    body.close();
    return this;
  }

  Page list(List<String> items) {
    body.open("ul");
    items.forEach(item -> body.element("li", item));
    body.close();
    return this;
  }

  /** What follows is folded away, until {@link #endDetails}. */
  Page details(String summary) {
    body.open("details").element("summary", summary);
    return this;
  }

  Page endDetails() {
    body.close();
    return this;
  }

  /** Each figure as an SVG file's content, by name, in the order of the page. */
  Map<String, String> figures() {
    return figures;
  }

  /** The page: well-formed XML and HTML at once. */
  String html(String footer) {
    Markup page = new Markup();
    page.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
    head(page);
    page.open("body");
    page.element("a", "Skip to the results", "class", "skip", "href", "#main");
    page.open("div", "class", "layout");
    page.open("nav", "aria-label", "Sections").element("p", "OmicRoutes", "class", "mark");
    page.open("ol");
    navigation.forEach(
        (id, heading) -> page.open("li").element("a", heading, "href", "#" + id).close());
    page.close().close();
    page.open("main", "id", "main").raw(body.done());
    page.element("footer", footer).close();
    page.close();
    page.open("script")
        .raw("\n//<![CDATA[\n" + Assets.script() + "\n" + script + "\n//]]>\n")
        .close();
    return "<!DOCTYPE html>\n" + page.close().close().done() + "\n";
  }

  private void head(Markup page) {
    page.open("head").empty("meta", "charset", "utf-8");
    page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.empty("link", "rel", "icon", "href", "data:,");
    page.element("title", title);
    page.open("style", "id", "figure-style").raw("\n" + Assets.figureStyle() + "\n").close();
    page.open("style").raw("\n" + Assets.pageStyle() + "\n" + style + "\n").close();
    page.close();
  }

  /** A table that the reader can sort by any column. */
  static final class Table {
    private final List<String> columns;
    private final String caption;
    private final List<List<Cell>> rows = new ArrayList<>();
    private final List<String> styles = new ArrayList<>();

    /**
     * A cell.
     *
     * @param value to sort by, null for words
     * @param small what follows in small print, such as an interval; empty for nothing
     * @param best whether no other of its column is better
     */
    record Cell(String text, Double value, String small, boolean best) {
      static Cell of(String text) {
        return new Cell(text, null, "", false);
      }

      static Cell of(double value, String text) {
        return new Cell(text, value, "", false);
      }
    }

    Table(String caption, String... columns) {
      this.caption = caption;
      this.columns = List.of(columns);
    }

    Table row(Cell... cells) {
      return row((String) null, cells);
    }

    /** A row, set in bold where {@code main}. */
    Table row(boolean main, Cell... cells) {
      return row(main ? "main" : null, cells);
    }

    /** A row with a style class, or null. */
    Table row(String styleClass, Cell... cells) {
      rows.add(List.of(cells));
      styles.add(styleClass);
      return this;
    }

    boolean isEmpty() {
      return rows.isEmpty();
    }

    private String markup() {
      Markup out = new Markup();
      out.open("table", "class", "sortable", "aria-label", caption).open("thead").open("tr");
      for (int c = 0; c < columns.size(); c++) {
        out.element("th", columns.get(c), "scope", "col", "class", numeric(c) ? "number" : null);
      }
      out.close().close().open("tbody");
      for (int r = 0; r < rows.size(); r++) {
        out.open("tr", "class", styles.get(r));
        for (Cell cell : rows.get(r)) {
          // A missing number sorts to the end: the script reads an empty value as no number.
          String value =
              cell.value() == null ? null : cell.value().isNaN() ? "" : cell.value().toString();
          String kind = cell.value() == null ? null : "number";
          out.open("td", "class", cell.best() ? "number best" : kind, "data-value", value);
          if (cell.best()) {
            out.element("abbr", "★", "title", "best").text(" ");
          }
          out.text(cell.text());
          if (!cell.small().isEmpty()) {
            out.text(" ").element("small", cell.small());
          }
          out.close();
        }
        out.close();
      }
      return out.close().close().done();
    }

    private boolean numeric(int column) {
      return !rows.isEmpty() && rows.get(0).get(column).value() != null;
    }
  }
}
