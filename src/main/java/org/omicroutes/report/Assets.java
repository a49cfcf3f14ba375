package org.omicroutes.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheets and the script that every report carries inside itself. */
final class Assets {
  private static final String FIGURE_STYLE = load("figure.css");
  private static final String PAGE_STYLE = load("page.css");
  private static final String SCRIPT = load("page.js");

  private static final String STUDY_STYLE = load("study.css");
  private static final String STUDY_SCRIPT = load("study.js");

  private Assets() {}

  /** What figures need, alone or on a page: colours for light, dark and paper. */
  static String figureStyle() {
    return FIGURE_STYLE;
  }

  static String pageStyle() {
    return PAGE_STYLE;
  }

  static String script() {
    return SCRIPT;
  }

  /** What the page of a study has beyond others. */
  static String studyStyle() {
    return STUDY_STYLE;
  }

  /** Turns figures in three dimensions. */
  static String studyScript() {
    return STUDY_SCRIPT;
  }

  private static String load(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
