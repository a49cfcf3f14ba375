package org.omicroutes.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.omicroutes.evaluate.StudyReport;
import org.omicroutes.report.Page.Table.Cell;

/** The page of a study: the headline, then table by table with the figures that belong to it. */
final class StudyPage {
  static final String PUBLISHED = "published";

  private final StudyView view;
  private final StudyFigure.All figures;
  private final Links links;
  private final StudyOutline outline;
  private final Page page;

  private StudyPage(
      String title, StudyView view, StudyFigure.All figures, Links links, StudyOutline outline) {
    this.view = view;
    this.figures = figures;
    this.links = links;
    this.outline = outline;
    this.page = new Page(title, Assets.studyStyle(), Assets.studyScript());
  }

  /**
   * Where the files lie, seen from the page.
   *
   * @param figures address of the folder of figures, empty for none
   * @param tables address of the folder of tables, empty for none
   * @param png whether there are PNG files
   */
  record Links(String figures, String tables, boolean png) {
    Map<String, String> ofFigure(String id) {
      Map<String, String> files = new LinkedHashMap<>();
      if (!figures.isEmpty()) {
        if (png) {
          files.put(id + ".png", figures + "/" + id + ".png");
        }
        files.put(id + ".svg", figures + "/" + id + ".svg");
      }
      return files;
    }

    Map<String, String> ofTable(String id) {
      return tables.isEmpty() ? Map.of() : Map.of(id + ".tsv", tables + "/" + id + ".tsv");
    }
  }

  static String html(
      String title, StudyView view, StudyFigure.All figures, Links links, StudyOutline outline) {
    StudyPage made = new StudyPage(title, view, figures, links, outline);
    made.summary();
    outline.topics().forEach(made::topic);
    made.absent();
    return made.page.html(
        "Made by OmicRoutes from the files of this study; nothing is loaded from elsewhere. For "
            + "research use: not a medical device.");
  }

  private void summary() {
    page.section("summary", "Summary");
    if (!view.report().headline().isBlank()) {
      page.paragraph(view.labelled(view.report().headline()), "verdict");
    }
    page.facts(facts());
    page.paragraph(outline.note(), "note");
    view.report().tables().stream().filter(t -> isPublished(t)).forEach(this::published);
    if (!view.studied().isEmpty()) {
      page.heading("Cohorts");
      page.table(cohorts());
    }
    page.endSection();
  }

  private List<String[]> facts() {
    StudyReport.Setting setting = view.setting();
    int patients = view.studied().stream().mapToInt(StudyReport.Cohort::patients).sum();
    int events = view.studied().stream().mapToInt(StudyReport.Cohort::events).sum();
    List<String[]> facts = new ArrayList<>();
    if (!view.studied().isEmpty()) {
      String cohorts = view.studied().size() == 1 ? "1 cohort" : view.studied().size() + " cohorts";
      facts.add(new String[] {"Patients", Numbers.count(patients), cohorts});
      String share = Numbers.percent((double) events / patients, 0) + " of patients";
      facts.add(new String[] {"Deaths or events", Numbers.count(events), share});
    }
    facts.add(
        new String[] {
          "Models", String.valueOf(view.models().size()), "main: " + StudyView.label(view.main())
        });
    String repeats = setting.repeats() == 1 ? "1 repeat" : setting.repeats() + " repeats";
    facts.add(new String[] {"Folds", String.valueOf(setting.folds()), repeats});
    String seed = "seed " + setting.seed();
    facts.add(new String[] {"Main horizon", setting.horizonMonths() + " months", seed});
    facts.addAll(outline.facts());
    return facts;
  }

  private Page.Table cohorts() {
    boolean layers = view.studied().stream().anyMatch(c -> !StudyView.layers(c).isEmpty());
    List<String> columns =
        new ArrayList<>(List.of("Cohort", "Patients", "Events", "Median follow-up (months)"));
    if (layers) {
      columns.add("Layers");
    }
    Page.Table table = new Page.Table("Cohorts", columns.toArray(String[]::new));
    for (StudyReport.Cohort c : view.studied()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(c.name()));
      cells.add(Cell.of(c.patients(), Numbers.count(c.patients())));
      cells.add(Cell.of(c.events(), Numbers.count(c.events())));
      cells.add(Cell.of(c.medianFollowUpMonths(), Numbers.fixed(c.medianFollowUpMonths(), 1)));
      if (layers) {
        cells.add(Cell.of(StudyView.layers(c)));
      }
      table.row(cells.toArray(Cell[]::new));
    }
    return table;
  }

  private static boolean isPublished(StudyReport.Table table) {
    return table.id().toLowerCase(Locale.ROOT).contains(PUBLISHED);
  }

  private void published(StudyReport.Table table) {
    page.quoted();
    page.heading(view.labelled(table.title()));
    contents(table);
    page.endQuoted();
  }

  private void topic(String topic, String heading) {
    List<StudyReport.Table> tables =
        view.report().tables().stream()
            .filter(t -> !isPublished(t))
            .filter(t -> outline.topicOf(t).equals(topic))
            .toList();
    List<StudyFigure> drawn =
        figures.figures().stream().filter(f -> f.topic().equals(topic)).toList();
    if (tables.isEmpty() && drawn.isEmpty()) {
      return;
    }
    page.section(Slug.of(heading), heading);
    boolean first = true;
    for (StudyReport.Table table : tables) {
      table(table);
      if (first) {
        drawn.stream().filter(f -> !f.further()).forEach(this::figure);
        first = false;
      }
    }
    if (tables.isEmpty()) {
      drawn.stream().filter(f -> !f.further()).forEach(this::figure);
    }
    List<StudyFigure> further = drawn.stream().filter(StudyFigure::further).toList();
    if (!further.isEmpty()) {
      page.details("The same figure for other models");
      further.forEach(this::figure);
      page.endDetails();
    }
    page.endSection();
  }

  private void table(StudyReport.Table table) {
    String title = view.labelled(table.title());
    page.heading(StudyOutline.numbered(table) ? table.id() + ". " + title : title);
    contents(table);
  }

  private void contents(StudyReport.Table table) {
    StudyTableView shown = new StudyTableView(table);
    if (table.rows().isEmpty()) {
      page.paragraph("No rows.", "note");
    } else if (shown.hasMeanBesideCohorts()) {
      page.paragraph(view.cohortLabel(StudyReport.MEAN) + ":", "note of");
      page.table(shown.page(view, true));
      page.details("Each cohort (" + table.rows().size() + " rows)");
      page.table(shown.page(view, false));
      page.endDetails();
    } else {
      if (!shown.onlyCohort().isEmpty()) {
        page.paragraph(view.cohortLabel(shown.onlyCohort()) + ":", "note of");
      }
      page.table(shown.page(view, false));
    }
    if (table.note() != null && !table.note().isBlank()) {
      page.paragraph(view.labelled(table.note()), "note");
    }
    page.files(links.ofTable(table.id()));
  }

  private void figure(StudyFigure f) {
    page.figure(f.svg(), f.finding(), f.howToRead(), f.numbers(), links.ofFigure(f.svg().id()));
  }

  private void absent() {
    if (figures.absent().isEmpty()) {
      return;
    }
    page.section("left-out", "Left out");
    page.paragraph("These figures have no data in this study:");
    page.list(figures.absent());
    page.endSection();
  }
}
