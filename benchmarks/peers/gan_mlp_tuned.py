"""The same updates as gan_mlp.py, written for speed: no gradient that nobody uses, and no storage made twice.

Each player is one flat tensor, whose Adam works in place; the discriminator's update takes both halves of its batch in
one pass, and the generator's sees the discriminator's parameters as constants.
"""
import math

import torch
from torch.nn import functional as F

from gan_networks import mlp
from peer import serve

torch.set_num_threads(1)


class Player:
    """An mlp over one flat tensor, and its Adam."""

    def __init__(self, network, rate=2e-4, betas=(0.5, 0.999), epsilon=1e-8):
        parameters = list(network.parameters())
        self.flat = torch.cat([p.detach().reshape(-1) for p in parameters])
        self.constants, first = [], 0
        for p in parameters:
            self.constants.append(self.flat[first:first + p.numel()].view_as(p))
            first += p.numel()
        self.leaves = [c.detach().requires_grad_() for c in self.constants]
        self.gradient, self.mean, self.square, self.root = (torch.zeros_like(self.flat) for _ in range(4))
        self.rate, self.betas, self.epsilon, self.step = rate, betas, epsilon, 0

    @staticmethod
    def forward(parameters, x):
        w0, b0, w1, b1, w2, b2 = parameters
        x = torch.addmm(b0, x, w0.t()).relu_()
        x = torch.addmm(b1, x, w1.t()).relu_()
        return torch.addmm(b2, x, w2.t())

    def descend(self, loss):
        torch.cat([g.view(-1) for g in torch.autograd.grad(loss, self.leaves)], out=self.gradient)
        self.step += 1
        beta1, beta2 = self.betas
        self.mean.lerp_(self.gradient, 1 - beta1)
        self.square.mul_(beta2).addcmul_(self.gradient, self.gradient, value=1 - beta2)
        correction = math.sqrt(1 - beta2 ** self.step)
        torch.sqrt(self.square, out=self.root).add_(self.epsilon * correction)
        self.flat.addcdiv_(self.mean, self.root, value=-self.rate * correction / (1 - beta1 ** self.step))


def train(generator, discriminator, draw_latent, draw_real, batch):
    # softplus(sign * score): -1 for real samples, 1 for generated ones
    signs = torch.cat([-torch.ones(batch, 1), torch.ones(batch, 1)])

    def run(starts, steps):
        for _ in range(steps):
            fake = Player.forward(generator.leaves, draw_latent())
            scores = Player.forward(discriminator.leaves, torch.cat([draw_real(), fake.detach()]))
            discriminator.descend(F.softplus(scores.mul(signs)).sum() / batch)
            generator.descend(F.softplus(Player.forward(discriminator.constants, fake).neg()).mean())
        return starts

    return run


angles = torch.arange(8) * 2 * math.pi / 8
centres = torch.stack([2 * angles.cos(), 2 * angles.sin()], 1)
serve(f"PyTorch {torch.__version__}", train(
    Player(mlp(2, 2)),
    Player(mlp(2, 1)),
    lambda: torch.randn(256, 2),
    lambda: torch.randn(256, 2).mul_(0.02).add_(centres[torch.randint(8, (256,))]),
    256))
