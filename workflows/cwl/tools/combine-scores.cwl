#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: combine_scores
label: Combines the gene scores of several layers into one per gene.
doc: |-
  Combines the gene scores of several layers into one per gene.

  Version 1.

  The scores are signed z. For each gene the sum of squares over the k layers that have
  it is held against the chi-square distribution with k degrees of freedom; the
  combined score is the |z| of a single layer that would be just as unlikely, with the
  sign of the strongest layer (the first of equally strong ones). A gene in one layer only keeps its z, so genes seen in
  more layers have no advantage by number alone. The layers' z are taken as independent
  under the null hypothesis. A missing score (`NA`) is a layer without the gene; a gene
  without any score is left out. Nothing is fitted.
baseCommand:
  - omicroutes
  - combine-scores
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
  - prefix: --scores
    valueFrom: |-
      ${
        var files = inputs.scores || [], names = inputs.scores_names || [];
        if (files.length != names.length) {
          throw "scores: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
inputs:
  scores:
    type: File[]
    doc: Signed z per gene, `gene score`, by layer.
    format:
      - edam:format_3475
      - edam:format_3752
  scores_names:
    type: string[]
    doc: A name for each of scores
  out_name:
    type: string
    default: combine-scores.tsv
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
    doc: '`gene score`, largest absolute score first.'
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
