package org.omicroutes.report;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.evaluate.EvaluationReport;
import org.omicroutes.formats.DelimitedReader;
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
        optional(context, "predictions", Tables::predictions),
        optional(context, "survival", TableFiles::readSurvival),
        orElse(optional(context, "biomarkers", Tables::biomarkers), List.of()),
        optional(context, "factors", MatrixFiles::read),
        optional(context, "r2", Tables::variance),
        matrices(context, "before"),
        matrices(context, "after"),
        optional(context, "batches", TableFiles::readSamples),
        optional(context, "attention", Tables::attention),
        orElse(optional(context, "history", Tables::history), List.of()));
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

  /** Reads the tables that only the report reads. */
  private static final class Tables {
    private static final String SURVIVAL = "survival_([0-9]+)m";

    private Tables() {}

    /** Columns {@code patient} (or {@code sample}) and {@code survival_12m} …; others are left. */
    static ReportInputs.Predictions predictions(Path file) throws IOException {
      try (DelimitedReader in = DelimitedReader.open(file)) {
        int id = in.find("patient") >= 0 ? in.find("patient") : in.require("sample");
        List<Integer> columns = new ArrayList<>();
        for (int c = 0; c < in.header().size(); c++) {
          if (in.header().get(c).matches(SURVIVAL)) {
            columns.add(c);
          }
        }
        int[] months =
            columns.stream()
                .mapToInt(c -> Integer.parseInt(in.header().get(c).replaceAll(SURVIVAL, "$1")))
                .toArray();
        List<String> patients = new ArrayList<>();
        List<double[]> survival = new ArrayList<>();
        for (List<String> cells = next(in); cells != null; cells = next(in)) {
          patients.add(cells.get(id));
          double[] row = new double[months.length];
          for (int h = 0; h < row.length; h++) {
            row[h] = number(in, columns.get(h), cells);
          }
          survival.add(row);
        }
        return new ReportInputs.Predictions(patients, months, survival.toArray(double[][]::new));
      }
    }

    /** Columns {@code gene} and {@code score}; the others where they are there. */
    static List<Biomarker> biomarkers(Path file) throws IOException {
      try (DelimitedReader in = DelimitedReader.open(file)) {
        int gene = in.require("gene");
        int score = in.require("score");
        int rank = in.find("rank");
        List<Biomarker> genes = new ArrayList<>();
        for (List<String> cells = next(in); cells != null; cells = next(in)) {
          genes.add(
              new Biomarker(
                  rank < 0 ? genes.size() + 1 : (int) number(in, rank, cells),
                  cells.get(gene),
                  number(in, score, cells),
                  optional(in, cells, "seed"),
                  text(optional(in, cells, "module")),
                  list(optional(in, cells, "neighbours")),
                  list(optional(in, cells, "layers"))));
        }
        return genes;
      }
    }

    /** Shares of variance: columns {@code view}, {@code factor}, {@code r2} (0 to 1). */
    static HeatMap variance(Path file) throws IOException {
      return grid(file, "view", "factor", "r2", true);
    }

    /** Attention: columns {@code query_modality}, {@code key_modality}, {@code weight}. */
    static HeatMap attention(Path file) throws IOException {
      return grid(file, "query_modality", "key_modality", "weight", false);
    }

    private static HeatMap grid(Path file, String row, String column, String value, boolean share)
        throws IOException {
      Set<String> rows = new LinkedHashSet<>();
      Set<String> columns = new LinkedHashSet<>();
      List<Object[]> cellsOfGrid = new ArrayList<>();
      try (DelimitedReader in = DelimitedReader.open(file)) {
        int r = in.require(row);
        int c = in.require(column);
        int v = in.require(value);
        for (List<String> cells = next(in); cells != null; cells = next(in)) {
          rows.add(cells.get(r));
          columns.add(cells.get(c));
          cellsOfGrid.add(new Object[] {cells.get(r), cells.get(c), number(in, v, cells)});
        }
      }
      List<String> rowNames = List.copyOf(rows);
      List<String> columnNames = List.copyOf(columns);
      double[][] values = new double[rows.size()][columns.size()];
      Arrays.stream(values).forEach(line -> Arrays.fill(line, Double.NaN));
      double most = 0;
      for (Object[] cell : cellsOfGrid) {
        double number = (Double) cell[2];
        values[rowNames.indexOf(cell[0])][columnNames.indexOf(cell[1])] = number;
        most = Math.max(most, Double.isNaN(number) ? 0 : number);
      }
      return new HeatMap(rowNames, columnNames, values, most, share);
    }

    /** Columns {@code member}, {@code epoch}, {@code train_loss}, {@code validation_loss}. */
    static List<TrainingFigure.Epoch> history(Path file) throws IOException {
      try (DelimitedReader in = DelimitedReader.open(file)) {
        int epoch = in.require("epoch");
        int training = in.require("train_loss");
        int validation = in.find("validation_loss");
        List<TrainingFigure.Epoch> history = new ArrayList<>();
        for (List<String> cells = next(in); cells != null; cells = next(in)) {
          String fold = optional(in, cells, "fold");
          String member = text(optional(in, cells, "member"));
          history.add(
              new TrainingFigure.Epoch(
                  (fold == null ? "" : "fold " + fold + ", ") + "member " + member,
                  number(in, epoch, cells),
                  number(in, training, cells),
                  validation < 0 ? Double.NaN : number(in, validation, cells)));
        }
        return history;
      }
    }

    private static List<String> next(DelimitedReader in) throws IOException {
      List<String> cells = in.next();
      if (cells != null && cells.size() != in.header().size()) {
        throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
      }
      return cells;
    }

    private static double number(DelimitedReader in, int column, List<String> cells) {
      String cell = cells.get(column);
      if (MatrixFiles.isMissing(cell)) {
        return Double.NaN;
      }
      try {
        return Double.parseDouble(cell);
      } catch (NumberFormatException e) {
        throw in.here(column).error("'" + cell + "'", "a number", e);
      }
    }

    private static String optional(DelimitedReader in, List<String> cells, String column) {
      int index = in.find(column);
      return index < 0 || MatrixFiles.isMissing(cells.get(index)) ? null : cells.get(index);
    }

    private static String text(String cell) {
      return cell == null ? "" : cell;
    }

    private static List<String> list(String cell) {
      return cell == null
          ? List.of()
          : Arrays.stream(cell.split("[,;|]"))
              .map(String::strip)
              .filter(s -> !s.isEmpty())
              .toList();
    }
  }
}
