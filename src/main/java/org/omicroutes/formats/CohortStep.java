package org.omicroutes.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code cohort}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class CohortStep implements Step<CohortStep.Options> {

  /** What to do about a batch with a single patient. */
  public enum SmallBatches {
    /** It is an error. */
    ERROR,
    /** It is noted: the correction that follows adjusts means alone. */
    MEAN_ONLY
  }

  /** Parameters of {@code cohort}. */
  public record Options(
      @Param(
              value =
                  "A batch with a single patient in a layer: an error, or left to a correction of"
                      + " means alone.",
              defaultValue = "error")
          SmallBatches smallBatches) {}

  private static final StepSpec<Options> SPEC =
      StepSpec.of("cohort", "2", Options.class)
          .summary("Brings outcomes and layers together: who is in the cohort, and who is not.")
          .details(
              """
              The cohort is all patients with an outcome; a patient with some layers or with
              clinical variables alone stays. Patients without an outcome are left out.

              Errors: a layer without any patient in common with the outcomes; a batch with a single
              patient among those of a layer of read counts or beta values (or of a layer without a
              report), because its spread cannot be known. Ready and binary layers are not
              corrected for batches and so not looked at. A patient without a batch is not counted.
              """)
          .in(Port.one("survival", Edam.TSV, "`sample time event`, days."))
          .in(Port.optional("batches", Edam.TSV, "`sample batch`."))
          .in(Port.optionalNamed("layers", Edam.TSV, "Layers by name, features × patients."))
          .in(
              Port.optionalNamed(
                  "reports",
                  Edam.JSON,
                  "Reports of read-layer (by the layer's name) and of read-clinical."))
          .out(Port.one("out", Edam.TEXT, "The patients of the cohort, sorted, one a line."))
          .out(
              Port.optional(
                  "out-flow", Edam.JSON, "Numbers of patients, layers, overlaps and batches."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    SurvivalData survival = TableFiles.readSurvival(context.input("survival"));
    Map<String, LayerReport> reports = new HashMap<>();
    ClinicalReport clinical = readReports(context.namedInputs("reports"), reports);
    List<CohortFlow.LayerPart> layers = new ArrayList<>();
    for (Map.Entry<String, Path> layer : context.namedInputs("layers").entrySet()) {
      layers.add(part(layer.getKey(), layer.getValue(), reports.get(layer.getKey())));
    }
    CohortFlow flow = new CohortFlow(survival, layers);
    flow.requireOverlap(context.input("survival").toString());
    Optional<Path> batches = context.optionalInput("batches");
    SampleTable batchOf = batches.isPresent() ? batchTable(batches.get()) : null;
    if (batchOf != null) {
      checkBatches(context, flow, batches.get(), batchOf);
    }
    flow.disjointLayers()
        .forEach(pair -> context.note("layers " + pair + " have no patient in common"));
    CohortReport report = flow.report(clinical, batchOf == null ? null : count(batchOf));
    TableFiles.writeIds(context.output("out"), flow.patients());
    Optional<Path> out = context.optionalOutput("out-flow");
    if (out.isPresent()) {
      Json.write(out.get(), report);
    }
    context.note(
        report.patients().kept()
            + " patients in the cohort, "
            + report.patients().withAnyLayer()
            + " with at least one layer");
  }

  private static ClinicalReport readReports(
      Map<String, Path> files, Map<String, LayerReport> reports) throws IOException {
    ClinicalReport clinical = null;
    for (Map.Entry<String, Path> file : files.entrySet()) {
      JsonNode json = Json.read(file.getValue(), JsonNode.class);
      if (json.has("layer")) {
        reports.put(file.getKey(), Json.read(file.getValue(), LayerReport.class));
      } else if (json.has("withOutcome")) {
        clinical = Json.read(file.getValue(), ClinicalReport.class);
      } else {
        throw DataException.in(file.getValue())
            .error("other JSON", "a report of read-layer or read-clinical");
      }
    }
    return clinical;
  }

  /** The header and the number of rows are enough. */
  private static CohortFlow.LayerPart part(String name, Path file, LayerReport report)
      throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      List<String> first = in.next();
      if (first == null) {
        throw DataException.in(file).error("a header and no rows", "features × patients");
      }
      List<String> header = in.header();
      List<String> patients =
          header.size() == first.size() - 1 ? header : header.subList(1, header.size());
      int features = report == null ? rows(file) : report.features();
      return new CohortFlow.LayerPart(
          name, file.toString(), List.copyOf(patients), features, report);
    }
  }

  private static int rows(Path file) throws IOException {
    try (var in = TextFiles.reader(file)) {
      return (int) in.lines().filter(line -> !line.isBlank()).count() - 1;
    }
  }

  private static SampleTable batchTable(Path file) throws IOException {
    SampleTable batches = TableFiles.readSamples(file);
    if (!batches.hasColumn("batch")) {
      throw DataException.in(file)
          .line(1)
          .error("columns " + batches.columnNames(), "a column 'batch'");
    }
    return batches;
  }

  private static int count(SampleTable batches) {
    return (int) batches.column("batch").stream().distinct().count();
  }

  private static void checkBatches(
      StepContext<Options> context, CohortFlow flow, Path file, SampleTable batches) {
    flow.singleBatches(batches)
        .forEach(
            (layer, singles) -> {
              if (context.parameters().smallBatches() == SmallBatches.ERROR) {
                Map.Entry<String, String> first = singles.entrySet().iterator().next();
                throw DataException.in(file)
                    .column("batch")
                    .error(
                        "batch '"
                            + first.getKey()
                            + "' with a single sample ('"
                            + first.getValue()
                            + "') in layer '"
                            + layer
                            + "'",
                        "two or more samples a batch, or small-batches mean-only");
              }
              context.note("layer " + layer + ": batches with a single sample " + singles);
            });
  }
}
