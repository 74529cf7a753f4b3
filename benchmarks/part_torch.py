# SPDX-License-Identifier: Apache-2.0
"""Particle Transformer (ParT) in PyTorch, to time beside LorentzNet.

H. Qu, C. Li, S. Qian, "Particle Transformer for Jet Tagging", ICML 2022, arXiv:2202.03772, at its
published size: 8 particle attention blocks, 2 class attention blocks, 128 channels, 8 heads, 2.1
million parameters. For top tagging it takes seven kinematic features a constituent, four a pair.

It is written from the paper, and to be fast: a batch is as long as its longest jet, pair features,
which are symmetric, are embedded once for each pair, and attention is PyTorch's own fused one.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

FEATURES = 7
PAIR_FEATURES = 4
CHANNELS = 128
HEADS = 8
HIDDEN = 512
PARTICLE_BLOCKS = 8
CLASS_BLOCKS = 2
DROPOUT = 0.1
TINY = 1e-8


def kinematics(p4: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """pT, rapidity and azimuth of (..., 4) E, px, py, pz; finite where all are 0."""
    energy, px, py, pz = p4.unbind(-1)
    pt = torch.hypot(px, py)
    rapidity = 0.5 * torch.log(((energy + pz).clamp(min=TINY)) / (energy - pz).clamp(min=TINY))
    return pt, rapidity, torch.atan2(py, px)


def delta_phi(a: Tensor, b: Tensor) -> Tensor:
    return torch.remainder(a - b + torch.pi, 2 * torch.pi) - torch.pi


def particle_features(p4: Tensor, real: Tensor) -> Tensor:
    """(jets, particles, 7): differences of rapidity and azimuth to the jet, distance to it, and the
    logarithms of pT and E, of the constituent and as fractions of the jet's."""
    pt, y, phi = kinematics(p4)
    jet = p4.sum(dim=1, keepdim=True)
    jet_pt, jet_y, jet_phi = kinematics(jet)
    dy, dphi = y - jet_y, delta_phi(phi, jet_phi)
    log_pt, log_e = torch.log(pt.clamp(min=TINY)), torch.log(p4[..., 0].clamp(min=TINY))
    features = [dy, dphi, log_pt, log_e, log_pt - torch.log(jet_pt)]
    features += [log_e - torch.log(jet[..., 0]), torch.hypot(dy, dphi)]
    return torch.stack(features, dim=-1) * real.unsqueeze(-1)


def pair_features(p4: Tensor, row: Tensor, column: Tensor) -> Tensor:
    """(jets, 4, pairs): ln Delta, ln kT, ln z and ln m^2 of the pairs (row, column)."""
    pt, y, phi = kinematics(p4)
    a, b = p4[:, row], p4[:, column]
    distance = torch.hypot(y[:, row] - y[:, column], delta_phi(phi[:, row], phi[:, column]))
    softer = torch.minimum(pt[:, row], pt[:, column])
    z = softer / (pt[:, row] + pt[:, column]).clamp(min=TINY)
    total = a + b
    mass_squared = total[..., 0] ** 2 - (total[..., 1:] ** 2).sum(dim=-1)
    values = torch.stack([distance, softer * distance, z, mass_squared], dim=1)
    return torch.log(values.clamp(min=TINY))


class Feedforward(nn.Module):
    """The second half of an attention block."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.LayerNorm(CHANNELS),
            nn.Linear(CHANNELS, HIDDEN),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.LayerNorm(HIDDEN),
            nn.Linear(HIDDEN, CHANNELS),
            nn.Dropout(dropout),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.layers(x)


class Attention(nn.Module):
    """Multi-head attention with a bias for each head and pair, between two LayerNorms."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.before = nn.LayerNorm(CHANNELS)
        self.query = nn.Linear(CHANNELS, CHANNELS)
        self.key_value = nn.Linear(CHANNELS, 2 * CHANNELS)
        self.out = nn.Linear(CHANNELS, CHANNELS)
        self.after = nn.LayerNorm(CHANNELS)
        self.dropout = dropout

    def forward(self, query: Tensor, source: Tensor, bias: Tensor) -> Tensor:
        jets, length, _ = query.shape
        source = self.before(source)
        own = source[:, :length]  # queries come first among what they look at
        q = self.query(own).view(jets, length, HEADS, -1).transpose(1, 2)
        kv = self.key_value(source).view(jets, source.shape[1], 2, HEADS, -1)
        k, v = kv.permute(2, 0, 3, 1, 4)
        dropout = self.dropout if self.training else 0.0
        x = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias, dropout_p=dropout)
        x = self.after(self.out(x.transpose(1, 2).reshape(jets, length, CHANNELS)))
        return query + functional.dropout(x, self.dropout, self.training)


class PairEmbedding(nn.Module):
    """A bias for each head from the features of a pair."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.BatchNorm1d(PAIR_FEATURES)]
        width = PAIR_FEATURES
        for wider in (64, 64, 64):
            layers += [nn.Conv1d(width, wider, 1), nn.BatchNorm1d(wider), nn.GELU()]
            width = wider
        self.layers = nn.Sequential(*layers, nn.Conv1d(width, HEADS, 1))

    def forward(self, p4: Tensor) -> Tensor:
        """(jets, heads, particles, particles)."""
        length = p4.shape[1]
        row, column = torch.tril_indices(length, length, device=p4.device)
        values = self.layers(pair_features(p4, row, column))
        bias = values.new_zeros(len(p4), HEADS, length, length)
        bias[:, :, row, column] = values
        bias[:, :, column, row] = values
        return bias


class ParticleTransformer(nn.Module):
    def __init__(self, classes: int = 2) -> None:
        super().__init__()
        self.normalise = nn.BatchNorm1d(FEATURES)
        layers: list[nn.Module] = []
        width = FEATURES
        for wider in (CHANNELS, HIDDEN, CHANNELS):
            layers += [nn.LayerNorm(width), nn.Linear(width, wider), nn.GELU()]
            width = wider
        self.embedding = nn.Sequential(*layers)
        self.pairs = PairEmbedding()
        self.attention = nn.ModuleList(Attention(DROPOUT) for _ in range(PARTICLE_BLOCKS))
        self.feedforward = nn.ModuleList(Feedforward(DROPOUT) for _ in range(PARTICLE_BLOCKS))
        self.token = nn.Parameter(0.02 * torch.randn(1, 1, CHANNELS))
        self.class_attention = nn.ModuleList(Attention(0.0) for _ in range(CLASS_BLOCKS))
        self.class_feedforward = nn.ModuleList(Feedforward(0.0) for _ in range(CLASS_BLOCKS))
        self.decoder = nn.Sequential(nn.LayerNorm(CHANNELS), nn.Linear(CHANNELS, classes))

    def forward(self, features: Tensor, p4: Tensor, real: Tensor) -> Tensor:
        """Logits of jets padded to the longest; features of particle_features, `real` a mask."""
        x = self.embedding(self.normalise(features.transpose(1, 2)).transpose(1, 2))
        padding = torch.zeros_like(real, dtype=x.dtype).masked_fill(~real, -torch.inf)
        padding = padding[:, None, None, :]
        bias = self.pairs(p4) + padding
        for attention, feedforward in zip(self.attention, self.feedforward):
            x = feedforward(attention(x, x, bias))
        token = self.token.expand(len(x), -1, -1)
        bias = functional.pad(padding, (1, 0))  # nothing hides the token itself
        for attention, feedforward in zip(self.class_attention, self.class_feedforward):
            token = feedforward(attention(token, torch.cat([token, x], dim=1), bias))
        return self.decoder(token.squeeze(1))
