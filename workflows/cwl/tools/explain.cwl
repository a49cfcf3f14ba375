#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: explain
label: Shapley values of the layers, or any groups of features, for each patient.
doc: |-
  Shapley values of the layers, or any groups of features, for each patient.

  Version 2.

  The value of a group is exact: the mean, over all orders in which a background
  patient's groups can be exchanged for the patient's own, of what the prediction
  changes by (interventional Shapley values; Lundberg and Lee 2017). Values of a
  patient sum to prediction minus baseline, the mean prediction of the background
  patients; a deviation above 1e-6 is an error. The prediction is the log hazard (of
  a random survival forest the log of its mortality), or the survival probability at
  `--horizon`.

  Without `--background` the baseline is the prediction for the model's reference
  patient, a single background patient of the training patients' means by feature
  (`train` writes it), who has every modality. Patients are then taken in the
  modalities and features of the training: what the data do not have is missing.

  Without `--groups` each modality is a group, but `clinical-rich` belongs to
  `clinical` and `burden` to `mutation`. With it, features that are not listed stay in
  these groups. At most 16 groups; the cost doubles with each. Modalities that the
  model was not trained on are left out. A patient who lacks a modality is explained
  as lacking it: that is then what the group adds. Missing values are handed to the
  model. A training patient's values are never compared with that patient's own by
  models that keep training patients (`netdx`, `snf-cox`).

  `--out-importance` holds the mean |value| of each group over the patients, with
  standard error and 95 % interval by the bootstrap over patients (1000 resamples).

  `--out-features` holds, for each patient, the `--top` features whose exchange alone
  for the background's mean changes the prediction most (of networks of genes and
  clinical variables, among ten times as many by their gradient), and the rest of each group
  (modality and feature `NA`): Owen values by sampling, in which the features of a
  group stay together (antithetic orders, at least two rounds over the background),
  with the standard error of the sampling. They sum to prediction minus baseline.
  A patient takes as long as some thousand predictions: `--at-most` limits the
  patients.

  `--out-permutation` holds how much Harrell's C of the patients with survival drops
  when a group is permuted among them: mean over `--repeats`, its standard error by
  the draw of permutations.
baseCommand:
  - omicroutes
  - explain
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
  model:
    type: File
    doc: A trained model of any kind.
    format: edam:format_3464
    inputBinding:
      prefix: --model
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
  patients:
    type: File?
    doc: Patients to explain, one id a line; all without it.
    format: edam:format_2330
    inputBinding:
      prefix: --patients
  background:
    type: File?
    doc: Training patients, one id a line; the model's reference patient without it.
    format: edam:format_2330
    inputBinding:
      prefix: --background
  groups:
    type: File?
    doc: Columns modality, feature, group.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --groups
  survival:
    type: File?
    doc: Columns sample, time (days), event; needed by `--out-permutation`.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  background_size:
    type: int?
    default: 10
    doc: 'Patients drawn from `--background`; the baseline is the mean over them. Unit: patients. Range:
      >= 1.'
    inputBinding:
      prefix: --background-size
  horizon:
    type: int?
    default: 0
    doc: 'Explain the survival probability at this month; 0: the log hazard. Unit: months. Range: >= 0.'
    inputBinding:
      prefix: --horizon
  at_most:
    type: int?
    default: 0
    doc: 'Explain so many of the patients, drawn; 0: all. Unit: patients. Range: >= 0.'
    inputBinding:
      prefix: --at-most
  top:
    type: int?
    default: 10
    doc: 'Single features of each patient in `--out-features`. Unit: features. Range: 1 to 1000.'
    inputBinding:
      prefix: --top
  samples:
    type: int?
    default: 200
    doc: 'Orders of features sampled for each patient in `--out-features`. Unit: orders. Range: >= 1.'
    inputBinding:
      prefix: --samples
  repeats:
    type: int?
    default: 10
    doc: 'Permutations of each group in `--out-permutation`. Unit: permutations. Range: >= 2.'
    inputBinding:
      prefix: --repeats
  seed:
    type: long?
    default: 1
    doc: Seed of all that is drawn.
    inputBinding:
      prefix: --seed
  out_name:
    type: string
    default: explain.tsv
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  out_importance_name:
    type: string
    default: explain-importance.tsv
    doc: The name of the output out_importance.
    inputBinding:
      prefix: --out-importance
  out_features_name:
    type: string?
    doc: The name of the output out_features, which is made when it is named.
    inputBinding:
      prefix: --out-features
  out_permutation_name:
    type: string?
    doc: The name of the output out_permutation, which is made when it is named.
    inputBinding:
      prefix: --out-permutation
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File
    doc: Columns sample, group, value, baseline, prediction.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_importance:
    type: File
    doc: Columns group, mean_absolute, standard_error, lower, upper, share.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_importance_name)
  out_features:
    type: File?
    doc: Columns sample, group, modality, feature, value, standard_error.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_features_name || [])
  out_permutation:
    type: File?
    doc: Columns group, drop (of C), standard_error.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_permutation_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
