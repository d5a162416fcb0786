"""Two generators and two discriminators in a cycle, with pools of earlier samples; one optimiser for both former."""
import itertools
import random

import torch
from shapes import ROUNDS, SEED, squares
from torch import nn
from torch.nn import functional as F

random.seed(SEED)


def translator():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, 1, 1), nn.InstanceNorm2d(16), nn.ReLU(), nn.Conv2d(16, 1, 3, 1, 1), nn.Tanh())


def patches():
    return nn.Sequential(nn.Conv2d(1, 16, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(16, 1, 3, 1, 1))


class Pool:
    def __init__(self):
        self.images = []

    def query(self, images):
        given = []
        for image in images.data:
            image = image.unsqueeze(0)
            if len(self.images) < 20:
                self.images.append(image)
            elif random.random() > 0.5:
                at = random.randrange(20)
                self.images[at], image = image, self.images[at].clone()
            given.append(image)
        return torch.cat(given)


G_AB, G_BA, D_A, D_B = translator(), translator(), patches(), patches()
opt_g = torch.optim.Adam(itertools.chain(G_AB.parameters(), G_BA.parameters()), 1e-3, betas=(0.5, 0.999))
opt_d_a, opt_d_b = (torch.optim.Adam(d.parameters(), 1e-3, betas=(0.5, 0.999)) for d in (D_A, D_B))
pool_a, pool_b = Pool(), Pool()


def of_d(D, real, fake):
    real_score, fake_score = D(real), D(fake)
    return (F.mse_loss(real_score, torch.ones_like(real_score))
            + F.mse_loss(fake_score, torch.zeros_like(fake_score))) / 2


for step in range(ROUNDS):
    real_A, real_B = squares(8), -squares(8)
    fake_B, fake_A = G_AB(real_A), G_BA(real_B)
    opt_g.zero_grad()
    score_B, score_A = D_B(fake_B), D_A(fake_A)
    loss_g = F.mse_loss(score_B, torch.ones_like(score_B)) + F.mse_loss(score_A, torch.ones_like(score_A))
    loss_g = loss_g + 10 * (F.l1_loss(G_BA(fake_B), real_A) + F.l1_loss(G_AB(fake_A), real_B))
    loss_g.backward()
    opt_g.step()
    opt_d_a.zero_grad()
    of_d(D_A, real_A, pool_a.query(fake_A)).backward()
    opt_d_a.step()
    opt_d_b.zero_grad()
    loss_d_b = of_d(D_B, real_B, pool_b.query(fake_B))
    loss_d_b.backward()
    opt_d_b.step()
    print(repr(loss_d_b.item()), repr(loss_g.item()))
