# The calibration belt (Nattino, Finazzi, Bertolini 2014) of simulated predictions, limits by another
# way than ours: at each grid point the curve is held at a value by an offset, glm fits the rest, and
# uniroot finds where the deviance is at the quantile of the calibration statistic. Run: Rscript make.R
set.seed(11)
options(digits = 17)
gz <- function(x, name) {
  con <- gzfile(name, "w")
  write.table(format(x, digits = 17, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
logit <- function(p) log(p / (1 - p))
c1 <- qchisq(0.95, 1)
tail1 <- function(v) dchisq(v, 1) / 0.05
below <- function(t, degree) {
  if (degree == 1) return(pchisq(t, 2))
  sapply(t, function(u) if (u <= c1 * (degree - 1) + 1e-9) 0 else
    integrate(function(v) tail1(v) * below(u - v, degree - 1), c1,
      u - c1 * (degree - 2), rel.tol = 1e-9)$value)
}
quantile.of <- function(degree, level)
  uniroot(function(t) below(t, degree) - level, c(0.01, 60), tol = 1e-10)$root

powers <- function(x, degree) outer(x, 1:degree, "^")
data <- expected <- NULL
keep <- function(name, n, truth, weighted) {
  p <- plogis(rnorm(n, -0.5, 1.3))
  y <- rbinom(n, 1, truth(p))
  w <- if (weighted) ifelse(runif(n) < 0.2, 0, runif(n, 1, 2)) else rep(1, n)
  data <<- rbind(data, data.frame(data = name, predicted = p, happened = y, weight = w))
  known <- w > 0
  x <- logit(p[known])
  y <- y[known]
  w <- w[known] * sum(w) / sum(w^2)
  control <- glm.control(epsilon = 1e-13, maxit = 200)
  fit <- function(degree) suppressWarnings(glm(y ~ powers(x, degree), binomial, weights = w, control = control))
  degree <- 1
  while (degree < 4 && deviance(fit(degree)) - deviance(fit(degree + 1)) > c1) degree <- degree + 1
  best <- fit(degree)
  grid <- seq(min(p[known]), max(p[known]), length.out = 9)
  at <- logit(grid)
  hat <- cbind(1, powers(at, degree)) %*% coef(best)
  limit <- function(g, level, side) {
    q <- quantile.of(degree, level)
    moved <- sweep(powers(x, degree), 2, powers(at[g], degree))
    above <- function(step) {
      held <- suppressWarnings(glm(y ~ 0 + moved, binomial, weights = w, control = control,
        offset = rep(hat[g] + side * step, length(y))))
      deviance(held) - deviance(best) - q
    }
    end <- 0.05
    while (above(end) < 0) end <- end * 1.5
    plogis(hat[g] + side * uniroot(above, c(0, end), tol = 1e-9)$root)
  }
  for (level in c(0.8, 0.95)) expected <<- rbind(expected, data.frame(data = name, level = 100 * level,
    degree = degree, quantile = quantile.of(degree, level), predicted = grid, observed = plogis(hat),
    lower = sapply(1:9, limit, level, -1), upper = sapply(1:9, limit, level, 1)))
}
keep("line", 300, function(p) plogis(0.2 + 0.7 * logit(p)), FALSE)
keep("weighted", 400, function(p) plogis(0.3 + 0.8 * logit(p)), TRUE)
keep("curve", 900, function(p) plogis(-0.3 + logit(p) - 0.35 * logit(p)^2), FALSE)
quantiles <- data.frame(degree = rep(1:3, each = 2), level = c(0.8, 0.95))
quantiles$quantile <- mapply(quantile.of, quantiles$degree, quantiles$level)
gz(data, "data.tsv.gz")
gz(expected, "expected.tsv.gz")
gz(quantiles, "quantiles.tsv.gz")
writeLines(R.version.string, "VERSIONS")
