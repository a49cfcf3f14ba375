# Input and expected values for `pca`: prcomp, scaled and not. Run in this folder: Rscript make.R
set.seed(4)
m <- outer(rnorm(30), rnorm(25)) * 2 + outer(rnorm(30), rnorm(25)) + matrix(rnorm(750), 30) * rexp(30)
m <- round(m, 5); dimnames(m) <- list(sprintf("f%02d", 1:30), sprintf("s%02d", 1:25))
put <- function(d, file) { con <- gzfile(file, "w"); on.exit(close(con)); write.table(format(d, digits = 15, trim = TRUE), con, sep = "\t", quote = FALSE) }
flip <- function(p) { s <- apply(p$rotation, 2, function(v) sign(v[which.max(abs(v))])); t(sweep(p$x, 2, s, "*")[, 1:4]) }
put(m, "matrix.tsv.gz")
put(flip(prcomp(t(m), scale. = TRUE)), "scaled.tsv.gz")
put(flip(prcomp(t(m))), "plain.tsv.gz")
# Loadings, and a wide matrix: 400 features, 60 samples, a constant feature left out.
loadings <- function(p) { s <- apply(p$rotation, 2, function(v) sign(v[which.max(abs(v))])); sweep(p$rotation, 2, s, "*") }
put(loadings(prcomp(t(m), scale. = TRUE))[, 1:4], "scaled_loadings.tsv.gz")
w <- matrix(rnorm(400 * 5), 400) %*% (c(5, 4, 3, 2, 1.5) * matrix(rnorm(5 * 60), 5)) + rnorm(400 * 60)
w <- round(w, 2); w[7, ] <- 3; dimnames(w) <- list(sprintf("w%03d", 1:400), sprintf("s%02d", 1:60))
put(w, "wide.tsv.gz")
put(flip(prcomp(t(w[-7, ]), scale. = TRUE)), "wide_scaled.tsv.gz")
writeLines(R.version.string, "VERSIONS")
