"""Gradients of four small batches are summed before each step; least squares, and a rate that falls by half."""
import torch
from shapes import ROUNDS, adam, discriminator, generator, squares

G, D = generator(), discriminator()
opt_g, opt_d = adam(G), adam(D)
schedules = [torch.optim.lr_scheduler.StepLR(o, 20, 0.5) for o in (opt_g, opt_d)]
for step in range(ROUNDS):
    opt_d.zero_grad()
    total_d = torch.zeros(())
    for _ in range(4):
        fake = G(torch.randn(16, 8, 1, 1))
        loss = (((D(squares(16)) - 1) ** 2).mean() + (D(fake.detach()) ** 2).mean()) / 4
        loss.backward()
        total_d = total_d + loss.detach()
    opt_d.step()
    opt_g.zero_grad()
    total_g = torch.zeros(())
    for _ in range(4):
        loss = ((D(G(torch.randn(16, 8, 1, 1))) - 1) ** 2).mean() / 4
        loss.backward()
        total_g = total_g + loss.detach()
    opt_g.step()
    for schedule in schedules:
        schedule.step()
    print(repr(total_d.item()), repr(total_g.item()))
