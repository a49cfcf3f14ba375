package org.omicroutes.report;

import java.util.List;
import org.omicroutes.evaluate.StudyReport;

/** The tables of a study as Markdown, for pages of documentation. */
final class StudyMarkdown {
  private StudyMarkdown() {}

  /** Headline, setting, all tables with their notes, and links to the figures. */
  static String of(String title, StudyView view, StudyFigure.All figures, StudyPage.Links links) {
    StringBuilder out = new StringBuilder("# " + escape(title) + "\n\n");
    if (!view.report().headline().isBlank()) {
      out.append("**").append(escape(view.labelled(view.report().headline()))).append("**\n\n");
    }
    setting(out, view);
    for (StudyReport.Table table : view.report().tables()) {
      table(out, table, view, links);
    }
    figures(out, figures, links);
    return out.toString();
  }

  private static void setting(StringBuilder out, StudyView view) {
    StudyReport.Setting s = view.setting();
    out.append("Main model: ").append(escape(StudyView.label(view.main())));
    out.append("; ").append(s.folds()).append(" folds, ").append(s.repeats());
    out.append(s.repeats() == 1 ? " repeat" : " repeats");
    out.append("; main horizon ").append(s.horizonMonths()).append(" months; seed ");
    out.append(s.seed())
        .append(". In bold: the best value of a column among a cohort's models.\n\n");
    if (view.studied().isEmpty()) {
      return;
    }
    boolean layers = view.studied().stream().anyMatch(c -> !StudyView.layers(c).isEmpty());
    out.append("| Cohort | Patients | Events | Median follow-up (months) |");
    out.append(layers ? " Layers |\n" : "\n").append("|---|--:|--:|--:|");
    out.append(layers ? "---|\n" : "\n");
    for (StudyReport.Cohort c : view.studied()) {
      out.append("| ").append(escape(c.name())).append(" | ").append(c.patients());
      out.append(" | ").append(c.events()).append(" | ");
      out.append(Numbers.fixed(c.medianFollowUpMonths(), 1)).append(" |");
      out.append(layers ? " " + escape(StudyView.layers(c)) + " |\n" : "\n");
    }
    out.append('\n');
  }

  private static void table(
      StringBuilder out, StudyReport.Table table, StudyView view, StudyPage.Links links) {
    StudyTableView shown = new StudyTableView(table);
    String name = StudyOutline.numbered(table) ? table.id() + ". " : "";
    out.append("## ").append(name).append(escape(view.labelled(table.title()))).append("\n\n");
    int columns = table.columns().size();
    if (!table.rows().isEmpty()) {
      StringBuilder rule = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String heading = StudyTableView.heading(table.columns().get(c), view);
        out.append("| ").append(escape(heading)).append(' ');
        rule.append(shown.numeric(c) ? "|--:" : "|---");
      }
      out.append("|\n").append(rule).append("|\n");
      List<boolean[]> best = shown.best();
      for (int r = 0; r < table.rows().size(); r++) {
        for (int c = 0; c < columns; c++) {
          String text = escape(shown.words(table.rows().get(r), c, view));
          out.append("| ").append(best.get(r)[c] ? "**" + text + "**" : text).append(' ');
        }
        out.append("|\n");
      }
      out.append('\n');
    }
    if (table.note() != null && !table.note().isBlank()) {
      out.append(escape(view.labelled(table.note()))).append("\n\n");
    }
    links.ofTable(table.id()).forEach((file, address) -> link(out, file, address));
  }

  private static void link(StringBuilder out, String name, String address) {
    out.append('[').append(escape(name)).append("](").append(address).append(")\n\n");
  }

  private static void figures(StringBuilder out, StudyFigure.All figures, StudyPage.Links links) {
    if (!links.figures().isEmpty() && !figures.figures().isEmpty()) {
      out.append("## Figures\n\n");
      for (StudyFigure f : figures.figures()) {
        out.append("- ").append(escape(f.svg().title())).append(':');
        links
            .ofFigure(f.svg().id())
            .forEach((name, address) -> out.append(" [" + name + "](" + address + ")"));
        out.append('\n');
      }
      out.append('\n');
    }
    if (!figures.absent().isEmpty()) {
      out.append("Left out for want of data:\n\n");
      figures.absent().forEach(a -> out.append("- ").append(escape(a)).append('\n'));
    }
  }

  /** Characters that Markdown or HTML would take for markup. */
  static String escape(String text) {
    return text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("`", "\\`")
        .replace("[", "\\[")
        .replace("<", "&lt;")
        .replace("\n", " ");
  }
}
