"""The feature form of the kernel GAN in numba: a diagram of steps against bandwidth, two isolated points, on all cores.

Run by itself: prints the seconds of computing, compilation left out. The same diagram here:
  ./saddle phase kernel-gan --set points=0,1000 --x eta=0.02:2:200 --y sigma=0.1:2:200 --steps 2000 --json
"""
import time
from math import exp, sqrt

import numba
import numpy as np

FEATURES = 39  # what a radius of three bandwidths takes for an error below 1e-13
LAMBDA, OFFSET, MASS = 0.1, 0.1, 0.5


@numba.njit(fastmath=True, parallel=True)
def run(etas, sigmas, steps):
    roots = np.sqrt(np.arange(FEATURES))
    final = np.empty((len(sigmas), len(etas)))
    for row in numba.prange(len(sigmas)):
        sigma = sigmas[row]
        f, phi = np.empty((2, FEATURES)), np.empty(FEATURES)
        for column in range(len(etas)):
            eta = etas[column]
            keep, y = 1 - eta * LAMBDA, np.full(2, OFFSET * sigma)
            f[:] = 0
            for _ in range(steps):
                for point in range(2):
                    u = y[point] / sigma
                    phi[0] = exp(-0.5 * u * u)
                    for m in range(1, FEATURES):
                        phi[m] = phi[m - 1] * u / roots[m]
                    value = slope = 0.0
                    for m in range(FEATURES):
                        f[point, m] = keep * f[point, m] - eta * MASS * phi[m]
                    f[point, 0] += eta * MASS
                    for m in range(FEATURES):
                        value += f[point, m] * phi[m]
                    for m in range(1, FEATURES):
                        slope += roots[m] * f[point, m] * phi[m - 1]
                    y[point] += eta * MASS * (slope - u * value) / sigma
            final[row, column] = sqrt(y[0] ** 2 + y[1] ** 2)
    return final


if __name__ == "__main__":
    axis = np.linspace(0.02, 2, 200), np.linspace(0.1, 2, 200)
    run(axis[0][:2], axis[1][:2], 2)
    begin = time.perf_counter()
    run(*axis, 2000)
    print(f"numba {numba.__version__}: {time.perf_counter() - begin:.2f} s for 200 x 200 cells x 2000 steps "
          f"on {numba.get_num_threads()} cores")
