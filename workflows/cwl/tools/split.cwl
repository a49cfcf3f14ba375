#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: split
label: Splits patients into cross-validation folds, stratified by event or by the outcome at a horizon.
doc: |-
  Splits patients into cross-validation folds, stratified by event or by the outcome at a horizon.

  Version 1.

  Patients with an event and those without are each shuffled (seeded) and dealt out to
  the folds in turn. The result depends on who the patients are and on the seed, not on
  the order of the input. Rows are sorted by id. Listed patients without survival get no
  fold.

  With `horizon`, three groups are dealt out: patients who died at or before it, those
  seen beyond it, and those censored at or before it.
baseCommand:
  - omicroutes
  - split
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
    doc: Ids to split, one a line; without it, all.
    format: edam:format_2330
    inputBinding:
      prefix: --patients
  folds:
    type: int?
    default: 5
    doc: 'How many folds. Range: >= 2.'
    inputBinding:
      prefix: --folds
  seed:
    type: long?
    default: 1
    doc: Seed of the shuffle.
    inputBinding:
      prefix: --seed
  horizon:
    type: int?
    default: 0
    doc: 'Stratify by the outcome at this time; 0: by event. Unit: months. Range: >= 0.'
    inputBinding:
      prefix: --horizon
  out_name:
    type: string
    default: split.tsv
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
    doc: Columns sample, fold (1 to folds).
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
