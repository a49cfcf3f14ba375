# Inputs and expected values for `impute`: the published formulas in base R, and impute.knn of
# Bioconductor, which finds the same neighbours and averages them with equal weights.
# Run: Rscript make.R
suppressMessages(library(impute))
set.seed(21)
features <- 200; n <- 36; k <- 10
factors <- matrix(rnorm(6 * n), 6)
truth <- round(rnorm(features, 6, 0.7) + factors[rep_len(1:6, features), ] +
  matrix(rnorm(features * n, 0, 0.4), features), 4)
dimnames(truth) <- list(sprintf("f%03d", seq_len(features)), sprintf("s%02d", seq_len(n)))
x <- truth
x[sample(length(x), 0.06 * length(x))] <- NA
x[7, 1:20] <- NA                       # missing in more than half of the samples
x[8, ] <- NA                           # missing in all
x[9, ] <- 5                            # constant
x[10, 1:17] <- NA

tsv <- function(x, file) {
  con <- gzfile(file, "w", compression = 9)
  write.table(data.frame(feature = rownames(x), apply(x, 2, function(v)
    ifelse(is.na(v), "NA", sprintf("%.15g", v))), check.names = FALSE), con, sep = "\t",
    quote = FALSE, row.names = FALSE)
  close(con)
}
tsv(x, "matrix.tsv.gz")
x <- x[rowMeans(is.na(x)) <= 0.5, ]
tsv(truth[rownames(x), ], "truth.tsv.gz")
holes <- rowSums(is.na(x)) > 0
by <- function(centre) { y <- x; y[is.na(y)] <- centre[row(x)[is.na(x)]]; y }
tsv(by(rowMeans(x, na.rm = TRUE))[holes, ], "mean.tsv.gz")
tsv(by(apply(x, 1, median, na.rm = TRUE))[holes, ], "median.tsv.gz")

# Troyanskaya et al. 2001: root mean square distance over the samples that both have, weights 1 /
# distance, neighbours without a value there passed over.
knn <- function(x, weighted) {
  y <- x
  for (f in which(holes)) {
    off <- sqrt(rowMeans(sweep(x, 2, x[f, ])^2, na.rm = TRUE))
    off[f] <- Inf
    near <- order(off)[1:k]
    w <- if (weighted) 1 / off[near] else rep(1, k)
    for (s in which(is.na(x[f, ]))) {
      there <- !is.na(x[near, s])
      y[f, s] <- if (any(there)) sum((w * x[near, s])[there]) / sum(w[there]) else
        mean(x[f, ], na.rm = TRUE)
    }
  }
  y
}
tsv(knn(x, TRUE)[holes, ], "knn.tsv.gz")
package <- suppressWarnings(impute.knn(x, k = k, rowmax = 0.9, colmax = 0.9))$data
stopifnot(max(abs(package - knn(x, FALSE))) < 1e-12)
tsv(package[holes, ], "impute_knn.tsv.gz")
writeLines(c(R.version.string, paste("impute", packageVersion("impute"))), "VERSIONS")
