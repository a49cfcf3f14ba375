package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.LayerReader.ReadOptions;
import org.omicroutes.formats.LayerReader.Strandedness;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code read-layer}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class ReadLayerStep implements Step<ReadLayerStep.Options> {

  /** Parameters of {@code read-layer}. */
  public record Options(
      @Param("The layer of the samplesheet to read, such as rna.") String layer,
      @Param(
              value = "Keep patients who have only a normal sample (TCGA types 10 to 19).",
              defaultValue = "false")
          boolean keepNormals,
      @Param(
              value = "Keep patients who have only a metastasis (TCGA types 06 and 07).",
              defaultValue = "false")
          boolean keepMetastases,
      @Param(value = "Which column of STAR's counts is taken.", defaultValue = "auto")
          Strandedness strandedness) {
    public Options {
      if (layer == null) {
        throw new IllegalArgumentException(
            "layer: found nothing, expected the name of a layer of the samplesheet");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("read-layer", "2", Options.class)
          .summary("Reads one omic layer of a samplesheet into a features × patients matrix.")
          .details(
              """
              The layer's rows may be matrices of many samples (formats `counts`, `matrix`,
              `binary`, `beta`; the side that matches the patients is the sample side) or files of
              one sample each (`featurecounts`, `htseq`, `star`, `salmon`, `vcf`, …); all must be
              of one kind. Rows of format `gtf`, `probe-map`, `gene-bed` and `tx2gene` help to read
              them.

              TCGA barcodes are mapped to patients by their first 12 characters. Normals and
              metastases are set aside unless they are asked for, controls and cell lines always.
              Of several samples of one patient the one with the lowest sample type stays, then the
              first by vial, portion and aliquot. Other ids are patients as they are, unless the
              sheet says whose a sample is. Versions of Ensembl ids are stripped.

              Read counts must be whole numbers >= 0; salmon's estimates are rounded, summed by
              gene first where there is a `tx2gene` row. A missing value stays missing (`NA`).
              Several count matrices are read over the genes that all of them have; several
              matrices of other values over all features, missing where a file lacks one.

              The burden of a `binary` layer is the number of its genes that are mutated; where
              some are missing, as many as if the missing ones were mutated as often as the known.

              What is left out is counted in the report, by reason.
              """)
          .in(Port.one("samplesheet", Edam.CSV, "The files of the cohort."))
          .in(
              Port.optional(
                  "patients",
                  Edam.TEXT,
                  "Known patients, one a line; default: those of the sheet's clinical table."))
          .out(Port.one("out", Edam.TSV, "Features × patients."))
          .out(
              Port.optional(
                  "out-burden",
                  Edam.TSV,
                  "Non-silent mutations, or mutated genes of a `binary` layer, per patient (feature"
                      + " `burden`); such layers only."))
          .out(
              Port.optional(
                  "out-report", Edam.JSON, "Kind and size of the layer, and what was set aside."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public List<Path> alsoReads(StepContext<Options> context) throws IOException {
    Samplesheet sheet = Samplesheet.read(context.input("samplesheet"));
    Set<Path> files = new LinkedHashSet<>();
    LayerReaders.rows(sheet, context.parameters().layer()).forEach(row -> files.add(row.path()));
    boolean clinical = context.optionalInput("patients").isEmpty();
    for (Samplesheet.Row row : sheet.rows()) {
      if (LayerReaders.HELPERS.contains(row.format())
          || clinical && row.format().equals(LayerReaders.CLINICAL)) {
        files.add(row.path());
      }
    }
    return List.copyOf(files);
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Options options = context.parameters();
    Samplesheet sheet = Samplesheet.read(context.input("samplesheet"));
    ReadOptions reading =
        new ReadOptions(
            patients(sheet, context.optionalInput("patients")),
            options.keepNormals(),
            options.keepMetastases(),
            options.strandedness());
    LayerData layer = LayerReaders.read(sheet, options.layer(), reading);
    requirePatients(sheet, options.layer(), layer);
    MatrixFiles.write(context.output("out"), layer.matrix());
    Optional<Path> burden = context.optionalOutput("out-burden");
    if (burden.isPresent()) {
      MatrixFiles.write(burden.get(), burden(options.layer(), layer));
    }
    Optional<Path> report = context.optionalOutput("out-report");
    if (report.isPresent()) {
      Json.write(report.get(), report(options.layer(), layer));
    }
    layer
        .setAside()
        .forEach(
            aside ->
                context.note(
                    options.layer() + ": set aside " + aside.count() + ", " + aside.reason()));
  }

  /** The known patients: the list, else the clinical table; none where there is neither. */
  private static Set<String> patients(Samplesheet sheet, Optional<Path> list) throws IOException {
    Set<String> patients = new HashSet<>();
    if (list.isPresent()) {
      TableFiles.readIds(list.get()).forEach(id -> patients.add(SampleIds.patient(id)));
      return patients;
    }
    Optional<Samplesheet.Row> clinical = ClinicalTable.row(sheet);
    if (clinical.isPresent()) {
      patients.addAll(ClinicalTable.read(clinical.get().path(), null).patients());
    }
    return patients;
  }

  private static void requirePatients(Samplesheet sheet, String name, LayerData layer) {
    if (layer.matrix().sampleCount() == 0) {
      throw DataException.in(sheet.file())
          .error(
              "no sample left in layer '" + name + "': " + layer.setAside(),
              "at least one tumour sample");
    }
  }

  private static LabelledMatrix burden(String name, LayerData layer) {
    if (layer.burden() != null) {
      return layer.burden();
    }
    if (layer.kind() == LayerData.Kind.BINARY) {
      return MutationTable.mutatedGenes(layer.matrix());
    }
    throw new IllegalArgumentException(
        "out-burden: layer '"
            + name
            + "' has no mutation burden, expected a vcf, maf or binary layer");
  }

  private static LayerReport report(String name, LayerData layer) {
    return new LayerReport(
        name,
        layer.kind().name().toLowerCase(Locale.ROOT),
        layer.matrix().featureCount(),
        layer.matrix().sampleCount(),
        layer.setAside());
  }
}
