"""Interventional Shapley and Owen values of a small function, by brute force over all orderings.

Run with Python 3 and NumPy from this folder: python3 make.py
"""

import gzip
import io
import math
import sys
from itertools import permutations

import numpy as np

FEATURES = ["age", "stage", "g1", "g2", "mut", "cnv"]
GROUPS = {"clinical": (0, 1), "rna": (2, 3), "dna": (4, 5)}
PATIENTS, BACKGROUND = 7, 9
rng = np.random.default_rng(20260102)


def draw(n):
    x = np.round(rng.normal(size=(n, len(FEATURES))), 3)
    x[:, 1] = rng.integers(0, 3, n)
    x[:, 4] = rng.integers(0, 2, n)
    return x


def score(x):
    """Interactions of up to six features, a kink and a jump."""
    age, stage, g1, g2, mut, cnv = (float(v) for v in x)
    s = 0.6 * age + 0.4 * stage * max(g1, 0.0) + 0.8 * mut * math.tanh(g2) * (1 + age * cnv)
    return s + math.exp(-0.5 * (g1 - g2 + cnv) ** 2) + (0.7 if stage + cnv + g1 > 1.5 else 0.0)


def shapley(patient, others, players, orders):
    """Mean over background patients and orders of what each player adds when it joins."""
    total = {name: 0.0 for name in players}
    for other in others:
        known = {}

        def worth(members):
            key = frozenset(members)
            if key not in known:
                x = other.copy()
                for name in key:
                    for j in players[name]:
                        x[j] = patient[j]
                known[key] = score(x)
            return known[key]

        for order in orders:
            for k, name in enumerate(order):
                total[name] += worth(order[: k + 1]) - worth(order[:k])
    return {name: value / len(orders) / len(others) for name, value in total.items()}


def nested_orders():
    """Orders of the features in which those of a group are neighbours."""
    orders = []
    for outer in permutations(GROUPS):
        heads = [()]
        for group in outer:
            heads = [h + inner for h in heads for inner in permutations(GROUPS[group])]
        orders += [tuple(FEATURES[j] for j in head) for head in heads]
    return orders


def write(name, lines):
    with open(name, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        with io.TextIOWrapper(out, "utf-8", newline="\n") as text:
            text.writelines(line + "\n" for line in lines)


def table(name, x, prefix):
    lines = ["sample\t" + "\t".join(FEATURES)]
    for i, row in enumerate(x):
        lines.append(f"{prefix}{i}\t" + "\t".join(f"{v:.10g}" for v in row))
    write(name, lines)


patients, others = draw(PATIENTS), draw(BACKGROUND)
table("patients.tsv.gz", patients, "P")
table("background.tsv.gz", others, "B")
single = {name: (j,) for j, name in enumerate(FEATURES)}
kinds = (
    ("feature", single, list(permutations(FEATURES))),
    ("owen", single, nested_orders()),
    ("group", GROUPS, list(permutations(GROUPS))),
)
lines = ["kind\tsample\tname\tvalue"]
for i, patient in enumerate(patients):
    for kind, players, orders in kinds:
        for name, value in shapley(patient, others, players, orders).items():
            lines.append(f"{kind}\tP{i}\t{name}\t{value:.14g}")
    lines.append(f"prediction\tP{i}\tprediction\t{score(patient):.14g}")
baseline = math.fsum(score(other) for other in others) / len(others)
lines.append(f"baseline\tB\tbaseline\t{baseline:.14g}")
write("expected.tsv.gz", lines)
with open("VERSIONS", "w") as out:
    out.write(f"Python {sys.version.split()[0]}\nNumPy {np.__version__}\n")
