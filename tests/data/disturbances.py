#!/usr/bin/python3
"""Makes tests/data/disturbances.json: what SciPy's Gaussian filter and scikit-image's swirl make of the same images.

blur: scipy.ndimage.gaussian_filter with its defaults, a channel at a time. swirl: skimage.transform.swirl about a given
centre, order 1, its default mode; then the three pixels at the edges are put back (as Heusel et al. 2017 did).

Run with Debian 12's python3-skimage (0.19.3), python3-scipy (1.10.1) and python3-numpy (1.24.2).
"""
import base64
import json
import pathlib

import numpy as np
import scipy
import skimage
from scipy.ndimage import gaussian_filter
from skimage.transform import swirl


def source(width, height, channels):
    """Noise that any language makes: value i is bits 13 to 20 of i * 2654435761; rows, columns, channels."""
    i = np.arange(width * height * channels, dtype=np.uint64)
    return ((i * np.uint64(2654435761)) >> np.uint64(13)).astype(np.uint8).reshape(height, width, channels)


def blur(image, sigma):
    return np.stack([gaussian_filter(image[..., c].astype(float), sigma) for c in range(image.shape[2])], axis=2)


def swirled(image, x, y, strength, radius):
    result = image.astype(float)
    inner = slice(3, -3)
    turned = swirl(image.astype(float), (x, y), strength, radius, order=1, preserve_range=True)
    result[inner, inner] = turned[inner, inner]
    return result


def case(image, result, **settings):
    values = np.round(result, 9).clip(0, 255).astype("<f4")
    return {**settings, "size": list(image.shape), "result": base64.b64encode(values.tobytes()).decode()}


def main():
    cases = [case(image, blur(image, sigma), kind="blur", level=sigma)
             for image in (source(13, 9, 3), source(5, 24, 1)) for sigma in (1, 2, 4)]
    swirls = [
        (source(32, 32, 3), 15.5, 15.5, 1, 25),
        (source(32, 24, 1), 3.25, 20, -4, 25),
        (source(20, 31, 3), 19, 0, 2, 70),
    ]
    cases += [case(image, swirled(image, x, y, strength, radius), kind="swirl", level=strength, x=x, y=y, radius=radius)
              for image, x, y, strength, radius in swirls]
    made_by = f"SciPy {scipy.__version__}, scikit-image {skimage.__version__}, numpy {np.__version__}"
    path = pathlib.Path(__file__).parent / "disturbances.json"
    path.write_text(json.dumps({"made_by": made_by, "cases": cases}, indent=1) + "\n")


main()
