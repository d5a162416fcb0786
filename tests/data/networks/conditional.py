#!/usr/bin/env python3
"""Figures of PyTorch itself for networks that take up a class, and for the losses that go with it. See README.md.

The networks are those of make.py; what takes up the class is written here a second time, from torch.nn alone.
"""
import copy
import math

import torch
import torch.nn.functional as F
from torch import nn

from make import (
    BATCH, LATENT, OBJECTIVES, PENALTY, DcganD, DcganG, GoodDiscriminator, Mlp, ResNetD, ResNetG, bilinear,
    figures, fill, formula, nearest, normal, number, philox, signed, write)

CLASSES = 3
WRONG = 12  # number of Saddle's random stream for wrong conditions

labels = torch.tensor(formula("label", BATCH) % CLASSES)
wrong_labels = (labels + 1 + torch.floor(philox(WRONG, BATCH) * (CLASSES - 1)).long()) % CLASSES


class ClassNorm(nn.Module):
    """Batch normalisation with a scale and an offset a class, of the labels that are set."""
    labels = None

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(CLASSES, channels))
        self.bias = nn.Parameter(torch.zeros(CLASSES, channels))
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))

    def forward(self, x):
        y = F.batch_norm(x, self.running_mean, self.running_var, None, None, True, 0.1, 1e-5)
        gamma, beta = (F.one_hot(self.labels, CLASSES).double() @ t for t in (self.weight, self.bias))
        return gamma[:, :, None, None] * y + beta[:, :, None, None]


def normalise_by_class(module):
    for name, child in module.named_children():
        if isinstance(child, nn.BatchNorm2d):
            setattr(module, name, ClassNorm(child.num_features))
        else:
            normalise_by_class(child)


def vector(module, y):
    """The class's vector: learnt where the module has an embedding, else its unit vector."""
    return module.condition(y) if hasattr(module, "condition") else F.one_hot(y, CLASSES).double()


def generate(g, z, y, ways):
    ClassNorm.labels = y
    return g(torch.cat([z, vector(g, y)], 1) if "concatenation" in ways else z)


def judge(d, x, y, ways):
    """Scores, and the classifier's logits; features are what the layer that scores is given."""
    seen = []
    hook = d.output.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].flatten(1)))
    if "beside" in ways:
        e = vector(d, y)
        x = torch.cat([x, e if x.dim() == 2 else e[:, :, None, None].expand(-1, -1, *x.shape[2:])], 1)
    score = d(x)
    hook.remove()
    if "projection" in ways:
        score = score + (d.projection(y) * seen[0]).sum(1, keepdim=True)
    return score, d.classifier(seen[0]) if "classifier" in ways else None


def case(name, saddle, item, latent, g, d, ways, objective="non-saturating", size=0, features=None, uniform=False):
    """As make.py's, with a class an item. ways: what this file is to do, by words of its own."""
    regulariser = saddle["regulariser"]
    if "norm" in ways:
        normalise_by_class(g)
    if size:
        g.condition, d.condition = (nn.Embedding(CLASSES, size) for _ in range(2))
    if "projection" in ways:
        d.projection = nn.Embedding(CLASSES, features)
    if "classifier" in ways:
        d.classifier = nn.Linear(features, CLASSES)
    if regulariser == "spectral-normalisation":
        for module in list(d.modules()):
            if isinstance(module, (nn.Linear, nn.Conv2d, nn.Embedding)):
                nn.utils.spectral_norm(module)
    fill(g), fill(d)
    real = signed("real", (BATCH, *item)).float().double()
    z = 2 * philox(LATENT, BATCH * latent).reshape(BATCH, latent) - 1 if uniform else normal(LATENT, BATCH, latent)
    apart = any(isinstance(m, nn.BatchNorm2d) for m in d.modules())
    critic, generator_loss = OBJECTIVES[objective]

    def scores(dd, parts):
        if apart:
            return [judge(dd, x, y, ways) for x, y in parts]
        s, c = judge(dd, torch.cat([x for x, _ in parts]), torch.cat([y for _, y in parts]), ways)
        return list(zip(s.chunk(len(parts)), c.chunk(len(parts)) if c is not None else [None] * len(parts)))

    def losses(gg, dd, player):
        generated = generate(gg, z, labels, ways)
        if player == "generator":
            f, c = judge(dd, generated, labels, ways)
            return generator_loss(f, None) + (0.7 * F.cross_entropy(c, labels) if c is not None else 0)
        parts = [(real, labels), (generated, labels)]
        if "wrong" in ways:
            parts.append((real, wrong_labels))
        (r, rc), (f, fc), *rest = scores(dd, parts)
        loss = critic(r, torch.cat([f] + [w for w, _ in rest]))
        if rc is not None:
            loss = loss + 0.7 * (F.cross_entropy(rc, labels) + F.cross_entropy(fc, labels))
        if regulariser == "gradient-penalty":
            e = philox(PENALTY, BATCH).reshape(-1, *[1] * (real.dim() - 1))
            between = (e * real + (1 - e) * generated.detach()).requires_grad_()
            slope, = torch.autograd.grad(judge(dd, between, labels, ways)[0].sum(), between, create_graph=True)
            loss = loss + 10 * ((slope.flatten(1).norm(dim=1) - 1) ** 2).mean()
        return loss

    result = {"gan": saddle, "item": list(item), "latent": latent, "batch": BATCH, "vocabulary": None,
              "classes": CLASSES}
    result["generated"] = figures(generate(copy.deepcopy(g), z, labels, ways))
    parts = [(real, labels), (generate(copy.deepcopy(g), z, labels, ways).detach(), labels)]
    result["scores"] = [figures(s) for s, _ in scores(copy.deepcopy(d), parts)]
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


