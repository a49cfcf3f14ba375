#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: mofa
label: Finds factors shared by several omic layers (Multi-Omics Factor Analysis).
doc: |-
  Finds factors shared by several omic layers (Multi-Omics Factor Analysis).

  Version 1.

  Variational Bayes with an automatic relevance prior on each factor in each view. Views of
  zeros and ones have a logistic likelihood (Jaakkola's bound), all others a normal one with a
  noise precision of each feature. There is no spike-and-slab prior: factors that share
  views may be rotated against each other. Argelaguet et al. 2018,
  doi:10.15252/msb.20178124; 2020, doi:10.1186/s13059-020-02015-1.

  Missing values, and views that a sample does not have, are left out of the likelihood; a
  feature that does not vary among the fit samples is left out. Real values are centred on
  the fit samples. Factors are ordered by the variance they explain summed over views, signed so
  that the largest loading is positive; loadings are on the scale of the scaled view.
  Factors are posterior means of every sample of any view given all its views, by the trained
  loadings; a sample without a value in any view gets `NA`. `out-elbo` never decreases while the
  number of factors stands; dropping a factor may lower it.

  `out-r2` is `1 - Σ(y - zw)² / Σy²` over the values that are there, y less the feature's
  intercept, for each factor alone and for all (`total`). In a view of zeros and ones y is the
  working value of the bound, `(value - 1/2) / 2λ(ζ)`. mofapy2 takes y less its mean and also
  counts a missing zero or one, as a 0 that nothing explains, which makes its figure smaller
  where values are missing.

  With `state` nothing is trained: samples are projected. Features and views that are
  not in the state are left out; those that only the state has count as missing.
baseCommand:
  - omicroutes
  - mofa
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
    ramMin: 8192
arguments:
  - prefix: --view
    valueFrom: |-
      ${
        var files = inputs.view || [], names = inputs.view_names || [];
        if (files.length != names.length) {
          throw "view: found " + files.length + " files and " + names.length + " names";
        }
        return files.length ? files.map(function (f, i) { return names[i] + "=" + f.path; }) : null;
      }
inputs:
  view:
    type: File[]
    doc: A layer by name, features × samples, ragged.
    format:
      - edam:format_3475
      - edam:format_3752
  view_names:
    type: string[]
    doc: A name for each of view
  fit_samples:
    type: File?
    doc: Ids of the samples to train on.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  state:
    type: File?
    doc: A model trained before.
    format: edam:format_3464
    inputBinding:
      prefix: --state
  factors:
    type: int?
    default: 10
    doc: 'How many factors to start with; those that explain too little are dropped. Range: 1 to 100.'
    inputBinding:
      prefix: --factors
  iterations:
    type: int?
    default: 500
    doc: 'At most so many iterations. Unit: iterations. Range: >= 1.'
    inputBinding:
      prefix: --iterations
  tolerance:
    type: double?
    default: 1.0E-6
    doc: 'Training ends when the lower bound changes by less than this, relatively. Range: > 0 and < 1.'
    inputBinding:
      prefix: --tolerance
  seed:
    type: long?
    default: 1
    doc: Seed of the start.
    inputBinding:
      prefix: --seed
  drop_r2:
    type: double?
    default: 0.01
    doc: 'A factor that explains less of the variance than this in every view is dropped. Range: 0 to
      1.'
    inputBinding:
      prefix: --drop-r2
  scale_views:
    type: boolean?
    default: true
    doc: Whether to scale every real-valued view to an overall variance of 1.
    inputBinding:
      prefix: --scale-views=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  bernoulli_intercepts:
    type: boolean?
    default: true
    doc: Whether features of zeros and ones have intercepts; without them factors must also explain how
      frequent ones are.
    inputBinding:
      prefix: --bernoulli-intercepts=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  bernoulli:
    type: string[]?
    doc: 'Names of the views of zeros and ones; none named: those with no other value.'
    inputBinding:
      prefix: --bernoulli
      itemSeparator: ','
  out_factors_name:
    type: string
    default: mofa-factors.tsv
    doc: The name of the output out_factors.
    inputBinding:
      prefix: --out-factors
  out_loadings_name:
    type: string?
    doc: The name of the output out_loadings, which is made when it is named.
    inputBinding:
      prefix: --out-loadings
  out_view_factors_name:
    type: string?
    doc: The name of the output out_view_factors, which is made when it is named.
    inputBinding:
      prefix: --out-view-factors
  out_r2_name:
    type: string?
    doc: The name of the output out_r2, which is made when it is named.
    inputBinding:
      prefix: --out-r2
  out_elbo_name:
    type: string?
    doc: The name of the output out_elbo, which is made when it is named.
    inputBinding:
      prefix: --out-elbo
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
  out_factors:
    type: File
    doc: Factors × all samples of all views.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_factors_name)
  out_loadings:
    type: File?
    doc: Columns view, feature, one a factor.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_loadings_name || [])
  out_view_factors:
    type: File?
    doc: Factors given each view alone, rows VIEW:FactorN; NA without the view.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_view_factors_name || [])
  out_r2:
    type: File?
    doc: 'Columns view, factor (and total), r2: variance explained on fit samples.'
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_r2_name || [])
  out_elbo:
    type: File?
    doc: Columns iteration, elbo, factors.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_elbo_name || [])
  out_state:
    type: File?
    doc: The trained model.
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
