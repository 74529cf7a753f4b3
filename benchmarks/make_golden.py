# SPDX-License-Identifier: Apache-2.0
"""Makes the float64 golden files of the JVM tests: random weights, random jets.

    python benchmarks/make_golden.py

Each core/src/test/resources/golden/NAME.safetensors holds a small network, a batch of jets and what
the PyTorch reference makes of them. The metadata's `configuration` is the network's Configuration
as JSON. Tensors (P particles of all jets end to end, S scalars, C hidden channels, L blocks):

    offsets      I64 [jets + 1]      jet k owns particles offsets[k] to offsets[k+1]-1
    p4           F64 [P, 4]          (E, px, py, pz) in GeV, reference vectors first in each jet
    scalars      F32 [P, S]
    labels       I64 [jets]
    weights.*    F32                 parameters and running statistics
    eval.logits  F64 [jets, classes] evaluation mode: BatchNorm uses the running statistics
    eval.h0..hL  F64 [P, C]          hidden states after the embedding and after each block
    eval.x1..xL  F64 [P, 4]          coordinates after each block; the last leaves them
    train.logits F64 [jets, classes] training mode, dropout off, first step
    train.loss   F64 [3]             mean cross-entropy of three AdamW steps on the same batch
    grad.*       F64                 first step, every parameter
    after1.*     F64                 running statistics after the first step
    after3.*     F64                 parameters and running statistics after the third step
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from lorentznet_torch import (
    BatchNorm,
    Configuration,
    LorentzNet,
    States,
    train_on_one_batch,
    weights,
)

DEFAULT_OUTPUT = Path(__file__).parent.parent / "core" / "src" / "test" / "resources" / "golden"
STEPS = 3

# |PID|, mass in GeV, share in a jet: the eight kinds that quark-gluon data tells apart, and one
# more (a muon neutrino) that it does not.
SPECIES = np.array(
    [
        (11, 0.000511, 0.01),
        (13, 0.105658, 0.01),
        (22, 0.0, 0.40),
        (130, 0.497611, 0.06),
        (211, 0.139570, 0.38),
        (321, 0.493677, 0.06),
        (2112, 0.939565, 0.03),
        (2212, 0.938272, 0.03),
        (14, 0.0, 0.02),
    ]
)
BEAMS = np.array([[np.sqrt(2), 0, 0, 1], [np.sqrt(2), 0, 0, -1]])  # timelike, mass 1


@dataclass(frozen=True)
class Case:
    name: str
    seed: int
    configuration: Configuration
    multiplicities: list[int]  # reference vectors included
    coordinate_gain: float  # Xavier gain of phi_x's last layer; the usual 0.001 would hide x
    beams: bool = False


# Between them: every multiplicity from 1 to 60. A Configuration here is width, blocks, classes,
# scalars, c, clamp, D.
CASES = [
    Case("tiny", 1, Configuration(3, 1, 2, 1, 5e-3, None, 4.0), [3, 1, 4, 2], 1.0),
    Case(
        "beams-three-classes",
        2,
        Configuration(8, 2, 3, 2, 5e-3, None, 40.0),
        list(range(5, 60, 3)),
        100.0,
        beams=True,
    ),
    Case(
        "own-multiplicity",
        3,
        Configuration(20, 3, 2, 8, 1e-3, None, None),
        list(range(58, 3, -3)),
        300.0,
    ),
    Case(
        "clamped",
        4,
        Configuration(16, 2, 5, 2, 5e-3, 100.0, 25.0),
        [21, 12, 33, 40, 17, 26],
        10.0,
        beams=True,
    ),
    Case(
        "one-to-sixty",
        5,
        Configuration(24, 2, 2, 2, 5e-3, None, 30.0),
        [60, 1, 2] + list(range(3, 60, 3)),
        100.0,
    ),
    Case("no-edges", 6, Configuration(6, 2, 2, 2, 5e-3, None, 2.0), [1] * 8, 40.0),
    Case("single-particle", 7, Configuration(4, 2, 2, 2, 5e-3, None, None), [1], 40.0),
]


def psi(z: np.ndarray) -> np.ndarray:
    return np.sign(z) * np.log(np.abs(z) + 1)


def random_jet(random: np.random.Generator, size: int) -> tuple[np.ndarray, np.ndarray]:
    """p4 [size, 4] and species [size] of a boosted jet: about 600 GeV within about 0.8 rad."""
    species = random.choice(len(SPECIES), size, p=SPECIES[:, 2])
    mass = SPECIES[species, 1]
    share = random.standard_gamma(0.7, size) + 0.01  # few hard particles, many soft ones
    pt = random.uniform(500, 700) * share / share.sum()
    rapidity = random.uniform(-1.5, 1.5) + random.normal(0, 0.25, size)
    azimuth = random.uniform(-np.pi, np.pi) + random.normal(0, 0.25, size)
    transverse_mass = np.sqrt(pt**2 + mass**2)
    p4 = np.stack(
        [
            transverse_mass * np.cosh(rapidity),
            pt * np.cos(azimuth),
            pt * np.sin(azimuth),
            transverse_mass * np.sinh(rapidity),
        ],
        axis=1,
    )
    order = np.argsort(-pt)
    return p4[order], species[order]


def random_batch(case: Case) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """p4, scalars, offsets and labels."""
    random = np.random.default_rng(case.seed)
    kinds = case.configuration.scalars
    p4, scalars = [], []
    for multiplicity in case.multiplicities:
        constituents = multiplicity - (len(BEAMS) if case.beams else 0)
        momenta, species = random_jet(random, constituents)
        mass = psi(SPECIES[species, 1])
        if kinds == 8:  # one-hot, all zero for a kind of its own
            features = np.eye(len(SPECIES))[species][:, :8]
        elif kinds == 1:
            features = mass[:, None]
        elif case.beams:  # the mass in its own column for either sort of particle
            features = np.stack([mass, np.zeros(constituents)], axis=1)
        else:
            charge = random.choice([-1.0, 1.0], constituents)
            charged = np.isin(SPECIES[species, 0], [11, 13, 211, 321, 2212])
            features = np.stack([mass, charge * charged], axis=1)
        if case.beams:
            p4.append(BEAMS)
            scalars.append(np.array([[0, psi(1.0)]] * len(BEAMS)))
        p4.append(momenta)
        scalars.append(features)
    labels = random.integers(case.configuration.classes, size=len(case.multiplicities))
    offsets = np.concatenate([[0], np.cumsum(case.multiplicities)])
    return (
        torch.from_numpy(np.concatenate(p4)),
        torch.from_numpy(np.concatenate(scalars).astype(np.float32)),
        torch.from_numpy(offsets),
        torch.from_numpy(labels),
    )


def random_model(case: Case, p4: Tensor, scalars: Tensor, offsets: Tensor) -> LorentzNet:
    """A network in float64 whose every parameter and statistic is a float32 number."""
    torch.manual_seed(case.seed)
    random = np.random.default_rng(1000 + case.seed)
    model = LorentzNet(case.configuration, dropout=0.0)
    norms = [module for module in model.modules() if isinstance(module, BatchNorm)]
    width = case.configuration.width
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.Linear):
                module.weight *= 2  # the default lets signals fade from layer to layer
        for block in model.LGEBs:
            if block.phi_x is not None:
                nn.init.xavier_uniform_(block.phi_x[2].weight, gain=case.coordinate_gain)
        for norm in norms:
            norm.weight.copy_(torch.from_numpy(random.uniform(0.5, 1.5, width)))
            norm.bias.copy_(torch.from_numpy(random.normal(0, 0.3, width)))
            norm.momentum = 1.0  # running statistics become those of the batch ...
        model.double().train()
        model(p4, scalars, offsets)
        for norm in norms:  # ... and then something near them
            deviation = norm.running_var.sqrt()
            norm.running_mean += deviation * torch.from_numpy(random.normal(0, 0.2, width))
            norm.running_var *= torch.from_numpy(random.uniform(0.7, 1.4, width))
            norm.running_var += 0.01
            norm.momentum = 0.1
    return model.float().double()


def golden(case: Case) -> dict[str, Tensor]:
    p4, scalars, offsets, labels = random_batch(case)
    model = random_model(case, p4, scalars, offsets)
    tensors = {"offsets": offsets, "p4": p4, "scalars": scalars, "labels": labels}
    tensors |= {f"weights.{k}": v.float() for k, v in weights(model).items()}

    states = States([], [])
    with torch.no_grad():
        tensors["eval.logits"] = model.eval()(p4, scalars, offsets, states)
    tensors |= {f"eval.h{k}": h for k, h in enumerate(states.h)}
    # clone: the last block's coordinates are those of the block before
    tensors |= {f"eval.x{k}": x.clone() for k, x in enumerate(states.x, start=1)}

    result = train_on_one_batch(model, p4, scalars, offsets, labels, STEPS)
    tensors["train.logits"] = result.logits
    tensors["train.loss"] = result.losses
    tensors |= {f"grad.{k}": v for k, v in result.gradients.items()}
    tensors |= {f"after1.{k}": v for k, v in result.first_statistics.items()}
    tensors |= {f"after3.{k}": v for k, v in result.weights.items()}
    for name, tensor in tensors.items():
        if not torch.isfinite(tensor).all():
            raise ValueError(f"{case.name}: {name} is not finite")
    return tensors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT)
    arguments = parser.parse_args()
    torch.set_num_threads(1)  # one order of summation: the same files every time
    torch.use_deterministic_algorithms(True)
    arguments.output.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        path = arguments.output / f"{case.name}.safetensors"
        metadata = {"configuration": json.dumps(case.configuration.as_dict())}
        save_file(golden(case), path, metadata=metadata)
        print(f"{path.stat().st_size:8} {path}")


if __name__ == "__main__":
    main()
