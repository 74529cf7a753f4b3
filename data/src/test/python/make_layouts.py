"""Makes small files in layouts of which no public one is small enough, for tests of descriptions.

    python make_layouts.py OUT

OUT is data/src/test/resources/samples/layouts. Needs numpy, h5py, pyarrow and uproot. All numbers
are invented, with a seed; the names and shapes are those of the public files. What the tests expect
of the files is computed here, in numpy, and written to expected.json.
"""

import json
import pathlib
import sys

import h5py
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import uproot

random = np.random.default_rng(7)


def momenta(pt, eta, phi, m):
    px, py, pz = pt * np.cos(phi), pt * np.sin(phi), pt * np.sinh(eta)
    return np.stack([np.sqrt(px**2 + py**2 + pz**2 + m**2), px, py, pz], -1)


def summary(p, jets):
    """Sums over all constituents, and how many there are."""
    return {"jets": int(jets), "constituents": len(p), "sum": p.sum(0).tolist()}


def jetnet(out, name, jets, particles=30):
    """particle_features: etarel, phirel, ptrel, mask; jet_features: pt, eta, mass, particles."""
    count = random.integers(5, particles + 1, jets)
    mask = np.arange(particles) < count[:, None]
    features = np.zeros((jets, particles, 4), np.float32)
    features[..., :2] = random.normal(0, 0.1, (jets, particles, 2))
    features[..., 2] = random.exponential(1 / particles, (jets, particles))
    features[..., 3] = 1
    features[~mask] = 0
    jet = np.stack(
        [random.uniform(800, 1600, jets), random.normal(0, 1, jets), random.uniform(10, 200, jets), count], -1
    ).astype(np.float32)
    with h5py.File(out / name, "w") as file:
        file.create_dataset("particle_features", data=features, compression="gzip")
        file.create_dataset("jet_features", data=jet)
    f, j = features.astype(float), jet.astype(float)
    p = momenta(
        f[..., 2] * j[:, None, 0], f[..., 0] + j[:, None, 1], f[..., 1], 0 * f[..., 0]
    )
    return summary(p[mask], jets)


def atlas(out, name, jets, particles=200):
    """Arrays in MeV, zero padded; the hardest come first."""
    count = random.integers(20, 120, jets)
    mask = np.arange(particles) < count[:, None]
    pt = -np.sort(-random.exponential(2e4, (jets, particles))).astype(np.float32) * mask
    eta = (random.normal(0, 0.3, (jets, particles)).astype(np.float32)) * mask
    phi = (random.normal(2, 0.3, (jets, particles)).astype(np.float32)) * mask
    energy = (pt * np.cosh(eta)).astype(np.float32)
    with h5py.File(out / name, "w") as file:
        for column, values in (("pt", pt), ("eta", eta), ("phi", phi), ("E", energy)):
            file.create_dataset("fjet_clus_" + column, data=values, compression="gzip")
        file.create_dataset("fjet_pt", data=pt.sum(1))
        file.create_dataset("fjet_m", data=random.uniform(1e4, 2e5, jets).astype(np.float32))
        file.create_dataset("labels", data=(np.arange(jets) % 2).astype(np.int32))
        file.create_dataset("weights", data=random.uniform(0.1, 3, jets))
    keep = mask & (np.arange(particles) < 80)
    p = momenta(pt[keep].astype(float), eta[keep].astype(float), phi[keep].astype(float), 0) / 1e3
    p[:, 0] = energy[keep].astype(float) / 1e3
    return summary(p, jets)


def lists(counts, draw):
    return [draw(n).astype(np.float32) for n in counts]


def delphes(out, name, events):
    """Lists as Delphes names them; Jet, and the towers and energy flow objects of the event."""
    import awkward as ak

    tree = {}
    jets = random.integers(1, 4, events)
    tree["Jet"] = {
        "PT": lists(jets, lambda n: random.uniform(60, 700, n)),
        "Eta": lists(jets, lambda n: random.uniform(-2.5, 2.5, n)),
        "Phi": lists(jets, lambda n: random.uniform(-np.pi, np.pi, n)),
        "Mass": lists(jets, lambda n: random.uniform(5, 200, n)),
    }
    for kind, pt in (("Tower", "ET"), ("EFlowTrack", "PT"), ("EFlowPhoton", "ET"), ("EFlowNeutralHadron", "ET")):
        counts = random.integers(40, 120, events)
        # Most lie near a jet, some anywhere.
        near = [random.integers(0, j, n) for j, n in zip(jets, counts)]
        tree[kind] = {
            pt: lists(counts, lambda n: random.exponential(5, n) + 0.1),
            "Eta": [
                (tree["Jet"]["Eta"][e][k] + random.normal(0, 0.5, len(k))).astype(np.float32)
                for e, k in enumerate(near)
            ],
            "Phi": [
                np.angle(np.exp(1j * (tree["Jet"]["Phi"][e][k] + random.normal(0, 0.5, len(k))))).astype(np.float32)
                for e, k in enumerate(near)
            ],
        }
        if kind == "Tower":
            tree[kind]["E"] = [t * np.cosh(h) for t, h in zip(tree[kind]["ET"], tree[kind]["Eta"])]
            tree[kind]["Eem"] = [e * np.float32(0.25) for e in tree[kind]["E"]]
        if kind == "EFlowTrack":
            tree[kind]["Charge"] = [random.choice([-1, 1], n).astype(np.int32) for n in counts]
    with uproot.recreate(out / name, compression=uproot.ZLIB(4)) as file:
        file.mktree(
            "Delphes",
            {kind: ak.type(ak.zip({k: ak.Array(v) for k, v in columns.items()})).content for kind, columns in tree.items()},
            field_name=lambda outer, inner: outer + "." + inner,
            counter_name=lambda counted: counted + "_size",
        )
        file["Delphes"].extend({kind: ak.zip({k: ak.Array(v) for k, v in c.items()}) for kind, c in tree.items()})
    return {
        "towers": near_jets(tree, [("Tower", "ET")]),
        "eflow": near_jets(
            tree, [("EFlowTrack", "PT"), ("EFlowPhoton", "ET"), ("EFlowNeutralHadron", "ET")]
        ),
    }


