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
# A single event: coefficients are infinite where the sample with the event lies at an end of its risk set.
one <- as.integer(seq_len(n) == order(time)[30])
write.table(data.frame(sample = colnames(x), time, event = one), "survival_one.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
cox_of <- function(genes, x, time, event) do.call(rbind, lapply(genes, function(g) {
  d <- data.frame(time, event, v = x[g, ]); d <- d[!is.na(d$v), ]
  nothing <- data.frame(gene = g, n = nrow(d), events = sum(d$event), z = NA, coef = NA, se = NA)
  if (length(unique(d$v)) < 2 || sum(d$event) == 0) return(nothing)
  spread <- sd(d$v); d$v <- d$v / spread; v <- d$v
  f <- suppressWarnings(coxph(Surv(time, event) ~ v, d, ties = "efron", control = coxph.control(eps = 1e-13, iter.max = 60)))
  if (f$score == 0) return(nothing)
  risk <- v[d$time >= d$time[d$event == 1][1]]
  infinite <- sum(d$event) == 1 && (v[d$event == 1] %in% range(risk)) || sqrt(f$var[1]) > 1e3
  data.frame(gene = g, n = f$n, events = f$nevent, z = sign(coef(f)) * sqrt(f$score),
             coef = if (infinite) NA else unname(coef(f)) / spread, se = if (infinite) NA else sqrt(f$var[1]) / spread)
}))
write_plain(cox_of(rownames(x)[1:49], x, time, one), "coxph_one.tsv.gz")

# Of realistic size, few decimals (many equal values), three-week visits (few distinct times).
digits <- function(d) { d[] <- lapply(d, function(v) if (is.numeric(v)) signif(v, 13) else v); d }
genes <- 1000; n <- 80
y <- matrix(round(rnorm(genes * n, runif(genes, 2, 9), sqrt(1 / rgamma(genes, 3, 2))), 1), genes,
  dimnames = list(sprintf("k%04d", 1:genes), sprintf("q%02d", 1:n)))
four <- rep(c("luminal", "basal", "her2", "normal"), c(31, 24, 17, 8))
y[1:60, four == "basal"] <- y[1:60, four == "basal"] + 1
risk <- scale(colMeans(y[61:80, ]))[, 1]
time <- ceiling(rexp(n, exp(.6 * risk)) * 12) * 21
event <- as.integer(runif(n) < .55)
y[sample(length(y), 3000)] <- NA
y["k0901", ] <- 0                            # all zeros
y["k0902", ] <- 7.3                          # constant
y["k0903", four == "normal"] <- NA           # missing in one group
y["k0904", ] <- match(four, sort(unique(four)))  # no variance inside groups
y["k0905", -c(3, 40, 60, 78)] <- NA          # one value a group
y["k0906", ] <- replace(rep(0, n), 11, 4.2)  # one sample alone differs
y["k0907", -c(1, 2)] <- NA
write_matrix(y, "large.tsv.gz")
write.table(data.frame(sample = colnames(y), group = four), "large_groups.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
write.table(data.frame(sample = colnames(y), group = ifelse(four == "basal", "basal", "other")), "large_groups2.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
write.table(data.frame(sample = colnames(y), time, event), "large_survival.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
m <- y
l2 <- moderated(factor(ifelse(four == "basal", "basal", "other"))); l4 <- moderated(factor(four))
write_plain(digits(table_of(l2, 2)[, c("gene", "logFC", "t", "P.Value")]), "large_limma2.tsv.gz")
t4 <- table_of(l4, 2:4)
write_plain(digits(data.frame(gene = t4$gene, F = t4$F, P.Value = t4$P.Value)), "large_limma4.tsv.gz")
write_plain(digits(cox_of(rownames(y), y, time, event)), "large_coxph.tsv.gz")
writeLines(c(R.version.string, paste("limma", packageVersion("limma")), paste("survival", packageVersion("survival"))), "VERSIONS")
