# Combined score for `combine-scores`: the normal deviate of the chi-square upper tail of the sum of
# squares, by pchisq and qnorm on the log scale. Run in this folder: Rscript make.R
set.seed(12)
n <- 300
z <- matrix(round(rnorm(n * 3, 0, rep(c(1, 4, 15), each = n / 3)), 3), n, dimnames = list(sprintf("g%03d", 1:n), c("rna", "methylation", "mutation")))
z[sample(length(z), 250)] <- NA
z[1, ] <- 0; z[2, ] <- c(2, -2, 2); z[3, ] <- c(NA, NA, -1.5); z[4, ] <- c(60, -70, 10)
put <- function(d, file) { con <- gzfile(file, "w"); on.exit(close(con)); write.table(d, con, sep = "\t", quote = FALSE, row.names = FALSE) }
for (layer in colnames(z)) put(data.frame(gene = rownames(z), score = z[, layer]), paste0(layer, ".tsv.gz"))
k <- rowSums(!is.na(z)); z <- z[k > 0, ]; k <- k[k > 0]
size <- -qnorm(pchisq(rowSums(z^2, na.rm = TRUE), k, lower.tail = FALSE, log.p = TRUE) - log(2), log.p = TRUE)
side <- apply(z, 1, function(v) sign(v[which.max(abs(v))]))
put(data.frame(gene = rownames(z), score = format(size * side, digits = 15, trim = TRUE)), "expected.tsv.gz")
writeLines(R.version.string, "VERSIONS")
