# Inputs and expected values of the tests of the elastic-net logistic path: glmnet(family = "binomial")
# and cv.glmnet on few features (low), on more features than samples in correlated blocks (wide), and
# on pbc of the survival package (death within three years). Run: Rscript make.R
suppressMessages({library(glmnet); library(survival)})
options(digits = 17)
RNGversion("3.6.0")
set.seed(11)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  for (j in which(sapply(x, is.double))) x[[j]] <- format(x[[j]], digits = 15, trim = TRUE)
  write.table(x, con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
# glmnet stops where no coefficient moves by more than thresh says.
THRESH <- 1e-18
MAXIT <- 1e8

datasets <- list()
n <- 200
x <- round(matrix(rnorm(n * 20), n) + .7 * rnorm(n), 3)
x[, 5] <- 2.5                           # constant
x[, 6] <- round(100 * x[, 6] + 40, 1)   # another scale
x[, 7] <- as.numeric(x[, 7] > 1)
datasets$low <- data.frame(label = rbinom(n, 1, plogis(-.7 + .8 * x[, 1] - .7 * x[, 2] + x[, 7])),
  weight = round(runif(n, .2, 3), 2), fold = sample(rep(1:5, length.out = n)), x)
n <- 120
block <- matrix(rnorm(n * 40), n)[, rep(1:40, each = 10)]
x <- round(.8 * block + .6 * matrix(rnorm(n * 400), n), 3)
datasets$wide <- data.frame(label = rbinom(n, 1, plogis(.3 + x[, 1] - x[, 12] + .7 * x[, 200])),
  weight = round(runif(n, .2, 3), 2), fold = sample(rep(1:5, length.out = n)), x)
p <- pbc[, c("age", "edema", "bili", "albumin", "alk.phos", "ast", "platelet", "protime", "stage",
  "chol", "copper", "trig", "hepato", "spiders", "ascites")]
p$female <- as.numeric(pbc$sex == "f")
keep <- complete.cases(p) & (pbc$time > 3 * 365.25 | pbc$status == 2)
n <- sum(keep)
datasets$pbc <- data.frame(label = as.integer(pbc$time[keep] <= 3 * 365.25), weight = round(runif(n, .5, 2), 2),
  fold = sample(rep(1:10, length.out = n)), p[keep, ])

zero <- list(low = c(1, 2, 6, 9), wide = c(3, 50), pbc = c(1, 16))
given <- list(low = c(.3, .1, .03, .01, .003), wide = c(.3, .2, .15, .12, .1))
cases <- read.table(header = TRUE, text = "
case            data alpha standardize weighted factors lambdas length ratio
low-lasso       low  1     1           0        0       0       100    NA
low-half        low  .5    1           0        0       0       100    NA
low-near-ridge  low  .01   1           0        0       0       100    NA
low-ridge       low  0     1           0        0       0       100    NA
low-raw         low  .5    0           0        0       0       100    NA
low-weights     low  .5    1           1        0       0       100    NA
low-factors     low  .7    1           0        1       0       100    NA
low-given       low  .5    1           1        1       1       100    NA
low-raw-all     low  .3    0           1        1       0       100    NA
wide-lasso      wide 1     1           0        0       0       40     .15
wide-half       wide .5    1           0        0       0       40     .15
wide-near-ridge wide .05   1           0        0       0       40     .15
wide-ridge      wide 0     1           1        0       0       40     .15
wide-weights    wide .5    1           1        0       0       40     .15
wide-factors    wide .9    1           0        1       0       40     .15
wide-given      wide 1     1           0        0       1       40     .15
pbc-lasso       pbc  1     1           0        0       0       100    NA
pbc-half        pbc  .5    1           1        0       0       100    NA
pbc-factors     pbc  .5    0           0        1       0       100    NA
pbc-ridge       pbc  0     1           0        0       0       100    NA
")
inputs <- function(case) {
  d <- datasets[[case$data]]
  x <- as.matrix(d[, -(1:3)])
  factors <- rep(1, ncol(x))
  if (case$factors) { factors <- 1 + (seq_along(factors) %% 3) / 2; factors[zero[[case$data]]] <- 0 }
  c(list(x = x, y = d$label, family = "binomial", alpha = case$alpha, nlambda = case$length,
    standardize = case$standardize == 1, penalty.factor = factors,
    weights = if (case$weighted) d$weight else rep(1, nrow(d)),
    lambda = if (case$lambdas) given[[case$data]], thresh = THRESH, maxit = MAXIT),
    if (is.na(case$ratio)) list() else list(lambda.min.ratio = case$ratio))
}

paths <- coefs <- cv <- chosen <- NULL
for (r in seq_len(nrow(cases))) {
  case <- cases[r, ]
  i <- inputs(case)
  message(case$case)
  f <- do.call(glmnet, i)
  size <- length(f$lambda)
  paths <- rbind(paths, data.frame(case = case$case, k = seq_len(size), lambda = f$lambda,
    intercept = f$a0, ratio = f$dev.ratio, nulldev = f$nulldev))
  kept <- if (case$data == "low" || case$alpha > .5) c(1, 2, 5, 10, 25, 50, size) else c(2, 20, size)
  for (k in unique(kept[kept <= size])) {
    b <- f$beta[, k]
    b[abs(b) < 1e-30] <- 0        # ridge at glmnet's first lambda, 9.9e35
    nz <- which(b != 0)
    if (length(nz)) coefs <- rbind(coefs, data.frame(case = case$case, k = k, feature = nz, coef = b[nz]))
  }
  if (case$case %in% c("low-half", "low-raw-all", "low-given", "wide-half", "wide-ridge", "wide-weights", "pbc-lasso", "pbc-half")) {
    c <- do.call(cv.glmnet, c(i, list(foldid = datasets[[case$data]]$fold, type.measure = "deviance")))
    cv <- rbind(cv, data.frame(case = case$case, k = seq_along(c$lambda), cvm = c$cvm, cvsd = c$cvsd))
    chosen <- rbind(chosen, data.frame(case = case$case, min = c$lambda.min, se = c$lambda.1se))
  }
}
for (d in names(datasets)) gz(datasets[[d]], paste0(d, ".tsv.gz"))
gz(cases, "cases.tsv.gz"); gz(paths, "paths.tsv.gz"); gz(coefs, "coefficients.tsv.gz")
gz(cv, "cv.tsv.gz"); gz(chosen, "chosen.tsv.gz")
writeLines(c(R.version.string, paste("glmnet", packageVersion("glmnet")),
  paste("survival", packageVersion("survival"))), "VERSIONS")
