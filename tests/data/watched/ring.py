"""Points on a ring of eight: ring.py ROUNDS RATE_OF_D."""
import math
import sys

import torch
from torch import nn

torch.manual_seed(1)
torch.set_num_threads(1)


def mlp(inputs, outputs):
    return nn.Sequential(
        nn.Linear(inputs, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, outputs))


def ring(n):
    angles = torch.randint(8, (n,)) * (math.pi / 4)
    return torch.stack([2 * angles.cos(), 2 * angles.sin()], 1) + 0.05 * torch.randn(n, 2)


G, D = mlp(2, 2), mlp(2, 1)
opt_g = torch.optim.Adam(G.parameters(), 1e-3, betas=(0.5, 0.999))
opt_d = torch.optim.Adam(D.parameters(), float(sys.argv[2]), betas=(0.5, 0.999))
criterion = nn.BCEWithLogitsLoss()
real_label, fake_label = torch.ones(128, 1), torch.zeros(128, 1)
for step in range(int(sys.argv[1])):
    fake = G(torch.randn(128, 2))
    opt_d.zero_grad()
    loss_d = criterion(D(ring(128)), real_label) + criterion(D(fake.detach()), fake_label)
    loss_d.backward()
    opt_d.step()
    opt_g.zero_grad()
    loss_g = criterion(D(fake), real_label)
    loss_g.backward()
    opt_g.step()
    print(loss_d.item(), loss_g.item())
