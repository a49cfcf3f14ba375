package org.omicroutes.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
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
    text.append("\n## Comparisons\n\n");
    text.append(
        "| routine | quantity | reference | data | values | largest difference | relative |"
            + " tolerance |\n|---|---|---|---|---:|---:|---:|---|\n");
    for (List<String> row : rows(Agreement.ROWS, 4)) {
      text.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    text.append("\n## Where references disagree\n\n");
    text.append("| routine | case | figures | followed here |\n|---|---|---|---|\n");
    for (List<String> row : rows(Agreement.DISAGREEMENTS, 2)) {
      text.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    return text.toString();
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
