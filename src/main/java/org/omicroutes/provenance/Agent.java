package org.omicroutes.provenance;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who runs the program, where they say so: the environment variable {@code OMICROUTES_AGENT}, such
 * as {@code Ada Lovelace <https://orcid.org/0000-0002-1825-0097>}. Nobody is named unasked.
 */
final class Agent {
  static final String VARIABLE = "OMICROUTES_AGENT";

  private static final Pattern NAME_AND_ID =
      Pattern.compile("\\s*([^<>]+?)\\s*(<(https?://[^<>\\s]+)>)?\\s*");

  private Agent() {}

  /** Who the environment names; null for nobody. */
  static String named() {
    return System.getenv(VARIABLE);
  }

  static Optional<Entity> fromEnvironment() {
    return of(named());
  }

  /**
   * @param text null or empty where nobody is named
   * @throws IllegalArgumentException for what is neither {@code NAME} nor {@code NAME <URL>}
   */
  static Optional<Entity> of(String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    Matcher matcher = NAME_AND_ID.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          VARIABLE + ": found '" + text + "', expected NAME or NAME <https://orcid.org/…>");
    }
    String id = matcher.group(3) == null ? "#agent" : matcher.group(3);
    return Optional.of(new Entity(id, "Person").set("name", matcher.group(1)));
  }
}
