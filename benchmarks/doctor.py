#!/usr/bin/env python3
"""Plants failures, asks the doctor, re-trains with its advice, and prints the confusion table.

    benchmarks/doctor.py [--set unseen|final|building] [--seeds N] [--first SEED] [--only KIND] [--plants] [--logs]
                         [--out DIR [--shard K/N | --merge]]

A plant counts only where it failed in truth, and a healthy run where it is healthy in truth. That is decided here, from
samples, the known law of the data and what training wrote down, never by the doctor (see doctor_truth.py). The set
"building" is for work on the doctor; the set "final" tested it, and two errors that it showed were mended; the set
"unseen" was written after that. Networks, data and seeds of each are others. --plants asks no doctor. --logs shows it
nothing but what was logged, as a CSV file (see doctor_logs.py), and trains nothing anew.

With --out each run's result is kept in DIR as soon as it is there, and the same command goes on where it was stopped.
--shard K/N computes the recipes K, K + N, ... alone, on any machine that sees DIR; --merge prints the table of what all
shards made, or says which recipes are missing. The table is that of one process, whatever computed it.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import doctor_logs
from doctor_plants import SETS
from doctor_truth import Law, Run, improved, truth

SADDLE = pathlib.Path(__file__).resolve().parent.parent / "saddle"
COMMON = {"batch": 100, "log-every": 20, "evaluate-every": 0, "sample-every": 0, "checkpoint-every": 0, "threads": 1}
INCURABLE = ("healthy", "overfitting", "too-short")  # what more data or more updates alone can cure


def saddle(*arguments):
    return subprocess.run([str(SADDLE), *map(str, arguments)], capture_output=True, text=True,
                          env={**os.environ, "OMP_NUM_THREADS": "1"})


def train(configuration, folder, *overrides):
    sets = [part for setting in overrides for part in ("--set", setting)]
    done = saddle("train", configuration, "--out", folder, *sets)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{configuration}: {done.stderr}")
    return Run(folder, lambda: saddle("sample", folder, "-n", 1000, "--out", folder / "drawn"))


def write(plant, folder, seed):
    path = folder / f"{plant['kind']}-{plant['number']}-{seed}"
    law = Law(plant["law"])
    keys = {**COMMON, **plant["keys"], "seed": seed,
            "data": law.configured(path.with_suffix(".npy"), plant.get("items"), seed)}
    path.with_suffix(".yaml").write_text("".join(f"{key}: {value}\n" for key, value in keys.items()))
    return law, path


def from_logs(plant, folder, seed):
    law, path = write(plant, folder, seed)
    run = train(path.with_suffix(".yaml"), path)
    true, figures = truth(plant["kind"], run, law)
    answers = doctor_logs.ask(saddle, plant, run, path) if true else {}
    said = [f"{path.name}: {'' if true else 'NOT '}planted ({figures})"]
    said += [f"  {level}: {answer}" for level, answer in answers.items()
             if doctor_logs.judged(plant["kind"], answer) != "right"]
    return {"true": bool(true), "answers": list(answers.items()), "said": said}


def examine(plant, folder, seed, ask):
    law, path = write(plant, folder, seed)
    run = train(path.with_suffix(".yaml"), path)
    true, figures = truth(plant["kind"], run, law)
    result = {"true": bool(true), "said": [f"{path.name}: {'' if true else 'NOT '}planted ({figures})"]}
    if not (true and ask):
        return result
    answer = json.loads(saddle("doctor", path, "--json").stdout)
    settings = next((advice["settings"] for advice in answer["advice"] if advice["settings"]), [])
    result["diagnosis"] = answer["diagnosis"]
    if answer["diagnosis"] != plant["kind"]:
        result["said"].append(f"  named {answer['diagnosis']}: {answer['summary']}")
    if plant["kind"] not in INCURABLE and settings:
        cured = train(path.with_suffix(".yaml"), path.with_name(path.name + "-again"), *settings)
        better, change = improved(run, cured, law)
        result["better"] = bool(better)
        result["said"].append(f"  {'better' if better else 'NOT better'} ({change}) with {' '.join(settings)}")
    return result


class Kept:
    """What is known of each planted run, in a folder of one file a run, or in none."""

    def __init__(self, out, options):
        self.folder = pathlib.Path(out) if out else None
        if not self.folder:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        job = {name: getattr(options, name) for name in ("set", "seeds", "first", "only", "plants", "logs")}
        job["build"] = saddle("--version").stdout.strip()
        described = self.folder / "job.json"
        if not described.exists():
            self.put("job", job)
        elif (before := json.loads(described.read_text())) != job:
            other = next(name for name in job if before.get(name) != job[name])
            print(f"{out}: holds another table: its {other} is {before.get(other)}, not {job[other]}", file=sys.stderr)
            raise SystemExit(2)

    def get(self, name):
        path = self.folder and self.folder / f"{name}.json"
        return json.loads(path.read_text()) if path and path.exists() else None

    def put(self, name, result):
        if self.folder:
            new = self.folder / f"{name}.json.{os.getpid()}"
            with open(new, "w") as file:
                json.dump(result, file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, self.folder / f"{name}.json")


def results(plant, first, options, kept, folder):
    """A recipe's runs, seed by seed, until enough turned out as planted; None stands for one that is missing."""
    wanted, seed = options.seeds or plant["seeds"], options.first or first
    last = seed + 2 * wanted  # half of them may turn out other than planted
    while wanted and seed < last:
        name = f"{plant['kind']}-{plant['number']}-{seed}"
        result = kept.get(name)
        if result is None and not options.merge:
            result = (from_logs(plant, folder, seed) if options.logs
                      else examine(plant, folder, seed, not options.plants))
            kept.put(name, result)
        yield result
        if result is None:
            return
        seed, wanted = seed + 1, wanted - result["true"]


