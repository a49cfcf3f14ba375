#!/usr/bin/env nextflow
// The main job, as routes/prognosis.yaml has it: reads a cohort, cross-validates all models, trains the
// final one, and reports.
//
//     nextflow run workflows/nextflow -profile local --samplesheet F --network F --outdir DIR

include { COHORT_READ        } from './subworkflows/cohort'
include { MODALITIES         } from './subworkflows/modalities'
include { SPLIT              } from './modules/split/main'
include { KAPLAN_MEIER       } from './modules/kaplan-meier/main'
include { TRAIN              } from './modules/train/main'
include { EVALUATE           } from './modules/evaluate/main'
include { RANK_NORMAL as RANK_NORMAL_ALL_GENES } from './modules/rank-normal/main'
include { DIFFERENTIAL       } from './modules/differential/main'
include { COMBINE_SCORES     } from './modules/combine-scores/main'
include { PROPAGATE          } from './modules/propagate/main'
include { NETWORK_BIOMARKERS } from './modules/network-biomarkers/main'
include { MOFA               } from './modules/mofa/main'
include { READ_OUTS          } from './modules/read-outs/main'
include { REPORT             } from './modules/report/main'
include { CRATE              } from './subworkflows/crate'

// The file of one output, without its meta.
def only(channel) {
    channel.map { meta, file -> file }.first()
}

// The files of fold 0 in the order of their layers, as one item [names, files].
def ofAllPatients(channel) {
    channel.filter { it[0].fold == 0 }
        .toSortedList { a, b -> a[0].layer <=> b[0].layer }
        .map { list -> [list.collect { it[0].layer }, list.collect { it[1] }] }
}

