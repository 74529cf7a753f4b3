"""Proton collisions, as Pythia generates them."""

import numpy as np

NEUTRINOS = (12, 14, 16)

#: The greatest seed that Pythia takes; 0 would mean the time of day.
GREATEST_SEED = 900_000_000

#: Every process here has a jet in its window in well more than one event of these.
MOST_REJECTED = 100_000

_COMMON = ("Print:quiet = on", "Beams:eCM = 14000.", "Random:setSeed = on")

# Columns of an array of particles.
PX, PY, PZ, E, CHARGE, ID = range(6)


class Collisions:
    """An endless row of events of one process; same settings and seed, same events."""

    def __init__(self, settings, seed):
        import pythia8mc

        self._pythia = pythia8mc.Pythia("", False)
        for setting in (*_COMMON, f"Random:seed = {seed}", *settings):
            if not self._pythia.readString(setting):
                raise ValueError(f"Pythia does not know the setting '{setting}'")
        if not self._pythia.init():
            raise RuntimeError("Pythia could not be initialised with " + ", ".join(settings))

    def __iter__(self):
        """Pythia's records; each is overwritten by the next."""
        while True:
            if self._pythia.next():
                yield self._pythia.event


def visible(event):
    """Final particles but neutrinos: a row each of px, py, pz, E (GeV), charge, PDG code."""
    return np.array(
        [
            (p.px(), p.py(), p.pz(), p.e(), p.charge(), p.id())
            for p in event
            if p.isFinal() and p.idAbs() not in NEUTRINOS
        ]
    )


def hard_flavours(event):
    """PDG codes without sign of what the hard process made: Pythia keeps its products in rows 5, 6."""
    return {event[5].idAbs(), event[6].idAbs()}


def hadronic_tops(event):
    """The event's top quarks, with the quarks they decayed to: pairs of (top, quarks)."""
    tops = []
    for particle in event:
        if particle.idAbs() == 6 and event[particle.daughter1()].idAbs() != 6:
            quarks = []
            for daughter in (event[particle.daughter1()], event[particle.daughter2()]):
                if daughter.idAbs() == 24:
                    boson = _last_copy(event, daughter)
                    quarks += [event[boson.daughter1()], event[boson.daughter2()]]
                else:
                    quarks.append(daughter)
            tops.append((particle, quarks))
    return tops


def _last_copy(event, particle):
    """A particle just before its decay: on the way there it is copied with every recoil."""
    while event[particle.daughter1()].id() == particle.id():
        particle = event[particle.daughter1()]
    return particle
