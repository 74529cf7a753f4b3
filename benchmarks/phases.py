# SPDX-License-Identifier: Apache-2.0
"""Shows where scoring and training spend their time, phase by phase.

    python benchmarks/phases.py

Runs `./lorentznet benchmark` on one thread under the JDK's flight recorder, which looks a hundred
times a second what the thread does, and prints for scoring and training the share of each phase:
the method of the network, and the kernel it calls. For phases that are products of the pairs, with
the multiply-adds they need, it also prints the fraction of the machine's peak that they reach.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from jvm import ROOT, jdk

NETWORK = "org/lorentznet/network/lorentz/"
KERNELS = "org/lorentznet/kernel/"
LEAST = 0.01  # of the time, for a line of its own

# Products of C x C a pair that a phase does in all of the published network's 6 blocks, the last of
# which has no phi_x. Scoring needs 11, training counts as 33.
PRODUCTS = {
    "Scoring": {"PairPass > message": 6, "PairPass > coordinate": 5},
    "Training": {
        "PairPass > message": 6,
        "PairPass > coordinate": 5,
        "PairBackwardPass > message": 6,
        "PairBackwardPass > messageGradient": 5,
        "PairBackwardPass > outer": 11,
        "PairBackwardPass > pairInputBackward": 6,
    },
}
NEEDED = {"Scoring": 11, "Training": 33}


def record(options: argparse.Namespace, recording: Path) -> dict:
    flags = (
        "-XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints -Xlog:jfr*=off "
        f"-XX:StartFlightRecording=settings=profile,filename={recording}"
    )
    command = [ROOT / "lorentznet", "benchmark", "--threads", "1", "--json", "-"]
    command += ["--rounds", str(options.rounds), "--seconds", "2"]
    command += ["--batch-size", str(options.batch_size)]
    environment = os.environ | {"LORENTZNET_JAVA_OPTIONS": flags}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout[done.stdout.index("{") :])


def samples(recording: Path) -> list[list[tuple[str, str]]]:
    """Stacks of (class, method), the innermost first."""
    command = [jdk() / "bin/jfr", "print", "--events", "jdk.ExecutionSample"]
    command += ["--stack-depth", "64", "--json", recording]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    stacks = []
    for event in json.loads(done.stdout)["recording"]["events"]:
        methods = [frame["method"] for frame in event["values"]["stackTrace"]["frames"]]
        stacks.append([(method["type"]["name"], method["name"]) for method in methods])
    return stacks


def phase(stack: list[tuple[str, str]]) -> str:
    """The network's innermost class, and its method or the kernel it calls."""
    kernel = ""
    for owner, method in stack:
        if owner.startswith(NETWORK):
            name = owner.removeprefix(NETWORK)
            return f"{name} > {kernel}" if kernel else f"{name}.{method}"
        if owner.startswith(KERNELS):
            kernel = method
    return "other"


def print_table(title: str, stacks: list, fraction: float) -> None:
    """`fraction` is that of the peak, over all the time."""
    total = len(stacks)
    phases = Counter(phase(stack) for stack in stacks)
    print(f"{title}: {fraction:.2f} of peak, {total} samples\n")
    print("| phase | share of the time | of peak |\n|---|---|---|")
    rest = 0
    for name, count in phases.most_common():
        if count < LEAST * total:
            rest += count
            continue
        done = PRODUCTS[title].get(name, 0) / NEEDED[title]
        reached = f"{done * fraction * total / count:.2f}" if done else ""
        print(f"| {name} | {count / total:.1%} | {reached} |")
    print(f"| everything below {LEAST:.0%} | {rest / total:.1%} | |\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="Shows where scoring and training spend time.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batch-size", type=int, default=128)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        recording = Path(folder) / "benchmark.jfr"
        results = record(options, recording)
        stacks = samples(recording)
    peak = results["peak_fma_gflops"]
    print(f"kernel {results['kernel']}, one thread, {peak:.0f} GFLOP/s at peak\n")
    for title, owner, key in (
        ("Scoring", "LorentzNetScorer", "score_fraction_of_peak"),
        ("Training", "LorentzNetTraining", "train_fraction_of_peak"),
    ):
        own = [stack for stack in stacks if any(at.startswith(NETWORK + owner) for at, _ in stack)]
        print_table(title, own, results[key])


if __name__ == "__main__":
    main()
