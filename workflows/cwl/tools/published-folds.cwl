#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: published_folds
label: Takes cross-validation folds from published lists of patients.
doc: |-
  Takes cross-validation folds from published lists of patients.

  Version 1.

  Each file is one split: the columns `train` and `val` list patients, one below the
  other, as the repositories of MCAT and PORPOISE have them. Fold k is the patients in
  `val` of the k-th file, by file name, numbers in names by their value; it is tested by
  models trained on all other folds. TCGA barcodes are cut to the patient.

  The splits must be a partition: a patient who is in both columns of a file or in `val`
  of two files, or who is in the cohort and in `train` but in no `val`, is an error, and
  so is a fold without any patient of the cohort. Patients of the cohort who are in no
  split get no fold, so that they are neither trained on nor tested; how many is noted,
  and so are patients whom the cohort lacks, patients without survival, and those whom
  a fold trains on though its file does not list them. Rows are sorted by id.
baseCommand:
  - omicroutes
  - published-folds
requirements:
  InlineJavascriptRequirement: {}
  NetworkAccess:
    networkAccess: false
  EnvVarRequirement:
    envDef:
      OMICROUTES_MEMORY: $(Math.floor(runtime.ram * 0.8))m
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
    ramMin: 5120
arguments: []
inputs:
  splits:
    type: File[]
    doc: A file for each fold, columns train, val; or their folder.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --splits
  survival:
    type: File
    doc: Columns sample, time (days), event (1 or 0).
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  patients:
    type: File?
    doc: Ids of the cohort; without it, all.
    format: edam:format_2330
    inputBinding:
      prefix: --patients
  out_name:
    type: string
    default: published-folds.tsv
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File
    doc: Columns sample, fold (1 to the number of files).
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
