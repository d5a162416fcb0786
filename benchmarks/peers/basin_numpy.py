"""The two-Gaussian game under the alternating rule in numpy: the formulas as they stand, on all starts at once."""
import platform

import numpy as np

from peer import serve

ETA = 0.1
A1, A2 = -0.5, 0.5
WEIGHT = 1 / (2 * np.sqrt(2 * np.pi))  # a mixture weight times the normal density's constant


def bell(d):
    return np.exp(-0.5 * d * d)


def difference(x, u1, u2):
    return WEIGHT * (bell(x - A1) + bell(x - A2) - bell(x - u1) - bell(x - u2))


def pull(u, l1, r1, l2, r2):
    return WEIGHT * (bell(r1 - u) - bell(l1 - u) + bell(r2 - u) - bell(l2 - u))


def uncross(l, r):
    middle = 0.5 * (l + r)
    crossed = l > r
    return np.where(crossed, middle, l), np.where(crossed, middle, r)


def run(starts, steps):
    u1, u2, l1, r1, l2, r2 = starts.T.copy()
    for _ in range(steps):
        l1, r1 = uncross(l1 - ETA * difference(l1, u1, u2), r1 + ETA * difference(r1, u1, u2))
        l2, r2 = uncross(l2 - ETA * difference(l2, u1, u2), r2 + ETA * difference(r2, u1, u2))
        u1, u2 = u1 - ETA * pull(u1, l1, r1, l2, r2), u2 - ETA * pull(u2, l1, r1, l2, r2)
    return np.stack([u1, u2, l1, r1, l2, r2], axis=1)


if __name__ == "__main__":
    serve(f"numpy {np.__version__}, Python {platform.python_version()}", run)
