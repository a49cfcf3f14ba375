package org.omicroutes.cli;

import java.util.ArrayList;
import java.util.List;
import org.omicroutes.step.Software;

/** What {@code --version} prints: the program on the first line, then what it is made of. */
final class VersionText {
  private VersionText() {}

  static String[] lines() {
    List<String> lines = new ArrayList<>();
    lines.add(Software.NAME + " " + Software.version());
    if (!Software.commit().isEmpty()) {
      lines.add("commit " + Software.commit());
    }
    lines.add("Java " + Runtime.version() + ", " + System.getProperty("java.vm.name"));
    Software.libraries().forEach((library, version) -> lines.add(library + " " + version));
    return lines.toArray(String[]::new);
  }
}
