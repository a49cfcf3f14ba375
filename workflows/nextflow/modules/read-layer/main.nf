// Made by `omicroutes export nextflow` from the step's declaration; do not edit.
process READ_LAYER {
    tag "$meta.id"
    label 'process_low'

    // The program itself is to be on the PATH of a Conda environment: it has no package there.
    conda "conda-forge::openjdk=17"
    container "omicroutes:0.1.0"

    input:
    tuple val(meta),
        path(samplesheet, stageAs: 'cohort/*'), val(samplesheet_paths), path(samplesheet_files, arity: '0..*', stageAs: 'samplesheet_files/?/*'),
        path(patients, stageAs: 'patients/*')

    output:
    tuple val(meta), path("${files['out']}"), emit: out
    tuple val(meta), path("${files['out-burden'] ?: 'none'}"), optional: true, emit: out_burden
    tuple val(meta), path("${files['out-report'] ?: 'none'}"), optional: true, emit: out_report
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
        "--samplesheet ${samplesheet}",
        patients ? "--patients ${patients}" : '',
        "--out ${files['out']}",
        files['out-burden'] ? "--out-burden ${files['out-burden']}" : '',
        files['out-report'] ? "--out-report ${files['out-report']}" : '',
        told ? "--provenance ${told}" : ''
    ].findAll { it }.join(' ')
    """
    ${[samplesheet_paths, samplesheet_files].transpose().collect { path, file ->
        "mkdir -p \"\$(dirname 'cohort/${path}')\" && ln -s \"\$PWD/${file}\" 'cohort/${path}'"
    }.join('\n    ')}
    export OMICROUTES_MEMORY=${memory}m
    omicroutes read-layer ${options} ${args}

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
