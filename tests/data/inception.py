"""Makes inception.json: features and logits of FID-InceptionV3 with weights by formula, from a plain PyTorch model.

The model is written here from the paper's tables and the list of differences between the graph of 2015-12-05 and
torchvision's inception_v3 (average pools that leave padding out, a maximum pool in Mixed_7c, eps 0.001, 1,008 outputs),
in eager mode, with batch normalisation apart from the convolutions. Weight number i of a tensor of n inputs an output,
where the tensors are numbered in the order in which the model makes them, is

  conv.weight   sqrt(3) * sqrt(2 / n) * u(i + 7919 t)      bn.weight        1 + 0.2 u      bn.bias   0.1 u
  fc.weight     2 u / sqrt(2048)     fc.bias   u           bn.running_mean  0.1 u          bn.running_var   1 + 0.5 u

with u(k) = 2 frac(k * 0.6180339887498949) - 1 shuffled by k -> k^2 mod 2147483647, computed in double precision; t is
the tensor's number. Pixel i of image m is frac((i + 1) (m + 1) * 0.7548776662466927) scaled to 0..255 and truncated.

Run: /usr/bin/python3 inception.py [FOLDER]; with a folder it also writes the weights there, as .pth in both containers
and as TorchScript. Debian 12's PyTorch 1.13.1, numpy 1.24.2.
"""
import json
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


class Basic(nn.Module):
    def __init__(self, i, o, k, s=1, p=0):
        super().__init__()
        self.conv = nn.Conv2d(i, o, k, s, p, bias=False)
        self.bn = nn.BatchNorm2d(o, eps=0.001)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)))


def average(x):
    return F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)


class A(nn.Module):
    def __init__(self, i, pool):
        super().__init__()
        self.branch1x1 = Basic(i, 64, 1)
        self.branch5x5_1, self.branch5x5_2 = Basic(i, 48, 1), Basic(48, 64, 5, 1, 2)
        self.branch3x3dbl_1, self.branch3x3dbl_2 = Basic(i, 64, 1), Basic(64, 96, 3, 1, 1)
        self.branch3x3dbl_3 = Basic(96, 96, 3, 1, 1)
        self.branch_pool = Basic(i, pool, 1)

    def forward(self, x):
        five = self.branch5x5_2(self.branch5x5_1(x))
        double = self.branch3x3dbl_3(self.branch3x3dbl_2(self.branch3x3dbl_1(x)))
        return torch.cat([self.branch1x1(x), five, double, self.branch_pool(average(x))], 1)


class B(nn.Module):
    def __init__(self, i):
        super().__init__()
        self.branch3x3 = Basic(i, 384, 3, 2)
        self.branch3x3dbl_1, self.branch3x3dbl_2 = Basic(i, 64, 1), Basic(64, 96, 3, 1, 1)
        self.branch3x3dbl_3 = Basic(96, 96, 3, 2)

    def forward(self, x):
        double = self.branch3x3dbl_3(self.branch3x3dbl_2(self.branch3x3dbl_1(x)))
        return torch.cat([self.branch3x3(x), double, F.max_pool2d(x, 3, 2)], 1)


class C(nn.Module):
    def __init__(self, i, c):
        super().__init__()
        wide, high = dict(k=(1, 7), p=(0, 3)), dict(k=(7, 1), p=(3, 0))
        self.branch1x1 = Basic(i, 192, 1)
        self.branch7x7_1, self.branch7x7_2 = Basic(i, c, 1), Basic(c, c, **wide)
        self.branch7x7_3 = Basic(c, 192, **high)
        self.branch7x7dbl_1, self.branch7x7dbl_2 = Basic(i, c, 1), Basic(c, c, **high)
        self.branch7x7dbl_3 = Basic(c, c, **wide)
        self.branch7x7dbl_4, self.branch7x7dbl_5 = Basic(c, c, **high), Basic(c, 192, **wide)
        self.branch_pool = Basic(i, 192, 1)

    def forward(self, x):
        double = x
        for n in range(1, 6):
            double = getattr(self, f"branch7x7dbl_{n}")(double)
        seven = self.branch7x7_3(self.branch7x7_2(self.branch7x7_1(x)))
        return torch.cat([self.branch1x1(x), seven, double, self.branch_pool(average(x))], 1)


class D(nn.Module):
    def __init__(self, i):
        super().__init__()
        self.branch3x3_1, self.branch3x3_2 = Basic(i, 192, 1), Basic(192, 320, 3, 2)
        self.branch7x7x3_1, self.branch7x7x3_2 = Basic(i, 192, 1), Basic(192, 192, (1, 7), 1, (0, 3))
        self.branch7x7x3_3, self.branch7x7x3_4 = Basic(192, 192, (7, 1), 1, (3, 0)), Basic(192, 192, 3, 2)

    def forward(self, x):
        three = self.branch3x3_2(self.branch3x3_1(x))
        seven = self.branch7x7x3_4(self.branch7x7x3_3(self.branch7x7x3_2(self.branch7x7x3_1(x))))
        return torch.cat([three, seven, F.max_pool2d(x, 3, 2)], 1)


