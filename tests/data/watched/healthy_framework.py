"""The ways of a training framework, as Lightning's manual optimisation has them: one module holds both networks and
calls the generator by its own forward pass, optimisers are wrapped in objects that pass for them and step with a
closure, who does not play is frozen by requires_grad, and a validation pass runs before training and in between."""
import torch
from shapes import ROUNDS, adam, discriminator, generator, squares
from torch import nn


class Wrapped:
    """Passes for an optimiser of its class, whose constructor it never called."""

    def __init__(self, optimiser):
        self.__dict__.update({k: v for k, v in optimiser.__dict__.items() if k != "step"})
        self.__class__ = type("Wrapped" + type(optimiser).__name__, (Wrapped, type(optimiser)), {})
        self.inner = optimiser

    def step(self, closure=None):
        return self.inner.step(closure=closure or (lambda: None))

    def zero_grad(self):
        self.inner.zero_grad()


class Pair(nn.Module):
    """Both networks, and how they learn from a batch."""

    def __init__(self):
        super().__init__()
        self.generator, self.discriminator = generator(), discriminator()
        self.loss = nn.BCEWithLogitsLoss()

    def forward(self, z):
        return self.generator(z)

    def optimizers(self):
        return self.wrapped

    def configure(self):
        self.wrapped = [Wrapped(adam(self.generator)), Wrapped(adam(self.discriminator))]

    def manual_backward(self, loss):
        loss.backward()

    def toggle(self, network):
        for player in (self.generator, self.discriminator):
            for parameter in player.parameters():
                parameter.requires_grad_(player is network)

    def untoggle(self):
        for parameter in self.parameters():
            parameter.requires_grad_(True)

    def training_step(self, real):
        opt_g, opt_d = self.optimizers()
        n = len(real)
        z = torch.randn(n, 8, 1, 1)
        self.toggle(self.generator)
        g_loss = self.loss(self.discriminator(self(z)), torch.ones(n))
        self.manual_backward(g_loss)
        opt_g.step()
        opt_g.zero_grad()
        self.untoggle()
        self.toggle(self.discriminator)
        d_loss = (self.loss(self.discriminator(real), torch.ones(n))
                  + self.loss(self.discriminator(self(z).detach()), torch.zeros(n))) / 2
        self.manual_backward(d_loss)
        opt_d.step()
        opt_d.zero_grad()
        self.untoggle()
        return d_loss.item(), g_loss.item()

    def validation_step(self):
        self.discriminator(self(torch.randn(4, 8, 1, 1)))


def validate(pair):
    pair.eval()
    with torch.no_grad():
        pair.validation_step()
    pair.train()


pair = Pair()
pair.configure()
validate(pair)
for step in range(ROUNDS):
    print(*map(repr, pair.training_step(squares(32))))
    if step % 20 == 19:
        validate(pair)
