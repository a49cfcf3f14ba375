package org.omicroutes.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of the figures' style sheet for light pages, to be resolved where there is no browser:
 * drawing programs and word processors know neither variables nor media queries. Understands
 * selectors whose last part is an element, classes or both, and variables.
 */
final class StyleRules {
  private static final Pattern MEDIA =
      Pattern.compile("@media[^{]*\\{(?:[^{}]*\\{[^{}]*\\})*[^{}]*\\}");
  private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)\\}");
  private static final Pattern LAST = Pattern.compile("([a-z]*)((?:\\.[A-Za-z0-9_-]+)*)");
  private static final Pattern VARIABLE = Pattern.compile("var\\((--[a-z0-9]+)\\)");

  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, String> root = new LinkedHashMap<>();

  private record Rule(
      String element, Set<String> classes, int weight, Map<String, String> declarations) {
    boolean matches(String tag, Set<String> own) {
      return (element.isEmpty() || element.equals(tag)) && own.containsAll(classes);
    }
  }

  StyleRules(String sheet) {
    Matcher matcher = RULE.matcher(MEDIA.matcher(sheet).replaceAll(""));
    while (matcher.find()) {
      Map<String, String> declarations = declarations(matcher.group(2));
      for (String selector : matcher.group(1).split(",")) {
        add(selector.strip(), declarations);
      }
    }
    rules.sort(Comparator.comparingInt(Rule::weight));
  }

  private void add(String selector, Map<String, String> declarations) {
    if (selector.equals(":root") || selector.equals("svg.figure")) {
      root.putAll(declarations);
      return;
    }
    String[] parts = selector.split("\\s+");
    Matcher last = LAST.matcher(parts[parts.length - 1]);
    if (!last.matches()) {
      return;
    }
    String[] names =
        last.group(2).isEmpty() ? new String[0] : last.group(2).substring(1).split("\\.");
    int weight = 2 * names.length + (last.group(1).isEmpty() ? 0 : 1);
    rules.add(new Rule(last.group(1), Set.of(names), weight, declarations));
  }

  private static Map<String, String> declarations(String body) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String declaration : body.split(";")) {
      int colon = declaration.indexOf(':');
      if (colon > 0) {
        found.put(
            declaration.substring(0, colon).strip(), declaration.substring(colon + 1).strip());
      }
    }
    return found;
  }

  /** What holds for the whole drawing: its variables, font and size. */
  Map<String, String> root() {
    return root;
  }

  /**
   * The properties of an element, later and more specific rules winning; variables are left in.
   *
   * @param classes the element's own
   */
  Map<String, String> of(String tag, Set<String> classes) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (Rule rule : rules) {
      if (rule.matches(tag, classes)) {
        properties.putAll(rule.declarations());
      }
    }
    return properties;
  }

  /** The value with its variables replaced; an unknown variable gives {@code none}. */
  static String resolve(String value, Map<String, String> variables) {
    String text = value;
    for (int depth = 0; depth < 5 && text.contains("var("); depth++) {
      Matcher matcher = VARIABLE.matcher(text);
      text = matcher.replaceAll(m -> variables.getOrDefault(m.group(1), "none"));
    }
    return text;
  }
}
