"""What is planted: laws, networks and settings that fail in one way each, and some that do not. The sets share neither
network nor law nor seed."""

ADAM = "beta1: 0.5, beta2: 0.9"
KINDS = (
    "healthy", "vanishing-gradient", "exploding-gradient", "mode-collapse", "oscillation", "divergence",
    "discriminator-collapse", "overfitting", "too-short")


def plant(kind, law, network, objective, regularisers, rule, steps, seeds=5, items=None, ema=0):
    keys = {"network": f"{{name: mlp, {network}}}", "objective": objective, "regularisers": f"[{regularisers}]",
            "rule": f"{{{rule}}}", "steps": steps, "ema": ema}
    return {"kind": kind, "law": law, "keys": keys, "seeds": seeds, "items": items}


def numbered(plants):
    return [{**p, "number": sum(q["kind"] == p["kind"] for q in plants[:i])} for i, p in enumerate(plants)]


def gp(weight):
    return f"{{name: gradient-penalty, weight: {weight}}}"


def adam(eta_g, eta_d, extra=ADAM):
    return f"name: adam, order: d-first, eta-g: {eta_g}, eta-d: {eta_d}, {extra}"


BUILDING = [
    plant("healthy", "ring 6 1.5 0.15", "latent: 4, width: 48, depth: 3, slope: 0.2",
          "wasserstein", gp(0.2), adam(0.002, 0.002), 2000, ema=0.995),
    plant("healthy", "moons 1.5 0.1", "latent: 4, width: 48, depth: 3, slope: 0.2",
          "non-saturating", "{name: r1, gamma: 0.1}", adam(0.001, 0.002), 2000, ema=0.995),
    plant("vanishing-gradient", "ring 3 7 0.1", "latent: 3, width: 48, depth: 2, slope: 0.1",
          "saturating", "", adam(2e-5, 0.003, "beta1: 0.5"), 800),
    plant("exploding-gradient", "circle 2 0.005", "latent: 3, width: 48, depth: 3, slope: 0.2",
          "non-saturating", "", adam(5e-6, 0.002, "beta1: 0.5"), 1500),
    plant("mode-collapse", "lattice 4 1.5 0.05", "latent: 3, width: 48, depth: 2, slope: 0.2",
          "non-saturating", "", adam(0.003, 0.0005, "beta1: 0.5"), 1200),
    plant("mode-collapse", "ring 12 3 0.05", "latent: 3, width: 48, depth: 3",
          "saturating", "", adam(0.002, 0.0003, "beta1: 0.5"), 1200),
    plant("oscillation", "ring 1 3 0.4", "latent: 3, depth: 0",
          "wasserstein", "", "name: alternating, eta: 0.025", 3000),
    plant("divergence", "ring 7 1 0.1", "latent: 3, width: 48, depth: 2",
          "wasserstein", "", "name: simultaneous, eta: 0.15", 800),
    plant("divergence", "moons 1.5 0.1", "latent: 3, width: 48, depth: 3", "wasserstein", "", adam(0.005, 0.005), 1200),
    plant("discriminator-collapse", "ring 7 2 0.1", "latent: 3, width: 48, depth: 3, slope: 0.2",
          "wasserstein", "{name: weight-clipping, c: 0.008}", "name: alternating, eta: 0.02", 800),
    plant("overfitting", "moons 1.5 0.1", "latent: 2, width: 64, depth: 3, slope: 0.2",
          "wasserstein", gp(0.1), adam(0.002, 0.002), 3000, items=12, ema=0.995),
    plant("too-short", "circle 1 0.1", "latent: 3, width: 48", "non-saturating", "", adam(0.001, 0.001), 120),
]

