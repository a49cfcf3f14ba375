#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: select
label: Keeps the features that vary most and are seldom missing.
doc: |-
  Keeps the features that vary most and are seldom missing.

  Version 1.

  A feature is dropped where too many of its values are missing, where it is constant or
  has fewer than two values, or where too few of its values differ from 0
  (`min-frequency`). Of the others the `top` most variable are kept, in the order of the
  input; equal variation is decided by that order. `variance` has the divisor n - 1;
  `mad` is 1.4826 times the median absolute deviation from the median. Missing values
  are left out of both and stay missing in the output.

  Features are chosen on the fit samples alone; all samples are written. With `state`
  nothing is chosen: the features of the state are written, and one that the matrix
  lacks becomes a row of missing values, or of 0 with `absent-is-zero`.
baseCommand:
  - omicroutes
  - select
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
  matrix:
    type: File
    doc: Features × samples.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --matrix
  fit_samples:
    type: File?
    doc: Ids of the samples to choose on.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  state:
    type: File?
    doc: A choice made before, to be applied.
    format: edam:format_3464
    inputBinding:
      prefix: --state
  top:
    type: int?
    default: 0
    doc: 'How many features to keep, those that vary most; 0: all that pass. Unit: features. Range: >=
      0.'
    inputBinding:
      prefix: --top
  max_missing:
    type: double?
    default: 0.5
    doc: 'Largest share of missing values that a kept feature may have. Range: 0 to 1.'
    inputBinding:
      prefix: --max-missing
  min_frequency:
    type: double?
    default: 0.0
    doc: 'Smallest share of values other than 0 among those not missing; for 0/1 matrices such as mutations.
      Range: 0 to 1.'
    inputBinding:
      prefix: --min-frequency
  by:
    type:
      - 'null'
      - type: enum
        symbols:
          - variance
          - mad
    default: variance
    doc: What the variation is measured with.
    inputBinding:
      prefix: --by
  absent_is_zero:
    type: boolean?
    default: false
    doc: 'With a state, a feature that the matrix lacks is 0 and not missing: files of mutations name
      only the genes that are mutated.'
    inputBinding:
      prefix: --absent-is-zero=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  out_name:
    type: string
    default: select.tsv
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  out_state_name:
    type: string?
    doc: The name of the output out_state, which is made when it is named.
    inputBinding:
      prefix: --out-state
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File
    doc: The kept features × all samples.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_state:
    type: File?
    doc: 'The choice: features and their variation.'
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.out_state_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
