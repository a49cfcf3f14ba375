"""Factors of samples under a fixed factor model: the normal posterior by dense linear algebra
(NumPy), and, with a view of zeros and ones, the stationary point of its bound found by SciPy's root
finder. Run with Python 3 from this folder: python3 make.py
"""

import gzip
import io
import json
import sys

import numpy as np
import scipy
from scipy.optimize import root

rng = np.random.default_rng(20260202)
K, N = 3, 40
samples = [f"s{n:02d}" for n in range(N)]
truth = rng.normal(size=(N, K))


def make_view(name, features, bernoulli, scale):
    weight = np.round(rng.normal(size=(features, K + 1)) * ([1, 0.6, 0.3, 0.2]), 4)
    covariance = []
    for _ in range(features):
        half = rng.normal(size=(K + 1, K + 1)) * 0.1
        covariance.append((half @ half.T + 0.01 * np.eye(K + 1)).astype(np.float32))
    centre = np.zeros(features) if bernoulli else np.round(rng.normal(size=features) * 3, 3)
    precision = np.round(rng.gamma(3, 0.5, features) + 0.1, 4)
    latent = np.column_stack([truth, np.ones(N)]) @ weight.T
    if bernoulli:
        data = (rng.random(latent.shape) < 1 / (1 + np.exp(-latent))).astype(float)
    else:
        data = np.round(centre + scale * (latent + rng.normal(size=latent.shape) / np.sqrt(precision)), 4)
    data[rng.random(data.shape) < 0.15] = np.nan
    return dict(name=name, bernoulli=bernoulli, ids=[f"{name}{d:02d}" for d in range(features)], weight=weight,
                covariance=np.array(covariance, dtype=float), centre=centre, precision=precision, scale=scale, data=data)


views = [make_view("rna", 40, False, 1.7), make_view("meth", 25, False, 1.0), make_view("mut", 20, True, 1.0)]
views[1]["data"][:6] = np.nan     # samples without a view
views[2]["data"][[2, 3, 10]] = np.nan
for v in views:
    v["data"][3] = np.nan         # a sample without any
views[0]["data"][5] = np.nan      # a sample with a single real value
views[0]["data"][5, 0] = 2.5


def posterior(chosen, n):
    fixed, right = np.eye(K), np.zeros(K)
    bits = []
    for v in chosen:
        for d in np.flatnonzero(~np.isnan(v["data"][n])):
            w = v["weight"][d]
            second = v["covariance"][d] + np.outer(w, w)
            if v["bernoulli"]:
                bits.append(second)
                right = right + (v["data"][n, d] - 0.5) * w[:K]
            else:
                t = v["precision"][d]
                fixed = fixed + t * second[:K, :K]
                right = right + t * ((v["data"][n, d] - v["centre"][d]) / v["scale"] * w[:K] - second[:K, K])
    if np.array_equal(fixed, np.eye(K)) and not bits:
        return np.full(K, np.nan)
    if not bits:
        return np.linalg.solve(fixed, right)

    def solve(log_zeta):
        zeta = np.exp(log_zeta)
        twice = np.tanh(zeta / 2) / (2 * zeta)
        precision, linear = fixed.copy(), right.copy()
        for t, second in zip(twice, bits):
            precision += t * second[:K, :K]
            linear -= t * second[:K, K]
        return np.linalg.solve(precision, linear), np.linalg.inv(precision)

    def gap(log_zeta):
        mean, covariance = solve(log_zeta)
        moment = np.zeros((K + 1, K + 1))
        moment[:K, :K] = covariance
        one = np.append(mean, 1)
        moment += np.outer(one, one)
        return log_zeta - 0.5 * np.log([np.sum(second * moment) for second in bits])

    found = root(gap, np.zeros(len(bits)), tol=1e-14)
    assert np.abs(gap(found.x)).max() < 1e-11, found
    return solve(found.x)[0]


def write(name, text):
    with open(name, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        with io.TextIOWrapper(out, "utf-8", newline="\n") as lines:
            lines.write(text)


def cell(value):
    return "NA" if np.isnan(value) else repr(round(float(value), 13))


lower = np.tril_indices(K + 1)
write("state.json.gz", json.dumps({
    "factors": K,
    "views": [{
        "name": v["name"], "bernoulli": v["bernoulli"], "features": v["ids"], "centre": v["centre"].tolist(),
        "scale": v["scale"], "precision": [] if v["bernoulli"] else v["precision"].tolist(),
        "weight": v["weight"].tolist(), "covariance": [c[lower].tolist() for c in v["covariance"]],
        "explained": [0.0] * (K + 1)} for v in views],
    "evidence": [], "factorCounts": []}))
for v in views:
    rows = ["feature\t" + "\t".join(samples)]
    for d, feature in enumerate(v["ids"]):
        rows.append(feature + "\t" + "\t".join("NA" if np.isnan(x) else repr(float(x)) for x in v["data"][:, d]))
    write(v["name"] + ".tsv.gz", "\n".join(rows) + "\n")
sets = {"real": views[:2], "all": views, **{v["name"]: [v] for v in views}}
for name, chosen in sets.items():
    z = np.array([posterior(chosen, n) for n in range(N)])
    rows = ["factor\t" + "\t".join(samples)]
    rows += [f"Factor{k + 1}\t" + "\t".join(cell(x) for x in z[:, k]) for k in range(K)]
    write(f"factors_{name}.tsv.gz", "\n".join(rows) + "\n")
with open("VERSIONS", "w") as out:
    out.write(f"Python {sys.version.split()[0]}\nNumPy {np.__version__}\nSciPy {scipy.__version__}\n")
