"""What a run emitted, as the scripts beside this read it that recompute its claims, and what they share of the claims'
rules. Their arguments are RESULTS PROFILE; numpy alone, none of this project's code.
"""
import json
import sys
from pathlib import Path

import numpy as np

root, profile = Path(sys.argv[1]), sys.argv[2]
everything = json.loads((root / profile / "manifest.json").read_text())
manifest = everything["artifacts"]
studies = {study["study"]: study for study in everything["studies"]}


def artifact(name):
    digest = manifest[name]
    data = json.loads((root / "store" / "objects" / digest[:2] / f"{digest}.json").read_text())
    return {key: np.array(a["values"]).reshape(a["shape"]) for key, a in data["arrays"].items()}


def table(name):
    return json.loads((root / profile / f"{name}.json").read_text())


def gap(network, kernel):
    return np.sqrt(np.sum((network - kernel) ** 2) / np.sum((kernel - kernel.mean()) ** 2))


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: {found} by this script, {expected} in the results")
