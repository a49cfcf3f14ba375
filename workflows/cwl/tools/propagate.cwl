#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: propagate
label: Spreads gene scores over an interaction network and ranks its genes.
doc: |-
  Spreads gene scores over an interaction network and ranks its genes.

  Version 1.

  `F(t+1) = αAF(t) + (1-α)F(0)` with `A = D^-1/2 W D^-1/2`, W the interaction weights,
  D their sums per gene, to convergence: the limit is `(1-α)(I-αA)^-1 F(0)`.
  `F(0)` is |score| of each gene, or the score itself with `--absolute false`. Genes of
  the network without a score, or with a missing one, start at 0. Scored genes that the
  network does not have are left out and counted. Multiplying all weights by one
  number changes nothing; a gene without interactions keeps `(1-α)F(0)`. Of an interaction
  named more than once the largest weight counts; one of a gene with itself only names the
  gene. Equal scores stand in the order of the genes' names.

  `--degree-correction uniform` divides F by the propagation of 1 at every gene, which
  leaves a mean of the seeds around a gene, weighted by closeness.

  If less than 5 % of the scored genes are in the network (or fewer than 10 of 100 or
  more), the ids are of different types, and the error names both.

  Several columns (`--columns a,b`) are ranked by the first; the others follow as
  `score_b` and `seed_b`.

  Zhou D. et al., *Learning with local and global consistency*, NIPS 2003. Vanunu O. et
  al., PLoS Comput Biol 2010, doi:10.1371/journal.pcbi.1000641.
baseCommand:
  - omicroutes
  - propagate
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
    doc: Interactions `gene1 gene2 [weight]`, undirected; STRING's `combined_score` too.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --network
  scores:
    type: File
    doc: Scores `gene score`, signed or not.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --scores
  alpha:
    type: double?
    default: 0.7
    doc: 'Share of a gene''s score that comes from its neighbours. Range: 0 to below 1.'
    inputBinding:
      prefix: --alpha
  tolerance:
    type: double?
    default: 1.0E-10
    doc: 'Stop when no score changes by more than this in one iteration. Range: > 0.'
    inputBinding:
      prefix: --tolerance
  max_iterations:
    type: int?
    default: 20000
    doc: 'Give up after so many iterations. Unit: iterations. Range: >= 1.'
    inputBinding:
      prefix: --max-iterations
  absolute:
    type: boolean?
    default: true
    doc: Start from the absolute scores (for signed z); else from them as they are.
    inputBinding:
      prefix: --absolute=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  degree_correction:
    type:
      - 'null'
      - type: enum
        symbols:
          - none
          - uniform
    default: none
    doc: 'Counter the advantage of hubs: none, or uniform (divide by what the gene would get from equal
      seeds everywhere).'
    inputBinding:
      prefix: --degree-correction
  columns:
    type: string[]?
    doc: 'Score columns to propagate; none named: the column score, or the second one.'
    inputBinding:
      prefix: --columns
      itemSeparator: ','
  out_name:
    type: string
    default: propagate.tsv
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
    doc: '`gene score seed degree` of every gene of the network, highest score first.'
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
