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

// The models that take the network.
NETWORK_MODELS = ['gnn', 'moanet', 'netdx', 'stacked']

// The file of one output, without its meta.
def only(channel) {
    channel.map { meta, file -> file }.first()
}

workflow {
    ['samplesheet', 'network', 'outdir'].each {
        if (!params[it]) { error "--${it} is needed; see nextflow_schema.json" }
    }
    def run = [id: 'prognosis']
    def network = file(params.network, checkIfExists: true)
    def model = params.model.toString()

    COHORT_READ(file(params.samplesheet, checkIfExists: true))
    survival = COHORT_READ.out.survival
    patients = COHORT_READ.out.patients
    batches  = COHORT_READ.out.batches
    // [names, files] of all layers' mutation burdens
    burdens  = COHORT_READ.out.burdens

    SPLIT(survival.combine(patients).map { s, p -> [run, s, p] })
    folds = only(SPLIT.out.out)

    // Fold 0 is all patients: the final model.
    MODALITIES(
        Channel.of(0..params.folds.toInteger()).flatten().combine(folds),
        COHORT_READ.out.covariates,
        COHORT_READ.out.rich_covariates,
        batches,
        COHORT_READ.out.several_batches,
        COHORT_READ.out.layers
    )
    // [fold, train, test, clinical names, files, continuous names, files, binary names, files]
    modalities = MODALITIES.out.modalities

    // Cross-validation
    KAPLAN_MEIER(
        modalities.filter { it[0] > 0 }
            .combine(survival).combine(patients)
            .map { m -> [[id: "fold-${m[0]}-kaplan-meier", fold: m[0], model: 'kaplan-meier'], m[9], m[10], m[1], []] }
    )
    models = ['cox', 'ridge', 'kernel-ensemble'].findAll { it != model } + [model]
    training = modalities.filter { it[0] > 0 }.combine(Channel.fromList(models))
        .mix(modalities.filter { it[0] == 0 }.map { it + [model] })
        .combine(survival).combine(burdens)
    TRAIN(training.map { fold, train, test, cn, c, on, o, bn, b, name, s, un, u ->
        def meta = [id: "fold-${fold}-${name}", fold: fold, model: name]
        [meta, cn, c, on, o, bn, b, un, u, s, train, fold > 0 ? test : [], name in NETWORK_MODELS ? network : []]
    })
    predictions = KAPLAN_MEIER.out.out_predictions.mix(TRAIN.out.out_predictions)
        .map { meta, file -> ["${meta.fold}/${meta.model}".toString(), file] }
        .toSortedList { a, b -> a[0] <=> b[0] }
    EVALUATE(predictions.combine(folds.map { [it] }).combine(survival.map { [it] }) { 1 }
        .map { it })
}