def near_jets(tree, kinds):
    found, jets = [], 0
    for event in range(len(tree["Jet"]["PT"])):
        for pt, eta, phi in zip(*(tree["Jet"][c][event].astype(float) for c in ("PT", "Eta", "Phi"))):
            if pt <= 100 or abs(eta) >= 2:
                continue
            jets += 1
            for kind, momentum in kinds:
                t, h, f = (tree[kind][c][event].astype(float) for c in (momentum, "Eta", "Phi"))
                d = np.angle(np.exp(1j * (f - phi)))
                near = (h - eta) ** 2 + d**2 <= 0.8**2
                found.append(momenta(t[near], h[near], f[near], 0))
    return summary(np.concatenate(found), jets)


def columns(out):
    """Every kind of column in each format: column k of row i is a formula that the tests know."""
    n = 11
    i = np.arange(n)
    plain = {
        "f4": (i * 0.5).astype(np.float32),
        "f8": i / 3,
        "f2": (i * 0.25).astype(np.float16),
        "i1": (i - 5).astype(np.int8),
        "u1": (250 + i % 5).astype(np.uint8),
        "u4": (2**32 - 1 - i).astype(np.uint32),
        "i8": 2**60 + i,
        "flag": i % 3 == 0,
        "array": (i[:, None, None] * 100 + np.arange(3)[:, None] * 10 + np.arange(4)).astype(np.float32),
    }
    np.savez_compressed(out / "columns.npz", text=np.array(["a", "b"]), single=3.0, **plain)
    record = np.zeros(n, [("pt", "f4"), ("id", "i8"), ("v", "f8", (2, 3)), ("ok", "?"), ("s", "S4")])
    record["pt"], record["id"], record["ok"] = i * 1.5, 2**60 + i, i % 2
    record["v"] = i[:, None, None] * 100 + np.arange(2)[:, None] * 10 + np.arange(3)
    tracks = np.zeros((n, 5), [("d0", "f4"), ("valid", "?"), ("q", "i1")])
    tracks["d0"] = i[:, None] + np.arange(5) / 8
    tracks["valid"], tracks["q"] = np.arange(5) < (i % 6)[:, None], -1
    with h5py.File(out / "columns.h5", "w") as file:
        for name, values in plain.items():
            file.create_dataset(name, data=values, chunks=True, compression="gzip")
        file["single"] = 3.0
        file.create_dataset("group/jets", data=record, chunks=(4,))
        file.create_dataset("group/inner/tracks", data=tracks, compression="gzip", shuffle=True)
        file["names"] = np.array([b"x", b"y"])
    lengths = i % 4
    flat = np.arange(lengths.sum())
    offsets = np.r_[0, np.cumsum(lengths)].astype(np.int32)
    table = {name: pa.array(values) for name, values in plain.items() if name not in ("array", "f2")}
    table["lists"] = pa.ListArray.from_arrays(offsets, flat.astype(np.float32))
    table["flags"] = pa.ListArray.from_arrays(offsets, flat % 2 == 0)
    table["u4s"] = pa.ListArray.from_arrays(offsets, (2**32 - 1 - flat).astype(np.uint32))
    table["text"] = pa.array([str(k) for k in i])
    table["record"] = pa.array([{"a": int(k)} for k in i])
    table["deep"] = pa.array([[[int(k)]] for k in i])
    pq.write_table(pa.table(table), out / "columns.parquet", row_group_size=4)


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    expected = {
        "t.hdf5": jetnet(out, "t.hdf5", 12),
        "g.hdf5": jetnet(out, "g.hdf5", 9),
        "atlas.h5": atlas(out, "atlas.h5", 16),
        "delphes.root": delphes(out, "delphes.root", 12),
    }
    columns(out)
    (out / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
