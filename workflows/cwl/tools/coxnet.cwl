#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: coxnet
label: Fits an elastic-net Cox model, its penalty cross-validated, and predicts survival.
doc: |-
  Fits an elastic-net Cox model, its penalty cross-validated, and predicts survival.

  Version 1.

  The penalty is `lambda (alpha |b| + (1 - alpha)/2 b²)` on the log partial likelihood
  (ties after Breslow) by the number of samples. Path, standardisation (divisor n),
  stopping and cross-validation are those of R's `glmnet(family = "cox")` and
  `cv.glmnet` (grouped partial-likelihood deviance, or Harrell's C); coefficients agree
  with glmnet run with a tight `thresh`. The default `alpha` of 0.5 keeps correlated
  genes together; glmnet's is 1, the lasso. Penalty factors are scaled to sum to the
  number of features, so that each `unpenalised` one raises the penalty on the others.

  Folds are seeded and stratified by event, at most as many as there are events. With a
  single lambda given nothing is cross-validated; otherwise fewer than two events are
  an error.

  A sample censored at an event time is at risk there, as in coxph. glmnet 4.1 tells
  the two apart by adding 2e-14 to the censored time, which is lost above 256: compare
  with glmnet on years, not days, where data have such ties.

  A risk is `sum b (x - training mean)` plus the sample's offset, for training samples
  too; the baseline hazard is Breslow's. A missing value and, with a `state`, a feature
  that the matrix lacks count as the training mean. Features that are constant in
  training get 0. No event among the training samples is an error.
baseCommand:
  - omicroutes
  - coxnet
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
    coresMin: 2
    ramMin: 8192
arguments: []
inputs:
  features:
    type: File
    doc: Features × samples.
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
  offsets:
    type: File?
    doc: 'Columns sample, offset: known parts of log hazards.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --offsets
  fit_samples:
    type: File?
    doc: Ids to fit on; without it all with survival.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  state:
    type: File?
    doc: A model fitted before; nothing is fitted then.
    format: edam:format_3464
    inputBinding:
      prefix: --state
  alpha:
    type: double?
    default: 0.5
    doc: 'Share of the lasso in the penalty: 1 is the lasso, 0 ridge. Range: 0 to 1.'
    inputBinding:
      prefix: --alpha
  lambdas:
    type: string[]?
    doc: 'Penalties, instead of glmnet''s sequence; a single one is taken as it is. Range: >= 0, descending.'
    inputBinding:
      prefix: --lambdas
      itemSeparator: ','
  nlambda:
    type: int?
    default: 100
    doc: 'Penalties of glmnet''s sequence. Range: >= 2.'
    inputBinding:
      prefix: --nlambda
  lambda_min_ratio:
    type: string?
    doc: 'Smallest penalty of that sequence by its largest; by default 0.01 with fewer samples than features,
      else 0.0001. Range: above 0, below 1.'
    inputBinding:
      prefix: --lambda-min-ratio
  standardize:
    type: boolean?
    default: true
    doc: Whether the penalty is on coefficients per standard deviation.
    inputBinding:
      prefix: --standardize=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  unpenalised:
    type: string[]?
    doc: Features that are not penalised, such as age.
    inputBinding:
      prefix: --unpenalised
      itemSeparator: ','
  folds:
    type: int?
    default: 10
    doc: 'Folds of the cross-validation. Range: >= 2.'
    inputBinding:
      prefix: --folds
  seed:
    type: long?
    default: 1
    doc: Seed of the folds.
    inputBinding:
      prefix: --seed
  threads:
    type: int?
    default: 0
    doc: 'Threads; 0: as many as there are processors. They do not change the result. Range: >= 0.'
    inputBinding:
      prefix: --threads
  measure:
    type:
      - 'null'
      - type: enum
        symbols:
          - deviance
          - c
    default: deviance
    doc: What a penalty is judged by.
    inputBinding:
      prefix: --measure
  rule:
    type: string?
    default: min
    doc: 'The best penalty (min), or the largest within one standard error of it (1se). Range: min, 1se.'
    inputBinding:
      prefix: --rule
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
  out_path_name:
    type: string?
    doc: The name of the output out_path, which is made when it is named.
    inputBinding:
      prefix: --out-path
  out_coefficients_name:
    type: string?
    doc: The name of the output out_coefficients, which is made when it is named.
    inputBinding:
      prefix: --out-coefficients
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
    doc: Columns feature, coef at the chosen lambda, all features.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name || [])
  out_path:
    type: File?
    doc: Columns lambda, df, devianceRatio, cvm, cvsd, chosen.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_path_name || [])
  out_coefficients:
    type: File?
    doc: Columns lambda, feature, coef; those not 0.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_coefficients_name || [])
  out_predictions:
    type: File?
    doc: Columns sample, risk (log relative hazard), survival_12m …, all samples.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_predictions_name || [])
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
