package org.omicroutes.provenance;

import org.omicroutes.step.Software;

/**
 * What carries a workflow out, and the language that it reads.
 *
 * @param version null where it is not known
 * @param language such as {@code Common Workflow Language}
 * @param url of the language
 * @param mediaType of the language's files
 */
public record EngineSoftware(
    String name, String version, String language, String url, String mediaType) {

  /** This program, with Camel's routes. */
  static EngineSoftware own() {
    return new EngineSoftware(
        Software.NAME,
        Software.version(),
        "Apache Camel YAML DSL",
        "https://camel.apache.org/components/latest/others/yaml-dsl.html",
        "application/yaml");
  }

  boolean isOwn() {
    return name.equals(Software.NAME);
  }

  /** Name and version, as far as it is known. */
  String title() {
    return version == null ? name : name + " " + version;
  }
}
