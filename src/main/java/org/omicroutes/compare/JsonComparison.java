package org.omicroutes.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.omicroutes.formats.TextFiles;

/** Compares two JSON documents by structure: the order of an object's members does not count. */
final class JsonComparison {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String file;
  private final Tolerance tolerance;
  private final Differences differences;

  JsonComparison(String file, Tolerance tolerance, Differences differences) {
    this.file = file;
    this.tolerance = tolerance;
    this.differences = differences;
  }

  /** What is no JSON in either is compared as text. */
  void compare(Path a, Path b) throws IOException {
    JsonNode one = read(a);
    JsonNode other = read(b);
    if (one == null && other == null) {
      TextComparison.compare(file, tolerance, a, b, differences);
    } else if (one == null || other == null) {
      differences.add(
          file,
          Difference.WHOLE,
          Difference.WHOLE,
          one == null ? "broken JSON" : "JSON",
          other == null ? "broken JSON" : "JSON");
    } else {
      compare("", one, other);
    }
  }

  private static JsonNode read(Path file) throws IOException {
    try (Reader reader = TextFiles.document(file)) {
      return JSON.readTree(reader);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private void compare(String place, JsonNode a, JsonNode b) {
    if (a.isObject() && b.isObject()) {
      Set<String> names = new TreeSet<>();
      a.fieldNames().forEachRemaining(names::add);
      b.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> compare(place + "/" + name, a.path(name), b.path(name)));
    } else if (a.isArray() && b.isArray()) {
      for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
        compare(place + "/" + i, a.path(i), b.path(i));
      }
    } else if (!isSame(a, b)) {
      differences.add(file, place.isEmpty() ? "/" : place, Difference.WHOLE, shown(a), shown(b));
    }
  }

  private boolean isSame(JsonNode a, JsonNode b) {
    return a.isNumber() && b.isNumber()
        ? tolerance.same(a.doubleValue(), b.doubleValue())
        : a.equals(b);
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? Difference.MISSING : node.toString();
  }
}
