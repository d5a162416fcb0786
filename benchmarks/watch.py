#!/usr/bin/env python3
"""What watching a PyTorch script with python/saddle_trace.py costs: whole commands, in turn with and without it.

    benchmarks/watch.py [--network dcgan|mlp] [--rounds N] [--pairs N]

dcgan is the plain loop of PyTorch's own example (64 pixels, batch 64) on drawn discs, mlp one of 2 x 128 units in the
plane; both on one thread. Each pair is a command without and one with, in turns which comes first; the scripts' output
must be the same to the last bit. Printed are the ratio of the whole times and of the loops' (from the first round on),
by the clock and by the processor's time, as median, least and most over the pairs.
"""
import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

TOOL = pathlib.Path(__file__).resolve().parent.parent / "python"


def dcgan():
    import torch
    from torch import nn

    def block(layer, width, *after):
        return [layer, nn.BatchNorm2d(width), *after]
    made = block(nn.ConvTranspose2d(100, 512, 4, bias=False), 512, nn.ReLU(True))
    for wide, narrow in ((512, 256), (256, 128), (128, 64)):
        made += block(nn.ConvTranspose2d(wide, narrow, 4, 2, 1, bias=False), narrow, nn.ReLU(True))
    judged = [nn.Conv2d(3, 64, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, True)]
    for narrow, wide in ((64, 128), (128, 256), (256, 512)):
        judged += block(nn.Conv2d(narrow, wide, 4, 2, 1, bias=False), wide, nn.LeakyReLU(0.2, True))
    generator = nn.Sequential(*made, nn.ConvTranspose2d(64, 3, 4, 2, 1, bias=False), nn.Tanh())
    discriminator = nn.Sequential(*judged, nn.Conv2d(512, 1, 4, bias=False), nn.Flatten(0), nn.Sigmoid())
    rows, columns = torch.meshgrid(torch.linspace(-1, 1, 64), torch.linspace(-1, 1, 64), indexing="ij")

    def real():
        at = torch.rand(64, 2, 1, 1) * 1.2 - 0.6
        inside = (rows - at[:, 0]) ** 2 + (columns - at[:, 1]) ** 2 < 0.1
        return torch.where(inside.unsqueeze(1), torch.rand(64, 3, 1, 1) * 2 - 1, torch.tensor(-0.8))
    return generator, discriminator, (64, 100, 1, 1), real, 2e-4


def mlp():
    import torch
    from torch import nn

    def network(inputs, outputs, *last):
        return nn.Sequential(nn.Linear(inputs, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(),
                             nn.Linear(128, outputs), *last)

    def real():
        angle = torch.randint(0, 8, (64,)) * 0.7853981633974483
        return 2 * torch.stack([angle.cos(), angle.sin()], 1) + 0.05 * torch.randn(64, 2)
    return network(16, 2), network(2, 1, nn.Flatten(0), nn.Sigmoid()), (64, 16), real, 1e-3


def loop(network, rounds):
    """The script that is watched: PyTorch's example loop."""
    import torch
    from torch import nn
    torch.manual_seed(1)
    torch.set_num_threads(1)
    generator, discriminator, latent, real, rate = {"dcgan": dcgan, "mlp": mlp}[network]()
    criterion = nn.BCELoss()
    of_d = torch.optim.Adam(discriminator.parameters(), rate, betas=(0.5, 0.999))
    of_g = torch.optim.Adam(generator.parameters(), rate, betas=(0.5, 0.999))
    began = time.perf_counter(), time.process_time()
    for _ in range(rounds):
        discriminator.zero_grad()
        loss_real = criterion(discriminator(real()), torch.ones(64))
        loss_real.backward()
        generated = generator(torch.randn(*latent))
        loss_fake = criterion(discriminator(generated.detach()), torch.zeros(64))
        loss_fake.backward()
        of_d.step()
        generator.zero_grad()
        loss_g = criterion(discriminator(generated), torch.ones(64))
        loss_g.backward()
        of_g.step()
        print(repr((loss_real + loss_fake).item()), repr(loss_g.item()))
    print(json.dumps([time.perf_counter() - began[0], time.process_time() - began[1]]), file=sys.stderr)


def measure(options, is_watched, folder):
    """One command: what it printed, and its seconds by name."""
    words = ["-m", "saddle_trace", "--run", folder, "--quiet"] if is_watched else []
    words += [__file__, "--loop", "--network", options.network, "--rounds", str(options.rounds)]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, cwd=TOOL, check=True)
    whole, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    clock, processor = json.loads(done.stderr.splitlines()[-1])
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, {"whole, clock": whole, "whole, processor": used, "loop, clock": clock,
                         "loop, processor": processor}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", choices=("dcgan", "mlp"), default="dcgan")
    parser.add_argument("--rounds", type=int, default=0, help="default: 40 of dcgan, 4000 of mlp")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--loop", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.rounds = options.rounds or {"dcgan": 40, "mlp": 4000}[options.network]
    if options.loop:
        loop(options.network, options.rounds)
        return
    ratios = {}
    for pair in range(options.pairs):
        with tempfile.TemporaryDirectory() as folder:
            order = (False, True) if pair % 2 == 0 else (True, False)
            made = {is_watched: measure(options, is_watched, f"{folder}/run") for is_watched in order}
        if made[True][0] != made[False][0]:
            raise SystemExit("the watched script printed other losses than the one without")
        for name, seconds in made[False][1].items():
            ratios.setdefault(name, []).append(made[True][1][name] / seconds)
        shown = (f"{name} {made[False][1][name]:.2f} s, {100 * (r[-1] - 1):+.1f} %" for name, r in ratios.items())
        print(f"pair {pair + 1}: {', '.join(shown)}", flush=True)
    for name, found in ratios.items():
        print(f"{name}: median {100 * (statistics.median(found) - 1):+.1f} %, least {100 * (min(found) - 1):+.1f} %, "
              f"most {100 * (max(found) - 1):+.1f} %")


if __name__ == "__main__":
    main()
