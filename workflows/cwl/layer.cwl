#!/usr/bin/env cwl-runner
# Harmonises one layer, by what it holds.
cwlVersion: v1.2
class: Workflow
requirements:
  InlineJavascriptRequirement: {}
  StepInputExpressionRequirement: {}
  MultipleInputFeatureRequirement: {}

inputs:
  name: string
  kind: {type: string, doc: "counts, beta, binary or ready"}
  matrix: File
  train: File
  batches: File
  several_batches: boolean
  features: int

steps:
  vst:
    run: tools/vst.cwl
    when: $(inputs.kind == "counts")
    in:
      kind: kind
      counts: matrix
      fit_samples: train
      out_name: {default: vst.tsv.gz}
      out_state_name: {default: vst.json}
      provenance_name: {default: provenance.json}
    out: [out, out_state, provenance]

  m_values:
    run: tools/m-values.cwl
    when: $(inputs.kind == "beta")
    in:
      kind: kind
      betas: matrix
      out_name: {default: m-values.tsv.gz}
      provenance_name: {default: provenance.json}
    out: [out, provenance]

  quantile:
    run: tools/quantile.cwl
    when: $(inputs.kind == "counts" || inputs.kind == "beta")
    in:
      kind: kind
      matrix: {source: [vst/out, m_values/out, matrix], pickValue: first_non_null}
      fit_samples: train
      out_name: {default: quantile.tsv.gz}
      out_state_name: {default: quantile.json.gz}
      provenance_name: {default: provenance.json}
    out: [out, out_state, provenance]

  combat:
    run: tools/combat.cwl
    when: $(inputs.several_batches && (inputs.kind == "counts" || inputs.kind == "beta"))
    in:
      kind: kind
      several_batches: several_batches
      matrix: {source: [quantile/out, matrix], pickValue: first_non_null}
      batches: batches
      fit_samples: train
      small_batches: {default: mean-only}
      unknown_batches: {default: unadjusted}
      out_name: {default: combat.tsv.gz}
      out_state_name: {default: combat.json.gz}
      provenance_name: {default: provenance.json}
    out: [out, out_state, provenance]

  impute:
    run: tools/impute.cwl
    when: $(inputs.kind != "binary")
    in:
      kind: kind
      matrix: {source: [combat/out, quantile/out, matrix], pickValue: first_non_null}
      fit_samples: train
      out_name: {default: imputed.tsv.gz}
      out_state_name: {default: impute.json}
      provenance_name: {default: provenance.json}
    out: [out, out_state, provenance]

  select:
    run: tools/select.cwl
    in:
      kind: kind
      matrix: {source: [impute/out, matrix], pickValue: first_non_null}
      fit_samples: train
      top: features
      # A gene mutated in a patient or two says nothing.
      min_frequency: {source: kind, valueFrom: '$(self == "binary" ? 0.02 : null)'}
      out_name: {default: selected.tsv.gz}
      out_state_name: {default: select.json}
      provenance_name: {default: provenance.json}
    out: [out, out_state, provenance]

  # Models see ranks: a z-score of thousands, as expression data hold, would be all they saw.
  rank_normal:
    run: tools/rank-normal.cwl
    when: $(inputs.kind != "binary")
    in:
      kind: kind
      matrix: select/out
      fit_samples: train
      out_name: {default: rank-normal.tsv.gz}
      out_state_name: {default: rank-normal.json.gz}
      provenance_name: {default: provenance.json}
    out: [out, out_state, provenance]

  zeros_and_ones:
    in: {kind: kind, selected: select/out}
    out: [matrix]
    run:
      class: ExpressionTool
      requirements: {InlineJavascriptRequirement: {}}
      inputs: {kind: string, selected: File}
      outputs: {matrix: File?}
      expression: '${ return {"matrix": inputs.kind == "binary" ? inputs.selected : null}; }'

outputs:
  provenance:
    doc: What each step told of itself.
    type: 'File[]'
    outputSource:
      - vst/provenance
      - m_values/provenance
      - quantile/provenance
      - combat/provenance
      - impute/provenance
      - select/provenance
      - rank_normal/provenance
    linkMerge: merge_flattened
    pickValue: all_non_null
  continuous: {type: File?, outputSource: rank_normal/out}
  binary: {type: File?, outputSource: zeros_and_ones/matrix}
  imputed: {type: File?, outputSource: impute/out}
  before: {type: File?, outputSource: quantile/out}
  after: {type: File?, outputSource: combat/out}
  vst_state: {type: File?, outputSource: vst/out_state}
  quantile_state: {type: File?, outputSource: quantile/out_state}
  combat_state: {type: File?, outputSource: combat/out_state}
  impute_state: {type: File?, outputSource: impute/out_state}
  select_state: {type: File?, outputSource: select/out_state}
  rank_normal_state: {type: File?, outputSource: rank_normal/out_state}
