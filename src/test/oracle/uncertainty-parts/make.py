"""Variance and entropy of being alive, split into data and model part, by scipy.

Parts of variance are taken from the joint distribution of member and outcome, mutual information
as mean divergence of the members from their mean. Run: python3 make.py
"""
import gzip
import platform

import numpy
import scipy
from scipy.stats import entropy

rng = numpy.random.default_rng(1)
members = numpy.round(rng.beta(rng.uniform(0.3, 6, (60, 1)), rng.uniform(0.3, 6, (60, 1)), (60, 9)), 9)
members[0] = 0.25
members[1] = [0, 1] * 4 + [0]
members[2] = 0
members[3] = 1
members[4, 0] = 0
members[5, 8] = 1


def write(name, header, rows):
    lines = ["\t".join(header)] + ["\t".join("%.16g" % v for v in row) for row in rows]
    with gzip.GzipFile(name, "wb", mtime=0) as out:
        out.write(("\n".join(lines) + "\n").encode())


rows = []
for p in members:
    joint = numpy.concatenate([p, 1 - p]) / len(p)  # (member, alive), (member, dead)
    alive = numpy.concatenate([numpy.ones(len(p)), numpy.zeros(len(p))])
    variance = numpy.cov(alive, aweights=joint, ddof=0)
    within = numpy.mean([numpy.cov([1, 0], aweights=[v, 1 - v], ddof=0) for v in p])
    mean = numpy.array([p.mean(), 1 - p.mean()])
    each = [entropy([v, 1 - v]) for v in p]
    information = numpy.mean([entropy([v, 1 - v], mean) for v in p])
    rows.append([p.mean(), variance, within, numpy.var(p), entropy(mean), numpy.mean(each), information])

write("members.tsv.gz", ["m%d" % m for m in range(9)], members)
write(
    "expected.tsv.gz",
    ["mean", "variance", "dataVariance", "modelVariance", "entropy", "dataEntropy", "modelEntropy"],
    rows,
)
with open("VERSIONS", "w") as out:
    out.write("Python %s\nnumpy %s\nscipy %s\n" % (platform.python_version(), numpy.__version__, scipy.__version__))
