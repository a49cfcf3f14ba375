# Inputs and expected values for `vst`: DESeq2 on simulated counts. Run: Rscript make.R
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

show <- c(1:20, 101, 102, seq(21, genes, by = 130))
keep <- function(x, name) tsv(matrix(signif(x[show, ], 9), ncol = samples,
                                     dimnames = list(rownames(counts)[show], colnames(counts))), name)
trend <- function(d) { f <- dispersionFunction(d)
  if (attr(f, "fitType") == "mean") c(attr(f, "mean"), 0) else attr(f, "coefficients") }
rows <- list()
means <- rowMeans(counts(dds, normalized = TRUE))     # as vst() takes its subset
among <- which(means > 5)[order(means[means > 5])]
subset <- estimateDispersionsGeneEst(dds[among[round(seq(1, length(among), length = 1000))], ],
                                     quiet = TRUE)
for (type in c("parametric", "mean")) {
  all <- varianceStabilizingTransformation(set(counts), blind = TRUE, fitType = type)
  sub <- vst(set(counts), blind = TRUE, nsub = 1000, fitType = type)
  keep(assay(all), sprintf("%s_all.tsv.gz", type))
  keep(assay(sub), sprintf("%s_1000.tsv.gz", type))
  rows[[paste0(type, "_all")]] <- trend(estimateDispersionsFit(gene, fitType = type, quiet = TRUE))
  rows[[paste0(type, "_1000")]] <- trend(estimateDispersionsFit(subset, fitType = type,
                                                                quiet = TRUE))
}
write.table(data.frame(fit = names(rows), type = sub("_.*", "", names(rows)),
                       asymptotic = sprintf("%.17g", sapply(rows, `[`, 1)),
                       extraPoisson = sprintf("%.17g", sapply(rows, `[`, 2))),
            "trend.tsv", sep = "\t", quote = FALSE, row.names = FALSE)

# The local trend, and 20 of its genes.
points <- c(0.01, 0.3, exp(seq(0, log(1e6), length.out = 40)))
local <- data.frame(mean = points)
means <- list(all = gene, "1000" = subset)
show <- c(1:20, 101, 102, seq(21, genes, by = 130))
for (of in names(means)) {
  fit <- estimateDispersionsFit(means[[of]], fitType = "local", quiet = TRUE)
  local[[paste0("local_", of)]] <- log(dispersionFunction(fit)(points))
  object <- dds
  suppressMessages(dispersionFunction(object) <- dispersionFunction(fit))
  keep(getVarianceStabilizedData(object), sprintf("local_%s.tsv.gz", of))
}
write.table(sapply(local, sprintf, fmt = "%.12g"), "local_trend.tsv", sep = "\t", quote = FALSE,
            row.names = FALSE)

# Awkward data: small.tsv.gz has fewer genes than vst() asks for, a gene without counts and one with
# counts near the largest integer; zeros.tsv.gz has a zero in every gene; in rising.tsv.gz the dispersion
# rises with the mean, so that the parametric trend fails; constant.tsv.gz does not vary.
awkward <- function(x) {
  storage.mode(x) <- "integer"
  dimnames(x) <- list(sprintf("g%03d", seq_len(nrow(x))), sprintf("s%02d", seq_len(ncol(x))))
  x
}
small <- t(sapply(1:150, function(g) { m <- exp(rnorm(1, 4, 1.7))
  rnbinom(12, mu = m, size = 1 / (0.1 + 3 / m)) }))
small[3, ] <- 0; small[4, ] <- round(small[5, ] / max(small[5, ]) * 2147483647)
zeros <- t(sapply(1:150, function(g) { m <- exp(rnorm(1, 4, 1.7))
  rnbinom(12, mu = m, size = 1 / (0.1 + 3 / m)) }))
zeros[cbind(1:150, rep(1:12, length.out = 150))] <- 0
rising <- t(sapply(1:100, function(g) rnbinom(12, mu = 20 + 40 * g, size = 1 / (0.02 + g / 200))))
constant <- matrix(rep(c(5, 37, 100, 1000), each = 6), ncol = 6, byrow = TRUE)
small <- awkward(small); zeros <- awkward(zeros); rising <- awkward(rising)
constant <- awkward(constant)
tsv(small, "small.tsv.gz"); tsv(zeros, "zeros.tsv.gz"); tsv(rising, "rising.tsv.gz")
tsv(constant, "constant.tsv.gz")
blind <- function(object, ...)
  suppressMessages(varianceStabilizingTransformation(object, blind = TRUE, ...))
full <- function(object, name, asked, type) {
  fitted <- suppressMessages(estimateDispersionsFit(estimateDispersionsGeneEst(object, quiet = TRUE),
                                                    fitType = asked))
  stopifnot(attr(dispersionFunction(fitted), "fitType") == type)
  x <- assay(blind(object, fitType = asked))
  tsv(matrix(signif(x, 12), nrow(x), dimnames = dimnames(x)), name)
}
full(estimateSizeFactors(set(small)), "small_expected.tsv.gz", "parametric", "parametric")
full(estimateSizeFactors(set(zeros), type = "poscounts"), "zeros_expected.tsv.gz", "parametric",
     "parametric")
full(estimateSizeFactors(set(rising)), "rising_expected.tsv.gz", "parametric", "local")
full(estimateSizeFactors(set(rising)), "rising_mean_expected.tsv.gz", "mean", "mean")
said <- function(e) gsub("\n *", " ", tryCatch({ suppressWarnings(e); "no error" },
                                               error = conditionMessage))
writeLines(c(paste("zeros:", said(blind(set(zeros)))), paste("small:", said(vst(set(small)))),
             paste("constant:", sub(" One can.*", "", said(blind(set(constant)))))), "errors.txt")
writeLines(c(R.version.string, paste("DESeq2", packageVersion("DESeq2"))), "VERSIONS")
