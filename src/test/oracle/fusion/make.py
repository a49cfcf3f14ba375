"""A small fusion network by PyTorch: log odds, loss, derivatives and three steps of Adam.

Dense layers, batch normalisation and attention are torch.nn's. Two of its conventions differ from
Deeplearning4j's, which ours follow, and are turned here: Adam's epsilon is given for each step so
that it stands before the correction for the start, and running variances take the number of
patients as divisor. Run: python3 make.py
"""
import gzip
import math
import platform

import numpy
import torch
from torch import nn

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
rng = numpy.random.default_rng(1)
PATIENTS, GENES, CONTINUOUS, LEVELS = 14, 7, 2, [4, 3]
GENOMIC, CLINICAL, FUSION, HEAD = [10, 12], [9, 8], [11], [6, 5]
HEADS, WIDTH, L2, RATE, STEPS = 2, 4, 0.01, 0.005, 3
rows = []


def write(name, header, lines):
    text = "\n".join(["\t".join(header)] + ["\t".join(line) for line in lines]) + "\n"
    with gzip.GzipFile(name, "wb", mtime=0) as out:
        out.write(text.encode())


def number(value):
    return "%.17g" % value


def keep(stage, name, values):
    for i, value in enumerate(numpy.asarray(values).ravel()):
        rows.append([stage, name, str(i), number(value)])


class Normed(nn.Module):
    """Dense, batch normalisation, ReLU."""

    def __init__(self, inputs, size):
        super().__init__()
        self.dense = nn.Linear(inputs, size, bias=False)
        self.norm = nn.BatchNorm1d(size, eps=1e-5, momentum=0.1)

    def forward(self, x):
        x = self.dense(x)
        if not self.training:
            return torch.relu(self.norm(x))
        self.next = 0.9 * self.norm.running_var + 0.1 * x.detach().var(0, unbiased=False)
        return torch.relu(self.norm(x))


