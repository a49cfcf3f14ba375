package org.omicroutes.formats;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.LayerData.SetAside;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code read-clinical}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class ReadClinicalStep implements Step<ReadClinicalStep.Options> {
  private static final String ONE_BATCH = "all";

  /** Parameters of {@code read-clinical}. */
  public record Options(
      @Param(
              value =
                  "Column of the survival time; default: OS.time, time, days, … A name that says"
                      + " months or years is converted.",
              unit = "days")
          String timeColumn,
      @Param("Column of the survival status, 1 = event; default: OS, event, status, …")
          String eventColumn,
      @Param("Column of the patients; default: patient, bcr_patient_barcode, …, else the first.")
          String patientColumn,
      @Param(
              "Columns to take as clinical variables; default: for the TCGA-CDR age, sex, stage and"
                  + " grade, for other tables all columns left.")
          List<String> covariates,
      @Param("Column of the batch; default: BatchId, batch, else the batches of the samplesheet.")
          String batchColumn) {
    public Options {
      for (String column : covariates) {
        if (ClinicalColumns.isOutcome(column)
            || column.equals(timeColumn)
            || column.equals(eventColumn)) {
          throw new IllegalArgumentException(
              "covariates: found " + column + ", which is an outcome, expected clinical variables");
        }
      }
      covariates = List.copyOf(covariates);
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("read-clinical", "2", Options.class)
          .summary("Reads survival, clinical variables and batches from the clinical table.")
          .details(
              """
              The table is the samplesheet's row of format `clinical`, one row per patient. The
              TCGA Clinical Data Resource (columns `OS`, `OS.time`) is recognised: covariates are
              age, sex, pathologic stage (clinical stage where that is mostly missing) and grade,
              each unless more than half of it is missing; batch is `BatchId`. In other tables time
              and event have usual names or are named by parameters, and the covariates are all
              columns left but outcomes, empty ones and names. `PFI`, `DSS`, vital status and the
              like are outcomes: never covariates.

              The rich covariates are these and, of a TCGA-CDR table whose covariates were not named,
              race, clinical stage, histological type, year of diagnosis, menopause status, margin
              status and residual tumour, each unless more than half of it is missing.

              Patients without a status, without a time or with a time of 0 days or less have no
              outcome and are left out of the survival; their covariates stay. Cells that say that
              a value is not known (`[Discrepancy]`, `[Not Available]`, any other word in brackets,
              `Stage X`, `GX`, `RX`, `Not Reported`, …) are missing (`NA`). Both are counted in the report.
              Covariates are written as they stand, as text.

              No patients, no outcomes, or no event at all is an error. A patient without a batch
              has `NA`; where there are no batches all patients are of the batch `all`.

              Liu J. et al., *An Integrated TCGA Pan-Cancer Clinical Data Resource*, Cell 2018,
              doi:10.1016/j.cell.2018.02.052.
              """)
          .in(Port.one("samplesheet", Edam.CSV, "The files of the cohort."))
          .out(Port.optional("out-survival", Edam.TSV, "`sample time event`: days > 0, 1 = event."))
          .out(Port.optional("out-covariates", Edam.TSV, "One row per patient, text values."))
          .out(
              Port.optional(
                  "out-rich-covariates",
                  Edam.TSV,
                  "More clinical variables where the table is the TCGA-CDR, else the same ones."))
          .out(Port.optional("out-batches", Edam.TSV, "`sample batch`, one row per patient."))
          .out(Port.optional("out-report", Edam.JSON, "What was found and what was set aside."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public List<Path> alsoReads(StepContext<Options> context) throws IOException {
    Samplesheet sheet = Samplesheet.read(context.input("samplesheet"));
    Set<Path> files = new LinkedHashSet<>();
    ClinicalTable.row(sheet).ifPresent(row -> files.add(row.path()));
    SheetBatches.matrixRows(sheet).forEach(row -> files.add(row.path()));
    return List.copyOf(files);
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Options options = context.parameters();
    Samplesheet sheet = Samplesheet.read(context.input("samplesheet"));
    Samplesheet.Row row =
        ClinicalTable.row(sheet)
            .orElseThrow(
                () ->
                    DataException.in(sheet.file())
                        .column("format")
                        .error("no row of format clinical", "the clinical table"));
    ClinicalTable table = ClinicalTable.read(row.path(), options.patientColumn());
    ClinicalColumns columns =
        ClinicalColumns.choose(
            table,
            new ClinicalColumns.Wanted(
                options.timeColumn(),
                options.eventColumn(),
                options.covariates(),
                options.batchColumn()));
    columns.notes().forEach(context::note);
    PatientColumns.Reasons reasons = new PatientColumns.Reasons();
    SurvivalData survival = null;
    Optional<Path> outSurvival = context.optionalOutput("out-survival");
    if (outSurvival.isPresent()) {
      survival = survival(table, columns, reasons);
      TableFiles.writeSurvival(outSurvival.get(), survival);
    }
    Optional<Path> outCovariates = context.optionalOutput("out-covariates");
    if (outCovariates.isPresent()) {
      TableFiles.writeSamples(outCovariates.get(), covariates(table, columns.covariates()));
    }
    writeRich(context, table, columns);
    Batches batches = batches(sheet, table, columns, reasons);
    Optional<Path> outBatches = context.optionalOutput("out-batches");
    if (outBatches.isPresent()) {
      TableFiles.writeSamples(outBatches.get(), batches.table());
    }
    Optional<Path> report = context.optionalOutput("out-report");
    if (report.isPresent()) {
      Json.write(report.get(), report(table, columns, survival, batches, reasons));
    }
    reasons.list().forEach(aside -> context.note(aside.count() + " times " + aside.reason()));
  }

  private static void writeRich(
      StepContext<Options> context, ClinicalTable table, ClinicalColumns columns)
      throws IOException {
    Optional<Path> outRich = context.optionalOutput("out-rich-covariates");
    if (outRich.isPresent()) {
      List<String> notes = new ArrayList<>();
      List<String> rich =
          columns.richCovariates(table, !context.parameters().covariates().isEmpty(), notes);
      notes.removeAll(columns.notes());
      notes.forEach(context::note);
      TableFiles.writeSamples(outRich.get(), covariates(table, rich));
    }
  }

  private static SurvivalData survival(
      ClinicalTable table, ClinicalColumns columns, PatientColumns.Reasons reasons) {
    if (columns.time() == null || columns.event() == null) {
      throw columns.noOutcome(table);
    }
    return ClinicalOutcome.read(table, columns, reasons);
  }

  private static SampleTable covariates(ClinicalTable table, List<String> names) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    names.forEach(name -> values.put(name, table.column(name)));
    return new SampleTable(table.patients(), values);
  }

  private record Batches(String source, SampleTable table) {}

  private static Batches batches(
      Samplesheet sheet,
      ClinicalTable table,
      ClinicalColumns columns,
      PatientColumns.Reasons reasons)
      throws IOException {
    String source = columns.batch();
    List<String> values = source == null ? null : table.column(source);
    if (source == null) {
      Map<String, String> bySheet = SheetBatches.read(sheet, Set.copyOf(table.patients()), reasons);
      source = bySheet.isEmpty() ? null : "samplesheet";
      values = new ArrayList<>();
      for (String patient : table.patients()) {
        values.add(bySheet.get(patient));
      }
    }
    if (values.stream().allMatch(v -> v == null)) {
      values = Collections.nCopies(table.patients().size(), ONE_BATCH);
    } else {
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i) == null) {
          reasons.add("a patient without a batch", table.patients().get(i));
        }
      }
    }
    return new Batches(source, new SampleTable(table.patients(), Map.of("batch", values)));
  }

  private static ClinicalReport report(
      ClinicalTable table,
      ClinicalColumns columns,
      SurvivalData survival,
      Batches batches,
      PatientColumns.Reasons reasons) {
    List<SetAside> setAside = new ArrayList<>(reasons.list());
    Map<String, Long> missing = new LinkedHashMap<>();
    for (String name : columns.covariates()) {
      setAside.addAll(table.missingWords(name));
      missing.put(name, table.column(name).stream().filter(v -> v == null).count());
    }
    return new ClinicalReport(
        table.patients().size(),
        survival == null ? 0 : survival.size(),
        survival == null ? 0 : survival.eventCount(),
        columns.time(),
        columns.event(),
        batches.source(),
        columns.covariates(),
        missing,
        setAside);
  }
}
