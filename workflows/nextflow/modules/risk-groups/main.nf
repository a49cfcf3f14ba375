// Made by `omicroutes export nextflow` from the step's declaration; do not edit.
process RISK_GROUPS {
    tag "$meta.id"
    label 'process_single'

    // The program itself is to be on the PATH of a Conda environment: it has no package there.
    conda "conda-forge::openjdk=17"
    container "omicroutes:0.1.0"

    input:
    tuple val(meta),
        path(predictions, stageAs: 'predictions/*'),
        path(survival, stageAs: 'survival/*'),
        path(training, stageAs: 'training/*'),
        path(compare, stageAs: 'compare/*'),
        path(compare_training, stageAs: 'compare_training/*')

    output:
    tuple val(meta), path("${files['out']}"), emit: out
    tuple val(meta), path("${files['out-tests'] ?: 'none'}"), optional: true, emit: out_tests
    tuple val(meta), path("${files['out-samples'] ?: 'none'}"), optional: true, emit: out_samples
    path "${told ?: 'none'}", optional: true, emit: provenance
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def memory = task.memory ? (task.memory.toMega() * 0.8) as int : 4096
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out': "${prefix}.tsv"] + (task.ext.files ?: [:])
    told = task.ext.provenance ?: ''
    options = [
        "--predictions ${predictions}",
        "--survival ${survival}",
        training ? "--training ${training}" : '',
        compare ? "--compare ${compare}" : '',
        compare_training ? "--compare-training ${compare_training}" : '',
        "--out ${files['out']}",
        files['out-tests'] ? "--out-tests ${files['out-tests']}" : '',
        files['out-samples'] ? "--out-samples ${files['out-samples']}" : '',
        told ? "--provenance ${told}" : ''
    ].findAll { it }.join(' ')
    """
    export OMICROUTES_MEMORY=${memory}m
    omicroutes risk-groups ${options} ${args}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        omicroutes: \$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
    END_VERSIONS
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out': "${prefix}.tsv"] + (task.ext.files ?: [:])
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
