"""A discriminator that climbs, by torch.autograd.backward; a generator whose gradients are put in place by hand."""
import torch
from shapes import ROUNDS, adam, discriminator, generator, squares
from torch import nn

G, D = generator(), discriminator()
criterion = nn.BCEWithLogitsLoss()
opt_g, opt_d = adam(G), torch.optim.Adam(D.parameters(), 2e-3, betas=(0.5, 0.999), maximize=True)
for step in range(ROUNDS):
    fake = G(torch.randn(32, 8, 1, 1))
    opt_d.zero_grad()
    loss_d = -criterion(D(squares(32)), torch.ones(32)) - criterion(D(fake.detach()), torch.zeros(32))
    torch.autograd.backward(loss_d)
    opt_d.step()
    loss_g = criterion(D(fake), torch.ones(32))
    for p, gradient in zip(G.parameters(), torch.autograd.grad(loss_g, list(G.parameters()))):
        p.grad = gradient
    opt_g.step()
    print(repr(loss_d.item()), repr(loss_g.item()))
