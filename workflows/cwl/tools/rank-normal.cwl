#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: rank_normal
label: Replaces each feature's values by the normal scores of their ranks.
doc: |-
  Replaces each feature's values by the normal scores of their ranks.

  Version 2.

  The value of rank `r` among `n` fit samples becomes the standard normal quantile at
  `(r - 0.5) / n`; ties take the quantile of their mean rank. Beyond 201 samples the ranks are learned as 201 quantiles: scores are then
  approximate, and the outermost one is ±2.81. Other samples are placed between the fitted
  values, and beyond them take the outermost score.

  A feature of few levels, such as a gene's copy number, keeps one score a level, in
  order; its variance is below 1, the more the commoner one level is. A feature that is
  constant over the fit samples is 0 for all samples, new ones with another value too.
  A missing value stays missing, however many there are: ranks are those among the known
  values, and a feature without any stays missing (`impute` leaves sparse ones out). A
  fitted feature that new data lack is missing; features that were not fitted are left
  out.

  Conover W.J., Iman R.L., *Rank transformations as a bridge between parametric and
  nonparametric statistics*, The American Statistician 1981,
  doi:10.1080/00031305.1981.10479327.
baseCommand:
  - omicroutes
  - rank-normal
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
    doc: Numbers, features × samples.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --matrix
  fit_samples:
    type: File?
    doc: Ids of the samples to fit on, one a line; all samples without it. The result is applied to every
      sample.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  state:
    type: File?
    doc: 'A fitted state from `out-state`: it is applied, nothing is fitted.'
    format: edam:format_3464
    inputBinding:
      prefix: --state
  out_name:
    type: string
    default: rank-normal.tsv
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
    doc: Normal scores, features × samples.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_state:
    type: File?
    doc: The fitted state, for samples that come later.
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
