# Royston and Sauerbrei's D and the pseudo R squares of survival::royston: linear predictors of
# models on real data and simulated ones with heavy ties. Run: Rscript make.R
library(survival)
set.seed(4)
options(digits = 17)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 17, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
data <- expected <- NULL
keep <- function(name, d, lp, fit, newdata = NULL) {
  d <- data.frame(data = name, time = d$time, event = d$event, lp = lp)
  data <<- rbind(data, d)
  for (ties in c(TRUE, FALSE)) for (adjust in c(FALSE, TRUE)) {
    r <- if (is.null(newdata)) royston(fit, ties = ties, adjust = adjust)
      else c(royston(fit, newdata, ties = ties, adjust = adjust), R.N = NA)
    expected <<- rbind(expected, data.frame(data = name, ties = ties, adjust = adjust, D = r["D"],
      se = r["se(D)"], R.D = r["R.D"], R.KO = r["R.KO"], R.N = r["R.N"], C.GH = r["C.GH"],
      logLik0 = fit$loglik[1], logLik = fit$loglik[2], events = fit$nevent,
      coefficients = length(coef(fit))))
  }
}
exact <- coxph.control(eps = 1e-13, iter.max = 50, toler.chol = 1e-12)

# The example of Royston and Sauerbrei, and its odd rows as training data of a validation
p <- na.omit(pbc)
p$event <- as.integer(p$status == 2)
model <- Surv(time, event) ~ age + log(bili) + edema + albumin + stage + copper
fit <- coxph(model, p, control = exact)
keep("pbc", p, predict(fit), fit)
odd <- seq_len(nrow(p)) %% 2 == 1
fit <- coxph(model, p[odd, ], control = exact)
keep("pbc-new", p[!odd, ], predict(fit, p[!odd, ]), fit, p[!odd, ])

v <- veteran
v$event <- v$status
v$type <- as.integer(v$celltype) == 4
fit <- coxph(Surv(time, event) ~ I(karno >= 50) + type, v, control = exact)
keep("veteran", v, predict(fit), fit)

n <- 200
s <- data.frame(x = sample(0:3, n, TRUE), z = rnorm(n))
s$time <- ceiling(rexp(n, exp(s$x / 2)) * 4)
s$event <- rbinom(n, 1, .5)
fit <- coxph(Surv(time, event) ~ x, s, control = exact)
keep("ties", s, predict(fit), fit)
fit <- coxph(Surv(time, event) ~ z, s, control = exact)
keep("useless", s, predict(fit), fit)

gz(data, "data.tsv.gz")
gz(expected, "expected.tsv.gz")
writeLines(c(R.version.string, paste("survival", packageVersion("survival"))), "VERSIONS")
