package org.omicroutes.camel.sent;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.omicroutes.engines.Engine;
import org.omicroutes.engines.Engine.Language;

/** The engines that routes may send steps to: the settings are those of the server's. */
public final class RouteEngines {
  private static final Map<String, Language> NAMES =
      Map.of("cwl", Language.CWL, "nextflow", Language.NEXTFLOW);

  private RouteEngines() {}

  /** The engines' names, sorted. */
  public static List<String> names() {
    return NAMES.keySet().stream().sorted().toList();
  }

  /**
   * The engine of a name.
   *
   * @param name {@code cwl} or {@code nextflow}
   * @throws IllegalArgumentException for another name, and where none is configured
   */
  public static Engine find(CamelContext context, String name) {
    Language language = NAMES.get(name);
    if (language == null) {
      throw new IllegalArgumentException(
          "engine: found '" + name + "', expected " + String.join(" or ", names()));
    }
    String setting = "omicroutes.engine." + name;
    String command = context.resolvePropertyPlaceholders("{{?" + setting + "}}");
    if (command == null || command.isBlank()) {
      throw new IllegalArgumentException(
          "engine=" + name + ": found no " + setting + ", expected the engine's command");
    }
    return Engine.of(language, command);
  }
}
