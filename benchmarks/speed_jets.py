# SPDX-License-Identifier: Apache-2.0
"""The jets that speed is compared on: the first of samples/top-test.parquet, as `./lorentznet
benchmark` takes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow.parquet as parquet

from jvm import ROOT

JETS = 512  # as many as `./lorentznet benchmark` takes
BEAMS = np.array([[2**0.5, 0, 0, 1], [2**0.5, 0, 0, -1]])


@dataclass
class Batch:
    """Jets of a batch: constituents as (n, 4) arrays of E, px, py, pz in GeV, and classes."""

    constituents: list[np.ndarray]
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def ragged(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """p4 (particles, 4), scalars (particles, 2) and offsets, beams first in every jet."""
        jets = [np.vstack([BEAMS, jet]) for jet in self.constituents]
        p4 = np.concatenate(jets)
        offsets = np.cumsum([0] + [len(jet) for jet in jets])
        scalars = np.zeros((len(p4), 2))
        mass_squared = p4[:, 0] ** 2 - (p4[:, 1:] ** 2).sum(axis=1)
        scalars[:, 0] = np.log1p(np.sqrt(np.abs(mass_squared)))
        for beam in range(len(BEAMS)):
            scalars[offsets[:-1] + beam] = 0, np.log(2)
        return p4.astype(np.float32), scalars.astype(np.float32), offsets

    def padded(self) -> tuple[np.ndarray, np.ndarray]:
        """Constituents (jets, longest, 4) in double precision, and which of them are real."""
        longest = max(len(jet) for jet in self.constituents)
        p4 = np.zeros((len(self), longest, 4))
        real = np.zeros((len(self), longest), dtype=bool)
        for row, jet in enumerate(self.constituents):
            p4[row, : len(jet)] = jet
            real[row, : len(jet)] = True
        return p4, real


def read_batches(size: int, most: int = JETS) -> list[Batch]:
    """The first `most` jets, `size` at a time."""
    table = parquet.read_table(ROOT / "samples/top-test.parquet").slice(0, most)
    columns = [table[name].to_pylist() for name in ("E", "px", "py", "pz")]
    jets = [np.transpose(jet) for jet in zip(*columns)]
    labels = np.array(table["label"].to_pylist())
    return [
        Batch(jets[start : start + size], labels[start : start + size])
        for start in range(0, len(jets), size)
    ]


def jets_of_median_multiplicity() -> list[Batch]:
    """Single jets, all of the same number of constituents."""
    jets = read_batches(1)
    counts = sorted(len(jet.constituents[0]) for jet in jets)
    median = counts[len(counts) // 2]
    return [jet for jet in jets if len(jet.constituents[0]) == median]
