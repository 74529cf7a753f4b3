"""Tests of generate-jets: python3 -m unittest discover -s tools/tests

Those that generate events are skipped where the libraries of requirements.txt are not installed.
"""

import contextlib
import importlib.util
import io
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

MISSING = [
    name
    for name in ("numpy", "pythia8mc", "fastjet", "pandas", "tables")
    if importlib.util.find_spec(name) is None
]
WHY = f"needs {', '.join(MISSING)}: pip install -r tools/requirements.txt"

if "numpy" in MISSING:
    raise unittest.SkipTest(WHY)

import numpy as np

from jetgeneration import command
from jetgeneration.detector import energy_flow
from jetgeneration.layouts import EnergyFlowFile, TopReferenceFile
from jetgeneration.pieces import Piece
from jetgeneration.production import PIECE_JETS, Order, PieceOrder, ProductionError, produce
from jetgeneration.progress import Progress
from jetgeneration.samples import SAMPLES, Jet


def some_piece():
    """Three jets of 1, 3 and 2 constituents."""
    jets = [
        Jet(np.arange(4.0 * n).reshape(n, 4) + 100 * n, np.array([n, 0.0, 0.0, 0.0]))
        for n in (1, 3, 2)
    ]
    return Piece.of(jets, np.float32)


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)


class PieceTest(Folder):
    def test_pads_behind_a_jets_own_constituents(self):
        padded = some_piece().padded(4)
        self.assertEqual(padded.shape, (3, 4, 4))
        np.testing.assert_array_equal(padded[0, 0], [100, 101, 102, 103])
        np.testing.assert_array_equal(padded[1, 2], [308, 309, 310, 311])
        self.assertEqual((padded != 0).any(-1).sum(1).tolist(), [1, 3, 2])

    def test_reorders_whole_jets(self):
        piece = some_piece()
        order = np.array([2, 0, 1])
        moved = piece.reordered(order)
        np.testing.assert_array_equal(moved.padded(3), piece.padded(3)[order])
        np.testing.assert_array_equal(moved.truth, piece.truth[order])

    def test_joins_and_reads_back(self):
        piece = some_piece()
        piece.write(self.folder / "piece.npz")
        joined = Piece.joined([piece, Piece.read(self.folder / "piece.npz")])
        np.testing.assert_array_equal(joined.padded(3), np.tile(piece.padded(3), (2, 1, 1)))
        self.assertEqual([p.name for p in self.folder.iterdir()], ["piece.npz"])


class LayoutTest(Folder):
    LABELS = np.array([0, 1, 1])

    def write(self, layout, name):
        with contextlib.closing(layout(self.folder / name, 6, 3, 2)) as file:
            file.write(some_piece(), self.LABELS)
            file.write(some_piece(), 1 - self.LABELS)
        return self.folder / name

    def test_energyflow(self):
        path = self.write(EnergyFlowFile, "jets.npz")
        with np.load(path) as arrays:
            self.assertEqual(arrays["X"].dtype, np.float64)
            np.testing.assert_array_equal(arrays["X"][3:], some_piece().padded(3))
            np.testing.assert_array_equal(arrays["y"], [0, 1, 1, 1, 0, 0])
        again = path.read_bytes()
        path.unlink()
        self.assertEqual(self.write(EnergyFlowFile, "jets.npz").read_bytes(), again)

    @unittest.skipIf({"pandas", "tables"} & set(MISSING), WHY)
    def test_top_reference(self):
        import pandas

        frame = pandas.read_hdf(self.write(TopReferenceFile, "jets.h5"), "table")
        self.assertEqual(len(frame), 6)
        self.assertEqual(
            list(frame.columns[:5]) + list(frame.columns[-6:]),
            ["E_0", "PX_0", "PY_0", "PZ_0", "E_1"]
            + ["truthE", "truthPX", "truthPY", "truthPZ", "ttv", "is_signal_new"],
        )
        self.assertEqual(frame.shape[1], 806)
        np.testing.assert_array_equal(frame["is_signal_new"], [0, 1, 1, 1, 0, 0])
        self.assertTrue((frame["ttv"] == 2).all())
        np.testing.assert_array_equal(frame["PZ_2"], [0, 311, 0] * 2)
        np.testing.assert_array_equal(frame["truthE"], [1, 3, 2] * 2)


