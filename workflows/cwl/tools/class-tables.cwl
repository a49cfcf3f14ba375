#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: class_tables
label: Makes the tables of a study of death by a horizon from held-out predictions.
doc: |-
  Makes the tables of a study of death by a horizon from held-out predictions.

  Version 1.

  The probability of death by the horizon is 1 - `survival_{horizon}m`, so that
  classifiers and survival models stand in the same tables. Patients seen to die by the
  horizon have the label 1, those seen alive beyond it 0; those censored before have
  none and count through the inverse probability of censoring (Kaplan-Meier of censoring
  in the cohort's patients), or are left out with `--censored left-out`.

  Prediction files may hold any samples; the fold's test patients count, and a test
  patient without a prediction is an error, as is a file without the horizon. All
  repeats of a cohort must hold out the same patients; samples without a fold or without
  survival are left out.

  Each table's note says how it is made. In short: `C1-patients` labels; C1 performance
  of all models; C2 confusion matrices; C3 calibration; C4 each model paired with the
  main one (DeLong, McNemar, Brier by resampling patients, Holm's correction); C5 mean
  and SD over folds, and `C5-folds` each of them; C6 patients flagged for review; C7
  feature importance of the main model by attention, permutation and Shapley values,
  and `C7-agreement` whether they agree; C8 counterfactuals, and `C8-features` what they
  change. Tables without input are left out. Several cohorts are reported one by one, C1
  also as the mean over cohorts.

  AUC and Harrell's C are means over test folds, which compare patients of one fold. All
  else is of the patients of all folds. What cannot be estimated is `NA`. The same input
  gives the same bytes.

  Errors: a missing fold file or prediction, a test patient without prediction, a file
  without the horizon, a cohort where nobody dies by the horizon or nobody is followed
  beyond it, an unknown model, method or fold.
baseCommand:
  - omicroutes
  - class-tables
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
  - prefix: --folds
    valueFrom: |-
      ${
        var files = inputs.folds || [], names = inputs.folds_names || [];
        if (files.length != names.length) {
          throw "folds: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --survival
    valueFrom: |-
      ${
        var files = inputs.survival || [], names = inputs.survival_names || [];
        if (files.length != names.length) {
          throw "survival: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --history
    valueFrom: |-
      ${
        var files = inputs.history || [], names = inputs.history_names || [];
        if (files.length != names.length) {
          throw "history: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --importance
    valueFrom: |-
      ${
        var files = inputs.importance || [], names = inputs.importance_names || [];
        if (files.length != names.length) {
          throw "importance: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --counterfactuals
    valueFrom: |-
      ${
        var files = inputs.counterfactuals || [], names = inputs.counterfactuals_names || [];
        if (files.length != names.length) {
          throw "counterfactuals: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
inputs:
  predictions:
    type: File[]
    doc: 'Predictions of COHORT/REPEAT/FOLD/MODEL: sample, risk, survival_6m …'
    format:
      - edam:format_3475
      - edam:format_3752
  predictions_names:
    type: string[]
    doc: A name for each of predictions
  folds:
    type: File[]
    doc: 'Folds of COHORT/REPEAT: sample, fold.'
    format:
      - edam:format_3475
      - edam:format_3752
  folds_names:
    type: string[]
    doc: A name for each of folds
  survival:
    type: File[]
    doc: 'Survival of COHORT: sample, time (days), event.'
    format:
      - edam:format_3475
      - edam:format_3752
  survival_names:
    type: string[]
    doc: A name for each of survival
  history:
    type: File[]?
    doc: 'Training of COHORT/REPEAT/FOLD/MODEL: network, epoch, training_loss, validation_loss, training_accuracy,
      validation_accuracy.'
    format:
      - edam:format_3475
      - edam:format_3752
  history_names:
    type: string[]?
    doc: A name for each of history
  importance:
    type: File[]?
    doc: 'Importance of COHORT/REPEAT/FOLD: method, modality, feature, importance.'
    format:
      - edam:format_3475
      - edam:format_3752
  importance_names:
    type: string[]?
    doc: A name for each of importance
  counterfactuals:
    type: File[]?
    doc: 'Counterfactuals of COHORT/REPEAT/FOLD: sample, probability, reached_probability, modality, feature.'
    format:
      - edam:format_3475
      - edam:format_3752
  counterfactuals_names:
    type: string[]?
    doc: A name for each of counterfactuals
  model:
    type: string?
    default: mmfn
    doc: The model that the others are compared with.
    inputBinding:
      prefix: --model
  order:
    type: string[]?
    doc: Models in the order of print; those not named follow by name, the main one leads.
    inputBinding:
      prefix: --order
      itemSeparator: ','
  horizon:
    type: int?
    default: 36
    doc: 'The horizon; each prediction file must have it. Unit: months. Range: > 0.'
    inputBinding:
      prefix: --horizon
  censored:
    type:
      - 'null'
      - type: enum
        symbols:
          - weighted
          - left-out
    default: weighted
    doc: 'Patients censored before the horizon: made up for by weighting the others by the inverse probability
      of censoring, or left out.'
    inputBinding:
      prefix: --censored
  threshold:
    type: double?
    default: 0.5
    doc: 'Probability of death from which on a patient is called a death. Range: above 0, below 1.'
    inputBinding:
      prefix: --threshold
  review_from:
    type: double?
    default: 0.4
    doc: 'The least probability that is flagged for review. Range: 0 to 1.'
    inputBinding:
      prefix: --review-from
  review_to:
    type: double?
    default: 0.6
    doc: 'The greatest probability that is flagged for review. Range: 0 to 1, not below review-from.'
    inputBinding:
      prefix: --review-to
  level:
    type: double?
    default: 0.95
    doc: 'Coverage of the intervals in the tables. Range: above 0.5, below 1.'
    inputBinding:
      prefix: --level
  resamples:
    type: int?
    default: 500
    doc: 'Resamples of patients for intervals. Range: 20 to 100000.'
    inputBinding:
      prefix: --resamples
  seed:
    type: long?
    default: 1
    doc: Seed of the resamples.
    inputBinding:
      prefix: --seed
  out_json_name:
    type: string
    default: class-tables-json.json
    doc: The name of the output out_json.
    inputBinding:
      prefix: --out-json
  out_tables_name:
    type: string
    default: class-tables-tables
    doc: The name of the output out_tables.
    inputBinding:
      prefix: --out-tables
  out_review_name:
    type: string
    default: class-tables-review.tsv
    doc: The name of the output out_review.
    inputBinding:
      prefix: --out-review
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out_json:
    type: File
    doc: All tables and the data of all figures.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.out_json_name)
  out_tables:
    type: Directory
    doc: 'C1.tsv …, one a table as printed; estimates.tsv with every figure of them: table, row, column,
      estimate, standard_error, lower, upper; notes.tsv.'
    outputBinding:
      glob: $(inputs.out_tables_name)
  out_review:
    type: File
    doc: 'Patients flagged for review: cohort, repeat, fold, sample, model, probability, label (1 died
      by the horizon, 0 alive, NA not known).'
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_review_name)
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
