"""Modules that are differentiated well, badly, or not at all: the derivatives of a TorchScript module at import.

    python3 tests/data/networks/torchscript/derivatives/make.py      (PyTorch 1.13, Debian 12's python3-torch)
"""
import os

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))


class Rectifier(nn.Module):
    """Linear by pieces: its squared slope jumps at kinks."""

    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(2, 32), nn.Linear(32, 1)

    def forward(self, x):
        return self.b(torch.relu(self.a(x)))


class PowerIteration(nn.Module):
    """Spectral norm by hand, not at rest: what is under no_grad moves with the weight, and is not differentiated."""

    def __init__(self):
        super().__init__()
        self.w, self.out = nn.Parameter(torch.randn(6, 2)), nn.Parameter(torch.randn(1, 6))
        self.register_buffer("u", torch.randn(6))

    def forward(self, x):
        with torch.no_grad():
            v = torch.mv(self.w.t(), self.u)
            v = v / v.norm()
            u = torch.mv(self.w, v)
            self.u = u / u.norm()
        sigma = torch.dot(self.u, torch.mv(self.w, v))
        return torch.tanh(x @ (self.w / sigma).t()) @ self.out.t()


class AnotherEachCall(nn.Module):
    """The third call is another function than the first."""

    calls: int

    def __init__(self):
        super().__init__()
        self.layer, self.calls = nn.Linear(2, 1), 0

    def forward(self, x):
        self.calls = self.calls + 1
        return torch.tanh(self.layer(x)) * (1.0 if self.calls < 3 else 1.001)


class SingleWithin(nn.Module):
    """Single precision in the midst of double."""

    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(2, 8), nn.Linear(8, 1)

    def forward(self, x):
        return self.b(torch.tanh(self.a(x)).to(torch.float32).to(x.dtype))


class Steps(nn.Module):
    """A staircase whose gradient is that of a ramp."""

    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 1)

    def forward(self, x):
        return torch.fake_quantize_per_tensor_affine(self.layer(x), 0.05, 0, -128, 127)


class Once(nn.Module):
    """A pooling that has no second derivative in libtorch."""

    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 9)

    def forward(self, x):
        h = torch.tanh(self.layer(x)).reshape(-1, 1, 3, 3)
        grid = torch.zeros(x.size(0), 1, 1, 2, dtype=x.dtype) + 0.3
        return nn.functional.grid_sample(h, grid, align_corners=False).reshape(-1, 1)


def without_records(path):
    """Takes out what says where the code came from."""
    reader = torch._C.PyTorchFileReader(path)
    names = [n for n in reader.get_all_records() if not n.endswith(".debug_pkl") and n != "version"]
    kept = {name: reader.get_record(name) for name in names}
    writer = torch._C.PyTorchFileWriter(path)
    for name, record in kept.items():
        writer.write_record(name, record, len(record))
    writer.write_end_of_file()


if __name__ == "__main__":
    for module in (Rectifier, PowerIteration, AnotherEachCall, SingleWithin, Steps, Once):
        torch.manual_seed(1)
        name = "".join(("-" if c.isupper() and i else "") + c.lower() for i, c in enumerate(module.__name__))
        made = torch.jit.script(module())
        made.save(os.path.join(HERE, name + ".pt"))
        without_records(os.path.join(HERE, name + ".pt"))
        x = torch.randn(4, 2, requires_grad=True)
        try:
            out = made(x)
            first = torch.autograd.grad(out.sum(), [x, *made.parameters()], create_graph=True)
            second = torch.autograd.grad(first[0].square().sum(), list(made.parameters()), allow_unused=True)
            print(name, [None if s is None else float(s.norm()) for s in second])
        except RuntimeError as failure:
            print(name, str(failure).strip().splitlines()[-1])
