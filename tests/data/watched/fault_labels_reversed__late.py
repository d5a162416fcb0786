"""Half-way the labels of the discriminator's step are exchanged."""
import torch
from shapes import ROUNDS, adam, discriminator, generator, squares
from torch import nn

G, D = generator(), discriminator()
criterion = nn.BCEWithLogitsLoss()
opt_g, opt_d = adam(G), adam(D)
real, made = torch.ones(32), torch.zeros(32)
for step in range(ROUNDS):
    if step == ROUNDS // 2:
        real, made = made, real
    fake = G(torch.randn(32, 8, 1, 1))
    opt_d.zero_grad()
    loss_d = criterion(D(squares(32)), real) + criterion(D(fake.detach()), made)
    loss_d.backward()
    opt_d.step()
    opt_g.zero_grad()
    loss_g = criterion(D(fake), torch.ones(32))
    loss_g.backward()
    opt_g.step()
    print(repr(loss_d.item()), repr(loss_g.item()))
