package org.omicroutes.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of metrics: those that a scrape holds, and those that rules and the dashboard ask for. */
final class ServedMetrics {
  static final Path OPS = Path.of("containers/ops");

  private static final Pattern ASKED =
      Pattern.compile("\\b(?:omicroutes|jvm|process|system|http_server)_[a-z0-9_]+");

  private ServedMetrics() {}

  static Set<String> in(String scrape) {
    return scrape
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> askedFor(String file) throws IOException {
    Matcher names = ASKED.matcher(Files.readString(OPS.resolve(file)));
    Set<String> found = new TreeSet<>();
    while (names.find()) {
      found.add(names.group());
    }
    return found;
  }
}
