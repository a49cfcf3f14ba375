#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: network_biomarkers
label: Lists the top genes of a propagation, their modules, and patient features.
doc: |-
  Lists the top genes of a propagation, their modules, and patient features.

  Version 1.

  The `--top` genes with the highest propagated score and the interactions among them
  form a graph; its modules are the communities of greedy modularity maximisation
  (Clauset et al. 2004) with at least three genes, M1 the one with the largest sum of
  scores.

  For each module, and for all top genes together (`all`), in each layer a patient's
  feature (`M1|rna`, `all|rna`) is the sum over the module's genes of
  weight × standardised value, by default with the gene's signed score in that layer as
  the weight (`--weighting sign`: its sign alone), standardised again: higher means
  higher risk where the scores are z of a hazard. At most `--tokens` features are kept:
  those whose genes hold the most evidence in the layer, `Σ(z² - 1) / sqrt(2n)`. All
  means and standard deviations are those of the fit samples.

  A missing value of a gene counts as the gene's training mean; a patient without any
  value of the module's genes in a layer has a missing feature (`NA`). With `--state`
  nothing is fitted: the features are computed as they were learned, genes and layers
  that the new data lack are noted, and `--out` repeats the learned table.
baseCommand:
  - omicroutes
  - network-biomarkers
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
  - prefix: --layer-scores
    valueFrom: |-
      ${
        var files = inputs.layer_scores || [], names = inputs.layer_scores_names || [];
        if (files.length != names.length) {
          throw "layer_scores: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
  - prefix: --matrix
    valueFrom: |-
      ${
        var files = inputs.matrix || [], names = inputs.matrix_names || [];
        if (files.length != names.length) {
          throw "matrix: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
inputs:
  network:
    type: File?
    doc: Interactions; needed to fit.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --network
  scores:
    type: File?
    doc: Propagated scores, `gene score`; needed to fit.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --scores
  seeds:
    type: File?
    doc: Combined scores before propagation; needed to fit.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --seeds
  layer_scores:
    type: File[]?
    doc: Signed z per gene, by layer; needed to fit.
    format:
      - edam:format_3475
      - edam:format_3752
  layer_scores_names:
    type: string[]?
    doc: A name for each of layer_scores
  matrix:
    type: File[]
    doc: Values, genes × samples, by layer, under the names of `layer-scores`.
    format:
      - edam:format_3475
      - edam:format_3752
  matrix_names:
    type: string[]
    doc: A name for each of matrix
  fit_samples:
    type: File?
    doc: Samples to fit on, one id a line.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  state:
    type: File?
    doc: A fitted state to apply.
    format: edam:format_3464
    inputBinding:
      prefix: --state
  top:
    type: int?
    default: 100
    doc: 'How many of the highest ranked genes are listed and searched for modules. Unit: genes. Range:
      3 to 2000.'
    inputBinding:
      prefix: --top
  tokens:
    type: int?
    default: 20
    doc: 'How many patient features at most. Unit: features. Range: 1 to 1000.'
    inputBinding:
      prefix: --tokens
  weighting:
    type:
      - 'null'
      - type: enum
        symbols:
          - sign
          - score
    default: score
    doc: 'Weight of a gene in its module''s feature: the sign of its score in the layer, or the score
      itself.'
    inputBinding:
      prefix: --weighting
  out_name:
    type: string?
    doc: The name of the output out, which is made when it is named.
    inputBinding:
      prefix: --out
  out_features_name:
    type: string?
    doc: The name of the output out_features, which is made when it is named.
    inputBinding:
      prefix: --out-features
  out_state_name:
    type: string?
    doc: The name of the output out_state, which is made when it is named.
    inputBinding:
      prefix: --out-state
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File?
    doc: 'Biomarkers: `rank gene score seed module neighbours layers`; neighbours separated by `;`, layers
      as `layer:z`.'
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name || [])
  out_features:
    type: File?
    doc: Module features × samples.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_features_name || [])
  out_state:
    type: File?
    doc: The fitted state.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.out_state_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
