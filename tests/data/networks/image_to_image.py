#!/usr/bin/env python3
"""Figures of PyTorch itself for networks that make an image of an image, and for their losses. See README.md.

The U-Net and the patch discriminator are written here a second time, from torch.nn alone; so are dropout's masks, which
come from Philox as Saddle draws them.
"""
import copy

import torch
import torch.nn.functional as F
from torch import nn

from make import BATCH, LATENT, OBJECTIVES, PENALTY, SEED, figures, fill, normal, number, philox, signed, write

INSIDE = 11  # number of Saddle's random stream for what a network draws itself
GENERATOR = 0


def block(key, high, low):
    c = [low & 0xFFFFFFFF, low >> 32, high & 0xFFFFFFFF, high >> 32]
    k = [key & 0xFFFFFFFF, key >> 32]
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(p1 >> 32) ^ c[1] ^ k[0], p1 & 0xFFFFFFFF, (p0 >> 32) ^ c[3] ^ k[1], p0 & 0xFFFFFFFF]
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return c


def seed_of(key, count):
    c = block(key, INSIDE, count)
    return c[0] << 32 | c[1]


def uniform(key, count):
    numbers = []
    for counter in range((count + 1) // 2):
        c = block(key, INSIDE << 32 | counter, 0)
        numbers += [((c[0] << 32 | c[1]) >> 11) / 2 ** 53, ((c[2] << 32 | c[3]) >> 11) / 2 ** 53]
    return torch.tensor(numbers[:count])


class Normalised(nn.Module):
    """A convolution, and what normalises it; without a bias where something does."""

    def __init__(self, make, channels, norm):
        super().__init__()
        self.conv = make(norm is None)
        if norm == "batch":
            self.norm = nn.BatchNorm2d(channels)
        if norm == "instance":
            self.norm = nn.GroupNorm(channels, channels)

    def forward(self, x):
        x = self.conv(x)
        return self.norm(x) if hasattr(self, "norm") else x


class UNet(nn.Module):
    def __init__(self, given, image, width, depth, latent, dropout, norm):
        super().__init__()
        c = [width * min(2 ** i, 8) for i in range(depth)]
        inputs = [given + latent] + c[:-1]
        self.down = nn.ModuleList(Normalised(
            lambda bias, i=i: nn.Conv2d(inputs[i], c[i], 4, 2, 1, bias=bias), c[i],
            norm if 0 < i < depth - 1 else None) for i in range(depth))
        outputs = list(reversed(c[:-1])) + [image]
        wide = [c[-1]] + [2 * n for n in reversed(c[:-1])]
        self.up = nn.ModuleList(Normalised(
            lambda bias, i=i: nn.ConvTranspose2d(wide[i], outputs[i], 4, 2, 1, bias=bias), outputs[i],
            norm if i < depth - 1 else None) for i in range(depth))
        self.dropout, self.unit = dropout, 2 ** depth

    def forward(self, z, y):
        height, width = y.shape[2:]
        x = F.pad(y, (0, -width % self.unit, 0, -height % self.unit), mode="replicate")
        if z.shape[1]:
            x = torch.cat([x, z[:, :, None, None].expand(-1, -1, *x.shape[2:])], 1)
        levels = []
        for i, layer in enumerate(self.down):
            x = layer(F.leaky_relu(x, 0.2) if i else x)
            levels.append(x)
        calls = 0
        for i, layer in enumerate(self.up):
            x = layer(F.relu(torch.cat([x, levels[-1 - i]], 1) if i else x))
            if self.dropout and i < 3 and i < len(self.up) - 1:
                calls += 1
                seed = seed_of(seed_of(SEED, GENERATOR), calls)
                keep = 1 - self.dropout
                x = x * (uniform(seed, x.numel()).reshape(x.shape) < keep) / keep
        return torch.tanh(x)[:, :, :height, :width]


class Patches(nn.Module):
    def __init__(self, inputs, width, halvings, norm):
        super().__init__()
        c = [inputs] + [width * min(2 ** i, 8) for i in range(halvings + 1)]
        self.layer = nn.ModuleList(Normalised(
            lambda bias, i=i: nn.Conv2d(c[i], c[i + 1], 4, 2 if i < halvings else 1, 1, bias=bias), c[i + 1],
            norm if i else None) for i in range(halvings + 1))
        self.output = nn.Conv2d(c[-1], 1, 4, 1, 1)

    def forward(self, x):
        for layer in self.layer:
            x = F.leaky_relu(layer(x), 0.2)
        return self.output(x).flatten(1)


def check_fields():
    """A score's field is what it says: 16, 34, 70 and 142 rows and columns."""
    for halvings, field in ((1, 16), (2, 34), (3, 70), (4, 142)):
        d = Patches(1, 1, halvings, None)
        with torch.no_grad():
            for p in d.parameters():
                p.fill_(0.1)
        x = torch.ones(1, 1, 320, 320, requires_grad=True)
        scores = d(x)
        middle, = torch.autograd.grad(scores[0, scores.shape[1] // 2 + int(scores.shape[1] ** 0.5) // 2], x)
        rows = (middle[0, 0].abs().sum(1) > 0).sum().item()
        assert rows == field, (halvings, rows)


def case(name, saddle, size, g, d, latent, lam, power=1):
    """As make.py's, with an image an item and, where lam is not 0, the distance to the real sample that has it."""
    fill(g), fill(d)
    regulariser = saddle["regulariser"]
    real = signed("real", (BATCH, 2, *size)).float().double()
    given = signed("given", (BATCH, 1, *size)).float().double()
    z = normal(LATENT, BATCH, latent)
    critic, generator_loss = OBJECTIVES[saddle["objective"]]
    apart = any(isinstance(m, nn.BatchNorm2d) for m in d.modules())

    def scores(dd, *samples):
        parts = [torch.cat([x, given], 1) for x in samples]
        return [dd(x) for x in parts] if apart else dd(torch.cat(parts)).chunk(len(parts))

    def losses(gg, dd, player):
        generated = gg(z, given)
        if player == "generator":
            gap = generated - real
            apart_by = (gap.abs() if power == 1 else gap ** 2).mean()
            return generator_loss(scores(dd, generated)[0], None) + lam * apart_by
        r, f = scores(dd, real, generated)
        loss = critic(r, f)
        if regulariser == "gradient-penalty":
            e = philox(PENALTY, BATCH).reshape(-1, 1, 1, 1)
            between = (e * real + (1 - e) * generated.detach()).requires_grad_()
            slope, = torch.autograd.grad(scores(dd, between)[0].sum(), between, create_graph=True)
            loss = loss + 10 * ((slope.flatten(1).norm(dim=1) - 1) ** 2).mean()
        return loss

    result = {"gan": saddle, "item": [2, *size], "given": [1, *size], "latent": latent, "batch": BATCH,
              "vocabulary": None}
    result["generated"] = figures(copy.deepcopy(g)(z, given))
    result["scores"] = [figures(s) for s in scores(copy.deepcopy(d), real, copy.deepcopy(g)(z, given).detach())]
    for player, rate in (("generator", 1e-3), ("discriminator", 2e-3)):
        gg, dd = copy.deepcopy(g), copy.deepcopy(d)
        own = gg if player == "generator" else dd
        adam = torch.optim.Adam(own.parameters(), lr=rate, betas=(0.5, 0.9), eps=1e-4)
        loss = losses(gg, dd, player)
        gradients = torch.autograd.grad(loss, list(own.parameters()))
        for p, gradient in zip(own.parameters(), gradients):
            p.grad = gradient
        names = [n for n, _ in own.named_parameters()]
        found = {"loss": number(loss.item()), "gradient": {n: figures(p.grad) for n, p in zip(names, own.parameters())}}
        adam.step()
        found["updated"] = {n: figures(p.detach()) for n, p in zip(names, own.parameters())}
        found["buffers"] = {n: figures(b) for n, b in own.named_buffers() if not n.endswith("num_batches_tracked")}
        result[player] = found
    write(name, result)


def main():
    check_fields()
    for name, size, depth, latent, dropout, norm, patch, objective, regulariser, lam, power, more in (
            ("u-net-16", (16, 16), 0, 3, 0, "batch", 16, "non-saturating", None, 0, 1, ""),
            ("u-net-32", (32, 32), 0, 0, 0.5, "batch", 70, "least-squares", "paired-error weight=7", 7, 1, ""),
            ("u-net-instance", (32, 24), 3, 2, 0, "instance", 34, "hinge", "paired-error weight=3 power=2", 3, 2, ""),
            ("u-net-padded", (27, 30), 3, 2, 0, "none", 34, "wasserstein", "gradient-penalty", 0, 1, " fit=pad"),
            ("u-net-142", (48, 48), 4, 0, 0.25, "none", 142, "non-saturating", "paired-error weight=0.5", 0.5, 1, "")):
        network = f"u-net width=2 depth={depth} latent={latent} dropout={dropout} norm={norm} patch={patch}{more}"
        levels = depth or {16: 4, 32: 5}[size[0]]
        saddle = {"network": network, "objective": objective, "regulariser": regulariser,
                  "conditioning": ["concatenation"]}
        halvings = {16: 1, 34: 2, 70: 3, 142: 4}[patch]
        norm = None if norm == "none" else norm
        case(name, saddle, size, UNet(1, 2, 2, levels, latent, dropout, norm), Patches(3, 2, halvings, norm), latent,
             lam, power)


if __name__ == "__main__":
    main()
