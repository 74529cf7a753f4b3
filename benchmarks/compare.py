# SPDX-License-Identifier: Apache-2.0
"""Times this project beside others: the same jets, the same cores, in turn.

    python benchmarks/compare.py

LorentzNet, published size (72 channels, 6 blocks, top tagging with two beams), the same random
weights for all, single precision:

    ours           ./lorentznet benchmark
    PyTorch        lorentznet_torch.py, eager
    torch.compile  the same, its blocks compiled; needs a C++ compiler
    ONNX Runtime   lorentznet_onnx.py, what PyTorch's exporter makes of the published program:
                   that of today, and the one before, whose sums are slower
    own ONNX       what ./lorentznet export --onnx writes, in ONNX Runtime

and another tagger:

    ParT           part_torch.py, Particle Transformer at its published size

Jets are the first of samples/top-test.parquet: 512 to score, one batch to train on, again and
again. Every measurement is a process of its own, which warms up first; rounds go through all of
them in turn. Before that the logits of all LorentzNets are compared. Standard output is Markdown.

Under glibc the others are told to keep memory once they have it (MALLOC_ variables), which makes
some of them more than twice as fast; --as-installed leaves that out.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from jvm import ROOT
from speed_measure import OWN_ONNX, POOLING_DIVISOR, WEIGHTS

LAUNCHER = ROOT / "lorentznet"
SAMPLE = ROOT / "samples/top-test.parquet"
MODEL = "model.safetensors"
OURS = "ours"
OLDER = "ONNX Runtime, older export"
OTHERS = ["PyTorch", "torch.compile", "ONNX Runtime", OLDER, "own ONNX", "ParT"]
TRAINED = ["PyTorch", "torch.compile", "ParT"]
TIMED_SINGLY = ["PyTorch", "ONNX Runtime", "own ONNX", "ParT"]
SIZES = [32, 100, 128]
CHECKED_JETS = 100
KEEP_MEMORY = {
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": str(2**40),
    "MALLOC_TOP_PAD_": str(2**26),
}
TOLERANCE = 0.05  # of a logit; single precision loses products of nearly massless particles


def run(*command: str | Path | int, environment: dict[str, str] | None = None) -> str:
    """What a command writes to standard output."""
    words = [str(word) for word in command]
    environment = os.environ | (environment or {})
    return subprocess.run(
        words, check=True, stdout=subprocess.PIPE, text=True, env=environment
    ).stdout


@dataclass(frozen=True)
class Others:
    """Whom to compare with, and how they are run."""

    names: list[str]
    folder: Path
    environment: dict[str, str]

    def measure(self, who: str, task: str, size: int, threads: int):
        script = Path(__file__).with_name("speed_measure.py")
        arguments = [sys.executable, script, who, task, size, threads, self.folder]
        return json.loads(run(*arguments, environment=self.environment))


def measure_ours(size: int, threads: int, folder: Path) -> dict:
    """All that one process measures at one batch size."""
    found = run(
        *(LAUNCHER, "benchmark", "--model", folder / MODEL, "--data", SAMPLE, "--rounds", 1),
        *("--batch-size", size, "--threads", threads, "--json", "-"),
    )
    return json.loads(found)


def prepare(folder: Path) -> None:
    """Random weights, once for PyTorch and once as a model of ours."""
    import torch
    from safetensors.torch import save_file

    from lorentznet_torch import Configuration, LorentzNet, weights

    torch.manual_seed(1)
    network = LorentzNet(Configuration(pooling_divisor=POOLING_DIVISOR))
    save_file(weights(network), folder / WEIGHTS)
    run(
        *(LAUNCHER, "import", folder / WEIGHTS, "--task", "top", "--out", folder / MODEL),
        *("--pooling-divisor", POOLING_DIVISOR, "--coordinate-clamp", "none"),
    )


def export_own(folder: Path) -> bool:
    """Whether there is a command that exports."""
    if "\n  export " not in run(LAUNCHER, "--help"):
        return False
    run(LAUNCHER, "export", "--model", folder / MODEL, "--onnx", folder / OWN_ONNX)
    return True


def check_logits(others: Others) -> str:
    """Largest differences from our logits, in words; fails where one is no rounding."""
    scores = others.folder / "scores.csv"
    run(LAUNCHER, "score", "--model", others.folder / MODEL, "--data", SAMPLE, "--out", scores)
    with scores.open() as file:
        rows = list(csv.DictReader(file))[:CHECKED_JETS]
    words = []
    for who in others.names:
        if who == "ParT":
            continue
        theirs = others.measure(who, "logits", CHECKED_JETS, 1)
        largest = max(
            abs(float(row[f"logit_{k}"]) - logits[k])
            for row, logits in zip(rows, theirs, strict=True)
            for k in range(2)
        )
        if not largest < TOLERANCE:
            raise SystemExit(f"{who}: a logit differs from ours by {largest:.2g}")
        words.append(f"{who} {largest:.1g}")
    return "Largest difference of a logit from ours: " + ", ".join(words) + "."


class Results:
    """What was measured: by (who, task, batch size or threads), a value a round."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str, int], list[dict]] = {}

    def add(self, who: str, task: str, key: int, value: dict) -> None:
        self.values.setdefault((who, task, key), []).append(value)

    def all(self, who: str, task: str, key: int, name: str) -> list[float]:
        return [value[name] for value in self.values.get((who, task, key), [])]

    def median(self, who: str, task: str, key: int, name: str) -> float | None:
        values = self.all(who, task, key, name)
        return statistics.median(values) if values else None

    def best(self, who: str, task: str, sizes: list[int]) -> float | None:
        """Jets a second at the best batch size."""
        medians = [self.median(who, task, size, "jets_per_s") for size in sizes]
        return max((speed for speed in medians if speed is not None), default=None)

    def json(self) -> list[dict]:
        return [
            {"who": who, "task": task, "threads" if task == "latency" else "batch_size": key}
            | {name: self.median(who, task, key, name) for name in values[0]}
            | {"rounds": values}
            for (who, task, key), values in self.values.items()
        ]


