package org.omicroutes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.camel.util.TimeUtils;
import org.omicroutes.drops.DropScanner;
import org.omicroutes.drops.DropSource;
import org.omicroutes.drops.Profiles;
import org.omicroutes.state.DropStore;
import org.omicroutes.step.Parameters.Parameter;

/** Sources that look for drops by their profiles; their settings are those of the scanner. */
final class ScannedFolders implements DropSources {
  private final DropStore drops;
  private final Path profiles;
  private final Clock clock;

  /**
   * @param profiles a folder of profiles beside those that ship; null for none
   */
  ScannedFolders(DropStore drops, Path profiles, Clock clock) {
    this.drops = drops;
    this.profiles = profiles;
    this.clock = clock;
  }

  /** How closely is looked. */
  static List<Parameter> options() {
    DropScanner.Settings otherwise = DropScanner.Settings.DEFAULT;
    return List.of(
        new Parameter(
            "maxDepth",
            int.class,
            "How deep drops may lie below the folder; 1: directly in it.",
            String.valueOf(otherwise.maxDepth()),
            ">= 1",
            ""),
        new Parameter(
            "walkUnfinished",
            String.class,
            "How often, at most, all files of a drop are walked that is not complete or waits.",
            TimeUtils.printDuration(otherwise.walkUnfinished(), false),
            "",
            DropsOptions.DURATION),
        new Parameter(
            "walkEnded",
            String.class,
            "How often all files of a drop are walked that has ended.",
            TimeUtils.printDuration(otherwise.walkEnded(), false),
            "",
            DropsOptions.DURATION),
        new Parameter(
            "mostFiles",
            int.class,
            "How many files a drop may have.",
            String.valueOf(otherwise.mostFiles()),
            ">= 1",
            ""));
  }

  @Override
  public DropSource open(Watch watch) {
    Set<String> known = new TreeSet<>(options().stream().map(Parameter::name).toList());
    Set<String> unknown = new TreeSet<>(watch.settings().keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "omic-drops: found the option "
              + String.join(", ", unknown)
              + "; expected one of "
              + String.join(", ", known));
    }
    try {
      return new DropScanner(
          watch.route(),
          watch.root(),
          Profiles.load(profiles).named(watch.profiles()),
          drops,
          clock,
          settings(watch.settings()),
          watch.rule());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DropScanner.Settings settings(Map<String, String> given) {
    DropScanner.Settings otherwise = DropScanner.Settings.DEFAULT;
    return new DropScanner.Settings(
        read(given, "maxDepth", Integer::parseInt, otherwise.maxDepth()),
        read(given, "walkUnfinished", ScannedFolders::duration, otherwise.walkUnfinished()),
        read(given, "walkEnded", ScannedFolders::duration, otherwise.walkEnded()),
        read(given, "mostFiles", Integer::parseInt, otherwise.mostFiles()));
  }

  private static Duration duration(String text) {
    return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
  }

  private static <T> T read(
      Map<String, String> given, String name, Function<String, T> parse, T otherwise) {
    String text = given.get(name);
    try {
      return text == null ? otherwise : parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "omic-drops: " + name + ": found '" + text + "', expected such as " + otherwise, e);
    }
  }
}
