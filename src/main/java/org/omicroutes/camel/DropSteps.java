package org.omicroutes.camel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Port;
import org.omicroutes.step.StepSpec;

/**
 * A route of a user's own, {@code direct:NAME}, whose {@code omic:} steps work on a drop, or on
 * several that were joined.
 *
 * @param route as it is loaded
 * @param spec what the provenance says of it
 */
record DropSteps(Route route, StepSpec<?> spec) {
  /** Such a route has no parameters but those that stand in it. */
  record None() {}

  /**
   * The route that starts at {@code direct:NAME}.
   *
   * @throws IllegalStateException where none does
   */
  static DropSteps find(CamelContext context, String name) {
    String start = "direct://" + name;
    Route route =
        context.getRoutes().stream()
            .filter(one -> one.getEndpoint().getEndpointUri().equals(start))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("there is no route that starts at direct:" + name));
    String summary =
        Optional.ofNullable(route.getDescription()).orElse("The route " + route.getRouteId() + ".");
    return new DropSteps(
        route,
        StepSpec.of(name, "1", None.class)
            .summary(summary)
            .in(Port.one("drop", Edam.FOLDER, "The drop; of several, the one that came first."))
            .in(
                Port.optional(
                    DropInputs.SAMPLESHEET, Edam.CSV, "What the drops' samplesheets say."))
            .out(Port.one("out", Edam.FOLDER, "The run's folder."))
            .build());
  }

  /** Where its definition lies in a run's folder. */
  String file() {
    return "workflow/" + spec.name().replaceAll("[^A-Za-z0-9._-]", "_") + ".yaml";
  }

  /** Puts the file that it was loaded from into a run's folder. */
  void write(Path folder) throws IOException {
    Path file = folder.resolve(file());
    Files.createDirectories(file.getParent());
    if (route.getSourceResource() == null) {
      return;
    }
    try (InputStream text = route.getSourceResource().getInputStream()) {
      Files.copy(text, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
