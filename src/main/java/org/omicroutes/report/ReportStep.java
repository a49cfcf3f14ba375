package org.omicroutes.report;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.evaluate.EvaluationReport;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code report}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class ReportStep implements Step<ReportStep.Options> {

  /** Parameters of {@code report}. */
  public record Options(
      @Param(value = "The page's title.", defaultValue = "Survival prognosis") String title,
      @Param(
              value =
                  "The model that the report is about; where the metrics lack it, the main model "
                      + "that they name.",
              defaultValue = "moanet")
          String mainModel) {
    public Options {
      if (title == null || title.isBlank()) {
        throw new IllegalArgumentException("title: found nothing, expected some text");
      }
      if (mainModel == null || mainModel.isBlank()) {
        throw new IllegalArgumentException("main-model: found nothing, expected a model's name");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("report", "1", Options.class)
          .summary("Draws the self-contained HTML report of a run.")
          .details(
              """
              One HTML file that opens offline: no script, style, font or image comes from
              elsewhere. Its first line says how the main model stands against the best of the
              others: ahead only where the 95 % interval of the paired C-index difference lies
              above zero; a baseline that wins or ties is named as such. Every input but `metrics`
              is optional: a section whose input is missing is left out.

              A missing value in a matrix counts as its feature's mean in the batch figures, which
              are for looking at; patients without a factor, risk or batch are grey or left out
              there. A number that the metrics lack is shown as a dash, never as 0.

              Errors: a table without the columns named at its port; metrics without the model.
              """)
          .in(Port.one("metrics", Edam.JSON, "The evaluation, as `evaluate` writes it."))
          .in(Port.optional("flow", Edam.JSON, "Where the cohort came from, as `cohort` tells it."))
          .in(
              Port.optional(
                  "predictions",
                  Edam.TSV,
                  "Held-out predictions of the main model: `patient fold risk survival_12m …`."))
          .in(Port.optional("survival", Edam.TSV, "Outcomes: `sample time event`, days."))
          .in(
              Port.optional(
                  "biomarkers",
                  Edam.TSV,
                  "Genes, the best first: `rank gene score seed module neighbours layers`; only "
                      + "`gene` and `score` must be there."))
          .in(Port.optional("factors", Edam.TSV, "Latent factors × samples."))
          .in(
              Port.optional(
                  "r2", Edam.TSV, "Variance explained: `view factor r2`, r2 from 0 to 1."))
          .in(
              Port.optionalNamed(
                  "before", Edam.TSV, "Layers before batch correction, features × samples."))
          .in(
              Port.optionalNamed(
                  "after", Edam.TSV, "The same layers after it, under the same names."))
          .in(
              Port.optional(
                  "batches",
                  Edam.TSV,
                  "Each sample's batch: `sample batch`, or the first column after the sample."))
          .in(
              Port.optional(
                  "attention", Edam.TSV, "Attention: `query_modality key_modality weight`."))
          .in(
              Port.optional(
                  "history",
                  Edam.TSV,
                  "Training: `member epoch train_loss validation_loss`, `fold` where there are "
                      + "several."))
          .out(Port.one("out", Edam.HTML, "The report."))
          .out(Port.optional("out-figures", Edam.FOLDER, "Each figure as an SVG file."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    ReportInputs inputs = read(context);
    String wanted = context.parameters().mainModel();
    String named = inputs.metrics().mainModel();
    boolean absent = inputs.metrics().model(wanted).isEmpty() && named != null;
    if (absent) {
      context.note("the metrics have no model '" + wanted + "': the report is about " + named);
    }
    context.progress(0.4, "drawing");
    Report.Finished report =
        Report.of(context.parameters().title(), absent ? named : wanted, inputs);
    report.notes().forEach(context::note);
    try (Writer out = TextFiles.writer(context.output("out"))) {
      out.write(report.html());
    }
    Optional<Path> folder = context.optionalOutput("out-figures");
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
      for (Map.Entry<String, String> figure : report.figures().entrySet()) {
        Files.writeString(folder.get().resolve(figure.getKey() + ".svg"), figure.getValue());
      }
    }
  }

  private static ReportInputs read(StepContext<Options> context) throws IOException {
    EvaluationReport metrics = Json.read(context.input("metrics"), EvaluationReport.class);
    if (metrics.models() == null || metrics.models().isEmpty()) {
      throw DataException.in(context.input("metrics")).error("no models", "at least one model");
    }
    return new ReportInputs(
        metrics,
        optional(context, "flow", f -> Json.read(f, CohortFlow.class)),
        optional(context, "predictions", ReportReader::predictions),
        optional(context, "survival", TableFiles::readSurvival),
        orElse(optional(context, "biomarkers", ReportReader::biomarkers), List.of()),
        optional(context, "factors", MatrixFiles::read),
        optional(context, "r2", ReportReader::variance),
        matrices(context, "before"),
        matrices(context, "after"),
        optional(context, "batches", TableFiles::readSamples),
        optional(context, "attention", ReportReader::attention),
        orElse(optional(context, "history", ReportReader::history), List.of()));
  }

  private interface Reader<T> {
    T read(Path file) throws IOException;
  }

  private static <T> T optional(StepContext<Options> context, String port, Reader<T> reader)
      throws IOException {
    Optional<Path> file = context.optionalInput(port);
    return file.isPresent() ? reader.read(file.get()) : null;
  }

  private static <T> T orElse(T value, T fallback) {
    return value == null ? fallback : value;
  }

  private static Map<String, LabelledMatrix> matrices(StepContext<Options> context, String port)
      throws IOException {
    Map<String, LabelledMatrix> matrices = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : context.namedInputs(port).entrySet()) {
      matrices.put(file.getKey(), MatrixFiles.read(file.getValue()));
    }
    return matrices;
  }
}
