"""A critic with a gradient penalty and five steps for each of the generator's; the last critic's loss is printed."""
import torch
from shapes import ROUNDS, generator, squares
from torch import nn

G = generator()
D = nn.Sequential(
    nn.Conv2d(1, 16, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(16, 16, 3, 1, 1), nn.LayerNorm([16, 4, 4]),
    nn.LeakyReLU(0.2), nn.Conv2d(16, 1, 4), nn.Flatten(0))
opt_g = torch.optim.Adam(G.parameters(), 1e-3, betas=(0.0, 0.9))
opt_d = torch.optim.Adam(D.parameters(), 1e-3, betas=(0.0, 0.9))


def penalty(real, fake):
    alpha = torch.rand(len(real), 1, 1, 1)
    between = (alpha * real + (1 - alpha) * fake).requires_grad_(True)
    slope = torch.autograd.grad(D(between).sum(), between, create_graph=True)[0]
    return 10 * ((slope.flatten(1).norm(dim=1) - 1) ** 2).mean()


for step in range(ROUNDS // 2):
    for _ in range(5):
        opt_d.zero_grad()
        real, fake = squares(32), G(torch.randn(32, 8, 1, 1)).detach()
        loss_d = D(fake).mean() - D(real).mean() + penalty(real, fake)
        loss_d.backward()
        opt_d.step()
    opt_g.zero_grad()
    loss_g = -D(G(torch.randn(32, 8, 1, 1))).mean()
    loss_g.backward()
    opt_g.step()
    print(repr(loss_d.item()), repr(loss_g.item()))
