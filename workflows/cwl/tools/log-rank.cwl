#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: log_rank
label: Compares the survival of groups.
doc: |-
  Compares the survival of groups.

  Version 1.

  The log-rank test (Mantel, 1966) of k groups, its relatives of Harrington and Fleming
  (1982), and both within strata, as R's `survdiff`. `out` has one row for all groups
  and, with more than two, one for each pair; p-values of pairs are not adjusted for
  their number. A statistic is NA where nothing can be compared. `out-groups` has the
  events seen and expected, summed over strata and weighted where rho is not 0, and the
  median of time with 95 % limits (scale `log`) as `kaplan-meier` gives it.

  Samples with an outcome and a group are compared; those without a group are left out,
  and this is noted. With `strata` each of the others needs a stratum. Groups are in
  alphabetical order; fewer than two are an error.
baseCommand:
  - omicroutes
  - log-rank
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
  survival:
    type: File
    doc: Columns sample, time (days), event.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  groups:
    type: File
    doc: Columns sample, group.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --groups
  strata:
    type: File?
    doc: Columns sample, stratum.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --strata
  rho:
    type: double?
    default: 0.0
    doc: 'Events count by the power rho of the survival just before them. Range: >= 0; 0 is the log-rank
      test, 1 Peto and Peto''s Wilcoxon test.'
    inputBinding:
      prefix: --rho
  out_name:
    type: string?
    doc: The name of the output out, which is made when it is named.
    inputBinding:
      prefix: --out
  out_groups_name:
    type: string?
    doc: The name of the output out_groups, which is made when it is named.
    inputBinding:
      prefix: --out-groups
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File?
    doc: Columns groups, chisq, df, p.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name || [])
  out_groups:
    type: File?
    doc: Columns group, samples, observed, expected, median (days), lower, upper.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_groups_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
