package org.omicroutes.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import org.omicroutes.cohort.DataException;

/**
 * Records as JSON files, gzip where the name ends in {@code .gz}: fitted states, reports. Doubles
 * keep every digit; NaN and infinities are written as strings. A {@code null} is read as NaN.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new MissingNumbers())
          .build();

  private Json() {}

  /** The mapper that all files go through. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static void write(Path file, Object value) throws IOException {
    try (Writer out = TextFiles.writer(file)) {
      MAPPER.writeValue(out, value);
    }
  }

  /**
   * Reads a value written by {@link #write}.
   *
   * @throws DataException where the file is not JSON of that type
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    try (Reader in = TextFiles.document(file)) {
      return MAPPER.readValue(in, type);
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw DataException.in(file)
          .line(Math.max(0, line))
          .error(e.getOriginalMessage(), "a " + type.getSimpleName() + " as JSON", e);
    }
  }
}
