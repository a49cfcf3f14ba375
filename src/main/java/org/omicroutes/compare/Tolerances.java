package org.omicroutes.compare;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tolerance of each file, and the files that are not compared. */
public final class Tolerances {
  private static final Tolerance USUAL = Tolerance.parse("1e-9");

  private Tolerance usual = USUAL;
  private final Map<PathMatcher, Tolerance> byGlob = new LinkedHashMap<>();
  private final List<PathMatcher> ignored = new ArrayList<>();

  /**
   * @param texts {@code 1e-9}, {@code 1e-6/1e-12} or {@code GLOB=1e-6}; of several that fit a file
   *     the last counts
   * @param ignored globs of files that are not compared
   * @throws IllegalArgumentException for what is none of these
   */
  public Tolerances(List<String> texts, List<String> ignored) {
    for (String text : texts) {
      int equals = text.lastIndexOf('=');
      Tolerance tolerance = Tolerance.parse(text.substring(equals + 1));
      if (equals < 0) {
        usual = tolerance;
      } else {
        byGlob.put(matcher(text.substring(0, equals)), tolerance);
      }
    }
    ignored.forEach(glob -> this.ignored.add(matcher(glob)));
  }

  /** A glob without a slash fits files of that name in any folder. */
  private static PathMatcher matcher(String glob) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return glob.contains("/")
        ? matcher
        : path -> path.getFileName() != null && matcher.matches(path.getFileName());
  }

  /**
   * @param file relative to the folder that is compared
   */
  Tolerance of(Path file) {
    Tolerance found = usual;
    for (Map.Entry<PathMatcher, Tolerance> entry : byGlob.entrySet()) {
      found = entry.getKey().matches(file) ? entry.getValue() : found;
    }
    return found;
  }

  boolean isIgnored(Path file) {
    return ignored.stream().anyMatch(glob -> glob.matches(file));
  }
}
