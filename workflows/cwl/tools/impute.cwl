#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: impute
label: Fills missing values in.
doc: |-
  Fills missing values in.

  Version 1.

  `mean` and `median` use the feature's value over the fit samples. `knn` finds, among
  the fit samples, the features whose values are nearest (root mean square difference
  where both have a value, which must be so for half of the feature's values; in large
  matrices only those closest in mean are compared, and of equally near ones those
  closest in mean are taken) and takes their values in the same sample, weighted by 1 /
  distance: KNNimpute over features. Bioconductor's `impute.knn` has the same neighbours
  and weights them equally.

  Neighbours are learned for features with a missing value among the fit samples; where
  there is no neighbour with a value, and for features that were complete in fitting,
  the mean over the fit samples is taken. A fitted feature that new data lack is filled
  in the same way.

  The median of an even number of values is the mean of the two in the middle.

  Features missing in too many fit samples are left out, and so are features that were
  not fitted. Nothing is missing in the result. A new sample is filled from the fitted
  state and its own values alone.

  Troyanskaya O. et al., *Missing value estimation methods for DNA microarrays*,
  Bioinformatics 2001, doi:10.1093/bioinformatics/17.6.520.
baseCommand:
  - omicroutes
  - impute
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
    doc: Numbers, features × samples, some missing.
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
  method:
    type:
      - 'null'
      - type: enum
        symbols:
          - mean
          - median
          - knn
    default: knn
    doc: 'What a missing value becomes: the feature''s `mean` or `median`, or (`knn`) the weighted mean
      of the nearest features in the same sample.'
    inputBinding:
      prefix: --method
  k:
    type: int?
    default: 10
    doc: 'How many nearest features are averaged. Unit: features. Range: >= 1.'
    inputBinding:
      prefix: --k
  max_missing:
    type: double?
    default: 0.5
    doc: 'Features missing in more than this share of the fit samples are left out. Range: 0 to 1.'
    inputBinding:
      prefix: --max-missing
  out_name:
    type: string
    default: impute.tsv
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
    doc: The matrix with nothing missing, features × samples.
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
