#!/usr/bin/env python3
"""States of architectures that public code has and Saddle too, and what PyTorch computes with them. See README.md.

Both are built here from torch.nn alone, with the names and the arithmetic of PyTorch's DCGAN example and of mimicry's
SNGAN (arXiv:2005.02494). mimicry's rectifiers work in place, so the shortcut of a discriminator's block takes what the
rectifier has made of the block's input. Its weights are normalised by torch.nn.utils.spectral_norm, in older versions
by code of its own, which makes a power iteration in evaluation too and does not keep that.
"""
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

HERE = pathlib.Path(__file__).parent / "known"


class Example(nn.Module):
    """The DCGAN example, for images of side 4 * 2 ** (layers - 1)."""

    def __init__(self, *layers):
        super().__init__()
        self.main = nn.Sequential(*layers)

    def forward(self, x):
        return self.main(x)


def example_generator(latent, width, channels, growths):
    c = [width << i for i in reversed(range(growths))]
    layers = [nn.ConvTranspose2d(latent, c[0], 4, 1, 0, bias=False), nn.BatchNorm2d(c[0]), nn.ReLU(True)]
    for a, b in zip(c, c[1:]):
        layers += [nn.ConvTranspose2d(a, b, 4, 2, 1, bias=False), nn.BatchNorm2d(b), nn.ReLU(True)]
    return Example(*layers, nn.ConvTranspose2d(c[-1], channels, 4, 2, 1, bias=False), nn.Tanh())


def example_discriminator(width, channels, growths):
    c = [width << i for i in range(growths)]
    layers = [nn.Conv2d(channels, c[0], 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True)]
    for a, b in zip(c, c[1:]):
        layers += [nn.Conv2d(a, b, 4, 2, 1, bias=False), nn.BatchNorm2d(b), nn.LeakyReLU(0.2, inplace=True)]
    return Example(*layers, nn.Conv2d(c[-1], 1, 4, 1, 0, bias=False), nn.Sigmoid())


