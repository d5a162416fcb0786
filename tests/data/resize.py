#!/usr/bin/python3
"""Makes tests/data/resize.json: what four reference implementations make of the same images.

clean: Pillow, mode F, BICUBIC, a channel at a time, then clipped (as clean-fid does). legacy-pytorch: torch's
interpolate(bilinear, align_corners=False). torch-antialias: the same with antialias=True. legacy-tensorflow: the
formula of TensorFlow 1's resize_bilinear, by numpy in single precision: place = result * (in / out),
low = floor(place), high = min(low + 1, in - 1), columns first, then rows.

Run with Debian 12's python3-pil (9.4.0), python3-torch (1.13.1) and python3-numpy (1.24.2).
"""
import base64
import json
import pathlib

import numpy as np
import PIL
import torch
from PIL import Image

SIZES = [((7, 5), (13, 11), 3), ((13, 9), (5, 4), 3), ((32, 32), (45, 45), 1), ((64, 48), (20, 31), 1),
         ((1, 1), (3, 2), 1), ((5, 5), (5, 5), 1), ((2, 200), (6, 9), 1), ((32, 24), (31, 25), 1)]


def source(width, height, channels):
    """Noise that any language makes: value i is bits 13 to 20 of i * 2654435761; rows, columns, channels."""
    i = np.arange(width * height * channels, dtype=np.uint64)
    return ((i * np.uint64(2654435761)) >> np.uint64(13)).astype(np.uint8).reshape(height, width, channels)


def clean(image, width, height):
    channels = [Image.fromarray(image[..., c].astype(np.float32), "F") for c in range(image.shape[2])]
    planes = [channel.resize((width, height), Image.BICUBIC) for channel in channels]
    return np.stack([np.asarray(plane) for plane in planes]).clip(0, 255)


def interpolated(image, width, height, **options):
    planes = torch.from_numpy(image.transpose(2, 0, 1).astype(np.float32))[None]
    resized = torch.nn.functional.interpolate(
        planes, size=(height, width), mode="bilinear", align_corners=False, **options)
    return resized[0].numpy()


def pytorch(image, width, height):
    return interpolated(image, width, height)


def antialias(image, width, height):
    return interpolated(image, width, height, antialias=True)


def axis(values, to, along):
    size = values.shape[along]
    place = np.arange(to, dtype=np.float32) * (np.float32(size) / np.float32(to))
    low = np.floor(place).astype(int)
    high = np.minimum(low + 1, size - 1)
    share = place - low.astype(np.float32)
    share = share.reshape([-1 if d == along else 1 for d in range(values.ndim)])
    low, high = np.take(values, low, along), np.take(values, high, along)
    return low + (high - low) * share


def tensorflow(image, width, height):
    values = image.transpose(2, 0, 1).astype(np.float32)
    return axis(axis(values, width, 2), height, 1)


def main():
    cases = []
    for (width, height), (to_width, to_height), channels in SIZES:
        image = source(width, height, channels)
        for name, method in [("clean", clean), ("legacy-pytorch", pytorch), ("torch-antialias", antialias),
                             ("legacy-tensorflow", tensorflow)]:
            result = np.ascontiguousarray(method(image, to_width, to_height), dtype="<f4")
            cases.append({
                "method": name, "channels": channels, "from": [width, height], "to": [to_width, to_height],
                "result": base64.b64encode(result.tobytes()).decode()})
    made_by = f"Pillow {PIL.__version__}, PyTorch {torch.__version__}, numpy {np.__version__}"
    path = pathlib.Path(__file__).parent / "resize.json"
    path.write_text(json.dumps({"made_by": made_by, "cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()
