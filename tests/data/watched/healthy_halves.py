"""Gradients of three small batches are summed, of both players in turn, and each steps in its own half."""
import torch
from shapes import ROUNDS, adam, discriminator, generator, squares
from torch import nn

G, D = generator(), discriminator()
criterion = nn.BCEWithLogitsLoss()
opt_g, opt_d = adam(G), adam(D)
total_d = total_g = torch.zeros(())
for step in range(3 * ROUNDS):
    is_last = step % 3 == 2
    D.requires_grad_(True)
    loss = (criterion(D(squares(16)), torch.ones(16))
            + criterion(D(G(torch.randn(16, 8, 1, 1)).detach()), torch.zeros(16))) / 3
    loss.backward()
    total_d = total_d + loss.detach()
    if is_last:
        opt_d.step()
        opt_d.zero_grad()
    D.requires_grad_(False)
    loss = criterion(D(G(torch.randn(16, 8, 1, 1))), torch.ones(16)) / 3
    loss.backward()
    total_g = total_g + loss.detach()
    if is_last:
        opt_g.step()
        opt_g.zero_grad()
        print(repr(total_d.item()), repr(total_g.item()))
        total_d = total_g = torch.zeros(())
