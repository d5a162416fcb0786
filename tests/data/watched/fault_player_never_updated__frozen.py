"""The discriminator is frozen in the generator's half and never thawed."""
import torch
from shapes import ROUNDS, adam, discriminator, generator, squares
from torch import nn

G, D = generator(), discriminator()
criterion = nn.BCEWithLogitsLoss()
opt_g, opt_d = adam(G), adam(D)
for step in range(ROUNDS):
    fake = G(torch.randn(32, 8, 1, 1))
    opt_d.zero_grad()
    loss_d = criterion(D(squares(32)), torch.ones(32)) + criterion(D(fake), torch.zeros(32))
    loss_d.backward()
    opt_d.step()
    D.requires_grad_(False)
    opt_g.zero_grad()
    loss_g = criterion(D(G(torch.randn(32, 8, 1, 1))), torch.ones(32))
    loss_g.backward()
    opt_g.step()
    print(repr(loss_d.item()), repr(loss_g.item()))
