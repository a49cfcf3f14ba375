// Reads a cohort: the clinical table, and every layer, patient by patient where patients have files of
// their own.

include { READING_PLAN  } from '../modules/reading-plan/main'
include { READ_CLINICAL } from '../modules/read-clinical/main'
include { READ_LAYER    } from '../modules/read-layer/main'
include { JOIN_LAYER    } from '../modules/join-layer/main'
include { COHORT        } from '../modules/cohort/main'

def parsed(json) {
    new groovy.json.JsonSlurper().parseText(json.text)
}

// What a reading step takes: a samplesheet of its own, the paths in it, the files. The sheet is named
// by its text and written once, so that a task whose sheet is the same is found again by -resume.
def placed(part, folder) {
    def sheet = file("${workflow.workDir}/samplesheets/${part.samplesheet.md5()}.csv")
    if (!sheet.exists()) {
        sheet.parent.mkdirs()
        sheet.text = part.samplesheet
    }
    def files = part.files.collect {
        it.from ==~ /[a-z][a-z0-9+.-]+:\/\/.*/ ? file(it.from) : folder.resolve(it.from).normalize()
    }
    [sheet, part.files.collect { it.path }, files]
}

workflow COHORT_READ {
    take:
    samplesheet

    main:
    def folder = samplesheet.parent
    READING_PLAN([[id: 'plan'], samplesheet, [], []])
    plan = READING_PLAN.out.out.map { meta, json -> parsed(json) }

    READ_CLINICAL(plan.map { p -> [[id: 'clinical']] + placed(p.clinical, folder) })
    READ_LAYER(
        plan.flatMap { p ->
            p.layers.collectMany { layer ->
                layer.parts.collect { part ->
                    def meta = [id: part.name, layer: layer.name, kind: layer.kind, burden: layer.burden]
                    [meta] + placed(part, folder) + [[]]
                }
            }
        }
    )

    // How many parts there are is not in the meta, or one patient more would read all others again.
    READ_LAYER.out.out
        .join(READ_LAYER.out.out_report)
        .join(READ_LAYER.out.out_burden, remainder: true)
        .combine(plan)
        .map { meta, matrix, report, burden, p ->
            def parts = p.layers.find { it.name == meta.layer }.parts.collect { it.name }
            [meta, matrix, burden, report, parts.indexOf(meta.id), parts.size()]
        }
        .branch { meta, matrix, burden, report, place, size ->
            several: size > 1
                return [groupKey(meta + [id: meta.layer], size), [place, matrix, burden, report]]
            one: true
                return [meta, matrix, burden, report]
        }
        .set { read }
    JOIN_LAYER(
        read.several.groupTuple().map { meta, parts ->
            def sorted = parts.sort { it[0] }
            [meta.getGroupTarget(), sorted.collect { it[1] }, sorted.collect { it[2] }, sorted.collect { it[3] }]
        }
    )
    by_name = read.one
        .mix(JOIN_LAYER.out.out.join(JOIN_LAYER.out.out_burden).join(JOIN_LAYER.out.out_report))
        .toSortedList { a, b -> a[0].layer <=> b[0].layer }

    survival = READ_CLINICAL.out.out_survival.map { meta, file -> file }
    batches = READ_CLINICAL.out.out_batches.map { meta, file -> file }
    COHORT(
        survival.combine(batches)
            .combine(READ_CLINICAL.out.out_report.map { meta, file -> file })
            .combine(by_name.map { [it] })
            .map { s, b, clinical, list ->
                def names = list.collect { it[0].layer }
                [[id: 'cohort'], s, b, names, list.collect { it[1] },
                    ['clinical'] + names, [clinical] + list.collect { it[3] }]
            }
    )

    emit:
    survival
    batches
    covariates      = READ_CLINICAL.out.out_covariates.map { meta, file -> file }
    rich_covariates = READ_CLINICAL.out.out_rich_covariates.map { meta, file -> file }
    patients        = COHORT.out.out.map { meta, file -> file }.first()
    flow            = COHORT.out.out_flow.map { meta, file -> file }.first()
    several_batches = COHORT.out.out_flow.map { meta, file -> parsed(file).batches > 1 }.first()
    // [meta, matrix] of each layer
    layers          = by_name.flatMap { list -> list.collect { [it[0], it[1]] } }
    // [names, files] of all layers' mutation burdens
    burdens         = by_name.map { list ->
        def some = list.findAll { it[2] }
        [some.collect { "burden-${it[0].layer}".toString() }, some.collect { it[2] }]
    }
    provenance      = READING_PLAN.out.provenance.mix(
        READ_CLINICAL.out.provenance, READ_LAYER.out.provenance, JOIN_LAYER.out.provenance, COHORT.out.provenance)
}
