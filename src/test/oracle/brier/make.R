# Two Cox models learned on rotterdam, measured on gbsg (686 patients of another trial) by
# riskRegression's Score and pec: AUC, Brier, scaled Brier (IPA), integrated Brier, their standard
# errors and paired differences. Twice: in days, and in whole months, where times are heavily tied
# and events lie exactly on the horizons. Run: Rscript make.R
suppressPackageStartupMessages({library(survival); library(riskRegression); library(pec)})
set.seed(1)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 15, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}

train <- rotterdam
train$time <- ifelse(train$recur == 1, train$rtime, train$dtime)
train$event <- pmax(train$recur, train$death)
train$size <- as.integer(train$size)
test <- gbsg
test$size <- as.integer(cut(gbsg$size, c(-1, 20, 50, 1000)))
full <- coxph(Surv(time, event) ~ log1p(nodes) + grade + size + age + hormon + log1p(pgr), train)
few <- coxph(Surv(time, event) ~ size + age + hormon + meno, train)

days <- c(365, 730, 1095, 1460, 1825)
curves <- function(model) round(t(summary(survfit(model, newdata = test), times = days)$surv), 6)
full <- curves(full)
few <- curves(few)
data <- data.frame(days = test$rfstime, months = ceiling(test$rfstime / 30.4375), event = test$status)
gz(cbind(data, setNames(as.data.frame(full), paste0("full", days)),
  setNames(as.data.frame(few), paste0("few", days))), "predictions.tsv.gz")

scores <- contrasts <- peccary <- NULL
for (unit in c("days", "months")) {
  times <- if (unit == "days") days else c(12, 24, 36, 48, 60)
  data$time <- data[[unit]]
  s <- Score(list(full = 1 - full, few = 1 - few), Surv(time, event) ~ 1, data, times = times,
    metrics = c("auc", "brier"), summary = c("ipa", "ibs"), se.fit = TRUE, cens.model = "km")
  b <- as.data.frame(s$Brier$score)
  a <- as.data.frame(s$AUC$score)
  names(a)[3:6] <- c("auc", "auc.se", "auc.lower", "auc.upper")
  names(b)[3:6] <- c("brier", "brier.se", "brier.lower", "brier.upper")
  both <- merge(b, a, by = c("model", "times"), all = TRUE)
  both <- both[order(both$model, both$times), ]
  scores <- rbind(scores, cbind(unit = unit, horizon = match(both$times, times),
    both[, setdiff(names(both), "times")]))
  d <- as.data.frame(s$AUC$contrasts)
  e <- as.data.frame(s$Brier$contrasts)
  names(d)[4] <- names(e)[4] <- "delta"
  d <- rbind(cbind(measure = "auc", d), cbind(measure = "brier", e))
  contrasts <- rbind(contrasts, cbind(unit = unit, horizon = match(d$times, times),
    d[, c("measure", "model", "reference", "delta", "se", "lower", "upper", "p")]))
  p <- pec(list(full = cbind(1, full), few = cbind(1, few)), Surv(time, event) ~ 1, data,
    times = c(0, times), exact = FALSE, cens.model = "marginal", splitMethod = "none",
    verbose = FALSE)
  for (model in names(p$AppErr)) {
    peccary <- rbind(peccary, data.frame(unit = unit, model = model, horizon = seq_along(times),
      brier = p$AppErr[[model]][-1], ibs = unclass(crps(p, times = times))[model, ]))
  }
}
gz(scores, "score.tsv.gz")
gz(contrasts, "contrasts.tsv.gz")
gz(peccary, "pec.tsv.gz")
writeLines(c(R.version.string, paste("riskRegression", packageVersion("riskRegression")),
  paste("pec", packageVersion("pec")), paste("survival", packageVersion("survival"))), "VERSIONS")
