package org.omicroutes.drops;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Lists and times in reasons. */
final class Words {
  private static final int MOST_NAMES = 5;
  private static final int LONGEST_NAME = 80;

  private Words() {}

  /** The first few of many, none of them long. */
  static String some(List<String> names) {
    String first =
        names.stream().limit(MOST_NAMES).map(Words::name).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMES
        ? first
        : first + " and " + (names.size() - MOST_NAMES) + " more";
  }

  static String name(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : "…" + name.substring(name.length() - LONGEST_NAME + 1);
  }

  static String files(int number) {
    return number == 1 ? "1 file" : number + " files";
  }

  static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds >= 7200 && seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds >= 120 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
