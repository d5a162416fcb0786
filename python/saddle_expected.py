#!/usr/bin/env python3
"""Your generator and discriminator in files that Saddle reads, with what PyTorch computes for them.

In your own code, with samples as the discriminator sees them in training:

    import saddle_expected
    saddle_expected.write("mine", G, D, z, x)       # and labels, where a forward takes any: write(..., y)

or from a shell, where pair.py has a function that returns those values, (G, D, z, x) or (G, D, z, x, y):

    python saddle_expected.py mine pair:make

It writes, for training and for evaluation, G and D by torch.export from PyTorch 2.6 on (mine/G.pt2, mine/G.eval.pt2, D
the same), else as TorchScript (.pt), their state dicts (.pth), and mine/expected.npz: outputs, losses, gradients, R1
and one step of Adam. Its last line is the command that makes a run of them and compares what Saddle computes with that,
array by array. Your modules stay as they are: copies on the CPU are taken, and torch's generator is put back.

One file, which needs torch alone: PyTorch 1.13 to 2.x. Tried with 1.13.1 and 2.6.0; torch.export of 2.6 cannot export
spectral norm in training mode, that of 2.8 and later can.
"""
from __future__ import annotations

import argparse
import contextlib
import copy
import ctypes
import importlib
import inspect
import logging
import os
import shlex
import sys
import warnings
import zipfile
from typing import Any, Iterator, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

FIRST_SEED = 20240  # before G(z); the next ones before D(x), D(G(z)) and the D(x) of R1
RATE, BETAS = 2e-4, (0.5, 0.999)
MODES = ("train", "eval")
FORMS = ("exported", "traced", "scripted")
OUTPUTS = ("logits", "probability")
SCORES = ("adv_output", "adv", "score", "scores", "logits", "validity", "logit")
LABELS = ("y", "c", "label", "labels", "cls", "class_", "classes", "target", "targets", "cond", "condition")
SPREADS = (0, 1, 10, 100)  # of inputs: scores that are no probabilities leave [0, 1] on some of them
MULTIPLES = (1, 4, 10, 8, 16, 5)  # what a batch may have to be a multiple of
MOST_ITEMS = 4096
ENOUGH_TO_TELL = 64
LEAST = 1e-30
MOST = 1e-3  # of a gradient's largest entry


class Unfit(ValueError):
    """The modules or the tensors cannot be used as they are; the message says what was expected."""


def write(
        folder: str | os.PathLike[str],
        generator: nn.Module,
        discriminator: nn.Module,
        latent: Tensor,
        real: Tensor,
        labels: Tensor | None = None,
        *,
        modes: Sequence[str] = MODES,
        output: str | None = None,
        form: str | None = None,
        classes: int = 0) -> None:
    """Writes the pair and what PyTorch computes for it into a folder, and prints the command that reads it.

    latent: what the generator takes, [n, ...], drawn as in training; real: n samples as the discriminator takes them;
    16 of each are plenty. labels: n class numbers, or [n, classes] of 0 and 1, where a forward takes them as its second
    argument; classes: their number, where the largest label does not tell. modes: which of "train" and "eval".
    output: whether scores are "logits" or "probability" (default: by their range). form: "exported" (torch.export),
    "traced" or "scripted" (TorchScript); default: exported where PyTorch can, else traced. Of TorchScript the gradients
    are compared with the module's, and what cannot be trained is said.

    Raises Unfit, in one line, where something does not go together.
    """
    _one_of("form", form, FORMS)
    _one_of("output", output, OUTPUTS)
    for mode in modes:
        _one_of("modes", mode, MODES)
    folder = os.fspath(folder)
    with _undisturbed():
        pair = Pair(generator, discriminator, latent, real, labels, output, classes)
        figures = {"z": pair.latent, "x": pair.real, **({} if pair.labels is None else {"y": pair.labels})}
        for mode in modes:
            figures.update({f"{mode}_{name}": value for name, value in pair.figures(mode == "train").items()})
        os.makedirs(folder, exist_ok=True)
        write_npz(os.path.join(folder, "expected.npz"), figures)
        _say(f"{os.path.join(folder, 'expected.npz')}: {len(figures)} arrays, of {pair.count} items")
        files = [
            Files(player, folder, form or _best_form()).write(modes) for player in (pair.generator, pair.discriminator)]
    pair.show_commands(folder, files, modes)


