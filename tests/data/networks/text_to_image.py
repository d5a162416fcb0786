#!/usr/bin/env python3
"""Figures of PyTorch itself for networks that read sentences, and for their losses. See README.md.

The encoders, the stages and the memory are written here a second time, from torch.nn alone (recurrent layers on packed
sequences); so is the noise around the sentences' vectors, which comes from Philox as Saddle draws it.
"""
import copy
import math

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from image_to_image import GENERATOR, seed_of, uniform
from make import (
    BATCH, LATENT, OBJECTIVES, PENALTY, SEED, DcganD, DcganG, Mlp, SnDcganD, SnDcganG, figures, fill, formula, normal,
    number, philox, signed, write)

WRONG = 12  # number of Saddle's random stream for wrong conditions
COUNT, WORDS, VOCABULARY, DIFFERENT = 3, 5, 12, 997
CHOICES = 2 ** 31 - 1


def sentences(items):
    """Token numbers, [n, sentences, words], and the lengths, of which the first sentence's is never 0."""
    tokens, lengths = torch.zeros(len(items), COUNT, WORDS, dtype=torch.long), torch.zeros(len(items), COUNT).long()
    length, token = formula("length", DIFFERENT * COUNT), formula("token", DIFFERENT * COUNT * WORDS)
    for i, item in enumerate(items):
        for k in range(COUNT):
            at = item % DIFFERENT * COUNT + k
            lengths[i, k] = 1 + length[at] % WORDS
            for j in range(lengths[i, k]):
                tokens[i, k, j] = 1 + token[at * WORDS + j] % (VOCABULARY - 1)
    return tokens, lengths


