#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: apply_model
label: Predicts survival of patients with a model that `train` wrote.
doc: |-
  Predicts survival of patients with a model that `train` wrote.

  Version 1.

  Modalities and features are found by name and scaled as those of the training patients
  were. A modality of the model that is not given is missing for everybody, which is
  noted; features and modalities that the model does not know are left alone.
baseCommand:
  - omicroutes
  - apply-model
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
    doc: The model that `train` wrote.
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
    doc: 'Ids of the patients to predict; default: all.'
    format: edam:format_2330
    inputBinding:
      prefix: --patients
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
  out_name:
    type: string
    default: apply-model.tsv
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
    doc: sample, risk (log hazard), survival by horizon.
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
