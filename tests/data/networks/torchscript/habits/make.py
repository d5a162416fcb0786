"""Small TorchScript modules with the habits of public code, made by PyTorch 1.13: python3 make.py FOLDER"""
import sys

import torch
from torch import nn


class Packed(nn.Module):
    """Scores ten samples together, as PacGAN and CTGAN."""

    def __init__(self):
        super().__init__()
        self.a = nn.Linear(20, 1)

    def forward(self, x):
        return self.a(x.view(-1, 20))


class Mean(nn.Module):
    """One score for the whole batch, as the first code of the Wasserstein GAN."""

    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 1)

    def forward(self, x):
        return self.a(x).mean(0).view(1)


class Deviation(nn.Module):
    """The deviation within groups of four, as progressive GANs."""

    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 8)
        self.b = nn.Linear(9, 1)

    def forward(self, x):
        h = torch.relu(self.a(x))
        y = h.view(4, -1, 8)
        sd = y.var(0, unbiased=False).add(1e-8).sqrt().mean(1)
        return self.b(torch.cat([h, sd.repeat(4).unsqueeze(1)], 1))


class Parts(nn.Module):
    """Several scores a sample, in one row for all of them."""

    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 5)

    def forward(self, x):
        return self.a(x).view(-1)


class Chance(nn.Module):
    """A probability, of pictures that are flattened before."""

    def __init__(self):
        super().__init__()
        self.a = nn.Linear(12, 1)

    def forward(self, x):
        return torch.sigmoid(self.a(x))


class Code(nn.Module):
    """Noise, a label as a vector, and a code beside it, as InfoGAN."""

    def __init__(self):
        super().__init__()
        self.a = nn.Linear(8 + 4 + 2, 2)

    def forward(self, z, y, c):
        return self.a(torch.cat([z, y, c], 1))


class OnDevice(nn.Module):
    """Names a GPU in its code."""

    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 1)

    def forward(self, x):
        return self.a(x) + torch.zeros(1, device='cuda:0')


class Word(nn.Module):
    """Takes a word beside samples."""

    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 1)

    def forward(self, x, part: str):
        return self.a(x)


torch.manual_seed(7)
for module in (Packed(), Mean(), Deviation(), Parts(), Chance(), Code(), OnDevice(), Word()):
    torch.jit.script(module).save(f'{sys.argv[1]}/{type(module).__name__.lower()}.pt')
