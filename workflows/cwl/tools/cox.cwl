#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: cox
label: Fits a Cox proportional hazards model and predicts survival.
doc: |-
  Fits a Cox proportional hazards model and predicts survival.

  Version 2.

  Newton's method with step halving on the partial likelihood; ties after Efron or
  Breslow; coefficients, standard errors and likelihoods agree with R's
  `survival::coxph`. The baseline hazard is Breslow's (Efron's variant with Efron ties).
  A risk of 0 is that of a sample with the (weighted) training mean of every feature.

  With `strata` every stratum has a baseline hazard of its own and a sample is compared
  within its stratum only, as coxph's `strata()`. Every sample that is fitted or
  predicted needs a stratum, and one that is predicted a stratum seen in fitting; other
  samples are errors. The risk leaves the baseline out: it ranks within a stratum. In a
  stratum without events predicted survival is 1; this is noted.

  With `weights` samples count by their case weights (0 leaves a sample out). The robust
  standard error is the sandwich estimate with each sample its own cluster. z, p and the
  limits take it where some weight is not a whole number, as coxph does, and the
  model-based standard error otherwise.

  `out-zph` is the score test of proportional hazards of `cox.zph` (survival 3 and
  later): one row a feature and the row GLOBAL; a small p says that a coefficient
  changes along the transform of time (`km` 1 minus Kaplan-Meier, `rank`, `identity`,
  `log`). `out-tests` are the likelihood-ratio, Wald and score tests that all
  coefficients are 0, model-based. Both need a fit: with a `state` they are errors.

  A feature that is constant in the training samples, or a linear combination of those
  before it, gets the coefficient NA and takes no part, as in coxph. A coefficient that
  runs to infinity (a feature that parts events perfectly) is noted.

  A missing value is an error: impute first. With a fitted `state`, a feature that the
  matrix lacks takes its training mean, and this is noted; features are matched by name.
  No event among the training samples is an error.
baseCommand:
  - omicroutes
  - cox
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
    type: File?
    doc: Columns sample, time (days), event; for fitting.
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
  strata:
    type: File?
    doc: Columns sample, stratum; all samples fitted and predicted.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --strata
  weights:
    type: File?
    doc: Columns sample, weight (>= 0); all samples fitted.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --weights
  state:
    type: File?
    doc: A model fitted before; nothing is fitted then.
    format: edam:format_3464
    inputBinding:
      prefix: --state
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
  zph_transform:
    type:
      - 'null'
      - type: enum
        symbols:
          - km
          - rank
          - identity
          - log
    default: km
    doc: The function of time that the test of proportional hazards looks along.
    inputBinding:
      prefix: --zph-transform
  horizons:
    type: string[]?
    default:
      - '12'
      - '24'
      - '36'
      - '48'
      - '60'
    doc: 'Times of the predicted survival probabilities. Unit: months. Range: > 0, ascending.'
    inputBinding:
      prefix: --horizons
      itemSeparator: ','
  out_name:
    type: string?
    doc: The name of the output out, which is made when it is named.
    inputBinding:
      prefix: --out
  out_predictions_name:
    type: string?
    doc: The name of the output out_predictions, which is made when it is named.
    inputBinding:
      prefix: --out-predictions
  out_baseline_name:
    type: string?
    doc: The name of the output out_baseline, which is made when it is named.
    inputBinding:
      prefix: --out-baseline
  out_zph_name:
    type: string?
    doc: The name of the output out_zph, which is made when it is named.
    inputBinding:
      prefix: --out-zph
  out_tests_name:
    type: string?
    doc: The name of the output out_tests, which is made when it is named.
    inputBinding:
      prefix: --out-tests
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
    type: File?
    doc: Columns feature, coef, se, z, p, hr, hr.lower, hr.upper (95 %), robust.se.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name || [])
  out_predictions:
    type: File?
    doc: Columns sample, risk (log relative hazard), survival_12m …, all samples.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_predictions_name || [])
  out_baseline:
    type: File?
    doc: Columns stratum ('all' without strata), time (days), hazard (cumulative), survival.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_baseline_name || [])
  out_zph:
    type: File?
    doc: Columns feature, chisq, df, p.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_zph_name || [])
  out_tests:
    type: File?
    doc: Columns test, chisq, df, p.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_tests_name || [])
  out_state:
    type: File?
    doc: The fitted model.
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
