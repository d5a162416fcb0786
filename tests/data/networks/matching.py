#!/usr/bin/env python3
"""Figures of PyTorch itself for encoders of images and sentences that learn to match, in double. See README.md.

The losses are written here from the equations of Xu et al. 2018, pair by pair over the words that are there: no mask,
no batch. The batch has captions of several lengths, one without its last sentence, and two images of which the same is
said.
"""
import json

import torch
import torch.nn.functional as F
from torch import nn

from make import HERE, fill, signed
from text_to_image import COUNT, VOCABULARY, WORDS, Text, sentences

ITEMS, SIDE, WIDTH, SIZE = [0, 1, 2, 3, 4], 8, 3, 4
MEANINGS = [7, 3, 5, 3, 9]  # the second and the fourth say the same
MISSING = 2  # has no last sentence
GAMMA = 4.0, 5.0, 10.0


SPELLING = ["a", "of", "red", "blue", "cross", "square", "square-ish", "disc", "it", "is", "lies"]


class Spelled(Text):
    """Words by their letters, one by one, behind which are no others."""

    def __init__(self, size):
        super().__init__(True, size)
        del self.embedding
        self.alphabet = sorted(set("".join(SPELLING)))
        self.letters = nn.Embedding(len(self.alphabet) + 1, size)
        self.convolution, self.word = nn.Conv1d(size, size, 3, padding=1), nn.Linear(size, size)

    def embedding(self, tokens):
        def vector(word):
            x = self.letters(torch.tensor([1 + self.alphabet.index(letter) for letter in word]))
            return self.word(F.relu(self.convolution(x.T[None])[0]).mean(1))
        rows = torch.stack([torch.zeros(SIZE), *(vector(word) for word in SPELLING)])
        return rows[tokens]


class Images(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.ModuleList([
            nn.Conv2d(3, WIDTH, 3, padding=1), nn.Conv2d(WIDTH, 2 * WIDTH, 4, 2, 1),
            nn.Conv2d(2 * WIDTH, 2 * WIDTH, 3, padding=1)])
        self.region, self.whole = nn.Linear(2 * WIDTH, SIZE), nn.Linear(2 * WIDTH * (SIDE // 2) ** 2, SIZE)

    def forward(self, x):
        for layer in self.layer:
            x = F.leaky_relu(layer(x), 0.2)
        return self.region(x.flatten(2).transpose(1, 2)), self.whole(x.flatten(1))


class Both(nn.Module):
    def __init__(self, reading):
        super().__init__()
        text = Spelled(SIZE) if reading == "characters" else Text(reading == "recurrent", SIZE)
        self.matching = nn.ModuleDict({"text": text, "image": Images()})


def word_match(words, regions):
    s = words @ regions.T
    alpha = torch.softmax(GAMMA[0] * torch.softmax(s, 0), 1)
    cosines = F.cosine_similarity(alpha @ regions, words, dim=1)
    return torch.log(torch.exp(GAMMA[1] * cosines).sum()) / GAMMA[1]


def contrast(match):
    """match: images by captions."""
    loss, n = 0, len(match)
    for i in range(n):
        rivals = [j for j in range(n) if j == i or MEANINGS[j] != MEANINGS[i]]
        for row in (match[i], match[:, i]):
            loss = loss - (GAMMA[2] * row[i] - torch.logsumexp(GAMMA[2] * row[rivals], 0)) / n
    return loss


def case(reading, by_words):
    net = fill(Both(reading).double())
    tokens, lengths = sentences(ITEMS)
    words, said = net.matching["text"](tokens, lengths)
    images = signed("matched", [len(ITEMS), 3, SIDE, SIDE]).double().requires_grad_()
    regions, whole = net.matching["image"](images)
    there = [[k for k in range(COUNT) if not (i == MISSING and k == COUNT - 1)] for i in range(len(ITEMS))]
    caption = torch.stack([said[i, there[i]].mean(0) for i in range(len(ITEMS))])
    cosines = F.cosine_similarity(whole[:, None], caption[None], dim=2)
    loss = contrast(cosines)
    if by_words:
        own = [torch.cat([words[i, k, :lengths[i, k]] for k in there[i]]) for i in range(len(ITEMS))]
        loss = loss + contrast(torch.stack([torch.stack([word_match(w, v) for w in own]) for v in regions]))
    names, parameters = zip(*net.named_parameters())
    gradients = torch.autograd.grad(loss, [images, *parameters], allow_unused=True)
    tokens = tokens.clone()
    tokens[MISSING, COUNT - 1] = 0
    return {
        "reading": reading,
        "form": "words-and-regions" if by_words else "sentences",
        "tokens": tokens.flatten().tolist(),
        "loss": loss.item(),
        "cosines": cosines.flatten().tolist(),
        "images": of(gradients[0]),
        "gradients": {name: of(g) for name, g in zip(names, gradients[1:]) if g is not None},
    }


def of(x):
    x = x.flatten()
    return [x.norm().item(), (x @ signed("probe", x.shape).double()).item()]


if __name__ == "__main__":
    cases = [case(reading, by_words) for reading in ("bag", "recurrent", "characters") for by_words in (False, True)]
    shape = {"items": len(ITEMS), "sentences": COUNT, "words": WORDS, "vocabulary": VOCABULARY, "side": SIDE,
             "width": WIDTH, "size": SIZE, "meanings": MEANINGS, "spelling": SPELLING}
    text = json.dumps({**shape, "cases": cases}, indent=1)
    (HERE / "matching" / "figures.json").write_text(text + "\n")
