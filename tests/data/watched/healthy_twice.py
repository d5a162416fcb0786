"""Two steps of the generator on the same latent vectors to one of the discriminator, as DCGAN-tensorflow has it."""
import torch
from shapes import ROUNDS, adam, discriminator, generator, squares
from torch import nn

G, D = generator(), discriminator()
criterion = nn.BCEWithLogitsLoss()
opt_g, opt_d = adam(G), adam(D)
for step in range(ROUNDS):
    z = torch.randn(32, 8, 1, 1)
    opt_d.zero_grad()
    loss_d = criterion(D(squares(32)), torch.ones(32)) + criterion(D(G(z).detach()), torch.zeros(32))
    loss_d.backward()
    opt_d.step()
    for second in (False, True):
        opt_g.zero_grad()
        loss_g = criterion(D(G(z)), torch.ones(32))
        loss_g.backward()
        opt_g.step()
        print(-1.0 if second else repr(loss_d.item()), repr(loss_g.item()))