class DetectorTest(unittest.TestCase):
    def particles(self, code, charge, count=2000):
        rng = np.random.default_rng(1)
        pt, eta, phi = 5 + 50 * rng.random(count), 2 - 4 * rng.random(count), 6 * rng.random(count)
        return np.column_stack(
            [
                pt * np.cos(phi),
                pt * np.sin(phi),
                pt * np.sinh(eta),
                pt * np.cosh(eta),
                np.full(count, charge),
                np.full(count, code),
            ]
        )

    def test_sees_massless_objects_of_about_the_energy_there_is(self):
        for code, charge in ((211, 1), (22, 0), (130, 0)):
            particles = self.particles(code, charge)
            seen = energy_flow(particles, np.random.default_rng(2))
            np.testing.assert_allclose(np.linalg.norm(seen[:, :3], axis=1), seen[:, 3])
            self.assertAlmostEqual(seen[:, 3].sum() / particles[:, 3].sum(), 1, delta=0.05)

    def test_tracks_keep_directions_and_towers_gather(self):
        charged = energy_flow(self.particles(211, 1), np.random.default_rng(2))
        neutral = energy_flow(self.particles(130, 0), np.random.default_rng(2))
        self.assertGreater(len(charged), 1900)
        self.assertLess(len(neutral), 1441)

    def test_same_random_numbers_same_objects(self):
        seen = [energy_flow(self.particles(211, 1), np.random.default_rng(3)) for _ in range(2)]
        np.testing.assert_array_equal(*seen)


class PlanTest(unittest.TestCase):
    def test_makes_as_many_jets_of_each_class_as_can_be(self):
        for jets in (1, 2, 999, 1000, 1001, 12345):
            plan = Order("top", jets, 1, 0, pathlib.Path("x.h5")).plan()
            per_class = [sum(p.jets for p in plan if p.label == label) for label in (0, 1)]
            self.assertEqual(sum(per_class), jets)
            self.assertLessEqual(per_class[1] - per_class[0], 1)
            self.assertLessEqual(max(p.jets for p in plan), PIECE_JETS)

    def test_no_two_pieces_share_random_numbers(self):
        plan = Order("quark-gluon", 1_000_000, 8, 0, pathlib.Path("x.npz")).plan()
        self.assertEqual(len({p.pythia_seed() for p in plan}), len(plan))
        other = PieceOrder("quark-gluon", 9, 0, 0, 500)
        self.assertNotIn(other.pythia_seed(), {p.pythia_seed() for p in plan})


class CommandTest(Folder):
    def run_it(self, *arguments):
        err = io.StringIO()
        with contextlib.redirect_stderr(err):
            status = command.main([str(argument) for argument in arguments])
        return status, err.getvalue()

    def test_says_what_is_not_installed(self):
        with mock.patch("importlib.util.find_spec", lambda name: None if name == "fastjet" else 1):
            status, err = self.run_it("top", "--jets", 2, "--out", self.folder / "x.h5")
        self.assertEqual(status, 1)
        self.assertIn("fastjet not installed: pip install -r ", err)

    @unittest.skipIf(MISSING, WHY)
    def test_refuses_what_it_cannot_write(self):
        status, err = self.run_it("top", "--jets", 2, "--out", self.folder / "x.npz")
        self.assertEqual((status, err.count("\n")), (2, 1))
        self.assertIn("a .h5 file is made", err)
        (self.folder / "x.h5").write_text("something")
        status, err = self.run_it("top", "--jets", 2, "--out", self.folder / "x.h5")
        self.assertEqual((status, err.count("\n")), (1, 1))
        self.assertIn("exists already", err)
        status, err = self.run_it("top", "--jets", 2, "--out", self.folder / "absent" / "x.h5")
        self.assertEqual((status, err.count("\n")), (1, 1))
        self.assertIn("No such file", err)


