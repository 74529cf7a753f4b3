"""Making a sample piece by piece, by several processes, and going on where that was stopped.

A piece is some jets of one class. Its random numbers follow from the seed, the class and the piece's
number alone, so the file is the same however many processes make it and however often they were
stopped. Finished pieces wait in a folder beside the file until all are there.
"""

import concurrent.futures
import contextlib
import fcntl
import hashlib
import importlib.metadata
import itertools
import json
import multiprocessing
import multiprocessing.connection
import os
import pathlib
import shutil
import signal
import threading
from dataclasses import dataclass

import numpy as np

from jetgeneration.events import GREATEST_SEED, MOST_REJECTED
from jetgeneration.pieces import Piece
from jetgeneration.samples import SAMPLES

#: Small enough to lose little when stopped, large enough for Pythia's start not to matter.
PIECE_JETS = 500

_WATCH_SECONDS = 0.5

#: Whatever the versions of these change, the jets change with.
_LIBRARIES = ("pythia8mc", "fastjet", "numpy")


class ProductionError(Exception):
    """Something the user can mend; the message is one line."""


@dataclass(frozen=True)
class Order:
    """What is to be made.

    jets: of all classes together, as many of each as can be; purpose: 0 training, 1 validation,
    2 test, which some layouts keep.
    """

    sample: str
    jets: int
    seed: int
    purpose: int
    out: pathlib.Path

    @property
    def folder(self):
        return self.out.with_name(self.out.name + ".pieces")

    def plan(self):
        """All pieces, in the order in which they are wanted."""
        classes = len(SAMPLES[self.sample].classes)
        left = [(self.jets + label) // classes for label in range(classes)]
        plan = []
        for number in range(-(-max(left) // PIECE_JETS)):
            for label in range(classes):
                size = min(left[label], PIECE_JETS)
                left[label] -= size
                if size:
                    plan.append(PieceOrder(self.sample, self.seed, label, number, size))
        return plan


@dataclass(frozen=True)
class PieceOrder:
    """A piece that is to be made."""

    sample: str
    seed: int
    label: int
    number: int
    jets: int

    @property
    def name(self):
        class_name = SAMPLES[self.sample].classes[self.label].name
        return f"{class_name}-{self.number:05d}-{self.jets}.npz"

    def pythia_seed(self):
        """No two pieces of a sample share one, nor, but for a rare chance, do two samples."""
        start = int.from_bytes(hashlib.sha256(str(self.seed).encode()).digest()[:8], "big")
        piece = self.number * len(SAMPLES[self.sample].classes) + self.label
        return 1 + (start + piece) % GREATEST_SEED

    def make(self, count):
        """Generates the jets; count() is called for each."""
        rng = np.random.default_rng([self.seed, self.label, self.number])
        kept = []
        rejected = 0
        for jet in SAMPLES[self.sample].jets(self.label, self.pythia_seed(), rng):
            if jet is None:
                rejected += 1
                if rejected > MOST_REJECTED:
                    raise ProductionError(
                        f"no jet of {self.name} was kept in {MOST_REJECTED} events"
                    )
                continue
            rejected = 0
            kept.append(jet)
            count()
            if len(kept) == self.jets:
                return Piece.of(kept, SAMPLES[self.sample].layout.DTYPE)


def produce(order, processes, progress):
    """Makes a file.

    progress: a progress.Progress, told how many jets there are.
    Returns the SHA-256 of its content: jets, labels, and their order.
    Raises ProductionError, or OSError where the disk refuses.
    """
    with _folder(order):
        plan = order.plan()
        missing = [piece for piece in plan if not (order.folder / piece.name).exists()]
        there = order.jets - sum(piece.jets for piece in missing)
        progress.start(there)
        _make(missing, order.folder, processes, lambda made: progress.at(there + made))
        digest = _assemble(order, plan)
        progress.end()
    shutil.rmtree(order.folder)
    return digest


@contextlib.contextmanager
def _folder(order):
    """The folder of pieces, for this process alone and for this order alone."""
    order.folder.mkdir(exist_ok=True)
    with open(order.folder / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ProductionError(f"{order.out}: is being made by another process") from None
        _require_same(order)
        yield


def _require_same(order):
    described = {"sample": order.sample, "seed": order.seed, "piece_jets": PIECE_JETS}
    described |= {name: importlib.metadata.version(name) for name in _LIBRARIES}
    file = order.folder / "order.json"
    if file.exists():
        before = json.loads(file.read_text())
        for key, value in described.items():
            if before.get(key) != value:
                raise ProductionError(
                    f"{order.folder}: holds pieces made with {key} {before.get(key)}, not {value};"
                    " remove the folder, or choose another --out"
                )
    else:
        temporary = file.with_suffix(".new")
        temporary.write_text(json.dumps(described, indent=1))
        os.replace(temporary, file)


def _make(pieces, folder, processes, told):
    """Makes pieces; told(jets) is called about twice a second."""
    context = multiprocessing.get_context("spawn")
    made = context.Value("q", 0)
    executor = concurrent.futures.ProcessPoolExecutor(
        processes, context, initializer=_begin_worker, initargs=(made,)
    )
    try:
        running = {executor.submit(_make_piece, piece, folder) for piece in pieces}
        while running:
            done, running = concurrent.futures.wait(
                running, _WATCH_SECONDS, concurrent.futures.FIRST_COMPLETED
            )
            for future in done:
                future.result()
            told(made.value)
    except concurrent.futures.process.BrokenProcessPool:
        raise ProductionError("a process ended early, perhaps for lack of memory") from None
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()


_made = None


def _begin_worker(made):
    global _made
    _made = made
    # The parent answers to Ctrl-C; and whoever ends it, ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent():
    multiprocessing.connection.wait([multiprocessing.parent_process().sentinel])
    os._exit(1)


def _count():
    with _made.get_lock():
        _made.value += 1


def _make_piece(piece, folder):
    piece.make(_count).write(folder / piece.name)


def _assemble(order, plan):
    """Writes the file: jets of all classes, mixed among pieces of the same number."""
    sample = SAMPLES[order.sample]
    most = max(Piece.read(order.folder / piece.name).most_constituents for piece in plan)
    sha = hashlib.sha256()
    assembled = order.folder / f"assembled{sample.layout.EXTENSION}"
    file = sample.layout(assembled, order.jets, most, order.purpose)
    with contextlib.closing(file):
        for _, group in itertools.groupby(plan, lambda piece: piece.number):
            jets, labels = _mixed(order, list(group))
            file.write(jets, labels)
            jets.digest(sha)
            sha.update(labels.tobytes())
    with open(assembled, "rb+") as whole:
        os.fsync(whole.fileno())
    os.replace(assembled, order.out)
    return sha.hexdigest()


def _mixed(order, plan):
    """Pieces of all classes as one, their jets in random order, and the jets' labels."""
    pieces = [Piece.read(order.folder / piece.name) for piece in plan]
    labels = np.repeat([piece.label for piece in plan], [piece.jets for piece in plan])
    mixed = np.random.default_rng([order.seed, plan[0].number]).permutation(len(labels))
    return Piece.joined(pieces).reordered(mixed), labels[mixed]
