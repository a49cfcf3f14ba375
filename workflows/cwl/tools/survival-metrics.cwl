#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: survival_metrics
label: Measures discrimination, accuracy and calibration of survival predictions.
doc: |-
  Measures discrimination, accuracy and calibration of survival predictions.

  Version 2.

  - `cIndex`: Harrell's C. A pair is comparable when the earlier time is an event; an
    event and a censoring at the same time are comparable, two events are not; equal
    risks count one half. Standard error: infinitesimal jackknife. Equals R's
    `survival::concordance`.
  - `unoC`: weighted by `1/G(T-)²` (`timewt = "n/G2"`), events after the last horizon
    left out (`ymax`).
  - `tdAuc`: cumulative/dynamic AUC with inverse probability of censoring weights. An
    event exactly at the horizon is a case (riskRegression; timeROC leaves it out).
    Standard error: influence function with the censoring estimate's part, as timeROC.
  - `roystonD`, `r2D`: Royston and Sauerbrei's D (log hazard ratio between the halves with
    higher and lower risk) and its explained variation, as `survival::royston`.
  - `logRankMedian`, `logRankTertiles`: log-rank chi-squared, with its p-value, of groups
    cut at the median and at the tertiles of these samples' risks.
  - `brier`, `ibs`: Graf's score, weights and standard error as `riskRegression::Score`;
    integrated from 0.
  - `scaledBrier`, `scaledIbs`: `1 - score / score of the Kaplan-Meier estimate` of these
    samples (IPA); 1 is perfect, 0 no better than Kaplan-Meier. Standard error by the
    delta method.
  - `calibrationSlope`: Cox coefficient of `log(-log S(t))`, follow-up cut at t; 1 is
    right. `calibrationIntercept`: `log(O/E)` at t, O by Kaplan-Meier; 0 is right.
  - `ece`, `mce`: mean and largest |predicted - Kaplan-Meier| over tenths of predicted
    survival. Chance alone makes both larger than 0. Standard error and limits:
    bootstrap.
  - `kappa`: Cohen's kappa of predicted (survival below 0.5) and seen event at t; samples
    censored before t are left out.
  - `dCalibration`: Pearson's chi-squared of predicted survival at the samples' own times
    in ten equal parts of [0, 1], a censored sample spread over the parts at and below
    its survival (Haider et al. 2020), with its p-value. Curves are straight lines
    between horizons; follow-up beyond the last horizon is cut there.

  G is the Kaplan-Meier estimate of the censoring distribution in these samples; events
  come before censorings at shared times. Limits are 95 %: normal ones, cut to the range
  of the measure, or percentiles of the bootstrap moved by its bias, so that they lie
  around the estimate.

  With `compare`, only samples and horizons in both files are used, and rows named
  `… difference` follow: predictions minus compare, with paired standard error and
  two-sided p-value. They come from the difference of the two influence functions; those
  of calibration, `kappa`, `roystonD` and `r2D` from measuring both models on the same
  resamples. Test statistics are not compared. `riskGroupKappa` is Cohen's kappa of the
  two models' tertiles of risk.

  What cannot be estimated is NA; where nothing can, that is an error. Samples without
  survival are left out and noted; a missing prediction is an error.
baseCommand:
  - omicroutes
  - survival-metrics
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
  compare:
    type: File?
    doc: Another model's predictions.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --compare
  integration:
    type:
      - 'null'
      - type: enum
        symbols:
          - trapezoid
          - step
    default: trapezoid
    doc: 'Integration of the Brier score over the horizons: straight lines, or riskRegression''s steps.'
    inputBinding:
      prefix: --integration
  bootstraps:
    type: int?
    default: 200
    doc: 'Bootstrap resamples for measures without another standard error; 0: none. Range: >= 0.'
    inputBinding:
      prefix: --bootstraps
  seed:
    type: long?
    default: 1
    doc: Seed of the bootstrap.
    inputBinding:
      prefix: --seed
  out_name:
    type: string
    default: survival-metrics.tsv
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
    doc: Columns metric, horizon (months), estimate, se, lower, upper, p.
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
