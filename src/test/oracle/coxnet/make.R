# Inputs and expected values of the tests of the elastic-net Cox path: glmnet(family = "cox") and
# cv.glmnet on simulated data with heavy ties (ties), on more features than samples in correlated
# blocks (wide), and on pbc of the survival package. Run: Rscript make.R
suppressMessages({library(glmnet); library(survival)})
options(digits = 17)
RNGversion("3.6.0")
set.seed(7)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  for (j in which(sapply(x, is.double))) x[[j]] <- format(x[[j]], digits = 15, trim = TRUE)
  write.table(x, con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
# glmnet stops where no coefficient moves by more than thresh says. The paths of wide end at a tenth or
# so of their first lambda, since glmnet takes minutes to reach that precision further on.
THRESH <- 1e-18
MAXIT <- 1e8

datasets <- list()
n <- 200
x <- round(matrix(rnorm(n * 20), n) + .7 * rnorm(n), 3)
x[, 5] <- 2.5                     # constant
x[, 6] <- round(100 * x[, 6] + 40, 1)   # another scale
x[, 7] <- as.numeric(x[, 7] > 1)
datasets$ties <- data.frame(time = pmax(1, ceiling(9 * rexp(n, exp(.6 * x[, 1] - .5 * x[, 2] + .5 * x[, 7])))),
  event = rbinom(n, 1, .6), weight = round(runif(n, .2, 3), 2), offset = round(rnorm(n, 0, .5), 2),
  stratum = sample(1:3, n, TRUE), fold = sample(rep(1:5, length.out = n)), x)
n <- 120
block <- matrix(rnorm(n * 40), n)[, rep(1:40, each = 10)]
x <- round(.8 * block + .6 * matrix(rnorm(n * 400), n), 3)
datasets$wide <- data.frame(time = round(8 * rexp(n, exp(.7 * x[, 1] - .7 * x[, 12] + .5 * x[, 200])), 2) + .01,
  event = rbinom(n, 1, .7), weight = round(runif(n, .2, 3), 2), offset = round(rnorm(n, 0, .5), 2),
  stratum = sample(1:2, n, TRUE), fold = sample(rep(1:5, length.out = n)), x)
p <- pbc[, c("age", "edema", "bili", "albumin", "alk.phos", "ast", "platelet", "protime", "stage",
  "chol", "copper", "trig", "hepato", "spiders", "ascites")]
p$female <- as.numeric(pbc$sex == "f")
keep <- complete.cases(p)
p <- p[keep, ]
n <- nrow(p)
datasets$pbc <- data.frame(time = pbc$time[keep], event = as.integer(pbc$status[keep] == 2), weight = 1,
  offset = 0, stratum = 1, fold = sample(rep(1:10, length.out = n)), p)

# Time in days would hide from glmnet which of an event and a censoring at the same time is first: it
# adds 2e-14 to the latter.
units <- c(ties = 1, wide = 1, pbc = 365.25)
zero <- list(ties = c(1, 2, 6, 9), wide = c(3, 50), pbc = c(1, 16))

cases <- read.table(header = TRUE, text = "
case            data alpha standardize weighted offset factors lambdas length ratio
ties-lasso      ties 1     1           0        0      0       0       100    NA
ties-half       ties .5    1           0        0      0       0       100    NA
ties-twentieth  ties .05   1           0        0      0       0       100    NA
ties-ridge      ties 0     1           0        0      0       0       100    NA
ties-raw        ties .5    0           0        0      0       0       100    NA
ties-weights    ties .5    1           1        0      0       0       100    NA
ties-offset     ties 1     1           0        1      0       0       100    NA
ties-factors    ties .7    1           0        0      1       0       100    NA
ties-given      ties .5    1           1        1      1       1       100    NA
ties-raw-all    ties .3    0           1        1      1       0       100    NA
wide-lasso      wide 1     1           0        0      0       0       40     .15
wide-half       wide .5    1           0        0      0       0       40     .15
wide-twentieth  wide .05   1           0        0      0       0       40     .15
wide-ridge      wide 0     1           0        0      0       0       100    NA
wide-ridge-all  wide 0     0           1        1      1       0       40     .15
wide-raw        wide .5    0           1        1      0       0       40     .15
wide-factors    wide .9    1           0        0      1       0       40     .15
wide-given      wide 1     1           0        0      0       1       40     .15
pbc-lasso       pbc  1     1           0        0      0       0       100    NA
pbc-half        pbc  .5    1           0        0      0       0       100    NA
pbc-raw-factors pbc  .5    0           0        0      1       0       100    NA
pbc-ridge       pbc  0     1           0        0      0       0       100    NA
")
given <- list(ties = c(.3, .1, .03, .01, .003), wide = c(.3, .2, .15, .12, .1))
inputs <- function(case) {
  d <- datasets[[case$data]]
  x <- as.matrix(d[, -(1:6)])
  factors <- rep(1, ncol(x))
  if (case$factors) { factors <- 1 + (seq_along(factors) %% 3) / 2; factors[zero[[case$data]]] <- 0 }
  list(x = x, y = Surv(d$time / units[[case$data]], d$event), fold = d$fold, stratum = d$stratum,
    weights = if (case$weighted) d$weight else rep(1, nrow(d)),
    offset = if (case$offset) d$offset, factors = factors, lambda = if (case$lambdas) given[[case$data]])
}
least <- function(case) if (is.na(case$ratio)) ifelse(nrow(datasets[[case$data]]) < ncol(datasets[[case$data]]) - 6, .01, 1e-4) else case$ratio
fit <- function(case, i, thresh = THRESH, y = i$y) glmnet(i$x, y, family = "cox", alpha = case$alpha,
  nlambda = case$length, lambda.min.ratio = least(case),
  standardize = case$standardize == 1, weights = i$weights, offset = i$offset,
  penalty.factor = i$factors, lambda = i$lambda, thresh = thresh, maxit = MAXIT)

paths <- coefs <- NULL
for (r in seq_len(nrow(cases))) {
  case <- cases[r, ]
  i <- inputs(case)
  message(case$case)
  f <- fit(case, i)
  size <- length(f$lambda)
  paths <- rbind(paths, data.frame(case = case$case, k = seq_len(size), lambda = f$lambda,
    ratio = f$dev.ratio, nulldev = f$nulldev))
  chosen <- if (case$data == "ties" || case$alpha > .5) c(1, 2, 5, 10, 25, 50, size) else c(2, 20, size)
  for (k in unique(chosen[chosen <= size])) {
    b <- f$beta[, k]
    b[abs(b) < 1e-30] <- 0        # ridge at glmnet's first lambda, 9.9e35
    nz <- which(b != 0)
    if (length(nz)) coefs <- rbind(coefs, data.frame(case = case$case, k = k, feature = nz, coef = b[nz]))
  }
}
for (d in names(datasets)) gz(datasets[[d]], paste0(d, ".tsv.gz"))
gz(cases, "cases.tsv.gz"); gz(paths, "paths.tsv.gz"); gz(coefs, "coefficients.tsv.gz")

cv <- chosen <- NULL
for (name in c("ties-half", "ties-raw-all", "ties-given", "wide-half", "wide-ridge", "pbc-lasso", "pbc-ridge")) {
  case <- cases[cases$case == name, ]
  i <- inputs(case)
  for (measure in c("deviance", "C")) {
    ratio <- if (is.na(case$ratio)) list() else list(lambda.min.ratio = case$ratio)
    c <- do.call(cv.glmnet, c(ratio, list(i$x, i$y, family = "cox", foldid = i$fold, type.measure = measure,
      grouped = TRUE, alpha = case$alpha, nlambda = case$length, standardize = case$standardize == 1, weights = i$weights, offset = i$offset,
      penalty.factor = i$factors, lambda = i$lambda, thresh = THRESH, maxit = MAXIT)))
    cv <- rbind(cv, data.frame(case = name, measure = measure, k = seq_along(c$lambda), cvm = c$cvm, cvsd = c$cvsd))
    chosen <- rbind(chosen, data.frame(case = name, measure = measure, min = c$lambda.min, se = c$lambda.1se))
  }
}
gz(cv, "cv.tsv.gz"); gz(chosen, "chosen.tsv.gz")

# Strata: here glmnet takes another routine, which stops by the objective (epsnr).
glmnet.control(epsnr = 1e-15, mxitnr = 200)
case <- cases[cases$case == "ties-half", ]
i <- inputs(case)
f <- suppressWarnings(glmnet(i$x, stratifySurv(i$y, i$stratum), family = "cox", alpha = case$alpha, lambda = given$ties,
  thresh = 1e-16, maxit = 1e6))
strata <- NULL
for (k in seq_along(given$ties)) strata <- rbind(strata, data.frame(k = k, ratio = f$dev.ratio[k], nulldev = f$nulldev,
  feature = seq_len(ncol(i$x)), coef = f$beta[, k]))
gz(strata, "strata.tsv.gz")
glmnet.control(factory = TRUE)

# What glmnet's default threshold, and times on which its 2e-14 is lost, do to a coefficient
i <- inputs(case)
i$lambda <- given$ties
tight <- fit(case, i)$beta
days <- fit(case, i, y = Surv(datasets$ties$time * 365.25, datasets$ties$event))$beta
loose <- fit(case, i, thresh = 1e-7)$beta
gz(data.frame(k = 4, feature = seq_len(ncol(i$x)), tight = tight[, 4], loose = loose[, 4], days = days[, 4]), "limits.tsv.gz")
writeLines(c(R.version.string, paste("glmnet", packageVersion("glmnet")),
  paste("survival", packageVersion("survival"))), "VERSIONS")
