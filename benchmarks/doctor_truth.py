"""Whether a run failed as planted, from its samples, the known law of its data and what training wrote down; no probe
is asked."""

import array
import json
import math
import random
import sqlite3
import statistics
import struct


class Law:
    """A law in the plane: a mixture of Gaussians around centres, or points on curves with noise."""

    def __init__(self, name):
        kind, *numbers = name.split()
        self.sd = float(numbers[-1])
        self.centres = None
        if kind == "ring":
            count, radius = int(numbers[0]), float(numbers[1])
            angles = [2 * math.pi * k / count for k in range(count)]
            self.centres = [(radius * math.cos(a), radius * math.sin(a)) for a in angles]
        elif kind == "lattice":
            side, step = int(numbers[0]), float(numbers[1])
            places = [step * (i - (side - 1) / 2) for i in range(side)]
            self.centres = [(x, y) for x in places for y in places]
        elif kind == "line":
            count, step = int(numbers[0]), float(numbers[1])
            self.centres = [(step * (k - (count - 1) / 2), 0.5 * step * (-1) ** k) for k in range(count)]
        elif kind == "wedge":
            rows, step = int(numbers[0]), float(numbers[1])
            self.centres = [(step * (i - row / 2), 0.87 * step * (row - (rows - 1) / 2))
                            for row in range(rows) for i in range(row + 1)]
        elif kind == "cross":
            size = float(numbers[0])
            self.curve = lambda u: (size * (4 * u - 1), 0) if u < 0.5 else (0, size * (4 * u - 3))
        elif kind == "spiral":
            size = float(numbers[0])
            self.curve = lambda u: (size * (0.25 + 0.75 * u) * math.cos(3 * math.pi * u),
                                    size * (0.25 + 0.75 * u) * math.sin(3 * math.pi * u))
        elif kind == "moons":
            size = float(numbers[0])
            self.curve = lambda u: (
                (size * math.cos(2 * math.pi * u), size * math.sin(2 * math.pi * u)) if u < 0.5 else
                (size * (1 - math.cos(2 * math.pi * (u - 0.5))), size * (0.5 - math.sin(2 * math.pi * (u - 0.5)))))
        elif kind == "circle":
            size = float(numbers[0])
            self.curve = lambda u: (size * math.cos(2 * math.pi * u), size * math.sin(2 * math.pi * u))
        elif kind == "figure-eight":
            size = float(numbers[0])
            self.curve = lambda u: (size * math.sin(2 * math.pi * u), 0.7 * size * math.sin(4 * math.pi * u))
        else:
            raise SystemExit(f"{name}: no such law")

    def draw(self, count, seed):
        generator = random.Random(seed)
        points = []
        for _ in range(count):
            x, y = generator.choice(self.centres) if self.centres else self.curve(generator.random())
            points.append((x + generator.gauss(0, self.sd), y + generator.gauss(0, self.sd)))
        return points

    def configured(self, file, items, seed):
        """The data as a configuration names them: a mixture by itself; all else, and what has few items, as a file."""
        if self.centres and not items:
            coordinates = ",".join(f"{c:.6f}" for centre in self.centres for c in centre)
            return f'{{name: drawn, coordinates: "{coordinates}", sd: {self.sd}}}'
        points = self.draw(items or 20000, seed)
        self.training = points
        header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({len(points)}, 2), }}"
        header += " " * (-(len(header) + 11) % 64) + "\n"
        values = array.array("f", [c for p in points for c in p])
        file.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + values.tobytes())
        return f"{{name: points, path: {file}}}"

    def covered(self, points):
        """The share of the modes that have a fifth of their part of the samples, each counted for the nearest."""
        pairs = [math.dist(a, b) for i, a in enumerate(self.centres) for b in self.centres[:i]]
        spacing = min(pairs, default=math.inf)
        reach = max(3 * self.sd, min(spacing / 3, 6 * self.sd))
        counts = [0] * len(self.centres)
        for point in points:
            distance, nearest = min((math.dist(point, centre), k) for k, centre in enumerate(self.centres))
            counts[nearest] += distance < reach
        return sum(count >= 0.2 * len(points) / len(counts) for count in counts) / len(counts)


