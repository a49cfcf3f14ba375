#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: report
label: Draws the self-contained HTML report of a run.
doc: |-
  Draws the self-contained HTML report of a run.

  Version 1.

  One HTML file that opens offline: no script, style, font or image comes from
  elsewhere. Its first line says how the main model stands against the best of the
  others: ahead only where the 95 % interval of the paired C-index difference lies
  above zero; a baseline that wins or ties is named as such. Every input but `metrics`
  is optional: a section whose input is missing is left out.

  A missing value in a matrix counts as its feature's mean in the batch figures, which
  are for looking at; patients without a factor, risk or batch are grey or left out
  there. A number that the metrics lack is shown as a dash, never as 0.

  Errors: a table without the columns named at its port; metrics without the model.
baseCommand:
  - omicroutes
  - report
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
arguments:
  - prefix: --before
    valueFrom: |-
      ${
        var files = inputs.before || [], names = inputs.before_names || [];
        if (files.length != names.length) {
          throw "before: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --after
    valueFrom: |-
      ${
        var files = inputs.after || [], names = inputs.after_names || [];
        if (files.length != names.length) {
          throw "after: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
inputs:
  metrics:
    type: File
    doc: The evaluation, as `evaluate` writes it.
    format: edam:format_3464
    inputBinding:
      prefix: --metrics
  flow:
    type: File?
    doc: Where the cohort came from, as `cohort` tells it.
    format: edam:format_3464
    inputBinding:
      prefix: --flow
  predictions:
    type: File?
    doc: 'Held-out predictions of the main model: `patient fold risk survival_12m …`.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --predictions
  survival:
    type: File?
    doc: 'Outcomes: `sample time event`, days.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --survival
  biomarkers:
    type: File?
    doc: 'Genes, the best first: `rank gene score seed module neighbours layers`; only `gene` and `score`
      must be there.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --biomarkers
  factors:
    type: File?
    doc: Latent factors × samples.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --factors
  r2:
    type: File?
    doc: 'Variance explained: `view factor r2`, r2 from 0 to 1.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --r2
  before:
    type: File[]?
    doc: Layers before batch correction, features × samples.
    format:
      - edam:format_3475
      - edam:format_3752
  before_names:
    type: string[]?
    doc: A name for each of before
  after:
    type: File[]?
    doc: The same layers after it, under the same names.
    format:
      - edam:format_3475
      - edam:format_3752
  after_names:
    type: string[]?
    doc: A name for each of after
  batches:
    type: File?
    doc: 'Each sample''s batch: `sample batch`, or the first column after the sample.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --batches
  attention:
    type: File?
    doc: 'Attention: `query_modality key_modality weight`.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --attention
  history:
    type: File?
    doc: 'Training: `member epoch train_loss validation_loss`, `fold` where there are several.'
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --history
  title:
    type: string?
    default: Survival prognosis
    doc: The page's title.
    inputBinding:
      prefix: --title
  main_model:
    type: string?
    default: moanet
    doc: The model that the report is about; where the metrics lack it, the main model that they name.
    inputBinding:
      prefix: --main-model
  out_name:
    type: string
    default: report.html
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  out_figures_name:
    type: string?
    doc: The name of the output out_figures, which is made when it is named.
    inputBinding:
      prefix: --out-figures
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File
    doc: The report.
    format: edam:format_2331
    outputBinding:
      glob: $(inputs.out_name)
  out_figures:
    type: Directory?
    doc: Each figure as an SVG file.
    outputBinding:
      glob: $(inputs.out_figures_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
