// Made by `omicroutes export nextflow` from the step's declaration; do not edit.
process REPORT {
    tag "$meta.id"
    label 'process_low'

    // The program itself is to be on the PATH of a Conda environment: it has no package there.
    conda "conda-forge::openjdk=17"
    container "omicroutes:0.1.0"

    input:
    tuple val(meta),
        path(metrics, stageAs: 'metrics/*'),
        path(flow, stageAs: 'flow/*'),
        path(predictions, stageAs: 'predictions/*'),
        path(survival, stageAs: 'survival/*'),
        path(biomarkers, stageAs: 'biomarkers/*'),
        path(factors, stageAs: 'factors/*'),
        path(r2, stageAs: 'r2/*'),
        val(before_names), path(before, arity: '0..*', stageAs: 'before/?/*'),
        val(after_names), path(after, arity: '0..*', stageAs: 'after/?/*'),
        path(batches, stageAs: 'batches/*'),
        path(attention, stageAs: 'attention/*'),
        path(history, stageAs: 'history/*')

    output:
    tuple val(meta), path("${files['out']}"), emit: out
    tuple val(meta), path("${files['out-figures'] ?: 'none'}"), optional: true, emit: out_figures
    path "${told ?: 'none'}", optional: true, emit: provenance
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def memory = task.memory ? (task.memory.toMega() * 0.8) as int : 4096
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out': "${prefix}.html"] + (task.ext.files ?: [:])
    told = task.ext.provenance ?: ''
    options = [
        "--metrics ${metrics}",
        flow ? "--flow ${flow}" : '',
        predictions ? "--predictions ${predictions}" : '',
        survival ? "--survival ${survival}" : '',
        biomarkers ? "--biomarkers ${biomarkers}" : '',
        factors ? "--factors ${factors}" : '',
        r2 ? "--r2 ${r2}" : '',
        before ? '--before ' + [before_names, before].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        after ? '--after ' + [after_names, after].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        batches ? "--batches ${batches}" : '',
        attention ? "--attention ${attention}" : '',
        history ? "--history ${history}" : '',
        "--out ${files['out']}",
        files['out-figures'] ? "--out-figures ${files['out-figures']}" : '',
        told ? "--provenance ${told}" : ''
    ].findAll { it }.join(' ')
    """
    export OMICROUTES_MEMORY=${memory}m
    omicroutes report ${options} ${args}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        omicroutes: \$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
    END_VERSIONS
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out': "${prefix}.html"] + (task.ext.files ?: [:])
    told = ''
    touched = files.values().collect { name ->
        name.endsWith('.gz') ? "echo -n | gzip -n > ${name}" : name.contains('.') ? "touch ${name}" : "mkdir -p ${name}"
    }.join('\n    ')
    """
    ${touched}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        omicroutes: \$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
    END_VERSIONS
    """
}
