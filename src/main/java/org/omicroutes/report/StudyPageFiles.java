package org.omicroutes.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.StepContext;

/**
 * Writes the page, the Markdown and the figures of a study to the outputs {@code out-html}, {@code
 * out-md} and {@code out-figures} of a step.
 *
 * @param figuresAt address of the folder of figures, empty for none
 * @param tablesAt address of the folder of tables, empty for none
 * @param png whether PNG files are wanted
 */
record StudyPageFiles(String title, String figuresAt, String tablesAt, boolean png) {

  StudyPageFiles {
    if (title == null || title.isBlank()) {
      throw new IllegalArgumentException("title: found nothing, expected some text");
    }
    figuresAt = address("figures-at", figuresAt);
    tablesAt = address("tables-at", tablesAt);
  }

  private static String address(String option, String value) {
    if (value == null || value.isBlank() || value.equals("-")) {
      return "";
    }
    if (!value.matches("[A-Za-z0-9._~/-]+") || value.startsWith("/")) {
      throw new IllegalArgumentException(
          option + ": found '" + value + "', expected a relative path without spaces");
    }
    return value.replaceFirst("/+$", "");
  }

  void write(StepContext<?> context, StudyView view, StudyFigure.All figures, StudyOutline outline)
      throws IOException {
    boolean drawn = png && fonts(context);
    figures.absent().forEach(context::note);
    StudyPage.Links links = new StudyPage.Links(figuresAt, tablesAt, drawn);
    write(context.output("out-html"), StudyPage.html(title, view, figures, links, outline));
    write(context.output("out-md"), StudyMarkdown.of(title, view, figures, links));
    Path folder = context.output("out-figures");
    Files.createDirectories(folder);
    int done = 0;
    for (StudyFigure figure : figures.figures()) {
      Svg svg = figure.svg();
      Files.writeString(folder.resolve(svg.id() + ".svg"), PrintedSvg.of(svg));
      if (drawn) {
        Files.write(folder.resolve(svg.id() + ".png"), Png.of(svg));
      }
      context.progress(0.2 + 0.8 * ++done / figures.figures().size(), svg.id());
    }
  }

  private static boolean fonts(StepContext<?> context) {
    Optional<String> obstacle = Png.obstacle();
    obstacle.ifPresent(o -> context.note("no PNG files on this machine: " + o));
    return obstacle.isEmpty();
  }

  private static void write(Path file, String text) throws IOException {
    try (Writer out = TextFiles.writer(file)) {
      out.write(text);
    }
  }
}
