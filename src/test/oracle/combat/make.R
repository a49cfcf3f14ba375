# Inputs and expected values for `combat`: sva on simulated data. Run: Rscript make.R
suppressMessages(library(sva))
set.seed(11)
genes <- 200; batch <- rep(c("A", "B", "C"), c(12, 16, 9)); n <- length(batch)
age <- round(rnorm(n, 60, 10)); age[3] <- age[4]
stage <- sample(c("I", "II", "III"), n, TRUE)
ids <- sprintf("s%02d", seq_len(n))
shift <- matrix(rnorm(genes * 3, rep(c(0, 1.5, -1), each = genes), 0.5), genes)
scale <- matrix(exp(rnorm(genes * 3, rep(c(0, 0.4, -0.3), each = genes), 0.2)), genes)
b <- as.integer(factor(batch))
x <- rnorm(genes, 7, 2) + outer(rnorm(genes, 0, 0.05), age - 60) +
  outer(rnorm(genes, 0, 0.6), stage == "III") + shift[, b] +
  scale[, b] * matrix(rnorm(genes * n), genes)
x <- round(x, 5)
x[5, b == 2] <- 3                                   # constant within a batch
x[6, ] <- 0                                         # constant everywhere
dimnames(x) <- list(sprintf("g%03d", seq_len(genes)), ids)
missing <- x
missing[sample(setdiff(seq_along(x), which(row(x) %in% 5:6)), 300)] <- NA
single <- x[, c(1:20, 29:37)]; single <- single[, -(14:20)] # batch B with one sample: s13
sb <- batch[match(colnames(single), ids)]

tsv <- function(x, file) {
  con <- gzfile(file, "w", compression = 9)
  write.table(data.frame(feature = rownames(x), apply(x, 2, function(v)
    ifelse(is.na(v), "NA", sprintf("%.11g", v))), check.names = FALSE), con, sep = "\t",
    quote = FALSE, row.names = FALSE)
  close(con)
}
tsv(x, "matrix.tsv.gz"); tsv(missing, "missing.tsv.gz"); tsv(single, "single.tsv.gz")
write.table(data.frame(sample = ids, batch = batch), "batches.tsv", sep = "\t", quote = FALSE,
            row.names = FALSE)
write.table(data.frame(sample = ids, age = age, stage = stage), "covariates.tsv", sep = "\t",
            quote = FALSE, row.names = FALSE)
mod <- model.matrix(~ age + stage)
run <- function(name, data, ...) {
  result <- suppressMessages(ComBat(data, ...))
  tsv(result[1:36, ], paste0("expected_", name, ".tsv.gz"))
}
run("parametric", x, batch)
run("covariates", x, batch, mod = mod)
run("reference", x, batch, mod = mod, ref.batch = "B")
run("meanonly", x, batch, mod = mod, mean.only = TRUE)
run("nonparametric", x, batch, par.prior = FALSE)
run("nonparametric_meanonly", x, batch, par.prior = FALSE, mean.only = TRUE)
run("missing", missing, batch, mod = mod)
run("missing_reference", missing, batch, ref.batch = "A")
run("single_meanonly", single, sb, mean.only = TRUE)

# Realistic size: 1000 features, 60 samples in 5 batches, two digits. Kept are every 40th feature and
# of all features the moments of each sample.
genes <- 1000; n <- 60
ids <- sprintf("p%02d", seq_len(n))
large_batch <- rep(c("b1", "b2", "b3", "b4", "b5"), c(20, 15, 12, 9, 4))[sample(n)]
sex <- sample(c("F", "M"), n, TRUE)
b <- as.integer(factor(large_batch))
shift <- matrix(rnorm(genes * 5, rep(rnorm(5), each = genes), 0.5), genes)
scale <- matrix(exp(rnorm(genes * 5, rep(rnorm(5, 0, 0.3), each = genes), 0.2)), genes)
large <- round(rnorm(genes, 7, 2) + outer(rnorm(genes, 0, 0.3), sex == "M") + shift[, b] +
  scale[, b] * matrix(rnorm(genes * n), genes), 2)
dimnames(large) <- list(sprintf("g%04d", seq_len(genes)), ids)
tsv(large, "large.tsv.gz")
write.table(data.frame(sample = ids, batch = large_batch, sex = sex), "large_samples.tsv",
            sep = "\t", quote = FALSE, row.names = FALSE)
moments <- NULL
run_large <- function(name, ...) {
  y <- suppressMessages(ComBat(large, large_batch, ...))
  tsv(y[seq(1, genes, by = 40), ], paste0("expected_large_", name, ".tsv.gz"))
  m <- sapply(1:3, function(p) colMeans(y^p))
  colnames(m) <- paste(name, c("mean", "square", "cube"))
  moments <<- cbind(moments, m)
}
run_large("parametric", mod = model.matrix(~ sex))
run_large("reference", mod = model.matrix(~ sex), ref.batch = "b1")
run_large("nonparametric", mod = model.matrix(~ sex), par.prior = FALSE)
tsv(moments, "large_moments.tsv.gz")

said <- function(...) tryCatch({ suppressMessages(ComBat(...)); "no error" },
                               error = conditionMessage)
writeLines(c(paste("one covariate:", said(x, batch, mod = model.matrix(~ (batch == "A")))),
             paste("one of two:", said(x, batch, mod = model.matrix(~ age + (batch == "A")))),
             paste("two alike:", said(x, batch, mod = cbind(age, 10 * age)))), "confounded.txt")
writeLines(c(R.version.string, paste("sva", packageVersion("sva"))), "VERSIONS")
