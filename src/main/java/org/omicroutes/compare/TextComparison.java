package org.omicroutes.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.omicroutes.formats.TextFiles;

/**
 * Compares two texts, HTML and SVG among them, line by line: what is no number must be the same,
 * numbers may differ by the tolerance. Pictures inside HTML ({@code data:image/…}) are left out.
 */
final class TextComparison {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
  private static final Pattern PICTURE = Pattern.compile("data:image/[^\"')\\s]+");
  private static final int AROUND = 20;

  private TextComparison() {}

  static void compare(String file, Tolerance tolerance, Path a, Path b, Differences differences)
      throws IOException {
    try (BufferedReader first = TextFiles.reader(a);
        BufferedReader second = TextFiles.reader(b)) {
      for (int number = 1; ; number++) {
        String one = first.readLine();
        String other = second.readLine();
        if (one == null && other == null) {
          return;
        }
        String row = "line " + number;
        if (one == null || other == null) {
          String none = Difference.MISSING;
          differences.add(
              file, row, Difference.WHOLE, one == null ? none : one, other == null ? none : other);
          return;
        }
        if (!one.equals(other)) {
          line(file, row, tolerance, one, other, differences);
        }
      }
    }
  }

  private static void line(
      String file, String row, Tolerance tolerance, String a, String b, Differences differences) {
    List<String> one = tokens(a);
    List<String> other = tokens(b);
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      String first = i < one.size() ? one.get(i) : Difference.MISSING;
      String second = i < other.size() ? other.get(i) : Difference.MISSING;
      if (!tolerance.same(first, second)) {
        int length = String.join("", one.subList(0, Math.min(i, one.size()))).length();
        differences.add(file, row, "character " + (length + 1), around(one, i), around(other, i));
        return;
      }
    }
  }

  /** Words and numbers in turn. */
  private static List<String> tokens(String line) {
    String text = PICTURE.matcher(line).replaceAll("data:image");
    List<String> tokens = new ArrayList<>();
    Matcher numbers = NUMBER.matcher(text);
    int end = 0;
    while (numbers.find()) {
      tokens.add(text.substring(end, numbers.start()));
      tokens.add(numbers.group());
      end = numbers.end();
    }
    tokens.add(text.substring(end));
    return tokens;
  }

  private static String around(List<String> tokens, int at) {
    if (at >= tokens.size()) {
      return Difference.MISSING;
    }
    String before = at == 0 ? "" : tokens.get(at - 1);
    return before.substring(Math.max(0, before.length() - AROUND)) + tokens.get(at);
  }
}
