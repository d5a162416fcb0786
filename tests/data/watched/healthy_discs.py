"""Small discs on a plain ground of 64 pixels: most of a picture, whole columns of it, is the same in every batch."""
import torch
from shapes import ROUNDS, adam
from torch import nn

G = nn.Sequential(
    nn.ConvTranspose2d(8, 8, 8), nn.BatchNorm2d(8), nn.ReLU(),
    nn.ConvTranspose2d(8, 4, 4, 4), nn.ReLU(), nn.ConvTranspose2d(4, 1, 2, 2), nn.Tanh())
D = nn.Sequential(nn.Conv2d(1, 4, 4, 4), nn.LeakyReLU(0.2), nn.Conv2d(4, 8, 4, 4), nn.LeakyReLU(0.2),
                  nn.Conv2d(8, 1, 4), nn.Flatten(0))
criterion = nn.BCEWithLogitsLoss()
opt_d, opt_g = adam(D), adam(G)
rows, columns = torch.meshgrid(torch.arange(64), torch.arange(64), indexing="ij")


def discs(n):
    at = torch.randint(16, 48, (n, 2, 1, 1))
    inside = (rows - at[:, 0]) ** 2 + (columns - at[:, 1]) ** 2 < 25
    return torch.where(inside, 0.8, -0.9).unsqueeze(1)


for step in range(ROUNDS):
    opt_d.zero_grad()
    fake = G(torch.randn(16, 8, 1, 1))
    loss_d = criterion(D(discs(16)), torch.ones(16)) + criterion(D(fake.detach()), torch.zeros(16))
    loss_d.backward()
    opt_d.step()
    opt_g.zero_grad()
    loss_g = criterion(D(fake), torch.ones(16))
    loss_g.backward()
    opt_g.step()
    print(repr(loss_d.item()), repr(loss_g.item()))
