# Random survival forests of ranger on the data sets of the survival package: out-of-bag concordance
# and Brier score over seeds, importance, one tree without any randomness, log-rank statistics of
# splits and Nelson-Aalen estimates. Run: Rscript make.R (about 3 minutes on one core)
library(survival)
library(ranger)
suppressMessages(library(riskRegression))
options(digits = 15)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 15, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
numeric_columns <- function(d) as.data.frame(lapply(d, as.numeric))

complete <- list(
  veteran = with(veteran, data.frame(time, event = status, trt, celltype, karno, diagtime, age, prior)),
  lung = with(lung, data.frame(time, event = status - 1, age, sex, ph.ecog, ph.karno, pat.karno, meal.cal, wt.loss)),
  pbc = data.frame(time = pbc$time, event = pbc$status == 2, pbc[, 4:20]),
  gbsg = with(gbsg, data.frame(time = rfstime, event = status, age, meno, size, grade, nodes, pgr, er, hormon)))
complete <- lapply(complete, function(d) numeric_columns(na.omit(d)))
missing <- numeric_columns(data.frame(time = pbc$time, event = pbc$status == 2, pbc[, 4:20]))
for (name in names(complete)) gz(complete[[name]], paste0(name, ".tsv.gz"))
gz(missing, "pbc-missing.tsv.gz")

# Twenty equally spaced times up to the 80% quantile of the times, whole days.
grids <- lapply(complete, function(d) round(quantile(d$time, .8) * (1:20) / 20))
gz(do.call(rbind, lapply(names(grids), function(n) data.frame(data = n, time = grids[[n]]))), "grid.tsv.gz")

concordance_of <- function(d, risk) concordance(Surv(time, event) ~ risk, d, reverse = TRUE)$concordance
# The Brier score at each time by riskRegression, then straight lines from 0 at time 0.
integrated_brier <- function(d, survival, grid) {
  score <- Score(list(forest = 1 - survival), Surv(time, event) ~ 1, d, times = grid, metrics = "brier",
    null.model = FALSE, se.fit = FALSE, conf.int = FALSE)$Brier$score
  b <- c(0, score$Brier[order(score$times)])
  t <- c(0, grid)
  sum(diff(t) * (head(b, -1) + tail(b, -1)) / 2) / max(t)
}
settings <- data.frame(
  setting = c("veteran", "lung", "pbc", "gbsg", "pbc-subsample"),
  data = c("veteran", "lung", "pbc", "gbsg", "pbc"),
  trees = c(500, 500, 500, 200, 500), node = c(3, 3, 3, 3, 15), replace = c(1, 1, 1, 1, 0),
  fraction = c(1, 1, 1, 1, .632), mtry = c(3, 3, 5, 3, 8))
gz(settings, "settings.tsv.gz")
found <- NULL
for (s in seq_len(nrow(settings))) {
  o <- settings[s, ]
  d <- complete[[o$data]]
  grid <- grids[[o$data]]
  for (seed in 1:30) {
    f <- ranger(Surv(time, event) ~ ., d, num.trees = o$trees, mtry = o$mtry, min.node.size = o$node,
      replace = o$replace == 1, sample.fraction = o$fraction, splitrule = "logrank", seed = seed, num.threads = 1)
    events <- f$unique.death.times %in% d$time[d$event == 1]
    at <- findInterval(grid, f$unique.death.times)
    found <- rbind(found, data.frame(setting = o$setting, seed = seed,
      concordance = concordance_of(d, rowSums(f$chf[, events])),
      brier = integrated_brier(d, f$survival[, at], grid), ranger = 1 - f$prediction.error))
  }
}
found[, 3:5] <- signif(found[, 3:5], 9)
gz(found, "forests.tsv.gz")

# One tree on all samples and all features has no randomness but the order of equally good splits,
# and in nodes of 20 and more there are none here (ranger gives the same tree for every seed).
trees <- NULL
for (name in names(complete)) {
  d <- complete[[name]]
  f <- ranger(Surv(time, event) ~ ., d, num.trees = 1, mtry = ncol(d) - 2, min.node.size = 20, replace = FALSE,
    sample.fraction = 1, splitrule = "logrank", seed = 1, num.threads = 1)
  chf <- predict(f, d, num.threads = 1)$chf
  at <- findInterval(grids[[name]], f$unique.death.times)
  for (g in c(5, 10, 20)) trees <- rbind(trees, data.frame(data = name, time = grids[[name]][g],
    sample = seq_len(nrow(d)) - 1, chf = chf[, at[g]]))
}
gz(trees, "trees.tsv.gz")

splits <- NULL
for (name in names(complete)) {
  d <- complete[[name]]
  for (feature in setdiff(names(d), c("time", "event"))) {
    values <- sort(unique(d[[feature]]))
    cuts <- head(values, -1) + diff(values) / 2
    for (cut in cuts[unique(round(seq(1, length(cuts), length.out = 4)))])
      splits <- rbind(splits, data.frame(data = name, feature = feature, cut = cut,
        chisq = survdiff(Surv(time, event) ~ d[[feature]] <= cut, d)$chisq))
  }
}
gz(splits, "splits.tsv.gz")
hazards <- NULL
for (name in names(complete)) {
  f <- survfit(Surv(time, event) ~ 1, complete[[name]], ctype = 1)
  k <- f$n.event > 0
  hazards <- rbind(hazards, data.frame(data = name, time = f$time[k], hazard = f$cumhaz[k]))
}
gz(hazards, "nelson-aalen.tsv.gz")
# Permutation importance, the mean of ten forests.
importance <- NULL
for (name in c("veteran", "pbc")) {
  d <- complete[[name]]
  each <- sapply(1:10, function(seed) ranger(Surv(time, event) ~ ., d, num.trees = 500, importance = "permutation",
    seed = seed, num.threads = 1)$variable.importance)
  importance <- rbind(importance, data.frame(data = name, feature = rownames(each), importance = rowMeans(each),
    sd = apply(each, 1, sd)))
}
gz(importance, "importance.tsv.gz")
writeLines(c(R.version.string, paste("survival", packageVersion("survival")), paste("ranger", packageVersion("ranger")),
  paste("riskRegression", packageVersion("riskRegression"))), "VERSIONS")
