#!/usr/bin/env cwl-runner
# The main job, as routes/prognosis.yaml has it: reads a cohort, cross-validates all models, trains the
# final one, and reports. Its inputs are made from a samplesheet: `omicroutes export cwl-inputs`.
cwlVersion: v1.2
class: Workflow
label: Trains and cross-validates survival models on a cohort
doc: |
  Writes held-out predictions, metrics, biomarkers, a model for `omicroutes predict`, and a report.
  Layers with a file for each patient are read patient by patient; the folds are worked on side by side.
$namespaces:
  edam: http://edamontology.org/
requirements:
  InlineJavascriptRequirement: {}
  StepInputExpressionRequirement: {}
  SubworkflowFeatureRequirement: {}
  ScatterFeatureRequirement: {}
  MultipleInputFeatureRequirement: {}

inputs:
  clinical:
    doc: What read-clinical reads.
    type:
      type: record
      name: clinical_part
      fields:
        name: string
        samplesheet: File
        files: File[]
        paths: string[]
  layers:
    doc: The omic layers in the order of their names; each is read in one part or more.
    type:
      type: array
      items:
        type: record
        name: layer
        fields:
          name: string
          kind:
            type:
              type: enum
              name: kind
              symbols: [counts, beta, binary, ready]
          parts:
            type:
              type: array
              items:
                type: record
                name: layer_part
                fields:
                  name: string
                  samplesheet: File
                  files: File[]
                  paths: string[]
  network:
    type: File
    doc: "Interactions: gene1 gene2 [weight]."
    format: [edam:format_3475, edam:format_3752]
  folds:
    type: int
    default: 5
    doc: Folds of the cross-validation, 2 to 20.
  seed:
    type: long
    default: 1
    doc: Seed of everything random.
  model:
    type: string
    default: moanet
    doc: The model that the predictions and the report are about; a model of train, but none of a horizon (mmfn, …).
  time_column:
    type: string?
    doc: The clinical column with the time in days; by default it is recognised.
  event_column:
    type: string?
    doc: The clinical column with the event (1 seen, 0 censored); by default it is recognised.
  patient_column:
    type: string?
    doc: The clinical column with the patient ids; by default it is recognised.
  covariates:
    type: string[]?
    doc: The clinical columns to predict from; by default they are recognised.
  batch_column:
    type: string?
    doc: The clinical column with the batch; by default it is recognised.
  features:
    type: int
    default: 5000
    doc: Most variable features kept of each layer, 10 or more.
  factors:
    type: int
    default: 10
    doc: MOFA factors at the start, 1 to 100.
  alpha:
    type: double
    default: 0.7
    doc: Share of its neighbours' score that a gene takes over in the propagation, above 0 and below 1.

  samplesheet:
    type: File?
    doc: What the inputs were made of; no step reads it, the crate tells of it.
  engine:
    type: string?
    doc: What runs this, for the crate, such as cwltool.
  engine_version:
    type: string?
    doc: Its version.
  agent:
    type: string?
    doc: "Who runs this, for the crate: NAME, or NAME <https://orcid.org/…>."
  definitions:
    type: File[]
    doc: This workflow, for the crate; the first is its main file.
    default:
      - {class: File, location: prognosis.cwl}
      - {class: File, location: fold.cwl}
      - {class: File, location: layer.cwl}
      - {class: File, location: modalities.cwl}
      - {class: File, location: read-parts.cwl}
      - {class: File, location: crate.cwl}
  tools:
    type: Directory
    doc: Its tools.
    default: {class: Directory, location: tools}