def run_round(results: Results, others: Others, sizes: list[int], cores: int) -> None:
    for size in sizes:
        ours = measure_ours(size, cores, others.folder)
        for task in ("score", "train"):
            value = {
                "jets_per_s": ours[f"{task}_jets_per_s"],
                "memory": ours["peak_memory_mb"],
                "of_peak": ours[f"{task}_fraction_of_peak"],
            }
            results.add(OURS, task, size, value)
            for who in others.names:
                if task == "score" or who in TRAINED:
                    results.add(who, task, size, others.measure(who, task, size, cores))
    results.add(OURS, "latency", 1, ours["latency_one_thread_ms"])
    if cores > 1:
        results.add(OURS, "latency", cores, ours["latency_ms"])
    for threads in sorted({1, cores}):
        for who in others.names:
            if who in TIMED_SINGLY:
                results.add(who, "latency", threads, others.measure(who, "latency", 1, threads))


def print_row(cells: list[str]) -> None:
    print("| " + " | ".join(cells) + " |")


def print_head(cells: list[str]) -> None:
    print_row(cells)
    print("|---" * len(cells) + "|")


def shown(values: list[float]) -> str:
    if not values:
        return "—"
    return f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f})"


def print_speeds(task: str, results: Results, others: list[str], sizes: list[int]) -> None:
    """A row for each, at every batch size and at the best of its own."""
    batches = [f"batch {size}" for size in sizes]
    print_head([f"{task}, jets a second", *batches, "ours over it, best of each"])
    best = results.best(OURS, task, sizes)
    for who in [OURS, *others]:
        theirs = results.best(who, task, sizes)
        if theirs is None:
            continue
        cells = []
        for size in sizes:
            cell = shown(results.all(who, task, size, "jets_per_s"))
            if who == OURS:
                cell += f", {results.median(who, task, size, 'of_peak'):.2f} of peak"
            cells.append(cell)
        print_row([who, *cells, "" if who == OURS else f"{best / theirs:.1f}"])
    print()


def print_memory(results: Results, others: list[str], sizes: list[int]) -> None:
    columns = [(task, size) for task in ("score", "train") for size in sizes]
    print_head(["memory, MiB", *(f"{task}, batch {size}" for task, size in columns)])
    for who in [OURS, *others]:
        cells = [results.all(who, task, size, "memory") for task, size in columns]
        print_row([who, *(f"{max(cell):.0f}" if cell else "—" for cell in cells)])
    print("\nThe most a process held. One process of ours scores and trains.\n")


def print_latency(results: Results, others: list[str], cores: int) -> None:
    print_head(["single jet, ms", "threads", "p50", "p99", "p99 / p50", "p50 over ours"])
    for threads in sorted({1, cores}):
        ours = results.median(OURS, "latency", threads, "p50")
        for who in [OURS, *others]:
            p50 = results.median(who, "latency", threads, "p50")
            if p50 is not None:
                p99 = results.median(who, "latency", threads, "p99")
                row = [who, str(threads), f"{p50:.2f}", f"{p99:.2f}"]
                print_row([*row, f"{p99 / p50:.2f}", f"{p50 / ours:.1f}"])
    print("\nJets of the median multiplicity, one at a time.\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="Times this project beside others.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="JETS")
    parser.add_argument("--others", nargs="+", choices=OTHERS, default=OTHERS, metavar="WHO")
    parser.add_argument("--as-installed", action="store_true", help="no MALLOC_ variables")
    parser.add_argument("--json", type=Path, help="write everything that was measured")
    options = parser.parse_args()
    if options.rounds < 1 or options.cores < 1 or min(options.sizes) < 1:
        parser.error("--rounds, --cores and --sizes are at least 1")
    names = [who for who in OTHERS if who in options.others]
    results = Results()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        if "own ONNX" in names and not export_own(folder):
            names.remove("own ONNX")
            print("own ONNX: left out, for there is no ./lorentznet export yet\n")
        others = Others(names, folder, {} if options.as_installed else KEEP_MEMORY)
        print(check_logits(others) + "\n", flush=True)
        for turn in range(options.rounds):
            load = os.getloadavg()[0]
            print(f"round {turn + 1} of {options.rounds}, load {load:.1f}", file=sys.stderr)
            run_round(results, others, options.sizes, options.cores)
    print("Medians (least–most).\n")
    for task in ("score", "train"):
        print_speeds(task, results, names, options.sizes)
    print_memory(results, names, options.sizes)
    print_latency(results, names, options.cores)
    kept = "as installed" if options.as_installed else "the others told to keep memory"
    print(f"{options.rounds} rounds on {options.cores} cores, {kept}.")
    if options.json:
        options.json.write_text(json.dumps(results.json(), indent=2) + "\n")


if __name__ == "__main__":
    main()
