#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: join_layer
label: Puts the parts of a layer of mutations that were read apart side by side.
doc: |-
  Puts the parts of a layer of mutations that were read apart side by side.

  Version 1.

  The parts are what `read-layer` made of the samplesheets of `reading-plan`, in their
  order; the layer and its burden are then, byte for byte, those that `read-layer` makes
  of the whole samplesheet.

  A gene that a part does not name is not mutated in its patients (0): parts are made of
  calls. Genes are in alphabetical order. A patient in two parts, parts of different layers,
  and a layer that is not `binary` are errors.
baseCommand:
  - omicroutes
  - join-layer
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
    ramMin: 2048
arguments: []
inputs:
  parts:
    type: File[]
    doc: 0 or 1, genes × patients, of each part.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --parts
  burdens:
    type: File[]
    doc: Mutations per patient, of each part in that order.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --burdens
  reports:
    type: File[]
    doc: Reports of read-layer, of each part in that order.
    format: edam:format_3464
    inputBinding:
      prefix: --reports
  out_name:
    type: string
    default: join-layer.tsv
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
    doc: Genes × patients.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_burden:
    type: File?
    doc: Mutations per patient.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_burden_name || [])
  out_report:
    type: File?
    doc: The report of the whole layer.
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
