"""The public data sets' files, written piece by piece: memory does not grow with the file."""

import hashlib
import zipfile

import numpy as np

from jetgeneration.pieces import Piece

_CHECKED_ROWS = 1000
_INCOMPLETE = "the file could not be written completely; the disk may be full"


class TopReferenceFile:
    """The top-tagging reference set's layout: a pandas table under the key 'table'.

    Columns E_0, PX_0, PY_0, PZ_0 ... E_199 ..., the top quark's truthE, truthPX, truthPY, truthPZ
    (float32, GeV), ttv (0 training, 1 validation, 2 test) and is_signal_new.
    """

    EXTENSION = ".h5"
    KEY = "table"
    CONSTITUENTS = 200
    #: What pieces hold: single precision is what the file has.
    DTYPE = np.float32

    def __init__(self, path, jets, most_constituents, purpose):
        import pandas

        self._columns = [
            f"{component}_{i}"
            for i in range(self.CONSTITUENTS)
            for component in ("E", "PX", "PY", "PZ")
        ] + ["truthE", "truthPX", "truthPY", "truthPZ"]
        self._path = path
        self._purpose = purpose
        self._written = 0
        self._sha = hashlib.sha256()
        self._store = pandas.HDFStore(path, mode="w", complevel=6, complib="zlib")

    def write(self, piece: Piece, labels):
        import pandas

        index = range(self._written, self._written + len(piece))
        padded = piece.padded(self.CONSTITUENTS).reshape(len(piece), -1)
        columns = dict(zip(self._columns, np.column_stack([padded, piece.truth]).T))
        columns["ttv"] = np.full(len(piece), self._purpose, np.int64)
        columns["is_signal_new"] = labels.astype(np.int64)
        frame = pandas.DataFrame(columns, index=index)
        self._store.append(self.KEY, frame, index=False)
        self._sha.update(frame.to_numpy(np.float64).tobytes())
        self._written += len(piece)

    def close(self):
        self._store.close()
        self._check()

    def _check(self):
        """HDF5 does not tell when the disk is full."""
        import pandas

        sha = hashlib.sha256()
        try:
            for frame in pandas.read_hdf(self._path, self.KEY, chunksize=_CHECKED_ROWS):
                sha.update(frame.to_numpy(np.float64).tobytes())
        except Exception as e:
            raise OSError(_INCOMPLETE) from e
        if sha.digest() != self._sha.digest():
            raise OSError(_INCOMPLETE)


class EnergyFlowFile:
    """EnergyFlow's layout: an npz with X (jets, particles, 4: pt, y, phi, PDG code) and y, float64."""

    EXTENSION = ".npz"
    DTYPE = np.float64

    def __init__(self, path, jets, most_constituents, purpose):
        self._constituents = most_constituents
        self._labels = []
        self._archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._member = self._begin("X", (jets, most_constituents, 4))

    def _begin(self, name, shape):
        # A fixed date, so that the same jets make the same bytes.
        entry = zipfile.ZipInfo(name + ".npy", date_time=(1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        member = self._archive.open(entry, "w", force_zip64=True)
        header = {"descr": np.dtype(self.DTYPE).str, "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(member, header)
        return member

    def write(self, piece: Piece, labels):
        self._member.write(piece.padded(self._constituents).astype(self.DTYPE).tobytes())
        self._labels.append(labels)

    def close(self):
        self._member.close()
        labels = np.concatenate(self._labels) if self._labels else np.zeros(0)
        with self._begin("y", labels.shape) as member:
            member.write(labels.astype(self.DTYPE).tobytes())
        self._archive.close()
