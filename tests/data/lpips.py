"""Makes lpips.json: LPIPS of pictures with weights by formula, from plain PyTorch.

The distance is written here from its paper (Zhang et al. 2018, arXiv:1801.03924, equation 1) and the published
package's state, version 0.1: torchvision's AlexNet and VGG16 up to their last rectifier, maps after five of them,
vectors of length 1 (1e-10 is added to the length), squared differences weighted by channel, averaged over pixels, added
over layers.

Number i of tensor t, in the order of "names", is, with u of inception.py and n inputs an output,

  net.*.weight   sqrt(3) * sqrt(2 / n) * u(i + 7919 t)      net.*.bias   0.1 u      lin*   u * u

and the scaling layer's are the published ones. Pixels are inception.py's, 64 x 64, brought to -1 to 1.

Run: /usr/bin/python3 lpips.py [FOLDER]; with a folder it also writes the states there. Debian 12's PyTorch 1.13.1.
"""
import json
import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F

SIDE, IMAGES = 64, 4
SHIFT, SCALE = [-0.030, -0.088, -0.188], [0.458, 0.448, 0.450]

# Of each slice: the number, channels, side, stride and padding of its convolutions, and the pool before them.
NETS = {
    "alex": [(0, [(0, 64, 11, 4, 2)]), (3, [(3, 192, 5, 1, 2)]), (3, [(6, 384, 3, 1, 1)]),
             (0, [(8, 256, 3, 1, 1)]), (0, [(10, 256, 3, 1, 1)])],
    "vgg": [(0, [(0, 64, 3, 1, 1), (2, 64, 3, 1, 1)]), (2, [(5, 128, 3, 1, 1), (7, 128, 3, 1, 1)]),
            (2, [(10, 256, 3, 1, 1), (12, 256, 3, 1, 1), (14, 256, 3, 1, 1)]),
            (2, [(17, 512, 3, 1, 1), (19, 512, 3, 1, 1), (21, 512, 3, 1, 1)]),
            (2, [(24, 512, 3, 1, 1), (26, 512, 3, 1, 1), (28, 512, 3, 1, 1)])],
}


def uniform(count, number):
    k = np.arange(count, dtype=np.int64) + 7919 * number
    product = (k * k % 2147483647) * 0.6180339887498949
    return 2 * (product - np.floor(product)) - 1


def state_of(net):
    shapes, before = {}, 3
    for i, (_, convolutions) in enumerate(NETS[net]):
        for number, channels, side, _, _ in convolutions:
            shapes[f"net.slice{i + 1}.{number}.weight"] = (channels, before, side, side)
            shapes[f"net.slice{i + 1}.{number}.bias"] = (channels,)
            before = channels
    for i, (_, convolutions) in enumerate(NETS[net]):
        shapes[f"lin{i}.model.1.weight"] = (1, convolutions[-1][1], 1, 1)
    state = {}
    for number, (name, shape) in enumerate(shapes.items()):
        u = uniform(int(np.prod(shape)), number)
        inputs = np.prod(shape[1:]) if len(shape) == 4 else 1
        values = u * u if name.startswith("lin") else 0.1 * u if name.endswith("bias") \
            else np.sqrt(3) * np.sqrt(2 / inputs) * u
        state[name] = torch.tensor(values.reshape(shape), dtype=torch.float64)
    state["scaling_layer.shift"] = torch.tensor(SHIFT, dtype=torch.float64).reshape(1, 3, 1, 1)
    state["scaling_layer.scale"] = torch.tensor(SCALE, dtype=torch.float64).reshape(1, 3, 1, 1)
    return state


def picture(number):
    i = np.arange(3 * SIDE * SIDE)
    product = (i + 1.0) * (number + 1) * 0.7548776662466927
    pixels = np.floor(256 * (product - np.floor(product))).reshape(SIDE, SIDE, 3)
    return torch.tensor(pixels.transpose(2, 0, 1) / 255 * 2 - 1, dtype=torch.float64)[None]


def maps(net, state, x):
    x = (x - state["scaling_layer.shift"]) / state["scaling_layer.scale"]
    made = []
    for i, (pool, convolutions) in enumerate(NETS[net]):
        x = F.max_pool2d(x, pool, 2) if pool else x
        for number, _, _, stride, padding in convolutions:
            name = f"net.slice{i + 1}.{number}"
            x = F.relu(F.conv2d(x, state[f"{name}.weight"], state[f"{name}.bias"], stride, padding))
        made.append(x / (x.square().sum(1, keepdim=True).sqrt() + 1e-10))
    return made


def main():
    result = {}
    for net in NETS:
        state = state_of(net)
        made = [maps(net, state, picture(m)) for m in range(IMAGES)]
        distances = [
            [sum(F.conv2d((a - b).square(), state[f"lin{i}.model.1.weight"]).mean().item()
                 for i, (a, b) in enumerate(zip(made[m], made[k]))) for k in range(IMAGES)]
            for m in range(IMAGES)
        ]
        result[net] = {"names": [n for n in state if not n.startswith("scaling")],
                       "shapes": {n: list(t.shape) for n, t in state.items()}, "distances": distances}
        if len(sys.argv) > 1:
            torch.save({n: t.float() for n, t in state.items()}, pathlib.Path(sys.argv[1]) / f"lpips-{net}.pth")
    pathlib.Path(__file__).with_name("lpips.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
