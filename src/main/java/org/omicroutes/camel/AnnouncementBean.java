package org.omicroutes.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.omicroutes.state.Drop;

/** Announces what messages name; called from {@code routes/announce-*.yaml}. */
public final class AnnouncementBean {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Entrance entrance;

  /** Where announced drops are entered. */
  @FunctionalInterface
  public interface Entrance {
    /** As {@link org.omicroutes.drops.Announcements#announce}. */
    Drop announce(String route, String path) throws IOException;

    /**
     * Fetches the files of a drop before it is announced.
     *
     * @param from where they are, as the message says
     * @throws IllegalArgumentException where messages of this kind may not say so
     */
    default void fetch(String from, String route, String path) throws IOException {
      throw new IllegalArgumentException("'from' is given: expected in objects of a bucket only");
    }
  }

  public AnnouncementBean(Entrance entrance) {
    this.entrance = entrance;
  }

  /**
   * Announces the drop that a message names; one with {@code from} has it fetched first.
   *
   * @throws IllegalArgumentException where the message is no JSON object with a path, or the path
   *     is none of a drop
   */
  public void announce(Exchange message) throws IOException {
    String text = message.getMessage().getBody(String.class);
    JsonNode body = parse(text == null ? "" : text);
    String from = text(body, "from");
    String route = text(body, "route");
    String path = text(body, "path");
    if (from != null) {
      entrance.fetch(from, route, path);
    }
    entrance.announce(route, path);
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode body = JSON.readTree(text);
      if (body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      // Told below: what was found may be anything.
    }
    throw new IllegalArgumentException("the message is no JSON object: expected {\"path\": \"…\"}");
  }

  private static String text(JsonNode body, String name) {
    JsonNode value = body.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException("'" + name + "' is no text: expected {\"path\": \"…\"}");
    }
    return value.textValue();
  }

  /** What the message named is kept: it need not come again. */
  public void commit(Exchange message) {
    message.getProperty("commit", KafkaManualCommit.class).commit();
  }
}
