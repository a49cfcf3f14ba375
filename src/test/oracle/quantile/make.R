# Inputs and expected values for `quantile`: limma. Run: Rscript make.R
suppressMessages(library(limma))
set.seed(7)
tsv <- function(x, file) {
  con <- gzfile(file, "w", compression = 9)
  write.table(data.frame(feature = rownames(x), apply(x, 2, function(v)
    ifelse(is.na(v), "NA", sprintf("%.15g", v))), check.names = FALSE), con, sep = "\t",
    quote = FALSE, row.names = FALSE)
  close(con)
}
make <- function(ties, missing) {
  x <- sapply(1:12, function(s) rnorm(150, s / 3, 1 + s / 10))
  if (ties) x <- round(x) else x <- round(x, 6)
  if (missing) { x[sample(length(x), 200)] <- NA; }
  dimnames(x) <- list(paste0("f", 1:150), paste0("s", 1:12))
  x
}
for (ties in c(FALSE, TRUE)) for (missing in c(FALSE, TRUE)) {
  x <- make(ties, missing)
  name <- paste0(if (ties) "ties" else "plain", if (missing) "_missing" else "")
  tsv(x, paste0(name, ".tsv.gz"))
  tsv(normalizeQuantiles(x, ties = TRUE), paste0(name, "_expected.tsv.gz"))
}

# Realistic size: log expression with two digits, many ties. Kept are every 40th feature, and of all
# features the moments of each sample.
genes <- 2000; n <- 40
mean <- rnorm(genes, 7, 2.5)
x <- sapply(seq_len(n), function(s) round(pmax(0, 0.2 * s %% 7 + (0.9 + s %% 5 / 20) *
  (mean + rnorm(genes, 0, 0.6))), 2))
x[sample(length(x), 800)] <- NA
dimnames(x) <- list(sprintf("g%04d", seq_len(genes)), sprintf("s%02d", seq_len(n)))
y <- normalizeQuantiles(x, ties = TRUE)
tsv(x, "large.tsv.gz")
tsv(y[seq(1, genes, by = 40), ], "large_expected.tsv.gz")
moments <- sapply(1:3, function(p) colMeans(y^p, na.rm = TRUE))
dimnames(moments) <- list(colnames(x), c("mean", "square", "cube"))
tsv(moments, "large_moments.tsv.gz")
writeLines(c(R.version.string, paste("limma", packageVersion("limma"))), "VERSIONS")