class Normalised(nn.Module):
    """A convolution or linear layer whose weight is divided by its largest singular value, as older versions do it."""

    def __init__(self, layer):
        super().__init__()
        self.weight, self.bias = layer.weight, layer.bias
        self.register_buffer("sn_u", torch.randn(1, layer.weight.shape[0]))
        self.register_buffer("sn_sigma", torch.ones(1))

    def forward(self, x):
        matrix = self.weight.flatten(1)
        with torch.no_grad():
            v = F.normalize(self.sn_u @ matrix, eps=1e-12)
            u = F.normalize(v @ matrix.t(), eps=1e-12)
        sigma = u @ (matrix @ v.t())
        if self.training:
            with torch.no_grad():
                self.sn_sigma[:], self.sn_u[:] = sigma, u
        weight = self.weight / sigma
        if weight.dim() == 2:
            return F.linear(x, weight, self.bias)
        return F.conv2d(x, weight, self.bias, padding=weight.shape[-1] // 2)


class Up(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.c1, self.c2, self.c_sc = nn.Conv2d(a, b, 3, 1, 1), nn.Conv2d(b, b, 3, 1, 1), nn.Conv2d(a, b, 1)
        self.b1, self.b2 = nn.BatchNorm2d(a), nn.BatchNorm2d(b)

    def forward(self, x):
        grow = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
        h = self.c1(grow(F.relu(self.b1(x))))
        return self.c2(F.relu(self.b2(h))) + self.c_sc(grow(x))


class Down(nn.Module):
    def __init__(self, a, b, shrinks, norm, first=False):
        super().__init__()
        hidden = b if first else a
        self.c1, self.c2 = norm(nn.Conv2d(a, hidden, 3, 1, 1)), norm(nn.Conv2d(hidden, b, 3, 1, 1))
        if a != b or shrinks:
            self.c_sc = norm(nn.Conv2d(a, b, 1))
        self.shrinks, self.first = shrinks, first

    def forward(self, x):
        if not self.first:
            x = F.relu(x)  # in place there: the shortcut sees it too
        h = self.c2(F.relu(self.c1(x)))
        if self.first:
            return F.avg_pool2d(h, 2) + self.c_sc(F.avg_pool2d(x, 2))
        x = self.c_sc(x) if hasattr(self, "c_sc") else x
        return F.avg_pool2d(h, 2) + F.avg_pool2d(x, 2) if self.shrinks else h + x


class MimicryGenerator(nn.Module):
    def __init__(self, latent, bottom, widths):
        super().__init__()
        self.start = (widths[0], bottom, bottom)
        self.l1 = nn.Linear(latent, widths[0] * bottom ** 2)
        self.block2, self.block3, self.block4 = (Up(a, b) for a, b in zip(widths, widths[1:]))
        self.b5, self.c5 = nn.BatchNorm2d(widths[-1]), nn.Conv2d(widths[-1], 3, 3, 1, 1)

    def forward(self, z):
        x = self.l1(z).reshape(-1, *self.start)
        x = self.block4(self.block3(self.block2(x)))
        return torch.tanh(self.c5(F.relu(self.b5(x))))


def plain(layer):
    return layer


class MimicryDiscriminator(nn.Module):
    def __init__(self, widths, shrinking, norm):
        super().__init__()
        for i, (a, b) in enumerate(zip(widths, widths[1:])):
            setattr(self, f"block{i + 1}", Down(a, b, i < shrinking, norm, first=i == 0))
        self.l5, self.blocks, self.sums = norm(nn.Linear(widths[-1], 1)), len(widths) - 1, norm is not plain

    def forward(self, x):
        for i in range(self.blocks):
            x = getattr(self, f"block{i + 1}")(x)
        x = F.relu(x)
        return self.l5(x.sum((2, 3)) if self.sums else x.mean((2, 3)))


def settled(network, *shape):
    """Weights of some size, and statistics that are not those of the beginning."""
    for name, p in network.named_parameters():
        if p.dim() == 1:
            torch.nn.init.normal_(p, 1 if name.endswith("weight") else 0, 0.2)
        else:
            torch.nn.init.normal_(p, 0, 1.4 / p[0].numel() ** 0.5)
    with torch.no_grad():
        for _ in range(3):
            network.train()(torch.randn(*shape))
    return network


def waves(*shape):
    """Numbers that both sides compute."""
    i = np.arange(np.prod(shape), dtype=np.float64)
    return torch.tensor(np.cos(0.01 * i * i + i)).reshape(shape)


def pair(name, latent, item, wrap, g, d):
    """Both states; and outputs in both modes, each from the state that was saved."""
    g, d = settled(g, 8, *latent), settled(d, 8, *item)
    figures = {}
    for kind, network, given in (("G", g, waves(3, *latent)), ("D", d, waves(3, *item))):
        state = {k: v.clone() for k, v in network.state_dict().items()}
        torch.save(wrap(state), HERE / f"{name}-{kind}.pth")
        for training in (False, True):
            network.float().load_state_dict(state)
            network = network.double().train(training)
            output = network(given.clone()).detach()
            figures[f"{name}:{kind}:{'train' if training else 'eval'}"] = output[..., ::8, ::8].flatten(1).numpy() \
                if kind == "G" else output.flatten(1).numpy()
        figures |= {f"{name}:{kind}:after:{k}": b.numpy().copy() for k, b in network.named_buffers()
                    if b.is_floating_point() and not k.endswith("sn_sigma")}
    return figures


def main():
    HERE.mkdir(exist_ok=True)
    torch.manual_seed(1)
    figures = {}
    for side, growths, channels in ((32, 3, 1), (64, 4, 3)):
        figures |= pair(
            f"dcgan-{side}", (5, 1, 1), (channels, side, side), lambda s: s,
            example_generator(5, 2, channels, growths), example_discriminator(3, channels, growths))

    def wrap(state):
        return {"model_state_dict": state, "optimizer_state_dict": None, "global_step": 5}

    hook = nn.utils.spectral_norm
    for name, norm in (("sngan-32", hook), ("sngan-32-old", Normalised), ("wgan-gp-32", plain)):
        figures |= pair(name, (5,), (3, 32, 32), wrap, MimicryGenerator(5, 4, [4] * 4),
                        MimicryDiscriminator([3, 6, 6, 6, 6], 2, norm))
    figures |= pair("sngan-48", (5,), (3, 48, 48), wrap, MimicryGenerator(5, 6, [8, 4, 2, 1]),
                    MimicryDiscriminator([3, 1, 2, 4, 8, 16], 4, hook))
    np.savez_compressed(HERE / "expected.npz", **figures)


if __name__ == "__main__":
    main()
