"""The update of a Wasserstein critic with gradient penalty, as a plain PyTorch program makes it."""
import torch

from gan_networks import Discriminator, Generator, adam
from peer import serve

generator, critic = Generator(32), Discriminator(32, normalise=False)
optimiser = adam(critic)


def run(starts, steps):
    for _ in range(steps):
        real = torch.rand(64, 3, 32, 32) * 2 - 1
        with torch.no_grad():
            fake = generator(torch.rand(64, 100) * 2 - 1)
        optimiser.zero_grad()
        epsilon = torch.rand(64, 1, 1, 1)
        between = (epsilon * real + (1 - epsilon) * fake).requires_grad_()
        gradient, = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
        penalty = 10 * ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()
        (critic(fake).mean() - critic(real).mean() + penalty).backward()
        optimiser.step()
    return starts


serve(f"PyTorch {torch.__version__}", run)
