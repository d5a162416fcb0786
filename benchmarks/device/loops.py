"""The GANs of device-rate as plain PyTorch programs train them: updates a second on a device, as JSON."""
import argparse
import json
import statistics
import sys
import time
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "peers" if (HERE / "peers").is_dir() else HERE.parent / "peers"))
from gan_networks import Discriminator, Generator, adam, mlp  # noqa: E402

BATCH, ITEMS = 64, 4096


def players(work, small):
    if work == "mlp":
        return mlp(2, 2, 16 if small else 128), mlp(2, 1, 16 if small else 128)
    return Generator(8 if small else 64), Discriminator(8 if small else 64, normalise=work != "critic")


def update(work, g, d, items, device):
    """One update of both players, or of the critic alone, from a batch of items that lie on the device."""
    of_g, of_d, loss = adam(g), adam(d), nn.BCEWithLogitsLoss()
    batch = 256 if work == "mlp" else BATCH
    ones, zeros = torch.ones(batch, 1, device=device), torch.zeros(batch, 1, device=device)

    def drawn():
        return items[torch.randint(len(items), (batch,), device=device)]

    def latent():
        return torch.randn(batch, 2, device=device) if work == "mlp" else torch.rand(batch, 100, device=device) * 2 - 1

    def both():
        real, fake = drawn(), g(latent())
        of_d.zero_grad()
        (loss(d(real), ones) + loss(d(fake.detach()), zeros)).backward()
        of_d.step()
        of_g.zero_grad()
        loss(d(fake), ones).backward()
        of_g.step()

    def critic():
        real = drawn()
        with torch.no_grad():
            fake = g(latent())
        of_d.zero_grad()
        epsilon = torch.rand(batch, 1, 1, 1, device=device)
        between = (epsilon * real + (1 - epsilon) * fake).requires_grad_()
        gradient, = torch.autograd.grad(d(between).sum(), between, create_graph=True)
        penalty = 10 * ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()
        (d(fake).mean() - d(real).mean() + penalty).backward()
        of_d.step()

    return critic if work == "critic" else both


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", choices=("dcgan", "critic", "mlp"), required=True)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--compile", action="store_true", help="both networks through torch.compile")
    parser.add_argument("--small", action="store_true", help="an eighth of the width")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--updates", type=int, help="makes exactly so many updates; for counting launches")
    given = parser.parse_args()
    torch.manual_seed(1)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    device = torch.device(given.device)
    g, d = (network.to(device) for network in players(given.work, given.small))
    if given.compile:
        g, d = torch.compile(g), torch.compile(d)
    shape = (65536, 2) if given.work == "mlp" else (ITEMS, 3, 32, 32)
    step = update(given.work, g, d, torch.rand(*shape, device=device) * 2 - 1, device)

    def run(updates):
        for _ in range(updates):
            step()
        if device.type == "cuda":
            torch.cuda.synchronize()

    if given.updates:
        run(given.updates)
        print(json.dumps({"updates": given.updates}))
        return
    run(20)
    rates = []
    for _ in range(5):
        begin, updates = time.perf_counter(), 0
        while time.perf_counter() - begin < given.seconds / 5:
            run(10)
            updates += 10
        rates.append(updates / (time.perf_counter() - begin))
    print(json.dumps({"rates": rates, "median": statistics.median(rates), "torch": torch.__version__}))


if __name__ == "__main__":
    main()
