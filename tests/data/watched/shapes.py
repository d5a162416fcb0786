"""What the scripts beside it share: squares drawn on a dark ground, and networks of a few thousand parameters."""
import sys

import torch
from torch import nn

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 1
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 24
torch.manual_seed(SEED)
torch.set_num_threads(1)


def squares(n, low=-1.0, high=1.0):
    """n pictures [1, 8, 8], each with a brighter square somewhere."""
    at = torch.randint(0, 5, (n, 2))
    rows = torch.arange(8).view(1, 1, 8, 1)
    columns = torch.arange(8).view(1, 1, 1, 8)
    top, left = at[:, 0].view(n, 1, 1, 1), at[:, 1].view(n, 1, 1, 1)
    inside = (rows >= top) & (rows < top + 3) & (columns >= left) & (columns < left + 3)
    bright = 0.5 + 0.5 * torch.rand(n, 1, 1, 1)
    return low + (high - low) * inside * bright


def generator(*last, z=8):
    return nn.Sequential(
        nn.ConvTranspose2d(z, 16, 4), nn.BatchNorm2d(16), nn.ReLU(),
        nn.ConvTranspose2d(16, 1, 4, 2, 1), *(last or (nn.Tanh(),)))


def discriminator(*last):
    return nn.Sequential(
        nn.Conv2d(1, 16, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(16, 16, 3, 1, 1), nn.BatchNorm2d(16),
        nn.LeakyReLU(0.2), nn.Dropout(0.1), nn.Conv2d(16, 1, 4), nn.Flatten(0), *last)


def adam(module, rate=2e-3):
    return torch.optim.Adam(module.parameters(), rate, betas=(0.5, 0.999))
