# Cohen's kappa, unweighted, with linear and with quadratic weights: psych::cohen.kappa, and the
# multinomial delta method with derivatives by complex steps, which is what Fleiss, Cohen and
# Everitt (1969) wrote out. Run: Rscript make.R
library(psych)
library(survival)
set.seed(7)
options(digits = 17)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 17, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
weights <- function(k, power) 1 - (abs(row(diag(k)) - col(diag(k))) / (k - 1))^power
kappa.of <- function(p, w) {
  chance <- sum(w * outer(rowSums(p), colSums(p)))
  (sum(w * p) - chance) / (1 - chance)
}
delta <- function(p, w, n) {
  g <- sapply(seq_along(p), function(c) {
    q <- p + 0i
    q[c] <- q[c] + 1e-20i
    Im(kappa.of(q, w)) / 1e-20
  })
  sqrt((sum(p * g^2) - sum(p * g)^2) / n)
}

ratings <- expected <- NULL
keep <- function(name, a, b, k) {
  ratings <<- rbind(ratings, data.frame(data = name, first = a - 1, second = b - 1))
  p <- unclass(table(factor(a, 1:k), factor(b, 1:k))) / length(a)
  for (kind in c("none", "linear", "quadratic")) {
    w <- if (kind == "none") diag(k) else weights(k, c(linear = 1, quadratic = 2)[kind])
    f <- suppressWarnings(cohen.kappa(cbind(a, b), w = w, levels = 1:k))
    line <- if (kind == "none") 1 else 2
    variance <- if (kind == "none") f$var.kappa else f$var.weighted
    expected <<- rbind(expected, data.frame(data = name, levels = k, weights = kind,
      kappa = f$confid[line, "estimate"], psych.se = sqrt(variance),
      psych.lower = f$confid[line, "lower"], psych.upper = f$confid[line, "upper"],
      se = delta(p, w, length(a))))
  }
}
# Fleiss, Cohen and Everitt's table of 200 cases
table3 <- matrix(c(88, 14, 18, 10, 40, 10, 2, 6, 12), 3, byrow = TRUE)
keep("fleiss", rep(row(table3), table3), rep(col(table3), table3), 3)
# Risk groups of two models of the same patients
thirds <- function(x) findInterval(x, quantile(x, 1:2 / 3), left.open = TRUE) + 1
p <- na.omit(pbc)
first <- predict(coxph(Surv(time, status == 2) ~ age + log(bili) + edema + albumin, p))
second <- predict(coxph(Surv(time, status == 2) ~ platelet + stage + copper, p))
keep("pbc", thirds(first), thirds(second), 3)
# A level that nobody has, and few ratings that disagree
keep("few", c(1, 1, 2, 4, 4, 1, 2), c(1, 4, 2, 4, 1, 2, 1), 4)
keep("two", sample(2, 60, TRUE), sample(2, 60, TRUE), 2)

gz(ratings, "ratings.tsv.gz")
gz(expected, "expected.tsv.gz")
writeLines(c(R.version.string, paste("psych", packageVersion("psych")),
  paste("survival", packageVersion("survival"))), "VERSIONS")
