"""The samples that can be made: which processes, which jets, and how they lie in a file."""

from dataclasses import dataclass
from typing import Callable

import numpy as np

from jetgeneration import layouts
from jetgeneration.clustering import Clustering, delta_r, hardest_first
from jetgeneration.detector import energy_flow
from jetgeneration.events import ID, E, Collisions, hadronic_tops, hard_flavours, visible


@dataclass(frozen=True)
class Jet:
    """A jet that is kept.

    constituents: an array (constituents, 4), hardest first; columns as the sample's layout has them.
    truth: E, px, py, pz of the quark it comes from, GeV; zeros where there is none to tell.
    """

    constituents: np.ndarray
    truth: np.ndarray


@dataclass(frozen=True)
class JetClass:
    """Jets of one label: Pythia's settings, and a search for the jet in an event.

    find(event, clustering, rng) gives a Jet, or None where the event has none to keep.
    """

    name: str
    settings: tuple
    find: Callable


@dataclass(frozen=True)
class Sample:
    """Classes in the order of their labels, the jets' radius, and the layout of the file."""

    name: str
    what: str
    classes: tuple
    radius: float
    layout: type

    def jets(self, label, pythia_seed, rng):
        """An endless row of jets of a class; None for each event without one."""
        jet_class = self.classes[label]
        clustering = Clustering(self.radius)
        for event in Collisions(jet_class.settings, pythia_seed):
            yield jet_class.find(event, clustering, rng)


# Top and QCD jets, after G. Kasieczka et al., zenodo.org/records/2603256.

TOP_RADIUS = 0.8
TOP_PT = (550, 650)
TOP_HIGH_PT = (1000, 1100)
TOP_ETA = 2
TOP_MOST_CONSTITUENTS = 200
_HARDEST_JETS = 2


def _top_jets(window):
    """A search for jets with a top, pT in a window (low, high) in GeV."""
    return lambda event, clustering, rng: _jet_at(
        event, clustering, rng, window, lambda jet: _matched_top(jet, hadronic_tops(event))
    )


def _qcd_jets(window):
    """A search for jets of any kind, pT in a window (low, high) in GeV."""
    return lambda event, clustering, rng: _jet_at(
        event, clustering, rng, window, lambda jet: np.zeros(4)
    )


def _jet_at(event, clustering, rng, window, truth_of):
    """The harder jet of the two hardest that lies in the window and has a truth."""
    momenta = energy_flow(visible(event), rng)
    for jet in clustering.jets(momenta, least_pt=window[0])[:_HARDEST_JETS]:
        if jet.pt() >= window[1] or abs(jet.eta()) >= TOP_ETA:
            continue
        truth = truth_of(jet)
        if truth is not None:
            rows = [c.user_index() for c in hardest_first(jet)[:TOP_MOST_CONSTITUENTS]]
            return Jet(momenta[rows][:, [3, 0, 1, 2]], truth)
    return None


def _matched_top(jet, tops):
    """Four-momentum of the top that lies in the jet with all quarks it decayed to; None if none does."""
    for top, quarks in tops:
        if all(delta_r(jet, particle) < TOP_RADIUS for particle in (top, *quarks)):
            return np.array([top.e(), top.px(), top.py(), top.pz()])
    return None


def _top_sample(name, what, window, pt_hat):
    """Top and QCD jets; pt_hat is the range of the hard process's pT that fills the window."""
    common = (
        f"PhaseSpace:pTHatMin = {pt_hat[0]}.",
        f"PhaseSpace:pTHatMax = {pt_hat[1]}.",
        "PartonLevel:MPI = off",
    )
    return Sample(
        name=name,
        what=what,
        classes=(
            JetClass("QCD", (*common, "HardQCD:all = on"), _qcd_jets(window)),
            JetClass(
                "top",
                (
                    *common,
                    "Top:gg2ttbar = on",
                    "Top:qqbar2ttbar = on",
                    "24:onMode = off",
                    "24:onIfAny = 1 2 3 4 5",
                ),
                _top_jets(window),
            ),
        ),
        radius=TOP_RADIUS,
        layout=layouts.TopReferenceFile,
    )


TOP = _top_sample(
    "top", "top and QCD jets like the top-tagging reference set", TOP_PT, (500, 800)
)
TOP_1TEV = _top_sample(
    "top-1tev", "the same at a pT that the reference set does not have", TOP_HIGH_PT, (920, 1300)
)


# Quark and gluon jets, after P. Komiske, E. Metodiev, J. Thaler, zenodo.org/records/3164691.

QG_RADIUS = 0.4
QG_PT = (500, 550)
QG_RAPIDITY = 1.7
_HEAVY_QUARKS = {4, 5}


def _light_quark_jet(event, clustering, rng):
    if hard_flavours(event) & _HEAVY_QUARKS:
        return None
    return _hardest_jet(event, clustering, rng)


def _hardest_jet(event, clustering, _rng):
    """The hardest jet, if it lies in the window; pt, rapidity, phi and PDG code of its particles."""
    particles = visible(event)
    jets = clustering.jets(particles[:, : E + 1], least_pt=QG_PT[0])
    if not jets or jets[0].pt() >= QG_PT[1] or abs(jets[0].rap()) >= QG_RAPIDITY:
        return None
    constituents = hardest_first(jets[0])
    kinematics = np.array([(c.pt(), c.rap(), c.phi()) for c in constituents])
    codes = particles[[c.user_index() for c in constituents], ID]
    # As the public set has it: within pi of the jet, so that no jet is cut in two at 2 pi.
    axis = jets[0].phi()
    kinematics[:, 2] = axis + np.remainder(kinematics[:, 2] - axis + np.pi, 2 * np.pi) - np.pi
    return Jet(np.column_stack([kinematics, codes]), np.zeros(4))


_QG_COMMON = (
    "PhaseSpace:pTHatMin = 450.",
    "PhaseSpace:pTHatMax = 700.",
    "WeakZ0:gmZmode = 2",
    "23:onMode = off",
    "23:onIfAny = 12 14 16",
)

QUARK_GLUON = Sample(
    name="quark-gluon",
    what="quark and gluon jets like EnergyFlow's set",
    classes=(
        JetClass("gluon", (*_QG_COMMON, "WeakBosonAndParton:qqbar2gmZg = on"), _hardest_jet),
        JetClass("quark", (*_QG_COMMON, "WeakBosonAndParton:qg2gmZq = on"), _light_quark_jet),
    ),
    radius=QG_RADIUS,
    layout=layouts.EnergyFlowFile,
)

SAMPLES = {sample.name: sample for sample in (TOP, TOP_1TEV, QUARK_GLUON)}
