package org.omicroutes.camel;

import java.util.List;
import java.util.stream.Stream;
import org.omicroutes.step.Param;
import org.omicroutes.step.Parameters;

/** What a route on {@code omic-drops:} is told about the drops and its work on them. */
public record DropsOptions(
    @Param(
            value = "Profiles by which a folder may be complete; the first that takes it counts.",
            defaultValue = "marker,manifest")
        List<String> profiles,
    @Param(value = "The folder in which the run's folder is made.", defaultValue = "results")
        String results,
    @Param(value = "The name by which the run is listed.", defaultValue = "prognosis")
        String workflow,
    @Param(
            value = "From one look at the folder to the next.",
            defaultValue = "5s",
            unit = DropsOptions.DURATION)
        String delay,
    @Param(
            value = "Before the first look at the folder.",
            defaultValue = "1s",
            unit = DropsOptions.DURATION)
        String initialDelay,
    @Param(value = "Drops worked on at a time, by this server.", defaultValue = "1", range = ">= 1")
        int parallel,
    @Param("Layers that each patient is to have before a drop runs; none: each runs by itself.")
        List<String> layers,
    @Param(
            value = "How long a complete drop waits for layers.",
            defaultValue = "7d",
            unit = DropsOptions.DURATION)
        String waitingTime,
    @Param(
            value = "How often a drop is tried whose trouble may pass.",
            defaultValue = "5",
            range = ">= 1")
        int attempts,
    @Param(
            value = "The wait before the second attempt.",
            defaultValue = "30s",
            unit = DropsOptions.DURATION)
        String backOff,
    @Param(
            value = "By what the wait grows from one attempt to the next.",
            defaultValue = "2",
            range = ">= 1")
        double backOffMultiplier,
    @Param(
            value = "The longest wait from one attempt to the next.",
            defaultValue = "1h",
            unit = DropsOptions.DURATION)
        String maxBackOff) {
  /** The unit of what is written as {@code 5s} or {@code 1h30m}, or in milliseconds. */
  public static final String DURATION = "duration";

  /** All that an endpoint may be told: of the route, and of how closely is looked. */
  public static List<Parameters.Parameter> all() {
    return Stream.concat(
            Parameters.of(DropsOptions.class).stream(), ScannedFolders.options().stream())
        .toList();
  }
}
