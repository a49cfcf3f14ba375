# Inputs and expected values for `quantile`: run in this folder with `Rscript quantile.R`.
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
writeLines(c(R.version.string, paste("limma", packageVersion("limma"))), "VERSIONS")