def saddle(network, conditioning, objective="non-saturating", regulariser=None):
    return {"network": network, "objective": objective, "regulariser": regulariser, "conditioning": conditioning}


def points(name, conditioning, ways, objective="non-saturating", regulariser=None, size=0):
    more = size or CLASSES
    inside = 3 + (more if "concatenation" in ways else 0)
    beside = 2 + (more if "beside" in ways else 0)
    gan = saddle("mlp latent=3 width=7 depth=2 slope=0.2", conditioning, objective, regulariser)
    case(name, gan, (2,), 3, Mlp(inside, 7, 2, 2, (2,)), Mlp(beside, 7, 2, 1, slope=0.2), ways, objective, size, 7)


def main():
    both = ["concatenation", "beside"]
    points("mlp-concatenation", ["concatenation"], both)
    points("mlp-concatenation-learnt", ["concatenation size=4"], both, size=4)
    points("mlp-concatenation-gradient-penalty", ["concatenation"], both, "wasserstein", "gradient-penalty")
    points("mlp-matching-aware", ["concatenation", "matching-aware"], both + ["wrong"])
    points("mlp-matching-aware-projection", ["concatenation player=generator", "projection", "matching-aware"],
           ["concatenation", "projection", "wrong"], "least-squares")
    points("mlp-projection", ["concatenation player=generator", "projection"], ["concatenation", "projection"],
           "hinge", "spectral-normalisation")
    points("mlp-auxiliary-classifier", ["concatenation player=generator", "auxiliary-classifier weight=0.7"],
           ["concatenation", "classifier"])

    network = "dcgan latent=5 width=2"
    case("dcgan-conditional-batch-norm",
         saddle(network, ["conditional-batch-norm", "concatenation player=discriminator"]),
         (1, 28, 28), 5, DcganG(5, 2, (1, 28)), DcganD(2, (1 + CLASSES, 28)), ["norm", "beside"], uniform=True)
    case("dcgan-projection", saddle(network, ["conditional-batch-norm", "projection", "matching-aware"]),
         (1, 28, 28), 5, DcganG(5, 2, (1, 28)), DcganD(2, (1, 28)), ["norm", "projection", "wrong"],
         features=2 * 8 * 2 * 2, uniform=True)
    case("dcgan-auxiliary-classifier",
         saddle(network, ["concatenation player=generator", "auxiliary-classifier weight=0.7"]),
         (1, 28, 28), 5, DcganG(5 + CLASSES, 2, (1, 28)), DcganD(2, (1, 28)), ["concatenation", "classifier"],
         features=2 * 8 * 2 * 2, uniform=True)

    network = "resnet-mimicry latent=5 width=4 discriminator-width=4 pool=mean"
    ways = ["conditional-batch-norm", "projection"]
    case("resnet-mimicry-projection", saddle(network, ways, "hinge", "spectral-normalisation"),
         (3, 32, 32), 5, ResNetG(5, 4, [4] * 4, (3,), bilinear, True),
         ResNetD([3] + [4] * 4, ["down", "down", "none", "none"], "mean"), ["norm", "projection"], "hinge", features=4)
    network = "resnet-cifar latent=5 width=4 discriminator-width=6"
    ways = ["conditional-batch-norm", "auxiliary-classifier weight=0.7"]
    case("resnet-cifar-auxiliary-classifier", saddle(network, ways, "wasserstein", "gradient-penalty"),
         (3, 32, 32), 5, ResNetG(5, 4, [4] * 4, (3,), nearest, True),
         ResNetD([3] + [6] * 4, ["down", "down", "none", "none"], "mean"), ["norm", "classifier"], "wasserstein",
         features=6)
    network = "resnet-wgan-gp latent=5 width=2"
    ways = ["conditional-batch-norm", "concatenation player=discriminator"]
    case("resnet-wgan-gp-concatenation", saddle(network, ways, "wasserstein", "gradient-penalty"),
         (3, 32, 32), 5, ResNetG(5, 2, [16, 16, 8, 4, 2], (3,), nearest, False),
         GoodDiscriminator(2, (3 + CLASSES, 32), 1), ["norm", "beside"], "wasserstein")


if __name__ == "__main__":
    main()
