package org.omicroutes.drops;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.omicroutes.cohort.DataException;

/** What a person may say of a drop's run, in a file of its folder. */
public final class DropParameters {
  private static final String FILE = "prognosis.properties";

  private DropParameters() {}

  /**
   * By name; empty where there is no such file.
   *
   * @throws DataException where it is no file of properties in UTF-8
   * @throws IOException where it cannot be read now
   */
  public static Map<String, String> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Map<String, String> parameters = new TreeMap<>();
    if (Files.exists(file)) {
      Properties properties = new Properties();
      try (Reader in = Files.newBufferedReader(file)) {
        properties.load(in);
      } catch (IllegalArgumentException | CharacterCodingException e) {
        throw DataException.in(file)
            .error("what is no text of properties (" + e.getMessage() + ")", "NAME=VALUE lines", e);
      }
      properties.stringPropertyNames().forEach(n -> parameters.put(n, properties.getProperty(n)));
    }
    return parameters;
  }
}
