"""A large network and its propagation by SciPy, for `compare`.

    network.py simulate FOLDER NODES EDGES
    network.py propagate FOLDER

The reference solves (I - aA) F = (1-a) F0 by conjugate gradients to 1e-14. It writes
propagate.reference.tsv and propagate.seconds, the time of building A and solving.
"""

import pathlib
import sys
import time

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import cg

ALPHA = 0.7


def simulate(folder, nodes, edges):
    rng = np.random.default_rng(2)
    # Few hubs and many small genes, as in interaction databases
    weight = rng.pareto(1.5, nodes) + 1
    pairs = rng.choice(nodes, size=(int(edges * 1.3), 2), p=weight / weight.sum())
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    pairs = pairs[np.sort(rng.permutation(len(pairs))[:edges])]
    confidence = np.round(rng.uniform(0.15, 1, len(pairs)), 3)
    with open(folder / "network.tsv", "w") as out:
        out.write("gene1\tgene2\tweight\n")
        for (i, j), w in zip(pairs, confidence):
            out.write(f"G{i:05d}\tG{j:05d}\t{w}\n")
    score = np.round(rng.normal(size=nodes) * 2, 4)
    with open(folder / "scores.tsv", "w") as out:
        out.write("gene\tscore\n")
        for i in np.unique(pairs):
            out.write(f"G{i:05d}\t{score[i]}\n")


def propagate(folder):
    with open(folder / "network.tsv") as lines:
        rows = [line.split("\t") for line in lines.read().splitlines()[1:]]
    genes = sorted({row[0] for row in rows} | {row[1] for row in rows})
    index = {gene: k for k, gene in enumerate(genes)}
    start = np.zeros(len(genes))
    with open(folder / "scores.tsv") as lines:
        for line in lines.read().splitlines()[1:]:
            gene, score = line.split("\t")
            start[index[gene]] = abs(float(score))
    i = np.array([index[row[0]] for row in rows])
    j = np.array([index[row[1]] for row in rows])
    w = np.array([float(row[2]) for row in rows])
    began = time.perf_counter()
    a = sp.coo_matrix((np.r_[w, w], (np.r_[i, j], np.r_[j, i]))).tocsr()
    root = sp.diags(1 / np.sqrt(np.asarray(a.sum(axis=1)).ravel()))
    left = sp.eye(len(genes), format="csr") - ALPHA * (root @ a @ root)
    solved, failed = cg(left, (1 - ALPHA) * start, tol=1e-14, atol=0)
    seconds = time.perf_counter() - began
    if failed:
        sys.exit("conjugate gradients did not converge")
    with open(folder / "propagate.reference.tsv", "w") as out:
        out.write("gene\tscore\n")
        out.writelines(f"{gene}\t{float(v)!r}\n" for gene, v in zip(genes, solved))
    (folder / "propagate.seconds").write_text(f"{seconds:.3f}\n")


if __name__ == "__main__":
    work = pathlib.Path(sys.argv[2])
    if sys.argv[1] == "simulate":
        simulate(work, int(sys.argv[3]), int(sys.argv[4]))
    else:
        propagate(work)
