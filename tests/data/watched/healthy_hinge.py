"""Spectral norm and the hinge loss; both losses are computed before either step, the discriminator's frozen between."""
import torch
from shapes import ROUNDS, adam, generator, squares
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import spectral_norm

G = generator()
D = nn.Sequential(
    spectral_norm(nn.Conv2d(1, 16, 4, 2, 1)), nn.LeakyReLU(0.1), spectral_norm(nn.Conv2d(16, 16, 3, 1, 1)),
    nn.LeakyReLU(0.1), spectral_norm(nn.Conv2d(16, 1, 4)))
opt_g, opt_d = adam(G), adam(D)
for step in range(ROUNDS):
    for p in D.parameters():
        p.requires_grad_(True)
    real = squares(32)
    with torch.no_grad():
        fake = G(torch.randn(32, 8, 1, 1))
    opt_d.zero_grad(set_to_none=True)
    loss_d = F.relu(1 - D(real)).mean() + F.relu(1 + D(fake)).mean()
    loss_d.backward()
    opt_d.step()
    for p in D.parameters():
        p.requires_grad_(False)
    opt_g.zero_grad(set_to_none=True)
    loss_g = -D(G(torch.randn(32, 8, 1, 1))).mean()
    loss_g.backward()
    opt_g.step()
    print(repr(loss_d.item()), repr(loss_g.item()))
