# Inputs and expected values of the survival room's tests: R's survival package on its own data sets
# and on simulated data with heavy ties, one event, collinear columns. Run: Rscript make.R
library(survival)
set.seed(1)
options(digits = 17)
here <- "."
gz <- function(x, name) {
  con <- gzfile(file.path(here, name), "w")
  write.table(format(x, digits = 17, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}

datasets <- list()
v <- veteran
datasets$veteran <- data.frame(time = v$time, event = v$status, group = as.integer(v$celltype) - 1,
  karno = v$karno, age = v$age, trt = v$trt, diag = v$diagtime)
l <- na.omit(lung[, c("time", "status", "sex", "age", "ph.ecog", "wt.loss")])
datasets$lung <- data.frame(time = l$time, event = l$status - 1, group = l$sex - 1,
  age = l$age, ecog = l$ph.ecog, loss = l$wt.loss)
n <- 300
x <- matrix(rnorm(n * 4), n)
ties <- data.frame(time = pmax(1, ceiling(rexp(n, exp(x[, 1] * .7)) * 5)), event = rbinom(n, 1, .6),
  group = sample(0:2, n, TRUE), x)
ties$X5 <- ties$X1 - 2 * ties$X2   # collinear: coxph gives NA
ties$X6 <- 3                       # constant
datasets$ties <- ties
one <- data.frame(time = 1:20, event = as.integer(1:20 == 7), group = rep(0:1, 10), x = rnorm(20))
datasets$one <- one

coefs <- km <- tests <- base <- NULL
for (name in names(datasets)) {
  d <- datasets[[name]]
  d$event <- as.integer(d$event)
  gz(d, paste0(name, ".tsv.gz"))
  f <- survfit(Surv(time, event) ~ 1, d)
  km <- rbind(km, data.frame(data = name, time = f$time, n.risk = f$n.risk, n.event = f$n.event,
    survival = f$surv, se = f$std.err * f$surv))
  t <- survdiff(Surv(time, event) ~ group, d)
  tests <- rbind(tests, data.frame(data = name, chisq = t$chisq, df = length(t$n) - 1,
    p = pchisq(t$chisq, length(t$n) - 1, lower.tail = FALSE)))
  vars <- setdiff(names(d), c("time", "event", "group"))
  for (method in c("efron", "breslow")) {
    m <- suppressWarnings(coxph(as.formula(paste("Surv(time, event) ~", paste(vars, collapse = "+"))), d, ties = method,
      control = coxph.control(eps = 1e-14, iter.max = 50, toler.chol = 1e-10)))
    se <- rep(NA, length(vars)); se[] <- sqrt(diag(vcov(m, complete = TRUE)))
    se[is.na(coef(m))] <- NA
    coefs <- rbind(coefs, data.frame(data = name, ties = method, feature = vars, coef = coef(m), se = se,
      logLik0 = m$loglik[1], logLik = m$loglik[2]))
    b <- basehaz(m, centered = FALSE)
    lp <- predict(m, reference = "zero")
    keep <- unique(round(seq(1, nrow(b), length.out = 12)))
    base <- rbind(base, data.frame(data = name, ties = method, time = b$time[keep], hazard = b$hazard[keep]))
  }
}
gz(km, "kaplan-meier.tsv.gz"); gz(tests, "log-rank.tsv.gz")
gz(coefs, "cox.tsv.gz"); gz(base, "baseline.tsv.gz")

# Concordance with heavy ties in time and in risk
risk <- round(ties$X1 * .7 + rnorm(n), 1)
other <- round(ties$X2 + rnorm(n), 1)
h <- concordance(Surv(time, event) ~ risk, ties, reverse = TRUE)
u <- concordance(Surv(time, event) ~ risk, ties, reverse = TRUE, timewt = "n/G2")
s <- concordance(Surv(time, event) ~ risk + strata(group), ties, reverse = TRUE)
two <- concordance(coxph(Surv(time, event) ~ offset(risk), ties), coxph(Surv(time, event) ~ offset(other), ties))
contrast <- c(1, -1)
gz(data.frame(time = ties$time, event = ties$event, group = ties$group, risk = risk, other = other), "concordance_data.tsv.gz")
gz(data.frame(measure = c("harrell", "uno", "stratified", "difference"),
  value = c(h$concordance, u$concordance, s$concordance, sum(coef(two) * contrast)),
  se = sqrt(c(h$var, u$var, s$var, t(contrast) %*% vcov(two) %*% contrast))), "concordance.tsv.gz")

# Ridge Cox with a fixed penalty: coxph's ridge() maximises l(b) - theta/2 sum b^2
r <- coxph(Surv(time, event) ~ ridge(X1, X2, X3, X4, theta = 10, scale = FALSE), ties, ties = "breslow",
  control = coxph.control(eps = 1e-13, iter.max = 50), outer.max = 50)
gz(data.frame(feature = paste0("X", 1:4), coef = coef(r)), "ridge.tsv.gz")
writeLines(c(R.version.string, paste("survival", packageVersion("survival"))), file.path(here, "VERSIONS"))
