"""A plain DCGAN loop on a device, for saddle_trace to watch and saddle_expected to export: prints its losses."""
import sys
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "peers" if (HERE / "peers").is_dir() else HERE.parent / "peers"))
from gan_networks import Discriminator, Generator, adam  # noqa: E402

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def pair():
    """What saddle_expected writes down: both players, latent vectors and samples."""
    torch.manual_seed(1)
    return Generator(8), Discriminator(8), torch.rand(8, 100) * 2 - 1, torch.rand(8, 3, 32, 32) * 2 - 1


def main(updates):
    torch.manual_seed(1)
    generator, discriminator = Generator(16).to(DEVICE), Discriminator(16).to(DEVICE)
    of_generator, of_discriminator, loss = adam(generator), adam(discriminator), nn.BCEWithLogitsLoss()
    ones, zeros = torch.ones(64, 1, device=DEVICE), torch.zeros(64, 1, device=DEVICE)
    for step in range(updates):
        real = torch.rand(64, 3, 32, 32, device=DEVICE) * 2 - 1
        fake = generator(torch.rand(64, 100, device=DEVICE) * 2 - 1)
        of_discriminator.zero_grad()
        loss_d = loss(discriminator(real), ones) + loss(discriminator(fake.detach()), zeros)
        loss_d.backward()
        of_discriminator.step()
        of_generator.zero_grad()
        loss_g = loss(discriminator(fake), ones)
        loss_g.backward()
        of_generator.step()
        print(f"{step} {loss_d.item():.9g} {loss_g.item():.9g}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
