package org.omicroutes.report;

import java.util.Locale;

/**
 * An SVG drawing under construction. Coordinates are CSS pixels, rounded to a tenth; colours come
 * from style classes, so that one drawing serves light and dark pages. Nothing of AWT is used.
 */
final class Svg {
  static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private final String id;
  private final double width;
  private final double height;
  private final String title;
  private final String description;
  private final Markup body = new Markup();
  private String role = "img";

  /**
   * @param id letters, digits and hyphens, unique on the page
   * @param title what it shows, read by screen readers
   * @param description the finding in words, for those who cannot see it
   */
  Svg(String id, double width, double height, String title, String description) {
    this.id = id;
    this.width = width;
    this.height = height;
    this.title = title;
    this.description = description;
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  /** A group with a style class and further attributes: name, value, name, value. */
  Svg open(String styleClass, String... attributes) {
    String[] all = new String[attributes.length + 2];
    all[0] = "class";
    all[1] = styleClass;
    System.arraycopy(attributes, 0, all, 2, attributes.length);
    body.open("g", all);
    return this;
  }

  Svg close() {
    body.close();
    return this;
  }

  Svg line(double x1, double y1, double x2, double y2, String styleClass) {
    body.empty("line", "x1", n(x1), "y1", n(y1), "x2", n(x2), "y2", n(y2), "class", styleClass);
    return this;
  }

  /** A rectangle with an optional tool tip. */
  Svg rect(double x, double y, double w, double h, String styleClass, String tip) {
    body.empty(
        "rect",
        "x",
        n(x),
        "y",
        n(y),
        "width",
        n(Math.max(0, w)),
        "height",
        n(Math.max(0, h)),
        "class",
        styleClass,
        "data-tip",
        tip);
    return this;
  }

  /** A rectangle filled with a strength from 0 to 1 of the class's colour. */
  Svg cell(double x, double y, double w, double h, double strength, String tip) {
    body.empty(
        "rect",
        "x",
        n(x),
        "y",
        n(y),
        "width",
        n(w),
        "height",
        n(h),
        "class",
        "cell",
        "fill-opacity",
        String.format(Locale.ROOT, "%.3f", Math.min(1, Math.max(0, strength))),
        "data-tip",
        tip);
    return this;
  }

  Svg circle(double x, double y, double r, String styleClass, String tip) {
    body.empty("circle", "cx", n(x), "cy", n(y), "r", n(r), "class", styleClass, "data-tip", tip);
    return this;
  }

  /** A marker whose shape, not only its colour, tells the series. */
  Svg marker(int series, double x, double y, double r, String styleClass, String tip) {
    String shape =
        switch (Math.floorMod(series, 5)) {
          case 1 -> polygon(x, y, r * 1.15, -1, -1, 1, -1, 1, 1, -1, 1);
          case 2 -> polygon(x, y, r * 1.35, 0, -1, 1, 0.8, -1, 0.8);
          case 3 -> polygon(x, y, r * 1.4, 0, -1, 1, 0, 0, 1, -1, 0);
          case 4 -> polygon(x, y, r * 1.35, 0, 1, 1, -0.8, -1, -0.8);
          default -> null;
        };
    return shape == null ? circle(x, y, r, styleClass, tip) : path(shape, styleClass, tip);
  }

  /** A marker's outline around the origin, for marks that a script moves. */
  static String outline(int series, double r) {
    return switch (Math.floorMod(series, 5)) {
      case 1 -> polygon(0, 0, r * 1.15, -1, -1, 1, -1, 1, 1, -1, 1);
      case 2 -> polygon(0, 0, r * 1.35, 0, -1, 1, 0.8, -1, 0.8);
      case 3 -> polygon(0, 0, r * 1.4, 0, -1, 1, 0, 0, 1, -1, 0);
      case 4 -> polygon(0, 0, r * 1.35, 0, 1, 1, -0.8, -1, -0.8);
      default -> {
        String arc = "A" + n(r) + " " + n(r) + " 0 1 1 ";
        yield "M" + n(-r) + " 0" + arc + n(r) + " 0" + arc + n(-r) + " 0Z";
      }
    };
  }

  private static String polygon(double x, double y, double r, double... corners) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < corners.length; i += 2) {
      d.append(i == 0 ? 'M' : 'L').append(n(x + r * corners[i]));
      d.append(' ').append(n(y + r * corners[i + 1]));
    }
    return d.append('Z').toString();
  }

  Svg path(String d, String styleClass, String tip) {
    body.empty("path", "d", d, "class", styleClass, "data-tip", tip);
    return this;
  }

  /**
   * @param styleClass may hold {@code mid} (centred) or {@code end} (right-aligned)
   */
  Svg text(double x, double y, String styleClass, String text) {
    body.element("text", text, "x", n(x), "y", n(y), "class", styleClass);
    return this;
  }

  /** Text turned a quarter to the left around its anchor. */
  Svg upward(double x, double y, String styleClass, String text) {
    body.element(
        "text",
        text,
        "x",
        n(x),
        "y",
        n(y),
        "class",
        styleClass,
        "transform",
        "rotate(-90 " + n(x) + " " + n(y) + ")");
    return this;
  }

  /** Text turned by degrees around its anchor; positive is clockwise. */
  Svg slanted(double x, double y, double degrees, String styleClass, String text) {
    String turn = "rotate(" + n(degrees) + " " + n(x) + " " + n(y) + ")";
    body.element("text", text, "x", n(x), "y", n(y), "class", styleClass, "transform", turn);
    return this;
  }

  /** An element that the kit has no method for; a null value leaves its attribute out. */
  Svg element(String tag, String text, String... attributes) {
    if (text == null) {
      body.empty(tag, attributes);
    } else {
      body.element(tag, text, attributes);
    }
    return this;
  }

  /** Says that parts of the drawing can be worked with, so that it is more than an image. */
  Svg interactive() {
    role = "group";
    return this;
  }

  /** The drawing for a page; its style is the page's. */
  String inline() {
    return markup(null);
  }

  /** The drawing as a file of its own. */
  String file() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + markup(Assets.figureStyle()) + "\n";
  }

  private String markup(String style) {
    Markup svg = new Markup();
    svg.open(
        "svg",
        "xmlns",
        NAMESPACE,
        "id",
        "fig-" + id,
        "class",
        "figure",
        "viewBox",
        "0 0 " + n(width) + " " + n(height),
        "width",
        n(width),
        "height",
        n(height),
        "role",
        role,
        "aria-labelledby",
        "t-" + id + " d-" + id);
    svg.element("title", title, "id", "t-" + id);
    svg.element("desc", description, "id", "d-" + id);
    if (style != null) {
      svg.element("style", style);
    }
    return svg.raw(body.done()).close().done();
  }

  /** A coordinate: at most one decimal, never {@code -0}. */
  static String n(double value) {
    long tenths = Math.round(value * 10);
    String sign = tenths < 0 ? "-" : "";
    long size = Math.abs(tenths);
    return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
  }

  /** Rough width of a text in the page's sans-serif face: enough to leave room for labels. */
  static double widthOf(String text, double fontSize) {
    return text.length() * fontSize * 0.56;
  }

  /** The text cut to a number of characters, with an ellipsis where something is lost. */
  static String cut(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters - 1) + "…";
  }
}
