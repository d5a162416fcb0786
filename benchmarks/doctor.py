#!/usr/bin/env python3
"""Plants failures, asks the doctor, re-trains with its advice, and prints the confusion table.

    benchmarks/doctor.py [--set unseen|final|building] [--seeds N] [--first SEED] [--only KIND] [--plants] [--logs]

A plant counts only where it failed in truth, and a healthy run where it is healthy in truth. That is decided here, from
samples, the known law of the data and what training wrote down, never by the doctor (see doctor_truth.py). The set
"building" is for work on the doctor; the set "final" tested it, and two errors that it showed were mended; the set
"unseen" was written after that. Networks, data and seeds of each are others. --plants asks no doctor. --logs shows it
nothing but what was logged, as a CSV file (see doctor_logs.py), and trains nothing anew.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
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


def from_logs(plant, folder, seed, named):
    law, path = write(plant, folder, seed)
    run = train(path.with_suffix(".yaml"), path)
    true, figures = truth(plant["kind"], run, law)
    print(f"{path.name}: {'' if true else 'NOT '}planted ({figures})", flush=True)
    for level, answer in (doctor_logs.ask(saddle, plant, run, path) if true else {}).items():
        named[level, plant["kind"], answer] += 1
        if doctor_logs.judged(plant["kind"], answer) != "right":
            print(f"  {level}: {answer}", flush=True)
    return true


def examine(plant, folder, seed, ask):
    law, path = write(plant, folder, seed)
    run = train(path.with_suffix(".yaml"), path)
    true, figures = truth(plant["kind"], run, law)
    print(f"{path.name}: {'' if true else 'NOT '}planted ({figures})", flush=True)
    if not (true and ask):
        return true, None, None
    answer = json.loads(saddle("doctor", path, "--json").stdout)
    settings = next((advice["settings"] for advice in answer["advice"] if advice["settings"]), [])
    if answer["diagnosis"] != plant["kind"]:
        print(f"  named {answer['diagnosis']}: {answer['summary']}", flush=True)
    if plant["kind"] in INCURABLE or not settings:
        return true, answer["diagnosis"], None
    cured = train(path.with_suffix(".yaml"), path.with_name(path.name + "-again"), *settings)
    better, change = improved(run, cured, law)
    print(f"  {'better' if better else 'NOT better'} ({change}) with {' '.join(settings)}", flush=True)
    return true, answer["diagnosis"], better


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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, default="unseen")
    parser.add_argument("--seeds", type=int, default=0, help="planted runs a recipe; 0 for the recipe's own number")
    parser.add_argument("--first", type=int, default=0, help="the first seed; 0 for the set's own")
    parser.add_argument("--only", default="")
    parser.add_argument("--plants", action="store_true")
    parser.add_argument("--logs", action="store_true")
    options = parser.parse_args()
    named, cures, missed = collections.Counter(), collections.defaultdict(list), collections.Counter()
    first, plants = SETS[options.set]
    with tempfile.TemporaryDirectory() as folder:
        for plant in plants:
            if not plant["kind"].startswith(options.only):
                continue
            wanted, seed = options.seeds or plant["seeds"], options.first or first
            last = seed + 2 * wanted  # half of them may turn out other than planted
            while wanted and seed < last:
                true, diagnosis, better = (
                    (from_logs(plant, pathlib.Path(folder), seed, named), None, None) if options.logs
                    else examine(plant, pathlib.Path(folder), seed, not options.plants))
                seed, wanted = seed + 1, wanted - true
                missed[plant["kind"]] += not true
                if diagnosis is not None:
                    named[plant["kind"], diagnosis] += 1
                if better is not None:
                    cures[plant["kind"]].append(better)
    if options.logs:
        doctor_logs.report(named)
    else:
        report(named, cures, missed)


if __name__ == "__main__":
    main()
