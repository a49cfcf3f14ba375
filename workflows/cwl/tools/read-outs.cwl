#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: read_outs
label: 'What some models tell besides risk: how sure they are, what attends to what.'
doc: |-
  What some models tell besides risk: how sure they are, what attends to what.

  Version 1.

  `--out-uncertainty`: the variance of being alive at the horizon, `p(1 - p)`, and how
  much of it comes from the data (what is left if the right member of the ensemble
  were known) and from the model (what members differ by); the central interval of
  survival time by the predicted curve; and a conformal lower bound on survival time,
  which a share `bound_alpha` of the patients may miss. `Inf`: the curve does not fall
  so far; `NA`: no bound was fitted. Interval and bound do not depend on the horizon.

  `--out-attention`: the mean attention that one modality pays to another, over heads,
  members and patients; the weights of a query sum to 1. It tells where a model looks,
  not what matters: for that see `explain`.

  A model that does not offer what is asked for is an error.
baseCommand:
  - omicroutes
  - read-outs
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
    doc: A trained model of a kind that offers read-outs.
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
    doc: Patients to read out, one id a line; all without it.
    format: edam:format_2330
    inputBinding:
      prefix: --patients
  horizons:
    type: string[]?
    default:
      - '12'
      - '36'
      - '60'
    doc: 'Horizons at which uncertainty is taken apart. Unit: months. Range: > 0, ascending.'
    inputBinding:
      prefix: --horizons
      itemSeparator: ','
  level:
    type: double?
    default: 0.9
    doc: 'Probability that the interval of survival time is to hold. Range: within 0 and 1.'
    inputBinding:
      prefix: --level
  out_uncertainty_name:
    type: string?
    doc: The name of the output out_uncertainty, which is made when it is named.
    inputBinding:
      prefix: --out-uncertainty
  out_attention_name:
    type: string?
    doc: The name of the output out_attention, which is made when it is named.
    inputBinding:
      prefix: --out-attention
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out_uncertainty:
    type: File?
    doc: Columns sample, horizon_months, survival, total_variance, data_variance, model_variance, lower_days,
      median_days, upper_days, level, bound_days, bound_alpha.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_uncertainty_name || [])
  out_attention:
    type: File?
    doc: Columns query_modality, key_modality, weight.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_attention_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