class Player:
    """A copy of a module, on the CPU, with what its forward takes beside its first argument."""

    def __init__(self, name: str, module: nn.Module, first: Tensor, labels: dict[str, Tensor]):
        self.name = name
        self.module = _copied(name, module)
        trained = [p for p in self.module.parameters() if p.requires_grad]
        if not trained:
            raise Unfit(f"{name} has no parameter that is trained; expected requires_grad True of some of them")
        self.first = first.detach().cpu()
        if self.first.is_floating_point():
            self.first = self.first.to(trained[0].dtype)
        self.form, self.rest = self._arguments(labels)

    @property
    def arguments(self) -> tuple[Tensor, ...]:
        """What the module is called with."""
        return (self.first, *self.rest)

    def in_mode(self, training: bool) -> nn.Module:
        """A copy of its own, in a mode."""
        return copy.deepcopy(self.module).train(training)

    def _arguments(self, labels: dict[str, Tensor]) -> tuple[str, tuple[Tensor, ...]]:
        """The form of labels that the forward takes, and the label: the first that it runs with."""
        needed, has_label = _signature(self.module)
        if len(needed) > 1:
            raise Unfit(
                f"{self.name}'s forward takes {_listed(needed)} beside its first argument; expected a class label at "
                "most: wrap it in a module whose forward takes the latent vector or the samples, and the label")
        if needed and not labels:
            raise Unfit(
                f"{self.name}'s forward takes '{needed[0]}' beside its first argument, and no labels are given; "
                "expected write(..., labels) with one class number for each item")
        forms = [(form, (label,)) for form, label in labels.items()] if needed or has_label else [("", ())]
        if not needed and has_label:
            forms.append(("", ()))
        reason = ""
        for form, rest in forms:
            try:
                with torch.no_grad():
                    self.in_mode(False)(self.first, *rest)
                return form, rest
            except (RuntimeError, TypeError, ValueError, IndexError, AssertionError, AttributeError) as failure:
                reason = reason or _line(failure)
        raise Unfit(f"{self.name} does not run on {_shape(self.first)}{' and labels' if labels else ''}: {reason}")


