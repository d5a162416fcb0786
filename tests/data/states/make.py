#!/usr/bin/env python3
"""State files in further layouts of public code, written by PyTorch itself. See README.md."""
import argparse
import collections
import copy
import datetime
import pathlib
import pickle

import numpy as np
import torch
from torch import nn

HERE = pathlib.Path(__file__).parent


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(nn.Linear(3, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Linear(5, 2))


class Synthesizer:
    """As CTGAN keeps it: the network is an attribute of something else."""

    def __init__(self, generator):
        self._generator, self._epochs = generator, 3


def settled(seed, make):
    torch.manual_seed(seed)
    network = make()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.weight.data.normal_(1, 0.3)
            module.bias.data.normal_(0, 0.3)
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2)
            module.num_batches_tracked.fill_(seed)
    return network


def discriminator():
    return nn.Sequential(nn.Linear(2, 4), nn.LeakyReLU(0.2), nn.Linear(4, 1))


def optimiser(network):
    network = copy.deepcopy(network)
    adam = torch.optim.Adam(network.parameters(), betas=(0.5, 0.999))
    sum(p.sum() for p in network.parameters()).backward()
    adam.step()
    return adam.state_dict()


def within(prefix, states):
    return collections.OrderedDict((prefix + name, value) for name, value in states.items())


G, AVERAGE, D = settled(1, Generator), settled(2, Generator), settled(3, discriminator)
g, a, d = G.state_dict(), AVERAGE.state_dict(), D.state_dict()
OPT_G, OPT_D = optimiser(G), optimiser(D)


def save(name, value, **options):
    torch.save(value, HERE / name, **options)


def layouts():
    save("transgan.pth", {
        "epoch": 7, "gen_model": "ViT", "dis_model": "ViT", "gen_state_dict": within("module.", g),
        "dis_state_dict": within("module.", d), "avg_gen_state_dict": within("module.", a), "gen_optimizer": OPT_G,
        "dis_optimizer": OPT_D, "best_fid": np.float64(12.5), "paths": {"prefix": "logs"},
        "fixed_z": torch.zeros(4, 3)})
    save("lucidrains.pt", {
        "GAN": {**within("G.", g), **within("D.", d), **within("GE.", a), **within("D_aug.D.", d)}, "version": "1.2",
        "G_scaler": {"scale": 65536.0}, "D_scaler": {"scale": 65536.0}})
    other = nn.Linear(2, 3).state_dict()
    save("timegan.pt", {
        **within("embedder.", other), **within("recovery.", other), **within("generator.", g),
        **within("supervisor.", other), **within("discriminator.", d)})
    save("lightning.ckpt", {
        "epoch": 1, "global_step": 10, "pytorch-lightning_version": "1.9.0", "loops": {"fit_loop": {"state_dict": {}}},
        "state_dict": {**within("generator.", g), **within("discriminator.", d)}, "callbacks": {},
        "optimizer_states": [OPT_G, OPT_D], "lr_schedulers": [], "hyper_parameters": argparse.Namespace(latent=3)})
    save("compiled.pth", within("_orig_mod.", g))
    save("module-compiled.pth", within("module._orig_mod.", g))
    save("wrapped.pth", within("net.", g))
    save("shadow.pth", {"model": g, "ema": {"decay": 0.999, "shadow": dict(AVERAGE.named_parameters())}})
    save("torch-ema.pth", {"g": g, "ema": {
        "decay": 0.999, "num_updates": 5, "collected_params": None,
        "shadow_params": [p.detach() for p in AVERAGE.parameters()]}})
    save("two.pth", {"first": g, "second": a})
    save("only-the-other.pth", {"netD": g, "netG": d})
    save("average-alone.pth", {"G_ema": a, "D": d})
    save("instance.pth", {
        **{f"{i}.{n}": torch.ones(4) for i in (1, 3) for n in ("running_mean", "running_var")}, **within("", d)})
    save("online.pth", {
        "initted": torch.tensor(True), "step": torch.tensor([5]), **within("online_model.", g),
        **within("ema_model.", a)})
    save("without-statistics.pth", {n: v for n, v in g.items() if "running" not in n})
    save("profiled.pth", {**g, "main.0.total_ops": torch.zeros(1, dtype=torch.float64)})
    np.savez(HERE / "both.npz", **{f"{k}.{n}": v.numpy() for k, s in (("G", g), ("D", d)) for n, v in s.items()
                                   if v.dtype == torch.float32})


def objects():
    beside = {
        "G": g, "args": argparse.Namespace(lr=2e-4), "best": np.float32(3.5), "when": datetime.datetime(2026, 1, 1),
        "where": pathlib.PurePosixPath("runs"), "rng": np.random.RandomState(1).get_state(),
        "losses": [0.5] * 1000, "default": collections.defaultdict(list, {"a": [1.0]}), "set": {1, 2}}
    save("objects.pth", beside)
    save("objects-legacy.pth", beside, _use_new_zipfile_serialization=False)
    save("whole-legacy.pth", D, _use_new_zipfile_serialization=False)
    save("module-in-the-way.pth", {"G": G, "D": d})
    save("synthesizer.pkl", Synthesizer(G))
    with open(HERE / "network-snapshot.pkl", "wb") as file:
        pickle.dump({"G": G, "D": D, "G_ema": AVERAGE, "training_set_kwargs": {"path": "x.zip"}}, file)
    with open(HERE / "pickled-states.pkl", "wb") as file:
        pickle.dump({"G": g, "D": d}, file)
    save("optimiser-alone.pth", OPT_G)
    save("optimiser-by-name.pth", {
        "exp_avg": dict(g), "exp_avg_sq": dict(g),
        "by_parameter": {n: {"step": 1, "exp_avg": v} for n, v in g.items()}})


def numbers():
    save("bfloat16.pth", {n: v.bfloat16() if v.is_floating_point() else v for n, v in g.items()})
    save("double.pth", {n: v.double() if v.is_floating_point() else v for n, v in g.items()})
    whole = torch.cat([v.reshape(-1) for v in d.values()])
    parts, at = {}, 0
    for n, v in d.items():
        parts[n] = whole[at:at + v.numel()].view(v.shape)
        at += v.numel()
    parts["2.weight"] = parts["2.weight"].t().contiguous().t()
    save("one-storage.pth", parts)
    save("sparse.pth", {**d, "0.weight": d["0.weight"].to_sparse()})
    save("quantised.pth", {**d, "0.weight": torch.quantize_per_tensor(d["0.weight"], 0.1, 0, torch.qint8)})
    save("tied.pth", {"a.weight": torch.eye(2), "b.weight": torch.eye(2)})
    save("tied-apart.pth", {"a.weight": torch.eye(2), "b.weight": 2 * torch.eye(2)})


def normalised():
    weight = torch.arange(6.).reshape(2, 3) / 4 + 0.5
    expected = {}
    for name, norm in (("hook", nn.utils.spectral_norm), ("parametrized", nn.utils.parametrizations.spectral_norm)):
        torch.manual_seed(5)
        layer = nn.Linear(3, 2)
        layer.weight.data.copy_(weight)
        layer = norm(layer)
        save(f"spectral-{name}.pth", {"layer": layer.state_dict()})
        expected |= {f"{name}:{n}": v.numpy() for n, v in layer.state_dict().items()}
    return expected


def main():
    layouts()
    objects()
    numbers()
    expected = {f"{k}:{n}": v.numpy() for k, s in (("G", g), ("D", d), ("G_ema", a)) for n, v in s.items()
                if v.dtype == torch.float32}
    np.savez(HERE / "expected.npz", **expected, **normalised())


main()