def chain(make, inputs, sizes):
    return nn.ModuleList(make(a, b) for a, b in zip([inputs] + sizes, sizes))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embeddings = nn.ParameterList(
            nn.Parameter(torch.empty(n - 1, min(50, (n + 1) // 2))) for n in LEVELS
        )
        self.genomic = chain(Normed, GENES, GENOMIC)
        self.clinical = chain(Normed, CONTINUOUS + sum(e.shape[1] for e in self.embeddings), CLINICAL)
        self.attention = nn.MultiheadAttention(WIDTH, HEADS, batch_first=True)
        self.fusion = chain(nn.Linear, GENOMIC[-1] + CLINICAL[-1], FUSION)
        self.head = chain(nn.Linear, FUSION[-1], HEAD)
        self.output = nn.Linear(HEAD[-1], 1)

    def forward(self, genes, continuous, codes):
        g = genes
        for layer in self.genomic:
            g = layer(g)
        parts = [continuous]
        for k, table in enumerate(self.embeddings):
            every = torch.cat([table.mean(0, keepdim=True), table])
            parts.append(every[codes[:, k]])
        c = torch.cat(parts, 1)
        for layer in self.clinical:
            c = layer(c)
        tokens = torch.cat([g, c], 1).reshape(len(g), -1, WIDTH)
        mixed, weights = self.attention(tokens, tokens, tokens)
        x = (tokens + mixed).reshape(len(g), -1)
        for layer in list(self.fusion) + list(self.head):
            x = torch.relu(layer(x))
        return self.output(x)[:, 0], x, weights.mean(1)

    def named(self, of):
        """Our names with what `of` gives for a parameter, as inputs × outputs."""
        found = {}
        for part, layers in [("genomic", self.genomic), ("clinical", self.clinical)]:
            for i, layer in enumerate(layers, 1):
                name = "%s.%d." % (part, i)
                found[name + "weight"] = of(layer.dense.weight).T
                found[name + "gain"] = of(layer.norm.weight)
                found[name + "shift"] = of(layer.norm.bias)
        for k, table in enumerate(self.embeddings, 1):
            found["clinical.embedding.%d" % k] = of(table)
        joint, bias = of(self.attention.in_proj_weight), of(self.attention.in_proj_bias)
        for j, name in enumerate(["query", "key", "value"]):
            found["attention.%s.weight" % name] = joint[j * WIDTH : (j + 1) * WIDTH].T
            found["attention.%s.bias" % name] = bias[j * WIDTH : (j + 1) * WIDTH]
        found["attention.output.weight"] = of(self.attention.out_proj.weight).T
        found["attention.output.bias"] = of(self.attention.out_proj.bias)
        for part, layers in [("fusion", self.fusion), ("head", self.head)]:
            for i, layer in enumerate(layers, 1):
                found["%s.%d.weight" % (part, i)] = of(layer.weight).T
                found["%s.%d.bias" % (part, i)] = of(layer.bias)
        found["output.weight"] = of(self.output.weight).T
        found["output.bias"] = of(self.output.bias)
        return found

    def keep(self, stage):
        for name, values in self.named(lambda p: p.detach()).items():
            keep(stage, name, values)
        for part, layers in [("genomic", self.genomic), ("clinical", self.clinical)]:
            for i, layer in enumerate(layers, 1):
                keep(stage, "%s.%d.mean" % (part, i), layer.norm.running_mean)
                keep(stage, "%s.%d.variance" % (part, i), layer.norm.running_var)


net = Net()
with torch.no_grad():
    for p in net.parameters():
        p.copy_(torch.tensor(rng.uniform(-0.7, 0.7, tuple(p.shape))))
    for layer in list(net.genomic) + list(net.clinical):
        layer.norm.weight += 1
genes = torch.tensor(rng.normal(size=(PATIENTS, GENES)))
continuous = torch.tensor(rng.normal(size=(PATIENTS, CONTINUOUS)))
codes = torch.tensor(numpy.stack([rng.integers(1, n, PATIENTS) for n in LEVELS], 1))
codes[0, 0] = codes[3, 1] = 0
labels = torch.tensor(rng.integers(0, 2, PATIENTS) * 1.0)
weights = torch.tensor(rng.uniform(0.5, 1.5, PATIENTS))
header = ["g%d" % j for j in range(GENES)] + ["c0", "c1", "k0", "k1", "label", "weight"]
table = torch.cat([genes, continuous, codes, labels[:, None], weights[:, None]], 1)
write("patients.tsv.gz", header, [[number(v) for v in row] for row in table.tolist()])


def loss(logits):
    each = nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
    return (weights * each).mean()


decayed, others = [], []
for name, p in net.named_parameters():
    norm = ".norm." in name or name.endswith("bias")
    (others if norm else decayed).append(p)
adam = torch.optim.Adam(
    [{"params": decayed, "weight_decay": L2}, {"params": others, "weight_decay": 0}], lr=RATE
)
net.keep("start")
net.train()
for step in range(1, STEPS + 1):
    adam.zero_grad()
    found = loss(net(genes, continuous, codes)[0])
    found.backward()
    keep("step %d" % step, "loss", [found.item()])
    if step == 1:
        for name, values in net.named(lambda p: p.grad).items():
            keep("gradient", name, values)
    for group in adam.param_groups:
        group["eps"] = 1e-8 / math.sqrt(1 - 0.999**step)
    adam.step()
    for layer in list(net.genomic) + list(net.clinical):
        layer.norm.running_var.copy_(layer.next)
net.keep("end")
net.eval()
asked = genes.clone().requires_grad_()
also = continuous.clone().requires_grad_()
logits, features, attention = net(asked, also, codes)
logits.sum().backward()
keep("ask", "logits", logits.detach())
keep("ask", "features", features.detach())
keep("ask", "attention", attention.detach())
keep("ask", "gradient", torch.cat([asked.grad, also.grad], 1))
write("expected.tsv.gz", ["stage", "name", "place", "value"], rows)
with open("VERSIONS", "w") as out:
    out.write("Python %s\nNumPy %s\nPyTorch %s\n" % (platform.python_version(), numpy.__version__, torch.__version__))
