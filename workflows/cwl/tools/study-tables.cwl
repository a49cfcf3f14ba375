#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: study_tables
label: Makes a study's tables and the data of its figures from held-out predictions.
doc: |-
  Makes a study's tables and the data of its figures from held-out predictions.

  Version 2.

  Prediction files may hold any samples; the fold's test patients count, and a test
  patient without a prediction is an error. Where a file also holds all other patients
  of the study, they are taken for the training patients of that fold and used for the
  apparent performance in T2, and for nothing else. All repeats of a cohort must hold
  out the same patients; samples without a fold or without survival are left out.

  Each table's note says how it is made. In short: T1 performance of all models, with
  paired tests in `T1-differences`; T2 stability and optimism; T3 mean |Shapley value|
  of feature groups; T4 ablation, and `missing` for layers taken away at prediction; T5
  cohorts and subgroups with the largest gap; T6 calibration and the Brier score taken
  apart, and `T6-intervals` for coverage; `published` for the paper's own figures
  beside ours. Tables without input are left out. Several cohorts are reported one by
  one, and as means with the standard error over cohorts.

  Harrell's C and td-AUC are means over test folds. Where patients of several folds are
  put together, risks are replaced by their quantile in the fold, and C compares
  patients of one fold. The censoring distribution is estimated in the patients that
  are measured. Paired tests are corrected resampled t-tests (Nadeau and Bengio 2003)
  with Holm's correction. What cannot be estimated is `NA`.

  The calibration belt is that of Nattino, Finazzi and Bertolini (Statistics in Medicine
  33:2390, 2014), outcomes weighted by the inverse probability of censoring.

  Subgroups come from the columns of the covariates called age, sex or gender, race, and
  stage (also within longer names). The same input gives the same bytes.
baseCommand:
  - omicroutes
  - study-tables
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
  - prefix: --covariates
    valueFrom: |-
      ${
        var files = inputs.covariates || [], names = inputs.covariates_names || [];
        if (files.length != names.length) {
          throw "covariates: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --ablations
    valueFrom: |-
      ${
        var files = inputs.ablations || [], names = inputs.ablations_names || [];
        if (files.length != names.length) {
          throw "ablations: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --missing
    valueFrom: |-
      ${
        var files = inputs.missing || [], names = inputs.missing_names || [];
        if (files.length != names.length) {
          throw "missing: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --shapley
    valueFrom: |-
      ${
        var files = inputs.shapley || [], names = inputs.shapley_names || [];
        if (files.length != names.length) {
          throw "shapley: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --uncertainty
    valueFrom: |-
      ${
        var files = inputs.uncertainty || [], names = inputs.uncertainty_names || [];
        if (files.length != names.length) {
          throw "uncertainty: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --attention
    valueFrom: |-
      ${
        var files = inputs.attention || [], names = inputs.attention_names || [];
        if (files.length != names.length) {
          throw "attention: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --factors
    valueFrom: |-
      ${
        var files = inputs.factors || [], names = inputs.factors_names || [];
        if (files.length != names.length) {
          throw "factors: found " + files.length + " files and " + names.length + " names";
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
  covariates:
    type: File[]?
    doc: Clinical variables of COHORT, text, one row a sample.
    format:
      - edam:format_3475
      - edam:format_3752
  covariates_names:
    type: string[]?
    doc: A name for each of covariates
  ablations:
    type: File[]?
    doc: 'Predictions of COHORT/REPEAT/FOLD/NAME: the main model fitted without-rna, only-rna, without-network
      …'
    format:
      - edam:format_3475
      - edam:format_3752
  ablations_names:
    type: string[]?
    doc: A name for each of ablations
  missing:
    type: File[]?
    doc: 'Predictions of COHORT/REPEAT/FOLD/PATTERN: the main model without the layers of the pattern
      (rna+cnv).'
    format:
      - edam:format_3475
      - edam:format_3752
  missing_names:
    type: string[]?
    doc: A name for each of missing
  shapley:
    type: File[]?
    doc: 'Of COHORT/REPEAT/FOLD/MODEL: sample, group, value, baseline, prediction (log hazard).'
    format:
      - edam:format_3475
      - edam:format_3752
  shapley_names:
    type: string[]?
    doc: A name for each of shapley
  uncertainty:
    type: File[]?
    doc: 'Of COHORT/REPEAT/FOLD: sample, total_variance, data_variance, model_variance, lower_days, upper_days,
      level, bound_days, bound_alpha.'
    format:
      - edam:format_3475
      - edam:format_3752
  uncertainty_names:
    type: string[]?
    doc: A name for each of uncertainty
  attention:
    type: File[]?
    doc: 'Of COHORT/REPEAT/FOLD: query_modality, key_modality, weight.'
    format:
      - edam:format_3475
      - edam:format_3752
  attention_names:
    type: string[]?
    doc: A name for each of attention
  factors:
    type: File[]?
    doc: Factors × samples of COHORT; the first three are drawn.
    format:
      - edam:format_3475
      - edam:format_3752
  factors_names:
    type: string[]?
    doc: A name for each of factors
  model:
    type: string?
    default: moanet
    doc: The model that the others are compared with.
    inputBinding:
      prefix: --model
  baseline:
    type: string?
    default: kernel-ensemble
    doc: The second reference of paired tests, left out where there is no such model.
    inputBinding:
      prefix: --baseline
  order:
    type: string[]?
    doc: Models in the order of print; those not named follow by name, the main one leads.
    inputBinding:
      prefix: --order
      itemSeparator: ','
  horizon:
    type: int?
    default: 36
    doc: 'The main horizon; each prediction file must have it. Unit: months. Range: > 0.'
    inputBinding:
      prefix: --horizon
  brier_horizon:
    type: int?
    default: 60
    doc: 'Horizon of the Brier score that is taken apart (T6). Unit: months. Range: > 0.'
    inputBinding:
      prefix: --brier-horizon
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
  smallest_patients:
    type: int?
    default: 20
    doc: 'Patients in the smallest subgroup that is measured. Unit: patients. Range: >= 1.'
    inputBinding:
      prefix: --smallest-patients
  smallest_events:
    type: int?
    default: 5
    doc: 'Events in the smallest subgroup that is measured. Unit: events. Range: >= 1.'
    inputBinding:
      prefix: --smallest-events
  age_cut:
    type: double?
    default: 65.0
    doc: 'Age at which the older subgroup starts. Unit: years. Range: > 0.'
    inputBinding:
      prefix: --age-cut
  out_json_name:
    type: string
    default: study-tables-json.json
    doc: The name of the output out_json.
    inputBinding:
      prefix: --out-json
  out_tables_name:
    type: string
    default: study-tables-tables
    doc: The name of the output out_tables.
    inputBinding:
      prefix: --out-tables
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
    doc: 'T1.tsv …, one a table as printed; estimates.tsv with every figure of them: table, row, column,
      estimate, standard_error, lower, upper; notes.tsv.'
    outputBinding:
      glob: $(inputs.out_tables_name)
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
