"""The generator's rate is 0."""
import torch
from shapes import ROUNDS, adam, discriminator, generator, squares
from torch import nn

G, D = generator(), discriminator()
criterion = nn.BCEWithLogitsLoss()
opt_g, opt_d = adam(G, 0.0), adam(D)
for step in range(ROUNDS):
    fake = G(torch.randn(32, 8, 1, 1))
    opt_d.zero_grad()
    loss_d = criterion(D(squares(32)), torch.ones(32)) + criterion(D(fake.detach()), torch.zeros(32))
    loss_d.backward()
    opt_d.step()
    opt_g.zero_grad()
    loss_g = criterion(D(fake), torch.ones(32))
    loss_g.backward()
    opt_g.step()
    print(repr(loss_d.item()), repr(loss_g.item()))