FINAL = [
    plant("healthy", "ring 5 1.2 0.25", "latent: 6, width: 64, depth: 2, slope: 0.2",
          "non-saturating", "{name: r1, gamma: 0.1}", adam(0.0015, 0.003), 1500, 8, ema=0.99),
    plant("healthy", "figure-eight 2 0.15", "latent: 5, width: 80, depth: 3, slope: 0.1",
          "wasserstein", gp(0.3), adam(0.0015, 0.0015), 1800, 8, ema=0.99),
    plant("healthy", "line 3 1.5 0.3", "latent: 3, width: 56, depth: 2, slope: 0.2",
          "non-saturating", "{name: r1, gamma: 0.2}", adam(0.001, 0.002), 1800, 8, ema=0.99),
    plant("healthy", "circle 1.2 0.15", "latent: 3, width: 96, depth: 2, slope: 0.3",
          "hinge", "{name: r1, gamma: 0.2}", adam(0.001, 0.002), 1600, 8, ema=0.99),
    plant("healthy", "lattice 2 2 0.3", "latent: 4, width: 40, depth: 3, slope: 0.2",
          "least-squares", "{name: r1, gamma: 0.3}", adam(0.001, 0.002), 1800, 8, items=5000, ema=0.99),
    plant("vanishing-gradient", "line 2 9 0.15", "latent: 2, width: 72, depth: 3, slope: 0.2",
          "saturating", "", adam(1e-5, 0.002, "beta1: 0.5"), 700),
    plant("vanishing-gradient", "circle 6 0.05", "latent: 4, width: 40, depth: 2",
          "saturating", "", adam(3e-5, 0.004, "beta1: 0.4"), 900),
    plant("exploding-gradient", "ring 4 3 0.004", "latent: 2, width: 72, depth: 3, slope: 0.1",
          "non-saturating", "", adam(4e-6, 0.003, "beta1: 0.5"), 1200),
    plant("exploding-gradient", "line 4 2 0.004", "latent: 4, width: 56, depth: 2, slope: 0.3",
          "non-saturating", "", adam(3e-6, 0.002, "beta1: 0.3"), 1500),
    plant("mode-collapse", "lattice 3 2.5 0.08", "latent: 4, width: 64, depth: 2, slope: 0.1",
          "non-saturating", "", adam(0.004, 0.0006, "beta1: 0.5"), 1000),
    plant("mode-collapse", "line 9 1 0.04", "latent: 2, width: 56, depth: 3, slope: 0.2",
          "saturating", "", adam(0.002, 0.0004, "beta1: 0.5"), 1000),
    plant("oscillation", "line 1 4 0.3", "latent: 4, depth: 0",
          "wasserstein", "", "name: alternating, eta: 0.02", 2500),
    plant("oscillation", "ring 1 2 0.6", "latent: 2, depth: 0",
          "wasserstein", "", "name: alternating, eta-g: 0.02, eta-d: 0.05", 2500),
    plant("divergence", "circle 1.2 0.15", "latent: 4, width: 64, depth: 2, slope: 0.1",
          "wasserstein", "", "name: simultaneous, eta: 0.1", 700),
    plant("divergence", "ring 5 2 0.25", "latent: 2, width: 72, depth: 3", "wasserstein", "", adam(0.004, 0.004), 1000),
    plant("discriminator-collapse", "figure-eight 2 0.15", "latent: 4, width: 56, depth: 3, slope: 0.1",
          "wasserstein", "{name: weight-clipping, c: 0.01}", "name: alternating, eta: 0.01", 800),
    plant("discriminator-collapse", "line 3 3 0.2", "latent: 2, width: 88, depth: 4, slope: 0.2",
          "non-saturating", "{name: weight-clipping, c: 0.015}", "name: alternating, eta: 0.02", 700),
    plant("overfitting", "figure-eight 2 0.15", "latent: 3, width: 80, depth: 3, slope: 0.1",
          "wasserstein", gp(0.15), adam(0.0015, 0.0015), 2500, items=10, ema=0.99),
    plant("overfitting", "circle 3 0.3", "latent: 2, width: 64, depth: 3, slope: 0.3",
          "non-saturating", "{name: r1, gamma: 0.1}", adam(0.001, 0.002), 2500, items=8, ema=0.99),
    plant("too-short", "figure-eight 2 0.15", "latent: 3, width: 56, depth: 2",
          "non-saturating", "", adam(0.001, 0.002), 150),
    plant("too-short", "lattice 3 2.5 0.08", "latent: 4, width: 80, depth: 3, slope: 0.2",
          "wasserstein", gp(0.1), adam(0.001, 0.001), 240),
]

