package org.omicroutes.report;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import org.omicroutes.cohort.DataException;
import org.omicroutes.evaluate.StudyReport;
import org.omicroutes.formats.Json;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code study-report}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class StudyReportStep implements Step<StudyReportStep.Options> {

  /** Parameters of {@code study-report}. */
  public record Options(
      @Param(value = "The page's title.", defaultValue = "Survival prognosis: a study of models")
          String title,
      @Param(
              value =
                  "Where the folder of figures will lie, seen from the page, for its links; '-' "
                      + "for no links.",
              defaultValue = "figures")
          String figuresAt,
      @Param(
              value =
                  "Where the folder of tables (T1.tsv …) will lie, seen from the page, for its "
                      + "links; '-' for no links.",
              defaultValue = "tables")
          String tablesAt,
      @Param(value = "Whether to write figures as PNG files, too.", defaultValue = "true")
          boolean png) {
    public Options {
      files(title, figuresAt, tablesAt, png);
    }

    private static StudyPageFiles files(
        String title, String figuresAt, String tablesAt, boolean png) {
      return new StudyPageFiles(title, figuresAt, tablesAt, png);
    }

    private StudyPageFiles files() {
      return files(title, figuresAt, tablesAt, png);
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("study-report", "3", Options.class)
          .summary("Draws a study's figures and makes its page and its tables as Markdown.")
          .details(
              """
              Figures: F1 td-AUC over time above the number of events, F2 the first three latent
              factors (turned with mouse or arrow keys on the page), F3 importance of feature
              groups, F4 calibration belts, KM survival by risk group, missing-layers, attention.
              Each is an SVG file whose colours and sizes stand at its elements, so that drawing
              programs read it, and a PNG file of 300 dots per inch, both on white. What other
              models have is drawn in files of their own (`F4-ridge.svg`). Models, groups and bands
              are told apart by number, letter, marker or dash as well as by colour; the colours are
              those of Okabe and Ito (2008), darkened where they would be too light on white.

              The page holds everything within itself and loads nothing. Tables keep the order and
              the words of the study; models appear by their label. The best value of a column is
              marked where rows are models of one cohort; rows that quote a paper are left out of
              that. A figure without data is left out, and the page says so. Missing values are
              dashes, gaps in lines, or empty cells, never 0.

              PNG files need fonts that Java finds; without any, the step says so and leaves them
              out. The same input gives the same bytes (PNG: on the same machine, whose fonts they
              are drawn with).

              Errors: a file that is not a study, a study without a setting or main model.
              """)
          .in(Port.one("study", Edam.JSON, "The study, as `study-tables` writes it."))
          .out(Port.one("out-html", Edam.HTML, "The page."))
          .out(Port.one("out-md", Edam.TEXT, "The tables as Markdown."))
          .out(Port.one("out-figures", Edam.FOLDER, "Each figure as SVG and PNG."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    StudyView view = read(context.input("study"));
    context.progress(0.1, "drawing");
    context
        .parameters()
        .files()
        .write(context, view, StudyFigure.all(view), StudyOutline.survival());
  }

  private static StudyView read(Path file) throws IOException {
    StudyReport report = Json.read(file, StudyReport.class);
    requireSetting(file, report);
    return new StudyView(report);
  }

  /** Without them nothing can be told of a study. */
  static void requireSetting(Path file, StudyReport report) {
    if (report == null || report.setting() == null) {
      throw DataException.in(file).error("no setting", "a study as study-tables writes it");
    }
    if (report.setting().mainModel() == null || report.setting().mainModel().isBlank()) {
      throw DataException.in(file).error("no main model", "its name in setting.mainModel");
    }
  }
}
