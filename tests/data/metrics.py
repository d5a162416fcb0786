"""Makes metrics.json and metrics/: what the reference tools' own functions make of fixed features.

The tools are not part of this project. Their functions were taken, as they stand, from these files into modules on the
path that the first argument names:

  cleanfid_fid            GaParmar/clean-fid 01ff748, cleanfid/fid.py (frechet_distance is pytorch-fid's too)
  torch_fidelity_metrics  toshas/torch-fidelity 2a4d96b, metric_kid.py, and 13766cc, metric_isc.py
  prdc                    clovaai/generative-evaluation-prdc 82db9ac, prdc/prdc.py

Run with Debian 12's Python 3.11, numpy 1.24.2, SciPy 1.10.1, PyTorch 1.13.1, scikit-learn 1.2.1:
  /usr/bin/python3 metrics.py FOLDER-OF-TOOLS
"""
import json
import pathlib
import sys

sys.path.insert(0, sys.argv[1])

import numpy as np
import scipy.optimize
import scipy.spatial.distance
import scipy.stats
import torch
from cleanfid_fid import fid_from_feats, frechet_distance, kernel_distance
from prdc import compute_prdc
from torch_fidelity_metrics import isc_features_to_metric, polynomial_mmd

here = pathlib.Path(__file__).parent
folder = here / "metrics"
folder.mkdir(exist_ok=True)
random = np.random.RandomState(1)

mix = random.randn(16, 16)
real = random.randn(300, 16) @ mix
generated = (0.7 * random.randn(260, 16) + 0.4) @ mix
few = real[:10], generated[:12]
logits = 2 * random.randn(500, 7) + np.arange(7) / 3
np.save(folder / "real.npy", real)
np.save(folder / "generated.npy", np.asfortranarray(generated))
np.save(folder / "logits.npy", logits)
np.save(folder / "big-endian-single.npy", real[:5].astype(">f4"))
with open(folder / "version-2.npy", "wb") as file:
    np.lib.format.write_array(file, real[:5], version=(2, 0))
with open(folder / "version-3.npy", "wb") as file:
    np.lib.format.write_array(file, real[:5].astype("<f4"), version=(3, 0))
np.savez(folder / "features.npz", feats=real)
np.savez_compressed(folder / "statistics.npz", mu=real.mean(0), sigma=np.cov(real, rowvar=False))

figures = {
    "frechet": fid_from_feats(real, generated),
    "frechet_ddof_0": frechet_distance(
        real.mean(0), np.cov(real, rowvar=False, ddof=0),
        generated.mean(0), np.cov(generated, rowvar=False, ddof=0)),
    "kid_torch_fidelity": polynomial_mmd(real[:260], generated, 3, None, 1),
    "kid_clean_fid": kernel_distance(real[:260], generated, 1, 260),
    "is": isc_features_to_metric(torch.from_numpy(logits), 10, False),
    "prdc_5": compute_prdc(real, generated, 5),
    "prdc_3": compute_prdc(real, generated, 3),
    "wasserstein_line": {
        "1": scipy.stats.wasserstein_distance(real[:, 0], generated[:, 0]),
    },
}


def assignment(a, b, power):
    cost = scipy.spatial.distance.cdist(a, b) ** power
    rows, columns = scipy.optimize.linear_sum_assignment(cost)
    return float(cost[rows, columns].mean() ** (1 / power))


figures["wasserstein_plane"] = {str(p): assignment(real[:200, :2], generated[:200, :2], p) for p in (1, 2)}

# The Vendi score by its definition: the n x n similarities.
unit = generated / np.linalg.norm(generated, axis=1, keepdims=True)
values = np.linalg.eigvalsh(unit @ unit.T / len(unit))
figures["vendi"] = float(np.exp(-sum(v * np.log(v) for v in values if v > 1e-15)))

# AuthPct by its definition.
between = scipy.spatial.distance.cdist(generated, real)
within = scipy.spatial.distance.cdist(real, real)
np.fill_diagonal(within, np.inf)
nearest = between.argmin(1)
figures["authpct"] = float(100 * (between.min(1) > within.min(1)[nearest]).mean())

# Unbiased squared MMD with Gaussian kernels of 0.5, 1 and 2 median distances.
median = np.sort(scipy.spatial.distance.pdist(np.vstack([real, generated]), "sqeuclidean"))
median = median[len(median) // 2]


def kernel(a, b):
    d = scipy.spatial.distance.cdist(a, b, "sqeuclidean")
    return sum(np.exp(-d / (2 * s * s * median)) for s in (0.5, 1, 2)) / 3


n, m = len(real), len(generated)
within_real = (kernel(real, real).sum() - n) / (n * (n - 1))
within_generated = (kernel(generated, generated).sum() - m) / (m * (m - 1))
figures["mmd"] = float(within_real + within_generated - 2 * kernel(real, generated).mean())
(here / "metrics.json").write_text(json.dumps(figures, indent=1) + "\n")
