"""A clipped critic whose loss has the wrong sign."""
import torch
from shapes import ROUNDS, discriminator, generator, squares

G, D = generator(), discriminator()
opt_g, opt_d = (torch.optim.RMSprop(m.parameters(), 5e-4) for m in (G, D))
for step in range(ROUNDS):
    fake = G(torch.randn(32, 8, 1, 1))
    opt_d.zero_grad()
    loss_d = D(squares(32)).mean() - D(fake.detach()).mean()
    loss_d.backward()
    opt_d.step()
    with torch.no_grad():
        for p in D.parameters():
            p.clamp_(-0.05, 0.05)
    opt_g.zero_grad()
    loss_g = -D(fake).mean()
    loss_g.backward()
    opt_g.step()
    print(repr(loss_d.item()), repr(loss_g.item()))
