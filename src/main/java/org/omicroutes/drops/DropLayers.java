package org.omicroutes.drops;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.omicroutes.formats.LayerPatients;
import org.omicroutes.formats.Samplesheet;

/** Whose layers lie in a drop's folder. */
final class DropLayers {
  static final String SHEET = "samplesheet.csv";

  /** What a person may say of the run. */
  private static final String PARAMETERS = "prognosis.properties";

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
    } catch (RuntimeException | NoSuchFileException e) {
      return Map.of();
    }
  }

  private static String patientColumn(Path folder) throws IOException {
    Path file = folder.resolve(PARAMETERS);
    if (!Files.exists(file)) {
      return null;
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    String column = properties.getProperty("patientColumn", "").strip();
    return column.isEmpty() ? null : column;
  }
}
