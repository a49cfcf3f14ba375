#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: evaluate
label: Measures cross-validated models on the patients they did not see.
doc: |-
  Measures cross-validated models on the patients they did not see.

  Version 2.

  Each prediction file is named `FOLD/MODEL` and may hold any samples; only those whose
  fold in the table is FOLD, and who have survival, are used. A test patient without a
  prediction is an error, so that models are compared on the same patients. Metrics are
  those of `survival-metrics`, in each fold and pooled over all held-out patients; mean,
  SD and SE (SD/√folds) are over the folds where a metric could be estimated. There are no
  bootstrap standard errors here, and `dCalibration` is given pooled only.

  The censoring distribution is estimated in the patients that are measured (the test
  fold; all of them where pooled), so that every figure can be recomputed from
  predictions and survival alone. Risks of different folds are on different scales:
  pooled, C compares patients of one fold only, Uno's C and td-AUC use the quantile of
  the risk within its fold, and so do the risk groups (median and tertiles).

  Differences are main model minus other, paired by fold, with the corrected resampled
  standard error (Nadeau and Bengio 2003: variance × (1/J + 1/(folds-1))) and a t-test
  with J-1 degrees of freedom. What cannot be estimated is null (NA in the tables).
baseCommand:
  - omicroutes
  - evaluate
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
arguments:
  - prefix: --predictions
    valueFrom: |-
      ${
        var files = inputs.predictions || [], names = inputs.predictions_names || [];
        if (files.length != names.length) {
          throw "predictions: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
inputs:
  predictions:
    type: File[]
    doc: 'Predictions of FOLD/MODEL: sample, risk, survival_12m …'
    format:
      - edam:format_3475
      - edam:format_3752
  predictions_names:
    type: string[]
    doc: A name for each of predictions
  folds:
    type: File
    doc: Columns sample, fold.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --folds
  survival:
    type: File
    doc: Columns sample, time (days), event.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  model:
    type: string?
    default: moanet
    doc: The model that the others are compared with.
    inputBinding:
      prefix: --model
  horizons:
    type: string[]?
    default:
      - '12'
      - '24'
      - '36'
      - '48'
      - '60'
    doc: 'Horizons to measure at; each prediction file must have them. Unit: months. Range: > 0, ascending.'
    inputBinding:
      prefix: --horizons
      itemSeparator: ','
  out_metrics_name:
    type: string
    default: evaluate-metrics.json
    doc: The name of the output out_metrics.
    inputBinding:
      prefix: --out-metrics
  out_tsv_name:
    type: string
    default: evaluate-tsv.tsv
    doc: The name of the output out_tsv.
    inputBinding:
      prefix: --out-tsv
  out_predictions_name:
    type: string
    default: evaluate-predictions.tsv
    doc: The name of the output out_predictions.
    inputBinding:
      prefix: --out-predictions
  out_all_name:
    type: string?
    doc: The name of the output out_all, which is made when it is named.
    inputBinding:
      prefix: --out-all
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out_metrics:
    type: File
    doc: The whole evaluation.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.out_metrics_name)
  out_tsv:
    type: File
    doc: Columns model, fold (1 …, mean, pooled), metric, horizon_months, estimate, se.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_tsv_name)
  out_predictions:
    type: File
    doc: 'The main model''s held-out predictions: patient, fold, risk, survival_12m …'
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_predictions_name)
  out_all:
    type: File?
    doc: 'All models'' held-out predictions: patient, fold, model, risk, survival_12m …'
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_all_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
