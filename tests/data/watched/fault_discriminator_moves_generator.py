"""The discriminator's optimiser holds the generator's parameters too."""
import torch
import itertools

from shapes import ROUNDS, adam, discriminator, generator, squares
from torch import nn

G, D = generator(), discriminator()
criterion = nn.BCEWithLogitsLoss()
opt_g = adam(G)
opt_d = torch.optim.Adam(itertools.chain(D.parameters(), G.parameters()), 2e-3)
for step in range(ROUNDS):
    fake = G(torch.randn(32, 8, 1, 1))
    opt_d.zero_grad()
    loss_d = criterion(D(squares(32)), torch.ones(32)) + criterion(D(fake), torch.zeros(32))
    loss_d.backward()
    opt_d.step()
    opt_g.zero_grad()
    loss_g = criterion(D(G(torch.randn(32, 8, 1, 1))), torch.ones(32))
    loss_g.backward()
    opt_g.step()
    print(repr(loss_d.item()), repr(loss_g.item()))
