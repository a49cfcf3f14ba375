// Made by `omicroutes export nextflow` from the step's declaration; do not edit.
process CLASS_REPORT {
    tag "$meta.id"
    label 'process_low'

    // The program itself is to be on the PATH of a Conda environment: it has no package there.
    conda "conda-forge::openjdk=17"
    container "omicroutes:0.1.0"

    input:
    tuple val(meta),
        path(classes, stageAs: 'classes/*')

    output:
    tuple val(meta), path("${files['out-html']}"), emit: out_html
    tuple val(meta), path("${files['out-md']}"), emit: out_md
    tuple val(meta), path("${files['out-figures']}"), emit: out_figures
    path "${told ?: 'none'}", optional: true, emit: provenance
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def memory = task.memory ? (task.memory.toMega() * 0.8) as int : 4096
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out-html': "${prefix}.html.html", 'out-md': "${prefix}.md.txt", 'out-figures': "${prefix}.figures"] + (task.ext.files ?: [:])
    told = task.ext.provenance ?: ''
    options = [
        "--classes ${classes}",
        "--out-html ${files['out-html']}",
        "--out-md ${files['out-md']}",
        "--out-figures ${files['out-figures']}",
        told ? "--provenance ${told}" : ''
    ].findAll { it }.join(' ')
    """
    export OMICROUTES_MEMORY=${memory}m
    omicroutes class-report ${options} ${args}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        omicroutes: \$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
    END_VERSIONS
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out-html': "${prefix}.html.html", 'out-md': "${prefix}.md.txt", 'out-figures': "${prefix}.figures"] + (task.ext.files ?: [:])
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
