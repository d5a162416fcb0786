"""One optimiser holds both players."""
import torch
import itertools

from shapes import ROUNDS, discriminator, generator, squares
from torch import nn

G, D = generator(), discriminator()
criterion = nn.BCEWithLogitsLoss()
optimiser = torch.optim.Adam(itertools.chain(G.parameters(), D.parameters()), 2e-3)
for step in range(ROUNDS):
    fake = G(torch.randn(32, 8, 1, 1))
    optimiser.zero_grad()
    loss_d = criterion(D(squares(32)), torch.ones(32)) + criterion(D(fake.detach()), torch.zeros(32))
    loss_d.backward()
    optimiser.step()
    optimiser.zero_grad()
    loss_g = criterion(D(G(torch.randn(32, 8, 1, 1))), torch.ones(32))
    loss_g.backward()
    optimiser.step()
    print(repr(loss_d.item()), repr(loss_g.item()))
