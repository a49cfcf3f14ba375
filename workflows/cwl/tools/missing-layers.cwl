#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: missing_layers
label: Predicts with layers taken away, to see what a model is worth without them.
doc: |-
  Predicts with layers taken away, to see what a model is worth without them.

  Version 1.

  A layer is a modality; `clinical-rich` goes with `clinical` and `burden` with
  `mutation`. Of up to five layers all subsets are taken away in turn, but not all
  layers; of more, single ones, pairs, and all but one. The model stays as it was
  trained; what it does without a layer is its own affair. Where it cannot do without
  (an error about its data), there is no file, and a note says so.

  A score `pan-cancer` is made of the layers: it is no layer itself, and gone as soon
  as any layer is.

  Patients keep what they lack anyway. Modalities that the model was not trained on
  are left out.
baseCommand:
  - omicroutes
  - missing-layers
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
    doc: Patients to predict, one id a line; all without it.
    format: edam:format_2330
    inputBinding:
      prefix: --patients
  horizons:
    type: string[]?
    default:
      - '6'
      - '12'
      - '18'
      - '24'
      - '30'
      - '36'
      - '42'
      - '48'
      - '54'
      - '60'
    doc: 'Horizons of the predictions. Unit: months. Range: > 0, ascending.'
    inputBinding:
      prefix: --horizons
      itemSeparator: ','
  out_name:
    type: string
    default: missing-layers
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
    type: Directory
    doc: Predictions `none.tsv`, `rna.tsv`, `rna+cnv.tsv` …, by the layers taken away.
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
