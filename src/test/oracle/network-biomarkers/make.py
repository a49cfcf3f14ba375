"""Module features of patients by NumPy: two groups of genes joined by one weak interaction; weighted
sums of standardised values, standardised again, on the samples fitted on.

Run with Python 3 and NumPy from this folder: python3 make.py
"""

import gzip
import io
import sys

import numpy as np

rng = np.random.default_rng(20260404)
genes = [f"G{i:02d}" for i in range(11)]
modules = {"M1": range(0, 6), "M2": range(6, 11), "all": range(0, 11)}
samples = [f"s{n:02d}" for n in range(40)]
fit = np.arange(30)
z = {"rna": np.round(rng.normal(size=11) * 2, 3), "cnv": np.round(rng.normal(size=11) * 2, 3)}
data = {name: np.round(rng.normal(size=(11, 40)) * rng.uniform(0.5, 3, (11, 1)) + rng.normal(size=(11, 1)), 3) for name in z}
for x in data.values():
    x[rng.random(x.shape) < 0.1] = np.nan
data["rna"][0:6, 33] = np.nan  # a patient without any value of a module


def write(name, lines):
    with open(name, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        with io.TextIOWrapper(out, "utf-8", newline="\n") as text:
            text.writelines(line + "\n" for line in lines)


def table(name, rows, values):
    write(name, ["feature\t" + "\t".join(samples)] + [
        row + "\t" + "\t".join("NA" if np.isnan(v) else repr(float(v)) for v in line) for row, line in zip(rows, values)])


edges = [(i, j, 0.9) for m in ("M1", "M2") for i in modules[m] for j in modules[m] if i < j] + [(5, 6, 0.1)]
write("network.tsv.gz", ["gene1\tgene2\tweight"] + [f"{genes[i]}\t{genes[j]}\t{w}" for i, j, w in edges])
write("scores.tsv.gz", ["gene\tscore"] + [f"{g}\t{5 - 0.3 * i:.1f}" for i, g in enumerate(genes)])
write("fit.txt.gz", [samples[n] for n in fit])
names, rows = [], []
for layer, x in data.items():
    table(layer + ".tsv.gz", genes, x)
    write(layer + "_scores.tsv.gz", ["gene\tscore"] + [f"{g}\t{v}" for g, v in zip(genes, z[layer])])
    standard = (x - np.nanmean(x[:, fit], 1, keepdims=True)) / np.nanstd(x[:, fit], 1, ddof=1, keepdims=True)
    for module, members in modules.items():
        members = list(members)
        raw = np.nansum(z[layer][members, None] * standard[members], 0)
        raw[np.isnan(x[members]).all(0)] = np.nan
        names.append(f"{module}|{layer}")
        rows.append((raw - np.nanmean(raw[fit])) / np.nanstd(raw[fit], ddof=1))
table("expected.tsv.gz", names, rows)
with open("VERSIONS", "w") as out:
    out.write(f"Python {sys.version.split()[0]}\nNumPy {np.__version__}\n")
