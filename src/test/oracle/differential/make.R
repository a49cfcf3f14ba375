# Inputs and expected values for `differential`: limma (groups) and survival::coxph (one gene a model).
# Run in this folder: Rscript make.R
suppressMessages({library(limma); library(survival)})
set.seed(20)
write_matrix <- function(m, file) {
  con <- gzfile(file, "w"); on.exit(close(con))
  write.table(data.frame(feature = rownames(m), m), con, sep = "\t", quote = FALSE, row.names = FALSE)
}
write_plain <- function(d, file) {
  con <- gzfile(file, "w"); on.exit(close(con))
  d[] <- lapply(d, function(v) if (is.numeric(v)) format(v, digits = 16, trim = TRUE) else v)
  write.table(d, con, sep = "\t", quote = FALSE, row.names = FALSE)
}

genes <- 240; samples <- 18
sd <- sqrt(1 / rgamma(genes, 3, 2))
m <- matrix(round(rnorm(genes * samples, 7, sd), 4), genes)
dimnames(m) <- list(sprintf("g%03d", 1:genes), sprintf("s%02d", 1:samples))
two <- rep(c("control", "tumour"), c(7, 11)); three <- rep(c("a", "b", "c"), c(5, 7, 6))
m[1:30, two == "tumour"] <- m[1:30, two == "tumour"] + 2
m[sample(length(m), 250)] <- NA
m["g101", ] <- 3                              # constant
m["g102", ] <- ifelse(two == "tumour", 5, 4)  # no variance inside groups
m["g103", two == "control"] <- NA             # an empty group
m["g104", -c(1, 18)] <- NA                    # one value a group: no residual df
m["g105", ] <- NA
write_matrix(m, "expression.tsv.gz")
write.table(data.frame(sample = colnames(m), group = two), "groups2.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
write.table(data.frame(sample = colnames(m), group = three), "groups3.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
moderated <- function(group) suppressWarnings(eBayes(lmFit(m, model.matrix(~group))))
table_of <- function(fit, coef) {
  t <- topTable(fit, coef = coef, number = Inf, sort.by = "none")
  cbind(gene = rownames(m), t[, setdiff(colnames(t), "B")])
}
f2 <- moderated(two); f3 <- moderated(three)
write_plain(table_of(f2, 2), "limma2.tsv.gz")
t3 <- table_of(f3, 2:3)
# Where the first group is empty limma's coefficient called groupb is b - c (the pivoted fit); we give none.
t3$groupb[rowSums(!is.na(m[, three == "a"])) == 0] <- NA
write_plain(t3, "limma3.tsv.gz")
write_plain(data.frame(prior = c("two", "three"), df = c(f2$df.prior, f3$df.prior),
                       s2 = c(f2$s2.prior, f3$s2.prior)), "limma_prior.tsv.gz")
# Variances so alike that the prior has infinitely many degrees of freedom.
alike <- matrix(round(rnorm(60 * samples), 4), 60, dimnames = list(sprintf("h%02d", 1:60), colnames(m)))
alike <- t(apply(alike, 1, function(v) { r <- resid(lm(v ~ two)); round(7 + r / sd(r) + (two == "tumour") * v[1], 5) }))
dimnames(alike) <- list(sprintf("h%02d", 1:60), colnames(m))
write_matrix(alike, "alike.tsv.gz")
m <- alike; fa <- moderated(two); stopifnot(is.infinite(fa$df.prior))
write_plain(table_of(fa, 2), "limma_alike.tsv.gz")

n <- 90; genes <- 120
x <- matrix(round(rnorm(genes * n), 4), genes, dimnames = list(sprintf("c%03d", 1:genes), sprintf("p%02d", 1:n)))
time <- ceiling(rexp(n, exp(.7 * x[1, ] - .5 * x[2, ])) * 20)   # heavy ties
event <- as.integer(runif(n) < .6)
x[sample(length(x), 400)] <- NA
x["c050", ] <- rbinom(n, 1, .1)
x["c051", ] <- 2
x["c052", ] <- 0; x["c052", which(event == 0)[1]] <- 1          # infinite coefficient: only a censored sample differs
x["c053", ] <- x["c053", ] * 1e5 + 3e6
write_matrix(x, "cox_expression.tsv.gz")
write.table(data.frame(sample = colnames(x), time, event), "survival.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
rows <- lapply(rownames(x), function(g) {
  d <- data.frame(time, event, v = x[g, ]); d <- d[!is.na(d$v), ]
  if (length(unique(d$v)) < 2) return(data.frame(gene = g, n = nrow(d), events = sum(d$event), z = NA, coef = NA, se = NA))
  f <- suppressWarnings(coxph(Surv(time, event) ~ v, d, ties = "efron", control = coxph.control(eps = 1e-13, iter.max = 60)))
  infinite <- g == "c052"
  data.frame(gene = g, n = f$n, events = f$nevent, z = sign(coef(f)) * sqrt(f$score),
             coef = if (infinite) NA else unname(coef(f)), se = if (infinite) NA else sqrt(f$var[1]))
})
write_plain(do.call(rbind, rows), "coxph.tsv.gz")
writeLines(c(R.version.string, paste("limma", packageVersion("limma")), paste("survival", packageVersion("survival"))), "VERSIONS")
