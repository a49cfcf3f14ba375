package org.omicroutes.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A drawing for paper: every colour and size stands at its element, on a white ground, in a font
 * that every machine has some form of. Any program that reads SVG shows it as the page does.
 */
final class PrintedSvg {
  static final String FONT = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif";

  private static final StyleRules RULES = new StyleRules(Assets.figureStyle());

  /** Properties that are attributes of SVG as well. */
  private static final Set<String> KEPT =
      Set.of(
          "fill",
          "fill-opacity",
          "stroke",
          "stroke-width",
          "stroke-dasharray",
          "stroke-linejoin",
          "stroke-linecap",
          "opacity",
          "font-size",
          "font-style",
          "font-weight",
          "text-anchor");

  /** Attributes that only the page has a use for. */
  private static final Set<String> PAGE_ONLY = Set.of("class", "tabindex", "role", "style");

  private PrintedSvg() {}

  /** The drawing as an SVG file's text. */
  static String of(Svg svg) {
    return of(svg, FONT);
  }

  /** As above, in the fonts named. */
  static String of(Svg svg, String font) {
    Markup out = new Markup();
    out.open(
        "svg",
        "xmlns",
        Svg.NAMESPACE,
        "viewBox",
        "0 0 " + Svg.n(svg.width()) + " " + Svg.n(svg.height()),
        "width",
        Svg.n(svg.width()),
        "height",
        Svg.n(svg.height()),
        "role",
        "img",
        "font-family",
        font,
        "font-size",
        plain("font-size", RULES.root().get("font-size")),
        "fill",
        StyleRules.resolve("var(--ink)", RULES.root()));
    Element root = parse(svg.inline());
    String width = Svg.n(svg.width());
    boolean painted = false;
    for (Element child : children(root)) {
      if (!painted && !Set.of("title", "desc").contains(child.getTagName())) {
        out.empty("rect", "width", width, "height", Svg.n(svg.height()), "fill", "#ffffff");
        painted = true;
      }
      write(out, child, RULES.root());
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + out.close().done() + "\n";
  }

  private static void write(Markup out, Element element, Map<String, String> outer) {
    String tag = element.getTagName();
    Set<String> classes =
        Arrays.stream(element.getAttribute("class").split("\\s+"))
            .filter(c -> !c.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, String> declared = RULES.of(tag, classes);
    Map<String, String> variables = new LinkedHashMap<>(outer);
    declared.forEach((k, v) -> putVariable(variables, k, v));
    Map<String, String> attributes = attributes(element);
    boolean halo = tag.equals("text") && declared.containsKey("paint-order");
    declared.forEach(
        (k, v) -> {
          if (KEPT.contains(k) && !(halo && k.startsWith("stroke"))) {
            attributes.put(k, plain(k, StyleRules.resolve(v, variables)));
          }
        });
    if (halo) {
      // Not every program knows paint-order: the outline is a text of its own below the text.
      Map<String, String> below = new TreeMap<>(attributes);
      for (String property : List.of("stroke", "stroke-width", "stroke-linejoin")) {
        String value = declared.getOrDefault(property, "1");
        below.put(property, plain(property, StyleRules.resolve(value, variables)));
      }
      out.element(tag, element.getTextContent(), flat(below));
    }
    copy(out, element, attributes, variables);
  }

  private static void putVariable(Map<String, String> variables, String name, String value) {
    if (name.startsWith("--")) {
      variables.put(name, StyleRules.resolve(value, variables));
    }
  }

  private static void copy(
      Markup out, Element element, Map<String, String> attributes, Map<String, String> variables) {
    List<Element> children = children(element);
    String text = children.isEmpty() ? element.getTextContent() : "";
    if (children.isEmpty() && text.isEmpty()) {
      out.empty(element.getTagName(), flat(attributes));
    } else if (children.isEmpty()) {
      out.element(element.getTagName(), text, flat(attributes));
    } else {
      out.open(element.getTagName(), flat(attributes));
      children.forEach(child -> write(out, child, variables));
      out.close();
    }
  }

  private static Map<String, String> attributes(Element element) {
    Map<String, String> kept = new TreeMap<>();
    NamedNodeMap all = element.getAttributes();
    for (int i = 0; i < all.getLength(); i++) {
      String name = all.item(i).getNodeName();
      if (!PAGE_ONLY.contains(name) && !name.startsWith("data-") && !name.startsWith("aria-")) {
        kept.put(name, all.item(i).getNodeValue());
      }
    }
    return kept;
  }

  /**
   * Values as attributes have them: sizes without a unit, weights as drawing programs know them.
   */
  private static String plain(String property, String value) {
    if (property.equals("font-weight")) {
      return Integer.parseInt(value) >= 600 ? "bold" : "normal";
    }
    return value.endsWith("px") ? value.substring(0, value.length() - 2) : value;
  }

  private static String[] flat(Map<String, String> attributes) {
    return attributes.entrySet().stream()
        .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue()))
        .toArray(String[]::new);
  }

  private static List<Element> children(Element element) {
    List<Element> children = new java.util.ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  private static Element parse(String markup) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(markup)))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException("the drawing is not well-formed", e);
    }
  }
}
