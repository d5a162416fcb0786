#!/usr/bin/env python3
"""Plants failures, asks the doctor, and prints the confusion table: what was planted, and what the doctor named.

    benchmarks/doctor.py [--seeds N] [--first SEED]

Networks, data and seeds are others than those that the doctor was built and is tested with. Runs lie in a temporary folder.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import tempfile

SADDLE = pathlib.Path(__file__).resolve().parent.parent / "saddle"
COMMON = {"batch": "100", "log-every": "25", "evaluate-every": "0", "sample-every": "0", "checkpoint-every": "0"}
GP = "[{name: gradient-penalty, weight: 0.15}]"
ADAM = "beta1: 0.5, beta2: 0.9"
RECIPES = {
    "healthy": [
        ("{name: ring, modes: 7, radius: 1, sd: 0.1}", "{name: mlp, latent: 4, width: 96, depth: 2, slope: 0.2}", "wasserstein", GP, f"{{name: adam, order: d-first, eta: 0.002, {ADAM}}}", 3000),
        ("{name: swiss-roll}", "{name: mlp, latent: 3, width: 80, depth: 3, slope: 0.1}", "wasserstein", GP, f"{{name: adam, order: d-first, eta: 0.0015, {ADAM}}}", 4000),
        ("{name: circles}", "{name: mlp, latent: 4, width: 72, depth: 3, slope: 0.2}", "non-saturating", "[{name: r1, gamma: 0.2}]", f"{{name: adam, order: d-first, eta-g: 0.001, eta-d: 0.003, {ADAM}}}", 4000),
    ],
    "vanishing-gradient": [
        ("{name: ring, modes: 3, radius: 7, sd: 0.1}", "{name: mlp, latent: 3, width: 96, depth: 2, slope: 0.1}", "saturating", "[]", "{name: adam, order: d-first, eta-g: 0.00002, eta-d: 0.003, beta1: 0.5}", 1000),
    ],
    "exploding-gradient": [
        ("{name: circles, sd: 0}", "{name: mlp, latent: 3, width: 80, depth: 3, slope: 0.2}", "non-saturating", "[]", "{name: adam, order: d-first, eta-g: 0.000005, eta-d: 0.006, beta1: 0.5}", 2000),
    ],
    "mode-collapse": [
        ("{name: grid}", "{name: mlp, latent: 3, width: 72, depth: 2, slope: 0.2}", "non-saturating", "[]", "{name: adam, order: d-first, eta-g: 0.003, eta-d: 0.0005, beta1: 0.5}", 2000),
        ("{name: ring, modes: 12, radius: 3, sd: 0.05}", "{name: mlp, latent: 3, width: 72, depth: 3}", "saturating", "[]", "{name: adam, order: d-first, eta-g: 0.002, eta-d: 0.0003, beta1: 0.5}", 2000),
    ],
    "oscillation": [
        ("{name: ring, modes: 1, radius: 3, sd: 0.4}", "{name: mlp, latent: 3, depth: 0}", "wasserstein", "[]", "{name: alternating, eta: 0.025}", 4000),
    ],
    "divergence": [
        ("{name: ring, modes: 7, radius: 1, sd: 0.1}", "{name: mlp, latent: 3, width: 96, depth: 2}", "wasserstein", "[]", "{name: simultaneous, eta: 0.15}", 800),
        ("{name: swiss-roll}", "{name: mlp, latent: 3, width: 64, depth: 3}", "wasserstein", "[]", "{name: adam, eta: 0.005}", 2000),
    ],
    "discriminator-collapse": [
        ("{name: ring, modes: 7, radius: 2, sd: 0.1}", "{name: mlp, latent: 3, width: 72, depth: 3, slope: 0.2}", "wasserstein", "[{name: weight-clipping, c: 0.003}]", "{name: adam, order: d-first, eta: 0.001, beta1: 0.5}", 1000),
    ],
    "too-short": [
        ("{name: circles}", "{name: mlp, latent: 3, width: 72}", "non-saturating", "[]", "{name: adam, eta: 0.001}", 120),
    ],
}


def saddle(*arguments):
    return subprocess.run([str(SADDLE), *arguments], capture_output=True, text=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first", type=int, default=101)
    options = parser.parse_args()
    table = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for planted, recipes in RECIPES.items():
            for number, (data, network, objective, regularisers, rule, steps) in enumerate(recipes):
                for seed in range(options.first, options.first + options.seeds):
                    path = pathlib.Path(folder) / f"{planted}-{number}-{seed}"
                    keys = {**COMMON, "data": data, "network": network, "objective": objective, "regularisers": regularisers, "rule": rule,
                            "steps": steps, "seed": seed, "ema": 0.995 if planted == "healthy" else 0}
                    path.with_suffix(".yaml").write_text("".join(f"{key}: {value}\n" for key, value in keys.items()))
                    trained = saddle("train", str(path.with_suffix(".yaml")), "--out", str(path))
                    if trained.returncode not in (0, 1):
                        raise SystemExit(trained.stderr)
                    answer = json.loads(saddle("doctor", str(path), "--json").stdout)
                    table[planted, answer["diagnosis"]] += 1
                    if answer["diagnosis"] != planted:
                        print(f"{planted}-{number}-{seed}: {answer['diagnosis']}: {answer['summary']}", flush=True)
    total = sum(table.values())
    right = sum(count for (planted, named), count in table.items() if planted == named)
    print("| planted | named | runs |\n|---|---|---|")
    for (planted, named), count in sorted(table.items()):
        print(f"| {planted} | {named} | {count} |")
    print(f"\n{right} of {total} right")


if __name__ == "__main__":
    main()
