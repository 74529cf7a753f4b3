# SPDX-License-Identifier: Apache-2.0
"""LorentzNet in PyTorch: the reference that the JVM implementation is measured against.

S. Gong et al., "An Efficient Lorentz Equivariant Graph Neural Network for Jet Tagging",
JHEP 07 (2022) 030, arXiv:2201.08187.

It is written for clarity, in the manner of the published program: every ordered pair of particles
of a jet is an edge, edge inputs are concatenated and stored, and sums over edges are index_add.
Two things differ from the published program, because there they depend on how jets are batched:
there is no padding (BatchNorm sees real particles and real edges only), and pooling divides by a
constant or by the jet's own number of particles, never by the padded length of the batch.

Momenta are (E, px, py, pz) in GeV, the metric is (+, -, -, -). The parameters' names are those of
the published weights. Everything is computed in the dtype of the parameters; call `.double()`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True)
class Configuration:
    """What the tensors of a model do not say by themselves."""

    width: int = 72
    blocks: int = 6
    classes: int = 2
    scalars: int = 2  # S, the number of scalars per particle
    coordinate_scale: float = 5e-3  # c of the coordinate update
    coordinate_clamp: float | None = None  # published weights: 100 GeV; it breaks the symmetry
    pooling_divisor: float | None = None  # D; None: the jet's own number of particles

    def as_dict(self) -> dict[str, int | float | None]:
        return asdict(self)


@dataclass
class States:
    """Hidden states h0..hL and coordinates x1..x(L), one row per particle."""

    h: list[Tensor]
    x: list[Tensor]


def minkowski(a: Tensor, b: Tensor) -> Tensor:
    """<a, b> in GeV^2, shape [..., 1]."""
    product = a * b
    return 2 * product[..., :1] - product.sum(dim=-1, keepdim=True)


def psi(z: Tensor) -> Tensor:
    """sgn(z) ln(|z| + 1): squeezes GeV^2 over many orders of magnitude; odd, with psi'(0) = 1."""
    return torch.sign(z) * torch.log(torch.abs(z) + 1)


def ordered_pairs(offsets: Tensor) -> tuple[Tensor, Tensor]:
    """All (i, j), i != j, within each jet; jet k owns particles offsets[k] to offsets[k+1]-1.

    Sorted by i, then by j, so that sums over edges always run in the same order.
    """
    counts = offsets.diff()
    if offsets[0] != 0 or bool((counts < 1).any()):
        raise ValueError("offsets must start at 0 and every jet needs a particle")
    partners = counts.repeat_interleave(counts)  # per particle: the size of its jet
    i = torch.arange(len(partners), device=offsets.device).repeat_interleave(partners)
    first_edge = (partners.cumsum(0) - partners).repeat_interleave(partners)
    first_particle = offsets[:-1].repeat_interleave(counts).repeat_interleave(partners)
    j = torch.arange(len(i), device=offsets.device) - first_edge + first_particle
    different = i != j
    return i[different], j[different]


def sum_rows(rows: Tensor, index: Tensor, size: int) -> Tensor:
    """out[k] = sum of the rows whose index is k."""
    return rows.new_zeros(size, rows.shape[1]).index_add(0, index, rows)


class BatchNorm(nn.BatchNorm1d):
    """BatchNorm that survives batches without statistics.

    Jets of one particle have no edge, and one particle alone has no variance. There the running
    statistics normalise, in training too, and are left alone.
    """

    def forward(self, z: Tensor) -> Tensor:
        if self.training and len(z) < 2:
            return functional.batch_norm(
                z, self.running_mean, self.running_var, self.weight, self.bias, eps=self.eps
            )
        return super().forward(z)


