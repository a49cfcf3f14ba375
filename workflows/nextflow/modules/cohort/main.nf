// Made by `omicroutes export nextflow` from the step's declaration; do not edit.
process COHORT {
    tag "$meta.id"
    label 'process_single'

    // The program itself is to be on the PATH of a Conda environment: it has no package there.
    conda "conda-forge::openjdk=17"
    container "omicroutes:0.1.0"

    input:
    tuple val(meta),
        path(survival, stageAs: 'survival/*'),
        path(batches, stageAs: 'batches/*'),
        val(layers_names), path(layers, arity: '0..*', stageAs: 'layers/?/*'),
        val(reports_names), path(reports, arity: '0..*', stageAs: 'reports/?/*')

    output:
    tuple val(meta), path("${files['out']}"), emit: out
    tuple val(meta), path("${files['out-flow'] ?: 'none'}"), optional: true, emit: out_flow
    path "${told ?: 'none'}", optional: true, emit: provenance
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def memory = task.memory ? (task.memory.toMega() * 0.8) as int : 4096
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out': "${prefix}.txt"] + (task.ext.files ?: [:])
    told = task.ext.provenance ?: ''
    options = [
        "--survival ${survival}",
        batches ? "--batches ${batches}" : '',
        layers ? '--layers ' + [layers_names, layers].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        reports ? '--reports ' + [reports_names, reports].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        "--out ${files['out']}",
        files['out-flow'] ? "--out-flow ${files['out-flow']}" : '',
        told ? "--provenance ${told}" : ''
    ].findAll { it }.join(' ')
    """
    export OMICROUTES_MEMORY=${memory}m
    omicroutes cohort ${options} ${args}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        omicroutes: \$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
    END_VERSIONS
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out': "${prefix}.txt"] + (task.ext.files ?: [:])
    told = ''
    touched = files.values().collect { name ->
        name.endsWith('.gz') ? "echo -n | gzip -n > ${name}" : "touch ${name}"
    }.join('\n    ')
    """
    ${touched}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        omicroutes: \$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
    END_VERSIONS
    """
}
