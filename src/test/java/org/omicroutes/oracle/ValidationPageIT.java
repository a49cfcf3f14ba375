package org.omicroutes.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/validation.md} to what the oracle tests of this build compared. The differences
 * themselves may vary in the last digit between machines; the rows, references and tolerances may
 * not. With {@code -Domicroutes.renew-validation=true} the page is written anew.
 */
class ValidationPageIT {
  private static final Path PAGE = Path.of("docs", "validation.md");
  private static final Path TEXT = Path.of("src", "test", "oracle", "validation-head.md");

  @Test
  void pageHoldsEveryComparison() throws IOException {
    assumeThat(Agreement.ROWS).as("run the unit tests first").exists();
    String page = page();
    if (Boolean.getBoolean("omicroutes.renew-validation")) {
      Files.writeString(PAGE, page);
    }
    assertThat(withoutDifferences(Files.readString(PAGE)))
        .as(
            "docs/validation.md is not current:"
                + " ./mvnw clean verify -Dit.test=ValidationPageIT -Domicroutes.renew-validation=true")
        .isEqualTo(withoutDifferences(page));
  }

  private static String page() throws IOException {
    StringBuilder text = new StringBuilder(Files.readString(TEXT));
    List<List<String>> comparisons = rows(Agreement.ROWS, 4);
    text.append("\n## By routine\n\n");
    text.append(
        "| routine | references | data sets | comparisons | values | largest difference |"
            + " relative | tolerances |\n|---|---|---:|---:|---:|---:|---:|---|\n");
    summary(comparisons).forEach(row -> append(text, row));
    text.append("\n## Where references disagree\n\n");
    text.append("| routine | case | figures | followed here |\n|---|---|---|---|\n");
    rows(Agreement.DISAGREEMENTS, 2).forEach(row -> append(text, row));
    text.append("\n## Every comparison\n\n");
    text.append(
        "| routine | quantity | reference | data | values | largest difference | relative |"
            + " tolerance |\n|---|---|---|---|---:|---:|---:|---|\n");
    comparisons.forEach(row -> append(text, row));
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> row) {
    text.append("| ").append(String.join(" | ", row)).append(" |\n");
  }

  /** One row a routine: how much was compared and the largest of its differences. */
  private static List<List<String>> summary(List<List<String>> comparisons) {
    Map<String, List<List<String>>> routines = new TreeMap<>();
    comparisons.forEach(r -> routines.computeIfAbsent(r.get(0), k -> new ArrayList<>()).add(r));
    List<List<String>> summary = new ArrayList<>();
    routines.forEach(
        (routine, rows) -> {
          Set<String> tolerances = new TreeSet<>();
          rows.forEach(r -> tolerances.add(r.get(7).replaceFirst("in .*", "spread")));
          summary.add(
              List.of(
                  routine,
                  String.join(", ", distinct(rows, 2)),
                  Integer.toString(distinct(rows, 3).size()),
                  Integer.toString(rows.size()),
                  Long.toString(rows.stream().mapToLong(r -> Long.parseLong(r.get(4))).sum()),
                  largest(rows, 5),
                  largest(rows, 6),
                  String.join(", ", tolerances)));
        });
    return summary;
  }

  /** References without the function called and the version. */
  private static Set<String> distinct(List<List<String>> rows, int cell) {
    Set<String> values = new TreeSet<>();
    rows.forEach(r -> values.add(cell == 2 ? r.get(2).replaceFirst("[ ,].*", "") : r.get(cell)));
    return values;
  }

  /** Of those that are differences; a correlation or a place in a spread is none. */
  private static String largest(List<List<String>> rows, int cell) {
    return rows.stream()
        .map(r -> r.get(cell))
        .filter(v -> v.matches("[0-9].*"))
        .max(Comparator.comparingDouble(Double::parseDouble))
        .orElse("");
  }

  /** The rows in the order of their first cells, the last of those whose key is the same. */
  private static List<List<String>> rows(Path file, int key) throws IOException {
    TreeMap<String, List<String>> rows = new TreeMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        List<String> cells = List.of(line.split("\t", -1));
        List<String> names = new ArrayList<>(cells.subList(0, key));
        rows.put(String.join("\t", names), cells);
      }
    }
    return new ArrayList<>(rows.values());
  }

  private static String withoutDifferences(String page) {
    StringBuilder text = new StringBuilder();
    for (String line : page.split("\n", -1)) {
      // Cells are parted by " | "; |x| inside a tolerance is written without the spaces.
      String[] cells = line.split(" \\| ", -1);
      if (cells.length == 8) {
        cells[5] = "";
        cells[6] = "";
      }
      text.append(String.join(" | ", cells)).append('\n');
    }
    return text.toString();
  }
}
