package org.omicroutes.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small cohorts for tests. */
final class SheetFixture {
  static final String CLINICAL =
      """
      patient,time,event,age,batch
      P1,100,1,50,B1
      P2,200,0,60,B1
      P3,300,1,70,B2
      """;

  private final Path dir;
  private final StringBuilder rows = new StringBuilder("layer,format,path,sample,patient,batch\n");

  SheetFixture(Path dir) {
    this.dir = dir;
  }

  /** A file of the cohort, not named in the sheet. */
  Path file(String name, String text) throws IOException {
    try (var out = TextFiles.writer(dir.resolve(name))) {
      out.write(text);
    }
    return dir.resolve(name);
  }

  /** A row for a file of many samples. */
  SheetFixture row(String layer, String format, String name, String text) throws IOException {
    return row(layer, format, name, text, "", "", "");
  }

  /** A row, and its file. */
  SheetFixture row(
      String layer,
      String format,
      String name,
      String text,
      String sample,
      String patient,
      String batch)
      throws IOException {
    file(name, text);
    rows.append(String.join(",", layer, format, name, sample, patient, batch)).append('\n');
    return this;
  }

  SheetFixture clinical(String text) throws IOException {
    return row("clinical", "clinical", "clinical.csv", text);
  }

  Path write() throws IOException {
    return Files.writeString(dir.resolve("samplesheet.csv"), rows);
  }
}
