#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: counterfactuals
label: The smallest change of a patient that crosses a model's threshold.
doc: |-
  The smallest change of a patient that crosses a model's threshold.

  Version 1.

  For each patient: few changes, of the smallest sum in standard deviations of the
  background patients, that bring the probability to `--threshold` or above it where
  it is below, and below it where it is not. What is left crosses, and does not when
  one change is taken back or made smaller. For a linear score it is the smallest
  change there is, as long as `--max-changes` does not bind; else the smallest that
  steps of one variable at a time find.

  Values stay within what was observed in the background patients: numbers between
  the smallest and the largest, categories (features `column=level`, which change
  together) at an observed level. A level with the share q costs `1/√(q(1-q))`, the
  mean of both levels' where one is left for another. A missing value is not changed.
  `--fixed` replaces its default: `age` fixes every clinical variable with the word
  in its name, and a modality's name all of it.

  Networks are led by their gradient; other models by a screen, which tries every
  variable in up to five patients and keeps some hundred.

  It says what the model turns on. It does not say what treatment would do: nothing
  here is causal, variables are changed one by one although they hang together, and
  a patient with the new values may not exist.
baseCommand:
  - omicroutes
  - counterfactuals
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
  - prefix: --clinical
    valueFrom: |-
      ${
        var files = inputs.clinical || [], names = inputs.clinical_names || [];
        if (files.length != names.length) {
          throw "clinical: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --continuous
    valueFrom: |-
      ${
        var files = inputs.continuous || [], names = inputs.continuous_names || [];
        if (files.length != names.length) {
          throw "continuous: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --binary
    valueFrom: |-
      ${
        var files = inputs.binary || [], names = inputs.binary_names || [];
        if (files.length != names.length) {
          throw "binary: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --summary
    valueFrom: |-
      ${
        var files = inputs.summary || [], names = inputs.summary_names || [];
        if (files.length != names.length) {
          throw "summary: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
inputs:
  model:
    type: File
    doc: 'A trained model of a horizon: `mmfn` or what it is compared with.'
    format: edam:format_3464
    inputBinding:
      prefix: --model
  clinical:
    type: File[]?
    doc: 'Clinical variables × samples: z-scores, 0/1 for categories.'
    format:
      - edam:format_3475
      - edam:format_3752
  clinical_names:
    type: string[]?
    doc: A name for each of clinical
  continuous:
    type: File[]?
    doc: Molecular features × samples, on a continuous scale.
    format:
      - edam:format_3475
      - edam:format_3752
  continuous_names:
    type: string[]?
    doc: A name for each of continuous
  binary:
    type: File[]?
    doc: Genes × samples, 0 or 1 (mutations).
    format:
      - edam:format_3475
      - edam:format_3752
  binary_names:
    type: string[]?
    doc: A name for each of binary
  summary:
    type: File[]?
    doc: Few summaries × samples, such as the mutation burden.
    format:
      - edam:format_3475
      - edam:format_3752
  summary_names:
    type: string[]?
    doc: A name for each of summary
  patients:
    type: File?
    doc: Patients to turn, one id a line; all without it.
    format: edam:format_2330
    inputBinding:
      prefix: --patients
  background:
    type: File
    doc: 'Training patients, one id a line: their values are what was observed.'
    format: edam:format_2330
    inputBinding:
      prefix: --background
  threshold:
    type: double?
    default: 0.5
    doc: 'Probability that is to be crossed; at or above it a patient counts as dying. Range: within 0
      and 1.'
    inputBinding:
      prefix: --threshold
  max_changes:
    type: int?
    default: 5
    doc: 'At most so many variables of a patient are changed. Unit: variables. Range: 1 to 20.'
    inputBinding:
      prefix: --max-changes
  fixed:
    type: string[]?
    default:
      - age
      - birth
      - sex
      - gender
      - race
      - ethnicity
      - ancestry
      - country
      - year
      - menopause
      - history
      - family
    doc: 'What stays as it is: names of modalities, of variables, and words in the names of clinical variables.'
    inputBinding:
      prefix: --fixed
      itemSeparator: ','
  at_most:
    type: int?
    default: 0
    doc: 'Do so many of the patients, drawn; 0: all. Unit: patients. Range: >= 0.'
    inputBinding:
      prefix: --at-most
  seed:
    type: long?
    default: 1
    doc: Seed of the draw.
    inputBinding:
      prefix: --seed
  out_name:
    type: string
    default: counterfactuals.tsv
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
    doc: 'Columns sample, probability, reached_probability, modality, feature, from, to: a row a change.
      A patient who cannot be turned has one row without feature; reached is then the nearest that was
      found.'
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
