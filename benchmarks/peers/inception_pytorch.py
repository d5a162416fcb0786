"""The 2,048 features of FID-InceptionV3 by a plain PyTorch model, batches of eight; WEIGHTS names a file to save its
weights in."""
import os
import pathlib
import sys

import torch

from peer import serve

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tests" / "data"))
from inception import filled, images  # noqa: E402: needs the path

torch.set_num_threads(1)
model, _ = filled()
batch = images(8)
torch.save(model.state_dict(), os.environ["WEIGHTS"])


def run(starts, steps):
    with torch.no_grad():
        for _ in range(steps):
            features, _ = model(batch)
    return features.double().numpy()


serve(f"PyTorch {torch.__version__}", run)
