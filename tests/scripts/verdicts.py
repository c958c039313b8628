#!/usr/bin/env python3
"""Recomputes every cell and every verdict of the claims from the predictions that the stages emitted, with none of our
code: numpy for the arithmetic, mpmath for Student's t.   verdicts.py RESULTS PROFILE

Exit status 0: all cells and verdicts are those of RESULTS/PROFILE; 1: the first that differs is named.
"""
from collections import Counter

import mpmath
import numpy as np

from emitted import artifact, gap, manifest, same, table


def nmse(prediction, target):
    return np.mean((prediction - target) ** 2) / np.var(target)


# The errors of each task from predictions, as lists by depth with one value for each split.
def errors_of(task, depths, regimes):
    kernels, splits = {}, 0
    while f"depth/{task}/split={splits}" in manifest:
        splits += 1
    result = {}
    for s in range(splits):
        place = f"depth/{task}/split={s}"
        y, k = artifact(place)["y_test"], artifact(f"{place}/kernels")
        for setting in ("interpolating", "tuned"):
            for i, depth in enumerate(depths):
                for name in ("ntk", "nngp"):
                    result.setdefault((f"{name}.{setting}", depth), []).append(nmse(k[f"{name}.{setting}"][i], y))
                for name in ("gaussian", "laplace"):
                    result.setdefault((f"{name}.{setting}", depth), []).append(nmse(k[f"{name}.{setting}"], y))
        for regime in regimes:
            yardstick = k["ntk.trained" if regime == "theory" else "ntk.interpolating"]
            for i, depth in enumerate(depths):
                stem, start, found = f"{place}/{regime}/hidden-layers={depth}/start=", 0, []
                while f"{stem}{start}" in manifest:
                    found.append(artifact(f"{stem}{start}")["prediction"])
                    start += 1
                if found:
                    result.setdefault((regime, depth), []).append(np.mean([nmse(f, y) for f in found]))
                    result.setdefault((f"gap.{regime}", depth), []).append(np.mean([gap(f, yardstick[i]) for f in found]))
    return {key: np.array(values) for key, values in result.items()}


def reuse_of(task):
    """Splits of one table share rows: the corrected resampled t (Nadeau & Bengio 2003). 0 where each split draws new data."""
    if f"data/{task}" not in manifest:
        return 0.0
    split = artifact(f"depth/{task}/split=0")
    return len(split["y_test"]) / len(split["y_train"])


def p_beyond(sample, edge, reuse):
    """Of Student's t: the two-sided p-value of "the mean is `edge`"."""
    n = len(sample)
    error = np.std(sample, ddof=1) * np.sqrt(1 / n + reuse)
    t = abs(np.mean(sample) - edge) / error
    return float(mpmath.betainc((n - 1) / 2, 0.5, 0, (n - 1) / ((n - 1) + t * t), regularized=True))


def p_outside(sample, margin, reuse):
    mean = np.mean(sample)
    return p_beyond(sample, np.sign(mean) * margin, reuse) if abs(mean) > margin else 1.0


def p_inside(sample, margin, reuse):
    mean = np.mean(sample)
    return max(p_beyond(sample, margin, reuse), p_beyond(sample, -margin, reuse)) if abs(mean) < margin else 1.0


def holm(p, alpha):
    rejected = [False] * len(p)
    for k, i in enumerate(np.argsort(p, kind="stable")):
        if p[i] > alpha / (len(p) - k):
            break
        rejected[i] = True
    return rejected


added, closeness = table("figures/layer-added"), table("tables/closeness")
gaps = table("figures/gap")
# The claims of the study `depth`; authors.py has those of the authors' own experiment.
claims = [row for row in table("tables/claims") if not row["where"].startswith("the authors’ experiment")]
regimes = list(dict.fromkeys(row["regime"] for row in gaps))
depths = sorted({row["hidden_layers"] for row in gaps})
depths = [int(depth) for depth in depths]
tasks = list(dict.fromkeys(row["task"] for row in gaps))
errors = {task: errors_of(task, depths, regimes) for task in tasks}
reuse = {task: reuse_of(task) for task in tasks}
verdicts = {}

