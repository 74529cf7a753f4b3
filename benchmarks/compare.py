# SPDX-License-Identifier: Apache-2.0
"""Times this project beside PyTorch: the same jets, the same cores, in turn.

Both take the published network with random weights (72 channels, 6 blocks, top tagging with two
beams) in single precision, and the first jets of samples/top-test.parquet: 512 to score, one batch
to train on, again and again. PyTorch runs lorentznet_torch.py, this project
`./lorentznet benchmark`. Every measurement is a process of its own, which warms up first; rounds
alternate between the two. Standard output is a Markdown table.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JETS = 512  # as many as `./lorentznet benchmark` takes
SECONDS = 0.6  # at least, a measurement
CASES = [("score", 32), ("score", 100), ("train", 32), ("train", 128)]
POOLING_DIVISOR = 120


def read_batches(size: int, most: int) -> list:
    """Tuples (p4, scalars, offsets, labels), beams first in every jet."""
    import numpy as np
    import pyarrow.parquet as parquet
    import torch

    beams = np.array([[2**0.5, 0, 0, 1], [2**0.5, 0, 0, -1]])
    table = parquet.read_table(ROOT / "samples/top-test.parquet").slice(0, most)
    columns = [table[name].to_pylist() for name in ("E", "px", "py", "pz")]
    jets = [np.vstack([beams, np.transpose(jet)]) for jet in zip(*columns)]
    labels = torch.tensor(table["label"].to_pylist())
    batches = []
    for start in range(0, len(jets), size):
        batch = jets[start : start + size]
        p4 = np.concatenate(batch)
        offsets = np.cumsum([0] + [len(jet) for jet in batch])
        scalars = np.zeros((len(p4), 2))
        mass_squared = p4[:, 0] ** 2 - (p4[:, 1:] ** 2).sum(axis=1)
        scalars[:, 0] = np.log1p(np.sqrt(np.abs(mass_squared)))
        for beam in range(2):
            scalars[offsets[:-1] + beam] = 0, np.log(2)
        batches.append(
            (
                torch.tensor(p4, dtype=torch.float32),
                torch.tensor(scalars, dtype=torch.float32),
                torch.tensor(offsets),
                labels[start : start + size],
            )
        )
    return batches


def measure_torch(task: str, size: int, cores: int, compiled: bool) -> dict[str, float]:
    """One measurement of PyTorch, in this process."""
    import torch
    from torch.nn import functional

    from lorentznet_torch import Configuration, LorentzNet

    torch.set_num_threads(cores)
    torch.manual_seed(1)
    model = LorentzNet(Configuration(pooling_divisor=POOLING_DIVISOR))
    if compiled:
        for block in model.LGEBs:  # numbers of particles and edges differ from batch to batch
            block.compile(dynamic=True)
    batches = read_batches(size, JETS if task == "score" else size)
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-5, weight_decay=0.01)
    model.train(task == "train")

    def score(p4, scalars, offsets, labels) -> None:
        with torch.inference_mode():
            model(p4, scalars, offsets)

    def train(p4, scalars, offsets, labels) -> None:
        optimiser.zero_grad()
        functional.cross_entropy(model(p4, scalars, offsets), labels).backward()
        optimiser.step()

    work = score if task == "score" else train
    for batch in batches[:3] * (1 if task == "score" else 3):
        work(*batch)
    jets = 0
    start = time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        for batch in batches:
            work(*batch)
            jets += len(batch[3])
    speed = jets / (time.perf_counter() - start)
    unit = 2**20 if sys.platform == "darwin" else 2**10  # of ru_maxrss, in a MiB
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return {"jets_per_s": speed, "memory": memory}


def output_of(command: list[str]) -> dict:
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def in_process(who: str, task: str, size: int, cores: int) -> dict[str, float]:
    """One measurement of PyTorch, in a process of its own."""
    arguments = ["--measure", who, task, str(size), "--cores", str(cores)]
    return output_of([sys.executable, __file__, *arguments])


def measure_ours(size: int, cores: int) -> dict[str, dict[str, float]]:
    """Scoring and training at one batch size; one process does both."""
    found = output_of(
        [str(ROOT / "lorentznet"), "benchmark", "--json", "-", "--rounds", "1"]
        + ["--batch-size", str(size), "--threads", str(cores)]
    )
    return {
        task: {
            "jets_per_s": found[f"{task}_jets_per_s"],
            "memory": found["peak_memory_mb"],
            "peak": found[f"{task}_fraction_of_peak"],
        }
        for task in ("score", "train")
    }


def shown(speeds: list[float]) -> str:
    return f"{statistics.median(speeds):.0f} ({min(speeds):.0f}–{max(speeds):.0f})"


def print_table(others: list[str], results: dict, rounds: int, cores: int) -> None:
    heads = ["", "batch", "ours"]
    for other in others:
        heads += [other, "ratio"]
    heads += [f"memory {who}" for who in ["ours", *others]] + ["ours, of FMA peak"]
    print("| " + " | ".join(heads) + " |")
    print("|---" * len(heads) + "|")
    for task, size in CASES:
        ours = results["ours", task, size]
        speeds = [one["jets_per_s"] for one in ours]
        row = [task, str(size), shown(speeds)]
        for other in others:
            theirs = [one["jets_per_s"] for one in results[other, task, size]]
            row += [shown(theirs), f"{statistics.median(speeds) / statistics.median(theirs):.1f}"]
        for who in ["ours", *others]:
            row.append(f"{max(one['memory'] for one in results[who, task, size]):.0f} MiB")
        row.append(f"{statistics.median(one['peak'] for one in ours):.2f}")
        print("| " + " | ".join(row) + " |")
    print(
        f"\nJets a second, medians of {rounds} rounds (least–most) on {cores} cores; ratio: ours"
        " over theirs. Memory: the most a process held; one process of ours scores and trains."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Times this project beside PyTorch.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    parser.add_argument(
        "--compile", action="store_true", help="torch.compile as well: minutes more, needs g++"
    )
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rounds < 1 or options.cores < 1:
        parser.error("--rounds and --cores are at least 1")
    if options.measure:
        who, task, size = options.measure
        found = measure_torch(task, int(size), options.cores, who == "torch.compile")
        print(json.dumps(found))
        return
    others = ["PyTorch"] + ["torch.compile"] * options.compile
    results: dict = {}
    for turn in range(options.rounds):
        load = os.getloadavg()[0]
        print(f"round {turn + 1} of {options.rounds}, load {load:.1f}", file=sys.stderr)
        ours = {}
        for task, size in CASES:
            for other in others:
                found = in_process(other, task, size, options.cores)
                results.setdefault((other, task, size), []).append(found)
            if size not in ours:
                ours[size] = measure_ours(size, options.cores)
            results.setdefault(("ours", task, size), []).append(ours[size][task])
    print_table(others, results, options.rounds, options.cores)


if __name__ == "__main__":
    main()
