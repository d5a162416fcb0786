"""The generator first, logits, the sample of its step used again by the discriminator's; sampling in between."""
import torch
from shapes import ROUNDS, adam, discriminator, generator, squares
from torch import nn

G, D = generator(), discriminator()
loss = nn.BCEWithLogitsLoss()
opt_g, opt_d = adam(G), adam(D)
fixed = torch.randn(4, 8, 1, 1)
for step in range(ROUNDS):
    real = squares(32)
    opt_g.zero_grad()
    fake = G(torch.randn(32, 8, 1, 1))
    g_loss = loss(D(fake), torch.ones(32))
    g_loss.backward()
    opt_g.step()
    opt_d.zero_grad()
    d_loss = (loss(D(real), torch.full((32,), 0.9)) + loss(D(fake.detach()), torch.zeros(32))) / 2
    d_loss.backward()
    opt_d.step()
    print(repr(d_loss.item()), repr(g_loss.item()))
    if step % 10 == 9:
        G.eval()
        with torch.no_grad():
            G(fixed)
        G.train()