# C1: a cell is a mismatch where the mean of δ is shown to lie outside ±0.01, and a match where it is shown to lie
# inside, with Holm's correction over the regime's cells.
for regime in regimes:
    cells, deltas, signs = [], [], 0
    for task in tasks:
        for low, high in zip(depths, depths[1:]):
            e = errors[task]
            count = len(e[regime, low])
            network = e[regime, high] - e[regime, low]
            kernel = (e["ntk.interpolating", high] - e["ntk.interpolating", low])[:count]
            cells.append((task, low))
            deltas.append(network - kernel)
    mismatch = holm([p_outside(d, 0.01, reuse[task]) for d, (task, _) in zip(deltas, cells)], 0.05)
    match = holm([p_inside(d, 0.01, reuse[task]) for d, (task, _) in zip(deltas, cells)], 0.05)
    judged = ["mismatch" if a else "match" if b else "open" for a, b in zip(mismatch, match)]
    for (task, depth), verdict in zip(cells, judged):
        row = next(r for r in added if (r["regime"], r["task"], r["hidden_layers"]) == (regime, task, depth))
        same(f"C1, {regime}, {task}, {depth} hidden layers", verdict, row["verdict"])
    c = Counter(judged)
    verdicts["C1", regime] = (
        "reproduced" if c["mismatch"] > c["match"] and 3 * c["mismatch"] >= len(cells)
        else "not reproduced" if c["match"] > c["mismatch"] and 3 * c["match"] >= len(cells)
        else "open")

# C2: a cell is very close where the 90 % interval of the mean log ratio lies inside ±log 1.1, and apart where it lies
# wholly outside.
for setting in ("interpolating", "tuned"):
    counts = {}
    for predictor, key in {"NNGP": f"nngp.{setting}", "Gaussian": f"gaussian.{setting}", "Laplace": f"laplace.{setting}",
                           "network": "theory" if setting == "interpolating" else "practice"}.items():
        for task in tasks:
            for depth in depths:
                other, ntk = errors[task][key, depth], errors[task][f"ntk.{setting}", depth]
                ratio = np.log(other / ntk[:len(other)])
                verdict = ("very close" if p_inside(ratio, np.log(1.1), reuse[task]) <= 0.10
                           else "apart" if p_outside(ratio, np.log(1.1), reuse[task]) <= 0.10 else "open")
                row = next(r for r in closeness if (r["setting"], r["predictor"], r["task"], r["hidden_layers"]) ==
                           (setting, predictor, task, depth))
                same(f"C2, {setting}, {predictor}, {task}, {depth} hidden layers", verdict, row["verdict"])
                counts.setdefault(predictor, Counter())[verdict] += 1
    cells = len(tasks) * len(depths)
    close, apart = counts["NNGP"]["very close"], counts["NNGP"]["apart"]
    verdicts["C2", setting] = (
        "reproduced" if 2 * close > cells and close > counts["network"]["very close"]
        else "not reproduced" if 2 * close > cells or 2 * apart > cells
        else "open")

# C3: the theorem fails in a cell where the lower end of D's 95 % interval exceeds 0.1, and holds where the upper end is
# below.
for regime in regimes:
    judged = []
    for task in tasks:
        for depth in depths:
            d = errors[task][f"gap.{regime}", depth]
            beyond = p_beyond(d, 0.1, reuse[task]) < 0.05
            judged.append("open" if not beyond else "fails" if np.mean(d) > 0.1 else "holds")
            row = next(r for r in gaps if (r["regime"], r["task"], r["hidden_layers"]) == (regime, task, depth))
            same(f"C3, {regime}, {task}, {depth} hidden layers", judged[-1], row["verdict"])
    c = Counter(judged)
    verdicts["C3", regime] = ("reproduced" if 2 * c["fails"] > len(judged)
                              else "not reproduced" if 2 * c["holds"] > len(judged) else "open")

same("claims judged", len(verdicts), len(claims))
for row in claims:
    same(f"{row['claim']}, {row['where']}", verdicts[row["claim"], row["where"]], row["verdict"])
    print(f"{row['claim']}, {row['where']}: {row['verdict']}")
