"""An auxiliary classifier: labels go into the generator, and the discriminator gives a validity and classes."""
import torch
from shapes import ROUNDS, adam, squares
from torch import nn
from torch.nn import functional as F


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.of_label = nn.Embedding(2, 8)
        self.main = nn.Sequential(nn.Linear(8, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 64), nn.Tanh())

    def forward(self, z, labels):
        return self.main(z * self.of_label(labels)).view(-1, 1, 8, 8)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.LeakyReLU(0.2), nn.Dropout(0.2))
        self.adv, self.aux = nn.Linear(32, 1), nn.Linear(32, 2)

    def forward(self, x):
        h = self.trunk(x)
        return torch.sigmoid(self.adv(h)), self.aux(h)


G, D = Generator(), Discriminator()
opt_g, opt_d = adam(G), adam(D)
for step in range(ROUNDS):
    labels = torch.randint(0, 2, (32,))
    real = squares(32) * (1 - 2.0 * labels.view(-1, 1, 1, 1))
    asked = torch.randint(0, 2, (32,))
    opt_g.zero_grad()
    fake = G(torch.randn(32, 8), asked)
    valid, classes = D(fake)
    g_loss = 0.5 * (F.binary_cross_entropy(valid, torch.ones(32, 1)) + F.cross_entropy(classes, asked))
    g_loss.backward()
    opt_g.step()
    opt_d.zero_grad()
    valid, classes = D(real)
    of_real = (F.binary_cross_entropy(valid, torch.ones(32, 1)) + F.cross_entropy(classes, labels)) / 2
    valid, classes = D(fake.detach())
    of_fake = (F.binary_cross_entropy(valid, torch.zeros(32, 1)) + F.cross_entropy(classes, asked)) / 2
    d_loss = (of_real + of_fake) / 2
    d_loss.backward()
    opt_d.step()
    print(repr(d_loss.item()), repr(g_loss.item()))
