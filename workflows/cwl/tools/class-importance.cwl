#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: class_importance
label: 'What matters to a model of a horizon: by attention, permutation, Shapley.'
doc: |-
  What matters to a model of a horizon: by attention, permutation, Shapley.

  Version 1.

  Three answers beside each other, which need not agree; `--out-agreement` says where
  they do not. A category (features `column=level`) is one variable.

  `attention`: the share of attention that a variable's branch gets, spread over the
  branch in each patient by |gradient × (value − mean)|, of a category by what the log
  odds change by at the most frequent level. The branch's share is the network's, the
  spread is not: attention is paid to tokens of hidden features, not to genes. Models
  without attention have no such rows.

  `permutation`: what the area under the ROC curve at the model's horizon loses when
  the variable is permuted among the patients, who are weighted by the inverse
  probability of censoring; mean and standard error over `--permutations`. Of
  correlated genes none may lose much. Only with `--survival`.

  `shapley`: the mean |Shapley value| of the log odds, with its standard error over
  the patients. Of networks it is of all variables and by expected gradients: genes
  and numbers as one player among the categories, parted along straight lines from
  `--background-size` training patients. Of other models it is by one random order
  from each of these, for the variables that are permuted.

  Molecular features are screened first: of networks by their Shapley value, of others
  by what moving them does in up to five patients. A note says what was left out.

  Higher is more; equal values have the same rank.
baseCommand:
  - omicroutes
  - class-importance
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
    doc: 'A trained model of a horizon: `mmfn` or what it is compared with.'
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
  survival:
    type: File?
    doc: Columns sample, time (days), event; without it nothing is permuted.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  permutations:
    type: int?
    default: 5
    doc: 'Permutations of each variable. Unit: permutations. Range: >= 2.'
    inputBinding:
      prefix: --permutations
  features:
    type: int?
    default: 200
    doc: 'Molecular features that are permuted (and, of models without gradients, have Shapley values):
      those of the largest effect. Clinical variables always all. Unit: features. Range: 1 to 5000.'
    inputBinding:
      prefix: --features
  background_size:
    type: int?
    default: 10
    doc: 'Patients drawn from `--background` that Shapley values compare with. Unit: patients. Range:
      >= 1.'
    inputBinding:
      prefix: --background-size
  at_most:
    type: int?
    default: 0
    doc: 'Explain so many of the patients, drawn; 0: all. All of them are permuted. Unit: patients. Range:
      >= 0.'
    inputBinding:
      prefix: --at-most
  seed:
    type: long?
    default: 1
    doc: Seed of all that is drawn.
    inputBinding:
      prefix: --seed
  out_name:
    type: string
    default: class-importance.tsv
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  out_agreement_name:
    type: string?
    doc: The name of the output out_agreement, which is made when it is named.
    inputBinding:
      prefix: --out-agreement
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File
    doc: Columns method, modality, feature, importance, standard_error, rank.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_agreement:
    type: File?
    doc: 'Columns first, second, features, spearman, top, shared, only_first, only_second: each pair of
      methods over the variables of both, and what only one has among its 20 most important.'
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_agreement_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
