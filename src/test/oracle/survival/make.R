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

p <- pbc[, c("time", "status", "sex", "age", "edema", "bili", "albumin", "protime")]
p <- na.omit(p)
datasets$pbc <- data.frame(time = p$time, event = as.integer(p$status == 2), group = as.integer(p$sex) - 1,
  p[, c("age", "edema", "bili", "albumin", "protime")])
r <- rotterdam
datasets$rotterdam <- data.frame(time = r$dtime, event = r$death, group = as.integer(r$size) - 1,
  r[, c("age", "meno", "grade", "nodes", "pgr", "er", "hormon", "chemo")])
flat <- data.frame(time = 1:4, event = c(1, 1, 0, 0), group = c(0, 1, 0, 1), x = 1:4)  # ends flat at 1/2

# Designs: the weight of row i is weights[1 + (i - 1) %% 4], its stratum is `group`
weights <- c(0.5, 1, 2, 3.25)
designs <- c("plain", "strata", "weights", "both")
transforms <- c("km", "rank", "identity", "log")
fit_cox <- function(d, vars, design, method) {
  d$w <- if (design %in% c("weights", "both")) weights[1 + (seq_len(nrow(d)) - 1) %% 4] else 1
  f <- paste("Surv(time, event) ~", paste(vars, collapse = "+"))
  if (design %in% c("strata", "both")) f <- paste(f, "+ strata(group)")
  suppressWarnings(eval(substitute(coxph(F, d, weights = w, ties = M, robust = TRUE, x = TRUE,
    control = coxph.control(eps = 1e-14, iter.max = 50, toler.chol = 1e-10)), list(F = as.formula(f), M = method))))
}
stratum <- function(x) if (is.null(x)) 0 else as.integer(sub("group=", "", sub("strata(group)=", "", x, fixed = TRUE)))
thinned <- function(n) unique(round(seq(1, n, length.out = 12)))
coefs <- base <- zph <- NULL
for (name in names(datasets)) for (design in designs) for (method in c("efron", "breslow")) {
  d <- datasets[[name]]
  if (design == "plain" && method == "efron") { d$event <- as.integer(d$event); gz(d, paste0(name, ".tsv.gz")) }
  if (name == "one" && design %in% c("strata", "both")) next  # infinite: x parts the event
  vars <- setdiff(names(d), c("time", "event", "group"))
  m <- fit_cox(d, vars, design, method)
  ok <- !is.na(coef(m))
  model <- robust <- rep(NA, length(vars))
  naive <- m$naive.var[ok, ok, drop = FALSE]
  model[ok] <- sqrt(diag(naive)); robust[ok] <- sqrt(diag(m$var)[ok])
  coefs <- rbind(coefs, data.frame(data = name, design = design, ties = method, feature = vars, coef = coef(m),
    se = model, robust = robust, logLik0 = m$loglik[1], logLik = m$loglik[2], score = m$score,
    wald = drop(coef(m)[ok] %*% solve(naive, coef(m)[ok])), robustWald = m$wald.test))
  for (centered in if (design == "plain") c(FALSE, TRUE) else FALSE) {
    b <- basehaz(m, centered = centered)
    for (rows in split(seq_len(nrow(b)), if (is.null(b$strata)) rep(0, nrow(b)) else b$strata)) {
      keep <- rows[thinned(length(rows))]
      base <- rbind(base, data.frame(data = name, design = design, ties = method, centered = centered,
        stratum = stratum(b$strata[keep]), time = b$time[keep], hazard = b$hazard[keep]))
    }
  }
  if (name != "one") for (transform in transforms) {
    z <- cox.zph(m, transform = transform, terms = FALSE)$table
    zph <- rbind(zph, data.frame(data = name, design = design, ties = method, transform = transform,
      feature = rownames(z), chisq = z[, 1], df = z[, 2], p = z[, 3]))
  }
}
gz(coefs, "cox.tsv.gz"); gz(base, "baseline.tsv.gz"); gz(zph, "zph.tsv.gz")

# Residuals of the fit with strata and weights, heavy ties
martingale <- schoenfeld <- NULL
for (method in c("efron", "breslow")) {
  m <- fit_cox(ties, paste0("X", 1:4), "both", method)
  martingale <- rbind(martingale, data.frame(ties = method, residual = residuals(m, "martingale")))
  m$var <- m$naive.var  # scaled by the model-based variance
  schoenfeld <- rbind(schoenfeld, data.frame(ties = method, residual = residuals(m, "schoenfeld"),
    scaled = residuals(m, "scaledsch")))
}
gz(martingale, "martingale.tsv.gz"); gz(schoenfeld, "schoenfeld.tsv.gz")

# Curves; rows of rotterdam are thinned to 60
datasets$flat <- flat
gz(flat, "flat.tsv.gz")
km <- tests <- quantiles <- means <- NULL
for (name in names(datasets)) {
  d <- datasets[[name]]
  f <- survfit(Surv(time, event) ~ 1, d)
  f2 <- survfit(Surv(time, event) ~ 1, d, ctype = 2)
  curve <- data.frame(data = name, time = f$time, n.risk = f$n.risk, n.event = f$n.event,
    survival = f$surv, se = f$std.err * f$surv, cumhaz = f$cumhaz, cumhaz.se = f$std.chaz,
    cumhaz2 = f2$cumhaz, cumhaz2.se = f2$std.chaz)
  for (type in c("log", "log-log", "plain")) {
    g <- survfit(Surv(time, event) ~ 1, d, conf.type = type)
    curve[[paste0(type, ".lower")]] <- g$lower; curve[[paste0(type, ".upper")]] <- g$upper
    q <- quantile(g, c(.25, .5, .75))
    quantiles <- rbind(quantiles, data.frame(data = name, interval = type, p = c(.25, .5, .75),
      quantile = q$quantile, lower = q$lower, upper = q$upper, median = summary(g)$table[["median"]]))
  }
  km <- rbind(km, if (nrow(curve) > 500) curve[unique(round(seq(1, nrow(curve), length.out = 60))), ] else curve)
  for (until in list("max" = max(d$time), "half" = max(d$time) / 2)) {
    s <- summary(f, rmean = until)$table
    means <- rbind(means, data.frame(data = name, until = until, mean = s[[grep("^\\*?rmean", names(s))]],
      se = s[[grep("^\\*?se\\(rmean", names(s))]]))
  }
  d$third <- (seq_len(nrow(d)) - 1) %% 3
  if (name != "flat") for (rho in c(0, 1, .5)) for (stratified in c(FALSE, TRUE)) {
    if (name == "one" && stratified) next
    t <- survdiff(if (stratified) Surv(time, event) ~ group + strata(third) else Surv(time, event) ~ group, d, rho = rho)
    df <- length(t$n) - 1
    tests <- rbind(tests, data.frame(data = name, rho = rho, stratified = stratified, chisq = t$chisq, df = df,
      p = pchisq(t$chisq, df, lower.tail = FALSE)))
  }
}
gz(km, "kaplan-meier.tsv.gz"); gz(quantiles, "quantiles.tsv.gz"); gz(means, "restricted-mean.tsv.gz")
gz(tests, "log-rank.tsv.gz")

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
