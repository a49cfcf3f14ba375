#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: vst
label: Stabilises the variance of RNA-seq counts as DESeq2 does.
doc: |-
  Stabilises the variance of RNA-seq counts as DESeq2 does.

  Version 2.

  Size factors by the median of ratios, gene-wise dispersions by the Cox-Reid adjusted
  profile likelihood with an intercept-only (blind) design, a dispersion trend over the
  mean, then the transform of `count / size factor` that makes the variance about
  constant under the trend; log2 scale. The result agrees with DESeq2's
  `vst(blind = TRUE)`; `nsub=0` with its `varianceStabilizingTransformation`. Where the
  parametric trend cannot be fitted the local one is used, as DESeq2 does, with a note.

  The gene references of the size factors and the trend are learned on the fit samples;
  every sample is then transformed on its own. If every gene has a zero in some fit
  sample, references are taken from the counts above 0 (DESeq2's `poscounts`; its
  default would stop), with a note. Where fewer genes than `nsub` have a mean normalized
  count above 5, the trend is fitted on all genes (DESeq2's `vst` would stop), with a
  note. Tied means keep the order of the file.

  A missing count gives a missing value, and its gene is not used in fitting; a gene
  without counts is not used either; a fitted gene that new data lack is missing there;
  genes that were not fitted are left out. A negative or fractional count is an error,
  and so are a sample without counts, which is named, fewer than 2 fit samples, and
  counts that vary no more than by chance (all dispersions up to 1e-6).

  Love M.I., Huber W., Anders S., *Moderated estimation of fold change and dispersion
  for RNA-seq data with DESeq2*, Genome Biology 2014, doi:10.1186/s13059-014-0550-8.
baseCommand:
  - omicroutes
  - vst
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
  counts:
    type: File
    doc: Read counts, genes × samples.
    format:
      - edam:format_3475
      - edam:format_3752
    inputBinding:
      prefix: --counts
  fit_samples:
    type: File?
    doc: Ids of the samples to fit on, one a line; all samples without it. The result is applied to every
      sample.
    format: edam:format_2330
    inputBinding:
      prefix: --fit-samples
  state:
    type: File?
    doc: 'A fitted state from `out-state`: it is applied, nothing is fitted.'
    format: edam:format_3464
    inputBinding:
      prefix: --state
  fit_type:
    type:
      - 'null'
      - type: enum
        symbols:
          - parametric
          - local
          - mean
    default: parametric
    doc: 'Dispersion trend: `parametric` (a + b/mean; `local` where that fails), `local` (local regression
      of log dispersion on log mean; `mean` where there are too few genes) or `mean` (one dispersion for
      all genes).'
    inputBinding:
      prefix: --fit-type
  nsub:
    type: int?
    default: 1000
    doc: 'How many genes to fit the trend on, spread evenly over the means above 5; 0: all genes, as also
      where there are fewer. Unit: genes. Range: 0, or >= 2.'
    inputBinding:
      prefix: --nsub
  out_name:
    type: string
    default: vst.tsv
    doc: The name of the output out.
    inputBinding:
      prefix: --out
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
    type: File
    doc: Stabilised expression, log2 scale, genes × samples.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_state:
    type: File?
    doc: The fitted state, for samples that come later.
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