class E(nn.Module):
    def __init__(self, i, pool):
        super().__init__()
        self.pool = pool
        self.branch1x1 = Basic(i, 320, 1)
        self.branch3x3_1 = Basic(i, 384, 1)
        self.branch3x3_2a, self.branch3x3_2b = Basic(384, 384, (1, 3), 1, (0, 1)), Basic(384, 384, (3, 1), 1, (1, 0))
        self.branch3x3dbl_1, self.branch3x3dbl_2 = Basic(i, 448, 1), Basic(448, 384, 3, 1, 1)
        self.branch3x3dbl_3a = Basic(384, 384, (1, 3), 1, (0, 1))
        self.branch3x3dbl_3b = Basic(384, 384, (3, 1), 1, (1, 0))
        self.branch_pool = Basic(i, 192, 1)

    def forward(self, x):
        y, z = self.branch3x3_1(x), self.branch3x3dbl_2(self.branch3x3dbl_1(x))
        pooled = average(x) if self.pool == "average" else F.max_pool2d(x, 3, 1, 1)
        single = [self.branch3x3_2a(y), self.branch3x3_2b(y)]
        double = [self.branch3x3dbl_3a(z), self.branch3x3dbl_3b(z)]
        return torch.cat([self.branch1x1(x), *single, *double, self.branch_pool(pooled)], 1)


class Inception(nn.Module):
    def __init__(self):
        super().__init__()
        self.Conv2d_1a_3x3, self.Conv2d_2a_3x3 = Basic(3, 32, 3, 2), Basic(32, 32, 3)
        self.Conv2d_2b_3x3 = Basic(32, 64, 3, 1, 1)
        self.Conv2d_3b_1x1, self.Conv2d_4a_3x3 = Basic(64, 80, 1), Basic(80, 192, 3)
        self.Mixed_5b, self.Mixed_5c, self.Mixed_5d = A(192, 32), A(256, 64), A(288, 64)
        self.Mixed_6a = B(288)
        self.Mixed_6b, self.Mixed_6c, self.Mixed_6d, self.Mixed_6e = C(768, 128), C(768, 160), C(768, 160), C(768, 192)
        self.Mixed_7a, self.Mixed_7b, self.Mixed_7c = D(768), E(1280, "average"), E(2048, "maximum")
        self.fc = nn.Linear(2048, 1008)

    def forward(self, x):
        x = F.max_pool2d(self.Conv2d_2b_3x3(self.Conv2d_2a_3x3(self.Conv2d_1a_3x3(x))), 3, 2)
        x = F.max_pool2d(self.Conv2d_4a_3x3(self.Conv2d_3b_1x1(x)), 3, 2)
        for name in "5b 5c 5d 6a 6b 6c 6d 6e 7a 7b 7c".split():
            x = getattr(self, "Mixed_" + name)(x)
        x = x.mean([2, 3])
        return x, self.fc(x)


def uniform(count, number):
    k = np.arange(count, dtype=np.int64) + 7919 * number
    k = k * k % 2147483647
    return 2 * (k * 0.6180339887498949 % 1.0) - 1


def filled():
    model = Inception().eval()
    state = model.state_dict()
    names = [name for name in state if not name.endswith("num_batches_tracked")]
    for number, name in enumerate(names):
        tensor = state[name]
        u = uniform(tensor.numel(), number)
        if name.endswith("conv.weight"):
            value = np.sqrt(3) * np.sqrt(2 / tensor[0].numel()) * u
        elif name == "fc.weight":
            value = 2 * u / np.sqrt(2048)
        elif name == "fc.bias":
            value = u
        elif name.endswith("bn.weight"):
            value = 1 + 0.2 * u
        elif name.endswith("running_var"):
            value = 1 + 0.5 * u
        else:
            value = 0.1 * u
        tensor.copy_(torch.from_numpy(value).reshape(tensor.shape))
    return model, names


def images(count):
    i = np.arange(299 * 299 * 3, dtype=np.float64) + 1
    pixels = np.stack([np.floor(256 * (i * (m + 1) * 0.7548776662466927 % 1.0)) for m in range(count)])
    rows = ((pixels - 128) / 128).astype(np.float32).reshape(count, 299, 299, 3)
    return torch.from_numpy(rows).permute(0, 3, 1, 2).contiguous()


if __name__ == "__main__":
    model, names = filled()
    with torch.no_grad():
        features, logits = model(images(2))
        here = pathlib.Path(__file__).parent
        figures = {
            "names": names,
            "shapes": {name: list(model.state_dict()[name].shape) for name in names},
            "features": features[:, ::16].tolist(),
            "logits": logits[:, ::16].tolist(),
            "feature_sums": features.double().sum(1).tolist(),
        }
        (here / "inception.json").write_text(json.dumps(figures) + "\n")
        if len(sys.argv) > 1:
            folder = pathlib.Path(sys.argv[1])
            torch.save(model.state_dict(), folder / "zip.pth")
            torch.save(model.state_dict(), folder / "legacy.pth", _use_new_zipfile_serialization=False)
            torch.jit.trace(model, images(1)).save(str(folder / "script.pt"))
            features, logits = model(images(64))
            np.save(folder / "features.npy", features.numpy())
            np.save(folder / "logits.npy", logits.numpy())
        print(features.mean(), features.std(), features.min(), features.max(), logits.std())
