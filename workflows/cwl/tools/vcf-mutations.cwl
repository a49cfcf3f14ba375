#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: vcf_mutations
label: Turns somatic VCFs into a genes × samples table of non-silent mutations.
doc: |-
  Turns somatic VCFs into a genes × samples table of non-silent mutations.

  Version 2.

  Reads VCF and BCF (2.1, 2.2), plain, gzip or bgzip, indexed or not, one tumour a file.
  A gene is 1 for a sample when the tumour's genotype carries an alternate allele, in a
  record that FILTER lets pass (`PASS` or `.`), that is non-silent in the gene.

  **Tumour.** `tumor-sample`; else `##tumor_sample=`, `##SAMPLE` lines or column names
  that say tumour, TCGA barcodes, or the only column; else an error lists the columns.
  The column in the output is the tumour's name, or the file's name where that is
  generic (`TUMOR`), missing, or asked for in several files.

  **Genotype.** Where a record has no GT (Strelka), or the file no sample columns, the
  allele counts as carried; `./.` carries nothing. An allele that a known matched normal
  carries is germline and does not count.

  **Gene and consequence.** VEP's `CSQ` or SnpEff's `ANN`: non-silent are
  transcript ablation, splice acceptor or donor, stop gained or lost, start lost,
  frameshift, in-frame insertion or deletion, missense, protein altering, rare amino
  acid and exon loss variants, on any transcript of the gene. Without annotation a gene
  file is needed, and every variant in a coding part (CDS; exon where there is no CDS; a
  BED interval) counts as non-silent, synonymous ones too.

  Symbolic alleles and breakends are not counted. A gene that no file mutates is not in
  the table, a sample without non-silent mutations is a column of zeros. Nothing is
  missing in the output. What was left out is noted.
baseCommand:
  - omicroutes
  - vcf-mutations
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
  vcf:
    type: File[]
    doc: VCF or BCF files, one per tumour.
    format:
      - edam:format_3016
      - edam:format_3020
    secondaryFiles:
      - pattern: .tbi
        required: false
      - pattern: .csi
        required: false
    inputBinding:
      prefix: --vcf
  gtf:
    type: File?
    doc: Genes, for files without annotation.
    format: edam:format_2306
    secondaryFiles:
      - pattern: .tbi
        required: false
    inputBinding:
      prefix: --gtf
  gene_bed:
    type: File?
    doc: Genes (4th column), in place of a GTF.
    format: edam:format_3003
    secondaryFiles:
      - pattern: .tbi
        required: false
    inputBinding:
      prefix: --gene-bed
  tumor_sample:
    type: string?
    doc: The tumour's sample name in every file; without it the tumour is found by header.
    inputBinding:
      prefix: --tumor-sample
  all_filters:
    type: boolean?
    default: false
    doc: Count records whatever their FILTER, not only PASS and '.'.
    inputBinding:
      prefix: --all-filters=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  out_name:
    type: string
    default: vcf-mutations.tsv
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  out_burden_name:
    type: string?
    doc: The name of the output out_burden, which is made when it is named.
    inputBinding:
      prefix: --out-burden
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File
    doc: 0 or 1, genes × samples.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_burden:
    type: File?
    doc: Non-silent mutations per sample, 1 × samples.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_burden_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
