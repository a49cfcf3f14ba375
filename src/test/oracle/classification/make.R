# Measures of a yes-or-no outcome: pROC's AUC, DeLong variance, interval and paired test; logistic
# recalibration by glm (with weights quasi-binomial, standard errors of the sandwich written out);
# McNemar's test; Wilson's interval by prop.test; censoring weights at a horizon by prodlim.
# Run: Rscript make.R
suppressPackageStartupMessages({library(pROC); library(survival); library(prodlim)})
set.seed(23)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 15, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
scored <- function(name, label, first, second)
  data.frame(data = name, label = label, first = first, second = second)

# Two models that share most of what they know; `ties` has one decimal, `opposite` knows it wrongly.
make <- function(name, n, cases, digits, sign = 1) {
  label <- sample(rep(1:0, c(cases, n - cases)))
  shared <- rnorm(n) + sign * label
  probability <- function(noise) round(plogis(1.5 * (shared + noise * rnorm(n)) - 1), digits)
  scored(name, label, probability(0.4), probability(1))
}
data <- rbind(make("cohort", 150, 50, 6), make("ties", 60, 21, 1), make("opposite", 80, 30, 3, -1),
  scored("small", c(0, 1, 0, 1, 0, 1, 0), c(.2, .6, .4, .4, .1, .9, .5), c(.3, .2, .5, .7, .6, .8, .2)),
  scored("perfect", c(0, 0, 1, 1, 1, 0), c(.1, .2, .8, .7, .9, .3), c(.4, .2, .3, .7, .6, .5)))
gz(data, "scores.tsv.gz")

auc <- NULL
for (name in unique(data$data)) {
  d <- data[data$data == name, ]
  curves <- lapply(d[c("first", "second")], function(p)
    roc(d$label, p, levels = c(0, 1), direction = "<", quiet = TRUE))
  row <- data.frame(data = name)
  for (model in names(curves)) {
    limits <- suppressWarnings(ci.auc(curves[[model]], method = "delong"))
    row[paste0(model, c(".auc", ".var", ".lower", ".upper"))] <-
      c(auc(curves[[model]]), suppressWarnings(var(curves[[model]], method = "delong")), limits[c(1, 3)])
  }
  test <- suppressWarnings(roc.test(curves$first, curves$second, method = "delong", paired = TRUE))
  row[c("z", "p", "lower", "upper")] <- c(test$statistic, test$p.value, test$conf.int)
  classes <- (d[c("first", "second")] >= 0.5) == d$label
  t <- table(factor(classes[, 1], c(FALSE, TRUE)), factor(classes[, 2], c(FALSE, TRUE)))
  row[c("first.only", "second.only")] <- c(t[2, 1], t[1, 2])
  row[c("chi2", "chi2.p")] <- unlist(mcnemar.test(t)[c("statistic", "p.value")])
  differ <- t[2, 1] + t[1, 2]
  row$exact.p <- if (differ == 0) 1 else binom.test(t[2, 1], differ)$p.value
  auc <- rbind(auc, row)
}
gz(auc, "auc.tsv.gz")

# Death within 36 months among gbsg's patients, in days and in whole months (heavily tied), by a Cox
# model of another trial.
train <- transform(rotterdam, time = dtime, event = death, size = as.integer(size))
test <- transform(gbsg, size = as.integer(cut(gbsg$size, c(-1, 20, 50, 1000))))
cox <- coxph(Surv(time, event) ~ log1p(nodes) + grade + size + age + hormon, train)
horizons <- c(days = 1095.75, months = 36)
cohort <- data.frame(days = test$rfstime, months = ceiling(test$rfstime / 30.4375), event = test$status,
  probability = round(1 - c(summary(survfit(cox, newdata = test), times = 1095.75)$surv), 6))
for (unit in names(horizons)) {
  time <- cohort[[unit]]
  h <- horizons[[unit]]
  censoring <- prodlim(Hist(time, event) ~ 1, data.frame(time, event = cohort$event), reverse = TRUE)
  before <- c(1, censoring$surv)[findInterval(time, censoring$time, left.open = TRUE) + 1]
  at <- c(1, censoring$surv)[findInterval(h, censoring$time) + 1]
  label <- ifelse(time <= h & cohort$event == 1, 1, ifelse(time > h, 0, NA))
  weight <- ifelse(is.na(label), 0, ifelse(label == 1, 1 / before, 1 / at))
  cohort[paste0(unit, c(".label", ".weight"))] <- cbind(label, weight / mean(weight[weight > 0]))
}
gz(cohort, "cohort.tsv.gz")

# model-based standard errors for equal weights, the sandwich's for others
recalibrate <- function(name, y, p, w) {
  lp <- qlogis(pmin(pmax(p, 1e-6), 1 - 1e-6))  # one of `opposite` is 0
  fits <- suppressWarnings(list(glm(y ~ 1, offset = lp, family = quasibinomial, weights = w, epsilon = 1e-14),
    glm(y ~ lp, family = quasibinomial, weights = w, epsilon = 1e-14)))
  se <- lapply(fits, function(f) {
    x <- model.matrix(f)
    # glm's own covariance is of the last step but one
    inverse <- solve(crossprod(x, x * w * fitted(f) * (1 - fitted(f))))
    if (all(w == 1)) sqrt(diag(summary(f)$cov.unscaled))
    else sqrt(diag(inverse %*% crossprod(x * w * (y - fitted(f))) %*% inverse))
  })
  data.frame(data = name, large = coef(fits[[1]])[[1]], large.se = se[[1]][[1]],
    intercept = coef(fits[[2]])[[1]], intercept.se = se[[2]][[1]],
    slope = coef(fits[[2]])[[2]], slope.se = se[[2]][[2]], ratio = sum(w * p) / sum(w * y))
}
calibration <- NULL
for (name in c("cohort", "opposite", "small")) {
  d <- data[data$data == name, ]
  calibration <- rbind(calibration, recalibrate(name, d$label, d$second, rep(1, nrow(d))))
}
for (unit in names(horizons)) {
  d <- data.frame(y = cohort[[paste0(unit, ".label")]], p = cohort$probability, w = cohort[[paste0(unit, ".weight")]])
  d <- d[!is.na(d$y), ]
  calibration <- rbind(calibration, recalibrate(unit, d$y, d$p, d$w))
}
gz(calibration, "calibration.tsv.gz")

wilson <- NULL
for (cell in list(c(0, 5), c(5, 5), c(3, 7), c(1, 40), c(83, 150))) for (level in c(0.9, 0.95)) {
  limits <- suppressWarnings(prop.test(cell[1], cell[2], conf.level = level, correct = FALSE))$conf.int
  wilson <- rbind(wilson, data.frame(x = cell[1], n = cell[2], level, lower = limits[1], upper = limits[2]))
}
gz(wilson, "wilson.tsv.gz")
writeLines(c(R.version.string, sapply(c("pROC", "prodlim", "survival"), function(p)
  paste(p, packageVersion(p)))), "VERSIONS")
