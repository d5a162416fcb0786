"""Watches the scripts beside this file with python/saddle_trace.py, and checks what it writes and what it leaves alone.

    python3 check.py -v                 all of it
    python3 check.py ProcessTests       some of it

PyTorch is loaded once: each script runs in a fork, as a script of its own.
"""
import concurrent.futures
import json
import math
import os
import runpy
import signal
import struct
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
TOOL = os.path.join(HERE, "..", "..", "..", "python")
sys.path.insert(0, TOOL)
sys.dont_write_bytecode = True

import saddle_trace  # noqa: E402

ENVIRONMENT = {**os.environ, "PYTHONPATH": TOOL, "PYTHONDONTWRITEBYTECODE": "1"}
WORKERS = 2


# One in every test run; three by hand: WATCHED_SEEDS=3 python3 tests/data/watched/check.py
SEEDS = [str(seed + 1) for seed in range(int(os.environ.get("WATCHED_SEEDS", "1")))]


class Result:
    """A script that has run: what it printed, and the folder that was written of it."""

    def __init__(self, status, output, error, folder):
        self.status, self.output, self.error, self.folder = status, output, error, folder

    @property
    def watch(self):
        return read_json(self.folder, "watch.json")

    def attempt(self, name, number=1):
        return os.path.join(self.folder, "attempts", f"{number:03}", name)

    @property
    def rows(self):
        return read_lines(self.attempt("steps.jsonl"))

    @property
    def findings(self):
        return read_json(self.attempt("findings.json"))

    @property
    def printed(self):
        return [tuple(map(float, line.split())) for line in self.output.splitlines()]


def read_json(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return json.load(file)


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_safetensors(path):
    with open(path, "rb") as file:
        data = file.read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    assert sum(v["data_offsets"][1] - v["data_offsets"][0] for v in header.values()) == len(data) - 8 - length
    return header


def run_forked(folder, name, *arguments, watched=True, options=()):
    """Runs a script in a fork, which has PyTorch already."""
    script = os.path.join(HERE, f"{name}.py")
    outputs = [os.path.join(folder, f"{name}-{watched}-{'-'.join(arguments)}.{kind}") for kind in ("out", "err")]
    run = os.path.join(folder, f"{name}-{'-'.join(arguments)}")
    child = os.fork()
    if child == 0:
        status = 70
        try:
            for at, path in enumerate(outputs, 1):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), at)
            if watched:
                sys.argv = ["saddle_trace.py", "--run", run, *options, script, *arguments]
                status = saddle_trace.main()
            else:
                sys.argv, sys.path[0] = [script, *arguments], HERE
                runpy.run_path(script, run_name="__main__")
                status = 0
        except SystemExit as leaving:
            status = leaving.code
        except BaseException as failure:  # as python does
            sys.excepthook(type(failure), failure, failure.__traceback__)
            status = 1
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status or 0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    texts = []
    for path in outputs:
        with open(path, encoding="utf-8") as file:
            texts.append(file.read())
    return Result(status, *texts, run)


def names(kind):
    return sorted(f[:-3] for f in os.listdir(HERE) if f.startswith(f"{kind}_"))