class Run:
    """What a run left behind."""

    def __init__(self, folder, sample):
        self.state = json.loads((folder / "run.json").read_text())
        self.series, self.steps = {}, []
        with sqlite3.connect(folder / "metrics.sqlite") as metrics:
            for step, name, value in metrics.execute("SELECT step, name, value FROM metric ORDER BY step"):
                self.series.setdefault(name, []).append(math.nan if value is None else value)
                if name == "loss/discriminator":
                    self.steps.append(step)
        self.points = None
        if self.state["status"] == "finished":
            done = sample()
            if done.returncode:
                raise SystemExit(done.stderr)
            self.points = points_of(next((folder / "drawn").glob("*.npy")))

    def late(self, name):
        values = self.series[name]
        return statistics.median(values[-max(1, len(values) // 10):])


def points_of(file):
    data = file.read_bytes()
    start = 10 + struct.unpack("<H", data[8:10])[0]
    numbers = array.array("f" if b"<f4" in data[:start] else "d", data[start:])
    return list(zip(numbers[::2], numbers[1::2]))


def distance(points, law):
    """The mean over 16 directions of the Wasserstein-1 distance of projections, over the law's spread: about 0.05
    between two samples of one law."""
    if points is None or not all(map(math.isfinite, (c for p in points for c in p))):
        return math.inf
    real = law.draw(len(points), 9)
    total = 0
    for k in range(16):
        cos, sin = math.cos(math.pi * k / 16), math.sin(math.pi * k / 16)
        a, b = (sorted(cos * x + sin * y for x, y in side) for side in (points, real))
        total += statistics.fmean(abs(u - v) for u, v in zip(a, b))
    return total / 16 / spread(real)


def spread(points):
    return math.sqrt(statistics.pvariance([x for x, _ in points]) + statistics.pvariance([y for _, y in points]))


def nearest(points, others):
    return statistics.median(min(math.dist(p, o) for o in others) for p in points)


def turns(run):
    """How often, in the second half of training, the critic changed its mind on which side is the higher."""
    gaps = [a - b for a, b in zip(run.series["score/real"], run.series["score/generated"])]
    gaps = gaps[len(gaps) // 2:]
    scale = max(map(abs, gaps))
    signs = [g > 0 for g in gaps if abs(g) > 0.1 * scale]
    return sum(a != b for a, b in zip(signs, signs[1:]))


def truth(kind, run, law):
    """Whether a run turned out as planted, and the figures that say so."""
    far = distance(run.points, law)
    gradient = run.series.get("gradient-norm/generator", [math.nan])
    loss = run.late("loss/discriminator") if "loss/discriminator" in run.series else math.nan
    if kind == "healthy":
        covered = law.covered(run.points) if law.centres and run.points else 1
        return far < 0.2 and covered >= 0.9, f"distance {far:.2f}, covered {covered:.2f}"
    if kind == "vanishing-gradient":
        fall = run.late("gradient-norm/generator") / max(gradient)
        return fall < 0.05 and loss < 0.1 and far > 0.5, (
            f"gradient falls to {fall:.2g}, loss of D {loss:.2g}, distance {far:.2f}")
    if kind == "exploding-gradient":
        growth = run.late("gradient-norm/generator") / gradient[0]
        return growth > 4 and loss < 0.1 and far > 0.3, (
            f"gradient grows by {growth:.2g}, loss of D {loss:.2g}, distance {far:.2f}")
    if kind == "mode-collapse":
        covered = law.covered(run.points) if run.points else math.nan
        return covered <= 0.6 and far < 3, f"covered {covered:.2f}, loss of D {loss:.2g}, distance {far:.2f}"
    if kind == "oscillation":
        return turns(run) >= 6 and far > 0.3, f"{turns(run)} turns, distance {far:.2f}"
    if kind == "divergence":
        largest = max(map(abs, run.series.get("loss/generator", [0])))
        return far > 10 or largest > 1000, f"distance {far:.2f}, largest loss {largest:.3g}, {run.state['status']}"
    if kind == "discriminator-collapse":
        gap = abs(run.late("score/real") - run.late("score/generated"))
        return gap < 0.02 and far > 0.5, f"score gap {gap:.2g}, distance {far:.2f}"
    if kind == "overfitting":
        ratio = nearest(run.points[:300], law.training) / nearest(law.draw(300, 8), law.training)
        return ratio < 0.25, f"distance to the training set over a fresh point's {ratio:.2f}"
    return kind == "too-short" and run.state["step"] < 300, f"distance {far:.2f}"


def improved(before, after, law):
    """Whether a second run is better: a tenth nearer to the law, or more of its modes and not farther away."""
    first, second = distance(before.points, law), distance(after.points, law)
    modes = [law.covered(r.points) if law.centres and r.points else 0 for r in (before, after)]
    better = second < 0.9 * first or (modes[1] > modes[0] and second < 1.1 * first)
    return better and math.isfinite(second), (
        f"distance {first:.2f} to {second:.2f}, covered {modes[0]:.2f} to {modes[1]:.2f}")
