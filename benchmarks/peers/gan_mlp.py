"""A GAN of points in the plane, as a plain PyTorch program trains it."""
import math

import torch

from gan_networks import mlp, train
from peer import serve

angles = torch.arange(8) * 2 * math.pi / 8
centres = torch.stack([2 * angles.cos(), 2 * angles.sin()], 1)
serve(f"PyTorch {torch.__version__}", train(
    mlp(2, 2),
    mlp(2, 1),
    lambda: torch.randn(256, 2),
    lambda: centres[torch.randint(8, (256,))] + 0.02 * torch.randn(256, 2),
    256))
