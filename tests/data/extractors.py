#!/usr/bin/python3
"""Makes extractors.json and metrics/extractor.pt: a small TorchScript network, and what it makes of five images.

The images are decoded by Pillow, Image.open(f).convert("RGB"), resized to 24 x 24 by the four references of resize.py,
brought into a range as torchvision and the tools do, and run through the module by PyTorch: [features, logits]. Beside
them are the squared Frechet distances of the first three images' pixels at 6 x 6 to those of all five, for covariances
of both kinds, by SciPy's sqrtm on the samples' scatter, and the kernel distance's polynomial mean by its definition.

Run with Debian 12's python3-torch (1.13.1), python3-pil (9.4.0), python3-scipy (1.10.1) and python3-numpy (1.24.2).
"""
import json
import pathlib

import numpy as np
import scipy.linalg
import torch
from PIL import Image

import resize

NAMES = ["grey-8.png", "palette-8.png", "rgb-420.jpg", "rgb-8.png", "rgb-alpha-8.png"]
MEANS = torch.tensor([0.485, 0.456, 0.406])[:, None, None]
DEVIATIONS = torch.tensor([0.229, 0.224, 0.225])[:, None, None]
RANGES = {
    "bytes": lambda x: x,
    "unit": lambda x: x / 255,
    "signed": lambda x: 2 * (x / 255) - 1,
    "shifted": lambda x: (x - 128) / 128,
    "imagenet": lambda x: (x / 255 - MEANS) / DEVIATIONS,
}
RESIZES = {
    "clean": resize.clean,
    "legacy-pytorch": resize.pytorch,
    "torch-antialias": resize.antialias,
    "legacy-tensorflow": resize.tensorflow,
}
here = pathlib.Path(__file__).parent


class Small(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(3, 4, 5, 3)
        self.fc = torch.nn.Linear(64, 3)

    def forward(self, x):
        features = torch.nn.functional.adaptive_avg_pool2d(torch.tanh(self.conv(x)), 4).flatten(1)
        return features, self.fc(features)


def frechet(a, b, ddof):
    s1, s2 = np.cov(a, rowvar=False, ddof=ddof), np.cov(b, rowvar=False, ddof=ddof)
    # tr (S1 S2)^(1/2) is the sum of the singular values of R1 R2, where R are symmetric roots.
    r1, r2 = (scipy.linalg.sqrtm(s + 0j).real for s in (s1, s2))
    apart = ((a.mean(0) - b.mean(0)) ** 2).sum()
    return float(apart + np.trace(s1) + np.trace(s2) - 2 * scipy.linalg.svdvals(r1 @ r2).sum())


def polynomial(a, b):
    def k(x, y):
        return (x @ y.T / x.shape[1] + 1) ** 3

    n, m = len(a), len(b)
    within_a = (k(a, a).sum() - np.trace(k(a, a))) / n / (n - 1)
    within_b = (k(b, b).sum() - np.trace(k(b, b))) / m / (m - 1)
    return float(within_a + within_b - 2 * k(a, b).mean())


def main():
    torch.manual_seed(1)
    torch.set_num_threads(1)
    model = torch.jit.script(Small().eval())
    model.save(str(here / "metrics" / "extractor.pt"))
    images = [np.asarray(Image.open(here / "images" / name).convert("RGB")) for name in NAMES]
    cases = []
    for way, method in RESIZES.items():
        resized = [np.ascontiguousarray(method(image, 24, 24), dtype=np.float32) for image in images]
        pixels = torch.from_numpy(np.stack(resized))
        for name, into in RANGES.items():
            if way == "clean" or name == "shifted":
                with torch.no_grad():
                    features, logits = model(into(pixels))
                cases.append({"resize": way, "pixels": name, "features": features.tolist(), "logits": logits.tolist()})
    flat = np.stack([resize.clean(image, 6, 6).reshape(-1) for image in images]).astype(np.float64) / 127.5 - 1
    figures = {"images": NAMES, "cases": cases, "pixels": {
        "features": flat.tolist(),
        "frechet": [frechet(flat[:3], flat, ddof) for ddof in (0, 1)],
        "kernel": polynomial(flat[:3], flat[2:]),
    }}
    (here / "extractors.json").write_text(json.dumps(figures) + "\n")


main()
