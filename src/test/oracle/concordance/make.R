# Concordance of two risk scores on rotterdam (2982 patients, death), in days and in whole months
# with heavily tied risks: Harrell's, Uno's with and without a last time, within strata, and the
# paired difference; and the same C by pec and Hmisc. Run: Rscript make.R
suppressPackageStartupMessages({library(survival); library(pec); library(Hmisc)})
set.seed(1)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 15, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}

d <- data.frame(days = rotterdam$dtime, months = ceiling(rotterdam$dtime / 30.4375),
  event = rotterdam$death, stratum = rotterdam$meno * 2 + rotterdam$hormon)
size <- as.integer(rotterdam$size)
d$fine <- round(predict(coxph(Surv(days, event) ~ log1p(nodes) + grade + size + age + pgr, cbind(d, rotterdam[c("nodes", "grade", "age", "pgr")]))), 5)
d$coarse <- round(d$fine, 1)
d$other <- round(predict(coxph(Surv(days, event) ~ size + age, cbind(d, rotterdam["age"]))), 1)
gz(d, "rotterdam.tsv.gz")

rows <- NULL
add <- function(measure, time, risk, tau, value, variance) {
  rows <<- rbind(rows, data.frame(measure = measure, time = time, risk = risk, tau = tau,
    value = value, se = sqrt(variance)))
}
for (time in c("days", "months")) {
  d$y <- d[[time]]
  tau <- c(days = 1826.25, months = 60)[[time]]
  for (risk in c("fine", "coarse", "other")) {
    d$r <- d[[risk]]
    h <- concordance(Surv(y, event) ~ r, d, reverse = TRUE)
    add("harrell", time, risk, Inf, h$concordance, h$var)
    h <- concordance(Surv(y, event) ~ r + strata(stratum), d, reverse = TRUE)
    add("stratified", time, risk, Inf, h$concordance, h$var)
    h <- concordance(Surv(y, event) ~ r, d, reverse = TRUE, timewt = "n/G2")
    add("uno", time, risk, Inf, h$concordance, h$var)
    h <- concordance(Surv(y, event) ~ r, d, reverse = TRUE, timewt = "n/G2", ymax = tau)
    add("uno", time, risk, tau, h$concordance, h$var)
  }
  for (weight in c("n", "n/G2")) {
    two <- concordance(coxph(Surv(y, event) ~ offset(coarse), d), coxph(Surv(y, event) ~ offset(other), d),
      timewt = weight)
    contrast <- c(1, -1)
    add(c(n = "harrell", "n/G2" = "uno")[[weight]], time, "coarse-other", Inf, sum(coef(two) * contrast),
      drop(t(contrast) %*% vcov(two) %*% contrast))
  }
}
gz(rows, "survival.tsv.gz")

# pec weighs each pair by 1/(G(T-) G(T)), survival by 1/G(T)² with its own convention at ties.
others <- NULL
for (time in c("days", "months")) {
  tau <- c(days = 1826.25, months = 60)[[time]]
  d$y <- d[[time]]
  for (tied in c(TRUE, FALSE)) {
    ipcw <- cindex(list(m = matrix(plogis(-d$coarse))), Surv(y, event) ~ 1, d, eval.times = tau,
      cens.model = "marginal", splitMethod = "none", tiedOutcomeIn = tied, verbose = FALSE)
    others <- rbind(others, data.frame(program = "pec", time = time, tied = tied, tau = tau,
      value = ipcw$AppCindex$m))
  }
  others <- rbind(others, data.frame(program = "Hmisc", time = time, tied = NA, tau = Inf,
    value = rcorr.cens(-d$coarse, Surv(d$y, d$event))[["C Index"]]))
}
gz(others, "others.tsv.gz")
writeLines(c(R.version.string, paste("survival", packageVersion("survival")),
  paste("pec", packageVersion("pec")), paste("Hmisc", packageVersion("Hmisc"))), "VERSIONS")
