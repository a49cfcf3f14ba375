#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: kaplan_meier
label: Estimates the survival curve and predicts it for everybody.
doc: |-
  Estimates the survival curve and predicts it for everybody.

  Version 2.

  Kaplan and Meier's product-limit estimate with Greenwood's standard error and 95 %
  limits, and Nelson and Aalen's cumulative hazard (tied events together) with its
  standard error, as R's `survfit`. Limits are symmetric on the scale of `interval`:
  `log` (survfit's choice), `log-log`, which is NA as long as the curve is 1, or
  `plain`; they are NA once the curve is 0.

  `out-summary` has the numbers of samples and events, the quartiles of time with the
  limits where the curve's limits cross, as R's `quantile` of a survfit (the middle of a
  flat stretch; NA where the curve does not come down so far), and the mean time lived
  up to each horizon (`restricted-mean-12m`, days, NA beyond the last time).

  As a model it knows nothing of the patients: everybody has risk 0 and the same
  survival probabilities. It is the yardstick that other models' Brier scores are held
  against. Beyond the last time observed the last value is kept. If all samples are
  censored the curve is 1, and this is noted.
baseCommand:
  - omicroutes
  - kaplan-meier
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
    type: File?
    doc: Columns sample, time (days), event.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  patients:
    type: File?
    doc: Ids to predict for; without it those of survival.
    format: edam:format_2330
    inputBinding:
      prefix: --patients
  fit_samples:
    type: File?
    doc: Ids to estimate from; without it all.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  state:
    type: File?
    doc: A curve fitted before; nothing is fitted then.
    format: edam:format_3464
    inputBinding:
      prefix: --state
  interval:
    type:
      - 'null'
      - type: enum
        symbols:
          - log
          - log-log
          - plain
    default: log
    doc: The scale of the 95 % intervals.
    inputBinding:
      prefix: --interval
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
  out_summary_name:
    type: string?
    doc: The name of the output out_summary, which is made when it is named.
    inputBinding:
      prefix: --out-summary
  out_predictions_name:
    type: string?
    doc: The name of the output out_predictions, which is made when it is named.
    inputBinding:
      prefix: --out-predictions
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
    doc: Columns time (days), n.risk, n.event, n.censor, survival, se, lower, upper, cumhaz, cumhaz.se.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name || [])
  out_summary:
    type: File?
    doc: Columns quantity, value (days), se, lower, upper.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_summary_name || [])
  out_predictions:
    type: File?
    doc: Columns sample, risk, survival_12m …
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_predictions_name || [])
  out_state:
    type: File?
    doc: The fitted curve.
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