@unittest.skipIf(MISSING, WHY)
class GenerationTest(Folder):
    def order(self, sample, name, seed=3, jets=12):
        return Order(sample, jets, seed, 1, self.folder / name)

    def make(self, order, processes=1):
        return produce(order, processes, Progress(order.jets, io.StringIO()))

    def test_top_jets_are_as_they_should_be(self):
        import pandas

        order = self.order("top", "jets.h5")
        digest = self.make(order, processes=1)
        frame = pandas.read_hdf(order.out, "table")
        momenta = frame.iloc[:, :800].to_numpy(float).reshape(-1, 200, 4)
        jets = momenta.sum(1)
        pt = np.hypot(jets[:, 1], jets[:, 2])
        self.assertTrue(((pt > 550) & (pt < 650)).all())
        self.assertTrue((np.abs(np.arcsinh(jets[:, 3] / pt)) < 2).all())
        np.testing.assert_allclose(
            np.linalg.norm(momenta[..., 1:], axis=-1), momenta[..., 0], rtol=1e-6
        )
        self.assertTrue((np.diff(np.hypot(momenta[..., 1], momenta[..., 2])) <= 0).all())
        tops = frame["is_signal_new"].to_numpy() == 1
        self.assertEqual(tops.sum(), 6)
        truth = frame[["truthE", "truthPX", "truthPY", "truthPZ"]].to_numpy(float)
        mass = np.sqrt(truth[:, 0] ** 2 - (truth[:, 1:] ** 2).sum(1))
        self.assertTrue(((mass[tops] > 150) & (mass[tops] < 195)).all())
        self.assertTrue((truth[~tops] == 0).all())
        self.assertEqual([p.name for p in self.folder.iterdir()], ["jets.h5"])
        # The same seed, by another number of processes; another seed.
        self.assertEqual(self.make(self.order("top", "again.h5"), processes=3), digest)
        self.assertNotEqual(self.make(self.order("top", "other.h5", seed=4)), digest)

    def test_top_jets_of_high_pt_are_in_their_window(self):
        import pandas

        order = self.order("top-1tev", "jets.h5", jets=4)
        self.make(order)
        frame = pandas.read_hdf(order.out, "table")
        jets = frame.iloc[:, :800].to_numpy(float).reshape(-1, 200, 4).sum(1)
        pt = np.hypot(jets[:, 1], jets[:, 2])
        self.assertTrue(((pt > 1000) & (pt < 1100)).all())
        self.assertEqual(frame["is_signal_new"].sum(), 2)

    def test_quark_and_gluon_jets_are_as_they_should_be(self):
        order = self.order("quark-gluon", "jets.npz", jets=5)
        self.make(order)
        with np.load(order.out) as arrays:
            jets, labels = arrays["X"], arrays["y"]
        self.assertEqual(sorted(labels), [0, 0, 1, 1, 1])
        pt, rapidity, phi, code = (jets[..., c] for c in range(4))
        px, py = (pt * np.cos(phi)).sum(1), (pt * np.sin(phi)).sum(1)
        self.assertTrue(((np.hypot(px, py) > 500) & (np.hypot(px, py) < 550)).all())
        real = pt > 0
        # Within R = 0.4 of the axis, but for what recombination moves; never 2 pi away.
        axis = (pt * phi).sum(1) / pt.sum(1)
        self.assertTrue((np.abs(phi - axis[:, None])[real] < 0.6).all())
        self.assertTrue((np.abs(rapidity[real]) < 2.3).all())
        known = {11, 13, 22, 130, 211, 310, 321, 2112, 2212, 3122, 3112, 3222, 3312, 3322, 3334}
        self.assertLessEqual(set(np.abs(code[real]).astype(int)), known)

    def test_goes_on_with_the_pieces_there_are(self):
        order = self.order("quark-gluon", "jets.npz", jets=2)
        whole = self.make(order)
        order.out.unlink()
        first = order.plan()[0]
        made = first.make(lambda: None)
        order.folder.mkdir()
        made.write(order.folder / first.name)
        self.assertEqual(self.make(order), whole)
        # It is used, not made anew.
        order.out.unlink()
        order.folder.mkdir()
        Piece(2 * made.constituents, made.offsets, made.truth).write(order.folder / first.name)
        self.assertNotEqual(self.make(order), whole)

    def test_does_not_mix_seeds(self):
        order = self.order("quark-gluon", "jets.npz", jets=2)
        self.make(order)
        order.out.unlink()
        order.folder.mkdir()
        (order.folder / "order.json").write_text('{"sample": "quark-gluon", "seed": 99}')
        with self.assertRaisesRegex(ProductionError, "made with seed 99, not 3"):
            self.make(order)


class SampleTest(unittest.TestCase):
    def test_labels_are_those_of_the_public_sets(self):
        names = {name: [c.name for c in s.classes] for name, s in SAMPLES.items()}
        self.assertEqual(
            names,
            {
                "top": ["QCD", "top"],
                "top-1tev": ["QCD", "top"],
                "quark-gluon": ["gluon", "quark"],
            },
        )


if __name__ == "__main__":
    unittest.main()
