#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: reading_plan
label: Says what a samplesheet's layers hold and what of them can be read side by side.
doc: |-
  Says what a samplesheet's layers hold and what of them can be read side by side.

  Version 1.

  For engines that spread the reading over machines. The plan has, for `read-clinical` and
  for each call of `read-layer`, a samplesheet of its own, the files that it names, and
  where these are to lie beside it.

  A layer of VCF or MAF files that all name their patient is read in parts, patient by
  patient or so many at once, and put together by `join-layer`; any other layer is read
  at once. Only the samplesheet is read, no file that it names.
baseCommand:
  - omicroutes
  - reading-plan
requirements:
  InlineJavascriptRequirement: {}
  NetworkAccess:
    networkAccess: false
  EnvVarRequirement:
    envDef:
      OMICROUTES_MEMORY: $(Math.floor(runtime.ram * 0.8))m
  InitialWorkDirRequirement:
    listing:
      - entry: $(inputs.samplesheet)
        entryname: cohort/samplesheet.csv
      - |-
        ${
          var paths = inputs.samplesheet_paths || [];
          return (inputs.samplesheet_files || []).map(function (file, i) {
            return {"entry": file, "entryname": "cohort/" + paths[i]};
          });
        }
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
  - prefix: --samplesheet
    valueFrom: cohort/samplesheet.csv
inputs:
  samplesheet:
    type: File
    doc: The files of the cohort.
    format:
      - edam:format_3475
      - edam:format_3752
  samplesheet_files:
    type: File[]?
    doc: The files that the samplesheet names.
  samplesheet_paths:
    type: string[]?
    doc: Their paths, as they stand in the samplesheet.
  patients_per_part:
    type: int?
    default: 1
    doc: 'How many patients are read at once where patients have files of their own. Unit: patients. Range:
      >= 1.'
    inputBinding:
      prefix: --patients-per-part
  out_name:
    type: string
    default: reading-plan.json
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
    doc: '`clinical` and `layers` (`name kind burden parts`); a part is `name samplesheet files`, a file
      is `path from`.'
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
