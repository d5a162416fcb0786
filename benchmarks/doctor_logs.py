"""What the doctor says of a planted run when it sees nothing but a log, as another program would have written it."""

import collections
import csv
import json
import math

LEVELS = {
    "losses alone": ("loss_d", "loss_g"),
    "with D(x), D(G(z))": ("loss_d", "loss_g", "D(x)", "D(G(z))"),
    "with gradients too": ("loss_d", "loss_g", "D(x)", "D(G(z))", "grad_norm_d", "grad_norm_g"),
}
SERIES = {
    "loss_d": "loss/discriminator", "loss_g": "loss/generator",
    "D(x)": "score/real", "D(G(z))": "score/generated",
    "grad_norm_d": "gradient-norm/discriminator", "grad_norm_g": "gradient-norm/generator",
}
CROSS_ENTROPIES = ("saturating", "non-saturating")

# What a log can show. A discriminator that is perfect is named by its gradient only where gradients are logged; a
# collapse of either player, and copies, leave losses as they are.
RIGHT = {
    "healthy": {"no-failure-seen"},
    "vanishing-gradient": {"vanishing-gradient", "perfect-discriminator"},
    "exploding-gradient": {"exploding-gradient", "perfect-discriminator"},
    "oscillation": {"oscillation"},
    "divergence": {"divergence"},
    "too-short": {"too-short"},
}
HIDDEN = {"mode-collapse", "discriminator-collapse", "overfitting"}


def write(run, objective, path, columns):
    """Writes a log: D(x) is the sigmoid of the mean score, and left out where the objective has no chances."""
    names = [c for c in columns if SERIES[c] in run.series and (c[:2] != "D(" or objective in CROSS_ENTROPIES)]
    with open(path, "w", newline="") as file:
        log = csv.writer(file)
        log.writerow(["step", *names])
        for step, values in zip(run.steps, zip(*(run.series[SERIES[n]] for n in names))):
            log.writerow([step, *(f"{sigmoid(v) if n[:2] == 'D(' else v:.6g}" for n, v in zip(names, values))])


def sigmoid(score):
    return 1 / (1 + math.exp(-score)) if score >= 0 else math.exp(score) / (1 + math.exp(score))


def ask(saddle, plant, run, path):
    """The doctor's answer to each of the logs."""
    answers = {}
    for number, (level, columns) in enumerate(LEVELS.items()):
        log = path.with_name(f"{path.name}-{number}.csv")
        write(run, plant["keys"]["objective"], log, columns)
        done = saddle("doctor", log, "--json")
        if done.returncode:
            raise SystemExit(f"{log}: {done.stderr}")
        answers[level] = json.loads(done.stdout)["diagnosis"]
    return answers


def judged(kind, answer):
    if answer == "cannot-tell":
        return answer
    if kind in HIDDEN:
        return "right" if answer in ("no-failure-seen", kind) else "wrong"
    return "right" if answer in RIGHT[kind] else "wrong healthy" if answer == "no-failure-seen" else "wrong"


def report(named):
    """The table, from counts by level, kind and answer."""
    kinds = list(dict.fromkeys(kind for _, kind, _ in named))
    print(f"\n| planted | runs | {' | '.join(LEVELS)} |\n|---|---|{'---|' * len(LEVELS)}")
    for kind in kinds:
        runs = sum(count for (level, k, _), count in named.items() if k == kind) // len(LEVELS)
        cells = []
        for level in LEVELS:
            answers = collections.Counter({a: c for (l, k, a), c in named.items() if (l, k) == (level, kind)})
            cells.append(", ".join(f"{answer} {count}" for answer, count in answers.most_common()))
        print(f"| {kind} | {runs} | {' | '.join(cells)} |")
    for level in LEVELS:
        counts = collections.Counter()
        for (l, kind, answer), count in named.items():
            if l == level:
                counts[judged(kind, answer)] += count
        shown = sum(c for (l, k, a), c in named.items() if l == level and k not in HIDDEN and k != "healthy")
        print(f"{level}: right {counts['right']}, cannot-tell {counts['cannot-tell']}, "
              f"wrong {counts['wrong'] + counts['wrong healthy']} of {counts.total()}; "
              f"healthy said of {counts['wrong healthy']} of {shown} failures that losses can show")
