// Made by `omicroutes export nextflow` from the step's declaration; do not edit.
process MOFA {
    tag "$meta.id"
    label 'process_long'

    // The program itself is to be on the PATH of a Conda environment: it has no package there.
    conda "conda-forge::openjdk=17"
    container "omicroutes:0.1.0"

    input:
    tuple val(meta),
        val(view_names), path(view, arity: '1..*', stageAs: 'view/?/*'),
        path(fit_samples, stageAs: 'fit_samples/*'),
        path(state, stageAs: 'state/*')

    output:
    tuple val(meta), path("${files['out-factors']}"), emit: out_factors
    tuple val(meta), path("${files['out-loadings'] ?: 'none'}"), optional: true, emit: out_loadings
    tuple val(meta), path("${files['out-view-factors'] ?: 'none'}"), optional: true, emit: out_view_factors
    tuple val(meta), path("${files['out-r2'] ?: 'none'}"), optional: true, emit: out_r2
    tuple val(meta), path("${files['out-elbo'] ?: 'none'}"), optional: true, emit: out_elbo
    tuple val(meta), path("${files['out-state'] ?: 'none'}"), optional: true, emit: out_state
    path "${told ?: 'none'}", optional: true, emit: provenance
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def memory = task.memory ? (task.memory.toMega() * 0.8) as int : 4096
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out-factors': "${prefix}.factors.tsv"] + (task.ext.files ?: [:])
    told = task.ext.provenance ?: ''
    options = [
        view ? '--view ' + [view_names, view].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        fit_samples ? "--fit-samples ${fit_samples}" : '',
        state ? "--state ${state}" : '',
        "--out-factors ${files['out-factors']}",
        files['out-loadings'] ? "--out-loadings ${files['out-loadings']}" : '',
        files['out-view-factors'] ? "--out-view-factors ${files['out-view-factors']}" : '',
        files['out-r2'] ? "--out-r2 ${files['out-r2']}" : '',
        files['out-elbo'] ? "--out-elbo ${files['out-elbo']}" : '',
        files['out-state'] ? "--out-state ${files['out-state']}" : '',
        told ? "--provenance ${told}" : ''
    ].findAll { it }.join(' ')
    """
    export OMICROUTES_MEMORY=${memory}m
    omicroutes mofa ${options} ${args}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        omicroutes: \$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
    END_VERSIONS
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out-factors': "${prefix}.factors.tsv"] + (task.ext.files ?: [:])
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
