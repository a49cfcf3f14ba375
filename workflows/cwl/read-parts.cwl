#!/usr/bin/env cwl-runner
# Reads one layer: its parts side by side, put together where there are several.
cwlVersion: v1.2
class: Workflow
requirements:
  InlineJavascriptRequirement: {}
  StepInputExpressionRequirement: {}
  ScatterFeatureRequirement: {}
  MultipleInputFeatureRequirement: {}

inputs:
  name: string
  burden: {type: boolean, doc: Whether the layer comes with a mutation burden.}
  parts:
    type:
      type: array
      items:
        type: record
        name: part
        fields:
          name: string
          samplesheet: File
          files: File[]
          paths: string[]

steps:
  read:
    run: tools/read-layer.cwl
    scatter: part
    in:
      part: parts
      samplesheet: {valueFrom: $(inputs.part.samplesheet)}
      samplesheet_files: {valueFrom: $(inputs.part.files)}
      samplesheet_paths: {valueFrom: $(inputs.part.paths)}
      layer: name
      out_name: {default: layer.tsv.gz}
      out_burden_name: {source: burden, valueFrom: '$(self ? "burden.tsv" : null)'}
      out_report_name: {default: report.json}
      provenance_name: {default: provenance.json}
    out: [out, out_burden, out_report, provenance]

  join:
    run: tools/join-layer.cwl
    when: $(inputs.parts.length > 1)
    in:
      parts: read/out
      burdens: {source: read/out_burden, pickValue: all_non_null}
      reports: {source: read/out_report, pickValue: all_non_null}
      out_name: {default: layer.tsv.gz}
      out_burden_name: {default: burden.tsv}
      out_report_name: {default: report.json}
      provenance_name: {default: provenance.json}
    out: [out, out_burden, out_report, provenance]

  layer:
    in:
      joined: join/out
      joined_burden: join/out_burden
      joined_report: join/out_report
      parts: read/out
      burdens: read/out_burden
      reports: read/out_report
    out: [matrix, mutation_burden, report]
    run:
      class: ExpressionTool
      requirements: {InlineJavascriptRequirement: {}}
      inputs:
        joined: File?
        joined_burden: File?
        joined_report: File?
        parts: Any
        burdens: Any
        reports: Any
      outputs: {matrix: File, mutation_burden: File?, report: File}
      expression: |
        ${
          return {
            "matrix": inputs.joined || inputs.parts[0],
            "mutation_burden": inputs.joined_burden || inputs.burdens[0],
            "report": inputs.joined_report || inputs.reports[0]
          };
        }

outputs:
  provenance:
    doc: What each step told of itself.
    type: 'File[]'
    outputSource: [read/provenance, join/provenance]
    linkMerge: merge_flattened
    pickValue: all_non_null
  matrix: {type: File, outputSource: layer/matrix}
  mutation_burden: {type: File?, outputSource: layer/mutation_burden}
  report: {type: File, outputSource: layer/report}
