package org.omicroutes.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.omicroutes.formats.TextFiles;

/**
 * Compares two tables with a header and ids in the first column. Both are read once, side by side;
 * only from where the ids part are the rest of the rows held and matched by id.
 */
final class TableComparison {
  private final String file;
  private final Tolerance tolerance;
  private final Differences differences;
  private char delimiter;
  private List<String> header = List.of();

  TableComparison(String file, Tolerance tolerance, Differences differences) {
    this.file = file;
    this.tolerance = tolerance;
    this.differences = differences;
  }

  void compare(Path a, Path b) throws IOException {
    try (BufferedReader first = TextFiles.reader(a);
        BufferedReader second = TextFiles.reader(b)) {
      String headerA = first.readLine();
      String headerB = second.readLine();
      if (!hasSameHeader(headerA, headerB)) {
        return;
      }
      while (true) {
        String one = first.readLine();
        String other = second.readLine();
        if (one == null && other == null) {
          return;
        }
        if (one != null && one.equals(other)) {
          continue;
        }
        List<String> cells = one == null ? null : cells(one);
        List<String> others = other == null ? null : cells(other);
        if (cells == null || others == null || !cells.get(0).equals(others.get(0))) {
          match(rest(one, first), rest(other, second));
          return;
        }
        rows(cells, others);
      }
    }
  }

  private boolean hasSameHeader(String a, String b) throws IOException {
    String longer = a == null ? b : a;
    delimiter = longer != null && longer.indexOf('\t') >= 0 ? '\t' : ',';
    header = a == null ? List.of() : cells(a);
    List<String> other = b == null ? List.of() : cells(b);
    for (int i = 0; i < Math.max(header.size(), other.size()); i++) {
      String one = i < header.size() ? header.get(i) : Difference.MISSING;
      String two = i < other.size() ? other.get(i) : Difference.MISSING;
      if (!one.equals(two)) {
        differences.add(file, "header", "column " + (i + 1), one, two);
      }
    }
    return header.equals(other);
  }

  private void rows(List<String> a, List<String> b) {
    if (a.size() != b.size()) {
      differences.add(file, a.get(0), Difference.WHOLE, a.size() + " cells", b.size() + " cells");
      return;
    }
    for (int i = 1; i < a.size(); i++) {
      if (!tolerance.same(a.get(i), b.get(i))) {
        String column = i < header.size() ? header.get(i) : "column " + (i + 1);
        differences.add(file, a.get(0), column, a.get(i), b.get(i));
      }
    }
  }

  /** The rows that are left by id; an id that comes again is told apart by its place. */
  private Map<String, List<String>> rest(String line, BufferedReader reader) throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    Map<String, Integer> again = new LinkedHashMap<>();
    for (String next = line; next != null; next = reader.readLine()) {
      List<String> cells = cells(next);
      int times = again.merge(cells.get(0), 1, Integer::sum);
      rows.put(times == 1 ? cells.get(0) : cells.get(0) + " (" + times + ")", cells);
    }
    return rows;
  }

  private void match(Map<String, List<String>> a, Map<String, List<String>> b) {
    a.forEach(
        (id, cells) -> {
          if (b.containsKey(id)) {
            rows(cells, b.get(id));
          } else {
            differences.add(file, id, Difference.WHOLE, "a row", Difference.MISSING);
          }
        });
    for (String id : b.keySet()) {
      if (!a.containsKey(id)) {
        differences.add(file, id, Difference.WHOLE, Difference.MISSING, "a row");
      }
    }
    List<String> common = a.keySet().stream().filter(b::containsKey).toList();
    List<String> commonOfB = b.keySet().stream().filter(a::containsKey).toList();
    for (int i = 0; i < common.size(); i++) {
      if (!common.get(i).equals(commonOfB.get(i))) {
        differences.add(file, "order of rows", Difference.WHOLE, common.get(i), commonOfB.get(i));
        return;
      }
    }
  }

  private List<String> cells(String line) {
    if (line.indexOf('"') < 0) {
      return List.of(line.split(String.valueOf(delimiter), -1));
    }
    CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
    try (CSVParser parser = CSVParser.parse(line, format)) {
      List<CSVRecord> records = parser.getRecords();
      return records.isEmpty() ? List.of("") : records.get(0).toList();
    } catch (IOException | UncheckedIOException e) {
      // A quote that is no quote: the text itself will do.
      return List.of(line.split(String.valueOf(delimiter), -1));
    }
  }
}
