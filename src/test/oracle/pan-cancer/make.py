"""Three simulated cohorts that a pan-cancer score is learned from and a fourth that it is asked
about: stratified ridge Cox regression in its primal form (NumPy for the sums, SciPy's trust-region
Newton method for the maximum). Run with Python 3 from this folder: python3 make.py
"""

import gzip
import io
import sys

import numpy as np
import scipy
from scipy.optimize import minimize

rng = np.random.default_rng(20261121)
SIZES = {"A": 45, "B": 40, "C": 50, "D": 30}
SOURCES = ["A", "B", "C"]
CLINICAL, RNA, MUTATION = ["age", "sex", "stage"], [f"g{k}" for k in range(12)], [f"m{k}" for k in range(5)]
LAMBDAS = [100, 30, 10, 3]
# What a cohort does not have: g3 is measured in A alone, sex and g1 in two of three.
LACKS = {"A": ["sex"], "B": ["g1", "g3"], "C": ["g3"], "D": ["stage", "g2"]}


def simulate(name, n):
    columns = {
        "age": np.round(rng.normal(60, 9, n), 1),
        "sex": rng.integers(0, 2, n).astype(float),
        "stage": rng.integers(1, 5, n).astype(float),
    }
    columns |= {g: np.round(rng.normal(size=n) * (1 + k / 4) + k, 4) for k, g in enumerate(RNA)}
    # m4 is mutated in hardly anybody.
    rates = [0.5, 0.3, 0.2, 0.1, 0.02]
    columns |= {m: (rng.random(n) < rates[k]).astype(float) for k, m in enumerate(MUTATION)}
    age = (columns["age"] - 60) / 9
    eta = 0.5 * age**2 + 0.4 * columns["stage"] + 0.7 * (columns["g0"] - columns["g5"] / 2) + columns["m1"]
    death = rng.exponential(1, n) * np.exp(-eta) * 4000
    censoring = rng.exponential(3000, n)
    columns["g7"][rng.integers(0, n, 3)] = np.nan
    columns["g11"][0] = 40.0
    for feature in LACKS[name]:
        columns[feature] = np.full(n, np.nan)
    # Times in tens of days, so that there are ties.
    time = np.ceil(np.minimum(death, censoring) / 10) * 10 + 10
    return columns, time, (death <= censoring).astype(int)


def standardised(columns, features):
    z = np.column_stack([columns[f] for f in features])
    with np.errstate(all="ignore"):
        known = ~np.isnan(z).all(0)
        mean = np.where(known, np.nanmean(np.where(known, z, 0), 0), 0)
        sd = np.where(known, np.nanstd(np.where(known, z, 0), 0, ddof=1), 0)
        z = np.where(sd > 0, (z - mean) / np.where(sd > 0, sd, 1), 0)
    return np.clip(np.nan_to_num(z), -3, 3)


def likelihood(beta, x, time, event):
    """Log partial likelihood with Breslow's ties, its gradient and its negative Hessian."""
    eta = x @ beta
    w = np.exp(eta)
    value, gradient, hessian = 0.0, np.zeros_like(beta), np.zeros((len(beta), len(beta)))
    for i in np.flatnonzero(event):
        risk = time >= time[i]
        p = w[risk] / w[risk].sum()
        mean = p @ x[risk]
        value += eta[i] - np.log(w[risk].sum())
        gradient += x[i] - mean
        hessian += (x[risk] * p[:, None]).T @ x[risk] - np.outer(mean, mean)
    return value, gradient, hessian


def ridge(cohorts, penalty):
    def parts(beta):
        sums = [likelihood(beta, *cohort) for cohort in cohorts]
        return [sum(s[k] for s in sums) for k in range(3)]

    p = cohorts[0][0].shape[1]
    found = minimize(
        lambda b: penalty / 2 * b @ b - parts(b)[0],
        np.zeros(p),
        jac=lambda b: penalty * b - parts(b)[1],
        hess=lambda b: penalty * np.eye(p) + parts(b)[2],
        method="trust-exact",
        options={"gtol": 1e-10},
    )
    return found.x


data = {name: simulate(name, n) for name, n in SIZES.items()}
total = sum(SIZES[c] for c in SOURCES)
rna = sorted(g for g in RNA if sum(g not in LACKS[c] for c in SOURCES) >= 1.5)
mutation = sorted(m for m in MUTATION if sum(data[c][0][m].sum() for c in SOURCES) >= 0.03 * total)
clinical = sorted(CLINICAL)
squares = ["age", "stage"]
widths = {"clinical": (3, len(clinical) + len(squares)), "rna": (1, len(rna)), "mutation": (1, len(mutation))}


def design(name):
    columns = data[name][0]
    z = standardised(columns, clinical)
    z = np.column_stack([z, *(z[:, clinical.index(f)] ** 2 for f in squares)])
    blocks = {"clinical": z, "rna": standardised(columns, rna), "mutation": standardised(columns, mutation)}
    return np.column_stack([blocks[b] * np.sqrt(w / p) for b, (w, p) in widths.items()])


sources = [(design(c), data[c][1], data[c][2]) for c in SOURCES]
events = sum(s[2].sum() for s in sources)
validated = []
for penalty in LAMBDAS:
    value = 0
    for left in range(len(sources)):
        seen = [s for k, s in enumerate(sources) if k != left]
        beta = ridge(seen, penalty * sum(s[2].sum() for s in seen) / events)
        value += likelihood(beta, *sources[left])[0]
    validated.append(value)
best = LAMBDAS[int(np.argmax(validated))]
beta = ridge(sources, best)
scale = np.concatenate([np.full(p, np.sqrt(w / p)) for w, p in widths.values()])
coefficients = beta * scale


def write(file, header, rows):
    with open(file, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        with io.TextIOWrapper(packed, newline="\n") as out:
            print(*header, sep="\t", file=out)
            for row in rows:
                print(*("NA" if v != v else v for v in row), sep="\t", file=out)


names = CLINICAL + RNA + MUTATION
write(
    "patients.tsv.gz",
    ["cohort", "sample", "time", "event", *names],
    [
        [c, f"{c}{i:02d}", int(data[c][1][i]), data[c][2][i], *(float(data[c][0][f][i]) for f in names)]
        for c in SIZES
        for i in range(SIZES[c])
    ],
)
labels = clinical + [f + "^2" for f in squares] + rna + mutation
write("coefficients.tsv.gz", ["feature", "coefficient"], zip(labels, map(float, coefficients)))
write("scores.tsv.gz", ["sample", "score"], [(f"D{i:02d}", float(s)) for i, s in enumerate(design("D") @ beta)])
write("validated.tsv.gz", ["lambda", "validated", "chosen"], [(l, float(v), int(l == best)) for l, v in zip(LAMBDAS, validated)])
with open("VERSIONS", "w") as out:
    print(f"python {sys.version.split()[0]}\nnumpy {np.__version__}\nscipy {scipy.__version__}", file=out)
