package org.omicroutes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints what the server tells of drops. */
final class DropsTable {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** How it is printed. */
  enum Format {
    /** Aligned columns, for people. */
    table,
    /** Tab separated with a header. */
    tsv,
    /** As the server says it. */
    json
  }

  private final Format format;
  private final PrintWriter out;

  DropsTable(Format format, PrintWriter out) {
    this.format = format;
    this.out = out;
  }

  /** One line for each of the rows. */
  void print(List<String> columns, JsonNode rows) throws IOException {
    if (format == Format.json) {
      out.println(JSON.writeValueAsString(rows));
    } else {
      List<List<String>> lines = new ArrayList<>();
      lines.add(columns);
      rows.forEach(row -> lines.add(columns.stream().map(name -> text(row.get(name))).toList()));
      printLines(lines);
    }
    out.flush();
  }

  /** A drop and its run, its history, and what it runs with, one below the other. */
  void printWhole(JsonNode whole) throws IOException {
    if (format == Format.json) {
      out.println(JSON.writeValueAsString(whole));
      out.flush();
      return;
    }
    List<List<String>> lines = new ArrayList<>();
    addFields("", whole.path("drop"), lines);
    addFields("run.", whole.path("run"), lines);
    printLines(lines);
    out.println();
    print(List.of("at", "state", "reason"), whole.path("history"));
    if (!whole.path("group").isEmpty()) {
      out.println();
      print(List.of("id", "state", "path", "earlier"), whole.path("group"));
    }
  }

  private static void addFields(String prefix, JsonNode object, List<List<String>> lines) {
    object
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isObject()) {
                addFields(prefix + field.getKey() + ".", field.getValue(), lines);
              } else {
                lines.add(List.of(prefix + field.getKey(), text(field.getValue())));
              }
            });
  }

  private void printLines(List<List<String>> lines) {
    if (format == Format.tsv) {
      lines.forEach(line -> out.println(String.join("\t", line)));
      return;
    }
    int columns = lines.isEmpty() ? 0 : lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        row.append(line.get(c)).append(" ".repeat(widths[c] - line.get(c).length() + 2));
      }
      out.println(row.toString().stripTrailing());
    }
  }

  /** A cell: whatever a reason or a folder's name holds, it stays in its line and its column. */
  private static String text(JsonNode value) {
    return value == null || value.isNull() ? "" : value.asText().replaceAll("\\p{Cntrl}+", " ");
  }
}
