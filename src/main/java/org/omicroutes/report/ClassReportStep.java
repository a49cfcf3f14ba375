package org.omicroutes.report;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.DataException;
import org.omicroutes.evaluate.ClassReport;
import org.omicroutes.formats.Json;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code class-report}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class ClassReportStep implements Step<ClassReportStep.Options> {

  /** Parameters of {@code class-report}. */
  public record Options(
      @Param(
              value = "The page's title.",
              defaultValue = "Death by a horizon: a study of classifiers")
          String title,
      @Param(
              value =
                  "Where the folder of figures will lie, seen from the page, for its links; '-' "
                      + "for no links.",
              defaultValue = "figures")
          String figuresAt,
      @Param(
              value =
                  "Where the folder of tables (C1.tsv …) will lie, seen from the page, for its "
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
      StepSpec.of("class-report", "1", Options.class)
          .summary("Draws the figures of a study of death by a horizon and makes its page.")
          .details(
              """
              Figures: ROC and precision-recall curves of all models, histograms of the predicted
              probability of both outcome groups, confusion matrices, calibration belts, loss and
              accuracy by epoch of each fold with the best epoch marked, and feature importance by
              attention, permutation and Shapley values side by side. Where several cohorts were
              studied, a figure of one cohort has its name (`confusion-luad.svg`).

              Page, Markdown, files and colours are as `study-report` makes them: the page holds
              everything within itself, the best value of a column is marked where rows are models
              of one cohort, figures without data are left out and named, missing values are dashes.
              The same input gives the same bytes (PNG: on the same machine).

              Errors: a file that is no such study, one without a setting or main model.
              """)
          .in(Port.one("classes", Edam.JSON, "The study, as `class-tables` writes it."))
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
    ClassView view = read(context.input("classes"));
    context.progress(0.1, "drawing");
    context
        .parameters()
        .files()
        .write(context, view.study(), ClassFigures.all(view), outline(view));
  }

  private static ClassView read(Path file) throws IOException {
    ClassReport report = Json.read(file, ClassReport.class);
    if (report == null || report.study() == null || report.outcome() == null) {
      throw DataException.in(file)
          .error("no study or outcome", "a study as class-tables writes it");
    }
    StudyReportStep.requireSetting(file, report.study());
    return ClassView.of(report);
  }

  private static StudyOutline outline(ClassView view) {
    Map<String, String> topics = new LinkedHashMap<>();
    topics.put("C1", "Models compared");
    topics.put("C2", "Confusion matrices");
    topics.put("C3", "Calibration");
    topics.put("C4", "Paired comparisons");
    topics.put("C5", "Folds and training");
    topics.put("C6", "Patients for review");
    topics.put("C7", "What matters to the model");
    topics.put("C8", "Counterfactuals");
    topics.put(StudyOutline.OTHER, "Further tables");
    double level = view.report().outcome().level();
    String percent = Numbers.fixed(100 * level, 3).replaceFirst("\\.?0+$", "") + "\u00a0%";
    return new StudyOutline(topics, StudyOutline.heldOut(percent), facts(view));
  }

  private static List<String[]> facts(ClassView view) {
    int died = view.report().labels().stream().mapToInt(ClassReport.LabelCounts::died).sum();
    int alive = view.report().labels().stream().mapToInt(ClassReport.LabelCounts::alive).sum();
    int none = view.report().labels().stream().mapToInt(ClassReport.LabelCounts::unlabelled).sum();
    List<String[]> facts = new ArrayList<>();
    if (died + alive > 0) {
      String of = "of " + Numbers.count(died + alive) + " with a label";
      facts.add(new String[] {"Died by " + view.months() + " months", Numbers.count(died), of});
      facts.add(
          new String[] {
            "Without a label", Numbers.count(none), view.report().outcome().censored()
          });
    }
    return facts;
  }
}
