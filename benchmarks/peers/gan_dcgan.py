"""A convolutional GAN of 32x32 images, as a plain PyTorch program trains it."""
import torch

from gan_networks import Discriminator, Generator, train
from peer import serve

serve(f"PyTorch {torch.__version__}", train(
    Generator(32),
    Discriminator(32),
    lambda: torch.rand(64, 100) * 2 - 1,
    lambda: torch.rand(64, 3, 32, 32) * 2 - 1,
    64))
