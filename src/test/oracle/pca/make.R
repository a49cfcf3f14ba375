# Input and expected values for `pca`: prcomp, scaled and not. Run in this folder: Rscript make.R
set.seed(4)
m <- outer(rnorm(30), rnorm(25)) * 2 + outer(rnorm(30), rnorm(25)) + matrix(rnorm(750), 30) * rexp(30)
m <- round(m, 5); dimnames(m) <- list(sprintf("f%02d", 1:30), sprintf("s%02d", 1:25))
put <- function(d, file) { con <- gzfile(file, "w"); on.exit(close(con)); write.table(format(d, digits = 15, trim = TRUE), con, sep = "\t", quote = FALSE) }
flip <- function(p) { s <- apply(p$rotation, 2, function(v) sign(v[which.max(abs(v))])); t(sweep(p$x, 2, s, "*")[, 1:4]) }
put(m, "matrix.tsv.gz")
put(flip(prcomp(t(m), scale. = TRUE)), "scaled.tsv.gz")
put(flip(prcomp(t(m))), "plain.tsv.gz")
writeLines(R.version.string, "VERSIONS")
