#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: optimism
label: Corrects the apparent performance of a Cox model for optimism by bootstrap.
doc: |-
  Corrects the apparent performance of a Cox model for optimism by bootstrap.

  Version 1.

  Harrell's bootstrap: the Cox model is fitted anew in each of `bootstraps` seeded
  resamples (as many samples, drawn with replacement), measured in that resample
  (training) and on the original samples (test). Optimism is the mean training minus the
  mean test value; corrected is apparent minus optimism. On the same resamples it gives
  the values of R's `rms::validate` (rows Dxy R2 Slope D U Q g) with its fits run to
  convergence.

  - `cIndex`: Harrell's C. `somersDxy`: 2 (C - 1/2).
  - `nagelkerkeR2`: Nagelkerke's R², n the number of samples.
  - `calibrationSlope`: slope of the linear predictor; 1 where fitted. Corrected, it is
    the shrinkage that new samples would ask for.
  - `discriminationD`: (LR - 1) / (-2 log L0). `unreliabilityU`: what a slope of 1 loses
    in -2 log L, over -2 log L0; where fitted, -2 / (-2 log L0). `qualityQ`: D - U.
  - `giniG`: Gini's mean difference of the linear predictor times its slope.

  A resample without an event, one in which a coefficient cannot be estimated or runs to
  infinity, and one whose risk has no slope on the original samples, is left out; how many
  is noted, and how many are used is in the column resamples. A feature that is constant or
  collinear in the original samples is left out and noted; one whose coefficient runs to
  infinity there is an error, as is a missing value: impute first. What was done to the
  features before (selection, imputation) is not repeated in the resamples, so that its
  optimism is not seen.
baseCommand:
  - omicroutes
  - optimism
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
  features:
    type: File
    doc: Features × samples, no missing values.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --features
  survival:
    type: File
    doc: Columns sample, time (days), event.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  fit_samples:
    type: File?
    doc: Ids to fit on; without it all with survival.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  bootstraps:
    type: int?
    default: 200
    doc: 'Resamples. Range: >= 1.'
    inputBinding:
      prefix: --bootstraps
  seed:
    type: long?
    default: 1
    doc: Seed of the resamples.
    inputBinding:
      prefix: --seed
  ties:
    type:
      - 'null'
      - type: enum
        symbols:
          - efron
          - breslow
    default: efron
    doc: What to do with events at the same time.
    inputBinding:
      prefix: --ties
  out_name:
    type: string
    default: optimism.tsv
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
    doc: Columns measure, apparent, training, test, optimism, corrected, resamples.
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
