#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: train
label: Trains a survival model on the modalities of patients.
doc: |-
  Trains a survival model on the modalities of patients.

  Version 5.

  Models:

  - `backbone`: The kernel Cox ensemble with a score learned from other cohorts.
  - `block-ridge`: Ridge Cox regression on all modalities, each with a penalty of its own.
  - `cox`: Cox regression on the clinical modality.
  - `coxnet`: Elastic-net Cox regression on all modalities.
  - `coxnet-free-clinical`: Elastic-net Cox regression on all modalities, clinical variables without a penalty.
  - `gnn`: Graph neural network on the gene interaction network with the continuous and binary modalities as node features, and clinical variables.
  - `kernel-ensemble`: The mean of four kernel Cox models of clinical data, RNA and the other omics.
  - `late-fusion`: A ridge Cox model of each modality, fused by a Cox model of their out-of-fold scores.
  - `logistic`: Death by a horizon from expression and clinical variables: logistic regression with the elastic net.
  - `mmfn`: Death by a horizon from expression and clinical variables: a network of two branches whose features attend to each other.
  - `mmfn-clinical`: The branch of mmfn that looks at clinical variables, alone.
  - `mmfn-concat`: As mmfn, with the branches' features put side by side in place of attention.
  - `mmfn-genomic`: The branch of mmfn that looks at expression, alone.
  - `moanet`: Cross-modal attention over clinical variables, latent factors, network biomarkers and burden, on top of a kernel Cox ensemble of all modalities.
  - `mofa-cox`: Cox model on MOFA factors of the continuous and binary modalities and on the clinical variables.
  - `netdx`: Cox model on class scores in selected patient similarity networks of gene modules and modalities (continuous, binary, clinical).
  - `random-forest`: Death by a horizon from expression and clinical variables: a random forest.
  - `ridge`: Ridge Cox regression on all modalities, each with the same weight.
  - `rsf`: A random survival forest on clinical data, summaries and the most variable features.
  - `snf-cox`: Cox model on clusters and embedding of a fused patient similarity network (continuous and binary modalities) and on the clinical variables.
  - `stacked`: A weighted sum of MOANet and elastic-net Cox, weights from inner folds.
  - `svm`: Death by a horizon from expression and clinical variables: a support vector machine with radial basis functions.
  - `transformer`: Multimodal transformer on clinical variables and principal components of the continuous and binary modalities, without a network prior.

  A modality is one file, named as it is to be called: `--continuous rna=F`. Its kind says
  how models take it: clinical variables, continuous molecular values, zeros and ones, or
  few summaries. The modality `clinical` is the clinical one, `clinical-rich` one with more
  columns that some models take in its place, `rna` the expression. Patients to learn from
  are those with survival (and in `fit-samples`, where given); whatever a model learns or
  chooses (scales, features, penalties, calibration, baseline hazard) comes from them and
  inner folds of them alone.

  Missing values: a patient may lack a modality, a value may be missing; what a model does
  then is said with the model. Same inputs and seed give the same bits, where neural networks
  are part of the model those of one engine; a run's record says which it was.

  Models that tell who has died by `horizon` (mmfn and its parts, logistic, random-forest,
  svm) write the same predictions: survival at the horizon is one minus the probability, at
  other times it follows the training patients' cumulative hazard, and risk is the log of
  that hazard; with `head survival`, MMFN's features feed a Cox model calibrated over all of
  follow-up in its place. How many patients had died, were seen beyond the horizon and were
  censored before is noted. Other models do not look at `horizon`, `censored`, `head` and
  `preset`; models without networks do not look at `head` and `preset`.

  `--out-history` has a row for each epoch of each network: losses without the penalty,
  accuracies, dropout off; no rows for models that keep none.

  `--out-model` also holds the reference patient that `explain` compares with: the training
  patients' mean of each feature of each modality, missing values left out, to six
  significant digits.
baseCommand:
  - omicroutes
  - train
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
    ramMin: 8192
