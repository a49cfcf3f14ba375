#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: study_report
label: Draws a study's figures and makes its page and its tables as Markdown.
doc: |-
  Draws a study's figures and makes its page and its tables as Markdown.

  Version 3.

  Figures: F1 td-AUC over time above the number of events, F2 the first three latent
  factors (turned with mouse or arrow keys on the page), F3 importance of feature
  groups, F4 calibration belts, KM survival by risk group, missing-layers, attention.
  Each is an SVG file whose colours and sizes stand at its elements, so that drawing
  programs read it, and a PNG file of 300 dots per inch, both on white. What other
  models have is drawn in files of their own (`F4-ridge.svg`). Models, groups and bands
  are told apart by number, letter, marker or dash as well as by colour; the colours are
  those of Okabe and Ito (2008), darkened where they would be too light on white.

  The page holds everything within itself and loads nothing. Tables keep the order and
  the words of the study; models appear by their label. The best value of a column is
  marked where rows are models of one cohort; rows that quote a paper are left out of
  that. A figure without data is left out, and the page says so. Missing values are
  dashes, gaps in lines, or empty cells, never 0.

  PNG files need fonts that Java finds; without any, the step says so and leaves them
  out. The same input gives the same bytes (PNG: on the same machine, whose fonts they
  are drawn with).

  Errors: a file that is not a study, a study without a setting or main model.
baseCommand:
  - omicroutes
  - study-report
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
  study:
    type: File
    doc: The study, as `study-tables` writes it.
    format: edam:format_3464
    inputBinding:
      prefix: --study
  title:
    type: string?
    default: 'Survival prognosis: a study of models'
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
    doc: Where the folder of tables (T1.tsv …) will lie, seen from the page, for its links; '-' for no
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
    default: study-report-html.html
    doc: The name of the output out_html.
    inputBinding:
      prefix: --out-html
  out_md_name:
    type: string
    default: study-report-md.txt
    doc: The name of the output out_md.
    inputBinding:
      prefix: --out-md
  out_figures_name:
    type: string
    default: study-report-figures
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
