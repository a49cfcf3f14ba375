package org.omicroutes.provenance.check;

/**
 * One thing that is wrong with a crate.
 *
 * @param severity how bad
 * @param file where it was found: the metadata file, or the file that an entity describes
 * @param entity the entity's id; {@code -} for the document as a whole
 * @param property the entity's property; {@code -} for the entity as a whole
 * @param found what is there
 * @param expected what the rule asks for
 * @param rule whose rule it is, such as {@code Process Run Crate}
 */
public record Finding(
    Severity severity,
    String file,
    String entity,
    String property,
    String found,
    String expected,
    String rule) {

  /** As in RFC 2119. */
  public enum Severity {
    /** The crate does not conform. */
    MUST,
    /** The crate conforms, but is poorer than it should be. */
    SHOULD
  }

  /** No entity, or no property. */
  static final String NONE = "-";

  /** The finding on one line, tab separated. */
  public String line() {
    return String.join(
        "\t", severity.name(), file, entity, property, plain(found), plain(expected), rule);
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
