# SPDX-License-Identifier: Apache-2.0
"""Times reading jets into arrays, beside the libraries of each format.

    python benchmarks/reading.py [--jets 50000] [--rounds 3] [--passes 5] [--folder DIR]

The bundled jets, over and over, are written to ROOT (uproot, layout jetclass with its branches of
constituents, a basket of each for 2,500 jets), Parquet and HDF5 (./lorentznet convert), and read whole:

    ours      JetFiles, all columns, in blocks of jets (ReadJets.java)
    theirs    uproot, pyarrow or h5py, all columns of the same file, whole: as columns, and as batches, for
              which the four-momenta are put together end to end in double precision, as ours are

Every measurement is a process of its own that reads the file some times, of which the fastest counts,
since it is warm by then; rounds take turns, and the median of theirs and ours is printed, as Markdown.
--folder keeps the files, and takes those that are there.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from jvm import ROOT, jdk

LAUNCHER = ROOT / "lorentznet"
SAMPLE = ROOT / "samples/top-train.parquet"
CLASSES = ["QCD", "Hbb", "Hcc", "Hgg", "H4q", "Hqql", "Zqq", "Wqq", "Tbqq", "Tbl"]
JETS_A_BASKET = 2500


# ---------------------------------------------------------------- files


def bundled(jets: int) -> tuple[np.ndarray, dict[str, np.ndarray], np.ndarray]:
    """Constituents of each jet, their momenta end to end, labels."""
    import pyarrow.parquet as pq

    table = pq.read_table(SAMPLE)
    repeats = -(-jets // len(table))
    counts = np.tile(np.asarray(table["E"].combine_chunks().value_lengths()), repeats)[:jets]
    momenta = {
        name: np.tile(table[name].combine_chunks().flatten().to_numpy(), repeats)[: counts.sum()]
        for name in ("E", "px", "py", "pz")
    }
    return counts, momenta, np.tile(table["label"].to_numpy(), repeats)[:jets]


def write_root(path: Path, compression, jets: int) -> None:
    """All branches of constituents that JetClass has, as far as momenta and chance make them."""
    import awkward as ak
    import uproot

    counts, p, label = bundled(jets)
    random = np.random.default_rng(0)
    constituents = len(p["E"])
    pt, phi = np.hypot(p["px"], p["py"]), np.arctan2(p["py"], p["px"])
    part = {"px": p["px"], "py": p["py"], "pz": p["pz"], "energy": p["E"]}
    part |= {"deta": np.arcsinh(p["pz"] / pt), "dphi": phi}
    charged = random.random(constituents) < 0.6
    for name in ("d0val", "d0err", "dzval", "dzerr"):
        part[name] = np.where(charged, random.normal(0, 0.1, constituents), 0)
    part["charge"] = np.where(charged, random.choice([-1, 1], constituents), 0)
    part = {name: values.astype(np.float32) for name, values in part.items()}
    kinds = random.integers(0, 5, constituents)
    for kind, name in enumerate(
        ("ChargedHadron", "NeutralHadron", "Photon", "Electron", "Muon")
    ):
        part[f"is{name}"] = (kinds == kind).astype(np.int32)
    part = ak.unflatten(ak.zip(part), counts)
    jet = {f"label_{name}": label == c for c, name in enumerate(CLASSES)}
    jet["jet_nparticles"] = counts.astype(np.float32)
    with uproot.recreate(path, compression=compression) as file:
        types = {"part": ak.type(part).content} | {n: v.dtype for n, v in jet.items()}
        tree = file.mktree("tree", types, initial_basket_capacity=1 + jets // JETS_A_BASKET)
        for first in range(0, jets, JETS_A_BASKET):
            some = slice(first, min(first + JETS_A_BASKET, jets))
            tree.extend({"part": part[some]} | {name: v[some] for name, v in jet.items()})


def convert(path: Path, jets: int) -> None:
    repeats = -(-jets // 6900)
    command = [LAUNCHER, "convert", *[SAMPLE] * repeats, "--out", path]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def files(folder: Path, jets: int) -> dict[str, Path]:
    import uproot

    paths = {}
    for name, compression in {
        "ROOT, uncompressed": None,
        "ROOT, LZ4": uproot.LZ4(4),
        "ROOT, zstd": uproot.ZSTD(5),
        "ROOT, zlib": uproot.ZLIB(1),
        "ROOT, LZMA": uproot.LZMA(1),
    }.items():
        paths[name] = folder / f"{name.split()[1]}.root"
        if not paths[name].exists():
            write_root(paths[name], compression, jets)
    for name, extension in {"Parquet": "parquet", "HDF5": "h5"}.items():
        paths[name] = folder / f"jets.{extension}"
        if not paths[name].exists():
            convert(paths[name], jets)
    return paths


# ---------------------------------------------------------------- reading


def read(path: Path, whole: bool) -> int:
    """All columns of a file, with the library of its format; the number of jets.

    whole puts four-momenta together, end to end in double precision, which networks are fed with.
    """
    if path.suffix == ".root":
        import awkward as ak
        import uproot

        with uproot.open(path) as file:
            tree = file["tree"]
            columns = tree.arrays([name for name in tree.keys() if name != "npart"])
        if whole:
            momenta([ak.flatten(columns[f"part_{c}"]) for c in ("energy", "px", "py", "pz")])
        return len(columns)
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        table = pq.read_table(path)
        if whole:
            momenta([table[c].combine_chunks().flatten() for c in ("E", "px", "py", "pz")])
        return len(table)
    import h5py

    with h5py.File(path) as file:
        columns = {name: dataset[:] for name, dataset in file.items()}
    if whole:
        padded = columns["Pmu"]
        padded[padded[..., 0] > 0].astype(np.float64)
    return len(columns["Pmu"])


def momenta(components: list) -> np.ndarray:
    return np.stack([np.asarray(c, dtype=np.float64) for c in components], axis=1)


def passes_of_theirs(path: Path, passes: int, whole: bool) -> None:
    for _ in range(passes):
        start = time.perf_counter()
        jets = read(path, whole)
        print(jets, time.perf_counter() - start)


def fastest(command: list) -> float:
    """Jets a second of the fastest pass."""
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    passes = [line.split() for line in text.splitlines()]
    return max(int(jets) / float(seconds) for jets, seconds in passes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jets", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--theirs", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--whole", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.theirs:
        passes_of_theirs(arguments.theirs, arguments.passes, arguments.whole)
        return
    subprocess.run([LAUNCHER, "--version"], check=True, stdout=subprocess.DEVNULL)  # builds it
    java = [jdk() / "bin/java", "--enable-native-access=ALL-UNNAMED"]
    java += ["-cp", ROOT / "app/target/lib/*", Path(__file__).parent / "ReadJets.java"]
    with tempfile.TemporaryDirectory() as temporary:
        paths = files(arguments.folder or Path(temporary), arguments.jets)
        speeds = {name: ([], [], []) for name in paths}
        for _ in range(arguments.rounds):
            for name, path in paths.items():
                ours, columns, batches = speeds[name]
                ours.append(fastest([*java, path, str(arguments.passes)]))
                own = [sys.executable, __file__, "--passes", str(arguments.passes), "--theirs", path]
                columns.append(fastest(own))
                batches.append(fastest([*own, "--whole"]))
        print("| file | MB | ours, jets/s | theirs, columns | ratio | theirs, batches | ratio |")
        print("|---|---|---|---|---|---|---|")
        for name, measured in speeds.items():
            a, b, c = (statistics.median(each) for each in measured)
            size = paths[name].stat().st_size / 1e6
            print(
                f"| {name} | {size:.0f} | {a:,.0f} | {b:,.0f} | {a / b:.2f} | {c:,.0f} | {a / c:.2f} |"
            )


if __name__ == "__main__":
    main()
