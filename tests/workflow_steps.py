"""Prints the `run` steps of a workflow, in order, as one shell script:  workflow_steps.py WORKFLOW

An action of this repository (uses: ./…) is replaced by its own steps, with its inputs. Other actions are left out, and
named in a comment. Of a matrix the first of each list is taken, and of an input its default.
"""
import re
import sys
from pathlib import Path

import yaml


def filled(text, values):
    def value(match):
        if match[1] not in values:
            sys.exit(f"workflow_steps.py: nothing is known of ${{{{ {match[1]} }}}}")
        return str(values[match[1]])

    return re.sub(r"\$\{\{ *([^} ]+) *\}\}", value, text)


def defaults(inputs):
    return {f"inputs.{name}": about.get("default", "") for name, about in (inputs or {}).items()}


def steps_of(steps, values):
    for step in steps:
        if "run" in step:
            yield filled(step["run"], values)
        elif step["uses"].startswith("./"):
            action = yaml.safe_load((Path(step["uses"]) / "action.yml").read_text())
            inputs = defaults(action["inputs"])
            for name, value in step.get("with", {}).items():
                if f"inputs.{name}" not in inputs:
                    sys.exit(f"workflow_steps.py: {step['uses']} has no input {name}")
                inputs[f"inputs.{name}"] = filled(str(value), values)
            yield from steps_of(action["runs"]["steps"], inputs)
        else:
            yield f"# left out: {step['uses']}"


workflow = yaml.safe_load(Path(sys.argv[1]).read_text())
triggers = workflow[True]  # YAML 1.1 reads `on` so
dispatch = triggers.get("workflow_dispatch") if isinstance(triggers, dict) else None
print("set -eu")
for job in workflow["jobs"].values():
    matrix = job.get("strategy", {}).get("matrix", {})
    values = {f"matrix.{name}": each[0] for name, each in matrix.items()} | defaults((dispatch or {}).get("inputs"))
    for step in steps_of(job["steps"], values):
        print(step)
