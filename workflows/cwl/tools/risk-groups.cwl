#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: risk_groups
label: Cuts patients into groups by predicted risk and compares their survival.
doc: |-
  Cuts patients into groups by predicted risk and compares their survival.

  Version 1.

  Cut points are the quantiles 1/k, 2/k … (R's type 7) of the risks in `training`, or,
  without it, of all risks in `predictions`. A risk at a cut point is in the lower group;
  equal risks are never parted, so that groups may be unequal or empty.

  The hazard ratios are against the lowest group with an event (Cox model, Efron ties;
  `survival::coxph`), with Wald 95 % limits; 0 for another group without an event, NA
  for one without a patient. The log-rank test is over all groups
  (`survival::survdiff`).

  With `compare` the same patients are put into groups by another model, too (cut by
  `compare-training` or its own risks), and agreement is measured by Cohen's kappa:
  plain, with linear and with quadratic weights; standard errors after Fleiss, Cohen and
  Everitt (1969), normal 95 % limits cut at -1 and 1. Only patients in both files count.

  Samples without survival are left out and noted (their risks count for cut points
  where there is no `training`); a missing risk is an error.
baseCommand:
  - omicroutes
  - risk-groups
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
  predictions:
    type: File
    doc: Columns sample, risk, survival_12m …
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --predictions
  survival:
    type: File
    doc: Columns sample, time (days), event.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  training:
    type: File?
    doc: Predictions of training samples, for the cuts.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --training
  compare:
    type: File?
    doc: Another model's predictions.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --compare
  compare_training:
    type: File?
    doc: Its predictions of training samples.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --compare-training
  groups:
    type: int?
    default: 2
    doc: 'Groups of equal size: 2 for the median, 3 for tertiles, 4 for quartiles. Range: >= 2.'
    inputBinding:
      prefix: --groups
  out_name:
    type: string
    default: risk-groups.tsv
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  out_tests_name:
    type: string?
    doc: The name of the output out_tests, which is made when it is named.
    inputBinding:
      prefix: --out-tests
  out_samples_name:
    type: string?
    doc: The name of the output out_samples, which is made when it is named.
    inputBinding:
      prefix: --out-samples
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File
    doc: 'Columns group (1: lowest risk), samples, events, hazardRatio, lower, upper, coef, se.'
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_tests:
    type: File?
    doc: Columns measure (logRank, kappa …), estimate, se, lower, upper, df, p.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_tests_name || [])
  out_samples:
    type: File?
    doc: Columns sample, group.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_samples_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
