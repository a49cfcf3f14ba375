package org.omicroutes.provenance;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The software of a crate that is being made: the engine, the programs of the steps, their Java.
 */
final class SoftwareEntities {
  static final String ENGINE = "#engine";
  static final String LANGUAGE = "#language";
  private static final String PROGRAM = "#omicroutes";
  private static final String JAVA = "#java";

  private final Entities entities;
  private final EngineSoftware engine;

  SoftwareEntities(Entities entities, EngineSoftware engine) {
    this.entities = entities;
    this.engine = engine;
  }

  /** What the steps are parts of. */
  String program() {
    return engine.isOwn() ? ENGINE : PROGRAM;
  }

  /**
   * Describes them.
   *
   * @param programs that did the steps; several where tasks of an engine met several versions
   */
  void describe(Collection<Program> programs) {
    Set<String> needs = new LinkedHashSet<>();
    Set<String> versions = new LinkedHashSet<>();
    for (Program program : new LinkedHashSet<>(programs)) {
      versions.add(program.version());
      needs.add(addJava(program, needs.size()));
    }
    if (!engine.isOwn()) {
      entities.add(
          new Entity(ENGINE, "SoftwareApplication")
              .set("name", engine.name())
              .set("softwareVersion", engine.version()));
    }
    entities.add(
        new Entity(program(), "SoftwareApplication")
            .set("name", EngineSoftware.own().name())
            .set("softwareVersion", String.join(", ", versions))
            .links("softwareRequirements", needs));
    entities.add(
        new Entity(LANGUAGE, "ComputerLanguage")
            .set("name", engine.language())
            .link("url", engine.url()));
    entities.add(new Entity(engine.url(), "WebPage").set("name", engine.language()));
  }

  private String addJava(Program program, int others) {
    String id = others == 0 ? JAVA : JAVA + "-" + (others + 1);
    return entities
        .add(
            new Entity(id, "SoftwareApplication")
                .set("name", program.java())
                .set("softwareVersion", program.javaVersion())
                .set("operatingSystem", program.system()))
        .id();
  }

  /** The action of the engine. */
  Entity organize(List<String> controls, String run, String started, String ended) {
    return entities.add(
        new Entity("#orchestration", "OrganizeAction")
            .set("name", engine.title())
            .link("instrument", ENGINE)
            .links("object", controls)
            .link("result", run)
            .set("startTime", started)
            .set("endTime", ended));
  }
}
