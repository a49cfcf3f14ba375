#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: neighbourhoods
label: Lists the genes that biomarkers interact with in the whole network.
doc: |-
  Lists the genes that biomarkers interact with in the whole network.

  Version 1.

  One step away, the strongest interactions first; of equal weights the neighbour with
  fewer interactions of its own. `share` is the weight divided by the sum of the gene's
  weights, `degree` the number of genes that the neighbour interacts with.
  (`network-biomarkers` lists neighbours among the top genes alone.) Genes that the
  network does not know are noted; where it knows none, it is an error.
baseCommand:
  - omicroutes
  - neighbourhoods
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
  network:
    type: File
    doc: 'Interactions: gene1, gene2 and maybe weight.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --network
  genes:
    type: File
    doc: Genes, one id a line.
    format: edam:format_2330
    inputBinding:
      prefix: --genes
  most:
    type: int?
    default: 20
    doc: 'Neighbours of each gene at most, the strongest interactions. Unit: genes. Range: >= 1.'
    inputBinding:
      prefix: --most
  out_name:
    type: string
    default: neighbourhoods.tsv
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
    doc: Columns gene, neighbour, weight, share, degree.
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
