# Simulated inputs of `compare`: Rscript simulate.R FOLDER GENES SAMPLES COX_SAMPLES COX_FEATURES
suppressMessages(library(data.table))
arguments <- commandArgs(TRUE)
folder <- arguments[1]
size <- as.integer(arguments[-1])
genes <- size[1]; samples <- size[2]
set.seed(1)
gene <- sprintf("g%05d", seq_len(genes)); sample.id <- sprintf("s%04d", seq_len(samples))
tsv <- function(x, name) fwrite(x, file.path(folder, name), sep = "\t", quote = FALSE)
named <- function(x, first = "feature") {
  d <- as.data.table(x)
  setnames(d, sample.id[seq_len(ncol(x))])
  cbind(setNames(data.table(gene), first), d)
}

mean <- exp(rnorm(genes, 4, 1.7))
depth <- exp(rnorm(samples, 0, 0.3))
dispersion <- (0.05 + 2 / mean) * exp(rnorm(genes, 0, 0.4))
counts <- matrix(rnbinom(genes * samples, mu = outer(mean, depth), size = 1 / dispersion), genes)
tsv(named(counts), "counts.tsv")

batch <- sample(LETTERS[1:5], samples, TRUE)
group <- sample(c("control", "tumour"), samples, TRUE)
b <- as.integer(factor(batch))
x <- matrix(rnorm(genes * samples), genes)
time <- ceiling(rexp(samples, exp(0.4 * x[1, ] - 0.3 * x[2, ])) * 1000)
event <- rbinom(samples, 1, 0.6)
effect <- matrix(rnorm(genes * 5, 0, 0.7), genes)
spread <- matrix(exp(rnorm(genes * 5, 0, 0.2)), genes)
x <- rnorm(genes, 7, 2) + effect[, b] + spread[, b] * x
changed <- seq_len(genes %/% 20)
x[changed, group == "tumour"] <- x[changed, group == "tumour"] + 0.5
tsv(named(round(x, 6)), "matrix.tsv")
tsv(data.table(sample = sample.id, batch), "batches.tsv")
tsv(data.table(sample = sample.id, group), "groups.tsv")
tsv(data.table(sample = sample.id, time, event), "survival.tsv")

n <- size[3]; p <- size[4]
z <- matrix(round(rnorm(n * p), 6), p)
risk <- colSums(z * seq(0.5, -0.3, length.out = p))
sample.id <- sprintf("p%05d", seq_len(n)); gene <- sprintf("x%02d", seq_len(p))
tsv(named(z), "features.tsv")
tsv(data.table(sample = sample.id, time = ceiling(rexp(n, exp(risk)) * 1000), event = rbinom(n, 1, 0.6)),
  "outcomes.tsv")

# Half of these features are independent, half in blocks of ten that share most of their variance.
n <- size[5]; p <- size[6]
block <- matrix(rnorm(n * p / 20), n)[, rep(seq_len(p %/% 20), each = 10)]
z <- matrix(rnorm(n * p), n)
z[, seq_len(p %/% 2)] <- .6 * z[, seq_len(p %/% 2)] + .8 * block
risk <- .7 * z[, 1] - .7 * z[, 12] + .5 * z[, p %/% 2 + 1] + .3 * z[, p]
sample.id <- sprintf("q%05d", seq_len(n)); gene <- sprintf("y%04d", seq_len(p))
tsv(named(round(t(z), 6)), "many.tsv")
tsv(data.table(sample = sample.id, time = ceiling(rexp(n, exp(risk)) * 1000), event = rbinom(n, 1, 0.7)),
  "many-outcomes.tsv")
