"""The Frechet distance of two Gaussians of 2,048 dimensions by SciPy's root of a matrix, as the tools have it."""
import numpy as np
import scipy
from scipy.linalg import sqrtm

from peer import serve

WIDTH = 2048


def covariance(number, power):
    """H diag(1, 2^-power, 3^-power ...) H, with H the reflection along sin(number i)."""
    place = np.arange(1, WIDTH + 1)
    axis = np.sin(number * place)
    axis /= np.linalg.norm(axis)
    reflection = np.eye(WIDTH) - 2 * np.outer(axis, axis)
    return reflection * place ** -power @ reflection


def run(starts, steps):
    first, second = covariance(1, 1.0), covariance(2, 1.5)
    for _ in range(steps):
        distance = np.trace(first) + np.trace(second) - 2 * np.trace(sqrtm(first @ second).real)
    return np.array([distance])


serve(f"SciPy {scipy.__version__}, numpy {np.__version__}", run)
