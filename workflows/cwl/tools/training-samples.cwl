#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: training_samples
label: Lists the training samples of a fold.
doc: |-
  Lists the training samples of a fold.

  Version 1.

  All samples of the table but those of the given fold, in the table's order; all with
  fold 0. A fold that is not in the table is an error.
baseCommand:
  - omicroutes
  - training-samples
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
    ramMin: 2048
arguments: []
inputs:
  folds:
    type: File
    doc: Columns sample, fold, as split writes them.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --folds
  fold:
    type: int?
    default: 0
    doc: 'The fold to hold out; 0 holds out none. Range: >= 0.'
    inputBinding:
      prefix: --fold
  out_name:
    type: string
    default: training-samples.txt
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  out_test_name:
    type: string?
    doc: The name of the output out_test, which is made when it is named.
    inputBinding:
      prefix: --out-test
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File
    doc: Training sample ids, one a line.
    format: edam:format_2330
    outputBinding:
      glob: $(inputs.out_name)
  out_test:
    type: File?
    doc: Held-out sample ids; empty with fold 0.
    format: edam:format_2330
    outputBinding:
      glob: $(inputs.out_test_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