class Pair:
    """Both players, what they are given, and what PyTorch computes for them."""

    def __init__(
            self,
            generator: nn.Module,
            discriminator: nn.Module,
            latent: Tensor,
            real: Tensor,
            labels: Tensor | None,
            output: str | None,
            classes: int):
        self.count = _count(latent, real)
        self.labels, self.classes, forms = _label_forms(labels, self.count, classes)
        self.generator = Player("G", generator, latent, forms)
        self.discriminator = Player("D", discriminator, real, forms)
        self.latent, self.real = self.generator.first, self.discriminator.first
        if self.labels is not None and not self.generator.rest and not self.discriminator.rest:
            raise Unfit("labels are given, and neither forward takes any as its second argument")
        self._require_fit()
        self.output = output or self._looks()

    def figures(self, training: bool) -> dict[str, Tensor]:
        """What PyTorch computes in a mode: one pass of G(z), D(x), D(G(z)), and D(x) again for R1."""
        g, d = self.generator.in_mode(training), self.discriminator.in_mode(training)
        of_g, of_d = _trained(g), _trained(d)
        fake = self._fake(_drawn(0, g, *self.generator.arguments))
        real_score = self._score(_drawn(1, d, *self.discriminator.arguments))
        fake_score = self._score(_drawn(2, d, fake, *self.discriminator.rest))
        loss_d = self._loss(real_score, 1) + self._loss(fake_score, 0)
        loss_g = self._loss(fake_score, 1)
        grad_d = _gradients("loss_d", loss_d, of_d)
        grad_g = _gradients("loss_g", loss_g, of_g)
        leaf = self.real.clone().requires_grad_(True)
        again = self._score(_drawn(3, d, leaf, *self.discriminator.rest))
        slope = _gradients("D(x)", again.sum(), [leaf], create_graph=True)[0]
        r1 = torch.zeros(()) if slope is None else slope.square().sum() / self.count
        made = {
            "fake": fake, "real_score": real_score, "fake_score": fake_score, "loss_d": loss_d, "loss_g": loss_g,
            "grad_d": _flat(grad_d, of_d), "grad_g": _flat(grad_g, of_g), "r1": r1}
        try:
            made["r1_grad_d"] = _flat(_gradients("R1", r1, of_d), of_d)
        except Unfit as failure:
            _say(f"{failure}; that gradient is left out")
        bad = [name for name, value in made.items() if not torch.isfinite(value).all()]
        if bad:
            _say(f"{'training' if training else 'evaluation'} mode: {_listed(bad)} not finite, so nothing can equal it")
        made["after_g"], made["after_d"] = _after_adam(of_g, grad_g), _after_adam(of_d, grad_d)
        return made

    def show_commands(self, folder: str, files: list[dict[str, str]], modes: Sequence[str]) -> None:
        """Prints the command to run next."""
        mode = next((m for m in (*modes, "eval") if all(m in made for made in files)), None)
        if mode is None or mode not in modes:
            raise Unfit(
                "there is no mode with figures in which both can be trained; expected both modes, or a PyTorch whose "
                "torch.export keeps no_grad (2.8 or newer)")
        command = ["saddle", "import", os.path.join(folder, "run")]
        command += ["--generator", files[0][mode], "--discriminator", files[1][mode], "--data", "none"]
        command += ["--latent", self._latent_shape(), "--output", self.output]
        if self.labels is not None:
            forms = {player.form for player in (self.generator, self.discriminator)} - {""}
            command += ["--labels", f"{self.classes}:{forms.pop()}" if len(forms) == 1 else str(self.classes)]
        command += ["--check", os.path.join(folder, "expected.npz")] + (["--mode", "eval"] if mode == "eval" else [])
        _say("next, where none may be your data set or folder of images, so that the run can be trained:")
        print(shlex.join(command))

    def _latent_shape(self) -> str:
        shape = "x".join(str(n) for n in self.latent.shape[1:])
        is_uniform = self.latent.numel() >= ENOUGH_TO_TELL and self.latent.abs().max() <= 1
        return f"{shape}:uniform" if is_uniform else shape

    def _require_fit(self) -> None:
        with torch.no_grad():
            fake = self._fake(self.generator.in_mode(False)(*self.generator.arguments))
            if fake.shape[:1] != self.real.shape[:1]:
                raise Unfit(f"G makes {_shape(fake)} of {self.count} latent vectors; expected as many samples")
            try:
                self._score(self.discriminator.in_mode(False)(fake, *self.discriminator.rest))
            except (RuntimeError, TypeError) as failure:
                raise Unfit(
                    f"D does not take what G makes, {_shape(fake)}, where real samples are {_shape(self.real)}: "
                    f"{_line(failure)}") from failure
            if fake.shape != self.real.shape:
                raise Unfit(f"G makes {_shape(fake)}, but real samples are {_shape(self.real)}; expected one shape")

    def _looks(self) -> str:
        """What scores are, by their range on samples and on noise of any size."""
        d, noise = self.discriminator.in_mode(False), torch.Generator().manual_seed(FIRST_SEED)
        with torch.no_grad():
            inputs = [self.real] + [
                s * torch.randn(self.real.shape, generator=noise, dtype=self.real.dtype) for s in SPREADS]
            scores = [self._score(d(x, *self.discriminator.rest)) for x in inputs]
        is_chance = all(bool(((s >= 0) & (s <= 1)).all()) for s in scores)
        if is_chance:
            _say("D's scores are taken for probabilities, since all lie in [0, 1]; output=\"logits\" says otherwise")
        return "probability" if is_chance else "logits"

    def _fake(self, made: Any) -> Tensor:
        """The samples among what the generator gives: those of the real samples' shape, or the first."""
        outputs = [value for _, value in _outputs(made)]
        if not outputs:
            raise Unfit(f"G gives no tensor, but {type(made).__name__}")
        return next((value for value in outputs if value.shape == self.real.shape), outputs[0])

    def _score(self, made: Any) -> Tensor:
        """The score among what the discriminator gives."""
        outputs = _outputs(made)
        if not outputs:
            raise Unfit(f"D gives no tensor, but {type(made).__name__}")
        named = [value for name, value in outputs if name in SCORES]
        fitting = [value for _, value in outputs if value.numel() == self.count]
        if isinstance(made, dict) and len(outputs) > 1 and not named and len(fitting) != 1:
            raise Unfit(
                f"D gives a dictionary of {_listed([name for name, _ in outputs])}, and which is the score is not "
                f"known; expected one called {' or '.join(SCORES[:3])}: wrap D in a module that returns the score")
        return (named or fitting or [value for _, value in outputs])[0]

    def _loss(self, scores: Tensor, target: int) -> Tensor:
        if self.output == "probability":
            if not bool(((scores >= 0) & (scores <= 1)).all()):
                raise Unfit(
                    f"D's scores go from {scores.min().item():.4g} to {scores.max().item():.4g}, so they are no "
                    "probabilities; expected output=\"logits\"")
            return F.binary_cross_entropy(scores, torch.full_like(scores, target))
        return F.softplus(-scores if target else scores).mean()


