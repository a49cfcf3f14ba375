#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: read_clinical
label: Reads survival, clinical variables and batches from the clinical table.
doc: |-
  Reads survival, clinical variables and batches from the clinical table.

  Version 2.

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
baseCommand:
  - omicroutes
  - read-clinical
requirements:
  InlineJavascriptRequirement: {}
  NetworkAccess:
    networkAccess: false
  EnvVarRequirement:
    envDef:
      OMICROUTES_MEMORY: $(Math.floor(runtime.ram * 0.8))m
  InitialWorkDirRequirement:
    listing:
      - entry: $(inputs.samplesheet)
        entryname: cohort/samplesheet.csv
      - |-
        ${
          var paths = inputs.samplesheet_paths || [];
          return (inputs.samplesheet_files || []).map(function (file, i) {
            return {"entry": file, "entryname": "cohort/" + paths[i]};
          });
        }
hints:
  SoftwareRequirement:
    packages:
      omicroutes:
        version:
          - 0.1.0
  DockerRequirement:
    dockerPull: omicroutes:0.1.0
  ResourceRequirement:
    coresMin: 1
    ramMin: 2048
arguments:
  - prefix: --samplesheet
    valueFrom: cohort/samplesheet.csv
inputs:
  samplesheet:
    type: File
    doc: The files of the cohort.
    format:
      - edam:format_3475
      - edam:format_3752
  samplesheet_files:
    type: File[]?
    doc: The files that the samplesheet names.
  samplesheet_paths:
    type: string[]?
    doc: Their paths, as they stand in the samplesheet.
  time_column:
    type: string?
    doc: 'Column of the survival time; default: OS.time, time, days, … A name that says months or years
      is converted. Unit: days.'
    inputBinding:
      prefix: --time-column
  event_column:
    type: string?
    doc: 'Column of the survival status, 1 = event; default: OS, event, status, …'
    inputBinding:
      prefix: --event-column
  patient_column:
    type: string?
    doc: 'Column of the patients; default: patient, bcr_patient_barcode, …, else the first.'
    inputBinding:
      prefix: --patient-column
  covariates:
    type: string[]?
    doc: 'Columns to take as clinical variables; default: for the TCGA-CDR age, sex, stage and grade,
      for other tables all columns left.'
    inputBinding:
      prefix: --covariates
      itemSeparator: ','
  batch_column:
    type: string?
    doc: 'Column of the batch; default: BatchId, batch, else the batches of the samplesheet.'
    inputBinding:
      prefix: --batch-column
  out_survival_name:
    type: string?
    doc: The name of the output out_survival, which is made when it is named.
    inputBinding:
      prefix: --out-survival
  out_covariates_name:
    type: string?
    doc: The name of the output out_covariates, which is made when it is named.
    inputBinding:
      prefix: --out-covariates
  out_rich_covariates_name:
    type: string?
    doc: The name of the output out_rich_covariates, which is made when it is named.
    inputBinding:
      prefix: --out-rich-covariates
  out_batches_name:
    type: string?
    doc: The name of the output out_batches, which is made when it is named.
    inputBinding:
      prefix: --out-batches
  out_report_name:
    type: string?
    doc: The name of the output out_report, which is made when it is named.
    inputBinding:
      prefix: --out-report
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out_survival:
    type: File?
    doc: '`sample time event`: days > 0, 1 = event.'
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_survival_name || [])
  out_covariates:
    type: File?
    doc: One row per patient, text values.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_covariates_name || [])
  out_rich_covariates:
    type: File?
    doc: More clinical variables where the table is the TCGA-CDR, else the same ones.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_rich_covariates_name || [])
  out_batches:
    type: File?
    doc: '`sample batch`, one row per patient.'
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_batches_name || [])
  out_report:
    type: File?
    doc: What was found and what was set aside.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.out_report_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