class LGEB(nn.Module):
    """Lorentz group equivariant block: one round of messages between the particles of a jet."""

    def __init__(self, configuration: Configuration, last: bool) -> None:
        super().__init__()
        width = configuration.width
        self.scale = configuration.coordinate_scale
        self.clamp = configuration.coordinate_clamp
        self.phi_e = nn.Sequential(
            nn.Linear(2 * width + 2, width, bias=False),  # BatchNorm has the bias
            BatchNorm(width),
            nn.ReLU(),
            nn.Linear(width, width),
            nn.ReLU(),
        )
        self.phi_h = nn.Sequential(
            nn.Linear(2 * width + configuration.scalars, width),
            BatchNorm(width),
            nn.ReLU(),
            nn.Linear(width, width),
        )
        self.phi_m = nn.Sequential(nn.Linear(width, 1), nn.Sigmoid())
        # Nobody reads the coordinates after the last block, so it has no phi_x.
        self.phi_x: nn.Sequential | None = None
        if not last:
            self.phi_x = nn.Sequential(
                nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 1, bias=False)
            )
            # Coordinates start almost unchanged: momenta are large, and so would updates be.
            nn.init.xavier_uniform_(self.phi_x[2].weight, gain=0.001)

    def forward(
        self, h: Tensor, x: Tensor, scalars: Tensor, i: Tensor, j: Tensor, partners: Tensor
    ) -> tuple[Tensor, Tensor]:
        """h [P, C], x [P, 4], edges i <- j [E], partners = N - 1 of the particle's jet [P, 1]."""
        particles = len(h)
        x_ij = x[i] - x[j]
        n = psi(minkowski(x_ij, x_ij))
        d = psi(minkowski(x[i], x[j]))
        m = self.phi_e(torch.cat([h[i], h[j], n, d], dim=1))  # the message from j to i
        m = self.phi_m(m) * m  # the gate; everything below uses the gated message

        x_next = x
        if self.phi_x is not None:
            step = x_ij * self.phi_x(m)  # one weight for all four components: equivariant
            if self.clamp is not None:
                step = step.clamp(-self.clamp, self.clamp)  # per edge and component, GeV
            # The mean over the N - 1 partners; for N = 1 the sum is 0, and so is the mean.
            x_next = x + self.scale * sum_rows(step, i, particles) / partners.clamp(min=1)

        a = sum_rows(m, i, particles)
        return h + self.phi_h(torch.cat([h, a, scalars], dim=1)), x_next


class LorentzNet(nn.Module):
    def __init__(self, configuration: Configuration, dropout: float = 0.2) -> None:
        super().__init__()
        width, blocks = configuration.width, configuration.blocks
        self.configuration = configuration
        self.embedding = nn.Linear(configuration.scalars, width)
        self.LGEBs = nn.ModuleList(LGEB(configuration, k == blocks - 1) for k in range(blocks))
        self.graph_dec = nn.Sequential(
            nn.Linear(width, width),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Linear(width, configuration.classes),
        )

    def forward(
        self, p4: Tensor, scalars: Tensor, offsets: Tensor, states: States | None = None
    ) -> Tensor:
        """Logits [jets, classes] of jets given end to end.

        p4 [P, 4] and scalars [P, S] hold the particles of all jets, reference vectors (beams)
        included; offsets [jets + 1] says where each jet begins. `states`, if given, is filled.
        """
        dtype = self.embedding.weight.dtype
        x, scalars = p4.to(dtype), scalars.to(dtype)
        i, j = ordered_pairs(offsets)
        counts = offsets.diff()
        partners = (counts - 1).repeat_interleave(counts).to(dtype).unsqueeze(1)

        h = self.embedding(scalars)
        if states is not None:
            states.h.append(h)
        for block in self.LGEBs:
            h, x = block(h, x, scalars, i, j, partners)
            if states is not None:
                states.h.append(h)
                states.x.append(x)

        jet = torch.arange(len(counts), device=counts.device).repeat_interleave(counts)
        divisor = self.configuration.pooling_divisor
        pooled = sum_rows(h, jet, len(counts))
        pooled = pooled / (counts.to(dtype).unsqueeze(1) if divisor is None else divisor)
        return self.graph_dec(pooled)


def weights(model: LorentzNet) -> dict[str, Tensor]:
    """Copies of all parameters and running statistics, under their published names."""
    state = model.state_dict()
    return {k: v.clone() for k, v in state.items() if not k.endswith("num_batches_tracked")}


@dataclass
class Training:
    """What a few optimiser steps on one batch leave behind."""

    logits: Tensor  # of the first step, before any update
    losses: Tensor  # of each step
    gradients: dict[str, Tensor]  # of the first step
    first_statistics: dict[str, Tensor]  # running statistics after the first step
    weights: dict[str, Tensor]  # parameters and running statistics after the last step


def train_on_one_batch(
    model: LorentzNet, p4: Tensor, scalars: Tensor, offsets: Tensor, labels: Tensor, steps: int = 3
) -> Training:
    """Takes the published optimiser's steps (AdamW, mean cross-entropy); changes the model."""
    model.train()
    optimiser = torch.optim.AdamW(
        model.parameters(), lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01
    )
    losses = []
    for step in range(steps):
        # Zeros, not None: a parameter that no edge reaches has a zero gradient, and AdamW still
        # decays it. (It would skip a parameter without gradient.)
        for parameter in model.parameters():
            parameter.grad = torch.zeros_like(parameter)
        logits = model(p4, scalars, offsets)
        loss = functional.cross_entropy(logits, labels)
        loss.backward()
        losses.append(loss.detach())
        if step == 0:
            first_logits = logits.detach()
            gradients = {k: v.grad.clone() for k, v in model.named_parameters()}
            statistics = {k: v for k, v in weights(model).items() if ".running_" in k}
        optimiser.step()
    return Training(first_logits, torch.stack(losses), gradients, statistics, weights(model))
