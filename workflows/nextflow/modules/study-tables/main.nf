// Made by `omicroutes export nextflow` from the step's declaration; do not edit.
process STUDY_TABLES {
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
        val(covariates_names), path(covariates, arity: '0..*', stageAs: 'covariates/?/*'),
        val(ablations_names), path(ablations, arity: '0..*', stageAs: 'ablations/?/*'),
        val(missing_names), path(missing, arity: '0..*', stageAs: 'missing/?/*'),
        val(shapley_names), path(shapley, arity: '0..*', stageAs: 'shapley/?/*'),
        val(uncertainty_names), path(uncertainty, arity: '0..*', stageAs: 'uncertainty/?/*'),
        val(attention_names), path(attention, arity: '0..*', stageAs: 'attention/?/*'),
        val(factors_names), path(factors, arity: '0..*', stageAs: 'factors/?/*')

    output:
    tuple val(meta), path("${files['out-json']}"), emit: out_json
    tuple val(meta), path("${files['out-tables']}"), emit: out_tables
    path "${told ?: 'none'}", optional: true, emit: provenance
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def memory = task.memory ? (task.memory.toMega() * 0.8) as int : 4096
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out-json': "${prefix}.json.json", 'out-tables': "${prefix}.tables"] + (task.ext.files ?: [:])
    told = task.ext.provenance ?: ''
    options = [
        predictions ? '--predictions ' + [predictions_names, predictions].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        folds ? '--folds ' + [folds_names, folds].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        survival ? '--survival ' + [survival_names, survival].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        covariates ? '--covariates ' + [covariates_names, covariates].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        ablations ? '--ablations ' + [ablations_names, ablations].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        missing ? '--missing ' + [missing_names, missing].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        shapley ? '--shapley ' + [shapley_names, shapley].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        uncertainty ? '--uncertainty ' + [uncertainty_names, uncertainty].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        attention ? '--attention ' + [attention_names, attention].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        factors ? '--factors ' + [factors_names, factors].transpose().collect { name, file -> "${name}=${file}" }.join(' ') : '',
        "--out-json ${files['out-json']}",
        "--out-tables ${files['out-tables']}",
        told ? "--provenance ${told}" : ''
    ].findAll { it }.join(' ')
    """
    export OMICROUTES_MEMORY=${memory}m
    omicroutes study-tables ${options} ${args}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        omicroutes: \$(omicroutes --version | sed -n '1s/^OmicRoutes //p')
    END_VERSIONS
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    files = ['out-json': "${prefix}.json.json", 'out-tables': "${prefix}.tables"] + (task.ext.files ?: [:])
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