class Text(nn.Module):
    def __init__(self, recurrent, size, augmentation=0):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, size)
        if recurrent:
            self.recurrent = nn.GRU(size, size // 2, bidirectional=True, batch_first=True)
        if augmentation:
            self.mean = nn.Linear(COUNT * size, augmentation)
            self.add_module("log-variance", nn.Linear(COUNT * size, augmentation))

    def forward(self, tokens, lengths):
        """Words, [n, sentences, words, size], and sentences, [n, sentences, size]."""
        n, flat = len(tokens), lengths.reshape(-1)
        words = self.embedding(tokens).reshape(n * COUNT, WORDS, -1)
        there = torch.arange(WORDS)[None, :] < flat[:, None]
        if hasattr(self, "recurrent"):
            packed = pack_padded_sequence(words, flat, batch_first=True, enforce_sorted=False)
            out, last = self.recurrent(packed)
            words = pad_packed_sequence(out, batch_first=True, total_length=WORDS)[0]
            said = torch.cat([last[0], last[1]], 1)
        else:
            words = words * there[:, :, None]
            said = torch.stack([words[i, :flat[i]].mean(0) for i in range(n * COUNT)])
        self.there = there.reshape(n, COUNT, WORDS)
        return words.reshape(n, COUNT, WORDS, -1), said.reshape(n, COUNT, -1)

    def start(self, said):
        """The vector that a generator starts from."""
        said = said.flatten(1)
        if not hasattr(self, "mean"):
            return said
        mu, log = self.mean(said), getattr(self, "log-variance")(said)
        self.divergence = -0.5 * (1 + log - mu ** 2 - log.exp()).mean()
        u = uniform(seed_of(seed_of(SEED, GENERATOR), 1), mu.numel()) + 0.5 / 2 ** 53
        return mu + (0.5 * log).exp() * torch.special.ndtri(u).reshape(mu.shape)


def normalised(inputs, outputs):
    return nn.ModuleDict({"conv": nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
                          "norm": nn.BatchNorm2d(outputs)})


def apply(layer, x):
    return layer["norm"](layer["conv"](x))


class Memory(nn.Module):
    def __init__(self, size, width):
        super().__init__()
        self.gate = nn.ModuleDict({"word": nn.Linear(size, 1, bias=False), "image": nn.Linear(width, 1, bias=False)})
        self.write = nn.ModuleDict({"word": nn.Linear(size, 2 * width), "image": nn.Linear(width, 2 * width)})
        self.key, self.value = nn.Linear(2 * width, width), nn.Linear(2 * width, width)
        self.response = nn.Linear(2 * width, 1)

    def forward(self, r, words):
        """One item: r [width, h, w], words [t, size], none of them empty."""
        width, places = r.shape[0], r.flatten(1).T
        mean = places.detach().mean(0)
        g = torch.sigmoid(self.gate["word"](words) + self.gate["image"](mean))
        m = g * F.relu(self.write["word"](words)) + (1 - g) * F.relu(self.write["image"](mean))
        alpha = torch.softmax(F.relu(self.key(m)) @ places.T, 0)  # [t, places]
        o = alpha.T @ F.relu(self.value(m))
        h = torch.sigmoid(self.response(torch.cat([places, o], 1)))
        return (h * o + (1 - h) * places).T.reshape(width, *r.shape[1:])


class TextG(nn.Module):
    def __init__(self, text, size, width, latent, stages, doublings, refinement, by_stages, start, every, channels=3):
        super().__init__()
        self.text, self.width, self.refinement, self.by_stages = text, width, refinement, by_stages
        self.input, self.norm = nn.Linear(latent + start, 32 * width), nn.BatchNorm2d(2 * width)
        self.first = nn.ModuleList(normalised(width, 2 * width) for _ in range(doublings - stages))
        self.stage = nn.ModuleDict()
        for k in range(1, stages + 1):
            stage = nn.Module()
            if refinement == "concatenation":
                stage.beside = nn.Linear((1 if by_stages else COUNT) * size, width)
            if refinement == "attention":
                stage.attention = nn.Linear(size, width, bias=False)
            if refinement == "memory":
                stage.memory = Memory(size, width)
            stage.block = nn.ModuleList([normalised(2 * width, 4 * width), normalised(2 * width, 2 * width)])
            stage.up = normalised(2 * width, 2 * width)
            self.stage[str(k)] = stage
        self.output = nn.Conv2d(width, channels, 3, padding=1)
        self.level = nn.ModuleDict()
        for level in range(1, stages + 1 if every else 1):
            self.level[str(level)] = nn.ModuleDict({"output": nn.Conv2d(width, channels, 3, padding=1)})

    def drawn(self, x, level):
        return [torch.tanh(self.level[str(level)]["output"](x))] if str(level) in self.level else []

    def forward(self, z, told):
        """The image; with images of every stage a list of them, the last first."""
        words, said = self.text(*told)
        start = self.text.start(said[:, :1] if self.by_stages else said)
        x = self.input(torch.cat([z, start], 1)).reshape(-1, 2 * self.width, 4, 4)
        x = F.glu(self.norm(x), 1)
        up = nn.Upsample(scale_factor=2)
        for layer in self.first:
            x = F.glu(apply(layer, up(x)), 1)
        images = self.drawn(x, len(self.stage))
        for k, stage in self.stage.items():
            read = slice(int(k), int(k) + 1) if self.by_stages else slice(0, COUNT)
            if self.refinement == "none":
                x = torch.cat([x, x], 1)
            elif self.refinement == "concatenation":
                beside = stage.beside(said[:, read].flatten(1))
                x = torch.cat([x, beside[:, :, None, None].expand(-1, -1, *x.shape[2:])], 1)
            else:
                items = []
                for i in range(len(x)):  # one by one: no padding is there to be hidden
                    own = words[i, read][self.text.there[i, read]]
                    if self.refinement == "memory":
                        y = stage.memory(x[i], own)
                        items.append(torch.cat([y, y]))
                    else:
                        mapped, places = stage.attention(own), x[i].flatten(1).T
                        seen = torch.softmax(places @ mapped.T, 1) @ mapped
                        items.append(torch.cat([x[i], seen.T.reshape(x[i].shape)]))
                x = torch.stack(items)
            x = x + apply(stage.block[1], F.glu(apply(stage.block[0], x), 1))
            x = F.glu(apply(stage.up, up(x)), 1)
            images = self.drawn(x, len(self.stage) - int(k)) + images
        last = torch.tanh(self.output(x))
        return [last] + images if images else last


class TextD(nn.Module):
    def __init__(self, text, size, width, doublings, alone, levels=1, channels=3):
        super().__init__()
        self.text = text
        self.judge(self, size, width, doublings, alone, channels)
        self.level = nn.ModuleDict()
        for level in range(1, levels):
            self.level[str(level)] = nn.Module()
            self.judge(self.level[str(level)], size, width, doublings - level, alone, channels)

    @staticmethod
    def judge(at, size, width, doublings, alone, channels):
        c = [channels] + [width * 2 ** i for i in range(doublings)]
        at.layer = nn.ModuleList(nn.Conv2d(c[i], c[i + 1], 4, 2, 1) for i in range(doublings))
        at.joint = nn.Conv2d(c[-1] + COUNT * size, c[-1], 3, padding=1)
        at.score = nn.Conv2d(c[-1], 1, 4)
        if alone:
            at.alone = nn.Conv2d(c[-1], 1, 4)

    @staticmethod
    def judged(at, x, said):
        for layer in at.layer:
            x = F.leaky_relu(layer(x), 0.2)
        joint = at.score(F.leaky_relu(at.joint(torch.cat([x, said], 1)), 0.2)).reshape(-1, 1)
        return torch.cat([at.alone(x).reshape(-1, 1), joint], 1) if hasattr(at, "alone") else joint

    def forward(self, x, told):
        said = self.text(*told)[1].flatten(1)[:, :, None, None].expand(-1, -1, 4, 4)
        if not self.level:
            return self.judged(self, x, said)
        each = [self.judged(at, image, said) for at, image in zip([self, *self.level.values()], x)]
        return torch.cat([scores[:, k:k + 1] for k in range(each[0].shape[1]) for scores in each], 1)


class MappedNorm(nn.Module):
    """Batch normalisation whose scale and offset are linear maps of the sentences' vectors that are set."""
    said = None

    def __init__(self, channels, length):
        super().__init__()
        self.scale, self.offset = nn.Linear(length, channels), nn.Linear(length, channels)
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))

    def forward(self, x):
        y = F.batch_norm(x, self.running_mean, self.running_var, None, None, True, 0.1, 1e-5)
        return self.scale(self.said)[:, :, None, None] * y + self.offset(self.said)[:, :, None, None]


