#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: maf_mutations
label: Turns a MAF into a genes × samples table of non-silent mutations.
doc: |-
  Turns a MAF into a genes × samples table of non-silent mutations.

  Version 1.

  A gene (`Hugo_Symbol`) is 1 for a sample (`Tumor_Sample_Barcode`, as it is written)
  that has a mutation in it of one of the classes `Frame_Shift_Del`, `Frame_Shift_Ins`,
  `Splice_Site`, `Translation_Start_Site`, `Nonsense_Mutation`, `Nonstop_Mutation`,
  `In_Frame_Del`, `In_Frame_Ins`, `Missense_Mutation` (`Variant_Classification`; the
  non-synonymous classes of maftools, Mayakonda A. et al., Genome Research 2018,
  doi:10.1101/gr.239244.118).

  A sample that has only other mutations is a column of zeros; one without any row is
  not known to a MAF and not in the table. Mutations without a gene symbol (empty,
  `Unknown`) are left out and noted. One that is listed twice for a sample (same
  position and alleles) counts once in the burden. Nothing is missing in the output.
baseCommand:
  - omicroutes
  - maf-mutations
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
  maf:
    type: File[]
    doc: MAF files; a sample may be in several.
    format: edam:format_3475
    inputBinding:
      prefix: --maf
  out_name:
    type: string
    default: maf-mutations.tsv
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
