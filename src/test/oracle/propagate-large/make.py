"""Propagation on a network of 3,000 genes and some 15,000 interactions with duplicates, a gene that
interacts with itself and isolated genes: (1-a)(I-aA)^-1 F0 by a sparse direct solve (SciPy).

Run with Python 3, NumPy and SciPy from this folder: python3 make.py
"""

import gzip
import io
import sys

import numpy as np
import scipy
import scipy.sparse as sp
from scipy.sparse.linalg import spsolve

rng = np.random.default_rng(20260303)
n, isolated = 3000, 4
size = n + isolated
edges = {}
while len(edges) < 15000:
    i = int(rng.integers(1, n))
    j = int(i * rng.random() ** 1.5)
    if i != j:
        edges[(j, i)] = int(rng.integers(150, 1000))
for i in range(n):  # no gene but the last ones is isolated
    if not any(k in edges for k in ((i - 1, i), (i, i + 1))):
        edges[(i, i + 1) if i + 1 < n else (i - 1, i)] = 500
w = sp.lil_matrix((size, size))
for (i, j), weight in edges.items():
    w[i, j] = w[j, i] = weight
w = w.tocsc()
degree = np.asarray(w.sum(axis=1)).ravel()
root = np.where(degree > 0, 1 / np.sqrt(np.where(degree > 0, degree, 1)), 0)
a = (sp.diags(root) @ w @ sp.diags(root)).tocsc()
f0 = np.zeros(size)
scored = np.sort(rng.choice(size - 1, 1500, replace=False))
f0[scored] = np.round(rng.normal(size=1500) * 2, 2)
f0[size - 1] = 2.5


def write(name, lines):
    with open(name, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        with io.TextIOWrapper(out, "utf-8", newline="\n") as text:
            text.writelines(line + "\n" for line in lines)


lines = ["gene1\tgene2\tweight"]
for number, ((i, j), weight) in enumerate(sorted(edges.items())):
    lines.append(f"G{i}\tG{j}\t{weight}")
    if number % 40 == 0:
        lines.append(f"G{j}\tG{i}\t{weight - 50}")  # again, the other way round and weaker
    if number % 500 == 0:
        lines.append(f"G{i}\tG{i}\t900")  # with itself
lines += [f"G{i}\tG{i}\t1" for i in range(n, size)]
write("network.tsv.gz", lines)
write("scores.tsv.gz", ["gene\tscore"] + [f"G{i}\t{f0[i]}" for i in range(size) if f0[i] != 0])
solved = {alpha: (1 - alpha) * spsolve(sp.eye(size, format="csc") - alpha * a, f0) for alpha in (0.3, 0.7, 0.9)}
write("expected.tsv.gz", ["gene\t" + "\t".join(f"a{alpha}" for alpha in solved)]
      + [f"G{i}\t" + "\t".join(f"{column[i]:.11g}" for column in solved.values()) for i in range(size)])
with open("VERSIONS", "w") as out:
    out.write(f"Python {sys.version.split()[0]}\nNumPy {np.__version__}\nSciPy {scipy.__version__}\n")
