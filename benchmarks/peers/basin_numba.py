"""The two-Gaussian game under the alternating rule in numba: one start after the other, compiled, fast-math."""
import platform
from math import exp, pi, sqrt

import numba
import numpy as np

from peer import serve

ETA = 0.1
A1, A2 = -0.5, 0.5
STEP = ETA / (2 * sqrt(2 * pi))  # with a mixture weight and the normal density's constant


@numba.njit(fastmath=True)
def bell(d):
    return exp(-0.5 * d * d)


@numba.njit(fastmath=True)
def difference(x, u1, u2):
    return bell(x - A1) + bell(x - A2) - bell(x - u1) - bell(x - u2)


@numba.njit(fastmath=True)
def pull(u, l1, r1, l2, r2):
    return bell(r1 - u) - bell(l1 - u) + bell(r2 - u) - bell(l2 - u)


@numba.njit(fastmath=True)
def run(starts, steps):
    final = np.empty_like(starts)
    for i in range(len(starts)):
        u1, u2, l1, r1, l2, r2 = starts[i]
        for _ in range(steps):
            l1 -= STEP * difference(l1, u1, u2)
            r1 += STEP * difference(r1, u1, u2)
            l2 -= STEP * difference(l2, u1, u2)
            r2 += STEP * difference(r2, u1, u2)
            if l1 > r1:
                l1 = r1 = 0.5 * (l1 + r1)
            if l2 > r2:
                l2 = r2 = 0.5 * (l2 + r2)
            u1, u2 = u1 - STEP * pull(u1, l1, r1, l2, r2), u2 - STEP * pull(u2, l1, r1, l2, r2)
        final[i] = u1, u2, l1, r1, l2, r2
    return final


if __name__ == "__main__":
    serve(f"numba {numba.__version__}, Python {platform.python_version()}", run)