class ScriptTests(unittest.TestCase):
    """Scripts of different habits, healthy ones and ones with a planted fault."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cases = {(name, seed, True) for name in names("healthy") for seed in SEEDS}
        cases |= {(name, "1", False) for name in names("healthy")}
        cases |= {(name, "1", True) for kind in ("fault", "note") for name in names(kind)}
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            made = {c: pool.submit(run_forked, cls.folder.name, c[0], c[1], watched=c[2], options=cls.options(c[1]))
                    for c in sorted(cases)}
        cls.results = {c: f.result() for c, f in made.items()}

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @staticmethod
    def options(seed):
        """Exports between the steps too, in the runs that are compared with the script alone."""
        return ("--checkpoint", "10", "--every", "3") if seed == "1" else ()

    def of(self, kind):
        """The runs of one kind, which all ended well."""
        found = [(c, r) for c, r in self.results.items() if c[0].startswith(f"{kind}_") and c[2]]
        self.assertGreater(len(found), 1)
        for (name, seed, _), result in found:
            self.assertEqual(0, result.status, f"{name} {seed}: {result.error}")
        return [(name, seed, result) for (name, seed, _), result in found]

    def test_no_healthy_script_has_a_finding(self):
        for name, _, result in self.of("healthy"):
            self.assertEqual([], result.findings, name)
            self.assertEqual("", result.error)

    def test_losses_are_those_that_are_printed(self):
        for kind in ("healthy", "fault", "note"):
            for name, _, result in self.of(kind):
                rows = [(row["losses_d"][-1] if "losses_d" in row else row.get("loss_d", -1.0), row["loss_g"])
                        for row in result.rows]
                self.assertGreater(len(rows), 9)
                self.assertEqual(result.printed, rows, name)

    def test_a_watched_script_prints_what_it_prints_alone(self):
        for name, seed, result in self.of("healthy"):
            if seed == "1":
                self.assertEqual(self.results[name, seed, False].output, result.output, name)
                exports = -(-len(result.rows) // 10)  # every tenth, and the last
                self.assertEqual(exports, len(os.listdir(result.attempt("networks"))))

    def test_each_planted_fault_is_found_by_name(self):
        for kind in ("fault", "note"):
            for name, _, result in self.of(kind):
                wanted = name[len(kind) + 1:].split("__")[0].replace("_", "-")
                self.assertIn((wanted, kind), [(f["name"], f["kind"]) for f in result.findings])
                others = [f["name"] for f in result.findings if f["kind"] == "fault" and f["name"] != wanted]
                self.assertEqual([], others, name)
                for finding in result.findings:
                    self.assertTrue(all(finding[part] for part in ("player", "evidence", "remedy")))
                    self.assertIn(f"saddle: {finding['kind']}: {finding['name']} (", result.error)

    def test_the_run_folder_holds_what_the_page_says(self):
        for name, _, result in self.of("healthy"):
            watch = result.watch
            attempt = watch["attempts"][0]
            self.assertEqual(("saddle-watch", 1, "finished"), (watch["format"], watch["version"], attempt["status"]))
            self.assertEqual(len(result.rows), attempt["step"])
            for player in saddle_trace.PLAYERS:
                self.assertGreater(attempt["players"][player]["parameters"], 0)
                self.assertGreater(attempt["players"][player]["optimiser"]["rate"], 0)
            for figure in ("grad_g", "grad_d", "score_real", "score_fake", "score_real_sd", "score_fake_sd", "lr_g"):
                self.assertTrue(math.isfinite(result.rows[0][figure]), figure)
            layers = read_lines(result.attempt("layers.jsonl"))
            self.assertEqual(set(saddle_trace.PLAYERS), {line["player"] for line in layers})
            first = result.rows[0]["grad_g"]
            of_g = next(line for line in layers if line["player"] == "generator")
            parts = [v for k, v in of_g.items() if k not in ("step", "player")]
            self.assertAlmostEqual(first, math.sqrt(sum(v * v for v in parts)), delta=1e-5 * first)
            last = f"step-{len(result.rows):07}"
            tensors = read_safetensors(result.attempt(f"samples/{last}.safetensors"))
            self.assertEqual({"generated", "real", "latent"}, set(tensors))
            networks = sorted(os.listdir(result.attempt(f"networks/{last}")))
            for player in saddle_trace.PLAYERS:
                for ending in ("pt", "eval.pt", "safetensors"):
                    self.assertIn(f"{player}.{ending}", networks)
                loaded = saddle_trace.torch.jit.load(result.attempt(f"networks/{last}/{player}.pt"))
                self.assertEqual([], [n for n, p in loaded.named_parameters() if not p.requires_grad], name)

    def test_what_cannot_be_told_apart_is_told(self):
        for name, _, result in self.of("healthy"):
            told = result.watch["attempts"][0]["told"]
            wanted = {"healthy_cycle": "several pairs", "healthy_two_heads": "gives 2 tensors"}.get(name)
            self.assertEqual(int(wanted is not None), len(told), told)
            self.assertIn(wanted or "", "".join(told))


class CommandTests(unittest.TestCase):
    """What cannot be begun."""

    def test_it_is_told_in_one_line(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "notes.txt"), "w", encoding="utf-8"):
                pass
            for options, part in ((["--every", "0"], "--every 0"), (["--no"], "--no"), (["--run", folder], folder)):
                result = run_forked(folder, "healthy_logits", "1", options=options)
                self.assertEqual((2, "", 1), (result.status, result.output, result.error.count("\n")), result.error)
                self.assertIn(f"saddle_trace: {part}", result.error)
                self.assertIn("expected", result.error)
            self.assertEqual(["notes.txt"], [n for n in os.listdir(folder) if not n.endswith((".out", ".err"))])


class ProcessTests(unittest.TestCase):
    """Whole processes: how they end, and that a run's folder can be read whatever happened."""

    LOOP = """
        import sys, time
        import torch
        from torch import nn
        torch.manual_seed(3)
        G = nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.2), nn.Linear(8, 2))
        D = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1))
        of_g, of_d = torch.optim.Adam(G.parameters(), 1e-3), torch.optim.Adam(D.parameters(), 1e-3)
        bce = nn.BCEWithLogitsLoss()

        def train(rounds, data=None):
            for step in range(rounds):
                real = torch.randn(16, 2) + 1 if data is None else next(data)
                fake = G(torch.randn(16, 4))
                of_d.zero_grad()
                loss_d = bce(D(real), torch.ones(16, 1)) + bce(D(fake.detach()), torch.zeros(16, 1))
                loss_d.backward()
                of_d.step()
                of_g.zero_grad()
                loss_g = bce(D(fake), torch.ones(16, 1))
                loss_g.backward()
                of_g.step()
                print(repr(loss_d.item()), repr(loss_g.item()), flush=True)
        """

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def script(self, end):
        path = os.path.join(self.folder.name, "train.py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(textwrap.dedent(self.LOOP) + textwrap.dedent(end))

    def start(self, *words):
        return subprocess.Popen(
            [sys.executable, *words], cwd=self.folder.name, env=ENVIRONMENT, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)

    def both(self, *arguments, run="run"):
        """The script alone and watched, side by side."""
        alone = self.start("train.py", *arguments)
        watched = self.start("-m", "saddle_trace", "--run", run, "--quiet", "train.py", *arguments)
        results = []
        for process in (alone, watched):
            output, error = process.communicate(timeout=240)
            results.append(Result(process.returncode, output, error, os.path.join(self.folder.name, run)))
        return results

    def assert_same(self, alone, watched):
        self.assertEqual((alone.status, alone.output, alone.error), (watched.status, watched.output, watched.error))

    def test_an_exception_is_shown_as_it_is_without(self):
        self.script("""
            def deeper():
                try:
                    D(torch.randn(16, 3))
                except RuntimeError as failure:
                    raise ValueError("of the script") from failure
            train(12)
            deeper()
            """)
        alone, watched = self.both("--rate", "3")
        self.assertEqual(1, alone.status)
        self.assert_same(alone, watched)
        attempt = watched.watch["attempts"][0]
        self.assertEqual(("failed", "ValueError: of the script"), (attempt["status"], attempt["reason"]))
        self.assertEqual((12, ["--rate", "3"]), (attempt["step"], watched.watch["arguments"]))
        self.assertEqual(watched.printed, [(r["loss_d"], r["loss_g"]) for r in watched.rows])

    def test_a_script_that_trains_nothing_is_told_and_its_exit_status_is_its_own(self):
        self.script("""
            print(sys.argv[1:], __name__, G(torch.zeros(1, 4)).shape)
            sys.exit(7)
            """)
        alone, watched = self.both("a b")
        self.assertEqual(7, alone.status)
        self.assert_same(alone, watched)
        attempt = watched.watch["attempts"][0]
        self.assertEqual(("failed", "exit status 7"), (attempt["status"], attempt["reason"]))
        self.assertIn("saddle_trace.watch(", attempt["told"][0])
        self.assertEqual([], watched.findings)

    def test_a_script_that_trains_in_a_thread_and_leaves_at_once_is_seen_to_its_end(self):
        self.script("""
            import os, threading
            thread = threading.Thread(target=train, args=(30,))
            thread.start()
            thread.join()
            os._exit(5)
            """)
        alone, watched = self.both()
        self.assert_same(alone, watched)
        attempt = watched.watch["attempts"][0]
        self.assertEqual(("failed", "exit status 5"), (attempt["status"], attempt["reason"]))
        self.assertEqual(watched.printed, [(r["loss_d"], r["loss_g"]) for r in watched.rows])
        self.assertEqual([], watched.findings)

    def test_what_cannot_be_watched_or_is_no_loss_is_told(self):
        self.script("""
            import saddle_trace
            for given in ((G, G, {}), (G, D, {"every": 0}), (G, D, {"checkpoint": 2.5})):
                try:
                    saddle_trace.watch("run", *given[:2], **given[2])
                except saddle_trace.Unfit as failure:
                    print(failure)
            trace = saddle_trace.watch("run", G, D, quiet=True)
            for loss in (torch.zeros(2), "much", [1.0], 2.0):
                train(1)
                trace.step(loss, 1.5)
            """)
        process = self.start("train.py")
        output, error = process.communicate(timeout=120)
        self.assertEqual((0, "", 3), (process.returncode, error, output.count("expected ")))
        result = Result(0, output, error, os.path.join(self.folder.name, "run"))
        self.assertEqual([1.5] * 4, [row["loss_d"] for row in result.rows])
        self.assertEqual(2.0, result.rows[-1]["loss_g"])
        self.assertEqual(3, len(result.watch["attempts"][0]["told"]))

    def test_workers_of_a_loader_write_nothing(self):
        self.script("""
            import os
            from torch.utils.data import DataLoader, Dataset

            class Points(Dataset):
                def __len__(self):
                    return 320

                def __getitem__(self, at):
                    D(torch.zeros(1, 2))  # a worker may call anything
                    return torch.randn(2, generator=torch.Generator().manual_seed(at)) + 1

            train(20, iter(DataLoader(Points(), batch_size=16, num_workers=2)))
            if os.fork() == 0:
                train(3)
                sys.exit(0)
            os.wait()
            """)
        alone, watched = self.both()
        self.assert_same(alone, watched)
        self.assertEqual(20, len(watched.rows))
        self.assertEqual(["001"], os.listdir(os.path.join(watched.folder, "attempts")))

    def test_ctrl_c_and_a_kill_leave_what_was_seen_and_a_new_attempt_beside_it(self):
        self.script("""
            train(5)
            time.sleep(1)
            train(1)
            train(1)
            print("ready", flush=True)
            time.sleep(60)
            """)
        ends = []
        watch = ["-m", "saddle_trace", "--run", "run", "train.py"]
        for sent, words in ((signal.SIGINT, ["train.py"]), (signal.SIGINT, watch), (signal.SIGKILL, watch)):
            process = self.start(*words)
            while process.stdout.readline().strip() != "ready":
                self.assertIsNone(process.poll())
            time.sleep(0.2)
            process.send_signal(sent)
            _, error = process.communicate(timeout=60)
            ends.append((process.returncode, error))
        self.assertEqual(ends[0], ends[1])
        self.assertEqual((-signal.SIGKILL, ""), ends[2])
        result = Result(0, "", "", os.path.join(self.folder.name, "run"))
        self.assertEqual(["interrupted", "running"], [a["status"] for a in result.watch["attempts"]])
        self.assertGreaterEqual(len(read_lines(result.attempt("steps.jsonl", 2))), 5)
        self.script("train(3)\n")
        self.start(*watch).communicate(timeout=240)
        attempts = result.watch["attempts"]
        self.assertEqual(["interrupted", "killed", "finished"], [a["status"] for a in attempts])
        self.assertEqual([7, 3], [attempts[0]["step"], attempts[2]["step"]])

    def test_what_is_wrong_is_written_while_the_script_runs_once_it_is_seen_often_enough(self):
        self.script("""
            import os, saddle_trace
            saddle_trace.REWRITE, saddle_trace.REWRITE_SHARE = -1.0, 1e9
            G.eval()
            train(15)
            print(os.path.exists("run/attempts/001/findings.json"), flush=True)
            train(15)
            os.kill(os.getpid(), 9)
            """)
        process = self.start("-m", "saddle_trace", "--run", "run", "train.py")
        output, _ = process.communicate(timeout=240)
        result = Result(process.returncode, output, "", os.path.join(self.folder.name, "run"))
        self.assertEqual(-signal.SIGKILL, result.status)
        self.assertIn("False", output.splitlines())
        self.assertEqual(["evaluation-mode"], [f["name"] for f in result.findings])

    def test_a_loop_that_says_it(self):
        self.script("""
            import saddle_trace
            plain = torch.random.get_rng_state()
            with saddle_trace.watch("said", G, D, quiet=True) as trace:
                for step in range(25):
                    real, fake = torch.randn(16, 2) + 1, G(torch.randn(16, 4))
                    of_d.zero_grad()
                    loss_d = (bce(D(real), torch.ones(16, 1)) + bce(D(fake.detach()), torch.zeros(16, 1))) / 2
                    loss_d.backward()
                    of_d.step()
                    of_g.zero_grad()
                    loss_g = bce(D(fake), torch.ones(16, 1))
                    loss_g.backward()
                    of_g.step()
                    trace.step(3 * loss_g, 2.5)
                    print(repr((3 * loss_g).item()))
            print(nn.Module.__call__.__name__, len(trace.networks))
            """)
        process = self.start("train.py")
        output, error = process.communicate(timeout=120)
        self.assertEqual((0, ""), (process.returncode, error))
        result = Result(0, output, error, os.path.join(self.folder.name, "said"))
        self.assertEqual([float(x) for x in output.split()[:25]], [r["loss_g"] for r in result.rows])
        self.assertEqual({2.5}, {r["loss_d"] for r in result.rows})
        self.assertEqual("_call_impl 0", output.splitlines()[-1])
        self.assertIn("score_real", result.rows[5])
        self.assertEqual([], result.findings)


class PageTests(unittest.TestCase):
    """docs/how-to/bring-your-own-gan.md is as it runs."""

    def test_the_script_and_the_five_lines(self):
        with open(os.path.join(TOOL, "..", "docs", "how-to", "bring-your-own-gan.md"), encoding="utf-8") as file:
            blocks = [part.partition("\n") for part in file.read().split("```")[1::2]]
        script, lines = (text for kind, _, text in blocks if kind == "python")
        shown = [text.strip() for kind, _, text in blocks if kind == "text"]
        commands = [text.strip() for kind, _, text in blocks if kind == "sh"]
        head, *_, step, close = [line for line in lines.splitlines() if line.strip() not in ("", "...")]
        watch = next(line for line in lines.splitlines() if "watch(" in line)
        begin, end = script.split("for step in range(200):\n")
        said = f"{head}\n{begin}{watch}\nfor step in range(200):\n{end}{step}\n{close}\n"
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("train.py", script), ("said.py", said)):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(text)
            for words, run in ((commands[0].split()[1:], "train"), (["said.py"], "mine")):
                done = subprocess.run(
                    [sys.executable, *words], cwd=folder, env=ENVIRONMENT, text=True, capture_output=True, check=True)
                self.assertEqual(shown[0], done.stderr.strip())
                result = Result(0, done.stdout, done.stderr, os.path.join(folder, "runs", run))
                self.assertEqual([shown[1]], [f["remedy"] for f in result.findings])
                rows = result.rows
                self.assertEqual(200, len(rows))
                self.assertEqual(
                    [(0, rows[0]["loss_d"], rows[0]["loss_g"]), (100, rows[100]["loss_d"], rows[100]["loss_g"])],
                    result.printed)


if __name__ == "__main__":
    unittest.main()
