#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: pca
label: Reduces a matrix to its principal components.
doc: |-
  Reduces a matrix to its principal components.

  Version 2.

  Features are centred (and, by default, scaled) by the fit samples; those that do not vary
  among them are left out. A missing value takes the feature's mean. Each column of loadings
  has length 1 and its largest element in size (the first of equal ones) is positive, which
  fixes the signs. At most as many components as
  features, or fit samples less one. All samples are written. With `state` nothing is fitted; a
  feature that the matrix lacks counts as missing. Standard deviations have the divisor n - 1.
  Components are those of R's `prcomp` but for the sign rule. Hotelling 1933,
  doi:10.1037/h0071325.
baseCommand:
  - omicroutes
  - pca
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
    doc: Ids of the samples to fit on.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  state:
    type: File?
    doc: Components found before, to be applied.
    format: edam:format_3464
    inputBinding:
      prefix: --state
  components:
    type: int?
    default: 10
    doc: 'How many components. Range: >= 1.'
    inputBinding:
      prefix: --components
  standardise:
    type: boolean?
    default: true
    doc: Whether to divide each feature by its standard deviation.
    inputBinding:
      prefix: --standardise=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  out_name:
    type: string
    default: pca.tsv
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  out_loadings_name:
    type: string?
    doc: The name of the output out_loadings, which is made when it is named.
    inputBinding:
      prefix: --out-loadings
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
    doc: Components PC1, … × samples.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_loadings:
    type: File?
    doc: Features × components.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_loadings_name || [])
  out_state:
    type: File?
    doc: Centre, scale, loadings, variance shares.
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
