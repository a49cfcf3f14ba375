# Inputs and expected values for `rank-normal`: qnorm and rank of base R. Run: Rscript make.R
set.seed(31)
tsv <- function(x, file) {
  con <- gzfile(file, "w", compression = 9)
  write.table(data.frame(feature = rownames(x), apply(x, 2, function(v)
    ifelse(is.na(v), "NA", sprintf("%.15g", v))), check.names = FALSE), con, sep = "\t",
    quote = FALSE, row.names = FALSE)
  close(con)
}
scores <- function(x) t(apply(x, 1, function(v)
  qnorm((rank(v, ties.method = "average", na.last = "keep") - 0.5) / sum(!is.na(v)))))
make <- function(features, n, name) {
  x <- t(sapply(seq_len(features), function(f) switch(f %% 4 + 1,
    round(rnorm(n), 3), round(exp(rnorm(n, 2, 2)), 3), rpois(n, 2), rbinom(n, 1, 0.3))))
  x[sample(length(x), 0.05 * length(x))] <- NA
  x[1, ] <- 4; x[2, ] <- NA; x[3, -1] <- NA; x[3, 1] <- 7
  dimnames(x) <- list(sprintf("f%02d", seq_len(features)), sprintf("s%03d", seq_len(n)))
  tsv(x, paste0(name, ".tsv.gz"))
  tsv(scores(x), paste0(name, "_expected.tsv.gz"))
}
make(40, 120, "matrix")
make(12, 400, "large")               # more samples than there are knots
writeLines(R.version.string, "VERSIONS")
