"""Accuracy against scoring cost of the pretrained networks, as a table in Markdown.

    python benchmarks/networks.py [NAME=MODEL ...]

For each network in models/: figures on the simulated test jets beside the checkout (../shared/data, or
LORENTZNET_DATA), the time to score a jet on one core, parameters and size. Further trainings of a
network with other seeds, NAME=MODEL, give the spread of its AUC.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
DATA = pathlib.Path(os.environ.get("LORENTZNET_DATA", ROOT.parent / "shared/data"))
SIZES = ("small", "base", "best")
TESTS = {"top": "simulated-top-test.h5", "quark-gluon": "simulated-quark-gluon-test.npz"}


def lorentznet(*arguments):
    """What a command gives as JSON."""
    command = [ROOT / "lorentznet", *arguments, "--json", "-"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def row(task, name, others):
    """The cells of a network."""
    model, jets = f"pretrained:{name}", DATA / TESTS[task]
    figures = lorentznet("evaluate", "--model", model, "--data", jets)
    speed = lorentznet("benchmark", "--model", model, "--data", jets, "--threads", "1")
    holds = lorentznet("inspect", model)
    size = (ROOT / "models" / f"{name}.safetensors").stat().st_size
    aucs = [figures["auc"]]
    aucs += [lorentznet("evaluate", "--model", other, "--data", jets)["auc"] for other in others]
    spread = f" ± {statistics.stdev(aucs):.5f} over {len(aucs)} seeds" if others else ""
    low, high = figures["auc_interval"]
    return [
        f"`{name}`",
        f"{figures['auc']:.5f} ({low:.5f} – {high:.5f}){spread}",
        f"{figures['accuracy']:.4f}",
        rejection(figures, "0.5"),
        rejection(figures, "0.3"),
        f"{1000 / speed['score_jets_per_s']:.2f}",
        f"{holds['parameters']:,}",
        f"{size / 1e6:.2f}",
    ]


def rejection(figures, efficiency):
    point = figures["rejection"][efficiency]
    value = None if point is None else point["value"]
    return "no background passes" if value is None else f"{value:.0f}"


def main(arguments):
    others = {}
    for argument in arguments:
        name, model = argument.split("=", 1)
        others.setdefault(name, []).append(model)
    heading = "network|AUC|accuracy|1/eB at 0.5|1/eB at 0.3|ms a jet, one core|parameters|MB"
    print("| " + heading.replace("|", " | ") + " |")
    print("|---" * 8 + "|")
    for task in TESTS:
        for size in SIZES:
            name = f"{task}-{size}"
            if (ROOT / "models" / f"{name}.safetensors").exists():
                print("| " + " | ".join(row(task, name, others.get(name, []))) + " |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