class NormedG(nn.Module):
    """A generator of make.py, told by its normalisation."""

    def __init__(self, g, text, length):
        super().__init__()
        for name, child in g.named_children():
            setattr(self, name, child)
        self.text, self.inner = text, [g]
        for name, child in list(self.norm.named_children()):
            self.norm[int(name)] = MappedNorm(child.num_features, length)
        g.norm = self.norm

    def forward(self, z, told):
        MappedNorm.said = self.text(*told)[1].flatten(1)
        for name, child in self.named_children():
            if name != "text":
                setattr(self.inner[0], name, child)
        return self.inner[0](z)


class ConcatenatedG(nn.Module):
    def __init__(self, g, text):
        super().__init__()
        for name, child in g.named_children():
            setattr(self, name, child)
        self.text, self.inner = text, [g]

    def forward(self, z, told):
        for name, child in self.named_children():
            if name != "text":
                setattr(self.inner[0], name, child)
        return self.inner[0](torch.cat([z, self.text.start(self.text(*told)[1])], 1))


class ToldD(nn.Module):
    """A discriminator of make.py beside whose input the sentences' vectors are, or beside whose last layer."""

    def __init__(self, d, text, length, features=0, compared=0):
        super().__init__()
        for name, child in d.named_children():
            setattr(self, name, child)
        if features:
            self.projection = nn.Linear(length, features, bias=False)
        if compared:
            self.contrast = nn.ModuleDict({"image": nn.Linear(features, compared),
                                           "sentence": nn.Linear(length // COUNT, compared)})
        self.text, self.inner = text, [d]

    def forward(self, x, told):
        d, each = self.inner[0], self.text(*told)[1]
        said = each.flatten(1)
        for name, child in self.named_children():
            if name not in ("text", "projection", "contrast"):
                setattr(d, name, child)
        if not hasattr(self, "projection"):
            beside = said.reshape(*said.shape, *[1] * (x.dim() - 2)).expand(-1, -1, *x.shape[2:])
            return d(torch.cat([x, beside], 1))
        seen = []
        hook = d.output.register_forward_pre_hook(lambda module, inputs: seen.append(inputs[0]))
        score = d(x)
        hook.remove()
        features = seen[0].flatten(1)
        if hasattr(self, "contrast"):
            self.compared = self.contrast["image"](features), self.contrast["sentence"](each)
        return score + (self.projection(said) * features).sum(1, keepdim=True)


def contrast(d):
    """Which of the batch's sentences in a place are an image's own, of the samples scored first in the last pass."""
    if not hasattr(d, "contrast"):
        return 0
    image, said = (x[:BATCH] for x in d.compared)
    own = torch.arange(BATCH)
    return 0.7 * sum(F.cross_entropy(F.cosine_similarity(image[:, None], said[None, :, k], dim=2) / 0.5, own)
                     for k in range(COUNT)) / COUNT


def each(x):
    return x if isinstance(x, list) else [x]


def joined(parts):
    """One batch of several, image by image where there is one a stage."""
    images = [torch.cat(same) for same in zip(*map(each, parts))]
    return images if isinstance(parts[0], list) else images[0]


def case(name, saddle, item, latent, g, d, wrong=False, weight=0.0, alone=0, uniform_law=False, levels=1):
    """As make.py's, with three sentences an item."""
    fill(g), fill(d)
    regulariser, ids = saddle["regulariser"], list(range(BATCH))
    told = sentences(ids)
    wrong_told = sentences([int(u * CHOICES) for u in philox(WRONG, BATCH)])
    real = signed("real", (BATCH, *item)).float().double()
    seen = real if levels == 1 else [real if level == 0 else F.avg_pool2d(real, 2 ** level) for level in range(levels)]
    z = 2 * philox(LATENT, BATCH * latent).reshape(BATCH, latent) - 1 if uniform_law else normal(LATENT, BATCH, latent)
    critic, generator_loss = OBJECTIVES[saddle["objective"]]
    apart = any(isinstance(m, nn.BatchNorm2d) for m in d.modules())

    def scores(dd, parts):
        if apart:
            return [dd(x, y) for x, y in parts]
        both = dd(joined([x for x, _ in parts]), [torch.cat(t) for t in zip(*[y for _, y in parts])])
        return both.chunk(len(parts))

    def losses(gg, dd, player):
        generated = gg(z, told)
        if player == "generator":
            loss = generator_loss(dd(generated, told), None) + contrast(dd)
            return loss + (weight * gg.text.divergence if weight else 0)
        parts = [(seen, told), (generated, told)] + ([(seen, wrong_told)] if wrong else [])
        r, f, *w = scores(dd, parts)
        if w:
            f = torch.cat([f.reshape(-1), w[0][:, alone:].reshape(-1)])
        loss = critic(r, f) + contrast(dd)
        if regulariser == "gradient-penalty":
            e = philox(PENALTY, BATCH).reshape(-1, *[1] * (real.dim() - 1))
            between = (e * real + (1 - e) * generated.detach()).requires_grad_()
            slope, = torch.autograd.grad(dd(between, told).sum(), between, create_graph=True)
            loss = loss + 10 * ((slope.flatten(1).norm(dim=1) - 1) ** 2).mean()
        return loss

    result = {"gan": saddle, "item": list(item), "latent": latent, "batch": BATCH, "vocabulary": None,
              "sentences": [COUNT, WORDS, VOCABULARY]}
    made = copy.deepcopy(g)(z, told)
    result["generated"] = figures(torch.cat(  # as Saddle keeps them: as channels, each pixel repeated
        [nn.Upsample(scale_factor=2 ** level)(image) if level else image for level, image in enumerate(each(made))], 1))
    result["scores"] = [figures(s) for s in scores(copy.deepcopy(d), [(seen, told), (made, told)])]
    for player, rate in (("generator", 1e-3), ("discriminator", 2e-3)):
        gg, dd = copy.deepcopy(g), copy.deepcopy(d)
        own = gg if player == "generator" else dd
        adam = torch.optim.Adam(own.parameters(), lr=rate, betas=(0.5, 0.9), eps=1e-4)
        loss = losses(gg, dd, player)
        gradients = torch.autograd.grad(loss, list(own.parameters()), allow_unused=True)
        for p, gradient in zip(own.parameters(), gradients):
            p.grad = torch.zeros_like(p) if gradient is None else gradient
        names = [n for n, _ in own.named_parameters()]
        found = {"loss": number(loss.item()), "gradient": {n: figures(p.grad) for n, p in zip(names, own.parameters())}}
        adam.step()
        found["updated"] = {n: figures(p.detach()) for n, p in zip(names, own.parameters())}
        found["buffers"] = {n: figures(b) for n, b in own.named_buffers() if not n.endswith("num_batches_tracked")}
        result[player] = found
    write(name, result)


def text_case(name, refinement, side, stages, by_stages, recurrent, size, augmentation, objective, regulariser, wrong,
              alone, every=False):
    reader = f"sentence-reader reading={'recurrent' if recurrent else 'bag'} size={size} augmentation={augmentation}"
    ways = [reader + " weight=0.7"] + (["matching-aware"] if wrong else [])
    order = "by-stages" if by_stages else "at-once"
    network = (f"text latent=3 width=4 stages={stages} refinement={refinement} order={order} "
               f"alone={str(alone).lower()}" + (" every-stage=true" if every else ""))
    doublings = int(math.log2(side // 4))
    start = augmentation or (1 if by_stages else COUNT) * size
    g = TextG(Text(recurrent, size, augmentation), size, 4, 3, stages, doublings, refinement, by_stages, start,
              every)
    levels = stages + 1 if every else 1
    d = TextD(Text(recurrent, size), size, 4, doublings, alone, levels)
    saddle = {"network": network, "objective": objective, "regulariser": regulariser, "conditioning": ways}
    case(name, saddle, (3, side, side), 3, g, d, wrong, 0.7 if augmentation else 0,
         levels if alone else 0, levels=levels)


def main():
    text_case("text-memory", "memory", 16, 1, False, True, 4, 3, "non-saturating", None, True, True)
    text_case("text-memory-by-stages", "memory", 16, 2, True, False, 4, 0, "hinge", None, True, True)
    text_case("text-attention", "attention", 8, 1, False, True, 6, 0, "least-squares", None, True, False)
    text_case("text-concatenation", "concatenation", 16, 2, True, True, 4, 0, "wasserstein", "gradient-penalty", False,
              True)
    text_case("text-every-stage", "memory", 16, 2, True, False, 4, 0, "non-saturating", None, True, True, every=True)
    text_case("text-none", "none", 8, 1, False, False, 3, 5, "non-saturating", None, False, True)

    ways = ["sentence-reader size=4 augmentation=5 weight=0.7 reading=recurrent", "concatenation player=generator",
            "projection", "matching-aware"]
    case("mlp-sentences", {"network": "mlp latent=3 width=7 depth=2 slope=0.2", "objective": "hinge",
                           "regulariser": None, "conditioning": ways}, (2,), 3,
         ConcatenatedG(Mlp(8, 7, 2, 2, (2,)), Text(True, 4, 5)),
         ToldD(Mlp(2, 7, 2, 1, slope=0.2), Text(True, 4), 12, 7), True, 0.7)
    ways = ["sentence-reader size=4", "conditional-batch-norm", "concatenation player=discriminator"]
    case("dcgan-sentences", {"network": "dcgan latent=5 width=3", "objective": "non-saturating", "regulariser": None,
                             "conditioning": ways}, (1, 28, 28), 5,
         NormedG(DcganG(5, 3, (1, 28)), Text(False, 4), 12),
         ToldD(DcganD(3, (1 + 12, 28)), Text(False, 4), 12), uniform_law=True)
    ways = ["sentence-reader size=4 reading=recurrent", "concatenation player=generator", "projection",
            "matching-aware", "contrastive weight=0.7 generator-weight=0.7 size=6 temperature=0.5"]
    case("sndcgan-contrastive", {"network": "sndcgan latent=5 width=2 discriminator-width=3", "objective": "hinge",
                                 "regulariser": None, "conditioning": ways}, (3, 16, 16), 5,
         ConcatenatedG(SnDcganG(17, 2, (3, 16)), Text(True, 4)),
         ToldD(SnDcganD(3, (3, 16)), Text(True, 4), 12, 96, 6), True)


if __name__ == "__main__":
    main()
