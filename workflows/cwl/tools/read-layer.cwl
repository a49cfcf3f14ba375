#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: read_layer
label: Reads one omic layer of a samplesheet into a features × patients matrix.
doc: |-
  Reads one omic layer of a samplesheet into a features × patients matrix.

  Version 2.

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
baseCommand:
  - omicroutes
  - read-layer
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
    ramMin: 5120
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
  patients:
    type: File?
    doc: 'Known patients, one a line; default: those of the sheet''s clinical table.'
    format: edam:format_2330
    inputBinding:
      prefix: --patients
  layer:
    type: string?
    doc: The layer of the samplesheet to read, such as rna.
    inputBinding:
      prefix: --layer
  keep_normals:
    type: boolean?
    default: false
    doc: Keep patients who have only a normal sample (TCGA types 10 to 19).
    inputBinding:
      prefix: --keep-normals=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  keep_metastases:
    type: boolean?
    default: false
    doc: Keep patients who have only a metastasis (TCGA types 06 and 07).
    inputBinding:
      prefix: --keep-metastases=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  strandedness:
    type:
      - 'null'
      - type: enum
        symbols:
          - auto
          - unstranded
          - forward
          - reverse
    default: auto
    doc: Which column of STAR's counts is taken.
    inputBinding:
      prefix: --strandedness
  out_name:
    type: string
    default: read-layer.tsv
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  out_burden_name:
    type: string?
    doc: The name of the output out_burden, which is made when it is named.
    inputBinding:
      prefix: --out-burden
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
  out:
    type: File
    doc: Features × patients.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_burden:
    type: File?
    doc: Non-silent mutations, or mutated genes of a `binary` layer, per patient (feature `burden`); such
      layers only.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_burden_name || [])
  out_report:
    type: File?
    doc: Kind and size of the layer, and what was set aside.
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
