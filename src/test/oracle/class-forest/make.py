# Inputs and the spread of expected values of the tests of the random forest: scikit-learn's
# RandomForestClassifier over 20 seeds. Run: /usr/bin/python3 make.py
import gzip
import platform

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import log_loss, roc_auc_score


def write(name, header, rows):
    with open(name, "wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as out:
        out.write(("\t".join(header) + "\n").encode())
        for row in rows:
            out.write(("\t".join(f"{v:.15g}" for v in row) + "\n").encode())


rng = np.random.default_rng(8)
n, p, training = 450, 30, 200
x = np.round(rng.normal(size=(n, p)) + .5 * rng.normal(size=(n, 1)), 3)
odds = -.5 + x[:, 0] + .8 * x[:, 1] * (x[:, 2] > 0) - x[:, 3]
y = (rng.random(n) < 1 / (1 + np.exp(-odds))).astype(int)
spread, mean = [], np.zeros(n - training)
for seed in range(20):
    forest = RandomForestClassifier(200, max_features=6, random_state=seed)
    found = forest.fit(x[:training], y[:training]).predict_proba(x[training:])[:, 1]
    mean += found / 20
    spread.append((seed, roc_auc_score(y[training:], found), log_loss(y[training:], found)))
write("data.tsv.gz", ["label", "training", "mean"] + [f"x{j + 1}" for j in range(p)], np.column_stack(
    [y, np.arange(n) < training, np.concatenate([np.zeros(training), mean]), x]))
write("spread.tsv.gz", ["seed", "auc", "loss"], spread)
with open("VERSIONS", "w") as out:
    out.write(f"Python {platform.python_version()}\nscikit-learn {sklearn.__version__}\nnumpy {np.__version__}\n")
