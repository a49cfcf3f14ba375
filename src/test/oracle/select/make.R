# Spread of features for `select`: var and mad of R. Run in this folder: Rscript make.R
set.seed(11)
m <- matrix(round(rnorm(200 * 31, 5, rexp(200)), 3), 200, dimnames = list(sprintf("f%03d", 1:200), sprintf("s%02d", 1:31)))
m[sample(length(m), 900)] <- NA
m["f010", ] <- 0                          # constant
m["f011", ] <- c(rep(1, 28), 2, 3, 4)     # varies, but its mad is 0
m["f012", -(1:2)] <- NA                   # two values
put <- function(d, file) { con <- gzfile(file, "w"); on.exit(close(con)); write.table(d, con, sep = "\t", quote = FALSE, row.names = FALSE) }
put(data.frame(feature = rownames(m), m), "matrix.tsv.gz")
put(data.frame(feature = rownames(m), variance = format(apply(m, 1, var, na.rm = TRUE), digits = 15, trim = TRUE),
  mad = format(apply(m, 1, mad, na.rm = TRUE), digits = 15, trim = TRUE)), "spread.tsv.gz")
writeLines(R.version.string, "VERSIONS")