class Files:
    """A player's files: its state dict, and for each mode the module as another program can run it."""

    def __init__(self, player: Player, folder: str, form: str):
        self.player, self.folder, self.form = player, folder, form

    def write(self, modes: Sequence[str]) -> dict[str, str]:
        """Writes them; gives the file of each mode that can be trained."""
        torch.save(self.player.module.state_dict(), self._path(f"{self.player.name}.pth"))
        wanted = modes if self.form == "exported" else (*modes, "eval")  # not all can be trained as traced in training
        return {mode: path for mode in sorted({*wanted}) for path in [self._write_mode(mode)] if path}

    def _write_mode(self, mode: str) -> str | None:
        name = self.player.name + ("" if mode == "train" else ".eval")
        if self.form == "exported":
            path = self._path(f"{name}.pt2")
            failure = self._export(mode, path)
            if not failure:
                return path
            _say(f"{path}: torch.export cannot export it, so it becomes TorchScript ({failure})")
        path = self._path(f"{name}.pt")
        ways = {"traced": self._traced, "scripted": self._scripted}
        for way, make in sorted(ways.items(), key=lambda item: item[0] == "scripted" and self.form != "scripted"):
            try:
                made = make(mode, path)
                why = self._difference(made, mode)
            except Exception as failure:  # tracer and compiler raise whatever they come across
                why = _line(failure)
            if not why:
                made.save(path)
                _say(f"{path}: {way} in {mode} mode{', which it keeps' if way == 'traced' else ''}")
                return path
            _say(f"{path}: warning: {way} in {mode} mode it cannot be trained: {why}")
        return None

    def _path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def _export(self, mode: str, path: str) -> str:
        """Exports with the first kind of batch that goes; gives the reason where none does."""
        count, reason = len(self.player.first), ""
        for multiple in (m for m in MULTIPLES if count % m == 0):
            batch = torch.export.Dim("batch", min=2 if multiple == 1 else 1, max=MOST_ITEMS // multiple)
            batch = batch if multiple == 1 else multiple * batch
            try:
                with _silent_logs():
                    program = torch.export.export(
                        self.player.in_mode(mode == "train"),
                        self.player.arguments,
                        dynamic_shapes=tuple({0: batch} for _ in self.player.arguments))
                    torch.export.save(program, path)
            except Exception as failure:  # the exporter raises whatever it comes across
                reason = reason or _line(failure)
                if "batch" not in str(failure):
                    break
                continue
            batches = "any" if multiple == 1 else f"multiples of {multiple}"
            _say(f"{path}: exported in {mode} mode, batches: {batches}")
            return ""
        return reason

    def _traced(self, mode: str, path: str) -> torch.jit.ScriptModule:
        module = self.player.in_mode(mode == "train")
        before = copy.deepcopy(module.state_dict())
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", torch.jit.TracerWarning)
            with _seeded(0):
                traced = torch.jit.trace(module, self.player.arguments, check_trace=False, strict=False)
        traced.load_state_dict(before)  # tracing has run it once
        own = os.path.dirname(torch.__file__)  # what PyTorch's own layers warn of is no matter
        for warning in (w for w in caught if not w.filename.startswith(own)):
            _say(f"{path}: warning: {warning.filename}, line {warning.lineno}: {_line(warning.message)}")
        return traced

    def _scripted(self, mode: str, path: str) -> torch.jit.ScriptModule:
        del path
        return torch.jit.script(self.player.in_mode(mode == "train"))

    def _difference(self, made: torch.jit.ScriptModule, mode: str) -> str:
        """What is wrong with the gradients of what was made; empty where nothing is."""
        module, state = self.player.in_mode(mode == "train"), copy.deepcopy(made.state_dict())
        expected = self._slopes(module)
        try:
            with torch.jit.optimized_execution(False):  # as Saddle runs it; optimised it may forget no_grad
                found = self._slopes(made)
        except RuntimeError as failure:
            return _line(failure)
        finally:
            made.load_state_dict(state)
        worst = max(
            (a - b).abs().max().item() / max(a.abs().max().item(), LEAST) for a, b in zip(expected, found))
        return f"its gradients are not the module's, by {worst:.1%}" if worst > MOST else ""

    def _slopes(self, module: nn.Module) -> list[Tensor]:
        made = _drawn(0, module, *self.player.arguments)
        total = sum(
            (value * torch.linspace(-1, 1, value.numel(), dtype=value.dtype).reshape(value.shape)).sum()
            for _, value in _outputs(made) if value.requires_grad)
        of = _trained(module)
        return [g if g is not None else torch.zeros_like(p)
                for g, p in zip(torch.autograd.grad(total, of, allow_unused=True), of)]


def write_npz(path: str, arrays: dict[str, Tensor]) -> None:
    """Writes tensors as numpy's archive of arrays; nothing is left of one that cannot be written."""
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with zipfile.ZipFile(temporary, "w") as file:
            for name, tensor in arrays.items():
                with file.open(zipfile.ZipInfo(f"{name}.npy"), "w", force_zip64=True) as entry:
                    tensor = tensor.detach().cpu().contiguous()
                    entry.write(_npy_header(tensor))
                    if tensor.numel():
                        entry.write(ctypes.string_at(tensor.data_ptr(), tensor.numel() * tensor.element_size()))
        os.replace(temporary, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.remove(temporary)


def _npy_header(tensor: Tensor) -> bytes:
    kinds = {torch.float32: "f4", torch.float64: "f8", torch.int64: "i8", torch.int32: "i4"}
    kind = ("<" if sys.byteorder == "little" else ">") + kinds[tensor.dtype]
    text = repr({"descr": kind, "fortran_order": False, "shape": tuple(tensor.shape)}).encode("ascii")
    text += b" " * (-(len(text) + 11) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Gradients on; attention by its plain kernel, as the others have no second derivative; the generator put back."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(torch.random.fork_rng(devices=[]))
        stack.enter_context(torch.inference_mode(False))
        stack.enter_context(torch.enable_grad())
        if _version() >= (2, 3):
            attention = importlib.import_module("torch.nn.attention")
            stack.enter_context(attention.sdpa_kernel(attention.SDPBackend.MATH))
        elif _version() >= (2, 0):
            stack.enter_context(torch.backends.cuda.sdp_kernel(enable_flash=False, enable_mem_efficient=False))
        yield


@contextlib.contextmanager
def _silent_logs() -> Iterator[None]:
    """What the exporter logs of its failures is told in one line."""
    before = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(before)


@contextlib.contextmanager
def _seeded(call: int) -> Iterator[None]:
    torch.default_generator.manual_seed(FIRST_SEED + call)  # the CPU's alone
    yield


def _drawn(call: int, module: nn.Module, *arguments: Tensor) -> Any:
    with _seeded(call):
        return module(*arguments)


def _copied(name: str, module: nn.Module) -> nn.Module:
    """A copy of a module on the CPU, out of what is wrapped around it."""
    if not isinstance(module, nn.Module):
        raise Unfit(f"{name} is {type(module).__name__}; expected a torch.nn.Module")
    while isinstance(module, (nn.DataParallel, nn.parallel.DistributedDataParallel)) or hasattr(module, "_orig_mod"):
        module = module._orig_mod if hasattr(module, "_orig_mod") else module.module
    if any(p.device.type == "meta" or isinstance(p, nn.parameter.UninitializedParameter) for p in module.parameters()):
        raise Unfit(f"{name} has parameters without values; expected a module that has run once")
    # what hooks have computed hangs in a graph, and such tensors cannot be copied
    known = {id(value): value.detach().clone() for part in module.modules() for value in vars(part).values()
             if isinstance(value, Tensor) and not value.is_leaf}
    try:
        made = copy.deepcopy(module, known)
    except (RuntimeError, TypeError, AttributeError, NotImplementedError) as failure:
        raise Unfit(f"{name} cannot be copied: {_line(failure)}") from failure
    tensors = [*made.parameters(), *made.buffers()]
    devices = {t.device.type for t in tensors} - {"cpu"}
    if devices:
        _say(f"{name} is on {_listed(sorted(devices))}; its copy is on the CPU")
    made.zero_grad(set_to_none=True)
    made = made.cpu()
    if any(t.dtype in (torch.float16, torch.bfloat16) for t in tensors):
        _say(f"{name} has half precision; its copy has single precision, as Saddle takes it")
        made = made.float()
    return made


def _signature(module: nn.Module) -> tuple[list[str], bool]:
    """The arguments beside the first that a forward must be given, and whether it may be given a label."""
    if isinstance(module, torch.jit.ScriptModule):
        declared = [a for a in module.forward.schema.arguments if a.name != "self"][1:]
        needed, free = [a.name for a in declared if not a.has_default_value()], [a.name for a in declared]
        return needed, any(name in LABELS for name in free)
    named = [p for p in inspect.signature(module.forward).parameters.values()
             if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    every = inspect.signature(module.forward).parameters.values()
    needed = [p.name for p in named[1:] if p.default is p.empty]
    needed += [p.name for p in every if p.kind == p.KEYWORD_ONLY and p.default is p.empty]
    return needed, any(p.name in LABELS for p in named[1:]) or any(p.kind == p.VAR_POSITIONAL for p in every)


def _count(latent: Tensor, real: Tensor) -> int:
    for name, tensor in (("latent", latent), ("real", real)):
        if not isinstance(tensor, Tensor) or tensor.dim() < 2:
            what = _shape(tensor) if isinstance(tensor, Tensor) else type(tensor).__name__
            raise Unfit(f"{name} is {what}; expected a tensor [n, ...]")
    if not real.is_floating_point():
        raise Unfit(f"real is of {real.dtype}; expected what D takes in training: numbers scaled as G makes them")
    if len(latent) != len(real):
        raise Unfit(f"there are {len(latent)} latent vectors and {len(real)} real samples; expected as many")
    if len(real) < 2:
        raise Unfit("there is one item; expected some, 16 say: with one alone torch.export fixes the batch")
    return len(real)


def _label_forms(labels: Tensor | None, count: int, classes: int) -> tuple[Tensor | None, int, dict[str, Tensor]]:
    """Class numbers, the number of classes, and labels in both forms, the given one first."""
    if labels is None:
        return None, 0, {}
    if not isinstance(labels, Tensor) or labels.dim() not in (1, 2) or len(labels) != count:
        what = _shape(labels) if isinstance(labels, Tensor) else type(labels).__name__
        raise Unfit(f"labels is {what}; expected {count} class numbers, or [{count}, classes] of 0 and 1")
    labels = labels.detach().cpu()
    is_index = labels.dim() == 1
    if is_index and labels.is_floating_point():
        raise Unfit(f"labels are of {labels.dtype}; expected whole numbers (torch.long)")
    index = labels.long() if is_index else labels.argmax(1)
    classes = labels.shape[1] if not is_index else max(classes, int(index.max()) + 1)
    forms = {"index": index, "onehot": F.one_hot(index, classes).to(torch.get_default_dtype())}
    if not is_index and not torch.equal(forms["onehot"], labels.to(torch.get_default_dtype())):
        raise Unfit("labels hold other numbers than one 1 in each row; expected class numbers, or rows of 0 and one 1")
    return index, classes, forms if is_index else dict(reversed(list(forms.items())))


def _outputs(made: Any, name: str = "") -> list[tuple[str, Tensor]]:
    """The tensors in what a module gives, with their keys or numbers."""
    if isinstance(made, Tensor):
        return [(name, made)]
    parts = made.items() if isinstance(made, dict) else enumerate(made) if isinstance(made, (tuple, list)) else ()
    return [output for key, part in parts for output in _outputs(part, str(key))]


def _gradients(name: str, value: Tensor, of: list[Tensor], create_graph: bool = False) -> Sequence[Tensor | None]:
    if not value.requires_grad:
        return [None] * len(of)
    try:
        return torch.autograd.grad(value, of, retain_graph=True, create_graph=create_graph, allow_unused=True)
    except RuntimeError as failure:
        raise Unfit(f"{name} has no gradient: {_line(failure)}") from failure


def _after_adam(parameters: list[Tensor], gradients: Sequence[Tensor | None]) -> Tensor:
    """The parameters after one step; those without a gradient stay."""
    stepped = [p for p, g in zip(parameters, gradients) if g is not None]
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = gradient
    if stepped:
        torch.optim.Adam(stepped, RATE, betas=BETAS).step()
    return _flat(parameters, parameters)


def _trained(module: nn.Module) -> list[Tensor]:
    return [p for p in module.parameters() if p.requires_grad]


def _flat(parts: Sequence[Tensor | None], like: list[Tensor]) -> Tensor:
    whole = [torch.zeros_like(p) if part is None else part for part, p in zip(parts, like)]
    return torch.cat([part.detach().reshape(-1) for part in whole])


def _best_form() -> str:
    return "exported" if hasattr(torch, "export") and _version() >= (2, 6) else "traced"


def _version() -> tuple[int, int]:
    major, minor = torch.__version__.split(".")[:2]
    return int(major), int(minor)


def _one_of(name: str, value: str | None, known: Sequence[str]) -> None:
    if value is not None and value not in known:
        raise Unfit(f"{name} is {value!r}; expected {' or '.join(known)}")


def _shape(tensor: Tensor) -> str:
    return str(list(tensor.shape))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _line(failure: Any) -> str:
    """The line of a failure that says what is wrong: the first, but for TorchScript, which puts its trace before."""
    lines = [line.strip() for line in str(failure).splitlines() if line.strip()] or [type(failure).__name__]
    return lines[-1 if "TorchScript interpreter" in lines[0] else 0][:200]


def _say(line: str) -> None:
    print(f"saddle_expected: {line}", file=sys.stderr)


def _made(where: str) -> Sequence[Any]:
    """What a function gives that is named as MODULE:FUNCTION."""
    module, _, function = where.partition(":")
    sys.path.insert(0, os.getcwd())
    made = getattr(importlib.import_module(module), function or "make", None)
    if not callable(made):
        raise Unfit(f"{where}: there is no such function; expected MODULE:FUNCTION that returns (G, D, z, x)")
    values = made()
    if not isinstance(values, (tuple, list)) or len(values) not in (4, 5):
        raise Unfit(f"{where}: it returns {type(values).__name__}; expected (G, D, z, x) or (G, D, z, x, labels)")
    return values


def main() -> int:
    """The command line; gives the exit status."""
    parser = argparse.ArgumentParser(
        description="writes a pair of networks, and what PyTorch computes for it, in files that Saddle reads")
    parser.add_argument("folder", help="where to")
    parser.add_argument("pair", help="MODULE:FUNCTION of yours that returns (G, D, z, x) or (G, D, z, x, labels)")
    parser.add_argument("--mode", action="append", choices=MODES, help="one mode alone (default: both)")
    parser.add_argument("--output", choices=OUTPUTS, help="what scores are (default: by their range)")
    parser.add_argument("--form", choices=FORMS, help="the files' form (default: exported where PyTorch can)")
    parser.add_argument("--classes", type=int, default=0, help="the number of classes (default: by the labels)")
    given = parser.parse_args()
    try:
        write(given.folder, *_made(given.pair), modes=given.mode or MODES, output=given.output, form=given.form,
              classes=given.classes)
    except (Unfit, ImportError, OSError) as failure:
        print(f"saddle_expected: {_line(failure)}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