def report(named, cures, missed):
    kinds = list(dict.fromkeys(kind for kind, _ in named))
    print("\n| planted | runs | named rightly | else | better with the advice |\n|---|---|---|---|---|")
    for kind in kinds:
        answers = collections.Counter({name: count for (planted, name), count in named.items() if planted == kind})
        cure = cures[kind]
        other = ", ".join(f"{name} {count}" for name, count in sorted(answers.items()) if name != kind)
        better = f"{sum(cure)} of {len(cure)}" if cure else ""
        print(f"| {kind} | {answers.total()} | {answers[kind]} | {other} | {better} |")
    total, right = sum(named.values()), sum(count for (kind, name), count in named.items() if kind == name)
    healthy = sum(count for (kind, _), count in named.items() if kind == "healthy")
    missed_failures = sum(c for (k, n), c in named.items() if n == "healthy" != k)
    print(f"\n{right} of {total} right; healthy said of {missed_failures} failures; "
          f"a failure named on {healthy - named['healthy', 'healthy']} of {healthy} healthy runs; "
          f"better with the advice {sum(map(sum, cures.values()))} of {sum(map(len, cures.values()))}; "
          f"left out, because they did not turn out as planted: {dict(missed)}")


def shard(text):
    number, _, count = text.partition("/")
    if not (number.isdecimal() and count.isdecimal() and int(number) < int(count)):
        raise argparse.ArgumentTypeError(f"{text}: expected K/N, the shard's number from 0 and how many there are")
    return int(number), int(count)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, default="unseen")
    parser.add_argument("--seeds", type=int, default=0, help="planted runs a recipe; 0 for the recipe's own number")
    parser.add_argument("--first", type=int, default=0, help="the first seed; 0 for the set's own")
    parser.add_argument("--only", default="")
    parser.add_argument("--plants", action="store_true")
    parser.add_argument("--logs", action="store_true")
    parser.add_argument("--out", default="")
    parser.add_argument("--shard", type=shard, default=None, metavar="K/N")
    parser.add_argument("--merge", action="store_true")
    options = parser.parse_args()
    if (options.shard or options.merge) and not options.out:
        parser.error("--shard and --merge need --out DIR")
    named, cures, missed = collections.Counter(), collections.defaultdict(list), collections.Counter()
    first, plants = SETS[options.set]
    number, count = options.shard or (0, 1)
    missing = []
    kept = Kept(options.out, options)
    with tempfile.TemporaryDirectory() as folder:
        for plant in [plant for plant in plants if plant["kind"].startswith(options.only)][number::count]:
            for result in results(plant, first, options, kept, pathlib.Path(folder)):
                if result is None:
                    missing.append(f"{plant['kind']} {plant['number']}")
                    continue
                print("\n".join(result["said"]), flush=True)
                missed[plant["kind"]] += not result["true"]
                for level, answer in result.get("answers", []):
                    named[level, plant["kind"], answer] += 1
                if "diagnosis" in result:
                    named[plant["kind"], result["diagnosis"]] += 1
                if "better" in result:
                    cures[plant["kind"]].append(result["better"])
    if missing:
        raise SystemExit(f"{options.out}: nothing is merged: {len(missing)} recipes are missing: {', '.join(missing)}")
    if options.shard:
        return
    if options.logs:
        doctor_logs.report(named)
    else:
        report(named, cures, missed)


if __name__ == "__main__":
    main()
