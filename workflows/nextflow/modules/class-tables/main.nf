// Made by `omicroutes export nextflow` from the step's declaration; do not edit.
process CLASS_TABLES {
    tag "$meta.id"
    label 'process_low'

    // The program itself is to be on the PATH of a Conda environment: it has no package there.
    conda "conda-forge::openjdk=17"
    container "omicroutes:0.1.0"

    input:
    tuple val(meta),
        val(predictions_names), path(predictions, arity: '1..*', stageAs: 'predictions/?/*'),
        val(folds_names), path(folds, arity: '1..*', stageAs: 'folds/?/*'),
        val(survival_names), path(survival, arity: '1..*', stageAs: 'survival/?/*'),
        val(history_names), path(history, arity: '0..*', stageAs: 'history/?/*'),
        val(importance_names), path(importance, arity: '0..*', stageAs: 'importance/?/*'),
        val(counterfactuals_names), path(counterfactuals, arity: '0..*', stageAs: 'counterfactuals/?/*')

    output:
    tuple val(meta), path("${files['out-json']}"), emit: out_json
    tuple val(meta), path("${files['out-tables']}"), emit: out_tables
    tuple val(meta), path("${files['out-review']}"), emit: out_review
    path "${told ?: 'none'}", optional: true, emit: provenance
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def memory = task.memory ? (task.memory.toMega() * 0.8) as int : 4096
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out-json': "${prefix}.json.json", 'out-tables': "${prefix}.tables", 'out-review': "${prefix}.review.tsv"] + (task.ext.files ?: [:])
    told = task.ext.provenance ?: ''
    options = [
        predictions ? '--predictions ' + [predictions_names, predictions].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        folds ? '--folds ' + [folds_names, folds].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        survival ? '--survival ' + [survival_names, survival].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        history ? '--history ' + [history_names, history].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        importance ? '--importance ' + [importance_names, importance].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        counterfactuals ? '--counterfactuals ' + [counterfactuals_names, counterfactuals].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        "--out-json ${files['out-json']}",
        "--out-tables ${files['out-tables']}",
        "--out-review ${files['out-review']}",
        told ? "--provenance ${told}" : ''
    ].findAll { it }.join(' ')
    """
    export OMICROUTES_MEMORY=${memory}m
    omicroutes class-tables ${options} ${args}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        omicroutes: \$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
    END_VERSIONS
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out-json': "${prefix}.json.json", 'out-tables': "${prefix}.tables", 'out-review': "${prefix}.review.tsv"] + (task.ext.files ?: [:])
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
