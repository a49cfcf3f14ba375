#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: cohort
label: 'Brings outcomes and layers together: who is in the cohort, and who is not.'
doc: |-
  Brings outcomes and layers together: who is in the cohort, and who is not.

  Version 2.

  The cohort is all patients with an outcome; a patient with some layers or with
  clinical variables alone stays. Patients without an outcome are left out.

  Errors: a layer without any patient in common with the outcomes; a batch with a single
  patient among those of a layer of read counts or beta values (or of a layer without a
  report), because its spread cannot be known. Ready and binary layers are not
  corrected for batches and so not looked at. A patient without a batch is not counted.
baseCommand:
  - omicroutes
  - cohort
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
arguments:
  - prefix: --layers
    valueFrom: |-
      ${
        var files = inputs.layers || [], names = inputs.layers_names || [];
        if (files.length != names.length) {
          throw "layers: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --reports
    valueFrom: |-
      ${
        var files = inputs.reports || [], names = inputs.reports_names || [];
        if (files.length != names.length) {
          throw "reports: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
inputs:
  survival:
    type: File
    doc: '`sample time event`, days.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  batches:
    type: File?
    doc: '`sample batch`.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --batches
  layers:
    type: File[]?
    doc: Layers by name, features × patients.
    format:
      - edam:format_3475
      - edam:format_3752
  layers_names:
    type: string[]?
    doc: A name for each of layers
  reports:
    type: File[]?
    doc: Reports of read-layer (by the layer's name) and of read-clinical.
    format: edam:format_3464
  reports_names:
    type: string[]?
    doc: A name for each of reports
  small_batches:
    type:
      - 'null'
      - type: enum
        symbols:
          - error
          - mean-only
    default: error
    doc: 'A batch with a single patient in a layer: an error, or left to a correction of means alone.'
    inputBinding:
      prefix: --small-batches
  out_name:
    type: string
    default: cohort.txt
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  out_flow_name:
    type: string?
    doc: The name of the output out_flow, which is made when it is named.
    inputBinding:
      prefix: --out-flow
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File
    doc: The patients of the cohort, sorted, one a line.
    format: edam:format_2330
    outputBinding:
      glob: $(inputs.out_name)
  out_flow:
    type: File?
    doc: Numbers of patients, layers, overlaps and batches.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.out_flow_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
