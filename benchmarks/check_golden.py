# SPDX-License-Identifier: Apache-2.0
"""Checks the PyTorch reference against float64 results of the published network.

    python benchmarks/check_golden.py --golden ../shared/golden

The directory holds, for top tagging ("top") and quark-gluon ("qg"), NAME-published.safetensors
(weights), NAME-eval.safetensors and NAME-train.safetensors. They derive from GPL-3 weights and are
not part of this repository. Exit status 1: something is off by more than the tolerance.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from lorentznet_torch import Configuration, LorentzNet, States, train_on_one_batch

COORDINATE_SCALE = {"top": 5e-3, "qg": 1e-3}

# Largest allowed deviation, relative to the largest value of the same tensor (or to 1 where that
# is less): float64 rounding, as it grows through six blocks and a few optimiser steps.
TOLERANCE = {
    "eval.logits": 1e-9,
    "eval.h": 1e-9,
    "eval.x": 1e-9,
    "train.logits": 1e-9,
    "train.loss": 1e-9,
    "grad": 1e-9,
    "after1": 1e-9,
    "after3": 1e-8,
}


class Deviations:
    """The largest deviation seen of each quantity, and where."""

    def __init__(self) -> None:
        self.largest: dict[str, tuple[float, float, str]] = {}

    def add(self, quantity: str, name: str, actual: Tensor, expected: Tensor) -> None:
        if actual.shape != expected.shape:
            raise ValueError(f"{name}: shape {tuple(actual.shape)}, not {tuple(expected.shape)}")
        absolute = (actual - expected).abs().max().item()
        if math.isnan(absolute):
            absolute = math.inf
        relative = absolute / max(1.0, expected.abs().max().item())
        if quantity not in self.largest or relative > self.largest[quantity][0]:
            self.largest[quantity] = (relative, absolute, name)

    def report(self, task: str) -> bool:
        fine = True
        for quantity, (relative, absolute, name) in self.largest.items():
            good = relative <= TOLERANCE[quantity]
            fine = fine and good
            print(
                f"{task:4} {quantity:12} relative {relative:.1e} absolute {absolute:.1e} "
                f"(allowed {TOLERANCE[quantity]:.0e}) {'ok' if good else 'WRONG'}  {name}"
            )
        return fine


def ragged(file: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    """p4, scalars and offsets of zero-padded jets."""
    real = file["mask"].bool()
    offsets = torch.cat([torch.zeros(1, dtype=torch.int64), real.sum(1).cumsum(0)])
    return file["p4"][real].double(), file["scalars"][real].double(), offsets


def load_model(path: Path, scale: float, divisor: int) -> LorentzNet:
    state = load_file(path)
    width, scalars = state["embedding.weight"].shape
    model = LorentzNet(
        Configuration(
            width=width,
            blocks=1 + max(int(k.split(".")[1]) for k in state if k.startswith("LGEBs.")),
            classes=len(state["graph_dec.3.bias"]),
            scalars=scalars,
            coordinate_scale=scale,
            coordinate_clamp=100.0,  # the published program's; its scores need it
            pooling_divisor=None if divisor == 0 else divisor,
        ),
        dropout=0.0,
    )
    model.load_state_dict(state)
    return model.double()


def check_eval(directory: Path, task: str, deviations: Deviations) -> None:
    file = load_file(directory / f"{task}-eval.safetensors")
    model = load_model(
        directory / f"{task}-published.safetensors",
        COORDINATE_SCALE[task],
        int(file["pool_size"].item()),
    ).eval()
    p4, scalars, offsets = ragged(file)
    chunk = 4  # jets at a time, which bounds the memory; hidden states are of the first chunk
    with torch.no_grad():
        for first in range(0, len(offsets) - 1, chunk):
            ends = offsets[first:][: chunk + 1]
            rows = slice(int(ends[0]), int(ends[-1]))
            states = States([], [])
            logits = model(p4[rows], scalars[rows], ends - ends[0], states)
            expected = file["logits"][first:][:chunk]
            deviations.add("eval.logits", f"jets from {first}", logits, expected)
            if first == 0:
                real = file["mask"][:chunk].bool()
                for k, h in enumerate(states.h):
                    deviations.add("eval.h", f"h{k}", h, file[f"h{k}"][real])
                for k, x in enumerate(states.x, start=1):
                    deviations.add("eval.x", f"x{k}", x, file[f"x{k}"][real])


def check_train(directory: Path, task: str, deviations: Deviations) -> None:
    file = load_file(directory / f"{task}-train.safetensors")
    model = load_model(
        directory / f"{task}-published.safetensors",
        COORDINATE_SCALE[task],
        int(file["pool_size"].item()),
    )
    result = train_on_one_batch(model, *ragged(file), file["label"], len(file["loss"]))
    deviations.add("train.logits", "logits", result.logits, file["logits"])
    deviations.add("train.loss", "loss", result.losses, file["loss"])
    tensors = {
        "grad": result.gradients,
        "after1": result.first_statistics,
        "after3": result.weights,
    }
    for quantity, actual in tensors.items():
        names = {k.removeprefix(f"{quantity}.") for k in file if k.startswith(f"{quantity}.")}
        if names != set(actual):
            raise ValueError(f"{quantity}: other tensors than expected: {names ^ set(actual)}")
        for name in sorted(names):
            deviations.add(quantity, name, actual[name], file[f"{quantity}.{name}"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--golden", type=Path, default=Path("../shared/golden"))
    arguments = parser.parse_args()
    fine = True
    for task in COORDINATE_SCALE:
        deviations = Deviations()
        check_eval(arguments.golden, task, deviations)
        check_train(arguments.golden, task, deviations)
        fine = deviations.report(task) and fine
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
