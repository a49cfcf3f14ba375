"""The largest differences of two coefficient paths: path.py OURS REFERENCE

Both are tables lambda, feature, coef of the coefficients that are not 0, lambdas descending. The
penalties of the reference are compared, by rank. Prints the values compared, the largest absolute
and the largest relative difference (of the values that are not 0 in the reference).
"""

import sys


def path(file):
    models = {}
    with open(file) as lines:
        next(lines)
        for line in lines:
            penalty, feature, coef = line.rstrip("\n").split("\t")
            models.setdefault(float(penalty), {})[feature] = float(coef)
    return [models[penalty] for penalty in sorted(models, reverse=True)]


ours, reference = path(sys.argv[1]), path(sys.argv[2])
if len(ours) < len(reference):
    sys.exit(f"{len(ours)} penalties, expected {len(reference)} or more")
absolute = relative = 0.0
compared = 0
for found, expected in zip(ours, reference):
    for feature in found.keys() | expected.keys():
        apart = abs(found.get(feature, 0) - expected.get(feature, 0))
        compared += 1
        absolute = max(absolute, apart)
        if feature in expected:
            relative = max(relative, apart / abs(expected[feature]))
print(f"{compared} | {absolute:.0e} | {relative:.0e}")
