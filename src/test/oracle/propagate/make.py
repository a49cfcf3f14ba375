"""Closed form of network propagation, (1-a)(I-aA)^-1 F0, by a sparse direct solve (SciPy).

Run with Python 3, NumPy and SciPy from this folder: python3 make.py
"""

import gzip
import io
import sys

import numpy as np
import scipy
import scipy.sparse as sp
from scipy.sparse.linalg import spsolve

ALPHAS = (0.1, 0.5, 0.7, 0.95)
rng = np.random.default_rng(20260101)
n, isolated = 600, 5

edges = {}
for i in range(1, n):  # a heavy-tailed graph in several components: every 50th gene starts anew
    if i % 50:
        low = i - i % 50 if i < 150 else 150
        for j in {int(low + (i - low) * rng.random() ** 2) for _ in range(3)}:
            if i != j:
                edges[(j, i)] = round(float(rng.uniform(0.15, 1.0)), 3)
genes = [f"G{i:04d}" for i in range(n + isolated)]
size = n + isolated

scored = rng.choice(size, 400, replace=False)
seed = np.full(size, np.nan)
seed[scored] = np.round(rng.normal(size=400) * 2, 4)
f0 = np.nan_to_num(seed)

w = sp.lil_matrix((size, size))
for (i, j), weight in edges.items():
    w[i, j] = w[j, i] = weight
w = w.tocsc()
degree = np.asarray(w.sum(axis=1)).ravel()
root = np.where(degree > 0, 1 / np.sqrt(np.where(degree > 0, degree, 1)), 0)
a = sp.diags(root) @ w @ sp.diags(root)


def write(name, lines):
    with open(name, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        with io.TextIOWrapper(out, "utf-8", newline="\n") as text:
            text.writelines(line + "\n" for line in lines)


# genes on their own are named by an interaction with themselves; some pairs come twice
lines = ["gene1\tgene2\tweight"]
for (i, j), weight in edges.items():
    lines.append(f"{genes[i]}\t{genes[j]}\t{weight}")
    if rng.random() < 0.05:
        lines.append(f"{genes[j]}\t{genes[i]}\t{weight / 2}")
for i in range(n):
    if degree[i] == 0:
        lines.append(f"{genes[i]}\t{genes[i]}\t1")
lines += [f"{genes[i]}\t{genes[i]}\t1" for i in range(n, size)]
write("network.tsv.gz", lines)
write(
    "scores.tsv.gz",
    ["gene\tscore"] + [f"{genes[i]}\t{seed[i]}" for i in scored] + ["ELSEWHERE\t3"],
)
solved = {
    (alpha, name): (1 - alpha) * spsolve(sp.eye(size, format="csc") - alpha * a.tocsc(), start)
    for alpha in ALPHAS
    for name, start in (("signed", f0), ("absolute", np.abs(f0)))
}
write(
    "expected.tsv.gz",
    ["gene\t" + "\t".join(f"{name}_{alpha}" for alpha, name in solved)]
    + [
        genes[i] + "\t" + "\t".join(repr(float(column[i])) for column in solved.values())
        for i in range(size)
    ],
)
with open("VERSIONS", "w") as out:
    out.write(f"Python {sys.version.split()[0]}\nNumPy {np.__version__}\nSciPy {scipy.__version__}\n")
