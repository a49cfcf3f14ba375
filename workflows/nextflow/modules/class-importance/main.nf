// Made by `omicroutes export nextflow` from the step's declaration; do not edit.
process CLASS_IMPORTANCE {
    tag "$meta.id"
    label 'process_low'

    // The program itself is to be on the PATH of a Conda environment: it has no package there.
    conda "conda-forge::openjdk=17"
    container "omicroutes:0.1.0"

    input:
    tuple val(meta),
        path(model, stageAs: 'model/*'),
        val(clinical_names), path(clinical, arity: '0..*', stageAs: 'clinical/?/*'),
        val(continuous_names), path(continuous, arity: '0..*', stageAs: 'continuous/?/*'),
        val(binary_names), path(binary, arity: '0..*', stageAs: 'binary/?/*'),
        val(summary_names), path(summary, arity: '0..*', stageAs: 'summary/?/*'),
        path(patients, stageAs: 'patients/*'),
        path(background, stageAs: 'background/*'),
        path(survival, stageAs: 'survival/*')

    output:
    tuple val(meta), path("${files['out']}"), emit: out
    tuple val(meta), path("${files['out-agreement'] ?: 'none'}"), optional: true, emit: out_agreement
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
        "--model ${model}",
        clinical ? '--clinical ' + [clinical_names, clinical].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        continuous ? '--continuous ' + [continuous_names, continuous].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        binary ? '--binary ' + [binary_names, binary].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        summary ? '--summary ' + [summary_names, summary].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        patients ? "--patients ${patients}" : '',
        background ? "--background ${background}" : '',
        survival ? "--survival ${survival}" : '',
        "--out ${files['out']}",
        files['out-agreement'] ? "--out-agreement ${files['out-agreement']}" : '',
        told ? "--provenance ${told}" : ''
    ].findAll { it }.join(' ')
    """
    export OMICROUTES_MEMORY=${memory}m
    omicroutes class-importance ${options} ${args}

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
