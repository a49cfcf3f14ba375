# Four scores of the patients of gbsg, two of them of Cox models learned on rotterdam: non-negative
# weights by optim on the Breslow partial likelihood, and C in subgroups with the spread of the
# stratified bootstrap. Run: Rscript make.R
suppressPackageStartupMessages(library(survival))
set.seed(1)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 15, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
train <- rotterdam
train$time <- ifelse(train$recur == 1, train$rtime, train$dtime)
train$event <- pmax(train$recur, train$death)
nodes <- coxph(Surv(time, event) ~ log1p(nodes) + grade, train)
hormones <- coxph(Surv(time, event) ~ log1p(pgr) + log1p(er) + meno, train)
scores <- data.frame(nodes = predict(nodes, gbsg), hormones = predict(hormones, gbsg),
  wrong = log(gbsg$rfstime) / 3 + rnorm(nrow(gbsg)), noise = rnorm(nrow(gbsg)))
scores <- round(scores, 6)
event <- gbsg$status
group <- paste0("grade", gbsg$grade)
gz(data.frame(days = gbsg$rfstime, rounded = 60 * ceiling(gbsg$rfstime / 60), event, group, scores),
  "patients.tsv.gz")
out <- NULL
n <- nrow(gbsg)
x <- as.matrix(scores)
for (unit in c("days", "rounded")) for (penalty in c(0, 0.01, 0.3)) {
  time <- if (unit == "days") gbsg$rfstime else 60 * ceiling(gbsg$rfstime / 60)
  risk <- outer(time, time, "<=") # row: patient at whose time the column is at risk
  died <- which(event == 1)
  value <- function(w) {
    eta <- drop(x %*% w)
    -sum(eta[died] - log(drop(risk[died, ] %*% exp(eta)))) / n + penalty / 2 * sum(w^2)
  }
  slope <- function(w) {
    e <- exp(drop(x %*% w))
    means <- (risk[died, ] %*% (e * x)) / drop(risk[died, ] %*% e)
    -colSums(x[died, ] - means) / n + penalty * w
  }
  w <- rep(0.5, 4)
  for (again in 1:5) w <- optim(w, value, slope, method = "L-BFGS-B", lower = 0,
    control = list(factr = 0, pgtol = 0, maxit = 1000))$par
  out <- rbind(out, data.frame(unit, penalty, t(setNames(w, names(scores))), objective = -value(w)))
}
gz(out, "weights.tsv.gz")
C <- function(i) concordance(Surv(gbsg$rfstime[i], event[i]) ~ scores$nodes[i], reverse = TRUE)$concordance
each <- split(seq_len(n), group)
values <- sapply(each, C)
gaps <- replicate(1500, diff(range(sapply(each, function(i) C(sample(i, replace = TRUE))))))
gz(data.frame(group = names(each), C = values), "groups.tsv.gz")
gz(data.frame(gap = diff(range(values)), se = sd(gaps)), "gap.tsv.gz")
writeLines(c(R.version.string, paste("stats", packageVersion("stats")),
  paste("survival", packageVersion("survival"))), "VERSIONS")