steps:
  plan:
    in: {layers: layers, folds: folds, model: model}
    out: [layer_names, layer_kinds, continuous_names, binary_names, fold_numbers, models]
    run:
      class: ExpressionTool
      requirements: {InlineJavascriptRequirement: {}}
      inputs: {layers: Any, folds: int, model: string}
      outputs:
        layer_names: string[]
        layer_kinds: string[]
        continuous_names: string[]
        binary_names: string[]
        fold_numbers: int[]
        models: string[]
      expression: |
        ${
          if (/^(mmfn.*|logistic|random-forest|svm)$/.test(inputs.model)) {
            throw new Error("model: " + inputs.model + " learns from layers as they were read, which this"
              + " workflow does not keep; call omicroutes run prognosis");
          }
          function names(some) { return some.map(function (l) { return l.name; }); }
          var numbers = [];
          for (var fold = 1; fold <= inputs.folds; fold++) {
            numbers.push(fold);
          }
          var others = ["cox", "ridge", "kernel-ensemble"].filter(
            function (m) { return m != inputs.model; });
          return {
            "layer_names": names(inputs.layers),
            "layer_kinds": inputs.layers.map(function (l) { return l.kind; }),
            "continuous_names": names(inputs.layers.filter(
              function (l) { return l.kind != "binary"; })),
            "binary_names": names(inputs.layers.filter(
              function (l) { return l.kind == "binary"; })),
            "fold_numbers": numbers,
            "models": others.concat([inputs.model])
          };
        }

  read_clinical:
    run: tools/read-clinical.cwl
    in:
      samplesheet: {source: clinical, valueFrom: $(self.samplesheet)}
      samplesheet_files: {source: clinical, valueFrom: $(self.files)}
      samplesheet_paths: {source: clinical, valueFrom: $(self.paths)}
      time_column: time_column
      event_column: event_column
      patient_column: patient_column
      covariates: covariates
      batch_column: batch_column
      out_survival_name: {default: survival.tsv}
      out_covariates_name: {default: covariates.tsv}
      out_rich_covariates_name: {default: rich-covariates.tsv}
      out_batches_name: {default: batches.tsv}
      out_report_name: {default: clinical.json}
      provenance_name: {default: provenance.json}
    out: [out_survival, out_covariates, out_rich_covariates, out_batches, out_report, provenance]

  read_layer:
    run: read-parts.cwl
    scatter: layer
    in:
      layer: layers
      name: {valueFrom: $(inputs.layer.name)}
      burden: {valueFrom: $(inputs.layer.kind == "binary")}
      parts: {valueFrom: $(inputs.layer.parts)}
    out: [matrix, mutation_burden, report, provenance]

  cohort:
    run: tools/cohort.cwl
    in:
      survival: read_clinical/out_survival
      batches: read_clinical/out_batches
      layers: read_layer/matrix
      layers_names: plan/layer_names
      reports:
        source: [read_clinical/out_report, read_layer/report]
        linkMerge: merge_flattened
      reports_names:
        source: plan/layer_names
        valueFrom: $(["clinical"].concat(self))
      out_name: {default: patients.txt}
      out_flow_name: {default: flow.json}
      provenance_name: {default: provenance.json}
    out: [out, out_flow, provenance]

  batches:
    in: {flow: cohort/out_flow}
    out: [several]
    run:
      class: ExpressionTool
      requirements: {InlineJavascriptRequirement: {}}
      inputs:
        flow: {type: File, loadContents: true}
      outputs: {several: boolean}
      expression: '${ return {"several": JSON.parse(inputs.flow.contents).batches > 1}; }'

  split:
    run: tools/split.cwl
    in:
      survival: read_clinical/out_survival
      patients: cohort/out
      folds: folds
      seed: seed
      out_name: {default: folds.tsv}
      provenance_name: {default: provenance.json}
    out: [out, provenance]

  fold:
    run: fold.cwl
    scatter: fold
    in:
      fold: plan/fold_numbers
      folds: split/out
      survival: read_clinical/out_survival
      patients: cohort/out
      covariates: read_clinical/out_covariates
      rich_covariates: read_clinical/out_rich_covariates
      batches: read_clinical/out_batches
      several_batches: batches/several
      layer_names: plan/layer_names
      layer_kinds: plan/layer_kinds
      continuous_names: plan/continuous_names
      binary_names: plan/binary_names
      matrices: read_layer/matrix
      burdens: {source: read_layer/mutation_burden, pickValue: all_non_null}
      network: network
      models: plan/models
      seed: seed
      features: features
    out: [predictions, provenance]

  evaluate:
    run: tools/evaluate.cwl
    in:
      fold_numbers: plan/fold_numbers
      models: plan/models
      predictions:
        source: fold/predictions
        valueFrom: '${ return [].concat.apply([], self); }'
      predictions_names:
        valueFrom: |
          ${
            var names = [];
            inputs.fold_numbers.forEach(function (fold) {
              ["kaplan-meier"].concat(inputs.models).forEach(function (model) {
                names.push(fold + "/" + model);
              });
            });
            return names;
          }
      folds: split/out
      survival: read_clinical/out_survival
      model: model
      out_metrics_name: {default: metrics.json}
      out_tsv_name: {default: metrics.tsv}
      out_predictions_name: {default: predictions.tsv}
      out_all_name: {default: predictions-all.tsv}
      provenance_name: {default: provenance.json}
    out: [out_metrics, out_tsv, out_predictions, provenance]

  # The final model, on all patients: fold 0.
  modalities:
    run: modalities.cwl
    in:
      fold: {default: 0}
      folds: split/out
      covariates: read_clinical/out_covariates
      rich_covariates: read_clinical/out_rich_covariates
      batches: read_clinical/out_batches
      several_batches: batches/several
      layer_names: plan/layer_names
      layer_kinds: plan/layer_kinds
      matrices: read_layer/matrix
      features: features
    out:
      - train
      - clinical
      - clinical_rich
      - clinical_state
      - clinical_rich_state
      - continuous
      - binary
      - imputed
      - before
      - after
      - vst_states
      - quantile_states
      - combat_states
      - impute_states
      - select_states
      - rank_normal_states
      - provenance

  rank_normal:
    run: tools/rank-normal.cwl
    scatter: matrix
    in:
      matrix: modalities/imputed
      fit_samples: modalities/train
      out_name: {default: scored.tsv.gz}
      provenance_name: {default: provenance.json}
    out: [out, provenance]

  # A gene mutated in a patient or two has a score statistic far out in the tails, so mutations are
  # scored on the selected genes only.
  scored:
    in:
      kinds: plan/layer_kinds
      continuous: rank_normal/out
      binary: modalities/binary
    out: [matrices]
    run:
      class: ExpressionTool
      requirements: {InlineJavascriptRequirement: {}}
      inputs: {kinds: 'string[]', continuous: 'File[]', binary: 'File[]'}
      outputs: {matrices: 'File[]'}
      expression: |
        ${
          var c = 0, b = 0;
          return {"matrices": inputs.kinds.map(function (kind) {
            return kind == "binary" ? inputs.binary[b++] : inputs.continuous[c++];
          })};
        }

  differential:
    run: tools/differential.cwl
    scatter: matrix
    in:
      matrix: scored/matrices
      survival: read_clinical/out_survival
      fit_samples: modalities/train
      out_name: {default: differential.tsv.gz}
      out_scores_name: {default: scores.tsv}
      provenance_name: {default: provenance.json}
    out: [out_scores, provenance]

  combine_scores:
    run: tools/combine-scores.cwl
    in:
      scores: differential/out_scores
      scores_names: plan/layer_names
      out_name: {default: seeds.tsv}
      provenance_name: {default: provenance.json}
    out: [out, provenance]

  propagate:
    run: tools/propagate.cwl
    in:
      network: network
      scores: combine_scores/out
      alpha: alpha
      out_name: {default: propagated.tsv}
      provenance_name: {default: provenance.json}
    out: [out, provenance]

  network_biomarkers:
    run: tools/network-biomarkers.cwl
    in:
      network: network
      scores: propagate/out
      seeds: combine_scores/out
      layer_scores: differential/out_scores
      layer_scores_names: plan/layer_names
      matrix:
        source: [modalities/continuous, modalities/binary]
        linkMerge: merge_flattened
      matrix_names:
        source: [plan/continuous_names, plan/binary_names]
        linkMerge: merge_flattened
      fit_samples: modalities/train
      out_name: {default: biomarkers.tsv}
      provenance_name: {default: provenance.json}
    out: [out, provenance]

  mofa:
    run: tools/mofa.cwl
    in:
      view:
        source: [modalities/continuous, modalities/binary]
        linkMerge: merge_flattened
      view_names:
        source: [plan/continuous_names, plan/binary_names]
        linkMerge: merge_flattened
      fit_samples: modalities/train
      factors: factors
      seed: seed
      out_factors_name: {default: factors.tsv}
      out_loadings_name: {default: loadings.tsv.gz}
      out_r2_name: {default: r2.tsv}
      out_elbo_name: {default: elbo.tsv}
      provenance_name: {default: provenance.json}
    out: [out_factors, out_r2, provenance]

  train:
    run: tools/train.cwl
    in:
      model: model
      clinical:
        source: [modalities/clinical, modalities/clinical_rich]
        linkMerge: merge_flattened
      clinical_names: {default: [clinical, clinical-rich]}
      continuous: modalities/continuous
      continuous_names: plan/continuous_names
      binary: modalities/binary
      binary_names: plan/binary_names
      summary: {source: read_layer/mutation_burden, pickValue: all_non_null}
      summary_names:
        source: plan/binary_names
        valueFrom: '$(self.map(function (n) { return "burden-" + n; }))'
      survival: read_clinical/out_survival
      fit_samples: modalities/train
      network:
        source: network
        valueFrom: '$(["gnn", "moanet", "netdx", "stacked"].indexOf(inputs.model) >= 0 ? self : null)'
      seed: seed
      out_model_name: {default: model.json.gz}
      provenance_name: {default: provenance.json}
    out: [out_model, provenance]

  read_outs:
    run: tools/read-outs.cwl
    when: $(inputs.main_model == "moanet")
    in:
      main_model: model
      model: train/out_model
      clinical:
        source: [modalities/clinical, modalities/clinical_rich]
        linkMerge: merge_flattened
      clinical_names: {default: [clinical, clinical-rich]}
      continuous: modalities/continuous
      continuous_names: plan/continuous_names
      binary: modalities/binary
      binary_names: plan/binary_names
      summary: {source: read_layer/mutation_burden, pickValue: all_non_null}
      summary_names:
        source: plan/binary_names
        valueFrom: '$(self.map(function (n) { return "burden-" + n; }))'
      patients: modalities/train
      out_attention_name: {default: attention.tsv}
      provenance_name: {default: provenance.json}
    out: [out_attention, provenance]

  draw_report:
    run: tools/report.cwl
    in:
      layer_names: plan/layer_names
      layer_kinds: plan/layer_kinds
      several_batches: batches/several
      flow: cohort/out_flow
      metrics: evaluate/out_metrics
      predictions: evaluate/out_predictions
      survival: read_clinical/out_survival
      biomarkers: network_biomarkers/out
      factors: mofa/out_factors
      r2: mofa/out_r2
      before: modalities/before
      before_names:
        valueFrom: |
          $(inputs.layer_names.filter(function (n, i) {
            return inputs.layer_kinds[i] == "counts" || inputs.layer_kinds[i] == "beta";
          }))
      after: modalities/after
      after_names:
        valueFrom: |
          $(inputs.layer_names.filter(function (n, i) {
            return inputs.several_batches
              && (inputs.layer_kinds[i] == "counts" || inputs.layer_kinds[i] == "beta");
          }))
      batches: read_clinical/out_batches
      attention: read_outs/out_attention
      main_model: model
      out_name: {default: report.html}
      provenance_name: {default: provenance.json}
    out: [out, provenance]

  model_folder:
    in:
      model: train/out_model
      clinical: modalities/clinical_state
      clinical_rich: modalities/clinical_rich_state
      names: plan/layer_names
      vst: modalities/vst_states
      quantile: modalities/quantile_states
      combat: modalities/combat_states
      impute: modalities/impute_states
      select: modalities/select_states
      rank_normal: modalities/rank_normal_states
    out: [folder]
    run:
      class: ExpressionTool
      requirements: {InlineJavascriptRequirement: {}}
      inputs:
        model: File
        clinical: File
        clinical_rich: File
        names: string[]
        vst: Any
        quantile: Any
        combat: Any
        impute: Any
        select: Any
        rank_normal: Any
      outputs: {folder: Directory}
      expression: |
        ${
          var layers = inputs.names.map(function (name, i) {
            var states = [inputs.vst, inputs.quantile, inputs.combat, inputs.impute, inputs.select,
              inputs.rank_normal].map(function (s) { return s[i]; });
            return {
              "class": "Directory",
              "basename": name,
              "listing": states.filter(function (state) { return state; })
            };
          });
          return {"folder": {
            "class": "Directory",
            "basename": "model",
            "listing": [inputs.model, inputs.clinical, inputs.clinical_rich,
              {"class": "Directory", "basename": "layers", "listing": layers}]
          }};
        }

  workflow_folder:
    in: {definitions: definitions, tools: tools}
    out: [folder]
    run:
      class: ExpressionTool
      requirements: {InlineJavascriptRequirement: {}}
      inputs: {definitions: 'File[]', tools: Directory}
      outputs: {folder: Directory}
      expression: |
        ${
          return {"folder": {
            "class": "Directory",
            "basename": "workflow",
            "listing": inputs.definitions.concat([inputs.tools])
          }};
        }

  gather_crate:
    run: crate.cwl
    in:
      records:
        source:
          - read_clinical/provenance
          - read_layer/provenance
          - cohort/provenance
          - split/provenance
          - fold/provenance
          - evaluate/provenance
          - modalities/provenance
          - rank_normal/provenance
          - differential/provenance
          - combine_scores/provenance
          - propagate/provenance
          - network_biomarkers/provenance
          - mofa/provenance
          - train/provenance
          - read_outs/provenance
          - draw_report/provenance
        linkMerge: merge_flattened
        valueFrom: |
          ${
            function flat(all) {
              return all.reduce(function (list, one) {
                return list.concat(Array.isArray(one) ? flat(one) : one ? [one] : []);
              }, []);
            }
            return flat(self);
          }
      definition: {source: definitions, valueFrom: '$(self[0])'}
      parameters:
        valueFrom: |
          ${
            return ["folds", "seed", "model", "time_column", "event_column", "patient_column", "covariates",
              "batch_column", "features", "factors", "alpha"
            ].filter(function (name) {
              return inputs[name] !== null && inputs[name] !== undefined;
            }).map(function (name) {
              return name + "=" + inputs[name];
            });
          }
      files:
        source: [evaluate/out_predictions, evaluate/out_tsv, evaluate/out_metrics, network_biomarkers/out, draw_report/out]
        linkMerge: merge_flattened
      model: model
      folds: folds
      seed: seed
      time_column: time_column
      event_column: event_column
      patient_column: patient_column
      covariates: covariates
      batch_column: batch_column
      features: features
      factors: factors
      alpha: alpha
      model_folder: model_folder/folder
      network: network
      samplesheet: samplesheet
      engine: engine
      engine_version: engine_version
      agent: agent
    out: [crate]

outputs:
  predictions:
    type: File
    outputSource: evaluate/out_predictions
    doc: Per patient fold, risk, survival probabilities, from models that had not seen the patient.
  metrics:
    type: File
    outputSource: evaluate/out_tsv
    doc: Per model and fold.
  metrics_json:
    type: File
    outputSource: evaluate/out_metrics
    doc: The whole evaluation.
  biomarkers:
    type: File
    outputSource: network_biomarkers/out
    doc: Genes by network-propagated evidence.
  report:
    type: File
    outputSource: draw_report/out
    doc: The report, one file.
  model_files:
    type: Directory
    outputSource: model_folder/folder
    doc: Everything that `omicroutes predict` needs.
  workflow:
    type: Directory
    outputSource: workflow_folder/folder
    doc: This workflow.
  crate:
    type: File
    outputSource: gather_crate/crate
    doc: What was done, as a Workflow Run RO-Crate.
