package org.omicroutes.camel.sent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.Samplesheet;

/** The files that a samplesheet names, which have to be sent with it. */
final class SheetFiles {
  private SheetFiles() {}

  /**
   * Files by their path relative to the sheet.
   *
   * @throws DataException for a file that does not lie below the sheet's folder
   */
  static Map<String, Path> of(Path sheet) throws IOException {
    Path folder = sheet.toAbsolutePath().normalize().getParent();
    Map<String, Path> files = new LinkedHashMap<>();
    for (Samplesheet.Row row : Samplesheet.read(sheet).rows()) {
      Path file = row.path().toAbsolutePath().normalize();
      if (!file.startsWith(folder)) {
        throw DataException.in(sheet)
            .line(row.line())
            .column("path")
            .error(file.toString(), "a file below the samplesheet's folder, to be sent with it");
      }
      files.put(folder.relativize(file).toString(), file);
    }
    return files;
  }
}
