"""What a detector in the manner of Delphes makes of particles: an energy flow of massless objects.

Charged particles that are tracked become tracks, everything else goes into calorimeter towers, one
for electrons and photons and one for the rest. Efficiencies and resolutions are those of Delphes'
ATLAS card (arXiv:1307.6346), in rough steps; the momentum resolution of tracks is a fifth of the
card's. There is no magnetic field.
"""

import numpy as np

from jetgeneration.events import CHARGE, ID, PX, PY, PZ, E

#: Towers are 0.1 wide in eta and 10 degrees in phi.
TOWER_ETA = 0.1
TOWER_PHI = np.pi / 18

#: Nothing beyond is seen.
CALORIMETER_ETA = 4.9

#: A tower below this energy is left out, GeV.
LEAST_TOWER_ENERGY = 0.5

TRACK_RESOLUTION_SCALE = 0.2

#: Stochastic and constant terms: sigma^2 = (stochastic^2 + constant^2 E) E.
ELECTROMAGNETIC = (0.101, 0.0017)
HADRONIC = (0.5205, 0.050)

_DEPOSIT_ELECTROMAGNETICALLY = (11, 22)


def energy_flow(particles, rng):
    """Tracks and towers as rows of px, py, pz, E in GeV.

    particles: rows as events.visible gives them; rng: a numpy Generator.
    """
    pt = np.hypot(particles[:, PX], particles[:, PY])
    eta = np.arcsinh(particles[:, PZ] / np.maximum(pt, 1e-9))
    phi = np.arctan2(particles[:, PY], particles[:, PX])
    tracked = (particles[:, CHARGE] != 0) & (
        rng.random(len(particles)) < _track_efficiency(pt, eta)
    )
    objects = [_tracks(particles, tracked, pt, eta, rng)]
    deposits = ~tracked & (np.abs(eta) < CALORIMETER_ETA)
    electromagnetic = np.isin(np.abs(particles[:, ID]), _DEPOSIT_ELECTROMAGNETICALLY)
    for chosen, resolution in (
        (deposits & electromagnetic, ELECTROMAGNETIC),
        (deposits & ~electromagnetic, HADRONIC),
    ):
        objects.append(_towers(particles[chosen, E], eta[chosen], phi[chosen], resolution, rng))
    return np.concatenate(objects)


def _track_efficiency(pt, eta):
    central = np.select([pt > 1, pt > 0.1], [0.95, 0.70], 0.0)
    forward = np.select([pt > 1, pt > 0.1], [0.85, 0.60], 0.0)
    return np.select([np.abs(eta) < 1.5, np.abs(eta) < 2.5], [central, forward], 0.0)


def _tracks(particles, tracked, pt, eta, rng):
    constant, slope = (
        np.select([np.abs(eta) < 0.5, np.abs(eta) < 1.5], [inner, middle], outer)
        for inner, middle, outer in ((0.06, 0.10, 0.25), (1.3e-3, 1.7e-3, 3.1e-3))
    )
    resolution = TRACK_RESOLUTION_SCALE * np.hypot(constant, slope * pt)
    factor = np.maximum(1 + rng.normal(size=len(particles)) * resolution, 0.01)
    momentum = particles[tracked, : PZ + 1] * factor[tracked, None]
    return np.column_stack([momentum, np.linalg.norm(momentum, axis=1)])


def _towers(energy, eta, phi, resolution, rng):
    cells = np.column_stack([np.floor(eta / TOWER_ETA), np.floor(phi / TOWER_PHI)])
    cells, cell = np.unique(cells, axis=0, return_inverse=True)
    deposited = np.bincount(cell, energy, minlength=len(cells))
    stochastic, constant = resolution
    sigma = np.sqrt(stochastic**2 * deposited + constant**2 * deposited**2)
    # A log-normal distribution with the deposited energy as its mean: never negative.
    width = np.sqrt(np.log1p((sigma / np.maximum(deposited, 1e-9)) ** 2))
    measured = deposited * np.exp(rng.normal(size=len(cells)) * width - width**2 / 2)
    kept = (measured > LEAST_TOWER_ENERGY) & (measured > sigma)
    # Anywhere in its tower: a lattice of directions would be a feature that networks could learn.
    tower_eta = (cells[:, 0] + rng.random(len(cells))) * TOWER_ETA
    tower_phi = (cells[:, 1] + rng.random(len(cells))) * TOWER_PHI
    pt = measured / np.cosh(tower_eta)
    momenta = [pt * np.cos(tower_phi), pt * np.sin(tower_phi), pt * np.sinh(tower_eta), measured]
    return np.column_stack(momenta)[kept]
