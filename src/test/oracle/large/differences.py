"""The largest differences of two tables: differences.py OURS REFERENCE

Rows are matched by the first column, columns by name; every column of the reference must be there.
Prints the values compared, the largest absolute and the largest relative difference (of the values
that are not 0 in the reference). A value that only one of the two lacks makes both infinite.
"""

import sys

import numpy as np


def value(cell):
    return float("nan") if cell in ("", "NA", "NaN") else float(cell)


def rows(lines, columns):
    for line in lines:
        cells = line.rstrip("\n").split("\t")
        yield cells[0], np.array([value(cells[c]) for c in columns])


def header(lines):
    return next(lines).rstrip("\n").split("\t")


with open(sys.argv[1]) as ours, open(sys.argv[2]) as reference:
    names, wanted = header(ours), header(reference)
    theirs = dict(rows(reference, range(1, len(wanted))))
    absolute = relative = 0.0
    compared = 0
    for key, found in rows(ours, [names.index(name) for name in wanted[1:]]):
        expected = theirs.pop(key)
        if (np.isnan(found) != np.isnan(expected)).any():
            absolute = relative = float("inf")
        known = ~np.isnan(expected) & ~np.isnan(found)
        apart = np.abs(found[known] - expected[known])
        size = np.abs(expected[known])
        compared += len(apart)
        absolute = max(absolute, apart.max(initial=0))
        relative = max(relative, (apart[size > 0] / size[size > 0]).max(initial=0))
    if theirs:
        sys.exit(f"{len(theirs)} rows of {sys.argv[2]} are not in {sys.argv[1]}")
print(f"{compared} | {absolute:.0e} | {relative:.0e}")