arguments:
  - prefix: --clinical
    valueFrom: |-
      ${
        var files = inputs.clinical || [], names = inputs.clinical_names || [];
        if (files.length != names.length) {
          throw "clinical: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --continuous
    valueFrom: |-
      ${
        var files = inputs.continuous || [], names = inputs.continuous_names || [];
        if (files.length != names.length) {
          throw "continuous: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --binary
    valueFrom: |-
      ${
        var files = inputs.binary || [], names = inputs.binary_names || [];
        if (files.length != names.length) {
          throw "binary: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --summary
    valueFrom: |-
      ${
        var files = inputs.summary || [], names = inputs.summary_names || [];
        if (files.length != names.length) {
          throw "summary: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
inputs:
  clinical:
    type: File[]?
    doc: 'Clinical variables × samples: z-scores, 0/1 for categories.'
    format:
      - edam:format_3475
      - edam:format_3752
  clinical_names:
    type: string[]?
    doc: A name for each of clinical
  continuous:
    type: File[]?
    doc: Molecular features × samples, on a continuous scale.
    format:
      - edam:format_3475
      - edam:format_3752
  continuous_names:
    type: string[]?
    doc: A name for each of continuous
  binary:
    type: File[]?
    doc: Genes × samples, 0 or 1 (mutations).
    format:
      - edam:format_3475
      - edam:format_3752
  binary_names:
    type: string[]?
    doc: A name for each of binary
  summary:
    type: File[]?
    doc: Few summaries × samples, such as the mutation burden.
    format:
      - edam:format_3475
      - edam:format_3752
  summary_names:
    type: string[]?
    doc: A name for each of summary
  survival:
    type: File
    doc: 'Table: sample, time (days), event (0 or 1).'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  fit_samples:
    type: File?
    doc: Ids of the patients to train on, one a line.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  patients:
    type: File?
    doc: 'Ids of the patients to predict; default: all.'
    format: edam:format_2330
    inputBinding:
      prefix: --patients
  network:
    type: File?
    doc: Interactions gene1 gene2 [weight], for models with a prior.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --network
  model:
    type: string?
    default: moanet
    doc: The kind of model; see below.
    inputBinding:
      prefix: --model
  seed:
    type: long?
    default: 1
    doc: Seed of everything random.
    inputBinding:
      prefix: --seed
  inner_folds:
    type: int?
    default: 5
    doc: 'Folds of the inner cross-validation that chooses hyper-parameters. Range: 2 to 20.'
    inputBinding:
      prefix: --inner-folds
  horizons:
    type: string[]?
    default:
      - '12'
      - '24'
      - '36'
      - '48'
      - '60'
    doc: 'Times to give survival probabilities at. Unit: months. Range: > 0, ascending.'
    inputBinding:
      prefix: --horizons
      itemSeparator: ','
  horizon:
    type: int?
    default: 36
    doc: 'What models of an outcome at one time tell: who has died by then. Unit: months. Range: >= 1.'
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
  head:
    type:
      - 'null'
      - type: enum
        symbols:
          - binary
          - survival
    default: binary
    doc: 'What the features of MMFN''s networks feed: the probability at the horizon, or a hazard over
      all of follow-up.'
    inputBinding:
      prefix: --head
  preset:
    type:
      - 'null'
      - type: enum
        symbols:
          - paper
          - small-cohort
    default: paper
    doc: 'Sizes of MMFN''s networks: the paper''s, or five small ones for hundreds of patients.'
    inputBinding:
      prefix: --preset
  out_model_name:
    type: string?
    doc: The name of the output out_model, which is made when it is named.
    inputBinding:
      prefix: --out-model
  out_predictions_name:
    type: string?
    doc: The name of the output out_predictions, which is made when it is named.
    inputBinding:
      prefix: --out-predictions
  out_history_name:
    type: string?
    doc: The name of the output out_history, which is made when it is named.
    inputBinding:
      prefix: --out-history
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out_model:
    type: File?
    doc: The model, for `apply-model`, `explain`, `read-outs`.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.out_model_name || [])
  out_predictions:
    type: File?
    doc: sample, risk (log hazard), survival by horizon.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_predictions_name || [])
  out_history:
    type: File?
    doc: network, epoch, learning_rate, training_loss, validation_loss, training_accuracy, validation_accuracy.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_history_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