workflow {
    ['samplesheet', 'network', 'outdir'].each {
        if (!params[it]) { error "--${it} is needed; nextflow_schema.json says what there is" }
    }
    def run = [id: 'prognosis']
    def network = file(params.network, checkIfExists: true)
    def model = params.model.toString()
    if (model.startsWith('mmfn') || model in ['logistic', 'random-forest', 'svm']) {
        error "--model ${model}: such a model learns from layers as they were read, which this pipeline does not keep; call omicroutes run prognosis"
    }
    def models = ['cox', 'ridge', 'kernel-ensemble'].findAll { it != model } + [model]

    COHORT_READ(file(params.samplesheet, checkIfExists: true))
    survival = COHORT_READ.out.survival
    patients = COHORT_READ.out.patients

    SPLIT(survival.combine(patients).map { s, p -> [run, s, p] })
    folds = only(SPLIT.out.out)

    // Fold 0 is all patients: the final model.
    MODALITIES(
        Channel.of(0..params.folds.toInteger()).combine(folds),
        COHORT_READ.out.covariates,
        COHORT_READ.out.rich_covariates,
        COHORT_READ.out.batches,
        COHORT_READ.out.several_batches,
        COHORT_READ.out.layers
    )
    // [fold, train, test, clinical names, files, continuous names, files, binary names, files]
    modalities = MODALITIES.out.modalities
    final_modalities = modalities.filter { it[0] == 0 }

    // Every model in every fold, and the chosen one on all patients
    KAPLAN_MEIER(
        modalities.filter { it[0] > 0 }.map { it[0..1] }
            .combine(survival).combine(patients)
            .map { fold, train, s, p ->
                def meta = [id: "fold-${fold}-kaplan-meier".toString(), fold: fold, model: 'kaplan-meier']
                [meta, s, p, train, []]
            }
    )
    TRAIN(
        modalities.filter { it[0] > 0 }.combine(Channel.fromList(models))
            .mix(final_modalities.map { it + [model] })
            .combine(survival).combine(COHORT_READ.out.burdens)
            .map { fold, train, test, cn, c, on, o, bn, b, name, s, un, u ->
                def meta = [id: "fold-${fold}-${name}".toString(), fold: fold, model: name]
                def links = name in ['gnn', 'moanet', 'netdx', 'stacked'] ? network : []
                [meta, cn, c, on, o, bn, b, un, u, s, train, fold > 0 ? test : [], links]
            }
    )
    predictions = KAPLAN_MEIER.out.out_predictions.mix(TRAIN.out.out_predictions)
        .map { meta, file -> ["${meta.fold}/${meta.model}".toString(), file] }
        .toSortedList { a, b -> a[0] <=> b[0] }
        .map { list -> [list.collect { it[0] }, list.collect { it[1] }] }
    EVALUATE(
        predictions.combine(folds).combine(survival)
            .map { names, files, f, s -> [run, names, files, f, s] }
    )

    // Biomarkers. A gene mutated in a patient or two has a score statistic far out in the tails, so
    // mutations are scored on the selected genes only.
    train = final_modalities.map { it[1] }.first()
    RANK_NORMAL_ALL_GENES(
        MODALITIES.out.imputed.filter { it[0].fold == 0 }.combine(train)
            .map { meta, matrix, t -> [meta, matrix, t, []] }
    )
    DIFFERENTIAL(
        RANK_NORMAL_ALL_GENES.out.out
            .mix(MODALITIES.out.binary.filter { it[0].fold == 0 })
            .combine(survival).combine(train)
            .map { meta, matrix, s, t -> [meta, matrix, [], s, t] }
    )
    scores = ofAllPatients(DIFFERENTIAL.out.out_scores)
    COMBINE_SCORES(scores.map { names, files -> [run, names, files] })
    PROPAGATE(COMBINE_SCORES.out.out.map { meta, s -> [meta, network, s] })
    views = final_modalities.map { fold, t, test, cn, c, on, o, bn, b -> [on + bn, o + b] }.first()
    NETWORK_BIOMARKERS(
        PROPAGATE.out.out.map { it[1] }.combine(COMBINE_SCORES.out.out.map { it[1] }).combine(scores).combine(views)
            .combine(train)
            .map { propagated, seeds, sn, s, vn, v, t ->
                [run, network, propagated, seeds, sn, s, vn, v, t, []]
            }
    )
    MOFA(views.combine(train).map { names, files, t -> [run, names, files, t, []] })

    // What the model attends to, and the report
    attention = Channel.value([[]])
    records = COHORT_READ.out.provenance.mix(
        MODALITIES.out.provenance, SPLIT.out.provenance, KAPLAN_MEIER.out.provenance, TRAIN.out.provenance,
        EVALUATE.out.provenance, RANK_NORMAL_ALL_GENES.out.provenance, DIFFERENTIAL.out.provenance,
        COMBINE_SCORES.out.provenance, PROPAGATE.out.provenance, NETWORK_BIOMARKERS.out.provenance,
        MOFA.out.provenance)
    if (model == 'moanet') {
        READ_OUTS(
            TRAIN.out.out_model.combine(final_modalities).combine(COHORT_READ.out.burdens)
                .map { meta, saved, fold, t, test, cn, c, on, o, bn, b, un, u ->
                    [run, saved, cn, c, on, o, bn, b, un, u, t]
                }
        )
        attention = only(READ_OUTS.out.out_attention)
        records = records.mix(READ_OUTS.out.provenance)
    }
    REPORT(
        only(EVALUATE.out.out_metrics)
            .combine(COHORT_READ.out.flow)
            .combine(only(EVALUATE.out.out_predictions))
            .combine(survival)
            .combine(only(NETWORK_BIOMARKERS.out.out))
            .combine(only(MOFA.out.out_factors))
            .combine(only(MOFA.out.out_r2))
            .combine(ofAllPatients(MODALITIES.out.before))
            .combine(ofAllPatients(MODALITIES.out.after))
            .combine(COHORT_READ.out.batches)
            .combine(attention)
            .map { [run] + it + [[]] }
    )

    // What is published, where conf/modules.config says, and what was done
    CRATE(
        records.mix(REPORT.out.provenance),
        EVALUATE.out.out_predictions
            .mix(EVALUATE.out.out_tsv, EVALUATE.out.out_metrics, NETWORK_BIOMARKERS.out.out, REPORT.out.out)
            .map { meta, file -> [file.name, file] }
            .mix(
                TRAIN.out.out_model.mix(MODALITIES.out.states)
                    .filter { meta, file -> meta.fold == 0 }
                    .map { meta, file ->
                        def folder = meta.layer ? "model/layers/${meta.layer}" : 'model'
                        ["${folder}/${file.name}".toString(), file]
                    }
            )
    )
}
