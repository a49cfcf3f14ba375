# Curves of a Cox model learned on rotterdam, made too extreme, for the patients of gbsg, in days and
# rounded to 60 days: recalibration at horizons with censoring weights by the min-max formula of
# isotonic regression and by glm, parts of the Brier score by their definition, and the piecewise
# likelihood. Run: Rscript make.R
suppressPackageStartupMessages(library(survival))
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
model <- coxph(Surv(time, event) ~ log1p(nodes) + grade + size + age + log1p(pgr), train)
days <- c(360, 720, 1080, 1440, 1800)
base <- exp(-basehaz(model, centered = TRUE)$hazard)
at <- sapply(days, function(d) base[max(which(basehaz(model, centered = TRUE)$time <= d))])
lp <- round(predict(model, test), 2)
curves <- round(exp(outer(exp(1.6 * lp - 0.3), log(at))), 6)
n <- nrow(test)
rounded <- 60 * ceiling(test$rfstime / 60)
gz(data.frame(days = test$rfstime, rounded = rounded, event = test$status,
  setNames(as.data.frame(curves), paste0("s", days))), "patients.tsv.gz")

weigh <- function(time, event, t) {
  fit <- survfit(Surv(time - 0.001 * event, 1 - event) ~ 1)
  left <- function(u) c(1, fit$surv)[findInterval(u, fit$time, left.open = TRUE) + 1]
  here <- function(u) c(1, fit$surv)[findInterval(u, fit$time) + 1]
  ifelse(time > t, 1 / here(t), ifelse(event == 1, 1 / left(time), 0))
}
minmax <- function(x, y, w) { # max over a <= i of min over b >= i of the mean of a..b, distinct x
  u <- sort(unique(x))
  W <- tapply(w, x, sum); Y <- tapply(w * y, x, sum)
  W <- cumsum(c(0, W)); Y <- cumsum(c(0, Y))
  m <- length(u)
  means <- outer(seq_len(m), seq_len(m), function(a, b) ifelse(a <= b, (Y[b + 1] - Y[a]) / (W[b + 1] - W[a]), NA))
  fitted <- sapply(seq_len(m), function(i) {
    a <- means[1:i, i:m, drop = FALSE]
    max(apply(a, 1, min))
  })
  fitted[match(x, u)]
}
slopes <- parts <- likelihood <- NULL
steps <- list()
for (unit in c("days", "rounded")) {
  time <- if (unit == "days") test$rfstime else rounded
  event <- test$status
  for (h in seq_along(days)) {
    w <- weigh(time, event, days[h])
    y <- as.numeric(time > days[h])
    s <- curves[, h]
    k <- which(w > 0)
    if (h %in% c(1, 3, 5)) {
      column <- rep(NA, n)
      column[k] <- minmax(s[k], y[k], w[k])
      steps[[paste0(unit, h)]] <- column
    }
    control <- glm.control(epsilon = 1e-300, maxit = 60) # scoring goes on: it is slow for cloglog
    logistic <- suppressWarnings(glm(y ~ qlogis(s), quasibinomial, weights = w, control = control))
    cloglog <- suppressWarnings(glm(1 - y ~ log(-log(s)), quasibinomial("cloglog"), weights = w,
      control = control))
    slopes <- rbind(slopes, data.frame(unit, horizon = days[h], method = c("LOGISTIC", "CLOGLOG"),
      intercept = c(coef(logistic)[1], coef(cloglog)[1]), slope = c(coef(logistic)[2], coef(cloglog)[2])))
    for (count in c(5, 10)) { # equal shares of ranks, equal predictions together
      group <- rep(NA, n); order <- order(s); start <- 1; g <- 0
      while (start <= n) {
        end <- max(start, ceiling((floor((start - 1) * count / n) + 1) * n / count))
        while (end < n && s[order[end + 1]] == s[order[end]]) end <- end + 1
        g <- g + 1; group[order[start:end]] <- g; start <- end + 1
      }
      wm <- function(v, i) weighted.mean(v[i], w[i])
      each <- split(seq_len(n), group)
      W <- sapply(each, function(i) sum(w[i])) / sum(w)
      p <- sapply(each, wm, v = s); o <- sapply(each, wm, v = y); all <- weighted.mean(y, w)
      line <- lm(o ~ p, weights = W)
      parts <- rbind(parts, data.frame(unit, horizon = days[h], count,
        brier = sum(w * (y - s)^2) / n, reliability = sum(W * (p - o)^2),
        resolution = sum(W * (o - all)^2), uncertainty = all * (1 - all),
        withinVariance = sum(w * (s - p[group])^2) / sum(w),
        withinCovariance = 2 * sum(w * (s - p[group]) * (y - o[group])) / sum(w),
        slope = coef(line)[2], intercept = coef(line)[1]))
    }
  }
  ll <- sapply(seq_len(n), function(i) {
    t <- c(0, days); S <- c(1, curves[i, ])
    if (event[i] == 1 && time[i] <= max(t)) {
      k <- findInterval(time[i], t, left.open = TRUE)
      return(log(S[k] - S[k + 1]))
    }
    log(approx(t, S, min(time[i], max(t)))$y)
  })
  likelihood <- rbind(likelihood, data.frame(unit, nll = -mean(ll)))
}
plain <- isoreg(lp, test$age) # no weights, ties in x
gz(data.frame(lp, age = test$age, fitted = plain$yf[order(plain$ord)]), "isoreg.tsv.gz")
gz(as.data.frame(steps), "isotonic.tsv.gz")
gz(slopes, "slopes.tsv.gz")
gz(parts, "brier.tsv.gz")
gz(likelihood, "likelihood.tsv.gz")
writeLines(c(R.version.string, paste("stats", packageVersion("stats")),
  paste("survival", packageVersion("survival"))), "VERSIONS")
