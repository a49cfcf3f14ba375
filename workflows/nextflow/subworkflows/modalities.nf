// Makes the modalities of every fold, with everything fitted on its training patients.

include { TRAINING_SAMPLES  } from '../modules/training-samples/main'
include { CLINICAL_FEATURES } from '../modules/clinical-features/main'
include { CLINICAL_FEATURES as CLINICAL_RICH_FEATURES } from '../modules/clinical-features/main'
include { VST               } from '../modules/vst/main'
include { M_VALUES          } from '../modules/m-values/main'
include { QUANTILE          } from '../modules/quantile/main'
include { COMBAT            } from '../modules/combat/main'
include { IMPUTE            } from '../modules/impute/main'
include { SELECT            } from '../modules/select/main'
include { RANK_NORMAL       } from '../modules/rank-normal/main'

workflow MODALITIES {
    take:
    folds            // [fold, table of folds]
    covariates
    rich_covariates
    batches
    several_batches
    layers           // [meta, matrix]

    main:
    TRAINING_SAMPLES(folds.map { fold, table -> [[id: "fold-${fold}".toString(), fold: fold], table] })
    train = TRAINING_SAMPLES.out.out
    CLINICAL_FEATURES(train.combine(covariates).map { meta, t, c -> [meta, c, t, []] })
    CLINICAL_RICH_FEATURES(train.combine(rich_covariates).map { meta, t, c -> [meta, c, t, []] })

    all = train.combine(layers).map { fold, t, layer, matrix ->
        [layer + [id: "${fold.id}-${layer.layer}".toString(), fold: fold.fold], matrix, t]
    }
    train_of = all.map { meta, matrix, t -> [meta, t] }
    all.branch {
            counts: it[0].kind == 'counts'
            beta: it[0].kind == 'beta'
            binary: it[0].kind == 'binary'
            ready: true
        }
        .set { raw }

    VST(raw.counts.map { meta, matrix, t -> [meta, matrix, t, []] })
    M_VALUES(raw.beta.map { meta, matrix, t -> [meta, matrix] })
    QUANTILE(
        VST.out.out.mix(M_VALUES.out.out)
            .join(train_of).map { meta, matrix, t -> [meta, matrix, t, []] }
    )
    QUANTILE.out.out.combine(several_batches)
        .branch { meta, matrix, several ->
            several: several
                return [meta, matrix]
            one: true
                return [meta, matrix]
        }
        .set { batched }
    COMBAT(
        batched.several.join(train_of).combine(batches)
            .map { meta, matrix, t, b -> [meta, matrix, b, [], t, []] }
    )
    IMPUTE(
        COMBAT.out.out.mix(batched.one).mix(raw.ready.map { it[0..1] })
            .join(train_of).map { meta, matrix, t -> [meta, matrix, t, []] }
    )
    SELECT(
        IMPUTE.out.out.mix(raw.binary.map { it[0..1] })
            .join(train_of).map { meta, matrix, t -> [meta, matrix, t, []] }
    )
    SELECT.out.out
        .branch {
            binary: it[0].kind == 'binary'
            continuous: true
        }
        .set { selected }
    // Models see ranks: a z-score of thousands, as expression data hold, would be all they saw.
    RANK_NORMAL(selected.continuous.join(train_of).map { meta, matrix, t -> [meta, matrix, t, []] })

    by_fold = RANK_NORMAL.out.out.mix(selected.binary)
        .combine(layers.count())
        .map { meta, matrix, count -> [groupKey(meta.fold, count), [meta, matrix]] }
        .groupTuple()
        .map { key, list ->
            def parts = list.sort { it[0].layer }.split { it[0].kind != 'binary' }
            [list[0][0].fold] + parts.collectMany { part ->
                [part.collect { it[0].layer }, part.collect { it[1] }]
            }
        }

    emit:
    // [fold, train, test, clinical names, files, continuous names, files, binary names, files]
    modalities = train.map { meta, t -> [meta.fold, t] }
        .join(TRAINING_SAMPLES.out.out_test.map { meta, t -> [meta.fold, t] })
        .join(CLINICAL_FEATURES.out.out.map { meta, c -> [meta.fold, c] })
        .join(CLINICAL_RICH_FEATURES.out.out.map { meta, c -> [meta.fold, c] })
        .map { fold, t, test, plain, rich -> [fold, t, test, ['clinical', 'clinical-rich'], [plain, rich]] }
        .join(by_fold)
    imputed = IMPUTE.out.out
    binary  = selected.binary
    before  = QUANTILE.out.out
    after   = COMBAT.out.out
    // [meta, file]: what was fitted, for new patients
    states  = CLINICAL_FEATURES.out.out_state.mix(
        CLINICAL_RICH_FEATURES.out.out_state, VST.out.out_state, QUANTILE.out.out_state, COMBAT.out.out_state,
        IMPUTE.out.out_state, SELECT.out.out_state, RANK_NORMAL.out.out_state)
    provenance = TRAINING_SAMPLES.out.provenance.mix(
        CLINICAL_FEATURES.out.provenance, CLINICAL_RICH_FEATURES.out.provenance, VST.out.provenance,
        M_VALUES.out.provenance, QUANTILE.out.provenance, COMBAT.out.provenance, IMPUTE.out.provenance,
        SELECT.out.provenance, RANK_NORMAL.out.provenance)
}
