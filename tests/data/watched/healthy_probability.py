"""PyTorch's own DCGAN example in small: probabilities, three backward passes, one sample for both steps."""
import torch
from shapes import ROUNDS, adam, discriminator, generator, squares
from torch import nn

netG, netD = generator(), discriminator(nn.Sigmoid())
criterion = nn.BCELoss()
optimizerD, optimizerG = adam(netD), adam(netG)
for step in range(ROUNDS):
    netD.zero_grad()
    real = squares(32)
    errD_real = criterion(netD(real), torch.ones(32))
    errD_real.backward()
    fake = netG(torch.randn(32, 8, 1, 1))
    errD_fake = criterion(netD(fake.detach()), torch.zeros(32))
    errD_fake.backward()
    errD = errD_real + errD_fake
    optimizerD.step()
    netG.zero_grad()
    errG = criterion(netD(fake), torch.ones(32))
    errG.backward()
    optimizerG.step()
    print(repr(errD.item()), repr(errG.item()))
