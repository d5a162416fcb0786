#!/usr/bin/env python3
"""Figures of PyTorch itself for the networks, losses and penalties of Saddle.Gans. See README.md.

Each network is built here a second time, from torch.nn alone. Parameters and data follow formulas that both sides
compute; latent vectors come from Philox, as Saddle draws them. All arithmetic is in double precision.
"""
import copy
import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent
SEED, BATCH = 3, 8
LATENT, PENALTY = 5, 8  # numbers of Saddle's random streams


# ---------------------------------------------------------------- numbers that both sides compute

def formula(name, count):
    """Whole numbers that look random, in [0, 10007), then numbers in [-1, 1)."""
    h = sum((k + 1) * byte for k, byte in enumerate(name.encode())) % 10007
    i = np.arange(count, dtype=np.int64)
    return ((i + 1) * (i + 1) * (h + 1) + 7 * i * h + 13 * i + h) % 10007


def signed(name, shape):
    return torch.tensor(2 * formula(name, math.prod(shape)) / 10007 - 1).reshape(shape)


def fill(module):
    with torch.no_grad():
        for name, p in module.named_parameters():
            name = name.replace("weight_orig", "weight")
            u = signed(name, p.shape)
            if p.dim() > 1:
                p.copy_(1.5 / math.sqrt(p[0].numel()) * u)
            else:
                p.copy_(1 + 0.2 * u if name.endswith("weight") else 0.2 * u)
        for name, b in module.named_buffers():
            if name.endswith("weight_u"):
                b.copy_(signed(name, b.shape))
    return module


KINKS = [math.inf]


def watched(unit):
    """The unit, which notes the least of its inputs' magnitudes, relative to their root mean square: where rounding in
    single precision is more than that, a gradient is another one. Exact zeros are zeros in any precision."""
    def watch(x, *settings, **named):
        sizes = x.detach().abs()
        if (sizes > 0).any():
            KINKS[0] = min(KINKS[0], (sizes[sizes > 0].min() / sizes.pow(2).mean().sqrt()).item())
        return unit(x, *settings, **named)
    return watch


F.relu, F.leaky_relu = watched(F.relu), watched(F.leaky_relu)


