# Inputs and expected values for `clinical-features`: scale and model.matrix of base R on the Mayo
# PBC data of the survival package, stage and grade written as texts. Run: Rscript make.R
data(pbc, package = "survival")
set.seed(51)
x <- data.frame(
  age = pbc$age, albumin = pbc$albumin, chol = pbc$chol, platelet = pbc$platelet,
  stage = ifelse(is.na(pbc$stage), "Stage X", paste("Stage", as.roman(pbc$stage))),
  grade = paste0("G", sample(1:4, nrow(pbc), TRUE)),
  sex = as.character(pbc$sex), trt = c("D-penicillamine", "placebo")[pbc$trt],
  oedema = c("none", "without diuretics", "despite diuretics")[match(pbc$edema, c(0, 0.5, 1))],
  site = sample(c("a", "b", "c", "d", "e", "f"), nrow(pbc), TRUE, c(30, 24, 20, 2, 2, 1)))
write.out <- function(x, file) {
  con <- gzfile(file, "w", compression = 9)
  write.table(x, con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
text <- x
numeric <- sapply(x, is.numeric)
text[numeric] <- lapply(x[numeric], function(v) ifelse(is.na(v), "NA", sprintf("%.15g", v)))
write.out(cbind(sample = sprintf("p%03d", pbc$id), text), "table.tsv.gz")

n <- nrow(x)
value <- x
value$stage <- pbc$stage
value$grade <- as.numeric(sub("G", "", x$grade))
expected <- function(share, count, squares) {
  features <- list()
  for (name in names(value)) {
    v <- value[[name]]
    if (is.numeric(v)) {
      z <- as.vector(scale(v))
      features[[name]] <- ifelse(is.na(z), 0, z)
      if (squares && !name %in% c("stage", "grade")) {
        z2 <- as.vector(scale(z^2))
        features[[paste0(name, "^2")]] <- ifelse(is.na(z2), 0, z2)
      }
    } else {
      counts <- table(v)
      rare <- names(counts)[counts < count | counts < share * n]
      common <- names(counts)[which.max(counts)]
      v[v %in% rare] <- if (sum(counts[rare]) >= max(count, share * n)) "other" else common
      filled <- ifelse(is.na(v), common, v)
      levels <- c(setdiff(sort(unique(filled)), "other"), intersect("other", filled))
      design <- model.matrix(~ v, list(v = relevel(factor(filled, levels), common)))
      for (j in 2:ncol(design))
        features[[paste0(name, "=", sub("^v", "", colnames(design)[j]))]] <- design[, j]
    }
    if (mean(is.na(v)) > 0.05) features[[paste0(name, "=missing")]] <- as.numeric(is.na(v))
  }
  m <- sapply(features, function(v) sprintf("%.15g", v))
  data.frame(feature = names(features), `colnames<-`(t(m), sprintf("p%03d", pbc$id)),
             check.names = FALSE)
}
write.out(expected(0.05, 10, FALSE), "expected.tsv.gz")
write.out(expected(0.02, 5, TRUE), "expected_rich.tsv.gz")
writeLines(c(R.version.string, paste("survival", packageVersion("survival"))), "VERSIONS")
