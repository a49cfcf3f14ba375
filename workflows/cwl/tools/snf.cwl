#!/usr/bin/env cwl-runner
# Made by `omicroutes export cwl` from the step's declaration; do not edit.
cwlVersion: v1.2
class: CommandLineTool
id: snf
label: Fuses several views of the same samples into one similarity network.
doc: |-
  Fuses several views of the same samples into one similarity network.

  Version 2.

  Similarity network fusion in the conventions of the R package SNFtool: Euclidean
  distances, scaled Gaussian affinities (`affinityMatrix`), fusion over the K nearest
  neighbours (`SNF`). The result is symmetric with 0.5 on the diagonal.

  Only samples that every view has take part; the others are counted in a note. A
  missing value leaves its feature out of the distances of that sample, whose sum of
  squares is raised in proportion; two samples without a shared feature are an error.
  Nothing is kept for later samples: the fusion is of all samples at once.

  Of affinities that are equally near, the later samples are the neighbours.

  `out-clusters` is SNFtool's `spectralClustering` of the fused similarities (symmetric
  normalised Laplacian; Yu and Shi 2003, doi:10.1109/ICCV.2003.1238361), without a random
  start. Clusters are numbered in the order of their first samples; one may stay empty.

  Wang B. et al., *Similarity network fusion for aggregating data types on a genomic
  scale*, Nature Methods 2014, doi:10.1038/nmeth.2810.
baseCommand:
  - omicroutes
  - snf
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
    doc: Values, features × samples, two or more views.
    format:
      - edam:format_3475
      - edam:format_3752
  view_names:
    type: string[]
    doc: A name for each of view
  neighbours:
    type: int?
    default: 20
    doc: 'Nearest neighbours K. Unit: samples. Range: >= 2.'
    inputBinding:
      prefix: --neighbours
  sigma:
    type: double?
    default: 0.5
    doc: 'Width of the similarity kernel, as a share of the local scale. Range: > 0.'
    inputBinding:
      prefix: --sigma
  iterations:
    type: int?
    default: 20
    doc: 'Rounds of fusion. Unit: iterations. Range: 1 to 10000.'
    inputBinding:
      prefix: --iterations
  standardize:
    type: boolean?
    default: false
    doc: Scale each feature to mean 0 and standard deviation 1 first.
    inputBinding:
      prefix: --standardize=
      separate: false
      valueFrom: '$(self ? "true" : "false")'
  clusters:
    type: int?
    default: 3
    doc: 'How many clusters of samples `out-clusters` holds. Range: >= 2.'
    inputBinding:
      prefix: --clusters
  out_name:
    type: string
    default: snf.tsv
    doc: The name of the output out.
    inputBinding:
      prefix: --out
  out_clusters_name:
    type: string?
    doc: The name of the output out_clusters, which is made when it is named.
    inputBinding:
      prefix: --out-clusters
  provenance_name:
    type: string?
    doc: The name of the output provenance, which is made when it is named.
    inputBinding:
      prefix: --provenance
outputs:
  out:
    type: File
    doc: Similarities, samples × samples.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_name)
  out_clusters:
    type: File?
    doc: Columns sample and cluster.
    format: edam:format_3475
    outputBinding:
      glob: $(inputs.out_clusters_name || [])
  provenance:
    type: File?
    doc: What the execution tells of itself, for the crate of the run.
    format: edam:format_3464
    outputBinding:
      glob: $(inputs.provenance_name || [])
$namespaces:
  edam: http://edamontology.org/
