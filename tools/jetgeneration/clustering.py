"""Jets, as FastJet finds them with the anti-kT algorithm."""

import contextlib
import os
import sys

import numpy as np


class Clustering:
    """The anti-kT algorithm with a radius."""

    def __init__(self, radius):
        fastjet = _fastjet()
        self._fastjet = fastjet
        self._definition = fastjet.JetDefinition(fastjet.antikt_algorithm, radius)

    def jets(self, momenta, least_pt):
        """Jets above a transverse momentum (GeV), hardest first.

        momenta: rows of px, py, pz, E in GeV. A constituent's user_index is its row.
        """
        inputs = []
        for row, momentum in enumerate(momenta.tolist()):
            pseudojet = self._fastjet.PseudoJet(*momentum)
            pseudojet.set_user_index(row)
            inputs.append(pseudojet)
        # The sequence owns what its jets are made of: it must not be collected before them.
        self._sequence = self._fastjet.ClusterSequence(inputs, self._definition)
        return self._fastjet.sorted_by_pt(self._sequence.inclusive_jets(least_pt))


def hardest_first(jet):
    """A jet's constituents, sorted by transverse momentum."""
    return sorted(jet.constituents(), key=lambda constituent: -constituent.pt())


def delta_r(jet, particle):
    """Distance in eta and phi of a particle of Pythia's from a jet."""
    delta_phi = np.remainder(particle.phi() - jet.phi_std() + np.pi, 2 * np.pi) - np.pi
    return np.hypot(particle.eta() - jet.eta(), delta_phi)


def _fastjet():
    """The library, without the banner it prints on standard output with the first jets it finds."""
    import fastjet

    sys.stdout.flush()
    with _silence(1):
        definition = fastjet.JetDefinition(fastjet.antikt_algorithm, 1.0)
        fastjet.ClusterSequence([fastjet.PseudoJet(1, 0, 0, 1)], definition)
    return fastjet


@contextlib.contextmanager
def _silence(descriptor):
    kept = os.dup(descriptor)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), descriptor)
    try:
        yield
    finally:
        os.dup2(kept, descriptor)
        os.close(kept)
