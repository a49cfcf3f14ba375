#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: pan_cancer_score
label: The score that `pan-cancer` learned from other cohorts, of patients.
doc: |-
  The score that `pan-cancer` learned from other cohorts, of patients.

  Version 1.

  Features are found by modality and name, and standardised by the training patients in
  `fit-samples`; survival is not asked for. What a patient lacks counts as the training
  patients' mean; one who has none of the score's modalities is left out. Modalities that
  the score does not speak of are left alone.

  The result is a modality with one feature. Hand it to `train` as
  `--summary pan-cancer=F`: the models `backbone`, `moanet` and `stacked` know it by that
  name. It is made of the clinical and molecular modalities, and so it is nothing that
  could stay when they are taken away.
baseCommand:
  - omicroutes
  - pan-cancer-score
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
    doc: The score that `pan-cancer` learned.
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
  fit_samples:
    type: File?
    doc: 'Ids of the patients whose means and spreads are the scales; default: all.'
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  out_name:
    type: string
    default: pan-cancer-score.tsv
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
    doc: 'The feature `pan-cancer` × samples: a log hazard.'
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
