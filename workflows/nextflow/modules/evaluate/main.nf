// Made by `omicroutes export nextflow` from the step's declaration; do not edit.
process EVALUATE {
    tag "$meta.id"
    label 'process_low'

    // The program itself is to be on the PATH of a Conda environment: it has no package there.
    conda "conda-forge::openjdk=17"
    container "omicroutes:0.1.0"

    input:
    tuple val(meta),
        val(predictions_names), path(predictions, arity: '1..*', stageAs: 'predictions/?/*'),
        path(folds, stageAs: 'folds/*'),
        path(survival, stageAs: 'survival/*')

    output:
    tuple val(meta), path("${files['out-metrics']}"), emit: out_metrics
    tuple val(meta), path("${files['out-tsv']}"), emit: out_tsv
    tuple val(meta), path("${files['out-predictions']}"), emit: out_predictions
    tuple val(meta), path("${files['out-all'] ?: 'none'}"), optional: true, emit: out_all
    path "${told ?: 'none'}", optional: true, emit: provenance
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def memory = task.memory ? (task.memory.toMega() * 0.8) as int : 4096
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out-metrics': "${prefix}.metrics.json", 'out-tsv': "${prefix}.tsv.tsv", 'out-predictions': "${prefix}.predictions.tsv"] + (task.ext.files ?: [:])
    told = task.ext.provenance ?: ''
    options = [
        predictions ? '--predictions ' + [predictions_names, predictions].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        "--folds ${folds}",
        "--survival ${survival}",
        "--out-metrics ${files['out-metrics']}",
        "--out-tsv ${files['out-tsv']}",
        "--out-predictions ${files['out-predictions']}",
        files['out-all'] ? "--out-all ${files['out-all']}" : '',
        told ? "--provenance ${told}" : ''
    ].findAll { it }.join(' ')
    """
    export OMICROUTES_MEMORY=${memory}m
    omicroutes evaluate ${options} ${args}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        omicroutes: \$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
    END_VERSIONS
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out-metrics': "${prefix}.metrics.json", 'out-tsv': "${prefix}.tsv.tsv", 'out-predictions': "${prefix}.predictions.tsv"] + (task.ext.files ?: [:])
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
