// Two modules in a row, for a test of what Nextflow does with them.

include { M_VALUES } from '../../../workflows/nextflow/modules/m-values/main'
include { PCA      } from '../../../workflows/nextflow/modules/pca/main'

workflow {
    M_VALUES(Channel.of([[id: 'methylation'], file(params.betas)]))
    PCA(M_VALUES.out.out.map { meta, matrix -> [meta, matrix, [], []] })
}
