# Bootstrap optimism of Cox models: rms::validate on resamples that are frozen too (validate draws
# nothing but these, so the same seed gives the same ones). Once as it is, and once with its fits
# run to convergence: it stops Newton's method at a relative change of 1e-4. Run: Rscript make.R
suppressMessages(library(rms))
library(survival)
options(digits = 17)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 17, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
plain <- rms:::coxphFit
exact <- function(..., eps, iter.max) plain(..., eps = 1e-14, iter.max = if (iter.max == 0) 0 else 50)
datasets <- list()
v <- veteran
datasets$veteran <- data.frame(time = v$time, event = v$status, karno = v$karno, age = v$age,
  diag = v$diagtime, prior = v$prior)
p <- na.omit(pbc)
datasets$pbc <- data.frame(time = p$time, event = as.integer(p$status == 2), age = p$age,
  bili = log(p$bili), edema = p$edema, albumin = p$albumin, copper = p$copper)
g <- gbsg[seq(1, nrow(gbsg), by = 4), ]
datasets$gbsg <- data.frame(time = ceiling(g$rfstime / 180), event = g$status, age = g$age,
  size = g$size, nodes = g$nodes, pgr = g$pgr, er = g$er, hormon = g$hormon)

expected <- NULL
for (name in names(datasets)) {
  d <- datasets[[name]]
  n <- nrow(d)
  gz(d, paste0(name, ".tsv.gz"))
  set.seed(11)
  gz(as.data.frame(replicate(20, sample(n, replace = TRUE)) - 1), paste0(name, "_resamples.tsv.gz"))
  for (ties in c("efron", "breslow")) for (fit in c("rms", "exact")) {
    assignInNamespace("coxphFit", if (fit == "rms") plain else exact, "rms")
    formula <- reformulate(setdiff(names(d), c("time", "event")), "Surv(time, event)")
    model <- if (fit == "rms") cph(formula, d, method = ties, x = TRUE, y = TRUE)
      else cph(formula, d, method = ties, x = TRUE, y = TRUE, eps = 1e-14, iter.max = 50)
    set.seed(11)
    r <- unclass(validate(model, B = 20))
    expected <- rbind(expected, data.frame(data = name, ties = ties, fit = fit, row = rownames(r),
      apparent = r[, "index.orig"], training = r[, "training"], test = r[, "test"],
      optimism = r[, "optimism"], corrected = r[, "index.corrected"], n = r[, "n"]))
  }
}
gz(expected, "expected.tsv.gz")
writeLines(c(R.version.string, paste("rms", packageVersion("rms")),
  paste("survival", packageVersion("survival"))), "VERSIONS")
