# Risk groups by quantiles of training risks, the log-rank test over them (survdiff) and the log
# hazard ratios against the lowest group (coxph, Efron ties). Run: Rscript make.R
library(survival)
set.seed(8)
options(digits = 17)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 17, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
data <- tests <- ratios <- NULL
keep <- function(name, train, d) {
  data <<- rbind(data, data.frame(data = name, train = 1, time = NA, event = NA, risk = train),
    data.frame(data = name, train = 0, time = d$time, event = as.integer(d$event), risk = d$risk))
  for (k in 2:4) {
    cuts <- quantile(train, seq_len(k - 1) / k, names = FALSE)
    d$group <- findInterval(d$risk, cuts, left.open = TRUE)
    t <- survdiff(Surv(time, event) ~ group, d)
    df <- length(t$n) - 1
    tests <<- rbind(tests, data.frame(data = name, count = k, chisq = t$chisq, df = df,
      p = pchisq(t$chisq, df, lower.tail = FALSE), cuts = paste(format(cuts, digits = 17, trim = TRUE), collapse = ",")))
    m <- coxph(Surv(time, event) ~ factor(group), d, control = coxph.control(eps = 1e-13, iter.max = 50))
    there <- sort(unique(d$group))
    sizes <- table(factor(d$group, 0:(k - 1)))
    row <- data.frame(data = name, count = k, group = 0:(k - 1), samples = as.vector(sizes), coef = NA, se = NA)
    row$coef[there[1] + 1] <- row$se[there[1] + 1] <- 0
    row$coef[there[-1] + 1] <- coef(m)
    row$se[there[-1] + 1] <- sqrt(diag(vcov(m)))
    ratios <<- rbind(ratios, row)
  }
}
p <- na.omit(pbc)
p$event <- p$status == 2
odd <- seq_len(nrow(p)) %% 2 == 1
fit <- coxph(Surv(time, event) ~ age + log(bili) + edema + albumin, p[odd, ])
p$risk <- predict(fit, p)
keep("pbc", p$risk[odd], p[!odd, ])
keep("pbc-own", p$risk, p)
v <- veteran
v$event <- v$status
v$risk <- -v$karno   # tens: many patients at the cut points
keep("veteran", v$risk, v)
v$risk <- ifelse(v$karno < 40, 2, ifelse(v$karno < 80, 1, 0))   # three values: an empty quarter
keep("ties", v$risk, v)

gz(data, "data.tsv.gz"); gz(tests, "tests.tsv.gz"); gz(ratios, "ratios.tsv.gz")
writeLines(c(R.version.string, paste("survival", packageVersion("survival"))), "VERSIONS")
