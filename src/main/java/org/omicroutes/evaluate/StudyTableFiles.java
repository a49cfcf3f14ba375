package org.omicroutes.evaluate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TextFiles;

/** Writes a study's tables as files. */
final class StudyTableFiles {
  private StudyTableFiles() {}

  /** One file a table as printed, {@code notes.tsv}, and {@code estimates.tsv} with all digits. */
  static void write(Path folder, StudyReport report, List<StudyTable.Figure> figures)
      throws IOException {
    Files.createDirectories(folder);
    for (StudyReport.Table table : report.tables()) {
      try (BufferedWriter out = TextFiles.writer(folder.resolve(table.id() + ".tsv"))) {
        out.write(String.join("\t", table.columns()) + "\n");
        for (List<String> row : table.rows()) {
          out.write(String.join("\t", row) + "\n");
        }
      }
    }
    try (BufferedWriter out = TextFiles.writer(folder.resolve("notes.tsv"))) {
      out.write("table\ttitle\tnote\nstudy\t\t" + report.headline() + "\n");
      for (StudyReport.Table table : report.tables()) {
        out.write(table.id() + "\t" + table.title() + "\t" + table.note() + "\n");
      }
    }
    try (BufferedWriter out = TextFiles.writer(folder.resolve("estimates.tsv"))) {
      out.write("table\trow\tcolumn\testimate\tstandard_error\tlower\tupper\n");
      for (StudyTable.Figure f : figures) {
        StudyValue v = f.value();
        out.write(f.table() + "\t" + f.row() + "\t" + f.column());
        for (double number : new double[] {v.estimate(), v.standardError(), v.lower(), v.upper()}) {
          out.write("\t" + (Double.isFinite(number) ? MatrixFiles.format(number) : "NA"));
        }
        out.write('\n');
      }
    }
  }
}
