#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: pan_cancer
label: Learns a score of risk from cohorts of other cancers.
doc: |-
  Learns a score of risk from cohorts of other cancers.

  Version 1.

  Never hand in the cohort that the score is to be used on: its patients would know
  their own outcome. Nothing in the files can tell, so whoever calls has to see to it.

  A ridge Cox model over the patients of two cohorts or more, each with a baseline
  hazard of its own, on `3 K(clinical) + K(rna) + K(binary)`, K the linear kernel of
  features that are standardised within each cohort, so cohorts need not be of one
  platform; RNA is best given as rank-normal scores. Clinical features with more than
  two values stand beside their squares. The penalty is the one of 100, 30, 10 and 3
  with the largest partial likelihood of cohorts left out in turn.

  Modalities and features are the same where their names are: taken are the clinical
  modality `clinical` and the continuous modality `rna` (or the first ones of the
  first cohort by name) with the features that half of the cohorts have, and binary
  modalities with the features that 3 % of all patients have. A cohort may lack any of
  them. A patient who lacks a value counts as the cohort's mean. Patients are those with
  survival and a modality; every cohort needs an event.
baseCommand:
  - omicroutes
  - pan-cancer
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
  - prefix: --survival
    valueFrom: |-
      ${
        var files = inputs.survival || [], names = inputs.survival_names || [];
        if (files.length != names.length) {
          throw "survival: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
inputs:
  clinical:
    type: File[]?
    doc: 'COHORT/MODALITY: clinical variables × samples.'
    format:
      - edam:format_3475
      - edam:format_3752
  clinical_names:
    type: string[]?
    doc: A name for each of clinical
  continuous:
    type: File[]?
    doc: 'COHORT/MODALITY: molecular features × samples.'
    format:
      - edam:format_3475
      - edam:format_3752
  continuous_names:
    type: string[]?
    doc: A name for each of continuous
  binary:
    type: File[]?
    doc: 'COHORT/MODALITY: genes × samples, 0 or 1 (mutations).'
    format:
      - edam:format_3475
      - edam:format_3752
  binary_names:
    type: string[]?
    doc: A name for each of binary
  survival:
    type: File[]
    doc: 'COHORT: sample, time (days), event (0 or 1).'
    format:
      - edam:format_3475
      - edam:format_3752
  survival_names:
    type: string[]
    doc: A name for each of survival
  out_name:
    type: string
    default: pan-cancer.json
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
    doc: The score, for `pan-cancer-score`.
    format: edam:format_3464
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
