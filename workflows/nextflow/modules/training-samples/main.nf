// Made by `omicroutes export nextflow` from the step's declaration; do not edit.
process TRAINING_SAMPLES {
    tag "$meta.id"
    label 'process_single'

    // The program itself is to be on the PATH of a Conda environment: it has no package there.
    conda "conda-forge::openjdk=17"
    container "omicroutes:0.1.0"

    input:
    tuple val(meta),
        path(folds, stageAs: 'folds/*')

    output:
    tuple val(meta), path("${files['out']}"), emit: out
    tuple val(meta), path("${files['out-test'] ?: 'none'}"), optional: true, emit: out_test
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
        "--folds ${folds}",
        "--out ${files['out']}",
        files['out-test'] ? "--out-test ${files['out-test']}" : '',
        told ? "--provenance ${told}" : ''
    ].findAll { it }.join(' ')
    """
    export OMICROUTES_MEMORY=${memory}m
    omicroutes training-samples ${options} ${args}

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
