# Inputs and expected values for `vst`: run in this folder with `Rscript vst.R`.
suppressMessages(library(DESeq2))
set.seed(20240501)
genes <- 2000; samples <- 60
mean <- exp(rnorm(genes, 4, 1.7))
size <- exp(rnorm(samples, 0, 0.4))
disp <- (0.05 + 2 / mean) * exp(rnorm(genes, 0, 0.5))
disp[1:100] <- 0                                   # no more than Poisson noise
counts <- t(sapply(seq_len(genes), function(g)
  if (disp[g] == 0) rpois(samples, mean[g] * size) else
    rnbinom(samples, mu = mean[g] * size, size = 1 / disp[g])))
counts[101, ] <- 0L                                # never expressed
counts[102, ] <- 0L; counts[102, 7] <- 5000L       # one outlier
storage.mode(counts) <- "integer"
rownames(counts) <- sprintf("g%04d", seq_len(genes))
colnames(counts) <- sprintf("s%02d", seq_len(samples))

tsv <- function(x, file, id = "feature") {
  con <- gzfile(file, "w", compression = 9)
  write.table(data.frame(id = rownames(x), x, check.names = FALSE), con, sep = "\t",
              quote = FALSE, row.names = FALSE,
              col.names = c(id, colnames(x)))
  close(con)
}
tsv(counts, "counts.tsv.gz")
set <- function(x) DESeqDataSetFromMatrix(x, DataFrame(row.names = colnames(x)), ~1)
dds <- estimateSizeFactors(set(counts))
gene <- estimateDispersionsGeneEst(dds, quiet = TRUE)
tsv(matrix(signif(mcols(gene)$dispGeneEst, 10), ncol = 1,
           dimnames = list(rownames(counts), "dispersion")), "dispersions.tsv.gz")
write.table(data.frame(sample = colnames(counts),
                       factor = sprintf("%.12g", sizeFactors(dds)),
                       poscounts = sprintf("%.12g", sizeFactors(
                         estimateSizeFactors(set(counts[102:400, ]), type = "poscounts")))),
            "sizefactors.tsv", sep = "\t", quote = FALSE, row.names = FALSE)

show <- c(1:40, seq(41, genes, by = 49))
keep <- function(x, name) tsv(matrix(signif(x[show, ], 9), ncol = samples,
                                     dimnames = list(rownames(counts)[show], colnames(counts))), name)
trend <- function(d) { f <- dispersionFunction(d)
  if (attr(f, "fitType") == "mean") c(attr(f, "mean"), 0) else attr(f, "coefficients") }
rows <- list()
for (type in c("parametric", "mean")) {
  all <- varianceStabilizingTransformation(set(counts), blind = TRUE, fitType = type)
  sub <- vst(set(counts), blind = TRUE, nsub = 1000, fitType = type)
  keep(assay(all), sprintf("%s_all.tsv.gz", type))
  keep(assay(sub), sprintf("%s_1000.tsv.gz", type))
  rows[[type]] <- trend(estimateDispersionsFit(gene, fitType = type, quiet = TRUE))
}
write.table(data.frame(type = names(rows), asymptotic = sprintf("%.10g", sapply(rows, `[`, 1)),
                       extraPoisson = sprintf("%.10g", sapply(rows, `[`, 2))),
            "trend.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
writeLines(c(R.version.string, paste("DESeq2", packageVersion("DESeq2"))), "VERSIONS")
