"""Jets in memory and on the way: constituents end to end, with offsets."""

import dataclasses
import os

import numpy as np


@dataclasses.dataclass(frozen=True)
class Piece:
    """Some jets: jet j has the constituents offsets[j] to offsets[j + 1] - 1.

    constituents: (constituents of all jets, 4), in the layout's columns; offsets: (jets + 1);
    truth: (jets, 4), E, px, py, pz in GeV.
    """

    constituents: np.ndarray
    offsets: np.ndarray
    truth: np.ndarray

    @staticmethod
    def of(jets, dtype):
        """The piece of a list of samples.Jet."""
        multiplicities = [len(jet.constituents) for jet in jets]
        return Piece(
            np.concatenate([jet.constituents for jet in jets]).astype(dtype),
            np.concatenate([[0], np.cumsum(multiplicities)]).astype(np.int64),
            np.array([jet.truth for jet in jets]).astype(dtype),
        )

    def __len__(self):
        return len(self.offsets) - 1

    @property
    def most_constituents(self):
        return int(np.diff(self.offsets).max())

    def padded(self, constituents):
        """An array (jets, constituents, 4), zeros behind each jet's own."""
        counts = np.diff(self.offsets)
        array = np.zeros((len(self), constituents, 4), self.constituents.dtype)
        array[np.arange(constituents) < counts[:, None]] = self.constituents
        return array

    def reordered(self, order):
        """The jets of these numbers, in their order."""
        counts = np.diff(self.offsets)[order]
        offsets = np.concatenate([[0], np.cumsum(counts)])
        rows = np.arange(offsets[-1]) + np.repeat(self.offsets[:-1][order] - offsets[:-1], counts)
        return Piece(self.constituents[rows], offsets, self.truth[order])

    @staticmethod
    def joined(pieces):
        """Several pieces as one."""
        starts = np.cumsum([0] + [piece.offsets[-1] for piece in pieces])
        return Piece(
            np.concatenate([piece.constituents for piece in pieces]),
            np.concatenate(
                [[0]] + [piece.offsets[1:] + start for piece, start in zip(pieces, starts)]
            ),
            np.concatenate([piece.truth for piece in pieces]),
        )

    def write(self, path):
        """Writes a file that is there whole or not at all."""
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with open(temporary, "wb") as file:
                np.savez(file, **vars(self))
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)

    @staticmethod
    def read(path):
        with np.load(path) as arrays:
            return Piece(arrays["constituents"], arrays["offsets"], arrays["truth"])

    def digest(self, sha):
        """Adds the content, and nothing of how it is stored, to a hashlib object."""
        for array in (self.offsets, self.constituents, self.truth):
            sha.update(np.ascontiguousarray(array).tobytes())