# Written when the doctor was finished, and never run before: with laws of other shapes.
UNSEEN = [
    plant("healthy", "wedge 3 1.6 0.25", "latent: 5, width: 72, depth: 2, slope: 0.2",
          "non-saturating", "{name: r1, gamma: 0.1}", adam(0.0015, 0.003), 1600, 8, ema=0.99),
    plant("healthy", "cross 1.5 0.2", "latent: 4, width: 64, depth: 3, slope: 0.2",
          "wasserstein", gp(0.3), adam(0.0015, 0.0015), 1800, 8, ema=0.99),
    plant("healthy", "spiral 1.5 0.2", "latent: 4, width: 88, depth: 3, slope: 0.2",
          "non-saturating", "{name: r1, gamma: 0.1}", adam(0.001, 0.002), 2000, 8, ema=0.99),
    plant("healthy", "ring 4 1.5 0.3", "latent: 3, width: 52, depth: 2, slope: 0.1",
          "hinge", "{name: r1, gamma: 0.2}", adam(0.001, 0.002), 1600, 8, ema=0.99),
    plant("healthy", "line 2 2 0.35", "latent: 6, width: 60, depth: 2, slope: 0.2",
          "least-squares", "{name: r1, gamma: 0.3}", adam(0.001, 0.002), 1800, 8, items=6000, ema=0.99),
    plant("vanishing-gradient", "cross 5 0.05", "latent: 3, width: 60, depth: 2, slope: 0.2",
          "saturating", "", adam(2e-5, 0.003, "beta1: 0.5"), 800),
    plant("vanishing-gradient", "wedge 2 8 0.1", "latent: 5, width: 44, depth: 3, slope: 0.1",
          "saturating", "", adam(1e-5, 0.002, "beta1: 0.4"), 800),
    plant("exploding-gradient", "wedge 2 2.5 0.004", "latent: 3, width: 68, depth: 3, slope: 0.1",
          "non-saturating", "", adam(4e-6, 0.003, "beta1: 0.5"), 1200),
    plant("exploding-gradient", "spiral 2 0.004", "latent: 5, width: 60, depth: 2, slope: 0.2",
          "non-saturating", "", adam(4e-6, 0.002, "beta1: 0.4"), 1500),
    plant("mode-collapse", "wedge 4 1.5 0.05", "latent: 3, width: 60, depth: 2, slope: 0.2",
          "non-saturating", "", adam(0.004, 0.0006, "beta1: 0.5"), 1000),
    plant("mode-collapse", "ring 10 2.5 0.04", "latent: 5, width: 52, depth: 3, slope: 0.1",
          "saturating", "", adam(0.002, 0.0004, "beta1: 0.5"), 1000),
    plant("oscillation", "ring 1 4 0.2", "latent: 5, depth: 0",
          "wasserstein", "", "name: alternating, eta: 0.03", 2500),
    plant("oscillation", "line 1 6 0.5", "latent: 3, depth: 0",
          "wasserstein", "", "name: alternating, eta-g: 0.03, eta-d: 0.02", 2500),
    plant("divergence", "spiral 1.5 0.2", "latent: 3, width: 60, depth: 2, slope: 0.2",
          "wasserstein", "", "name: simultaneous, eta: 0.12", 700),
    plant("divergence", "cross 1.5 0.2", "latent: 5, width: 68, depth: 3", "wasserstein", "", adam(0.005, 0.005), 1000),
    plant("discriminator-collapse", "wedge 3 1.6 0.25", "latent: 3, width: 60, depth: 3, slope: 0.2",
          "wasserstein", "{name: weight-clipping, c: 0.01}", "name: alternating, eta: 0.015", 800),
    plant("discriminator-collapse", "spiral 1.5 0.2", "latent: 4, width: 76, depth: 4, slope: 0.1",
          "non-saturating", "{name: weight-clipping, c: 0.012}", "name: alternating, eta: 0.02", 700),
    plant("overfitting", "cross 2 0.15", "latent: 4, width: 72, depth: 3, slope: 0.2",
          "wasserstein", gp(0.15), adam(0.0015, 0.0015), 2500, items=10, ema=0.99),
    plant("overfitting", "spiral 2 0.2", "latent: 3, width: 68, depth: 3, slope: 0.2",
          "non-saturating", "{name: r1, gamma: 0.1}", adam(0.001, 0.002), 2500, items=9, ema=0.99),
    plant("too-short", "cross 1.5 0.2", "latent: 4, width: 48, depth: 2",
          "non-saturating", "", adam(0.001, 0.002), 160),
    plant("too-short", "wedge 3 2.5 0.08", "latent: 3, width: 72, depth: 3, slope: 0.1",
          "wasserstein", gp(0.1), adam(0.001, 0.001), 220),
]

SETS = {"unseen": (12001, numbered(UNSEEN)), "final": (7001, numbered(FINAL)), "building": (11, numbered(BUILDING))}
