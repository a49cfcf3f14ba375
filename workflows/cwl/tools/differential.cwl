#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: differential
label: Tests each gene for differences between groups or for an effect on survival.
doc: |-
  Tests each gene for differences between groups or for an effect on survival.

  Version 1.

  Give `groups` or `survival`, one of the two. Rows stand in the order of the matrix.

  **Groups**: a linear model a gene with moderated statistics as limma's `lmFit` and
  `eBayes` give them. `logFC` is the mean of a group minus that of the alphabetically
  first. Two groups: `gene logFC AveExpr t P.Value adj.P.Val`; more: one
  `logFC.GROUP` for each group but the first, then `AveExpr F P.Value adj.P.Val`. A missing
  value is left out for its gene; a gene with an empty group has no test (`NA`). The group is
  the column `group`, or the only column. A gene without variance inside groups is tested, as
  in limma, with the prior's share of variance: its t is finite (0 for a constant gene, up to
  rounding); when the prior is fitted such variances are offset to 1e-5 of the median. Where
  the first group has no value limma names another group's difference; here it is `NA`.
  Smyth 2004, doi:10.2202/1544-6115.1027.

  **Survival**: a univariate Cox model a gene, Efron's ties. `z` is the signed square root of
  the score test (above 0: high values, early events) and `P.Value` its p-value; `coef`,
  `se.coef`, `wald.z`, `wald.P.Value` come from Newton's method and are `NA` where the
  coefficient would be infinite. A sample whose value is missing is left out for that gene; a
  constant gene, or one without events among its samples, has no test; no event among all
  samples is an error. Cox 1972, doi:10.1111/j.2517-6161.1972.tb00899.x; Efron 1977,
  doi:10.1080/01621459.1977.10480613.

  `adj.P.Val` is Benjamini and Hochberg's. Samples that the groups or survival table does not
  have, or whose group is missing, are left out. `out-scores` holds z, or the normal
  deviate of the same p-value as the moderated t (signed) or F (not signed, >= 0); genes
  without a test are left out of it.
baseCommand:
  - omicroutes
  - differential
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
  matrix:
    type: File
    doc: Genes × samples, on a log-like scale.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --matrix
  groups:
    type: File?
    doc: Table with the columns sample and group.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --groups
  survival:
    type: File?
    doc: Table with the columns sample, time, event.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  fit_samples:
    type: File?
    doc: Ids of the only samples to be used.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  score_only:
    type: boolean?
    default: false
    doc: 'With survival: the score test alone, no coefficients.'
    inputBinding:
      prefix: --score-only=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  out_name:
    type: string
    default: differential.tsv
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  out_scores_name:
    type: string?
    doc: The name of the output out_scores, which is made when it is named.
    inputBinding:
      prefix: --out-scores
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File
    doc: One row a gene with its statistics.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_scores:
    type: File?
    doc: Columns gene and score.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_scores_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
