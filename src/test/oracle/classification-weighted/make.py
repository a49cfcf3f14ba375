"""Weighted and unweighted measures of classifiers by scikit-learn. Run: python3 make.py"""
import gzip
import sys

import numpy as np
import sklearn
from sklearn import metrics

rng = np.random.default_rng(29)


def write(name, header, rows):
    with gzip.GzipFile(name, "wb", mtime=0) as out:
        for row in [header] + rows:
            out.write(("\t".join(x if isinstance(x, str) else repr(float(x)) for x in row) + "\n").encode())


def simulated(n, digits):
    y = (rng.random(n) < 0.35).astype(float)
    p = np.round(1 / (1 + np.exp(-(1.2 * rng.normal(size=n) + 1.5 * y - 1))), digits)
    return y, p, np.round(1 + rng.exponential(size=n), 4)


sets = {
    "wide": simulated(200, 6),
    "ties": simulated(70, 1),
    "small": (np.array([1.0, 0, 0, 1, 0]), np.array([0.7, 0.7, 0.1, 0.2, 0.5]), np.array([1.0, 2, 1.5, 3, 1])),
    # a forest that is certain, and once wrongly so; and a model that says the same of everybody
    "certain": (np.array([1.0, 0, 0, 1, 0, 1]), np.array([1.0, 0, 1, 1, 0.25, 0.5]), np.array([1, 1, 2, 1, 1, 2.5])),
    "same": (np.array([1.0, 0, 0, 1, 0]), np.full(5, 0.3), np.array([1.0, 2, 1, 1, 1])),
}
data, expected, roc, recall = [], [], [], []
for name, (y, p, w) in sets.items():
    data += [[name, *row] for row in zip(y, p, w)]
    for kind, weights in (("equal", np.ones(len(y))), ("weighted", w)):
        c = (p >= 0.5).astype(float)
        s = {"sample_weight": weights}
        tn, fp, fn, tp = metrics.confusion_matrix(y, c, **s).ravel()
        expected.append([
            name, kind, tp, fp, fn, tn,
            metrics.accuracy_score(y, c, **s),
            metrics.precision_score(y, c, zero_division=0, **s),
            metrics.recall_score(y, c, **s),
            metrics.recall_score(y, c, pos_label=0, **s),
            metrics.f1_score(y, c, zero_division=0, **s),
            metrics.balanced_accuracy_score(y, c, **s),
            metrics.roc_auc_score(y, p, **s),
            metrics.average_precision_score(y, p, **s),
            metrics.brier_score_loss(y, p, **s),
            metrics.log_loss(y, p, labels=[0, 1], **s),
        ])
        fpr, tpr, at = metrics.roc_curve(y, p, drop_intermediate=False, **s)
        roc += [[name, kind, *row] for row in zip(at[1:], fpr[1:], tpr[1:])]
        precision, share, at = metrics.precision_recall_curve(y, p, **s)
        recall += [[name, kind, *row] for row in zip(at[::-1], share[:-1][::-1], precision[:-1][::-1])]
write("scores.tsv.gz", ["data", "label", "probability", "weight"], data)
write("expected.tsv.gz", [
    "data", "weights", "tp", "fp", "fn", "tn", "accuracy", "precision", "recall", "specificity", "f1", "balanced",
    "auc", "ap", "brier", "logloss"], expected)
write("roc.tsv.gz", ["data", "weights", "threshold", "fpr", "tpr"], roc)
write("recall.tsv.gz", ["data", "weights", "threshold", "recall", "precision"], recall)
with open("VERSIONS", "w") as out:
    out.write("Python %s\nnumpy %s\nscikit-learn %s\n" % (
        sys.version.split()[0], np.__version__, sklearn.__version__))
