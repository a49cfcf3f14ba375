# One reference routine on the inputs of simulate.R: Rscript reference.R ROUTINE FOLDER
# Writes ROUTINE.reference.tsv (first column: key; the others named as ours) and ROUTINE.seconds,
# the time of the routine's own computation, without reading, writing and loading of packages.
suppressMessages({library(data.table); library(survival)})
arguments <- commandArgs(TRUE)
routine <- arguments[1]; folder <- arguments[2]
table.of <- function(name) fread(file.path(folder, name), sep = "\t", header = TRUE)
matrix.of <- function(name) as.matrix(table.of(name), rownames = 1)
keyed <- function(x) data.table(feature = rownames(x), as.data.table(x))
timed <- function(expression) {
  seconds <<- system.time(result <- expression)[["elapsed"]]
  result
}

run <- list(
  vst = function() {
    suppressMessages(library(DESeq2))
    counts <- matrix.of("counts.tsv")
    keyed(timed(vst(counts, blind = TRUE)))
  },
  quantile = function() {
    suppressMessages(library(limma))
    x <- matrix.of("matrix.tsv")
    keyed(timed(normalizeQuantiles(x, ties = TRUE)))
  },
  combat = function() {
    suppressMessages(library(sva))
    x <- matrix.of("matrix.tsv"); batch <- table.of("batches.tsv")$batch
    keyed(timed(suppressMessages(ComBat(x, batch))))
  },
  differential = function() {
    suppressMessages(library(limma))
    x <- matrix.of("matrix.tsv"); group <- table.of("groups.tsv")$group
    t <- timed(topTable(eBayes(lmFit(x, model.matrix(~group))), coef = 2, number = Inf, sort.by = "none"))
    data.table(gene = rownames(x), t[c("logFC", "AveExpr", "t", "P.Value", "adj.P.Val")])
  },
  `differential-cox` = function() {
    x <- matrix.of("matrix.tsv"); s <- table.of("survival.tsv")
    outcome <- Surv(s$time, s$event)
    one <- function(v) {
      f <- coxph(outcome ~ v)
      c(sign(coef(f)) * sqrt(f$score), coef(f), sqrt(f$var[1]))
    }
    t <- timed(t(apply(x, 1, one)))
    colnames(t) <- c("z", "coef", "se.coef")
    data.table(gene = rownames(x), t)
  },
  cox = function() {
    x <- t(matrix.of("features.tsv")); s <- table.of("outcomes.tsv")
    f <- timed(coxph(Surv(s$time, s$event) ~ x))
    data.table(feature = colnames(x), coef = coef(f), se = sqrt(diag(vcov(f))))
  },
  # Timed as the step runs: path and cross-validation at the default threshold. Compared is a path to a
  # tight one, which takes minutes towards its end: hence its beginning only.
  coxnet = function() {
    suppressMessages(library(glmnet))
    x <- t(matrix.of("many.tsv")); s <- table.of("many-outcomes.tsv")
    y <- Surv(s$time / 365.25, s$event)
    set.seed(1)
    f <- timed(cv.glmnet(x, y, family = "cox", alpha = 0.5))
    first <- head(f$lambda, 30)
    b <- as.matrix(glmnet(x, y, family = "cox", alpha = 0.5, lambda = first, thresh = 1e-14, maxit = 1e7)$beta)
    nz <- which(b != 0, arr.ind = TRUE)
    data.table(lambda = first[nz[, 2]], feature = rownames(b)[nz[, 1]], coef = b[nz])
  },
  rsf = function() {
    suppressMessages(library(ranger))
    x <- t(matrix.of("features.tsv")); s <- table.of("outcomes.tsv")
    d <- data.frame(time = s$time, event = s$event, x)
    timed(ranger(Surv(time, event) ~ ., d, num.trees = 500, seed = 1))
    NULL
  })
result <- run[[routine]]()
if (!is.null(result)) {
  fwrite(result, file.path(folder, paste0(routine, ".reference.tsv")), sep = "\t", quote = FALSE)
}
writeLines(format(seconds), file.path(folder, paste0(routine, ".seconds")))
