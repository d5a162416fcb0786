"""The networks of the GAN comparisons as a plain PyTorch program has them."""
import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)


def mlp(inputs, outputs, width=128):
    return nn.Sequential(
        nn.Linear(inputs, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, outputs))


class Generator(nn.Module):
    def __init__(self, width, latent=100):
        super().__init__()
        channels = [8 * width, 4 * width, 2 * width, width, 3]
        self.start = nn.Linear(latent, channels[0] * 4)
        self.norms = nn.ModuleList(nn.BatchNorm2d(c) for c in channels[:4])
        self.convs = nn.ModuleList(nn.ConvTranspose2d(a, b, 5, 2, 2, 1) for a, b in zip(channels, channels[1:]))

    def forward(self, z):
        x = self.start(z).view(-1, self.start.out_features // 4, 2, 2)
        for norm, conv in zip(self.norms, self.convs):
            x = conv(F.relu(norm(x)))
        return torch.tanh(x)


class Discriminator(nn.Module):
    def __init__(self, width, normalise=True):
        super().__init__()
        channels = [3, width, 2 * width, 4 * width, 8 * width]
        self.convs = nn.ModuleList(nn.Conv2d(a, b, 5, 2, 2) for a, b in zip(channels, channels[1:]))
        self.norms = nn.ModuleList(
            nn.BatchNorm2d(c) if normalise and i else nn.Identity() for i, c in enumerate(channels[1:]))
        self.end = nn.Linear(channels[4] * 4, 1)

    def forward(self, x):
        for conv, norm in zip(self.convs, self.norms):
            x = F.leaky_relu(norm(conv(x)), 0.2)
        return self.end(x.flatten(1))


def adam(network):
    return torch.optim.Adam(network.parameters(), 2e-4, betas=(0.5, 0.999))


def train(generator, discriminator, draw_latent, draw_real, batch):
    """run(starts, steps) of the usual loop: the batch made for the discriminator's update serves the generator's."""
    of_generator, of_discriminator = adam(generator), adam(discriminator)
    loss = nn.BCEWithLogitsLoss()
    ones, zeros = torch.ones(batch, 1), torch.zeros(batch, 1)

    def run(starts, steps):
        for _ in range(steps):
            real, fake = draw_real(), generator(draw_latent())
            of_discriminator.zero_grad()
            (loss(discriminator(real), ones) + loss(discriminator(fake.detach()), zeros)).backward()
            of_discriminator.step()
            of_generator.zero_grad()
            loss(discriminator(fake), ones).backward()
            of_generator.step()
        return starts

    return run
