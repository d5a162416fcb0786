#!/usr/bin/env python3
"""Watches the training of a GAN in PyTorch into a folder that Saddle reads, without a line of the script changed.

    python -m saddle_trace --run runs/mine train.py --lr 2e-4

runs train.py as python would, and writes what it sees: every step's losses as the script has them, gradient norms,
scores on real and generated samples, samples, exports of both networks, and what in the script is wrong. Or say it in
the loop:

    trace = saddle_trace.watch("runs/mine", G, D)
    ...
    trace.step(loss_g, loss_d)      # after the generator's step

How it sees. Every module's call, Optimizer's constructor and step, Tensor.backward and torch.autograd's backward and
grad are wrapped. A network is the outermost called module that owns trained parameters. The discriminator is the one
that is fed what another one makes (the same storage, a graph that leads there, or the same rows), the generator the one
that makes it. A loss is the sum of the scalars sent backward since that player's last step, less what was for the other
one. What cannot be told apart is told in a sentence, with the line of code that tells it.

What it leaves alone: the script's output, exit status, random numbers, parameters and buffers. Nothing of it keeps a
graph alive; of the samples the last batches stay. It takes at most half a percent of the time for what may be left out
(scores, norms and the look for faults, in rounds that are passed over); losses are written for every step.

The folder and each figure of facts.json are described in Saddle's docs/watched-runs.md.

One file, which needs torch alone. Tried on the CPU with PyTorch 1.13.1 and, wrappers of torch.compile, torch.export and
torch.amp's scaler by one script each, 2.6.0; CUDA and several processes are written and untried.
"""
from __future__ import annotations

import atexit
import collections
import contextlib
import functools
import gc
import json
import os
import random
import runpy
import struct
import sys
import threading
import time
import types
import warnings
import weakref
from typing import Any, Callable, Container, Iterable, Iterator, NoReturn

import torch
from torch import Tensor, nn

try:
    import fcntl
except ImportError:  # not on Windows, where two scripts that begin one folder at once may lose a line of watch.json
    fcntl = None  # type: ignore[assignment]

GENERATOR, DISCRIMINATOR = PLAYERS = ("generator", "discriminator")
OTHER = {GENERATOR: DISCRIMINATOR, DISCRIMINATOR: GENERATOR}
SHORT = {GENERATOR: "G", DISCRIMINATOR: "D"}
SCORES = ("adv_output", "adv", "score", "scores", "logits", "validity", "logit")
FIRST_ROUNDS, FIRST_CHEAP_ROUNDS, THEN_EVERY = 20, 100, 50  # looked at: all, those that cost little, one in so many
WAITING = 1000  # steps of a player before the other's first: more than warming up
SHARE = 0.005  # of the time, for what may be left out
FREE = 0.3  # seconds of the whole, beside that share
EXPORT_SHARE, FIRST_EXPORT = 0.003, 120.0
FLUSH, REWRITE, REWRITE_SHARE = 0.5, 10.0, 0.002
MOST_ITEMS, EXPORT_ITEMS, MOST_BYTES = 64, 4, 1 << 24
SAMPLES = (1, 2, 5, 10, 20, 50, 100, 200, 500)
SAMPLES_EVERY = 1000
FADING, LATE = 0.8, 5  # what a look before weighs; looks in a row that tell what was not so earlier
FLOW = ("without-gradient", "detached", "cleared", "frozen", "carried-from-other", "carried-from-self")
EARLIER = "earlier"  # a gradient that was there before the look began
MARK = "saddle"
QUIET_OPERATIONS = (  # between a score and a loss these change neither its order nor its kind
    "View", "Reshape", "ReshapeAlias", "Squeeze", "Unsqueeze", "UnsafeView", "Neg", "Expand", "Alias", "Slice",
    "Select", "Cat", "T", "Transpose", "Permute", "Clone", "ToCopy", "Mean", "Sum", "AsStrided", "Flatten",
    "Contiguous", "Split", "Chunk", "Gather", "Index", "Unbind", "Narrow", "Mul", "Add", "Sub", "Div", "Stack", "Copy")
OF_LOGITS = ("BinaryCrossEntropyWithLogits", "Softplus", "LogSigmoid", "Sigmoid")
OF_PROBABILITIES = ("Sigmoid", "Softmax", "Reciprocal", "Exp")
OF_LABELS = (*OF_LOGITS, "BinaryCrossEntropy", "Log", "Log1P", "MseLoss", "Pow", "NllLoss", "SmoothL1Loss", "L1Loss",
             "HuberLoss", "Square")

_active: "Watch | None" = None
_originals: dict[str, Any] = {}


class Unfit(ValueError):
    """What was asked for cannot be done; the message says what was expected."""


def watch(
        folder: str | os.PathLike[str],
        generator: nn.Module,
        discriminator: nn.Module,
        *,
        latent: Any = None,
        data: Any = None,
        every: int | None = None,
        checkpoint: int | None = None,
        quiet: bool = False) -> "Watch":
    """Watches two networks from here on; call its step(loss_g, loss_d) after every step of the generator.

    latent: an example of what the generator takes; data: a batch as the discriminator takes it; both are only needed
    where the loop calls the networks in a way that is not seen. every: rounds between two looks at layers and samples
    (default: 50, and more and more apart); checkpoint: rounds between two exports (default: by their cost).
    Where the script already runs under `python -m saddle_trace`, its folder is kept and this says who plays.

    Closed by close(), at the end of a `with` block, or when the program ends. Raises Unfit where the folder holds
    something else.
    """
    global _active
    if generator is discriminator:
        raise Unfit("the generator and the discriminator are one module; expected two")
    for name, rounds in (("every", every), ("checkpoint", checkpoint)):
        if rounds is not None and (not isinstance(rounds, int) or rounds < 1):
            raise Unfit(f"{name}={rounds!r}: expected a number of rounds, 1 or more")
    if _active is not None and _active.players_given:
        raise Unfit("a run is being watched already; expected its close() before the next watch()")
    if _active is None:
        script = sys.argv[0] if sys.argv and sys.argv[0] else None
        _active = Watch(Folder(folder, script, sys.argv[1:]), every, checkpoint, quiet)
        _install()
        _adopt_optimisers()
        atexit.register(_active.close)
    _active.give(generator, discriminator, latent, data)
    return _active


# ---------------------------------------------------------------------------------------------------------------------
# What is seen


class Network:
    """An outermost called module that owns trained parameters."""

    def __init__(self, module: nn.Module):
        self.module = module
        self.outer: Network | None = None
        self.named = [(n, p) for n, p in _unwrapped(module).named_parameters()]
        self.ids = frozenset(id(p) for _, p in self.named)
        self.outputs: collections.deque[Output] = collections.deque(maxlen=3)
        self.heads = ""
        self.unfed = 0
        self.arguments: tuple[tuple[Any, ...], dict[str, Any]] | None = None
        self.input: list[int] | None = None
        self.output: list[int] | None = None
        inside = list(module.modules())
        self.normalises = any(
            isinstance(m, nn.modules.batchnorm._BatchNorm) and (m.affine or m.track_running_stats)
            and not isinstance(m, nn.modules.instancenorm._InstanceNorm) for m in inside)
        self.of_mode = [m for m in inside if _depends_on_mode(m)]
        self.depends_on_mode = self.normalises or bool(self.of_mode)
        self.before = self._spots()
        self.written_at = _written_at(module)

    @property
    def name(self) -> str:
        return type(_unwrapped(self.module)).__name__

    def is_trained(self) -> bool:
        """Whether some of its parameters may get a gradient now."""
        return any(p.requires_grad for _, p in self.named)

    def grads(self) -> list[Tensor]:
        return [p.grad for _, p in self.named if p.grad is not None]

    def layers(self) -> list[str]:
        return list(dict.fromkeys(_layer(n) for n, _ in self.named))

    def change(self) -> float:
        """How far parameters are from where they were, at some places of each, relative to their size."""
        now = self._spots()
        if now.shape != self.before.shape:
            return 0.0
        return float((now - self.before).norm() / self.before.norm().clamp_min(1e-12))

    def _spots(self) -> Tensor:
        with torch.no_grad():
            spots = [_some(p.detach(), 16) for _, p in self.named if p.numel()]
            return torch.cat([s.float().cpu() for s in spots]) if spots else torch.zeros(1)


class Output:
    """A tensor that a network made; the last ones are kept, so that nothing else can lie where they are."""

    def __init__(self, network: Network, call: "Call", tensor: Tensor):
        self.network, self.call = network, call
        self.tensor = tensor.detach()
        self.begin = self.tensor.data_ptr()
        self.end = self.begin + max(1, self.tensor.numel()) * self.tensor.element_size()
        self.rows: Tensor | None = None


class Call:
    """One call of a network, and what became of it."""

    def __init__(self, network: Network, training: bool, looked: bool):
        self.network, self.training, self.looked = network, training, looked
        self.fed: Output | None = None
        self.kind: str | None = None  # "generated", "real", "mixed"; None where it was not looked at
        self.exact = False  # fed as made, the same storage
        self.grad = False  # its input is differentiated
        self.trained = network.is_trained()
        self.input: Any = _nothing
        self.mask: Tensor | None = None  # of a mixed batch: which are generated
        self.penalised = False
        self.scores: dict[str, tuple[Any, Any]] = {}
        self.values: Tensor | None = None  # the scores, where their slopes are looked at
        self.slopes: list[tuple[Backward, str, _Slope]] = []
        self.signature: tuple[float, ...] | None = None
        self.range: dict[str, tuple[float, float]] = {}
        self.bounded_by: str | None = None
        self.several = False  # more than one score an item, as of classes


class Backward:
    """One call of backward: its value, and whom it reached."""

    def __init__(self, value: Any, kind: torch.dtype | None, looked: bool):
        self.value, self.kind, self.looked = value, kind, looked
        self.calls: list[Call] = []
        self.reached: dict[str, bool] = {}  # by player: whether its gradients were other than zero then
        self.operations: list[list[str]] = []
        self.step: Step | None = None


class Step:
    """One step of an optimiser."""

    def __init__(self, optimiser: "Optimiser", backwards: list[Backward], looked: bool):
        self.optimiser, self.backwards, self.looked = optimiser, backwards, looked
        self.player: str | None = None
        self.time = 0.0
        self.rate: float | None = None
        self.norm: Any = None
        self.state = ""  # of the gradients: "none", "zero" or ""
        self.frozen = False  # none of the player's parameters may get a gradient
        self.held: list[Any] = []  # the backwards whose gradients it took
        self.joint = False  # its backward was the other player's too
        self.made = True
        for b in backwards:
            b.step = self


class Optimiser:
    """An optimiser of the script."""

    def __init__(self, optimiser: torch.optim.Optimizer, made_at: str | None):
        self.optimiser, self.made_at = optimiser, made_at
        self.steps = 0
        self.busy = False
        self.refresh()

    def refresh(self) -> None:
        self.ids = frozenset(id(p) for group in self.optimiser.param_groups for p in group["params"])

    def rate(self, ids: frozenset[int]) -> float | None:
        """The greatest learning rate of the groups that hold some of these parameters."""
        groups = self.optimiser.param_groups
        if len(groups) > 1:
            groups = [g for g in groups if any(id(p) in ids for p in g["params"])] or groups
        return max((float(g["lr"]) for g in groups if g.get("lr") is not None), default=None)

    def climbs(self) -> bool:
        """Whether it makes the loss larger."""
        return bool(self.optimiser.param_groups[0].get("maximize"))

    def describe(self, ids: frozenset[int]) -> dict[str, Any]:
        betas = self.optimiser.param_groups[0].get("betas")
        return {"class": type(self.optimiser).__name__, "rate": self.rate(ids),
                "betas": None if betas is None else [float(b) for b in betas], "made-at": self.made_at}


class Round:
    """Steps of both players that go together."""

    def __init__(self) -> None:
        self.g: Step | None = None
        self.d: list[Step] = []


# ---------------------------------------------------------------------------------------------------------------------
# The folder


