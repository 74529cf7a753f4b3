# SPDX-License-Identifier: Apache-2.0
"""One measurement of one tagger, in a process of its own; compare.py runs it.

    python benchmarks/speed_measure.py WHO TASK SIZE THREADS FOLDER

prints JSON. TASK is score or train (jets a second at batches of SIZE, and the most memory the
process held), latency (p50 and p99 of single jets in milliseconds) or logits (those of the first
SIZE jets). FOLDER holds what compare.py has prepared.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from speed_jets import JETS, Batch, jets_of_median_multiplicity, read_batches

SECONDS = 0.6  # at least, a measurement
WARM_UP_BATCHES = 3
LATENCY_WARM_UP, LATENCY_CALLS = 100, 400
POOLING_DIVISOR = 120
WEIGHTS = "weights.safetensors"
OWN_ONNX = "own.onnx"


class LorentzNetTorch:
    """lorentznet_torch.py, eager or compiled block by block."""

    def __init__(self, folder: Path, threads: int, training: bool, compiled: bool) -> None:
        import torch
        from safetensors.torch import load_file

        from lorentznet_torch import Configuration, LorentzNet

        torch.set_num_threads(threads)
        self.model = LorentzNet(Configuration(pooling_divisor=POOLING_DIVISOR))
        self.model.load_state_dict(load_file(folder / WEIGHTS), strict=False)
        self.model.train(training)
        if compiled:
            for block in self.model.LGEBs:  # numbers of particles and edges differ between batches
                block.compile(dynamic=True)
        self.optimiser = torch.optim.AdamW(self.model.parameters(), lr=1e-5, weight_decay=0.01)

    def prepare(self, batch: Batch) -> tuple:
        import torch

        return tuple(map(torch.from_numpy, batch.ragged())), torch.from_numpy(batch.labels)

    def score(self, prepared: tuple) -> np.ndarray:
        import torch

        with torch.inference_mode():
            return self.model(*prepared[0]).numpy()

    def train(self, prepared: tuple) -> None:
        from torch.nn import functional

        self.optimiser.zero_grad()
        functional.cross_entropy(self.model(*prepared[0]), prepared[1]).backward()
        self.optimiser.step()


class Part(LorentzNetTorch):
    """part_torch.py, with weights of its own."""

    def __init__(self, folder: Path, threads: int, training: bool) -> None:
        import torch

        from part_torch import ParticleTransformer

        torch.set_num_threads(threads)
        torch.manual_seed(1)
        self.model = ParticleTransformer().train(training)
        self.optimiser = torch.optim.AdamW(self.model.parameters(), lr=1e-5, weight_decay=0.01)

    def prepare(self, batch: Batch) -> tuple:
        import torch

        from part_torch import particle_features

        p4, real = map(torch.from_numpy, batch.padded())
        features = particle_features(p4, real).float()
        return (features, p4.float(), real), torch.from_numpy(batch.labels)


def onnx_session(model: bytes | str, threads: int):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class LorentzNetOnnx:
    """lorentznet_onnx.py in ONNX Runtime."""

    def __init__(self, folder: Path, threads: int, scatter: str) -> None:
        import lorentznet_onnx

        network = LorentzNetTorch(folder, threads, training=False, compiled=False).model
        model = lorentznet_onnx.model(network, scatter)
        self.session = onnx_session(model.SerializeToString(), threads)

    def prepare(self, batch: Batch) -> dict[str, np.ndarray]:
        import torch

        from lorentznet_torch import ordered_pairs

        p4, scalars, offsets = batch.ragged()
        i, j = ordered_pairs(torch.from_numpy(offsets))
        counts = np.diff(offsets)
        return {
            "p4": p4,
            "scalars": scalars,
            "i": i.numpy(),
            "j": j.numpy(),
            "partners": np.repeat(counts - 1, counts).astype(np.float32)[:, None],
            "jet": np.repeat(np.arange(len(counts)), counts),
            "counts": counts,
        }

    def score(self, prepared: dict[str, np.ndarray]) -> np.ndarray:
        return self.session.run(["logits"], prepared)[0]


class OwnOnnx(LorentzNetOnnx):
    """What `./lorentznet export --onnx` writes, in ONNX Runtime."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.session = onnx_session(str(folder / OWN_ONNX), threads)

    def prepare(self, batch: Batch) -> dict[str, np.ndarray]:
        p4, real = batch.padded()
        return {"four_momenta": p4, "mask": real}


def contestant(who: str, folder: Path, threads: int, training: bool):
    makers: dict[str, Callable] = {
        "PyTorch": lambda: LorentzNetTorch(folder, threads, training, compiled=False),
        "torch.compile": lambda: LorentzNetTorch(folder, threads, training, compiled=True),
        "ONNX Runtime": lambda: LorentzNetOnnx(folder, threads, "ScatterND"),
        "ONNX Runtime, older export": lambda: LorentzNetOnnx(folder, threads, "ScatterElements"),
        "own ONNX": lambda: OwnOnnx(folder, threads),
        "ParT": lambda: Part(folder, threads, training),
    }
    return makers[who]()


def throughput(tagger, task: str, size: int) -> dict[str, float]:
    batches = read_batches(size, JETS if task == "score" else size)
    prepared = [tagger.prepare(batch) for batch in batches]
    work = tagger.score if task == "score" else tagger.train
    for turn in range(WARM_UP_BATCHES):
        work(prepared[turn % len(prepared)])
    jets = 0
    start = time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        for batch, one in zip(batches, prepared):
            work(one)
            jets += len(batch)
    speed = jets / (time.perf_counter() - start)
    unit = 2**20 if sys.platform == "darwin" else 2**10  # of ru_maxrss, in a MiB
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return {"jets_per_s": speed, "memory": memory}


def latency(tagger) -> dict[str, float]:
    jets = [tagger.prepare(jet) for jet in jets_of_median_multiplicity()]
    times = []
    for call in range(-LATENCY_WARM_UP, LATENCY_CALLS):
        start = time.perf_counter()
        tagger.score(jets[call % len(jets)])
        if call >= 0:
            times.append(1e3 * (time.perf_counter() - start))
    times.sort()
    return {"p50": times[LATENCY_CALLS // 2], "p99": times[LATENCY_CALLS * 99 // 100]}


def main() -> None:
    who, task, size, threads, folder = sys.argv[1:]
    tagger = contestant(who, Path(folder), int(threads), training=task == "train")
    if task == "latency":
        found = latency(tagger)
    elif task == "logits":
        found = tagger.score(tagger.prepare(read_batches(int(size), int(size))[0])).tolist()
    else:
        found = throughput(tagger, task, int(size))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
