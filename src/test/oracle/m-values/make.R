# Inputs and expected values for `m-values`: the closed form in base R. Run: Rscript make.R
set.seed(41)
betas <- matrix(signif(rbeta(60 * 10, 0.5, 0.5), 6), 60)
betas[1, ] <- 0; betas[2, ] <- 1; betas[3, ] <- 0.5
betas[4, 1:5] <- c(1e-300, 1e-17, 1 - 2^-53, 5e-324, 1e-3)
betas[sample(40:600, 30)] <- NA
dimnames(betas) <- list(sprintf("cg%02d", 1:60), sprintf("s%02d", 1:10))
tsv <- function(x, file) {
  con <- gzfile(file, "w", compression = 9)
  write.table(data.frame(cpg = rownames(x), apply(x, 2, function(v)
    ifelse(is.na(v), "NA", sprintf("%.17g", v))), check.names = FALSE), con, sep = "\t",
    quote = FALSE, row.names = FALSE)
  close(con)
}
tsv(betas, "betas.tsv.gz")
for (o in c("0.001", "0.01", "1e-06"))
  tsv(log2((betas + as.numeric(o)) / (1 - betas + as.numeric(o))), paste0("m_", o, ".tsv.gz"))
writeLines(R.version.string, "VERSIONS")
