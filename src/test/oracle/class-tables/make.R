# Two models' held-out probabilities of death by 36 months in 4 folds of simulated patients: AUC as
# the mean over folds with DeLong's variance, the paired test of the mean, and what all folds'
# patients say with and without censoring weights. Run: Rscript make.R
suppressPackageStartupMessages({library(pROC); library(survival)})
set.seed(11)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 15, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
n <- 180
h <- 36 * 365.25 / 12
score <- rnorm(n)
death <- ceiling(-1500 * exp(-score) * log(runif(n)))
end <- ceiling(ifelse(runif(n) < 0.5, 3000 * runif(n), 4000))
d <- data.frame(sample = paste0("p", 1:n), time = pmin(death, end), event = 1 * (death <= end),
  fold = sample(rep(1:4, length.out = n)),
  first = round(plogis(score + 0.8 * rnorm(n)), 4), second = round(plogis(0.6 * score + rnorm(n)), 2))
gz(d, "patients.tsv.gz")
label <- ifelse(d$time > h, 0, ifelse(d$event == 1, 1, NA))
known <- !is.na(label)
# 1/G(T-) of the dead, 1/G(h) of those alive
# A death comes before a censoring of the same day.
km <- survfit(Surv(time + 0.5 * (event == 0), 1 - event) ~ 1, d)
G <- stepfun(km$time, c(1, km$surv))
w <- ifelse(known, 1 / ifelse(label == 1, G(d$time), G(h)), 0)
out <- NULL
row <- function(case, table, words, column, estimate, se = NA)
  out <<- rbind(out, data.frame(case, table, row = words, column, estimate, se))
for (case in c("weighted", "left-out")) {
  v <- if (case == "weighted") w else 1 * known
  for (m in c("first", "second")) {
    p <- d[[m]][known]; y <- label[known]; u <- v[known]
    r <- function(column, value) row(case, "C1", paste0("A/", m), column, value)
    call <- p >= 0.5
    r("accuracy", weighted.mean(call == y, u))
    precision <- sum(u[call & y == 1]) / sum(u[call])
    recall <- sum(u[call & y == 1]) / sum(u[y == 1])
    r("precision", precision)
    r("recall", recall)
    r("specificity", sum(u[!call & y == 0]) / sum(u[y == 0]))
    r("F1", 2 * precision * recall / (precision + recall))
    brier <- weighted.mean((y - p)^2, u)
    share <- weighted.mean(y, u)
    r("Brier", brier)
    r("scaled Brier", 1 - brier / (share * (1 - share)))
    r("log loss", -weighted.mean(y * log(p) + (1 - y) * log(1 - p), u))
    c <- sapply(1:4, function(f) { i <- d$fold == f
      concordance(Surv(d$time[i], d$event[i]) ~ d[[m]][i], reverse = TRUE)$concordance })
    r("C", mean(c))
  }
  row(case, "C1-patients", "A", "prevalence", weighted.mean(label[known], v[known]))
}
roc1 <- function(f, m) { i <- known & d$fold == f
  roc(label[i], d[[m]][i], direction = "<", levels = c(0, 1), quiet = TRUE) }
for (m in c("first", "second")) {
  curves <- lapply(1:4, roc1, m = m)
  row("left-out", "C1", paste0("A/", m), "AUC", mean(sapply(curves, function(x) as.numeric(x$auc))),
    sqrt(sum(sapply(curves, var))) / 4)
  each <- sapply(curves, function(x) as.numeric(x$auc))
  row("left-out", "C5", paste0("A/", m), "AUC", mean(each))
  row("left-out", "C5", paste0("A/", m), "SD of AUC", sd(each))
}
diff <- variance <- 0
for (f in 1:4) {
  a <- roc1(f, "first"); b <- roc1(f, "second")
  diff <- diff + (as.numeric(a$auc) - as.numeric(b$auc)) / 4
  variance <- variance + (var(a) + var(b) - 2 * cov(a, b)) / 16
}
row("left-out", "C4", "A/second", "AUC: first minus model", diff, sqrt(variance))
row("left-out", "C4", "A/second", "p (DeLong)", 2 * pnorm(-abs(diff) / sqrt(variance)))
right <- sapply(c("first", "second"), function(m) (d[[m]] >= 0.5) == label)[known, ]
only <- c(sum(right[, 1] & !right[, 2]), sum(right[, 2] & !right[, 1]))
row("left-out", "C4", "A/second", "only first right", only[1])
row("left-out", "C4", "A/second", "only the model right", only[2])
row("left-out", "C4", "A/second", "p (McNemar)", binom.test(only[1], sum(only))$p.value)
con <- gzfile("estimates.tsv.gz", "w")
out$estimate <- format(out$estimate, digits = 15, trim = TRUE)
out$se <- format(out$se, digits = 15, trim = TRUE)
write.table(out, con, sep = "\t", quote = FALSE, row.names = FALSE)
close(con)
writeLines(c(R.version.string, paste("pROC", packageVersion("pROC")),
  paste("survival", packageVersion("survival"))), "VERSIONS")
