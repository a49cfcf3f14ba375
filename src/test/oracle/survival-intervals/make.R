# Curves of a Cox model learned on rotterdam for the patients of gbsg: times at which they fall to
# given probabilities (approx), coverage of central intervals with censoring weights, and conformal
# lower bounds by trying every level against the definition. The weights are survfit's, events moved
# a little forward so that they come before censorings. Run: Rscript make.R
suppressPackageStartupMessages(library(survival))
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 15, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
train <- rotterdam
train$time <- ifelse(train$recur == 1, train$rtime, train$dtime)
train$event <- pmax(train$recur, train$death)
test <- gbsg
test$size <- as.integer(cut(gbsg$size, c(-1, 20, 50, 1000)))
train$size <- as.integer(train$size)
model <- coxph(Surv(time, event) ~ log1p(nodes) + grade + size + age + log1p(pgr), train)
days <- c(182, 365, 730, 1095, 1460, 1825, 2190)
curves <- round(t(summary(survfit(model, newdata = test), times = days)$surv), 6)
rounded <- 30 * ceiling(test$rfstime / 30)
gz(data.frame(days = test$rfstime, rounded = rounded, event = test$status,
  setNames(as.data.frame(curves), paste0("s", days))), "patients.tsv.gz")

reach <- function(i, s) { # first day at which curve i has fallen to s
  y <- c(1, curves[i, ])
  if (s < min(y)) return(Inf)
  approx(-y, c(0, days), -s, ties = "ordered")$y
}
reached <- sapply(c(0.95, 0.8, 0.5, 0.2), function(s) sapply(seq_len(nrow(test)), reach, s = s))
colnames(reached) <- c("t95", "t80", "t50", "t20")
gz(as.data.frame(reached), "reached.tsv.gz")

before <- function(times, events) { # G(t-)
  fit <- survfit(Surv(times - 0.001 * events, 1 - events) ~ 1)
  function(t) c(1, fit$surv)[findInterval(t, fit$time, left.open = TRUE) + 1]
}
levels <- c(seq(0, 0.999, by = 0.001), 1)
limits <- sapply(levels, function(tau) sapply(seq_len(nrow(test)), reach, s = 1 - tau))
out <- conformal <- NULL
for (unit in c("days", "rounded")) {
  time <- if (unit == "days") test$rfstime else rounded
  event <- test$status
  G <- before(time, event)
  for (level in c(0.3, 0.6, 0.9)) for (horizon in c(1095, 1800)) {
    low <- sapply(seq_len(nrow(test)), reach, s = (1 + level) / 2)
    up <- sapply(seq_len(nrow(test)), reach, s = (1 - level) / 2)
    w <- inside <- rep(0, nrow(test))
    for (i in seq_along(w)) {
      settled <- if (up[i] < horizon) up[i] else min(low[i], horizon)
      if (event[i] == 1 && time[i] < settled) {
        w[i] <- 1 / G(time[i]); inside[i] <- time[i] >= low[i]
      } else if (time[i] >= settled) {
        w[i] <- 1 / G(settled); inside[i] <- up[i] >= horizon
        if (up[i] < horizon && time[i] == up[i] && event[i] == 1) inside[i] <- 1
      }
    }
    mean <- weighted.mean(inside, w)
    out <- rbind(out, data.frame(unit, level, horizon, coverage = mean,
      se = sqrt(sum((w * (inside - mean))^2)) / sum(w), known = sum(w > 0)))
  }
  for (alpha in c(0.05, 0.1, 0.2, 0.5)) for (cutoff in c(900, 1500)) {
    n <- nrow(test)
    bad <- apply(limits, 2, function(limit) {
      bound <- pmin(cutoff, limit)
      died <- which(event == 1 & time < bound - 1e-9)
      (sum(1 / G(time[died])) + 1) / (n + 1) > alpha
    })
    best <- max(which(!bad)) # the level lies from here to below the next
    conformal <- rbind(conformal, data.frame(unit, alpha, cutoff, from = levels[best],
      to = if (best < length(levels)) levels[best + 1] else 1))
  }
}
gz(out, "coverage.tsv.gz")
gz(conformal, "conformal.tsv.gz")
writeLines(c(R.version.string, paste("survival", packageVersion("survival"))), "VERSIONS")
