package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code join-layer}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class JoinLayerStep implements Step<Parameters.None> {
  private static final String BINARY = "binary";

  private static final StepSpec<Parameters.None> SPEC =
      StepSpec.of("join-layer", "1", Parameters.None.class)
          .summary("Puts the parts of a layer of mutations that were read apart side by side.")
          .details(
              """
              The parts are what `read-layer` made of the samplesheets of `reading-plan`, in their
              order; the layer and its burden are then, byte for byte, those that `read-layer` makes
              of the whole samplesheet.

              A gene that a part does not name is not mutated in its patients (0): parts are made of
              calls. Genes are in alphabetical order. A patient in two parts, parts of different layers,
              and a layer that is not `binary` are errors.
              """)
          .in(Port.many("parts", Edam.TSV, "0 or 1, genes × patients, of each part."))
          .in(Port.many("burdens", Edam.TSV, "Mutations per patient, of each part in that order."))
          .in(Port.many("reports", Edam.JSON, "Reports of read-layer, of each part in that order."))
          .out(Port.one("out", Edam.TSV, "Genes × patients."))
          .out(Port.optional("out-burden", Edam.TSV, "Mutations per patient."))
          .out(Port.optional("out-report", Edam.JSON, "The report of the whole layer."))
          .build();

  @Override
  public StepSpec<Parameters.None> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Parameters.None> context) throws IOException {
    List<Path> parts = context.inputs("parts");
    requireAsMany("burdens", context.inputs("burdens"), parts);
    requireAsMany("reports", context.inputs("reports"), parts);
    List<LabelledMatrix> matrices = read(parts);
    LabelledMatrix joined = MatrixMerge.union(matrices, 0);
    joined = joined.selectFeatures(joined.featureIds().stream().sorted().toList());
    MatrixFiles.write(context.output("out"), joined);
    Optional<Path> burden = context.optionalOutput("out-burden");
    if (burden.isPresent()) {
      MatrixFiles.write(burden.get(), burden(context.inputs("burdens"), matrices));
    }
    LayerReport report = report(context.inputs("reports"), joined);
    Optional<Path> out = context.optionalOutput("out-report");
    if (out.isPresent()) {
      Json.write(out.get(), report);
    }
  }

  private static void requireAsMany(String port, List<Path> files, List<Path> parts) {
    if (files.size() != parts.size()) {
      throw new IllegalArgumentException(
          port + ": found " + files.size() + " files, expected " + parts.size() + ", one a part");
    }
  }

  private static List<LabelledMatrix> read(List<Path> files) throws IOException {
    List<LabelledMatrix> matrices = new ArrayList<>();
    Map<String, Path> fileOf = new HashMap<>();
    for (Path file : files) {
      LabelledMatrix matrix = MatrixFiles.readMaybeEmpty(file);
      for (String patient : matrix.sampleIds()) {
        Path before = fileOf.put(patient, file);
        if (before != null) {
          throw DataException.in(file)
              .error(
                  "patient '" + patient + "', who is in " + before + " too", "each patient once");
        }
      }
      matrices.add(matrix);
    }
    return matrices;
  }

  private static LabelledMatrix burden(List<Path> files, List<LabelledMatrix> parts)
      throws IOException {
    List<LabelledMatrix> burdens = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      LabelledMatrix burden = MatrixFiles.read(files.get(i));
      if (!burden.sampleIds().equals(parts.get(i).sampleIds())) {
        throw DataException.in(files.get(i)).error("other patients", "those of part " + (i + 1));
      }
      burdens.add(burden);
    }
    return MatrixMerge.union(burdens, Double.NaN);
  }

  private static LayerReport report(List<Path> files, LabelledMatrix joined) throws IOException {
    SetAsideTally tally = new SetAsideTally();
    String layer = null;
    for (Path file : files) {
      LayerReport part = Json.read(file, LayerReport.class);
      if (!BINARY.equals(part.kind())) {
        throw DataException.in(file).error("a layer of kind " + part.kind(), "one of kind binary");
      }
      if (layer != null && !layer.equals(part.layer())) {
        throw DataException.in(file).error("layer '" + part.layer() + "'", "'" + layer + "'");
      }
      layer = part.layer();
      part.setAside().forEach(tally::add);
    }
    return new LayerReport(
        layer, BINARY, joined.featureCount(), joined.sampleCount(), tally.list());
  }
}
