package org.omicroutes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.camel.util.TimeUtils;
import org.omicroutes.drops.DropScanner;
import org.omicroutes.drops.DropSource;
import org.omicroutes.drops.Profiles;
import org.omicroutes.state.DropStore;

/** Sources that look for drops by their profiles; their settings are those of the scanner. */
final class ScannedFolders implements DropSources {
  private static final Set<String> SETTINGS =
      Set.of("maxDepth", "walkUnfinished", "walkEnded", "mostFiles");

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

  @Override
  public DropSource open(Watch watch) {
    Set<String> unknown = new TreeSet<>(watch.settings().keySet());
    unknown.removeAll(SETTINGS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "omic-drops: found the option "
              + String.join(", ", unknown)
              + "; expected one of "
              + String.join(", ", new TreeSet<>(SETTINGS)));
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