def philox(purpose, count):
    """The uniform numbers of stream (seed, step 0, draw 0, purpose)."""
    numbers = []
    for counter in range((count + 1) // 2):
        c = [0, 0, counter, purpose]
        k = [SEED & 0xFFFFFFFF, SEED >> 32]
        for _ in range(10):
            p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
            c = [(p1 >> 32) ^ c[1] ^ k[0], p1 & 0xFFFFFFFF, (p0 >> 32) ^ c[3] ^ k[1], p0 & 0xFFFFFFFF]
            k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
        numbers += [((c[0] << 32 | c[1]) >> 11) / 2 ** 53, ((c[2] << 32 | c[3]) >> 11) / 2 ** 53]
    return torch.tensor(numbers[:count])


def normal(purpose, *shape):
    u = philox(purpose, math.prod(shape)) + 0.5 / 2 ** 53
    return torch.special.ndtri(u).reshape(shape)


# ---------------------------------------------------------------- TensorFlow's SAME padding

def same(side, kernel, stride):
    out = -(-side // stride)
    total = max((out - 1) * stride + kernel - side, 0)
    return out, total // 2, total - total // 2


def same_conv(x, w, b, stride):
    _, before, after = same(x.shape[-1], w.shape[-1], stride)
    return F.conv2d(F.pad(x, (before, after, before, after)), w, b, stride)


def same_conv_transpose(x, w, b, stride, side):
    _, before, _ = same(side, w.shape[-1], stride)
    return F.conv_transpose2d(x, w, b, stride)[:, :, before:before + side, before:before + side]


def numpy_conv(x, w, stride):
    """The definition, pixel by pixel: output i sums over inputs i * stride - before + k."""
    out, before, _ = same(x.shape[-1], w.shape[-1], stride)
    y = np.zeros((x.shape[0], w.shape[0], out, out))
    for i in range(out):
        for j in range(out):
            for a in range(w.shape[-1]):
                for c in range(w.shape[-1]):
                    p, q = i * stride - before + a, j * stride - before + c
                    if 0 <= p < x.shape[2] and 0 <= q < x.shape[3]:
                        y[:, :, i, j] += x[:, :, p, q] @ w[:, :, a, c].T
    return y


def check_same():
    rng = np.random.default_rng(1)
    cases = [(7, 5), (8, 5), (28, 5), (4, 5), (9, 3), (8, 3), (8, 4), (7, 4), (7, 2), (8, 2), (7, 6), (8, 6)]
    for side, kernel in cases:
        x, w = rng.normal(size=(2, 3, side, side)), rng.normal(size=(4, 3, kernel, kernel))
        y = numpy_conv(x, w, 2)
        ours = same_conv(torch.tensor(x), torch.tensor(w), None, 2).numpy()
        assert np.abs(y - ours).max() < 1e-12
        g = rng.normal(size=y.shape)  # the transposed convolution is the adjoint: <conv x, g> = <x, conv' g>
        back = same_conv_transpose(torch.tensor(g), torch.tensor(w), None, 2, side).numpy()
        assert back.shape == x.shape and abs((y * g).sum() - (x * back).sum()) < 1e-10
        e = np.zeros_like(x)
        e[1, 2, side // 2, side - 1] = 1
        assert abs((numpy_conv(e, w, 2) * g).sum() - back[1, 2, side // 2, side - 1]) < 1e-12


# ---------------------------------------------------------------- networks

class Mlp(nn.Module):
    def __init__(self, inputs, width, depth, outputs, shape=None, slope=0.0):
        super().__init__()
        self.hidden = nn.ModuleList(nn.Linear(inputs if i == 0 else width, width) for i in range(depth))
        self.output = nn.Linear(width, outputs)
        self.shape, self.slope = shape, slope

    def forward(self, x):
        x = x.flatten(1)
        for layer in self.hidden:
            x = F.leaky_relu(layer(x), self.slope)
        x = self.output(x)
        return x if self.shape is None else x.reshape(-1, *self.shape)


def halves(side):
    sides = [side]
    for _ in range(4):
        sides.append(-(-sides[-1] // 2))
    return sides


class DcganG(nn.Module):
    def __init__(self, latent, width, image, kernel=5):
        super().__init__()
        self.sides, c = halves(image[1]), [image[0]] + [width * m for m in (1, 2, 4, 8)]
        self.c = c
        self.input = nn.Linear(latent, c[4] * self.sides[4] ** 2)
        self.norm = nn.ModuleList(nn.BatchNorm2d(c[4 - i], eps=1e-5, momentum=0.1) for i in range(4))
        self.conv = nn.ModuleList(nn.ConvTranspose2d(c[4 - i], c[3 - i], kernel) for i in range(4))

    def forward(self, z):
        x = self.input(z).reshape(-1, self.c[4], self.sides[4], self.sides[4])
        for i in range(4):
            x, conv = F.relu(self.norm[i](x)), self.conv[i]
            x = same_conv_transpose(x, conv.weight, conv.bias, 2, self.sides[3 - i])
        return torch.tanh(x)


class DcganD(nn.Module):
    def __init__(self, width, image, norm=True, kernel=5):
        super().__init__()
        sides, c = halves(image[1]), [image[0]] + [width * m for m in (1, 2, 4, 8)]
        self.conv = nn.ModuleList(nn.Conv2d(c[i], c[i + 1], kernel) for i in range(4))
        self.norm = nn.ModuleDict({str(i): nn.BatchNorm2d(c[i + 1]) for i in range(1, 4)} if norm else {})
        self.output = nn.Linear(c[4] * sides[4] ** 2, 1)

    def forward(self, x):
        for i in range(4):
            x = same_conv(x, self.conv[i].weight, self.conv[i].bias, 2)
            x = F.leaky_relu(self.norm[str(i)](x) if str(i) in self.norm else x, 0.2)
        return self.output(x.flatten(1))


class SnDcganG(nn.Module):
    def __init__(self, latent, width, image):
        super().__init__()
        self.side = image[1] // 8
        c = [8 * width, 4 * width, 2 * width, width]
        self.input = nn.Linear(latent, c[0] * self.side ** 2)
        self.norm = nn.ModuleList(nn.BatchNorm2d(n, eps=1e-5, momentum=0.1) for n in c)
        self.conv = nn.ModuleList(nn.ConvTranspose2d(a, b, 4, 2, 1) for a, b in zip(c, c[1:]))
        self.output = nn.Conv2d(width, image[0], 3, padding=1)

    def forward(self, z):
        x = self.input(z).reshape(len(z), -1, self.side, self.side)
        for norm, layer in zip(self.norm, [*self.conv, self.output]):
            x = layer(F.relu(norm(x)))
        return torch.tanh(x)


class SnDcganD(nn.Module):
    def __init__(self, width, image):
        super().__init__()
        c = [image[0], width, 2 * width, 4 * width, 8 * width]
        self.look = nn.ModuleList(nn.Conv2d(a, width << i, 3, padding=1) for i, a in enumerate([c[0], *c[2:]]))
        self.halve = nn.ModuleList(nn.Conv2d(a, b, 4, 2, 1) for a, b in zip(c[1:], c[2:]))
        self.output = nn.Linear(8 * width * (image[1] // 8) ** 2, 1)

    def forward(self, x):
        for i in range(4):
            x = F.leaky_relu(self.look[i](x), 0.1)
            x = F.leaky_relu(self.halve[i](x), 0.1) if i < 3 else x
        return self.output(x.flatten(1))


def example_generator(latent, width, growths, channels):
    """PyTorch's own example (examples/dcgan), for images of side 4 * 2 ** growths."""
    c = [width << i for i in reversed(range(growths))]
    layers = [nn.Unflatten(1, (latent, 1, 1)), nn.ConvTranspose2d(latent, c[0], 4, 1, 0, bias=False)]
    for a, b in zip(c, c[1:] + [channels]):
        layers += [nn.BatchNorm2d(a), nn.ReLU(), nn.ConvTranspose2d(a, b, 4, 2, 1, bias=False)]
    return Example(layers[0], [*layers[1:], nn.Tanh()])


def example_discriminator(width, growths, channels):
    c = [width << i for i in range(growths)]
    layers = [nn.Conv2d(channels, c[0], 4, 2, 1, bias=False), nn.LeakyReLU(0.2)]
    for a, b in zip(c, c[1:]):
        layers += [nn.Conv2d(a, b, 4, 2, 1, bias=False), nn.BatchNorm2d(b), nn.LeakyReLU(0.2)]
    return Example(nn.Identity(), [*layers, nn.Conv2d(c[-1], 1, 4, bias=False), nn.Flatten()])


class Example(nn.Module):
    def __init__(self, first, layers):
        super().__init__()
        self.first, self.main = first, nn.Sequential(*layers)

    def forward(self, x):
        return self.main(self.first(x))


class Block(nn.Module):
    """One residual block.

    The shortcut convolves first and resamples then, as the published code does when it shrinks by convolution and mean.
    In place, the shortcut takes what the first rectifier has made of the input.
    """

    def __init__(self, inputs, outputs, how, norm=None, grow=None, first=False, first_bias=True, in_place=False):
        super().__init__()
        hidden = outputs if first or how == "up" else inputs
        make = {None: lambda c: None, "batch": nn.BatchNorm2d, "layer": lambda c: nn.GroupNorm(1, c)}[norm]
        self.how, self.grow, self.first, self.in_place = how, grow, first, in_place
        if norm:
            self.norm1 = make(inputs)
        self.conv1 = nn.Conv2d(inputs, hidden, 3, padding=1, bias=first_bias)
        if norm:
            self.norm2 = make(hidden)
        self.conv2 = nn.Conv2d(hidden, outputs, 3, padding=1)
        if inputs != outputs or how != "none":
            self.shortcut = nn.Conv2d(inputs, outputs, 1)

    def forward(self, x):
        x = F.relu(x) if self.in_place and not self.first else x
        y = x
        if not self.first:
            y = F.relu(self.norm1(y) if hasattr(self, "norm1") else y)
        y = self.conv1(self.grow(y) if self.how == "up" else y)
        y = F.relu(self.norm2(y) if hasattr(self, "norm2") else y)
        y = self.conv2(y)
        s = x
        if hasattr(self, "shortcut"):
            s = self.shortcut(self.grow(s) if self.how == "up" else s)
        if self.how == "down":
            y, s = F.avg_pool2d(y, 2), F.avg_pool2d(s, 2)
        return y + s


def nearest(x):
    return F.interpolate(x, scale_factor=2, mode="nearest")


def bilinear(x):
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


class ResNetG(nn.Module):
    def __init__(self, latent, bottom, widths, image, grow, first_bias):
        super().__init__()
        self.start = (widths[0], bottom, bottom)
        self.input = nn.Linear(latent, math.prod(self.start))
        self.block = nn.ModuleList(
            Block(a, b, "up", "batch", grow, first_bias=first_bias) for a, b in zip(widths, widths[1:]))
        self.norm = nn.BatchNorm2d(widths[-1])
        self.output = nn.Conv2d(widths[-1], image[0], 3, padding=1)

    def forward(self, z):
        x = self.input(z).reshape(-1, *self.start)
        for block in self.block:
            x = block(x)
        return torch.tanh(self.output(F.relu(self.norm(x))))


class ResNetD(nn.Module):
    def __init__(self, widths, hows, pool, in_place=False):
        super().__init__()
        self.block = nn.ModuleList(
            Block(a, b, how, first=i == 0, in_place=in_place)
            for i, (a, b, how) in enumerate(zip(widths, widths[1:], hows)))
        self.output = nn.Linear(widths[-1], 1)
        self.pool = pool

    def forward(self, x):
        for block in self.block:
            x = block(x)
        x = F.relu(x)
        return self.output(x.sum((2, 3)) if self.pool == "sum" else x.mean((2, 3)))


class GoodDiscriminator(nn.Module):
    def __init__(self, width, image, packed):
        super().__init__()
        w = [width * m for m in (1, 2, 4, 8, 8)]
        self.input = nn.Conv2d(image[0], width, 3, padding=1)
        self.block = nn.ModuleList(Block(a, b, "down", "layer", first_bias=False) for a, b in zip(w, w[1:]))
        self.features = packed * w[-1] * (image[1] // 16) ** 2
        self.output = nn.Linear(self.features, 1)

    def forward(self, x):
        x = self.input(x)
        for block in self.block:
            x = block(x)
        return self.output(x.reshape(-1, self.features))


class CharBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv1 = nn.Conv1d(width, width, 5, padding=2)
        self.conv2 = nn.Conv1d(width, width, 5, padding=2)

    def forward(self, x):
        return x + 0.3 * self.conv2(F.relu(self.conv1(F.relu(x))))


class CharG(nn.Module):
    def __init__(self, latent, width, blocks, length, vocabulary):
        super().__init__()
        self.start = (width, length)
        self.input = nn.Linear(latent, width * length)
        self.block = nn.ModuleList(CharBlock(width) for _ in range(blocks))
        self.output = nn.Conv1d(width, vocabulary, 1)

    def forward(self, z):
        x = self.input(z).reshape(-1, *self.start)
        for block in self.block:
            x = block(x)
        return F.softmax(self.output(x).permute(0, 2, 1), 2)


class CharD(nn.Module):
    def __init__(self, width, blocks, length, vocabulary):
        super().__init__()
        self.input = nn.Conv1d(vocabulary, width, 1)
        self.block = nn.ModuleList(CharBlock(width) for _ in range(blocks))
        self.output = nn.Linear(width * length, 1)

    def forward(self, x):
        x = self.input(x.permute(0, 2, 1))
        for block in self.block:
            x = block(x)
        return self.output(x.flatten(1))


# ---------------------------------------------------------------- losses

def bce(scores, target):
    return F.binary_cross_entropy_with_logits(scores, torch.full_like(scores, target))


OBJECTIVES = {
    "non-saturating": (lambda r, f: bce(r, 1.0) + bce(f, 0.0), lambda f, r: bce(f, 1.0)),
    "saturating": (lambda r, f: bce(r, 1.0) + bce(f, 0.0), lambda f, r: torch.log(1 - torch.sigmoid(f)).mean()),
    "wasserstein": (lambda r, f: f.mean() - r.mean(), lambda f, r: -f.mean()),
    "hinge": (lambda r, f: F.relu(1 - r).mean() + F.relu(1 + f).mean(), lambda f, r: -f.mean()),
    "least-squares": (
        lambda r, f: 0.5 * F.mse_loss(r, torch.ones_like(r)) + 0.5 * (f ** 2).mean(),
        lambda f, r: 0.5 * F.mse_loss(f, torch.ones_like(f))),
    "relativistic": (
        lambda r, f: bce(r - f.mean(), 1.0) + bce(f - r.mean(), 0.0),
        lambda f, r: bce(f - r.mean(), 1.0) + bce(r - f.mean(), 0.0)),
}


def score_gradient(d, x):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(d(x).sum(), x, create_graph=True)[0].flatten(1)


def penalty(name, d, real, generated):
    if name == "gradient-penalty":
        e = philox(PENALTY, len(real)).reshape(-1, *[1] * (real.dim() - 1))
        return 10 * ((score_gradient(d, e * real + (1 - e) * generated).norm(dim=1) - 1) ** 2).mean()
    if name == "dragan":
        x = real + 0.5 * real.std(unbiased=False) * normal(PENALTY, *real.shape)
        return 10 * ((score_gradient(d, x).norm(dim=1) - 1) ** 2).mean()
    return 5 * (score_gradient(d, real if name == "r1" else generated) ** 2).sum(1).mean()


def apart(real, again):
    return ((real - again) ** 2).flatten(1).sum(1).mean()


# ---------------------------------------------------------------- cases

def case(
        name, saddle, item, latent, g, d, objective="non-saturating", regulariser=None, vocabulary=None,
        encoder=None, second=None, uniform=False):
    """One evaluation of both losses, their gradients, the buffers, and one simultaneous step of Adam."""
    fill(g), fill(d)
    for prefix, part, owner in (("encoder", encoder, g), ("second", second, d)):
        if part is not None:
            owner.add_module(prefix, part)
            fill(owner)
    if regulariser == "spectral-normalisation":
        for module in list(d.modules()):
            if isinstance(module, (nn.Linear, nn.Conv2d)):
                nn.utils.spectral_norm(module)
        fill(d)
    size = math.prod(item)
    if vocabulary:
        tokens = formula("real", BATCH * size) * vocabulary // 10007
        real = F.one_hot(torch.tensor(tokens).reshape(BATCH, *item), vocabulary).double()
    else:
        real = signed("real", (BATCH, *item)).float().double()  # items are read in single precision
    z = 2 * philox(LATENT, BATCH * latent).reshape(BATCH, latent) - 1 if uniform else normal(LATENT, BATCH, latent)

    two_batches = any(isinstance(m, nn.BatchNorm2d) for m in d.modules())
    critic, generator_loss = OBJECTIVES[objective]

    def scores(dd, r, f):
        return (dd(r), dd(f)) if two_batches else dd(torch.cat([r, f])).chunk(2)

    def losses(gg, dd, player):
        generated = gg(z)
        target = real
        again = gg(gg.encoder(real)) if encoder is not None else None
        if regulariser == "manifold-diffusion":
            target = again
        if player == "discriminator":
            r, f = scores(dd, target, generated)
            loss = critic(r, f)
            if regulariser in ("gradient-penalty", "r1", "r2", "dragan"):
                loss = loss + penalty(regulariser, dd, real, generated.detach())
            if regulariser == "manifold-diffusion":
                loss = loss + bce(dd.second(real), 1.0) + bce(dd.second(again), 0.0)
            return loss
        r, f = scores(dd, target, generated) if objective == "relativistic" else (None, dd(generated))
        loss = generator_loss(f, r)
        if regulariser == "mode-regularisation":
            loss = loss + 0.2 * apart(real, again) - 0.4 * torch.log(torch.sigmoid(dd(again))).mean()
        if regulariser == "manifold-diffusion":
            loss = loss + apart(real, again) - 0.01 * torch.log(torch.sigmoid(dd.second(again))).mean()
        return loss

    result = {"gan": saddle, "item": list(item), "latent": latent, "batch": BATCH, "vocabulary": vocabulary}
    result["generated"] = figures(copy.deepcopy(g)(z))
    dd = copy.deepcopy(d)
    result["scores"] = [figures(s) for s in scores(dd, real, copy.deepcopy(g)(z).detach())]
    for player, rate in (("generator", 1e-3), ("discriminator", 2e-3)):
        gg, dd = copy.deepcopy(g), copy.deepcopy(d)
        own = gg if player == "generator" else dd
        adam = torch.optim.Adam(own.parameters(), lr=rate, betas=(0.5, 0.9), eps=1e-4)
        loss = losses(gg, dd, player)
        gradients = torch.autograd.grad(loss, list(own.parameters()), allow_unused=True)
        for p, gradient in zip(own.parameters(), gradients):
            p.grad = torch.zeros_like(p) if gradient is None else gradient
        names = [n.replace("weight_orig", "weight") for n, _ in own.named_parameters()]
        found = {"loss": number(loss.item()), "gradient": {n: figures(p.grad) for n, p in zip(names, own.parameters())}}
        adam.step()
        found["updated"] = {n: figures(p.detach()) for n, p in zip(names, own.parameters())}
        left_out = ("num_batches_tracked", "weight_v")
        found["buffers"] = {n: figures(b) for n, b in own.named_buffers() if not n.endswith(left_out)}
        result[player] = found
    write(name, result)


def write(name, result):
    """A case's figures, with how near to its kink a unit comes."""
    result["kink"] = number(KINKS.pop())
    KINKS.append(math.inf)
    (HERE / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n")
    print(name, result["kink"])


def number(x):
    return float(f"{x:.13e}")


def figures(x):
    """The norm, and the scalar product with numbers that both sides compute."""
    return [number(x.norm().item()), number((x * signed("probe", x.shape)).sum().item())]


def points(name, objective="non-saturating", regulariser=None, **more):
    gan = {"network": "mlp latent=3 width=7 depth=2 slope=0.2", "objective": objective, "regulariser": regulariser}
    # The formula has a period and a fixed phase a tensor: no two hidden layers are alike.
    case(name, gan, (2,), 3, Mlp(3, 7, 2, 2, (2,)), Mlp(2, 7, 2, 1, slope=0.2), objective, regulariser, **more)


def main():
    check_same()
    for objective in OBJECTIVES:
        points(f"mlp-{objective}", objective)
    for regulariser in ("gradient-penalty", "r1", "r2", "dragan"):
        points(f"mlp-{regulariser}", "wasserstein", regulariser)
    points("mlp-spectral-normalisation", "hinge", "spectral-normalisation")
    points("mlp-mode-regularisation", "non-saturating", "mode-regularisation", encoder=Mlp(2, 7, 2, 3, slope=0.2))
    points("mlp-manifold-diffusion", "non-saturating", "manifold-diffusion",
           encoder=Mlp(2, 7, 2, 3, slope=0.2), second=Mlp(2, 7, 2, 1, slope=0.2))

    for side, channels in ((28, 1), (32, 3), (48, 3), (64, 3)):
        gan = {"network": "dcgan latent=5 width=2", "objective": "non-saturating", "regulariser": None}
        case(f"dcgan-{side}", gan, (channels, side, side), 5,
             DcganG(5, 2, (channels, side)), DcganD(2, (channels, side)), uniform=True)
    for kernel in (2, 3, 4, 6):
        gan = {"network": f"dcgan latent=5 width=2 kernel={kernel}", "objective": "hinge", "regulariser": None}
        case(f"dcgan-kernel-{kernel}", gan, (1, 28, 28), 5,
             DcganG(5, 2, (1, 28), kernel), DcganD(2, (1, 28), kernel=kernel), "hinge", uniform=True)
    wasserstein = {"objective": "wasserstein", "regulariser": "gradient-penalty"}
    gan = {"network": "dcgan latent=5 width=2 norm=none", **wasserstein}
    case("dcgan-wgan-gp", gan, (1, 28, 28), 5, DcganG(5, 2, (1, 28)), DcganD(2, (1, 28), norm=False),
         "wasserstein", "gradient-penalty", uniform=True)

    gan = {"network": "sndcgan latent=5 width=2 discriminator-width=3", "objective": "hinge",
           "regulariser": "spectral-normalisation"}
    case("sndcgan", gan, (3, 24, 24), 5, SnDcganG(5, 2, (3, 24)), SnDcganD(3, (3, 24)), "hinge",
         "spectral-normalisation")
    gan = {"network": "resnet-mimicry latent=5 width=4 discriminator-width=4", "objective": "hinge",
           "regulariser": "spectral-normalisation"}
    case("resnet-mimicry-32", gan, (3, 32, 32), 5, ResNetG(5, 4, [4] * 4, (3,), bilinear, True),
         ResNetD([3] + [4] * 4, ["down", "down", "none", "none"], "sum"), "hinge", "spectral-normalisation")
    gan = {"network": "resnet-mimicry latent=5 width=4 discriminator-width=4 in-place=true", "objective": "hinge",
           "regulariser": "spectral-normalisation"}
    case("resnet-mimicry-in-place", gan, (3, 32, 32), 5, ResNetG(5, 4, [4] * 4, (3,), bilinear, True),
         ResNetD([3] + [4] * 4, ["down", "down", "none", "none"], "sum", True), "hinge", "spectral-normalisation")
    gan = {"network": "dcgan-pytorch latent=5 width=2 discriminator-width=3", "objective": "non-saturating",
           "regulariser": None}
    case("dcgan-pytorch", gan, (3, 64, 64), 5, example_generator(5, 2, 4, 3), example_discriminator(3, 4, 3))
    gan = {"network": "resnet-mimicry latent=5 width=16 discriminator-width=32 pool=mean", **wasserstein}
    case("resnet-mimicry-48", gan, (3, 48, 48), 5, ResNetG(5, 6, [16, 8, 4, 2], (3,), bilinear, True),
         ResNetD([3, 2, 4, 8, 16, 32], ["down"] * 4 + ["none"], "mean"), "wasserstein", "gradient-penalty")

    gan = {"network": "resnet-cifar latent=5 width=4 discriminator-width=6", **wasserstein}
    case("resnet-cifar", gan, (3, 32, 32), 5, ResNetG(5, 4, [4] * 4, (3,), nearest, True),
         ResNetD([3] + [6] * 4, ["down", "down", "none", "none"], "mean"), "wasserstein", "gradient-penalty")

    for name, side, packed in (("resnet-wgan-gp-64", 64, 1), ("resnet-wgan-gp-packed", 32, 4)):
        gan = {"network": f"resnet-wgan-gp latent=5 width=2 packed={packed}", **wasserstein}
        case(name, gan, (3, side, side), 5, ResNetG(5, side // 16, [16, 16, 8, 4, 2], (3,), nearest, False),
             GoodDiscriminator(2, (3, side), packed), "wasserstein", "gradient-penalty")

    gan = {"network": "char-resnet latent=5 width=6 blocks=2", **wasserstein}
    case("char-resnet", gan, (9,), 5, CharG(5, 6, 2, 9, 11), CharD(6, 2, 9, 11),
         "wasserstein", "gradient-penalty", vocabulary=11)


if __name__ == "__main__":
    main()
