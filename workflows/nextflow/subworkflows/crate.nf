// Writes the crate of the run, from what each task told of itself.

process GATHER_CRATE {
    tag 'prognosis'
    label 'process_single'

    conda "conda-forge::openjdk=17"
    container "omicroutes:0.1.0"

    input:
    path(records, arity: '1..*', stageAs: 'records/?/*')
    val(places)
    path(results, arity: '1..*', stageAs: 'results/?/*')
    path(samplesheet, stageAs: 'inputs/samplesheet/*')
    path(network, stageAs: 'inputs/network/*')
    path(definitions, stageAs: 'definitions/*')
    val(values)

    output:
    path "ro-crate-metadata.json", emit: crate
    path "workflow", emit: workflow

    script:
    def options = values.collect { "--parameter '${it}'" }
    options += [places, results].transpose().collect { place, file -> "--result '${place}=${file}'" }
    """
    cp -RL definitions workflow
    omicroutes crate gather --language NFL --engine-version '${workflow.nextflow.version}' \\
        --definition workflow/main.nf=workflow/main.nf \\
        --input 'samplesheet=${samplesheet}' --input 'network=${network}' ${task.ext.args ?: ''} \\
        ${options.join(' ')} ${records.join(' ')}
    """
}

workflow CRATE {
    take:
    records      // of all tasks
    results      // [place in the folder of results, file]

    main:
    def options = ['folds', 'seed', 'model', 'time_column', 'event_column', 'patient_column', 'covariates',
        'batch_column', 'features', 'factors', 'alpha']
    // In the order of their names, or the task would be another one when the run is resumed.
    def sorted = results.toSortedList { a, b -> a[0] <=> b[0] }
    GATHER_CRATE(
        records.toSortedList { a, b -> a.toString() <=> b.toString() }.filter { it },
        sorted.map { list -> list.collect { it[0] } },
        sorted.map { list -> list.collect { it[1] } },
        file(params.samplesheet),
        file(params.network),
        ['main.nf', 'nextflow.config', 'nextflow_schema.json', 'assets', 'conf', 'modules', 'subworkflows']
            .collect { file("${projectDir}/${it}") },
        options.findAll { params[it] != null }.collect { "${it}=${params[it]}".toString() }
    )
}
