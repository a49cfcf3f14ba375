#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: quantile
label: Gives every sample the same distribution of values.
doc: |-
  Gives every sample the same distribution of values.

  Version 1.

  The reference distribution is the mean over the fit samples of their sorted values;
  every sample's values are replaced by the reference at their rank. With all samples
  fitted this is limma's `normalizeQuantiles`: ties get the reference at their mean
  rank; in a sample with missing values the observed quantiles are stretched over the
  whole range, and what is missing stays missing.

  A sample without any value is not used in fitting; a sample with a single value gets
  the middle of the reference. The result has the unit of the input.

  A feature that was fitted and is lacking in new data is missing there; features that
  were not fitted are left out.

  Bolstad B.M. et al., *A comparison of normalization methods for high density
  oligonucleotide array data based on variance and bias*, Bioinformatics 2003,
  doi:10.1093/bioinformatics/19.2.185.
baseCommand:
  - omicroutes
  - quantile
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
    default: quantile.tsv
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
    doc: The normalised matrix, features × samples.
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
