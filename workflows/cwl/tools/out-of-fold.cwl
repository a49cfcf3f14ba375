#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: out_of_fold
label: Gives training samples the features of a fit that had not seen them.
doc: |-
  Gives training samples the features of a fit that had not seen them.

  Version 1.

  For features that were learned with outcomes (cross-fitting). Each sample of `folds`
  takes its values from the matrix named as its fold, which was learned without that
  fold; all other samples take theirs from `full`. Kept are the features that all
  matrices have. Nothing is fitted. A sample that its fold's matrix lacks is missing.

  Chernozhukov V. et al., *Double/debiased machine learning*, Econometrics Journal 2018,
  doi:10.1111/ectj.12097.
baseCommand:
  - omicroutes
  - out-of-fold
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
  - prefix: --features
    valueFrom: |-
      ${
        var files = inputs.features || [], names = inputs.features_names || [];
        if (files.length != names.length) {
          throw "features: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
inputs:
  folds:
    type: File
    doc: '`sample fold` of the training samples.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --folds
  features:
    type: File[]
    doc: Features × samples, named by the fold that was left out.
    format:
      - edam:format_3475
      - edam:format_3752
  features_names:
    type: string[]
    doc: A name for each of features
  full:
    type: File
    doc: Features × samples, learned on all training samples.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --full
  prefix:
    type: string?
    doc: 'Only features whose id begins with this are kept; default: all.'
    inputBinding:
      prefix: --prefix
  out_name:
    type: string
    default: out-of-fold.tsv
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
    doc: Features × samples, the samples of `full`.
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