class Folder:
    """RUN/watch.json and RUN/attempts/NNN/: what is written, so that a reader never meets half a file."""

    def __init__(self, path: str | os.PathLike[str], script: str | None, arguments: list[str]):
        self.path = os.path.abspath(os.fspath(path))
        self.file = os.path.join(self.path, "watch.json")
        self.cost = 0.0
        try:
            if os.path.isdir(self.path) and os.listdir(self.path) and not os.path.exists(self.file):
                raise Unfit(f"{path}: the folder holds something else; expected a new one, or one of a watched run")
            os.makedirs(os.path.join(self.path, "attempts"), exist_ok=True)
            with self._locked():
                run = self._read()
                self.attempt = self._new_attempt()
                self.head = {"format": "saddle-watch", "version": 1, "script": script, "arguments": arguments,
                             "torch": str(torch.__version__)}
                attempts = [self._settled(a) for a in run.get("attempts", [])]
                self.entry: dict[str, Any] = {
                    "folder": os.path.relpath(self.attempt, self.path).replace(os.sep, "/"), "began": time.time(),
                    "ended": None, "status": "running", "reason": None, "pid": os.getpid(), "step": 0,
                    "players": {}, "told": []}
                self._write(self.file, {**self.head, "attempts": [*attempts, self.entry]})
        except OSError as failure:
            raise Unfit(f"{path}: {failure.strerror}; expected a folder that can be written") from failure

    def update(self, **changes: Any) -> None:
        """Rewrites watch.json with changes of this attempt."""
        begin = time.perf_counter()
        self.entry.update(changes)
        with self._locked():
            attempts = self._read().get("attempts", [])
            attempts = [self.entry if a.get("folder") == self.entry["folder"] else a for a in attempts]
            self._write(self.file, {**self.head, "attempts": attempts})
        self.cost = time.perf_counter() - begin

    def write(self, name: str, value: Any) -> None:
        self._write(os.path.join(self.attempt, name), value)

    def append(self, name: str, lines: list[dict[str, Any]]) -> None:
        """Appends whole lines in one write."""
        if lines:
            text = "".join(json.dumps(line) + "\n" for line in lines)
            handle = os.open(os.path.join(self.attempt, name), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
            try:
                data = memoryview(text.encode())
                while data:
                    data = data[os.write(handle, data):]
            finally:
                os.close(handle)

    def place(self, *names: str) -> str:
        """A path of the attempt whose folder is there."""
        path = os.path.join(self.attempt, *names)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def _new_attempt(self) -> str:
        for n in range(1, 1_000_000):
            path = os.path.join(self.path, "attempts", f"{n:03}")
            with contextlib.suppress(FileExistsError):
                os.mkdir(path)
                return path
        raise Unfit(f"{self.path}: there are too many attempts")

    def _settled(self, attempt: dict[str, Any]) -> dict[str, Any]:
        """An attempt that says that it runs, and does not, was killed."""
        if attempt.get("status") == "running" and not _is_running(attempt.get("pid")):
            steps = os.path.join(self.path, attempt["folder"], "steps.jsonl")
            ended = os.path.getmtime(steps) if os.path.exists(steps) else attempt.get("began")
            return {**attempt, "status": "killed", "ended": ended}
        return attempt

    def _read(self) -> dict[str, Any]:
        try:
            with open(self.file, encoding="utf-8") as file:
                run = json.load(file)
        except FileNotFoundError:
            return {}
        except ValueError as failure:
            raise Unfit(f"{self.file}: {failure}; expected the file of a watched run") from failure
        if not isinstance(run, dict) or run.get("format") != "saddle-watch":
            raise Unfit(f"{self.file}: expected the file of a watched run, with \"format\": \"saddle-watch\"")
        return run

    @staticmethod
    def _write(path: str, value: Any) -> None:
        temporary = f"{path}.{os.getpid()}.tmp"
        with open(temporary, "w", encoding="utf-8") as file:
            json.dump(value, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with open(os.path.join(self.path, ".lock"), "a", encoding="utf-8") as file:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX)
            yield


# ---------------------------------------------------------------------------------------------------------------------
# The watch


class Watch:
    """A run that is being watched; made by watch() or by `python -m saddle_trace`."""

    def __init__(self, folder: Folder, every: int | None, checkpoint: int | None, quiet: bool):
        self.folder, self.every, self.checkpoint, self.quiet = folder, every, checkpoint, quiet
        self.began = time.perf_counter()
        self.pid, self.thread = os.getpid(), threading.get_ident()
        self.active, self.closed = True, False
        self.inside = 0  # calls of networks, or of our own
        self.spent = 0.0  # by us, for what may be left out
        self.players_given = self.explicit = self.has_stepped = False
        self.also: list[tuple[Network, Network]] = []
        self.versions: dict[str, Any] = {}
        self.sampled = 0
        self.latent: Any = None
        self.data: Any = None
        self.known: dict[int, tuple[weakref.ref[nn.Module], Network | None]] = {}
        self.networks: list[Network] = []
        self.optimisers: dict[int, Optimiser] = {}
        self.owners: dict[int, frozenset[int]] = {}
        self.feeds: collections.Counter[tuple[Network, Network]] = collections.Counter()
        self.players: dict[str, Network] = {}
        self.roles: dict[int, str | None] = {}
        self.pending: list[Backward] = []
        self.backward: Backward | None = None
        self.unsettled: Step | None = None
        self.waiting: list[Step] = []
        self.recent: collections.deque[Call] = collections.deque(maxlen=16)
        self.held: dict[str, list[Any]] = {p: [] for p in PLAYERS}
        self.round = Round()
        self.count = 0  # rounds that are complete
        self.generator_first: bool | None = None
        self.by_discriminator = False
        self.looking = self.affords = self.recording = True
        self.fresh = True  # what the generator made last was seen
        self.rows: list[dict[str, Any]] = []
        self.layer_rows: list[dict[str, Any]] = []
        self.flushed = self.rewritten = 0.0
        self.last: dict[str, Tensor] = {}
        self.exported, self.export_cost, self.exported_at = 0.0, 0.0, -1
        self.told: list[str] = []
        self.joint = 0
        self.facts = Facts()
        self.found: list[dict[str, str]] | None = None  # as findings.json has it

    # What a script calls

    def step(self, loss_g: Any = None, loss_d: Any = None) -> None:
        """Ends a round, with the losses as the script has them (tensors or numbers; None: as seen)."""
        if self.active and self._is_here():
            self._guarded(self._say_step, loss_g, loss_d)

    def close(self, status: str = "finished", reason: str | None = None) -> None:
        """Writes what is left and ends the watch; a second time does nothing."""
        global _active
        if self.closed or os.getpid() != self.pid:
            return
        self.closed = True
        self._guarded(self._finish)
        self.active = False
        try:
            self._rewrite(status=status, reason=reason, ended=time.time())
        except (OSError, Unfit) as failure:
            self._complain(f"{self.folder.path}: {failure}")
        else:
            if not self.quiet:
                for finding in self.found or []:
                    self._complain(f"{finding['kind']}: {finding['name']} ({finding['player']}): {finding['evidence']}")
        if _active is self:
            _active = None
            _uninstall()
        self.networks.clear()
        self.known.clear()

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, kind: Any, failure: Any, trace: Any) -> None:
        if failure is None:
            self.close()
        else:
            self.close("interrupted" if isinstance(failure, KeyboardInterrupt) else "failed", _last_line(failure))

    def give(self, generator: nn.Module, discriminator: nn.Module, latent: Any, data: Any) -> None:
        """Says who plays."""
        for name, module in ((GENERATOR, generator), (DISCRIMINATOR, discriminator)):
            if not isinstance(module, nn.Module):
                raise Unfit(f"the {name} is {type(module).__name__}; expected a torch.nn.Module")
        self.players_given = True
        self.latent, self.data = latent, data
        self.known.clear()
        self.players = {GENERATOR: self._place(generator), DISCRIMINATOR: self._place(discriminator)}
        self.roles.clear()
        self.told.clear()

    # Modules

    def network(self, module: nn.Module) -> Network | None:
        """The network that a module is, when it is called by none; None for what owns nothing, or holds several."""
        entry = self.known.get(id(module))
        if entry is not None and entry[0]() is module:
            return entry[1]
        network = self._guarded(self._classify, module)
        self.known[id(module)] = (weakref.ref(module), network)
        return network

    def run(self, network: Network, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Calls a module and looks at what goes in and comes out."""
        begin = time.perf_counter()
        call = self._guarded(self._before, network, module, args, kwargs)
        self.spent += time.perf_counter() - begin
        self.inside += 1
        try:
            made = _originals["call"](module, *args, **kwargs)
        finally:
            self.inside -= 1
        begin = time.perf_counter()
        if call is not None:
            self._guarded(self._after, call, made)
        self.spent += time.perf_counter() - begin
        return made

    def _classify(self, module: nn.Module) -> Network | None:
        if isinstance(module, torch.jit.ScriptModule) and not any(True for _ in module.parameters()):
            return None
        for network in self.players.values() if self.players_given else ():
            if network.module is module or any(m is module for m in network.module.modules()):
                return network
            if any(m is network.module for m in module.modules()):
                return network if network.ids == frozenset(id(p) for p in module.parameters()) else None
        parameters = [p for p in module.parameters()]
        owners = {self.owners[id(p)] for p in parameters if id(p) in self.owners}
        if not owners and not any(p.requires_grad for p in parameters):
            return None
        if len(owners) > 1 and self._holds_several(module):
            return None
        return self._place(module)

    def _holds_several(self, module: nn.Module) -> bool:
        """Whether a module is a frame around several networks, as Lightning's is: each child is of other optimisers."""
        sets = []
        for child in module.children():
            owners = {self.owners[id(p)] for p in child.parameters() if id(p) in self.owners}
            if owners:
                sets.append(owners)
        if len(sets) == 1:
            return any(self._holds_several(c) for c in module.children())
        return len(sets) > 1 and all(len(s) == 1 for s in sets) and len({next(iter(s)) for s in sets}) > 1

    def _place(self, module: nn.Module) -> Network:
        """The network of a module: what contains another one's parameters takes its place."""
        ids = frozenset(id(p) for p in module.parameters())
        for network in self.networks:
            if network.module is module and network.ids == ids:
                return network
        made = Network(module)
        for network in self.networks:
            if network.outer is None and network.ids and network.ids <= ids:
                network.outer = made
                self._take_over(network, made)
            elif network.outer is None and ids < network.ids:
                made.outer = network
        self.networks.append(made)
        return made

    def _take_over(self, inner: Network, outer: Network) -> None:
        outer.unfed += inner.unfed
        outer.outputs.extend(inner.outputs)
        for (a, b), n in list(self.feeds.items()):
            if inner in (a, b):
                del self.feeds[a, b]
                self.feeds[outer if a is inner else a, outer if b is inner else b] += n
        for player, network in self.players.items():
            if network is inner:
                self.players[player] = outer
                self.roles.clear()

    def _before(
            self, network: Network, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Call | None:
        if torch._C._get_tracing_state() is not None:
            return None
        is_part = network.outer is not None
        network = _outermost(network)
        of_mode = network.of_mode
        call = Call(network, module.training and (not of_mode or any(m.training for m in of_mode)), self.looking)
        if not self.recording:
            call.grad = any(type(a) is Tensor and a.requires_grad for a in args)
            return call
        self.fresh = self.fresh or network is not self.players[DISCRIMINATOR]
        tensors = list(args) if not kwargs and all(type(a) is Tensor for a in args) else list(_tensors((args, kwargs)))
        is_player = not self.players or network in self.players.values()
        for tensor in tensors:
            source = self._source(tensor, network)
            if source is not None:
                call.fed, call.exact, call.grad, call.input = source, True, tensor.requires_grad, weakref.ref(tensor)
                self.feeds[source.network, network] += 1
                if source.network is not self.players.get(DISCRIMINATOR):
                    source.call.fed = None  # else what feeds itself would keep all that it ever was
                self._see_input(call, tensor)
                break
        else:
            floating = [t for t in tensors if t.is_floating_point()]
            if floating:
                tensor = max(floating, key=Tensor.numel)
                call.input, call.grad = weakref.ref(tensor), tensor.requires_grad
                if is_player and self.fresh:
                    self._see_input(call, tensor)
        if is_player and not is_part:
            network.arguments = (_detached(args), _detached(kwargs))
            if network.input is None and tensors:
                network.input = list(tensors[0].shape[1:])
        self.recent.append(call)
        return call

    def _see_input(self, call: Call, tensor: Tensor) -> None:
        """Real or generated, or both; and its figures, in rounds that are looked at."""
        with torch.no_grad():
            if call.network is self.players.get(GENERATOR):
                call.signature = _signature(tensor) if call.looked else None
                return
            x = tensor.detach()
            if call.exact:
                call.kind = "generated"
            else:
                self._resemble(call, tensor)
            if call.looked:
                call.signature = _signature(x) if call.kind == "real" or call.fed is None else None
                self._see_range(call, x)
            if call.network is self.players.get(DISCRIMINATOR):
                if call.kind == "real" and (not call.grad or "real" not in self.last):
                    self.last["real"] = x
                elif call.kind == "generated" and call.exact and call.fed is not None:
                    self._keep_generated(x, call.fed)
                elif call.mask is not None and call.fed is not None and x.shape[1:] == call.fed.tensor.shape[1:]:
                    self._keep_generated(call.fed.tensor, call.fed)
                    if not bool(call.mask.all()):
                        self.last["real"] = x[~call.mask]

    def _keep_generated(self, made: Tensor, by: Output) -> None:
        self.last["generated"] = made
        latent = next(iter(_tensors(by.call.network.arguments)), None)
        if latent is not None:
            self.last["latent"] = latent

    def _resemble(self, call: Call, tensor: Tensor) -> None:
        """Finds what a network made in an input that does not lie where its output does."""
        x, network = tensor.detach(), call.network
        makers = [self.players[GENERATOR]] if self.players and network is self.players[DISCRIMINATOR] else [
            n for n in self.networks if n is not network and n.outer is None]
        call.kind = "real"
        for output in (o for n in makers for o in reversed(n.outputs)):
            mask = _same_rows(x, output)
            if mask is not None:
                share = float(mask.float().mean())
                call.fed = output
                call.kind = "generated" if share == 1 or len(x) == len(output.tensor) else "mixed"
                call.mask = mask if call.kind == "mixed" else None
                self.feeds[output.network, network] += 1
                return
        marks = {id(o.call): o for n in makers for o in n.outputs}
        source = _ancestor(tensor, marks) or next(
            (o for n in makers for o in reversed(n.outputs) if _resembles(x, o.tensor)), None)
        if source is not None:
            call.fed, call.kind = source, "generated"
            if len(x) > len(source.tensor):
                call.kind = "mixed"
            self.feeds[source.network, network] += 1
        else:
            network.unfed += 1

    def _see_range(self, call: Call, x: Tensor) -> None:
        if x.numel() == 0:
            return
        parts = {call.kind: x}
        if call.kind == "mixed":
            parts = {} if call.mask is None else {"generated": x[call.mask], "real": x[~call.mask]}
        for kind, part in parts.items():
            if kind is not None and part.numel():
                call.range[kind] = tuple(map(float, torch.aminmax(part)))  # type: ignore[assignment]

    def _source(self, tensor: Tensor, network: Network) -> Output | None:
        """The output of another network in whose memory a tensor lies."""
        try:
            place = tensor.data_ptr()
        except RuntimeError:  # of a tensor without storage
            return None
        if place == 0:
            return None
        for other in self.networks:
            if other is not network and other.outer is None:
                for output in other.outputs:
                    if output.begin <= place < output.end:
                        return output
        return None

    def _after(self, call: Call, made: Any) -> None:
        network = call.network
        is_player = not self.players or network in self.players.values()
        outputs = [made] if type(made) is Tensor else list(_tensors(made))[:8]
        if not outputs:
            return
        if self.recording and (is_player or self.count < 5):
            for tensor in outputs:
                network.outputs.append(Output(network, call, tensor))
        if not is_player:
            return
        given = call.input() if call.input is not None else None
        main = _score(made, outputs, None if given is None or given.dim() == 0 else len(given))
        if network.output is None:
            network.output = list(main.shape[1:])
            if len(outputs) > 1:
                shapes = ", ".join(str(list(o.shape)) for o in outputs)
                network.heads = f"{len(outputs)} tensors ({shapes}); the one of shape {list(main.shape)}"
        scores = network is not self.players.get(GENERATOR)
        if scores:
            call.several = main.dim() == 2 and main.shape[1] > 1
            if call.kind is not None and self.recording and main.is_floating_point():
                self._see_scores(call, main.detach())
        node = main.grad_fn
        if node is not None:
            if call.looked:
                call.bounded_by = _bound(node)
                node.metadata[MARK] = id(call)
                if scores and main.numel() <= 1 << 16:
                    call.values = main.detach()
            node.register_hook(_Touch(self, call, main.output_nr, scores and main.numel() <= 1 << 16))

    def _see_scores(self, call: Call, scores: Tensor) -> None:
        with torch.no_grad():
            parts = {call.kind: scores}
            if call.kind == "mixed":
                if call.mask is None or len(scores) != len(call.mask):
                    return
                parts = {"generated": scores[call.mask], "real": scores[~call.mask]}
            for kind, part in parts.items():
                if kind is not None and part.numel():
                    sd, mean = torch.std_mean(part.float(), unbiased=False)
                    call.scores[kind] = (_scalar(mean), _scalar(sd))

    # Backward

    def send_backward(
            self, way: Callable[..., Any], roots: Any, gradients: Any, call: Callable[[], Any],
            inputs: list[Tensor] | None = None) -> Any:
        """A call of backward, or of autograd.grad for a player's parameters, which are its inputs."""
        begin = time.perf_counter()
        backward = self._guarded(self._begin_backward, roots, gradients)
        self.spent += time.perf_counter() - begin
        if backward is None:
            return call()
        self.backward = backward
        try:
            made = call()
        finally:
            self.backward = None
        begin = time.perf_counter()
        self._guarded(self._end_backward, backward, dict(zip(map(id, inputs), _tensors(made))) if inputs else {})
        self.spent += time.perf_counter() - begin
        return made

    def penalise(self, inputs: Any) -> None:
        """Marks the calls whose slope in their input is taken: a penalty's, and no score."""
        given = list(_tensors(inputs))
        for call in self.recent:
            tensor = call.input()
            if tensor is not None and any(tensor is t for t in given):
                call.penalised = True

    def _begin_backward(self, roots: Any, gradients: Any) -> Backward:
        if gradients is None and type(roots) is list and len(roots) == 1 and roots[0].dim() == 0 and not self.looking:
            root = getattr(roots[0], "_saddle_unscaled", roots[0])
            backward = Backward(_scalar(root), root.dtype, False)
            self.pending.append(backward)
            return backward
        roots = list(_tensors(roots))
        weights = [g for g in gradients] if isinstance(gradients, (tuple, list)) else [gradients]
        value: Any = None
        kind = roots[0].dtype if roots else None
        with torch.no_grad():
            for i, root in enumerate(roots):
                weight = weights[i] if i < len(weights) else None
                part = getattr(root, "_saddle_unscaled", root).detach()
                if isinstance(weight, Tensor):
                    part = part * weight.detach()
                part = part.sum() if part.numel() != 1 else part.reshape(())
                value = part if value is None else value + part
        backward = Backward(None if value is None else _scalar(value), kind, self.looking)
        if self.looking and self.players:
            for player, network in self.players.items():
                if _all_zero(network.grads()):
                    self.held[player] = []
                elif not self.held[player]:
                    self.held[player] = [EARLIER]
            backward.operations = _operations(roots, self.recent, self.players.get(DISCRIMINATOR)) \
                if self.facts.wants_operations() else []
            self.versions = {p: _versions(n) for p, n in self.players.items()}
        self.pending.append(backward)
        return backward

    def _end_backward(self, backward: Backward, taken: dict[int, Tensor]) -> None:
        """taken: gradients that the script was given, by the parameter; it puts them in place by itself."""
        if backward.looked and self.players and self.versions:
            for player, network in self.players.items():
                own = [taken[i] for i in network.ids if i in taken]
                if own:
                    self.held[player] = [backward]
                    backward.reached[player] = not _all_zero(own)
                elif _versions(network) != self.versions.get(player):
                    self.held[player].append(backward)
                    backward.reached[player] = not _all_zero(network.grads())

    def see_slope(self, call: Call, gradient: Tensor) -> None:
        """The sign and the size of d loss / d score, of real and of generated samples."""
        if self.backward is None or call.kind is None or call.several:
            return
        with torch.no_grad():
            g = gradient.detach()
            values = call.values if call.values is not None and call.values.shape == g.shape else torch.zeros_like(g)
            parts = {call.kind: (g, values)}
            if call.kind == "mixed":
                if call.mask is None or len(g) != len(call.mask):
                    return
                parts = {kind: (g[mask], values[mask])
                         for kind, mask in (("generated", call.mask), ("real", ~call.mask))}
            for kind, (slopes, scores) in parts.items():
                if bool((slopes != 0).any()):
                    call.slopes.append((self.backward, kind, _Slope.of(slopes.double(), scores.double())))

    # Steps

    def made_optimiser(self, optimiser: torch.optim.Optimizer) -> None:
        if id(optimiser) in self.optimisers and self.optimisers[id(optimiser)].optimiser is optimiser:
            self.optimisers[id(optimiser)].refresh()
        else:
            self.optimisers[id(optimiser)] = Optimiser(optimiser, _script_line())
        self._recount()

    def _recount(self) -> None:
        owners: dict[int, set[int]] = {}
        for key, o in self.optimisers.items():
            for parameter in o.ids:
                owners.setdefault(parameter, set()).add(key)
        self.owners = {parameter: frozenset(keys) for parameter, keys in owners.items()}
        self.known.clear()
        self.roles.clear()

    def step_optimiser(
            self, optimiser: torch.optim.Optimizer, step: Callable[..., Any], args: tuple[Any, ...],
            kwargs: dict[str, Any]) -> Any:
        """A step of the script's optimiser."""
        watched = self.optimisers.get(id(optimiser))
        if watched is None or watched.optimiser is not optimiser:
            self._guarded(self.made_optimiser, optimiser)
            watched = self.optimisers.get(id(optimiser))
        if watched is None or watched.busy:
            return step(*args, **kwargs)
        made: list[Step | None] = []

        def before() -> None:
            begin = time.perf_counter()
            made.append(self._guarded(self._begin_step, watched))
            self.spent += time.perf_counter() - begin

        closure = args[0] if args else kwargs.get("closure")
        if callable(closure):
            @functools.wraps(closure)
            def observed(*a: Any, **k: Any) -> Any:
                with torch.enable_grad():
                    result = closure(*a, **k)
                if not made:
                    before()
                return result
            args, kwargs = ((observed, *args[1:]), kwargs) if args else ((), {**kwargs, "closure": observed})
        else:
            before()
        watched.busy = True
        try:
            result = step(*args, **kwargs)
        finally:
            watched.busy = False
        begin = time.perf_counter()
        if made and made[0] is not None:
            self._guarded(self._end_step, made[0])
        self.spent += time.perf_counter() - begin
        return result

    def skip_step(self) -> None:
        """A scaler found an overflow and left the step out: its losses are of no step."""
        self.pending = []

    def _begin_step(self, optimiser: Optimiser) -> Step:
        optimiser.steps += 1
        if optimiser.steps == 1:
            self.roles.clear()
        self._find_players()
        own, self.pending = self._divided(optimiser)
        step = Step(optimiser, own, self.looking and all(b.looked for b in own))
        step.time = time.perf_counter() - self.began
        player = step.player = self._whose(step)
        if player is not None and optimiser.steps > 1:
            self._take_out_idle(step, OTHER[player])
        if player is None:
            return step
        network = self.players[player]
        step.rate = optimiser.rate(network.ids)
        number = self.count + 1
        by_layer = number == 1 or number % (self.every or THEN_EVERY) == 0
        if step.looked or self.affords or by_layer:
            with torch.no_grad():
                grads = [(n, p.grad) for n, p in network.named if p.grad is not None]
                norms = _norms([g for _, g in grads])
                step.norm = 0.0 if not norms else _scalar(torch.stack(norms).norm())
                if by_layer and norms:
                    self.layer_rows.append({"step": number, "player": player, **_by_layer(grads, norms)})
            if step.looked:
                self.facts.see_gradients(player, [n for n, _ in grads], [n for n, _ in network.named])
                step.state = "none" if not grads else "" if float(step.norm) != 0 else "zero"
                step.frozen = step.state != "" and not network.is_trained()
                step.held = list(self.held[player])
        return step

    def _divided(self, optimiser: Optimiser) -> tuple[list[Backward], list[Backward]]:
        """The losses that a step takes, and those that can only be of the other player, which has not stepped yet.

        So it is where gradients are added up over several batches and each player steps in its own half.
        """
        player = self._role(optimiser)
        if player not in PLAYERS or not self.pending:
            return self.pending, []
        others = [o for o in self.optimisers.values() if o.ids & self.players[OTHER[player]].ids]
        if optimiser.steps > 1 and not any(o.steps for o in others):
            return self.pending, []
        left = [b for b in self.pending if self._cannot_be_of(b, player)]
        own = [b for b in self.pending if b not in left]
        return (own, left) if own else (self.pending, [])

    def _cannot_be_of(self, backward: Backward, player: str) -> bool:
        """Whether a loss leads to none of a player's parameters: they are frozen, or its sample is detached."""
        calls = [c for c in backward.calls if c.network is self.players[DISCRIMINATOR]]
        if player == DISCRIMINATOR:
            return bool(calls) and not any(c.trained for c in calls)
        return bool(calls) and not any(c.grad for c in calls) \
            and not any(c.network is self.players[GENERATOR] for c in backward.calls)

    def _take_out_idle(self, step: Step, idle: str) -> None:
        """Losses sent backward for a player that never steps are its own all the same."""
        of = [o for o in self.optimisers.values() if o.ids & self.players[idle].ids]
        if not of or any(o.steps for o in of):
            return
        of_d = [any(c.network is self.players[DISCRIMINATOR] and not c.exact and not c.grad for c in b.calls)
                for b in step.backwards]
        first_of_d = of_d.index(True) if True in of_d else len(of_d)
        last_of_d = len(of_d) - of_d[::-1].index(True) if True in of_d else 0
        split = first_of_d if idle == GENERATOR else last_of_d
        taken, kept = step.backwards[:split], step.backwards[split:]
        if taken and kept:
            step.backwards = kept
            self._settle_last()
            self._settle_idle(of[0], taken, idle)

    def _settle_idle(self, optimiser: Optimiser, backwards: list[Backward], player: str) -> None:
        left = Step(optimiser, backwards, False)
        left.player, left.time, left.made = player, time.perf_counter() - self.began, False
        self._settle(left)

    def _end_step(self, step: Step) -> None:
        previous, self.unsettled = self.unsettled, step
        if previous is not None:
            if step.player is not None and not step.backwards and previous.player == step.player \
                    and previous.optimiser is not step.optimiser:
                self.unsettled = previous  # two optimisers of one player, in one step of it
                return
            self._divide(previous, step)
            self._settle(previous)
        if not self.has_stepped and self.players:
            self.has_stepped = True
            self._rewrite()
        if not self.explicit:
            self._at_round_end()

    def _divide(self, previous: Step, step: Step) -> None:
        """Both losses were sent backward before the first of both steps: each goes to its player."""
        if step.backwards or previous.optimiser is step.optimiser or not previous.backwards \
                or None in (step.player, previous.player) or step.player == previous.player:
            return
        reached = [b for b in previous.backwards if any(c.network is self.players[GENERATOR] for c in b.calls)]
        if len(previous.backwards) == 1:
            previous.joint = step.joint = bool(reached)
            self.joint += bool(reached)
            return
        of_g = reached if 0 < len(reached) < len(previous.backwards) else previous.backwards[-1:]
        of_d = [b for b in previous.backwards if b not in of_g]
        step.backwards = of_g if step.player == GENERATOR else of_d
        previous.backwards = of_d if step.player == GENERATOR else of_g
        for b in step.backwards:
            b.step = step

    def _settle(self, step: Step) -> None:
        """A step whose losses are its own for good goes into its round."""
        if not self.players:
            self.waiting.append(step)
            if len(self.waiting) > 1000:
                del self.waiting[0]
            return
        waiting, self.waiting = self.waiting, []
        for s in [*waiting, step]:
            if s.player is None:
                s.player = self._whose(s)
            if s.player in PLAYERS:
                self._arrange(s)

    def _settle_last(self) -> None:
        if self.unsettled is not None:
            previous, self.unsettled = self.unsettled, None
            self._settle(previous)

    def _arrange(self, step: Step) -> None:
        self.facts.see_step(step, self.players, self.count + 1)
        is_adversarial = any(c.network is self.players[DISCRIMINATOR] for b in step.backwards for c in b.calls)
        if self.generator_first is None and is_adversarial:
            self.generator_first = step.player == GENERATOR
        if self.explicit:
            if step.player == GENERATOR:
                self.round.g = step
            else:
                self.round.d.append(step)
        elif step.player == GENERATOR:
            if self.generator_first and self.round.g is not None:
                self._end_round()
            self.round.g = step
            if not self.generator_first:
                self._end_round()
        else:
            self.round.d.append(step)
            if self.by_discriminator or (self.count == 0 and self.round.g is None and len(self.round.d) > 200):
                if not self.by_discriminator:
                    self.by_discriminator = True
                    if self._role(step.optimiser) != "both":
                        self._tell("the generator makes no step, so a round is a step of the discriminator")
                self._end_round()

    def _say_step(self, loss_g: Any, loss_d: Any) -> None:
        begin = time.perf_counter()
        self.explicit = True
        self._settle_last()
        self._end_round({"loss_g": loss_g, "loss_d": loss_d})
        self.spent += time.perf_counter() - begin
        self._at_round_end()

    def _end_round(self, said: dict[str, Any] | None = None) -> None:
        done, self.round = self.round, Round()
        self.count += 1
        row: dict[str, Any] = {"step": self.count}
        row["time"] = done.g.time if done.g else done.d[-1].time if done.d else time.perf_counter() - self.began
        if done.g is not None:
            row["loss_g"] = _Sum(done.g)
        if done.d:
            row["loss_d"] = _Mean([_Sum(s) for s in done.d])
        row["d_steps"] = len(done.d)
        if len(done.d) > 1:
            row["losses_d"] = [_Sum(s) for s in done.d]
        for name, loss in (said or {}).items():
            if isinstance(loss, Tensor) and loss.numel() == 1:
                row[name] = _scalar(loss.detach().reshape(()))
            elif loss is not None:
                try:
                    row[name] = float(loss)
                except (TypeError, ValueError, RuntimeError):
                    kind = f"a tensor of {loss.numel()} elements" if isinstance(loss, Tensor) else f"{loss!r:.40}"
                    self._tell(f"step() was given {kind} for {name}; expected one number, and what was seen is kept")
        norms = [s.norm for s in done.d if s.norm is not None]
        row["grad_g"] = done.g.norm if done.g is not None else None
        row["grad_d"] = _Mean(norms) if norms else None
        self._add_scores(row, done)
        row["lr_g"] = done.g.rate if done.g is not None else None
        row["lr_d"] = done.d[-1].rate if done.d else None
        self.rows.append(row)
        for step in [*done.d, *([done.g] if done.g else [])]:
            for backward in step.backwards:
                backward.calls = []  # which hold samples
        elapsed = time.perf_counter() - self.began
        self.affords = self.spent < FREE + SHARE * elapsed
        number = self.count + 1
        was_looking = self.looking
        self.looking = number <= FIRST_ROUNDS or number % THEN_EVERY == 0 or (
            number <= FIRST_CHEAP_ROUNDS and self.affords)
        if self.looking and not was_looking:
            self.held = {p: [] for p in PLAYERS}
        self.fresh = self.fresh and self.recording
        self.recording = self.looking or self.affords

    def _add_scores(self, row: dict[str, Any], done: Round) -> None:
        """D(x) and D(G(z)) as they were in the discriminator's steps; without these in the generator's."""
        d = self.players[DISCRIMINATOR]
        for kind, name in (("real", "score_real"), ("generated", "score_fake")):
            for steps in (done.d, [done.g] if done.g else []):
                calls = _scored([c for s in steps for b in s.backwards for c in b.calls if c.network is d], kind)
                if calls:
                    row[name] = _Mean([c.scores[kind][0] for c in calls])
                    row[name + "_sd"] = _Mean([c.scores[kind][1] for c in calls])
                    break

    def _at_round_end(self) -> None:
        """What is written now and then: lines, facts, samples, exports."""
        now = time.perf_counter() - self.began
        if now - self.flushed > FLUSH or self.count == 1:
            self._flush()
        if now - self.rewritten > max(REWRITE, self.folder.cost / REWRITE_SHARE):
            self._rewrite()
        if self.count and self.count != self.sampled and self._is_time_for_samples():
            self.sampled = self.count
            self._write_samples()
        if self.count and self.count != self.exported_at and (
                self.count % self.checkpoint == 0 if self.checkpoint
                else now - self.exported > max(FIRST_EXPORT, self.export_cost / EXPORT_SHARE)):
            self._export()

    def _is_time_for_samples(self) -> bool:
        if self.every:
            return self.count % self.every == 0
        return self.count in SAMPLES or self.count % SAMPLES_EVERY == 0

    # Who plays whom

    def _find_players(self) -> None:
        """The pair of networks of which one is fed what the other makes; looked at again in the first rounds."""
        if self.players_given or (self.players and self.count >= 5):
            return
        pairs = [(a, b) for a, b in self.feeds if a.outer is None and b.outer is None]

        def worth(pair: tuple[Network, Network]) -> tuple[bool, ...]:
            g, d = pair
            of_g, of_d = self._owners_of(g), self._owners_of(d)
            is_sink = not any(a is d for a, _ in pairs)
            return (bool(of_g or of_d), of_g != of_d, bool(of_g and of_d), d.unfed > 0, is_sink)

        if not pairs:
            return
        best = max(map(worth, pairs))
        fitting = [p for p in pairs if worth(p) == best]
        if tuple(self.players.values()) not in fitting:
            g, d = fitting[0]
            self.players = {GENERATOR: g, DISCRIMINATOR: d}
            self.roles.clear()
        self.also = [
            p for p in pairs if p[1] is not self.players[DISCRIMINATOR] and worth(p)[:3] == best[:3] and worth(p)[4]]

    def _owners_of(self, network: Network) -> frozenset[int]:
        return frozenset().union(*(self.owners.get(i, frozenset()) for i in network.ids))

    def _whose(self, step: Step) -> str | None:
        """Whose step it is: by what its optimiser holds, else by what its losses were computed from."""
        role = self._role(step.optimiser)
        if role in PLAYERS or not self.players:
            return role
        calls = [c for b in step.backwards for c in b.calls
                 if c.network is self.players[DISCRIMINATOR] and not c.penalised]
        is_on_real = any(c.kind in ("real", "mixed") or (c.kind is None and not c.exact and not c.grad) for c in calls)
        of = DISCRIMINATOR if is_on_real else GENERATOR
        return of if role == "both" or (calls and not self._owners_of(self.players[of])) else None

    def _role(self, optimiser: Optimiser) -> str | None:
        """Whose steps an optimiser's are; "both" where neither player has one of its own."""
        if not self.players:
            return None
        key = id(optimiser.optimiser)
        if key not in self.roles:
            has = {p: bool(optimiser.ids & n.ids) for p, n in self.players.items()}
            own = {p: any(o.ids & n.ids and not o.ids & self.players[OTHER[p]].ids and not self._is_replaced(o)
                          for o in self.optimisers.values())
                   for p, n in self.players.items()}
            if not any(has.values()):
                role = None
            elif not all(has.values()):
                role = GENERATOR if has[GENERATOR] else DISCRIMINATOR
                if not self._owners_of(self.players[OTHER[role]]) and len(self._owners_of(self.players[role])) > 1:
                    role = "both"  # one of the two was meant for the other player
            elif all(own.values()):
                role = None
            else:
                role = DISCRIMINATOR if own[GENERATOR] else GENERATOR if own[DISCRIMINATOR] else "both"
            self.roles[key] = role
        return self.roles[key]

    def _is_replaced(self, optimiser: Optimiser) -> bool:
        """Whether it never steps, and another one with some of its parameters does."""
        return not optimiser.steps and any(o.steps and o.ids & optimiser.ids for o in self.optimisers.values())

    # Writing

    def _flush(self) -> None:
        rows, self.rows = self.rows, []
        layers, self.layer_rows = self.layer_rows, []
        read = _read([*rows, *layers])
        self.folder.append("steps.jsonl", [{k: v for k, v in r.items() if v is not None} for r in read[:len(rows)]])
        self.folder.append("layers.jsonl", read[len(rows):])
        self.flushed = time.perf_counter() - self.began

    def _rewrite(self, **changes: Any) -> None:
        players = {}
        for player, network in self.players.items():
            of = [o for o in self.optimisers.values() if o.ids & network.ids]
            own = sorted(of, key=lambda o: bool(o.ids & self.players[OTHER[player]].ids))
            players[player] = {
                "class": network.name, "parameters": sum(p.numel() for _, p in network.named),
                "layers": network.layers(), "optimiser": own[0].describe(network.ids) if own else None,
                "input": network.input, "output": network.output, "normalises": network.normalises,
                "made-at": network.written_at or (own[0].made_at if own else None)}
        self.facts.see_players(self)
        self.folder.update(step=self.count, players=players, told=self._all_told(), **changes)
        facts = self.facts.written()
        self.folder.write("facts.json", facts)
        if self.closed or self.facts.are_enough():
            found = findings(facts)
            if found != self.found:
                self.folder.write("findings.json", found)
                self.found = found
        self.rewritten = time.perf_counter() - self.began

    def _all_told(self) -> list[str]:
        told = list(self.told)
        if not self.players and (self.count or self.waiting or self.closed):
            told.append(
                f"no network was seen that is fed what another one makes, among {self._names()}; say who plays: "
                "trace = saddle_trace.watch(\"runs/mine\", G, D), and trace.step(loss_g, loss_d) in the loop")
        if self.also and not self.players_given:
            g, d = self.players.values()
            pairs = ", ".join(f"{a.name} with {b.name}" for a, b in self.also)
            told.append(
                f"there are several pairs; {g.name} with {d.name}, the first seen, is taken, and not {pairs}: "
                "saddle_trace.watch(\"runs/other\", G, D) says which")
        heads = self.players[DISCRIMINATOR].heads if self.players else ""
        if heads:
            told.append(
                f"the discriminator gives {heads} is taken for its score; in a dictionary the one called 'adv' or "
                "'score' is, and return {\"adv\": score, ...} tells another")
        if self.joint > max(5, self.count // 2):
            told.append(
                "one backward() served both players' steps, so its value is written as the first one's loss; "
                "trace = saddle_trace.watch(\"runs/mine\", G, D), and trace.step(loss_g, loss_d) tells both")
        return told

    def _names(self) -> str:
        return ", ".join(n.name for n in self.networks if n.outer is None) or "none that owns trained parameters"

    def _tell(self, sentence: str) -> None:
        if sentence not in self.told:
            self.told.append(sentence)

    def _write_samples(self) -> None:
        tensors = {}
        for name in ("generated", "real", "latent"):
            tensor = self.last.get(name)
            if tensor is not None and tensor.dim() and tensor.numel():
                most = max(1, min(MOST_ITEMS, MOST_BYTES // (4 * max(1, tensor[0].numel()))))
                tensors[name] = tensor[:most].detach().float()
        if tensors:
            write_safetensors(self.folder.place("samples", f"step-{self.count:07}.safetensors"), tensors)

    def _export(self) -> None:
        begin = time.perf_counter()
        folder = os.path.join("networks", f"step-{self.count:07}")
        self.inside += 1
        try:
            for player, network in self.players.items():
                given = network.arguments
                if given is None:
                    example = self.latent if player == GENERATOR else self.data
                    given = None if not isinstance(example, Tensor) else ((example,), {})
                with _thawed(network.module, self.owners):
                    failures = export(network.module, given, self.folder.place(folder, player))
                for reason in failures:
                    self._tell(f"the {player} is not exported whole: {reason}")
        finally:
            self.inside -= 1
        self.export_cost = time.perf_counter() - begin
        self.exported, self.exported_at = time.perf_counter() - self.began, self.count

    def _finish(self) -> None:
        self._find_players()
        self._settle_last()
        for player, network in self.players.items():
            of = [o for o in self.optimisers.values() if o.ids & network.ids]
            if self.pending and of and self.count and not any(o.steps for o in of):
                self._settle_idle(of[0], self.pending, player)
                self.pending = []
        if self.players and (self.round.g or self.round.d) and not self.explicit:
            self._end_round()
        self._flush()
        if self.players and self.count:
            self._write_samples()
            if self.exported_at != self.count:
                self._export()

    # The rest

    def forget(self) -> None:
        """In a forked child nothing is watched or written."""
        self.active, self.closed = False, True
        self.rows, self.layer_rows, self.pending = [], [], []

    def is_its_thread(self) -> bool:
        """Whether this is the thread that trains: the one of the first step, and until then the last that calls."""
        thread = threading.get_ident()
        if thread != self.thread and not any(o.steps for o in self.optimisers.values()):
            self.thread = thread
        return thread == self.thread

    def _is_here(self) -> bool:
        return os.getpid() == self.pid

    def _guarded(self, what: Callable[..., Any], *args: Any) -> Any:
        """A fault of ours ends the watching, never the script; it is told."""
        try:
            return what(*args)
        except Exception as failure:  # whatever it is, the script is not to notice
            self.active = False
            place, line = failure.__traceback__, ""
            while place is not None:
                if os.path.abspath(place.tb_frame.f_code.co_filename) == _OWN:
                    line = f", line {place.tb_lineno}"
                place = place.tb_next
            self._tell(f"the watching stopped at step {self.count}: {_last_line(failure)} (saddle_trace.py{line})")
            self._complain(self.told[-1])
            with contextlib.suppress(OSError, Unfit):
                self.folder.update(told=self.told)
            return None

    def _complain(self, sentence: str) -> None:
        if sys.stderr is not None:
            print(f"saddle: {sentence}", file=sys.stderr)


# ---------------------------------------------------------------------------------------------------------------------
# Facts and findings


class Facts:
    """What faults of a script are decided from: counts over the rounds that were looked at."""

    def __init__(self) -> None:
        self.of: dict[str, dict[str, Any]] = {p: {
            "steps": 0, "looked": 0, "without-gradient": 0, "detached": 0, "gradient-none": 0, "gradient-zero": 0,
            "frozen": 0, "last": dict.fromkeys(FLOW, 0), "cleared": 0, "carried-from-other": 0,
            "carried-from-self": 0, "reached-by-other": 0, "joint": 0,
            "change": None, "optimisers": 0, "trained": 0, "called": 0, "in-evaluation": 0, "in-evaluation-since": None,
            "in-evaluation-last": 0, "depends-on-mode": False, "normalises": False, "never-a-gradient": [],
            "rate": {"first": None, "last": None, "most": None, "zero-since": None, "zero-steps": 0},
            "slope": {}, "operations": [], "batches": {"mixed": 0, "apart": 0}} for p in PLAYERS}
        self.range: dict[str, Any] = {"real": None, "generated": None, "bounded-by": None, "fed-as-made": 0,
                                      "fed-changed": 0}
        self.repeats: dict[str, dict[str, int]] = {n: {"compared": 0, "repeated": 0} for n in ("latent", "batch")}
        self.optimisers: list[dict[str, Any]] = []
        self.rounds = self.looked = 0
        self.operation_looks = 0
        self._seen: dict[str, set[str]] = {p: set() for p in PLAYERS}
        self._names: dict[str, list[str]] = {p: [] for p in PLAYERS}
        self._signatures: dict[tuple[str, str], tuple[int, frozenset[Any]]] = {}
        self._last: str | None = None
        self._turns = {p: 0 for p in PLAYERS}

    def written(self) -> dict[str, Any]:
        """As facts.json has it."""
        for player in PLAYERS:
            self.of[player]["never-a-gradient"] = [n for n in self._names[player] if n not in self._seen[player]]
        return {"rounds": self.rounds, "looked": self.looked, **self.of, "range": self.range, **self.repeats,
                "optimisers": self.optimisers}

    def are_enough(self) -> bool:
        """Whether faults show while the script runs: not in its first rounds, in which a player may still wait."""
        return all(self.of[p]["looked"] >= FIRST_ROUNDS for p in PLAYERS) \
            or any(self.of[p]["steps"] >= WAITING for p in PLAYERS)

    def wants_operations(self) -> bool:
        self.operation_looks += 1
        return self.operation_looks <= 12 or (
            self.operation_looks <= 100 and not all(self.of[p]["operations"] for p in PLAYERS))

    def see_gradients(self, player: str, present: list[str], names: list[str]) -> None:
        self._seen[player].update(present)
        self._names[player] = names

    def see_players(self, watched: Watch) -> None:
        self.rounds = watched.count
        self.optimisers = []
        for o in watched.optimisers.values():
            owns = {p: len(o.ids & n.ids) for p, n in watched.players.items()}
            owns["others"] = len(o.ids.difference(*(n.ids for n in watched.players.values())))
            self.optimisers.append({
                "class": type(o.optimiser).__name__, "made-at": o.made_at, "steps": o.steps,
                "rate": o.rate(frozenset()), "owns": owns})
        for player, network in watched.players.items():
            self.of[player].update({
                "optimisers": sum(bool(o.ids & network.ids) for o in watched.optimisers.values()),
                "trained": sum(p.requires_grad for _, p in network.named), "change": network.change(),
                "normalises": network.normalises, "depends-on-mode": network.depends_on_mode})

    def see_step(self, step: Step, players: dict[str, Network], number: int) -> None:
        """A step whose losses are its own for good."""
        if not step.made:
            return
        player = step.player or GENERATOR
        fact, own = self.of[player], players[player]
        fact["steps"] += 1
        self._turns[player] += player != self._last
        self._last = player
        self._see_rate(fact["rate"], step.rate, number)
        calls = [c for b in step.backwards for c in b.calls]
        scored = [c for c in calls if c.network is players[DISCRIMINATOR]]
        made = [c for c in calls if c.network is players[GENERATOR]] or [
            c.fed.call for c in scored if c.fed is not None and c.fed.network is players[GENERATOR]]
        of_own = scored if player == DISCRIMINATOR else made
        if of_own:
            self._see_mode(fact, any(c.training for c in of_own), number)
        if not step.looked:
            return
        self.looked += player == GENERATOR
        fact["looked"] += 1
        before = {name: fact[name] for name in FLOW}
        self._see_flow(step, player, scored)
        for name in FLOW:
            fact["last"][name] = fact["last"][name] + 1 if fact[name] > before[name] else 0
        if len(step.backwards) and scored:
            kinds = {c.kind for c in scored if not c.penalised}
            fact["batches"]["mixed"] += "mixed" in kinds
            fact["batches"]["apart"] += bool(kinds & {"real", "generated"}) and "mixed" not in kinds
        self._see_slopes(fact["slope"], step, scored)
        for path in (p for b in step.backwards for p in b.operations):
            if path not in fact["operations"] and len(fact["operations"]) < 8:
                fact["operations"].append(path)
        self._see_samples(player, scored, made)

    @staticmethod
    def _see_rate(fact: dict[str, Any], rate: float | None, number: int) -> None:
        if rate is None:
            return
        fact["first"] = rate if fact["first"] is None else fact["first"]
        fact["last"], fact["most"] = rate, max(rate, fact["most"] or 0.0)
        if rate <= 1e-9 * fact["most"]:
            fact["zero-since"] = fact["zero-since"] or number
            fact["zero-steps"] += 1
        else:
            fact["zero-since"], fact["zero-steps"] = None, 0

    @staticmethod
    def _see_mode(fact: dict[str, Any], is_training: bool, number: int) -> None:
        fact["called"] += 1
        if is_training:
            fact["in-evaluation-since"], fact["in-evaluation-last"] = None, 0
        else:
            fact["in-evaluation"] += 1
            fact["in-evaluation-last"] += 1
            fact["in-evaluation-since"] = fact["in-evaluation-since"] or number

    def _see_flow(self, step: Step, player: str, scored: list[Call]) -> None:
        """Whose losses moved whose gradients."""
        fact = self.of[player]
        reaching = [b for b in step.backwards if player in b.reached]
        fact["joint"] += step.joint
        fact["without-gradient"] += not reaching and not step.joint
        fed = [c for c in scored if c.kind == "generated" and not c.penalised]
        fact["detached"] += player == GENERATOR and bool(fed) and not any(c.grad for c in fed)
        fact["gradient-none"] += step.state == "none"
        fact["gradient-zero"] += step.state == "zero"
        fact["frozen"] += step.frozen
        fact["cleared"] += step.state != "" and any(b.reached[player] for b in reaching)
        if step.joint:
            return
        others = [b for b in step.held if b is not EARLIER and b.step is not None and b.step.player == OTHER[player]]
        fact["carried-from-other"] += bool(others)
        fact["carried-from-self"] += any(
            b is EARLIER or (b.step is not None and b.step is not step and b.step.player == player) for b in step.held)
        other = self.of[OTHER[player]]
        other["reached-by-other"] += any(OTHER[player] in b.reached for b in step.backwards)

    @staticmethod
    def _see_slopes(facts: dict[str, Any], step: Step, scored: list[Call]) -> None:
        for kind in ("real", "generated"):
            for call in _unpenalised(scored, kind):
                for backward, of, slope in call.slopes:
                    if of == kind and any(backward is b for b in step.backwards):
                        (-slope if step.optimiser.climbs() else slope).add_to(facts.setdefault(kind, {}))

    def _see_samples(self, player: str, scored: list[Call], made: list[Call]) -> None:
        for call in scored:
            if call.penalised and len(scored) > 1:
                continue
            for kind, (least, most) in call.range.items():
                was = self.range.get(kind) or [least, most]
                self.range[kind] = [min(least, was[0]), max(most, was[1])]
            if player == GENERATOR and call.kind == "generated":
                self.range["fed-as-made" if call.exact else "fed-changed"] += 1
        for call in made:
            self.range["bounded-by"] = self.range["bounded-by"] or call.bounded_by
        batches = [c.signature for c in _unpenalised(scored, "real") if c.signature is not None]
        latents = [c.signature for c in made if c.signature is not None]
        for name, found in (("batch", batches), ("latent", latents)):
            if found:  # several steps in a row may be on the same samples: turns are compared
                now, turn = frozenset(found), self._turns[player]
                before = self._signatures.get((name, player))
                if before is not None and before[0] == turn - 1:
                    self.repeats[name]["compared"] += 1
                    self.repeats[name]["repeated"] += before[1] == now
                self._signatures[name, player] = (turn, now)


def findings(facts: dict[str, Any]) -> list[dict[str, str]]:
    """What in a script is wrong, decided from its facts.json: each with name, player, kind, evidence and remedy.

    kind is "fault" for what spoils the training and "note" for what is harmless.
    """
    found: list[dict[str, str]] = []

    def find(name: str, player: str, evidence: str, remedy: str, kind: str = "fault") -> None:
        found.append({"name": name, "player": player, "kind": kind, "evidence": evidence, "remedy": remedy})

    for rule in (_gradient_faults, _optimiser_faults, _loss_faults, _sample_faults, _mode_faults, _notes):
        rule(facts, find)
    return found


Find = Callable[..., None]


def _often(count: int, of: int) -> bool:
    return of >= 3 and count >= 0.5 * of


def _flows(fact: dict[str, Any], name: str) -> bool:
    """Whether something of a player's gradients is so in half of its steps, or in the last ones."""
    return _often(fact[name], fact["looked"]) or fact["last"][name] >= LATE


def _steps(fact: dict[str, Any], *names: str) -> str:
    """In how many of a player's steps one of these is so, or since when."""
    name = max(names, key=lambda n: fact[n])
    if _often(fact[name], fact["looked"]):
        return f"in {fact[name]} of {fact['looked']} of its steps"
    return f"in the last {max(fact['last'][n] for n in names)} of its steps that were looked at"


def _is_without_gradient(facts: dict[str, Any]) -> bool:
    return any(_flows(facts[GENERATOR], name) for name in ("without-gradient", "detached", "cleared"))


def _gradient_faults(facts: dict[str, Any], find: Find) -> None:
    g = facts[GENERATOR]
    if g["optimisers"] and _is_without_gradient(facts) and not _flows(g, "frozen"):
        if _flows(g, "cleared") and not _flows(g, "without-gradient"):
            find("generator-without-gradient", GENERATOR,
                 f"{_steps(g, 'cleared')} its gradients were reset between backward() and step()",
                 "opt_g.zero_grad()\nloss_g.backward()\nopt_g.step()  # nothing resets the gradients in between")
        else:
            why = "the discriminator was fed a detached sample" if g["detached"] else "its loss does not lead to it"
            find("generator-without-gradient", GENERATOR,
                 f"{_steps(g, 'without-gradient', 'detached')} no gradient came through the discriminator: {why}",
                 "loss_g = criterion(D(fake), real_label)  # in the generator's step: fake, not fake.detach(); "
                 "and fake = G(z) without torch.no_grad()")
    for player in PLAYERS:
        fact, name = facts[player], SHORT[player]
        other, own = _flows(fact, "carried-from-other"), _flows(fact, "carried-from-self")
        if (other or own) and fact["optimisers"]:
            whose = f"the {OTHER[player]}'s loss" if other else "its own earlier steps"
            find("gradients-not-reset", player,
                 f"{_steps(fact, 'carried-from-other' if other else 'carried-from-self')} the gradients held a part "
                 f"from {whose}",
                 f"opt_{name.lower()}.zero_grad()  # right before the {player}'s own backward()")


def _optimiser_faults(facts: dict[str, Any], find: Find) -> None:
    both, alone = _owners(facts)
    is_joint = _is_joint(facts)
    if is_joint:
        find("one-optimiser-for-both", "both",
             f"{both[0]['class']} ({both[0]['made-at']}) holds {both[0]['owns'][GENERATOR]} parameters of the "
             f"generator and {both[0]['owns'][DISCRIMINATOR]} of the discriminator, so each loss moves both",
             "opt_g = torch.optim.Adam(G.parameters(), ...)\nopt_d = torch.optim.Adam(D.parameters(), ...)")
    for player in PLAYERS:
        other = OTHER[player]
        if both and not alone[player] and alone[other]:
            find("discriminator-moves-generator", player,
                 f"its optimiser, {both[0]['class']} ({both[0]['made-at']}), holds {both[0]['owns'][other]} parameters "
                 f"of the {other} too",
                 f"opt_{SHORT[player].lower()} = torch.optim.{both[0]['class']}({SHORT[player]}.parameters(), ...)")
    for player in PLAYERS:
        if not is_joint:
            _never_updated(facts, player, find)
        rate, name = facts[player]["rate"], SHORT[player]
        if rate["zero-steps"] < max(3, 0.1 * facts[player]["steps"]):
            continue
        if rate["most"] == 0:
            find("rate-zero", player, f"its learning rate is 0 in all of its {facts[player]['steps']} steps",
                 f"opt_{name.lower()} = torch.optim.Adam({name}.parameters(), lr=2e-4)  # or another rate above 0")
        else:
            find("rate-zero", player,
                 f"its learning rate is {rate['last']:.3g} from step {rate['zero-since']} on, after {rate['most']:.3g}",
                 "scheduler.step()  # once an epoch, not once a batch; or a longer T_max, or a floor (eta_min)")


def _owners(facts: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]]]:
    """The optimisers that hold parameters of both players, and those of each alone.

    One that never steps does not count beside another of the same player that does: the script has replaced it.
    """
    owners = [o for o in facts["optimisers"] if any(o["owns"].get(p) for p in PLAYERS)]
    busy = {p: any(o["steps"] for o in owners if o["owns"].get(p)) for p in PLAYERS}
    owners = [o for o in owners if o["steps"] or not any(o["owns"].get(p) and busy[p] for p in PLAYERS)]
    both = [o for o in owners if all(o["owns"].get(p) for p in PLAYERS)]
    return both, {p: [o for o in owners if o["owns"].get(p) and not o["owns"].get(OTHER[p])] for p in PLAYERS}


def _is_joint(facts: dict[str, Any]) -> bool:
    """Whether one optimiser moves both players."""
    both, alone = _owners(facts)
    return bool(both) and not alone[GENERATOR] and not alone[DISCRIMINATOR]


def _never_updated(facts: dict[str, Any], player: str, find: Find) -> None:
    fact, other, name = facts[player], facts[OTHER[player]], SHORT[player]
    busy = max(fact["steps"], other["steps"])
    if busy == 0 and fact["optimisers"] and not fact["trained"]:
        find("player-never-updated", player, "its optimiser made no step: its parameters have requires_grad False",
             f"for p in {name}.parameters(): p.requires_grad_(True)  # before the {player}'s step")
    if not fact["trained"] and not fact["optimisers"] or busy < 3:
        return
    if not fact["optimisers"]:
        find("player-never-updated", player, "no optimiser holds its parameters",
             f"opt_{name.lower()} = torch.optim.Adam({name}.parameters(), ...)  # of the module that is called")
    elif fact["steps"] == 0:
        find("player-never-updated", player, f"its optimiser made no step, while the {OTHER[player]} made {busy}",
             f"loss_{name.lower()}.backward()\nopt_{name.lower()}.step()")
    elif _flows(fact, "frozen"):
        find("player-never-updated", player,
             f"{_steps(fact, 'frozen')} its parameters had requires_grad False, and no gradient",
             f"for p in {name}.parameters(): p.requires_grad_(True)  # before the {player}'s backward()")
    elif fact["change"] == 0 and not fact["rate"]["zero-steps"] and not (
            player == GENERATOR and _is_without_gradient(facts)):
        why = "its parameters have requires_grad False" if not fact["trained"] else \
            f"{fact['gradient-none'] + fact['gradient-zero']} of {fact['looked']} of its steps had no gradient"
        find("player-never-updated", player,
             f"its parameters are after {fact['steps']} steps what they were before the first: {why}",
             f"for p in {name}.parameters(): p.requires_grad_(True)  # and a loss of {name}'s own output, not detached")


def _loss_faults(facts: dict[str, Any], find: Find) -> None:
    of_d, of_g = facts[DISCRIMINATOR]["slope"], facts[GENERATOR]["slope"]
    real, fake, for_g = _sign(of_d, "real"), _sign(of_d, "generated"), _sign(of_g, "generated")

    def wrong(player: str, evidence: str, remedy: str) -> None:
        fact = facts[player]
        names = {n for path in fact["operations"] for n in path}
        spread = max((s["spread"] for s in fact["slope"].values()), default=1.0)
        is_linear = spread < 1e-4 and not names & set(OF_LABELS)
        find("loss-of-wrong-sign" if is_linear else "labels-reversed", player, evidence, remedy)

    signs = {1: "down", -1: "up"}
    for_labels = "loss_d = criterion(D(real), ones) + criterion(D(fake.detach()), zeros)  # or, of a critic: " \
        "D(fake.detach()).mean() - D(real).mean()"
    generators = "loss_g = criterion(D(fake), ones)  # or, of a critic: -D(fake).mean()"
    if real and fake and real == fake:
        wrong(DISCRIMINATOR, f"in its step the scores of real and of generated samples are both pushed {signs[real]}",
              for_labels)
    elif real and fake and for_g == fake:
        if real < 0:
            wrong(GENERATOR, f"its step pushes scores of generated samples {signs[for_g]}, as the discriminator's "
                  "does, which pushes those of real ones up", generators)
        else:
            wrong(DISCRIMINATOR, f"its step pushes scores of real samples down and of generated ones {signs[fake]}, "
                  "and the generator's step pushes these the same way", for_labels)
    else:
        player = _aim_faults(facts)
        if player is not None:
            aims = {f"{p}'s step, {k}": round(f["aim"], 2) for p in PLAYERS for k, f in facts[p]["slope"].items()}
            wrong(player, f"the scores at which its squared loss is least do not go together: {aims}",
                  generators if player == GENERATOR else for_labels)
    path = next((p for player in PLAYERS for p in facts[player]["operations"] if _is_double(p)), None)
    if path is not None:
        last = max(i for i, n in enumerate(path) if n in OF_PROBABILITIES) + 1
        loud = " of ".join(n for n in path[:last] if n not in QUIET_OPERATIONS)
        find("double-sigmoid", DISCRIMINATOR, f"between a loss and its last layer: {loud}",
             "criterion = nn.CrossEntropyLoss()  # of logits: leave the softmax out" if "Softmax" in path else
             "criterion = nn.BCELoss()  # of probabilities; or leave the sigmoid out and keep BCEWithLogitsLoss")


def _sign(slopes: dict[str, Any], kind: str) -> int:
    fact = slopes.get(kind)
    if fact is None or fact["seen"] < 16 or abs(fact["sign"]) < 0.6:
        return 0
    return 1 if fact["sign"] > 0 else -1


def _aim_faults(facts: dict[str, Any]) -> str | None:
    """The player whose labels are reversed, by the scores at which the slopes of squared losses vanish."""
    if not all({"MseLoss", "Pow"} & {n for path in facts[p]["operations"] for n in path} for p in PLAYERS):
        return None
    of_d, of_g = facts[DISCRIMINATOR]["slope"], facts[GENERATOR]["slope"]
    aims = [slopes.get(kind) for slopes, kind in ((of_d, "real"), (of_d, "generated"), (of_g, "generated"))]
    if any(a is None or a["seen"] < 16 or a["aim"] is None for a in aims):
        return None
    real, fake, for_g = (a["aim"] for a in aims if a is not None)
    apart = abs(real - fake)
    if apart < 0.1 * max(abs(real), abs(fake), 1e-9):
        return DISCRIMINATOR
    if abs(for_g - fake) < 0.25 * apart:
        return GENERATOR if real > fake else DISCRIMINATOR
    return None


def _is_double(path: list[str]) -> bool:
    loud = [n for n in path if n not in QUIET_OPERATIONS]
    by_hand = zip(loud, loud[1:], loud[2:])  # 1 / (1 + exp(-x))
    return any((a in OF_LOGITS and b == "Sigmoid") or (a == "LogSoftmax" and b == "Softmax")
               for a, b in zip(loud, loud[1:])) \
        or any(a in OF_LOGITS and (b, c) == ("Reciprocal", "Exp") for a, b, c in by_hand)


def _sample_faults(facts: dict[str, Any], find: Find) -> None:
    ranges, bound = facts["range"], facts["range"]["bounded-by"]
    real = ranges["real"]
    if real and bound and facts["looked"] >= 3 and ranges["fed-as-made"] > ranges["fed-changed"]:
        is_signed = bound in ("tanh", "clamp to [-1, 1]")
        low, high = (-1.0, 1.0) if is_signed else (0.0, 1.0)
        outside = real[1] > high + 0.05 or real[0] < low - 0.05
        half = is_signed and real[0] >= -1e-3 and real[1] > 0.2
        if outside or half:
            to = "2 * x - 1" if real[1] <= 1.001 else "x / 127.5 - 1" if real[1] > 20 else \
                "(x - low) / (high - low) * 2 - 1"
            to = to if is_signed else "(x + 1) / 2" if real[0] >= -1.001 and real[1] <= 1.001 else \
                "x / 255" if real[0] >= 0 else "(x - low) / (high - low)"
            find("range-mismatch", GENERATOR,
                 f"it ends in a {bound}, so its samples lie in [{low:g}, {high:g}], and real ones in "
                 f"[{real[0]:.3g}, {real[1]:.3g}]",
                 f"x = {to}  # real samples as the discriminator gets them; with torchvision and tanh: "
                 "transforms.Normalize((0.5,), (0.5,))")
    for name, player, what, remedy in (
            ("latent", GENERATOR, "latent vectors", "z = torch.randn(batch, size)  # inside the loop, in every step"),
            ("batch", DISCRIMINATOR, "real batch",
             "for x in DataLoader(data, batch_size=64, shuffle=True):  # next() of one iterator, not of a new one")):
        fact = facts[name]
        if fact["compared"] >= 5 and fact["repeated"] >= 0.45 * fact["compared"]:
            find(f"constant-{name}", player,
                 f"in {fact['repeated']} of {fact['compared']} comparisons the {what} "
                 f"{'were' if name == 'latent' else 'was'} that of the step before", remedy)


def _mode_faults(facts: dict[str, Any], find: Find) -> None:
    for player in PLAYERS:
        fact, name = facts[player], SHORT[player]
        if fact["in-evaluation-last"] >= 5 or _often(fact["in-evaluation"], max(5, fact["called"])):
            kind = "fault" if fact["depends-on-mode"] else "note"
            since = fact["in-evaluation-since"]
            matters = "" if fact["depends-on-mode"] else "; none of its layers depends on it"
            find("evaluation-mode", player,
                 f"it was in evaluation mode in {fact['in-evaluation']} of {fact['called']} of its own steps"
                 f"{f', since step {since}' if since else ''}{matters}",
                 f"{name}.train()  # after sampling, before the next step", kind)
    by = {p: facts[p]["batches"] for p in PLAYERS}
    if facts[DISCRIMINATOR]["normalises"]:
        for one, other in ((DISCRIMINATOR, GENERATOR), (GENERATOR, DISCRIMINATOR)):
            mixed, apart = by[one]["mixed"], by[other]["apart"]
            if _often(mixed, mixed + by[one]["apart"]) and _often(apart, apart + by[other]["mixed"]):
                find("mixed-batch-norm", DISCRIMINATOR,
                     f"in the {one}'s step real and generated samples went through its batch norm in one batch "
                     f"({mixed} of {mixed + by[one]['apart']}), in the {other}'s step apart ({apart})",
                     "score_real, score_fake = D(real), D(fake.detach())  # two calls, as in the generator's step")


def _notes(facts: dict[str, Any], find: Find) -> None:
    g = facts[GENERATOR]
    if _often(g["reached-by-other"], facts[DISCRIMINATOR]["looked"]) and not _is_joint(facts) \
            and not _often(g["carried-from-other"], g["looked"]) and not g["joint"]:
        find("wasted-gradient", GENERATOR,
             f"in {g['reached-by-other']} of {facts[DISCRIMINATOR]['looked']} steps of the discriminator gradients "
             "went back to the generator, where they are reset before use: harmless, and slow",
             "loss_fake = criterion(D(fake.detach()), zeros)  # in the discriminator's step", "note")
    for player in PLAYERS:
        fact = facts[player]
        unused = fact["never-a-gradient"]
        if unused and fact["looked"] >= 3 and fact["gradient-none"] < fact["looked"] / 2:
            more = f" and {len(unused) - 3} more" if len(unused) > 3 else ""
            find("unused-parameters", player, f"never got a gradient: {', '.join(unused[:3])}{more}",
                 f"# harmless; leave them out of {SHORT[player]} where they were meant to be used", "note")


# ---------------------------------------------------------------------------------------------------------------------
# Files of tensors and of networks


def write_safetensors(path: str, tensors: dict[str, Tensor]) -> None:
    """Writes tensors as safetensors: eight bytes of length, a JSON header, the values one after the other."""
    kinds = {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16",
             torch.int64: "I64", torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8",
             torch.bool: "BOOL"}
    header: dict[str, Any] = {}
    parts: list[bytes] = []
    begin = 0
    for name, tensor in tensors.items():
        tensor = tensor.detach().cpu().contiguous()
        if tensor.dtype not in kinds:
            tensor = tensor.float()
        data = _bytes(tensor)
        header[name] = {"dtype": kinds[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [begin, begin + len(data)]}
        parts.append(data)
        begin += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    temporary = f"{path}.{os.getpid()}.tmp"
    with open(temporary, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for part in parts:
            file.write(part)
    os.replace(temporary, path)


def _bytes(tensor: Tensor) -> bytes:
    import ctypes
    return ctypes.string_at(tensor.data_ptr(), tensor.numel() * tensor.element_size()) if tensor.numel() else b""


def export(module: nn.Module, given: tuple[tuple[Any, ...], dict[str, Any]] | None, path: str) -> list[str]:
    """Writes path.safetensors (the state), path.pt and path.eval.pt (traced), and .pt2 of both where PyTorch can.

    The module is as it was afterwards: random numbers, buffers, modes and hooks. Gives what could not be written.
    """
    module = _unwrapped(module)
    failures: list[str] = []
    state = {n: t for n, t in module.state_dict().items() if isinstance(t, Tensor)}
    write_safetensors(f"{path}.safetensors", state)
    if isinstance(module, torch.jit.ScriptModule):  # which switches its mode by itself
        torch.jit.save(module, f"{path}.pt")
        return []
    if given is None:
        return ["its inputs were not seen; latent= and data= of saddle_trace.watch() give an example"]
    try:
        arguments = _positional(module, given)
    except TypeError as failure:
        return [_last_line(failure)]
    for training, suffix in ((True, ""), (False, ".eval")):
        with _borrowed(module, training):
            try:
                traced = torch.jit.trace(module, arguments, check_trace=False, strict=False)
            except Exception as failure:  # the tracer raises whatever it comes across
                mode = "training" if training else "evaluation"
                failures.append(f"torch.jit.trace, {mode} mode: {_last_line(failure)}")
                continue
        # Saved with the buffers as they are, which tracing has moved on in what it holds.
        with torch.no_grad():
            held = dict(traced.named_buffers())
            for name, buffer in module.named_buffers():
                if name in held and held[name] is not buffer:
                    held[name].copy_(buffer)
        temporary = f"{path}{suffix}.pt.tmp"
        traced.save(temporary)
        os.replace(temporary, f"{path}{suffix}.pt")
        if _version() >= (2, 6):
            with _borrowed(module, training):
                try:
                    batch = torch.export.Dim("batch", min=2, max=4096)
                    shapes = tuple({0: batch} if isinstance(a, Tensor) and a.dim() else None for a in arguments)
                    program = torch.export.export(module, arguments, dynamic_shapes=shapes)
                    torch.export.save(program, f"{path}{suffix}.tmp.pt2")
                    os.replace(f"{path}{suffix}.tmp.pt2", f"{path}{suffix}.pt2")
                except Exception as failure:  # the exporter raises whatever it comes across
                    failures.append(f"torch.export: {_last_line(failure)}")
    return failures


def _positional(module: nn.Module, given: tuple[tuple[Any, ...], dict[str, Any]]) -> tuple[Any, ...]:
    """A few items of a call's arguments, by position."""
    import inspect
    args, kwargs = given
    if kwargs:
        bound = inspect.signature(module.forward).bind(*args, **kwargs)
        if bound.kwargs:
            raise TypeError(f"its forward is called with {', '.join(bound.kwargs)}, which cannot be given by position")
        args = bound.args
    batch = next((len(t) for t in _tensors(args) if t.dim()), 0)

    def few(value: Any) -> Any:
        if isinstance(value, Tensor):
            return value[:EXPORT_ITEMS].detach() if value.dim() and len(value) == batch else value.detach()
        if isinstance(value, (list, tuple)):
            return type(value)(few(v) for v in value)
        return value
    return tuple(few(a) for a in args)


@contextlib.contextmanager
def _thawed(module: nn.Module, trained: Container[int]) -> Iterator[None]:
    """A module whose trained parameters say so, whether or not the script has frozen them for the other's step."""
    frozen = [p for p in module.parameters() if id(p) in trained and not p.requires_grad]
    try:
        for parameter in frozen:
            parameter.requires_grad = True
        yield
    finally:
        for parameter in frozen:
            parameter.requires_grad = False


@contextlib.contextmanager
def _borrowed(module: nn.Module, training: bool) -> Iterator[None]:
    """A module in a mode, with copies of its buffers and without the script's hooks; put back as it was, untouched."""
    modules = list(module.modules())
    kept = [(m, dict(m.__dict__), dict(m._buffers)) for m in modules]
    state, numpy = random.getstate(), sys.modules.get("numpy")
    of_numpy = numpy.random.get_state() if numpy is not None else None
    show = warnings.showwarning
    cuda = list(range(torch.cuda.device_count())) if torch.cuda.is_initialized() else []
    try:
        warnings.showwarning = lambda *a, **k: None  # the filters stay: to change them would show old warnings again
        for m in modules:
            for name, buffer in m._buffers.items():
                m._buffers[name] = None if buffer is None else buffer.detach().clone()
            m.__dict__["training"] = training
            for hooks in ("_forward_hooks", "_backward_hooks", "_backward_pre_hooks"):
                if m.__dict__.get(hooks):
                    m.__dict__[hooks] = collections.OrderedDict()
        with torch.random.fork_rng(devices=cuda), torch.enable_grad():
            yield
    finally:
        for m, fields, buffers in kept:
            m.__dict__.clear()
            m.__dict__.update(fields)
            m._buffers.clear()
            m._buffers.update(buffers)
        random.setstate(state)
        if numpy is not None:
            numpy.random.set_state(of_numpy)
        warnings.showwarning = show


# ---------------------------------------------------------------------------------------------------------------------
# Tensors


class _Touch:
    """A hook of the node that made an output: backward came by."""

    def __init__(self, watched: Watch, call: Call, index: int, scores: bool):
        self.watched, self.call, self.index, self.scores = watched, call, index, scores

    def __call__(self, grad_inputs: Any, grad_outputs: Any) -> None:
        watched = self.watched
        if watched.backward is not None and watched.active:
            watched.backward.calls.append(self.call)
            if self.scores and watched.backward.looked:
                gradient = grad_outputs[self.index] if self.index < len(grad_outputs) else None
                if isinstance(gradient, Tensor):
                    watched._guarded(watched.see_slope, self.call, gradient)


class _Slope:
    """d loss / d score over the samples of a batch: counts and sums that add up over batches."""

    def __init__(self, **sums: float):
        self.sums = sums

    @staticmethod
    def of(slopes: Tensor, scores: Tensor) -> "_Slope":
        found = slopes[slopes != 0]
        size = found.abs()
        return _Slope(
            seen=found.numel(), samples=found.numel(), signs=float(found.sign().sum()),
            spread=float((size.max() - size.min()) / size.max()), all=slopes.numel(), slopes=float(slopes.sum()),
            scores=float(scores.sum()), squares=float((scores * scores).sum()), products=float((scores * slopes).sum()))

    def __neg__(self) -> "_Slope":
        """Of the loss with the other sign."""
        return _Slope(**{n: -v if n in ("signs", "slopes", "products") else v for n, v in self.sums.items()})

    def add_to(self, fact: dict[str, Any]) -> None:
        """Adds it to a fact, which gets what follows from the sums: the mean sign, and the aim of a squared loss."""
        for name, value in self.sums.items():
            before = fact.get(name, 0.0)  # which counts less and less, so that what becomes wrong late shows too
            fact[name] = max(value, before) if name == "spread" else value + before * (FADING if name != "seen" else 1)
        n = fact["all"]
        of_scores = fact["squares"] / n - (fact["scores"] / n) ** 2
        together = fact["products"] / n - fact["scores"] / n * fact["slopes"] / n
        fact["sign"] = fact["signs"] / fact["samples"]
        fact["aim"] = fact["scores"] / n - fact["slopes"] / n * of_scores / together if together > 1e-300 else None


class _Sum:
    """The sum of a step's losses, rounded after each as tensors of their kind are."""

    def __init__(self, step: Step):
        self.values = [b.value for b in step.backwards if b.value is not None]
        self.single = all(b.kind == torch.float32 for b in step.backwards)

    def __call__(self, values: list[float]) -> float | None:
        total: float | None = None
        for value in values:
            total = value if total is None else total + value
            if self.single and len(values) > 1:
                total = _rounded(total)
        return total


class _Mean:
    """A mean of figures, some of which may still be on the device."""

    def __init__(self, values: list[Any]):
        self.values = values

    def __call__(self, values: list[Any]) -> float | None:
        values = [v for v in values if v is not None]
        return sum(values) / len(values) if values else None


def _nothing() -> None:
    return None


def _rounded(value: float) -> float:
    try:
        return float(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _scalar(tensor: Tensor) -> Any:
    """A figure: at once on the CPU, else as a tensor that is read later with many others."""
    return tensor.item() if tensor.device.type == "cpu" else tensor.detach()


def _read(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with every figure as a number, in one transfer a device."""
    tensors: list[Tensor] = []

    def collect(value: Any) -> None:
        if isinstance(value, Tensor):
            tensors.append(value)
        elif isinstance(value, (_Sum, _Mean)):
            collect(value.values)
        elif isinstance(value, list):
            for v in value:
                collect(v)
    for row in rows:
        collect(list(row.values()))
    numbers: dict[int, float] = {}
    for device in {t.device for t in tensors}:
        of = [t for t in tensors if t.device == device]
        numbers.update(zip(map(id, of), torch.stack([t.detach().reshape(()).double() for t in of]).tolist()))

    def number(value: Any) -> Any:
        if isinstance(value, Tensor):
            return numbers[id(value)]
        if isinstance(value, (_Sum, _Mean)):
            return value([number(v) for v in value.values])
        return [number(v) for v in value] if isinstance(value, list) else value
    return [{k: number(v) for k, v in row.items()} for row in rows]


def _tensors(value: Any, depth: int = 0) -> Iterator[Tensor]:
    if isinstance(value, Tensor):
        yield value
    elif depth < 4:
        if isinstance(value, dict):
            value = value.values()
        elif not isinstance(value, (list, tuple)):
            fields = getattr(value, "__dict__", None) if type(value).__module__ not in ("builtins", "torch") else None
            if fields is None or isinstance(value, nn.Module):
                return
            value = fields.values()
        for part in value:
            yield from _tensors(part, depth + 1)


def _detached(value: Any) -> Any:
    if isinstance(value, Tensor):
        return value.detach()
    if isinstance(value, dict):
        return {k: _detached(v) for k, v in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(_detached, value))
    return type(value)(map(_detached, value)) if isinstance(value, (list, tuple)) else value


def _score(made: Any, outputs: list[Tensor], count: int | None) -> Tensor:
    """The score among what a discriminator gives: by its name, by one number an item, or the first."""
    if isinstance(made, dict):
        for name in SCORES:
            if isinstance(made.get(name), Tensor):
                return made[name]
    if len(outputs) > 1 and count is not None:
        return next((o for o in outputs if o.numel() == count and o.is_floating_point()), outputs[0])
    return outputs[0]


def _scored(calls: list[Call], kind: str) -> list[Call]:
    """The calls whose scores count, once each."""
    return [c for c in _unpenalised(list(dict.fromkeys(calls)), kind) if kind in c.scores]


def _unpenalised(calls: list[Call], kind: str) -> list[Call]:
    """The calls on a kind of sample; those on a penalty's points only where there are no others."""
    fitting = [c for c in calls if c.kind in (kind, "mixed")]
    return [c for c in fitting if not c.penalised] or fitting


def _row_marks(x: Tensor) -> Tensor:
    """Some figures of each row, equal where the rows are."""
    return _thinned(x, 32)


def _same_rows(x: Tensor, output: Output) -> Tensor | None:
    """Which rows of a batch are rows of an output; None where none is."""
    made = output.tensor
    if x.dim() != made.dim() or x.dim() == 0 or not len(x) or not len(made) or not made[0].numel() \
            or x.dtype != made.dtype or x.device != made.device:
        return None
    if x.shape[1:] != made.shape[1:]:
        if x.dim() < 2 or x.shape[2:] != made.shape[2:] or x.shape[1] <= made.shape[1]:
            return None
        channels = made.shape[1]  # beside others, as in pix2pix
        for part in (x[:, -channels:], x[:, :channels]):
            mask = _same_rows(part, output)
            if mask is not None:
                return mask
        return None
    if output.rows is None:
        output.rows = _row_marks(made)
    marks = _row_marks(x)
    same = (marks.unsqueeze(1) == output.rows.unsqueeze(0)).all(2).any(1)
    if marks.shape[1] > 1:
        same &= (marks != marks[:, :1]).any(1)  # what is of one colour may be anybody's
    return same if bool(same.any()) else None


def _resembles(x: Tensor, made: Tensor) -> bool:
    """Whether a batch is an output with noise, moved or scaled: item by item, they go together."""
    if x.shape != made.shape or len(x) < 4 or not x.is_floating_point() or x.device != made.device:
        return False
    a, b = (t - t.mean(0) for t in (_thinned(x, 256).float(), _thinned(made, 256).float()))
    size = float(a.norm() * b.norm())
    return size > 0 and abs(float((a * b).sum())) > 0.6 * size and a.numel() >= 32


def _thinned(x: Tensor, most: int) -> Tensor:
    """At most so many figures of each item, evenly spread."""
    flat = x.detach().reshape(len(x), -1)
    return flat if flat.shape[1] <= most else flat[:, _places(flat.shape[1], most, x.device)]


def _some(x: Tensor, most: int) -> Tensor:
    """At most so many figures of a tensor."""
    flat = x.reshape(-1)
    return flat if len(flat) <= most else flat[_places(len(flat), most, x.device)]


@functools.lru_cache(maxsize=256)
def _places(count: int, most: int, device: torch.device) -> Tensor:
    """Places among so many, spread evenly by the golden ratio: a fixed stride would stay in one column of a picture."""
    spread = torch.arange(most, dtype=torch.float64) * 0.6180339887498949 % 1
    return (spread * count).long().to(device)


def _signature(x: Tensor) -> tuple[float, ...]:
    """Figures that are equal where batches are."""
    flat = x.detach().reshape(-1)
    some = _some(flat, 1024).double()
    places = torch.arange(1, len(some) + 1, dtype=some.dtype, device=some.device)
    whole = flat.sum().double() if flat.is_floating_point() else flat.sum(dtype=torch.float64)
    return tuple(torch.stack([whole, some.sum(), (some * places).sum(), (some * some).sum()]).tolist())


def _operation(node: Any) -> str:
    name = node.name() if callable(getattr(node, "name", None)) else type(node).__name__
    return name.rsplit("::", 1)[-1].split("Backward")[0]


def _bound(node: Any) -> str | None:
    for _ in range(5):
        name = _operation(node)
        if name in ("Tanh", "Sigmoid"):
            return name.lower()
        if name in ("Hardtanh", "Clamp"):
            ends = tuple(getattr(node, f"_saved_{end}{'_val' * (name == 'Hardtanh')}", None) for end in ("min", "max"))
            return {(-1.0, 1.0): "clamp to [-1, 1]", (0.0, 1.0): "clamp to [0, 1]"}.get(ends)  # type: ignore
        parents = [n for n, _ in node.next_functions if n is not None]
        if name not in ("View", "Reshape", "ReshapeAlias", "UnsafeView", "Squeeze", "Unsqueeze", "ToCopy", "Clone") \
                or len(parents) != 1:
            return None
        node = parents[0]
    return None


def _ancestor(tensor: Tensor, marks: dict[int, Output]) -> Output | None:
    """The output that a tensor is computed from, by its graph."""
    waiting, seen = [tensor.grad_fn], 0
    while waiting and seen < 300:
        node = waiting.pop(0)
        if node is None:
            continue
        seen += 1
        found = marks.get(node.metadata.get(MARK, 0))
        if found is not None:
            return found
        waiting.extend(n for n, _ in node.next_functions)
    return None


def _operations(roots: list[Tensor], recent: Iterable[Call], discriminator: Network | None) -> list[list[str]]:
    """The operations between a loss and the discriminator's last layer, for each call that the loss comes from."""
    marks = {id(c) for c in recent if c.network is discriminator}
    waiting: list[tuple[Any, list[str]]] = [(r.grad_fn, []) for r in roots]
    paths: list[list[str]] = []
    seen: set[Any] = set()
    while waiting and len(seen) < 300 and len(paths) < 6:
        node, path = waiting.pop(0)
        if node is None or node in seen:
            continue
        seen.add(node)
        path = [*path, _operation(node)]
        parents = [n for n, _ in node.next_functions if n is not None]
        if node.metadata.get(MARK, 0) in marks:
            while len(parents) == 1 and (path[-1] in QUIET_OPERATIONS or path[-1] in OF_PROBABILITIES):
                path.append(_operation(parents[0]))
                parents = [n for n, _ in parents[0].next_functions if n is not None]
            if path not in paths:
                paths.append(path)
        else:
            waiting.extend((n, path) for n in parents)
    return paths


def _versions(network: Network) -> list[tuple[int, int]]:
    return [(id(p.grad), p.grad._version) for _, p in network.named if p.grad is not None]


def _all_zero(grads: list[Tensor]) -> bool:
    """Whether there is nothing in gradients; some places of each nearly always tell."""
    with torch.no_grad():
        values = [g.coalesce().values() if g.is_sparse else g for g in grads]
        return not any(bool((_some(v, 64) != 0).any()) for v in values) and not any(bool(v.any()) for v in values)


def _norms(grads: list[Tensor]) -> list[Tensor]:
    """The norm of each, in one call where that goes."""
    plain = all(g.layout == torch.strided and g.is_floating_point() for g in grads)
    if grads and plain and len({(g.device, g.dtype) for g in grads}) == 1:
        return list(torch._foreach_norm([g.detach() for g in grads]))
    device = grads[0].device if grads else None
    return [(g.coalesce().values() if g.is_sparse else g).detach().float().norm().to(device) for g in grads]


def _by_layer(grads: list[tuple[str, Tensor]], norms: list[Tensor]) -> dict[str, float]:
    layers: dict[str, float] = {}
    for (name, _), norm in zip(grads, torch.stack(norms).double().tolist()):
        layers[_layer(name)] = layers.get(_layer(name), 0.0) + norm * norm
    return {name: square ** 0.5 for name, square in layers.items()}


def _layer(parameter: str) -> str:
    """A parameter's layer; its own name where it lies at the top, or where it would hide another figure."""
    layer = parameter.rpartition(".")[0] or parameter
    return f"{layer}.layer" if layer in ("step", "player") else layer


def _unwrapped(module: nn.Module) -> nn.Module:
    """What DataParallel, DistributedDataParallel or torch.compile wraps."""
    for _ in range(4):
        name = type(module).__name__
        inner = getattr(module, "_orig_mod", None) if name == "OptimizedModule" else \
            getattr(module, "module", None) if name in ("DataParallel", "DistributedDataParallel") else None
        if not isinstance(inner, nn.Module):
            return module
        module = inner
    return module


def _depends_on_mode(module: nn.Module) -> bool:
    kinds = (nn.modules.dropout._DropoutNd, nn.RReLU, nn.MultiheadAttention)
    if isinstance(module, nn.modules.batchnorm._NormBase):
        return bool(module.track_running_stats)
    if isinstance(module, nn.MultiheadAttention):
        return module.dropout > 0
    if isinstance(module, kinds):
        return getattr(module, "p", 1) > 0
    hooks = [type(h).__name__ for h in getattr(module, "_forward_pre_hooks", {}).values()]
    return any("SpectralNorm" in h for h in hooks) or type(module).__name__ == "_SpectralNorm"


def _outermost(network: Network) -> Network:
    while network.outer is not None:
        network = network.outer
    return network


def _written_at(module: nn.Module) -> str | None:
    """The line at which a module's class is written; None for PyTorch's own."""
    import inspect
    kind = type(_unwrapped(module))
    if kind.__module__.split(".")[0] == "torch":
        return None
    try:
        return f"{inspect.getsourcefile(kind)}:{inspect.getsourcelines(kind)[1]}"
    except (OSError, TypeError):
        return None


_OWN = os.path.abspath(__file__)
_TORCH = os.path.dirname(os.path.abspath(torch.__file__)) + os.sep


def _script_line() -> str | None:
    """The line of the script that is being run, seen from in here."""
    frame = sys._getframe(1)
    while frame is not None:
        file = frame.f_code.co_filename
        if os.path.abspath(file) != _OWN and not file.startswith(_TORCH) and not file.startswith("<"):
            return f"{file}:{frame.f_lineno}"
        frame = frame.f_back  # type: ignore[assignment]
    return None


def _last_line(failure: BaseException) -> str:
    lines = f"{type(failure).__name__}: {failure}".strip().splitlines()
    return lines[0][:300] if lines else type(failure).__name__


def _version() -> tuple[int, ...]:
    return tuple(int("".join(c for c in part if c.isdigit()) or 0) for part in str(torch.__version__).split(".")[:2])


def _is_running(pid: Any) -> bool:
    if not isinstance(pid, int) or pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


# ---------------------------------------------------------------------------------------------------------------------
# What is wrapped


_is_compiling: Callable[[], bool] = getattr(getattr(torch, "compiler", None), "is_compiling", lambda: False)


def _install() -> None:
    """Wraps what is wrapped; _uninstall puts everything back."""
    _originals.update(
        call=nn.Module.__call__, init=torch.optim.Optimizer.__init__, add=torch.optim.Optimizer.add_param_group,
        tensor_backward=Tensor.backward, backward=torch.autograd.backward, grad=torch.autograd.grad, steps=[])
    nn.Module.__call__ = _call_module  # type: ignore[method-assign]
    torch.optim.Optimizer.__init__ = _make_optimiser  # type: ignore[method-assign]
    torch.optim.Optimizer.add_param_group = _add_group  # type: ignore[method-assign]
    Tensor.backward = _tensor_backward  # type: ignore[method-assign]
    torch.autograd.backward = _backward
    torch.autograd.grad = _grad
    for scaler in _scalers():
        _originals["steps"] += [(scaler, "scale", scaler.scale), (scaler, "step", scaler.step)]
        scaler.scale, scaler.step = _wrapped_scale(scaler.scale), _wrapped_scaled_step(scaler.step)
    _originals["exit"] = os._exit
    _originals["steps"].append((os, "_exit", os._exit))
    os._exit = _leave  # type: ignore[assignment]
    if not _originals.get("forks"):
        _originals["forks"] = True
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=_forget)


def _uninstall() -> None:
    nn.Module.__call__ = _originals["call"]  # type: ignore[method-assign]
    torch.optim.Optimizer.__init__ = _originals["init"]  # type: ignore[method-assign]
    torch.optim.Optimizer.add_param_group = _originals["add"]  # type: ignore[method-assign]
    Tensor.backward = _originals["tensor_backward"]  # type: ignore[method-assign]
    torch.autograd.backward, torch.autograd.grad = _originals["backward"], _originals["grad"]
    for owner, name, what in reversed(_originals["steps"]):
        setattr(owner, name, what)


def _forget() -> None:
    if _active is not None:
        _active.forget()


def _leave(status: int) -> NoReturn:
    """os._exit, which runs nothing else that the script or we have left to do."""
    try:
        _close("failed" if status else "finished", f"exit status {status}" if status else None)
    finally:
        _originals["exit"](status)
    raise AssertionError  # not reached


def _watching() -> Watch | None:
    watched = _active
    return watched if watched is not None and watched.active and not watched.inside else None


def _call_module(self: nn.Module, *args: Any, **kwargs: Any) -> Any:
    if _is_compiling():
        return _originals["call"](self, *args, **kwargs)
    watched = _active
    if watched is None or watched.inside or not watched.active:
        return _originals["call"](self, *args, **kwargs)
    network = watched.network(self)
    if network is None or not watched.is_its_thread():
        return _originals["call"](self, *args, **kwargs)
    return watched.run(network, self, args, kwargs)


@functools.wraps(torch.optim.Optimizer.__init__)
def _make_optimiser(self: torch.optim.Optimizer, *args: Any, **kwargs: Any) -> None:
    _originals["init"](self, *args, **kwargs)
    _wrap_step(type(self))
    watched = _watching()
    if watched is not None:
        watched._guarded(watched.made_optimiser, self)


@functools.wraps(torch.optim.Optimizer.add_param_group)
def _add_group(self: torch.optim.Optimizer, *args: Any, **kwargs: Any) -> None:
    _originals["add"](self, *args, **kwargs)
    watched = _watching()
    if watched is not None and id(self) in watched.optimisers:
        watched._guarded(watched.made_optimiser, self)


def _adopt_optimisers() -> None:
    """Optimisers that were made before the watch."""
    for thing in gc.get_objects():
        if issubclass(type(thing), torch.optim.Optimizer) and "param_groups" in vars(thing):
            _wrap_step(type(thing))
            if "step" in vars(thing):  # a scheduler has put its own there
                _originals["steps"].append((thing, "step", thing.step))
                thing.step = _wrapped_step(thing.step, thing)  # type: ignore[method-assign]
            if _active is not None:
                _active._guarded(_active.made_optimiser, thing)


def _wrap_step(kind: type) -> None:
    for owner in kind.__mro__:
        step = vars(owner).get("step")
        if step is not None and owner is not torch.optim.Optimizer and not getattr(step, "_saddle", False) \
                and isinstance(step, types.FunctionType):
            _originals["steps"].append((owner, "step", step))
            owner.step = _wrapped_step(step)


def _wrapped_step(step: Callable[..., Any], of: Any = None) -> Callable[..., Any]:
    @functools.wraps(step)
    def observed(*args: Any, **kwargs: Any) -> Any:
        watched = _watching()
        optimiser, rest = (of, args) if of is not None else (args[0], args[1:])
        if watched is None or not watched.is_its_thread():
            return step(*args, **kwargs)
        call = step if of is not None else functools.partial(step, optimiser)
        return watched.step_optimiser(optimiser, call, rest, kwargs)
    observed._saddle = True  # type: ignore[attr-defined]
    return observed


def _observed_backward(
        roots: Any, gradients: Any, original: Callable[..., Any], call: Callable[[], Any]) -> Any:
    watched = _watching()
    if watched is None or watched.backward is not None:
        return call()
    return watched.send_backward(original, roots, gradients, call)


@functools.wraps(Tensor.backward)
def _tensor_backward(self: Tensor, *args: Any, **kwargs: Any) -> Any:
    gradient = args[0] if args else kwargs.get("gradient")
    original = _originals["tensor_backward"]
    return _observed_backward([self], gradient, original, lambda: original(self, *args, **kwargs))


@functools.wraps(torch.autograd.backward)
def _backward(tensors: Any, *args: Any, **kwargs: Any) -> Any:
    gradients = args[0] if args else kwargs.get("grad_tensors")
    original = _originals["backward"]
    return _observed_backward(tensors, gradients, original, lambda: original(tensors, *args, **kwargs))


@functools.wraps(torch.autograd.grad)
def _grad(outputs: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
    original = _originals["grad"]
    watched = _watching()
    if watched is None or watched.backward is not None:
        return original(outputs, inputs, *args, **kwargs)
    given = list(_tensors(inputs))
    if any(id(t) in watched.owners for t in given):
        gradients = args[0] if args else kwargs.get("grad_outputs")
        return watched.send_backward(
            original, outputs, gradients, lambda: original(outputs, inputs, *args, **kwargs), given)
    watched._guarded(watched.penalise, given)
    return original(outputs, inputs, *args, **kwargs)


def _scalers() -> list[type]:
    found = [getattr(torch.cuda.amp, "GradScaler", None), getattr(getattr(torch, "amp", None), "GradScaler", None)]
    kinds = [k for k in found if isinstance(k, type)]
    return [k for k in dict.fromkeys(next((b for b in k.__mro__ if "scale" in vars(b)), k) for k in kinds)]


def _wrapped_scale(scale: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(scale)
    def observed(self: Any, outputs: Any, *args: Any, **kwargs: Any) -> Any:
        scaled = scale(self, outputs, *args, **kwargs)
        if isinstance(outputs, Tensor) and isinstance(scaled, Tensor) and scaled is not outputs:
            scaled._saddle_unscaled = outputs.detach()  # type: ignore[attr-defined]
        return scaled
    return observed


def _wrapped_scaled_step(step: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(step)
    def observed(self: Any, optimizer: Any, *args: Any, **kwargs: Any) -> Any:
        watched = _watching()
        known = watched.optimisers.get(id(optimizer)) if watched is not None else None
        steps = known.steps if known is not None else 0
        result = step(self, optimizer, *args, **kwargs)
        if watched is not None and known is not None and known.steps == steps:
            watched.skip_step()
        return result
    return observed


# ---------------------------------------------------------------------------------------------------------------------
# The command


def main() -> int:
    """Runs a script as python would, and watches it."""
    global _active
    sys.modules.setdefault("saddle_trace", sys.modules[__name__])
    try:
        options, words = _options(sys.argv[1:])
    except Unfit as failure:
        print(f"saddle_trace: {failure}", file=sys.stderr)
        return 2
    is_module = words[0] == "-m"
    script, arguments = (words[1], words[2:]) if is_module else (words[0], words[1:])
    name = os.path.splitext(os.path.basename(script.rstrip("/\\")))[0] or "script"
    if any(os.environ.get(rank, "0") not in ("", "0") for rank in ("RANK", "LOCAL_RANK")):
        options["idle"] = True  # of several processes the first is watched
    if not options.get("idle"):
        try:
            _active = Watch(
                Folder(options.get("run") or os.path.join("runs", name), script, arguments), options.get("every"),
                options.get("checkpoint"), bool(options.get("quiet")))
        except Unfit as failure:
            print(f"saddle_trace: {failure}", file=sys.stderr)
            return 2
        _install()
    sys.argv = [script, *arguments]
    try:
        _run(script, is_module)
    except SystemExit as leaving:
        code = leaving.code
        _close("finished" if code in (None, 0) else "failed", None if code in (None, 0) else f"exit status {code}")
        raise
    except BaseException as failure:
        _close("interrupted" if isinstance(failure, KeyboardInterrupt) else "failed", _last_line(failure))
        sys.excepthook = functools.partial(_show, sys.excepthook)
        raise
    _close("finished", None)
    return 0


def _options(words: list[str]) -> tuple[dict[str, Any], list[str]]:
    """What stands before the script is ours."""
    usage = "python -m saddle_trace [--run DIR] [--every N] [--checkpoint N] [--quiet] SCRIPT ARGUMENTS..."
    options: dict[str, Any] = {}
    while words and words[0].startswith("--"):
        name, has_value, value = words.pop(0)[2:].partition("=")
        if name == "quiet" and not has_value:
            options["quiet"] = True
            continue
        if name not in ("run", "every", "checkpoint"):
            raise Unfit(f"--{name}: expected {usage}")
        if not has_value:
            if not words:
                raise Unfit(f"--{name}: a value is missing; expected {usage}")
            value = words.pop(0)
        if name != "run" and not (value.isdigit() and int(value) > 0):
            raise Unfit(f"--{name} {value}: expected a number of rounds, 1 or more")
        options[name] = value if name == "run" else int(value)
    if not words or (words[0] == "-m" and len(words) < 2):
        raise Unfit(f"there is no script; expected {usage}")
    if words[0] != "-m" and not os.path.exists(words[0]):
        raise Unfit(f"{words[0]}: there is no such script; expected {usage}")
    return options, words


def _run(script: str, is_module: bool) -> None:
    """The script as __main__, with the paths that python gives it."""
    if is_module:
        sys.path[0] = os.getcwd()
        runpy.run_module(script, run_name="__main__", alter_sys=True)
        return
    if os.path.isdir(script) or not script.endswith((".py", ".pyw")) and _is_archive(script):
        runpy.run_path(script, run_name="__main__")
        return
    path = os.path.abspath(script)
    sys.path[0] = os.path.dirname(os.path.realpath(script))
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec")
    module = types.ModuleType("__main__")
    module.__dict__.update(__file__=path, __builtins__=__builtins__, __cached__=None, __annotations__={})
    sys.modules["__main__"] = module
    exec(code, module.__dict__)


def _is_archive(script: str) -> bool:
    import zipfile
    return zipfile.is_zipfile(script)


def _close(status: str, reason: str | None) -> None:
    if _active is not None:
        _active.close(status, reason)


def _show(hook: Callable[..., Any], kind: Any, failure: BaseException, trace: Any) -> None:
    """Prints a failure of the script without the frames that are ours."""
    seen: set[int] = set()
    chain: list[BaseException | None] = [failure]
    while chain:
        link = chain.pop()
        if link is not None and id(link) not in seen:
            seen.add(id(link))
            link.__traceback__ = _own_frames_removed(link.__traceback__)
            chain += [link.__cause__, link.__context__]
    hook(kind, failure, failure.__traceback__)


def _own_frames_removed(trace: types.TracebackType | None) -> types.TracebackType | None:
    kept = []
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        is_runpy = os.path.basename(file) == "runpy.py" or file.startswith("<frozen runpy")
        if os.path.abspath(file) != _OWN and not is_runpy:
            kept.append(trace)
        trace = trace.tb_next
    for link, after in zip(kept, [*kept[1:], None]):
        link.tb_next = after
    return kept[0] if kept else None


if __name__ == "__main__":
    sys.exit(main())
