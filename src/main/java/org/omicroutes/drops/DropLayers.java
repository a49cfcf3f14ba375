package org.omicroutes.drops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.LayerPatients;
import org.omicroutes.formats.Samplesheet;

/** Whose layers lie in a drop's folder. */
final class DropLayers {
  static final String SHEET = "samplesheet.csv";

  private DropLayers() {}

  /**
   * By layer, the patients; none where the samplesheet, or a file that it names, is not as it
   * should be: the drop's own run tells what is wrong.
   *
   * @throws IOException where a file cannot be read now
   */
  static Map<String, Set<String>> read(Path folder) throws IOException {
    Path sheet = folder.resolve(SHEET);
    if (!Files.exists(sheet)) {
      return Map.of();
    }
    try {
      return LayerPatients.read(Samplesheet.readWithin(sheet, folder), patientColumn(folder));
    } catch (DataException | NoSuchFileException e) {
      return Map.of();
    }
  }

  private static String patientColumn(Path folder) throws IOException {
    String column = DropParameters.read(folder).getOrDefault("patientColumn", "").strip();
    return column.isEmpty() ? null : column;
  }
}
