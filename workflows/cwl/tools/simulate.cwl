#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: simulate
label: 'Makes up a cohort with known truth: files as a sequencing core drops them.'
doc: |-
  Makes up a cohort with known truth: files as a sequencing core drops them.

  Version 1.

  A scale-free network of genes holds a planted module. Each patient has a hidden
  activity of the module, which sets the hazard (Weibull, proportional), shifts the
  module's genes in RNA and partly in methylation, and makes some of them mutate more
  often. Age and stage act on the hazard weakly. Three more hidden factors move many
  genes and not the hazard. Every fifth planted gene hardly follows the activity in
  RNA: only its neighbours give it away. Eight genes elsewhere follow it a little.

  Read counts are negative binomial, with a factor per gene and batch and a depth per
  patient; methylation is normal on the M scale, with a shift per CpG and batch;
  somatic calls come as one bgzipped VCF a patient (columns tumour and normal, VEP
  annotation, some calls filtered, some silent). 5 % of the patients lack RNA, 10 %
  methylation, 8 % calls, at random. In the clinical table a few ages and stages are
  empty or `[Not Available]`, one time is 0 and one missing.

  `truth/` holds the module, each patient's log hazard and factors, and the
  parameters. The same seed gives the same files on every machine (compressed bytes
  may depend on the zlib of the Java runtime, their content does not).
baseCommand:
  - omicroutes
  - simulate
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
  seed:
    type: long?
    default: 1
    doc: Seed of all random draws.
    inputBinding:
      prefix: --seed
  patients:
    type: int?
    default: 300
    doc: 'How many patients. Unit: patients. Range: 30 to 100000.'
    inputBinding:
      prefix: --patients
  genes:
    type: int?
    default: 400
    doc: 'How many genes. Unit: genes. Range: 100 to 50000.'
    inputBinding:
      prefix: --genes
  module_genes:
    type: int?
    default: 15
    doc: 'How many genes are planted as the module that drives survival. Unit: genes. Range: 5 to a fifth
      of the genes.'
    inputBinding:
      prefix: --module-genes
  batches:
    type: int?
    default: 3
    doc: 'How many batches. Unit: batches. Range: 1 to 20.'
    inputBinding:
      prefix: --batches
  effect:
    type: double?
    default: 1.35
    doc: 'Log hazard ratio of one standard deviation of the module''s activity. Range: 0 to 5.'
    inputBinding:
      prefix: --effect
  event_share:
    type: double?
    default: 0.6
    doc: 'Share of patients whose event is seen. Range: 0.05 to 0.95.'
    inputBinding:
      prefix: --event-share
  out_name:
    type: string
    default: simulate
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
    type: Directory
    doc: samplesheet.csv, rna_counts.tsv.gz, methylation_beta.tsv.gz, probe_map.csv, calls/, clinical.csv,
      network.tsv.gz, truth/.
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
