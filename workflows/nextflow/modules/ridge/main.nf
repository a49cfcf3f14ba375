// Made by `omicroutes export nextflow` from the step's declaration; do not edit.
process RIDGE {
    tag "$meta.id"
    label 'process_low'

    // The program itself is to be on the PATH of a Conda environment: it has no package there.
    conda "conda-forge::openjdk=17"
    container "omicroutes:0.1.0"

    input:
    tuple val(meta),
        val(features_names), path(features, arity: '1..*', stageAs: 'features/?/*'),
        path(survival, stageAs: 'survival/*'),
        path(fit_samples, stageAs: 'fit_samples/*'),
        path(state, stageAs: 'state/*')

    output:
    tuple val(meta), path("${files['out'] ?: 'none'}"), optional: true, emit: out
    tuple val(meta), path("${files['out-predictions'] ?: 'none'}"), optional: true, emit: out_predictions
    tuple val(meta), path("${files['out-scores'] ?: 'none'}"), optional: true, emit: out_scores
    tuple val(meta), path("${files['out-state'] ?: 'none'}"), optional: true, emit: out_state
    path "${told ?: 'none'}", optional: true, emit: provenance
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def memory = task.memory ? (task.memory.toMega() * 0.8) as int : 4096
    prefix = task.ext.prefix ?: "${meta.id}"
    files = [:] + (task.ext.files ?: [:])
    told = task.ext.provenance ?: ''
    options = [
        features ? '--features ' + [features_names, features].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        survival ? "--survival ${survival}" : '',
        fit_samples ? "--fit-samples ${fit_samples}" : '',
        state ? "--state ${state}" : '',
        files['out'] ? "--out ${files['out']}" : '',
        files['out-predictions'] ? "--out-predictions ${files['out-predictions']}" : '',
        files['out-scores'] ? "--out-scores ${files['out-scores']}" : '',
        files['out-state'] ? "--out-state ${files['out-state']}" : '',
        told ? "--provenance ${told}" : ''
    ].findAll { it }.join(' ')
    """
    export OMICROUTES_MEMORY=${memory}m
    omicroutes ridge ${options} ${args}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        omicroutes: \$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
    END_VERSIONS
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    files = [:] + (task.ext.files ?: [:])
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
