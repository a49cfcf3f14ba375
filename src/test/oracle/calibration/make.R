# Calibration of two Cox models learned on rotterdam, measured on gbsg: slope and intercept at a
# horizon (coxph, survfit), groups with their Kaplan-Meier estimate, ECE and MCE, riskRegression's
# calibration plot, and D-calibration by the formula of Haider et al. (JMLR 2020). Run: Rscript make.R
suppressPackageStartupMessages({library(survival); library(riskRegression)})
set.seed(1)
pdf(NULL)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 15, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}

train <- rotterdam
train$time <- ifelse(train$recur == 1, train$rtime, train$dtime)
train$event <- pmax(train$recur, train$death)
train$size <- as.integer(train$size)
data <- gbsg
data$size <- as.integer(cut(gbsg$size, c(-1, 20, 50, 1000)))
data$time <- gbsg$rfstime
data$event <- gbsg$status
models <- list(
  full = coxph(Surv(time, event) ~ log1p(nodes) + grade + size + age + hormon + log1p(pgr), train),
  few = coxph(Surv(time, event) ~ size + age + hormon + meno, train))
days <- c(365, 730, 1095, 1460, 1825)
curves <- lapply(models, function(m) round(t(summary(survfit(m, newdata = data), times = days)$surv), 6))

at <- groups <- plotted <- distribution <- spread <- NULL
tenths <- (0:10) / 10
for (name in names(curves)) {
  s <- curves[[name]]
  score <- Score(setNames(list(1 - s), name), Surv(time, event) ~ 1, data, times = days,
    metrics = "brier", plots = "calibration", cens.model = "km", null.model = FALSE, se.fit = FALSE)
  for (h in seq_along(days)) {
    t <- days[h]
    cut <- data.frame(time = pmin(data$time, t), event = data$event * (data$time <= t),
      x = log(-log(s[, h])))
    slope <- coxph(Surv(time, event) ~ x, cut, control = coxph.control(eps = 1e-12, toler.chol = 1e-15, iter.max = 50))
    km <- summary(survfit(Surv(time, event) ~ 1, data), times = t)
    group <- floor((rank(s[, h], ties.method = "min") - 1) * 10 / nrow(data)) + 1
    g <- summary(survfit(Surv(time, event) ~ group, cbind(data, group = group)), times = t, extend = TRUE)
    predicted <- as.vector(tapply(s[, h], group, mean))
    size <- as.vector(table(group))
    gap <- abs(predicted - g$surv)
    at <- rbind(at, data.frame(model = name, day = t, slope = coef(slope)[[1]],
      slope.se = sqrt(vcov(slope)[1]), intercept = log((1 - km$surv) / mean(1 - s[, h])),
      intercept.se = km$std.err / (1 - km$surv), ece = sum(gap * size) / sum(size), mce = max(gap)))
    groups <- rbind(groups, data.frame(model = name, day = t, group = seq_along(size), samples = size,
      predicted = predicted, observed = g$surv))
    p <- plotCalibration(score, times = t, method = "quantile", q = 10, cens.method = "local", plot = FALSE)
    p <- p$plotFrames[[1]]
    plotted <- rbind(plotted, data.frame(model = name, day = t, predicted = p$Pred, observed = p$Obs))
  }
  # Survival at the time of each patient: straight lines between (0, 1) and the horizons; who is
  # followed beyond the last horizon is censored there.
  last <- days[length(days)]
  until <- pmin(data$time, last)
  event <- data$event == 1 & data$time <= last
  own <- sapply(seq_len(nrow(s)), function(i) approx(c(0, days), c(1, s[i, ]), until[i])$y)
  counts <- numeric(10)
  for (i in seq_along(own)) {
    if (event[i]) {
      k <- findInterval(own[i], tenths, rightmost.closed = TRUE)
      counts[k] <- counts[k] + 1
    } else {
      overlap <- pmax(0, pmin(own[i], tenths[-1]) - tenths[-11])
      counts <- counts + overlap / own[i]
    }
  }
  test <- suppressWarnings(chisq.test(counts, p = rep(0.1, 10)))
  distribution <- rbind(distribution, data.frame(model = name, statistic = test$statistic[[1]],
    df = test$parameter[[1]], p = test$p.value))
  spread <- rbind(spread, data.frame(model = name, tenth = 1:10, count = counts))
}
gz(cbind(time = data$time, event = data$event,
  do.call(cbind, lapply(names(curves), function(n) setNames(as.data.frame(curves[[n]]), paste0(n, days))))),
  "predictions.tsv.gz")
gz(at, "at_horizon.tsv.gz")
gz(groups, "groups.tsv.gz")
gz(plotted, "riskRegression_groups.tsv.gz")
gz(distribution, "dcalibration.tsv.gz")
gz(spread, "dcalibration_tenths.tsv.gz")
writeLines(c(R.version.string, paste("survival", packageVersion("survival")),
  paste("riskRegression", packageVersion("riskRegression"))), "VERSIONS")
