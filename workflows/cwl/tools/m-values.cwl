#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: m_values
label: Turns methylation beta values into M-values.
doc: |-
  Turns methylation beta values into M-values.

  Version 1.

  `M = log2((beta + offset) / (1 - beta + offset))`: 0 for a beta of 0.5, at most
  `log2((1 + offset) / offset)` (9.97 for 0.001) either way. Nothing is fitted. A
  missing beta gives a missing M-value. A beta below 0 or above 1 is an error that names
  line and column.

  Du P. et al., *Comparison of Beta-value and M-value methods*, BMC Bioinformatics 2010,
  doi:10.1186/1471-2105-11-587.
baseCommand:
  - omicroutes
  - m-values
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
arguments: []
inputs:
  betas:
    type: File
    doc: Beta values in [0, 1], CpGs or genes × samples.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --betas
  offset:
    type: double?
    default: 0.001
    doc: 'Added to both sides of the ratio, so that betas of 0 and 1 stay finite. Range: > 0 and < 0.5.'
    inputBinding:
      prefix: --offset
  out_name:
    type: string
    default: m-values.tsv
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
    doc: M-values, same shape.
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
