#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: class_report
label: Draws the figures of a study of death by a horizon and makes its page.
doc: |-
  Draws the figures of a study of death by a horizon and makes its page.

  Version 1.

  Figures: ROC and precision-recall curves of all models, histograms of the predicted
  probability of both outcome groups, confusion matrices, calibration belts, loss and
  accuracy by epoch of each fold with the best epoch marked, and feature importance by
  attention, permutation and Shapley values side by side. Where several cohorts were
  studied, a figure of one cohort has its name (`confusion-luad.svg`).

  Page, Markdown, files and colours are as `study-report` makes them: the page holds
  everything within itself, the best value of a column is marked where rows are models
  of one cohort, figures without data are left out and named, missing values are dashes.
  The same input gives the same bytes (PNG: on the same machine).

  Errors: a file that is no such study, one without a setting or main model.
baseCommand:
  - omicroutes
  - class-report
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
  classes:
    type: File
    doc: The study, as `class-tables` writes it.
    format: edam:format_3464
    inputBinding:
      prefix: --classes
  title:
    type: string?
    default: 'Death by a horizon: a study of classifiers'
    doc: The page's title.
    inputBinding:
      prefix: --title
  figures_at:
    type: string?
    default: figures
    doc: Where the folder of figures will lie, seen from the page, for its links; '-' for no links.
    inputBinding:
      prefix: --figures-at
  tables_at:
    type: string?
    default: tables
    doc: Where the folder of tables (C1.tsv …) will lie, seen from the page, for its links; '-' for no
      links.
    inputBinding:
      prefix: --tables-at
  png:
    type: boolean?
    default: true
    doc: Whether to write figures as PNG files, too.
    inputBinding:
      prefix: --png=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  out_html_name:
    type: string
    default: class-report-html.html
    doc: The name of the output out_html.
    inputBinding:
      prefix: --out-html
  out_md_name:
    type: string
    default: class-report-md.txt
    doc: The name of the output out_md.
    inputBinding:
      prefix: --out-md
  out_figures_name:
    type: string
    default: class-report-figures
    doc: The name of the output out_figures.
    inputBinding:
      prefix: --out-figures
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out_html:
    type: File
    doc: The page.
    format: edam:format_2331
    outputBinding:
      glob: $(inputs.out_html_name)
  out_md:
    type: File
    doc: The tables as Markdown.
    format: edam:format_2330
    outputBinding:
      glob: $(inputs.out_md_name)
  out_figures:
    type: Directory
    doc: Each figure as SVG and PNG.
    outputBinding:
      glob: $(inputs.out_figures_name)
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
