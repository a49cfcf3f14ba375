"""Prints the table of src/test/trials/fusion: what Java measured, and PyTorch where it is there."""
import sys
import time

rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1])]
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5


def median(values):
    return sorted(values)[len(values) // 2]


def branch(nn, sizes, normed):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b, bias=not normed)] + [nn.BatchNorm1d(b)] * normed
        layers += [nn.ReLU(), nn.Dropout(0.3)]
    return nn.Sequential(*layers)


def measure(torch, genes, genomic, clinical, fusion, head, heads, width):
    """Seconds of an epoch as in FusionTraining: 240 patients in batches of 32, then 300 asked."""
    nn = torch.nn

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.genomic = branch(nn, [genes] + genomic, True)
            self.clinical = branch(nn, [10] + clinical, True)
            self.attention = nn.MultiheadAttention(width, heads, batch_first=True)
            fused = genomic[-1] + clinical[-1]
            self.rest = nn.Sequential(
                branch(nn, [fused] + fusion, False), branch(nn, [fusion[-1]] + head, False), nn.Linear(head[-1], 1)
            )

        def forward(self, g, c):
            tokens = torch.cat([self.genomic(g), self.clinical(c)], 1).reshape(len(g), -1, width)
            return self.rest((tokens + self.attention(tokens, tokens, tokens)[0]).reshape(len(g), -1))

    torch.manual_seed(1)
    net = Net()
    adam = torch.optim.Adam(net.parameters(), lr=1e-3, weight_decay=1e-4)
    g, c = torch.randn(300, genes), torch.randn(300, 10)
    y = (torch.rand(300, 1) < 0.5) * 1.0
    wall, cpu = [], []
    for epoch in range(1 + 2 * rounds):
        began, used = time.perf_counter(), time.process_time()
        net.train()
        for start in range(0, 224, 32):
            rows_of = slice(start, start + 32 if start < 192 else 240)
            adam.zero_grad()
            nn.functional.binary_cross_entropy_with_logits(net(g[rows_of], c[rows_of]), y[rows_of]).backward()
            adam.step()
        net.eval()
        with torch.no_grad():
            net(g, c)
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
    return median(wall[1:]), median(cpu[1:])


try:
    import torch

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    found = []
    for row in [r for r in rows if r[2] == "plain Java"]:
        sizes = [[int(v) for v in part.split("-")] for part in row[5].split("/")]
        (genes,), genomic, clinical, fusion, head, (heads, width) = sizes
        wall, cpu = measure(torch, genes, genomic, clinical, fusion, head, heads, width)
        found.append(row[:2] + ["PyTorch " + torch.__version__, str(wall), str(cpu), row[5]])
    rows += found
except ImportError:
    print("PyTorch is not there", file=sys.stderr)

print("| network | trained numbers | engine | wall s | CPU s | CPU, of plain Java |")
print("|---|---:|---|---:|---:|---:|")
for row in sorted(rows, key=lambda r: -int(r[1])):
    base = next(float(r[4]) for r in rows if r[0] == row[0] and r[2] == "plain Java")
    wall, cpu = float(row[3]), float(row[4])
    print("| %s | %s | %s | %.3g | %.3g | %.2f |" % (row[0], f"{int(row[1]):,}", row[2], wall, cpu, cpu / base))
