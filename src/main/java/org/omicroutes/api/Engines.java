package org.omicroutes.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.engines.Engine;
import org.omicroutes.engines.Engine.Language;

/**
 * The workflow engines that are configured. There is none unless somebody says so: what an engine
 * runs are the requests' own programs, with the rights of the server.
 */
@ApplicationScoped
public class Engines {
  @ConfigProperty(name = "omicroutes.engine.cwl")
  Optional<String> cwl;

  @ConfigProperty(name = "omicroutes.engine.nextflow")
  Optional<String> nextflow;

  /** Whether workflows and files may be fetched from elsewhere. */
  @ConfigProperty(name = "omicroutes.engine.remote", defaultValue = "false")
  boolean remote;

  List<Engine> all() {
    return Stream.of(engine(Language.CWL, cwl), engine(Language.NEXTFLOW, nextflow))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Engine> engine(Language language, Optional<String> command) {
    return command.filter(text -> !text.isBlank()).map(text -> Engine.of(language, text));
  }

  /** What runs workflows of a type; empty for our own type and where no engine is configured. */
  Optional<Engine> find(String type) {
    return all().stream().filter(engine -> engine.language().type().equals(type)).findFirst();
  }

  boolean isRemoteAllowed() {
    return remote;
  }

  /** All workflow types that can be run, with their versions. */
  Map<String, List<String>> types() {
    Map<String, List<String>> types = new LinkedHashMap<>();
    types.put(Offers.TYPE, List.of(Offers.TYPE_VERSION));
    all().forEach(engine -> types.put(engine.language().type(), engine.language().versions()));
    return types;
  }
}
