"""A sigmoid that is written out goes before a loss that takes logits."""
import torch
from shapes import ROUNDS, adam, discriminator, generator, squares
from torch import nn

G, body = generator(), discriminator()
criterion = nn.BCEWithLogitsLoss()
opt_g, opt_d = adam(G), adam(body)


class Judge(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = body

    def forward(self, x):
        return 1 / (1 + torch.exp(-self.body(x)))


D = Judge()
for step in range(ROUNDS):
    fake = G(torch.randn(32, 8, 1, 1))
    opt_d.zero_grad()
    loss_d = criterion(D(squares(32)), torch.ones(32)) + criterion(D(fake.detach()), torch.zeros(32))
    loss_d.backward()
    opt_d.step()
    opt_g.zero_grad()
    loss_g = criterion(D(fake), torch.ones(32))
    loss_g.backward()
    opt_g.step()
    print(repr(loss_d.item()), repr(loss_g.item()))
