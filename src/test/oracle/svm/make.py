# Inputs and expected values of the tests of the support vector machine: scikit-learn's SVC with radial
# basis functions (its LIBSVM takes weights of samples) and its sigmoid calibration.
# Run: /usr/bin/python3 make.py
import gzip
import platform

import numpy as np
import sklearn
from sklearn.calibration import _SigmoidCalibration
from sklearn.datasets import load_breast_cancer
from sklearn.svm import SVC


def write(name, header, rows):
    with open(name, "wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as out:
        out.write(("\t".join(header) + "\n").encode())
        for row in rows:
            out.write(("\t".join(f"{v:.15g}" for v in row) + "\n").encode())


def steps(rng, n):
    """Whole numbers of 1 to 12 with mean 5, so that fifths of the mean lose nothing."""
    s = rng.integers(1, 13, n)
    while s.sum() != 5 * n:
        i = rng.integers(n)
        s[i] = np.clip(s[i] + np.sign(5 * n - s.sum()), 1, 12)
    return s


rng = np.random.default_rng(5)
datasets = {}
x = np.round(rng.normal(size=(150, 6)), 3)
y = (x[:, 0] * x[:, 1] + .5 * x[:, 2] + .5 * rng.normal(size=150) > 0).astype(int)
datasets["ring"] = (x, y)
x = np.round(rng.normal(size=(90, 400)) + rng.normal(size=(90, 1)), 3)
y = (x[:, :20].sum(axis=1) - x[:, 20:40].sum(axis=1) + 4 * rng.normal(size=90) > 0).astype(int)
datasets["wide"] = (x, y)
cancer = load_breast_cancer()
x = np.round((cancer.data - cancer.data.mean(axis=0)) / cancer.data.std(axis=0), 3)[:240]
datasets["breast"] = (x, cancer.target[:240])

# (data, C, gamma or 0 for "scale", weighted)
CASES = [("ring", 1, 0, 0), ("ring", 10, .3, 0), ("ring", 1, 0, 1), ("wide", 1, 0, 0),
         ("wide", .1, .001, 1), ("breast", 1, 0, 0), ("breast", 10, 0, 1)]
decisions = []
for name, (x, y) in datasets.items():
    s = steps(rng, len(y))
    datasets[name] = (x, y, s)
    write(name + ".tsv.gz", ["label", "weight"] + [f"x{j + 1}" for j in range(x.shape[1])],
          np.column_stack([y, s, x]))
for k, (name, cost, gamma, weighted) in enumerate(CASES):
    x, y, s = datasets[name]
    machine = SVC(C=cost, gamma=gamma or "scale", tol=1e-9, cache_size=500)
    machine.fit(x, y, sample_weight=s / 5 if weighted else None)
    found = machine.decision_function(x)
    decisions += [(k + 1, i + 1, d) for i, d in enumerate(found)]
write("cases.tsv.gz", ["case", "cost", "gamma", "weighted", "n"],
      [(k + 1, c, g, w, len(datasets[d][1])) for k, (d, c, g, w) in enumerate(CASES)])
write("decisions.tsv.gz", ["case", "row", "decision"], decisions)

y = (rng.random(200) < .35).astype(int)
f = np.round(rng.normal(size=200) + .9 * y, 4)
w = np.round(rng.uniform(.2, 2, 200), 2)
w = w / w.mean()
plain = _SigmoidCalibration().fit(f, y)
heavy = _SigmoidCalibration().fit(f, y, w)
write("platt.tsv.gz", ["label", "decision", "weight", "probability", "weighted"],
      np.column_stack([y, f, w, plain.predict(f), heavy.predict(f)]))
with open("VERSIONS", "w") as out:
    out.write(f"Python {platform.python_version()}\nscikit-learn {sklearn.__version__}\nnumpy {np.__version__}\n")
