"""Makes the small data files that the tests of this module read.

    python make_samples.py SIMULATED OUT
    python make_samples.py --bundled LAUNCHER SIMULATED OUT

The second form makes the samples that come with the program, top-{train,validation,test}.parquet,
with its own convert command (LAUNCHER is ./lorentznet); OUT is samples.

SIMULATED holds simulated-top-*.h5 and simulated-quark-gluon-test.npz (our own simulation); OUT is
data/src/test/resources/samples. Needs numpy, h5py, hdf5plugin, tables (PyTables) and pyarrow. Jets are
the first ones of the simulated files, so that tests can compare layouts with one another.
"""

import io
import json
import pathlib
import pickle
import subprocess
import sys
import tempfile
import types
import zipfile
from collections import OrderedDict

import h5py
import hdf5plugin
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import tables

TOP_JETS = 48
FEW_JETS = 8


def top_rows(source, jets):
    with h5py.File(source / "simulated-top-test.h5") as file:
        table = file["table/table"]
        return table[:jets], dict(table.attrs), dict(file["table"].attrs)


def momenta(rows):
    p = rows["values_block_0"][:, :800].reshape(-1, 200, 4)
    return p, (p != 0).any(-1)


def write_frame(path, rows, attributes, group_attributes, **storage):
    """The table as pandas writes it through PyTables."""
    with h5py.File(path, "w") as file:
        group = file.create_group("table")
        group.attrs.update(group_attributes)
        table = group.create_dataset("table", data=rows, **storage)
        table.attrs.update(attributes)


def write_blosc_frame(path, rows, attributes):
    """The same with a compression that only PyTables brings along."""
    members = [("index", "i8"), ("values_block_0", "f4", (804,)), ("values_block_1", "i8", (2,))]
    rows = rows.astype(members)
    with tables.open_file(path, "w") as file:
        file.create_group("/", "table")
        table = file.create_table(
            "/table",
            "table",
            obj=rows,
            filters=tables.Filters(complevel=5, complib="blosc:blosclz"),
        )
        for block in ("values_block_0", "values_block_1"):
            names = attributes[block + "_kind"]
            table._v_attrs[block + "_kind"] = names


def write_single_columns(path, rows):
    """pandas with data_columns=True: a member of its own for each column."""
    p, keep = momenta(rows)
    particles = int(keep.sum(1).max())
    members = [("index", "<i8")]
    for i in range(particles):
        members += [(f"{c}_{i}", "<f8") for c in ("E", "PX", "PY", "PZ")]
    members += [("is_signal_new", "<i8")]
    table = np.zeros(len(rows), members)
    table["index"] = rows["index"]
    table["is_signal_new"] = rows["values_block_1"][:, 1]
    for i in range(particles):
        for k, c in enumerate(("E", "PX", "PY", "PZ")):
            table[f"{c}_{i}"] = p[:, i, k]
    with h5py.File(path, "w") as file:
        file.create_dataset("table/table", data=table)


def write_lgn(path, rows):
    p, keep = momenta(rows)
    particles = int(keep.sum(1).max())
    p = p[:, :particles].astype(np.float64)
    total = p.sum(1)
    with h5py.File(path, "w") as file:
        # Chunks that divide neither the jets nor the particles.
        file.create_dataset(
            "Pmu", data=p, chunks=(10, 25, 1), compression="gzip", shuffle=True, fletcher32=True
        )
        file.create_dataset("Nobj", data=keep.sum(1))
        file.create_dataset("is_signal", data=rows["values_block_1"][:, 1])
        file.create_dataset("jet_pt", data=np.hypot(total[:, 1], total[:, 2]))


def write_filters(path, rows):
    """One array through every filter that can be undone, a data set each; and one that cannot."""
    p, _ = momenta(rows)
    jets = p[:30, :6].astype(np.float32)
    # Long enough for several blocks in a chunk, the last of them shorter; compressible.
    steps = np.repeat(np.arange(701) % 19 / 4, 57)[:39_000].astype("<f8")
    shuffles = {"none": 0, "bytes": 1, "bits": 2}
    filters = {
        "gzip": dict(compression="gzip"),
        "gzip-shuffle": dict(compression="gzip", shuffle=True),
        "gzip-shuffle-checksum": dict(compression="gzip", shuffle=True, fletcher32=True),
        "shuffle": dict(shuffle=True),
        "checksum": dict(fletcher32=True),
        "lzf": dict(compression="lzf"),
        "lzf-shuffle": dict(compression="lzf", shuffle=True),
        "lz4": hdf5plugin.LZ4(),
        "lz4-blocks": hdf5plugin.LZ4(nbytes=1024),
        "zstd": hdf5plugin.Zstd(),
        "zstd-shuffle-checksum": dict(fletcher32=True, shuffle=True, **hdf5plugin.Zstd()),
        "bitshuffle": hdf5plugin.Bitshuffle(cname="none"),
        "bitshuffle-blocks": hdf5plugin.Bitshuffle(nelems=64, cname="none"),
        "bitshuffle-lz4": hdf5plugin.Bitshuffle(cname="lz4"),
        "bitshuffle-lz4-blocks": hdf5plugin.Bitshuffle(nelems=64, cname="lz4"),
        "bitshuffle-zstd": hdf5plugin.Bitshuffle(cname="zstd"),
    }
    for codec in ("blosclz", "lz4", "lz4hc", "snappy", "zlib", "zstd"):
        for name, shuffle in shuffles.items():
            filters[f"blosc-{codec}-{name}"] = hdf5plugin.Blosc(codec, 1, shuffle)
    filters["blosc-memcpy"] = hdf5plugin.Blosc("lz4", 0, 1)
    large = {"shuffle", "checksum", "bitshuffle", "bitshuffle-blocks", "blosc-memcpy"}
    with h5py.File(path, "w", libver="v108") as file:
        for name, array in (("jets", jets), ("steps", steps)):
            group = file.create_group(name)
            chunk = (20, 6, 4) if name == "jets" else (34_567,)
            for title, options in filters.items():
                if name == "steps" and title in large:
                    continue
                group.create_dataset(title, data=array, chunks=chunk, **options)
        file.create_dataset("refused", data=jets, chunks=(20, 6, 4), **hdf5plugin.Blosc2())
        # A chunk that a filter was left out for, as writers do where it would make it larger.
        skipped = file.create_dataset("skipped", jets.shape, "<f4", chunks=(20, 6, 4), shuffle=True,
                                      compression="gzip")
        for k in range(0, len(jets), 20):
            chunk = np.zeros((20, 6, 4), "<f4")
            chunk[: len(jets[k : k + 20])] = jets[k : k + 20]
            skipped.id.write_direct_chunk((k, 0, 0), chunk.tobytes(), filter_mask=3)


def write_storages(path):
    """The same numbers in every type and kind of storage, and what was never written."""
    counts = np.arange(11 * 5 * 3).reshape(11, 5, 3) / 8
    with h5py.File(path, "w", libver=("earliest", "v108"), userblock_size=512) as file:
        for kind in ("<f2", "<f4", "<f8", ">f2", ">f4", ">f8"):
            file.create_dataset(kind.replace("<", "little-").replace(">", "big-"), data=counts, dtype=kind)
        file.create_dataset("chunked", data=counts, chunks=(4, 2, 1), compression="gzip")
        file.create_dataset("unlimited", data=counts, chunks=(4, 2, 1), maxshape=(None, None, 3))
        compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        compact.set_layout(h5py.h5d.COMPACT)
        space = h5py.h5s.create_simple(counts.shape)
        kind = h5py.h5t.IEEE_F32LE
        h5py.h5d.create(file.id, b"compact", kind, space, compact).write(
            h5py.h5s.ALL, h5py.h5s.ALL, counts.astype("<f4")
        )
        partly = file.create_dataset("partly", (11, 5), "<f4", chunks=(4, 5), fillvalue=-2.5)
        partly[4:8] = 1.5
        file.create_dataset("unwritten", (11,), "<f8", fillvalue=0.25)
        file.create_dataset("truth", data=np.arange(11) % 2 == 1)
        kind = h5py.h5t.IEEE_F16LE.copy()
        kind.set_fields(15, 7, 8, 0, 7)
        kind.set_ebias(127)
        h5py.h5d.create(file.id, b"odd", kind, h5py.h5s.create_simple((11,)))
    with h5py.File(path.with_name("storages-v110.h5"), "w", libver=("v110", "v110")) as file:
        for name, options in (
            ("single", dict(chunks=(11, 5, 3))),
            ("single-gzip", dict(chunks=(11, 5, 3), compression="gzip")),
            ("fixed", dict(chunks=(4, 2, 1))),
            ("fixed-gzip", dict(chunks=(4, 2, 1), compression="gzip")),
            ("extensible", dict(chunks=(4, 2, 1), maxshape=(None, 5, 3), compression="gzip")),
            ("tree", dict(chunks=(4, 2, 1), maxshape=(None, None, 3), compression="gzip")),
        ):
            file.create_dataset(name, data=counts, **options)


def write_jets(path, rows, **options):
    p, keep = momenta(rows)
    offsets = np.r_[0, np.cumsum(keep.sum(1))].astype(np.int32)
    columns = {
        name: pa.ListArray.from_arrays(offsets, p[..., k][keep])
        for k, name in enumerate(("E", "px", "py", "pz"))
    }
    rank = (np.cumsum(keep, 1) - 1)[keep].astype(np.int16)
    columns["rank"] = pa.ListArray.from_arrays(offsets, rank)
    columns["label"] = pa.array(rows["values_block_1"][:, 1].astype(np.int32))
    columns["event"] = pa.array(10**12 + np.arange(len(rows)))
    columns["name"] = pa.array([f"jet {i}" for i in range(len(rows))])
    table = pa.table(columns)
    if options.pop("named", False):
        table = table.replace_schema_metadata({"lorentznet": json.dumps({"classes": ["qcd", "top"]})})
    pq.write_table(table, path, row_group_size=20, **options)


def write_parquet_kinds(folder):
    """Numbers of every type and list, encoding, compression and kind of page, as pyarrow writes."""
    rows = 300
    flat = np.arange(rows) * 7 % 100
    counts = np.arange(rows) % 5
    lists = [[(row * 7 + j) % 100 for j in range(count)] for row, count in enumerate(counts)]
    kinds = {
        "half": pa.float16(), "float": pa.float32(), "double": pa.float64(), "bool": pa.bool_(),
        "int8": pa.int8(), "int16": pa.int16(), "int32": pa.int32(), "int64": pa.int64(),
        "uint8": pa.uint8(), "uint16": pa.uint16(), "uint32": pa.uint32(), "uint64": pa.uint64(),
    }  # fmt: skip
    encodings = {
        "half": ["PLAIN", "BYTE_STREAM_SPLIT"],
        "float": ["PLAIN", "BYTE_STREAM_SPLIT"],
        "double": ["PLAIN", "BYTE_STREAM_SPLIT"],
        "bool": ["PLAIN", "RLE"],
        "int32": ["PLAIN", "DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT"],
        "int64": ["PLAIN", "DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT"],
        "uint32": ["PLAIN", "DELTA_BINARY_PACKED"],
    }
    codecs = ["snappy", "gzip", "zstd", "lz4", "none"]
    columns, encoding_of, codec_of, dictionary = {}, {}, {}, []

    def add(name, array, path, encoding):
        columns[name] = array
        codec_of[path] = codecs[len(columns) % len(codecs)]
        if encoding == "DICTIONARY":
            dictionary.append(path)
        else:
            encoding_of[path] = encoding

    for kind, data_type in kinds.items():
        values = flat % 2 == 1 if kind == "bool" else flat.astype(data_type.to_pandas_dtype())
        entries = [[x % 2 == 1 if kind == "bool" else x for x in row] for row in lists]
        if kind == "half":
            entries = [[np.float16(x) for x in row] for row in entries]
        with_dictionary = [] if kind == "bool" else ["DICTIONARY"]
        for encoding in encodings.get(kind, ["PLAIN"]) + with_dictionary:
            name = f"{kind} {encoding}"
            add(name, pa.array(values, data_type), name, encoding)
            name += " list"
            add(name, pa.array(entries, pa.list_(data_type)), name + ".list.element", encoding)
    name = "float LARGE list"
    add(name, pa.array(lists, pa.large_list(pa.float32())), name + ".list.element", "PLAIN")
    nulls = [row if row else None for row in lists]
    name = "float NULLS list"
    add(name, pa.array(nulls, pa.list_(pa.float32())), name + ".list.element", "PLAIN")
    fixed = pa.FixedSizeListArray.from_arrays(pa.array(np.repeat(flat, 3).astype("f4")), 3)
    add("fixed", fixed, "fixed.list.element", "PLAIN")
    # Differences that need all 64 bits, unsigned numbers above the signed ones.
    extremes = np.where(np.arange(rows) % 2, 2**63 - 1, -(2**63))
    add("extreme", pa.array(extremes), "extreme", "DELTA_BINARY_PACKED")
    add("high", pa.array(np.full(rows, 2**32 - 1, np.uint32)), "high", "DELTA_BINARY_PACKED")
    record = pa.array([{"a": int(x), "b": 1.0} for x in flat])
    missing = pa.array([None if row == 177 else 1.0 for row in range(rows)])
    holes = pa.array([[1.0, None] if row == 177 else [1.0] for row in range(rows)])
    others = {
        "record": record,
        "text": pa.array([str(x) for x in flat]),
        "decimal": pa.array([1] * rows, pa.decimal128(7, 2)),
        "lists": pa.array([[[1.0]]] * rows),
        "missing": missing,
        "holes": holes,
    }
    for version in ("1.0", "2.0"):
        options = dict(
            column_encoding=encoding_of, use_dictionary=dictionary, data_page_size=250,
            write_batch_size=20, row_group_size=128, data_page_version=version,
            write_page_checksum=version == "1.0",
        )  # fmt: skip
        path = folder / f"kinds-{version[0]}.parquet"
        pq.write_table(pa.table(columns), path, compression=codec_of, **options)
    pq.write_table(pa.table(others), folder / "kinds-others.parquet")
    brotli = pa.table({name: columns["float PLAIN list"] for name in ("E", "px", "py", "pz")})
    pq.write_table(brotli, folder / "brotli.parquet", compression="brotli")


def write_arrays(folder):
    """The same numbers as arrays of every type and order, in archives of every kind, and alone."""
    counts = np.arange(11 * 5 * 3).reshape(11, 5, 3) / 8
    arrays = {}
    for kind in ("<f2", "<f4", "<f8", ">f2", ">f4", ">f8"):
        name = kind.replace("<", "little-").replace(">", "big-")
        arrays[name] = counts.astype(kind)
        arrays[name + "-fortran"] = np.asfortranarray(counts.astype(kind))
    arrays["bytes"] = np.asfortranarray((counts * 8).astype("u1"))
    np.savez_compressed(folder / "arrays.npz", **arrays)
    np.savez(folder / "arrays-stored.npz", **arrays)
    np.save(folder / "array.npy", counts.astype("f4"))
    np.save(folder / "array-fortran.npy", np.asfortranarray(counts))
    # Archives above 4 GB have other directories; so has this one.
    limit, zipfile.ZIP64_LIMIT = zipfile.ZIP64_LIMIT, 0
    np.savez(folder / "arrays-zip64.npz", **{"little-f4": counts.astype("f4")})
    zipfile.ZIP64_LIMIT = limit
    np.savez(folder / "objects.npz", p4=np.array([[1], [1, 2]], dtype=object))


class Stored:
    """A tensor as torch.save writes it: numbers, and how the tensor lies in them."""

    def __init__(self, storage, numbers, size, stride, offset=0):
        self.storage, self.numbers = storage, numbers
        self.size, self.stride, self.offset = size, stride, offset


def write_weights(path, content):
    """A zip file of the kind torch.save makes, without needing torch."""
    torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")

    def named(module, name):
        value = type(name, (), {"__module__": module.__name__, "__qualname__": name})
        setattr(module, name, value)
        return value

    for name in ("FloatStorage", "DoubleStorage", "HalfStorage", "BFloat16Storage", "LongStorage"):
        named(torch, name)
    rebuild = named(utils, "_rebuild_tensor_v2")
    sys.modules.update({"torch": torch, "torch._utils": utils})
    stored = {}

    class Storage:
        def __init__(self, tensor):
            self.tensor = tensor

    class Pickler(pickle.Pickler):
        def persistent_id(self, obj):
            if not isinstance(obj, Storage):
                return None
            key = str(len(stored))
            stored[key] = obj.tensor.numbers.tobytes()
            kind = getattr(torch, obj.tensor.storage)
            return ("storage", kind, key, "cpu", len(obj.tensor.numbers))

        def reducer_override(self, obj):
            if not isinstance(obj, Stored):
                return NotImplemented
            arguments = (Storage(obj), obj.offset, obj.size, obj.stride, False, OrderedDict())
            return rebuild, arguments

    data = io.BytesIO()
    Pickler(data, protocol=2).dump(content)
    with zipfile.ZipFile(path, "w") as archive:
        entries = {"data.pkl": data.getvalue(), "byteorder": b"little"}
        entries.update({f"data/{key}": numbers for key, numbers in stored.items()})
        for name, entry in entries.items():
            # A ZipInfo of our own carries no time: the same content makes the same file.
            archive.writestr(zipfile.ZipInfo("archive/" + name), entry)


def weights():
    six = np.arange(6) + 0.5
    bfloat16 = (six.astype(np.float32).view(np.uint32) >> 16).astype(np.uint16)
    return OrderedDict(
        [
            ("module.a.weight", Stored("FloatStorage", six.astype(np.float32), (2, 3), (3, 1))),
            ("module.a.turned", Stored("DoubleStorage", six, (3, 2), (1, 3))),
            ("module.a.part", Stored("HalfStorage", six.astype(np.float16), (2,), (2,), 1)),
            ("module.b.weight", Stored("BFloat16Storage", bfloat16, (6,), (1,))),
            ("module.b.num_batches_tracked", Stored("LongStorage", np.array([7]), (), ())),
        ]
    )


def main(source, out):
    out.mkdir(parents=True, exist_ok=True)
    rows, attributes, group_attributes = top_rows(source, TOP_JETS)
    few = rows[:FEW_JETS]
    write_frame(
        out / "top-reference.h5",
        rows,
        attributes,
        group_attributes,
        chunks=(20,),
        compression="gzip",
        shuffle=True,
    )
    write_frame(out / "top-reference-contiguous.h5", few, attributes, group_attributes)
    write_single_columns(out / "top-reference-columns.h5", few)
    write_blosc_frame(out / "top-reference-blosc.h5", few, attributes)
    write_lgn(out / "lgn.h5", rows)
    write_filters(out / "filters.h5", rows)
    write_storages(out / "storages.h5")
    write_arrays(out)
    write_parquet_kinds(out)
    write_jets(out / "jets.parquet", rows, compression="snappy", named=True)
    write_jets(out / "jets-zstd.parquet", few, compression="zstd", data_page_version="2.0")
    options = {"data_page_version": "2.0", "write_page_index": True, "data_page_size": 256}
    write_jets(out / "jets-index.parquet", few, compression="snappy", **options)

    p, keep = momenta(rows)
    particles = int(keep.sum(1).max())
    np.savez_compressed(
        out / "npz-fourmomenta.npz",
        p4=p[:, :particles],
        y=rows["values_block_1"][:, 1],
        event=10**12 + np.arange(TOP_JETS),
        rank=np.where(keep, np.cumsum(keep, 1) - 1, 0)[:, :particles].astype(np.int8),
    )
    quark_gluon = np.load(source / "simulated-quark-gluon-test.npz")
    x, y = quark_gluon["X"], quark_gluon["y"]
    particles = int((x[:TOP_JETS, :, 0] > 0).sum(1).max())
    np.savez_compressed(out / "energyflow.npz", X=x[:TOP_JETS, :particles], y=y[:TOP_JETS])
    few_particles = int((x[:FEW_JETS, :, 0] > 0).sum(1).max())
    np.savez(
        out / "energyflow-fortran.npz",
        X=np.asfortranarray(x[:FEW_JETS, :few_particles].astype(">f4")),
        y=y[:FEW_JETS].astype(np.uint8),
    )
    write_weights(out / "weights.pt", weights())
    write_weights(out / "checkpoint.pt", {"epoch": 3, "state_dict": weights()})
    write_weights(out / "refused.pt", {"a": pathlib.PurePosixPath("x")})
    np.save(out / "scores.npy", np.linspace(0, 1, 16).astype(np.float32))
    np.save(out / "labels.npy", (np.arange(16) % 3 == 0).astype(np.uint8))


def bundled(launcher, source, out):
    """The first jets of each split: 0.6 MB for a thousand, no file above 4 MiB."""
    out.mkdir(parents=True, exist_ok=True)
    for split, jets in (("train", 6900), ("validation", 1000), ("test", 2000)):
        name = f"simulated-top-{split}.h5"
        with h5py.File(source / name) as file:
            table = file["table/table"]
            rows, attributes = table[:jets], dict(table.attrs)
            group_attributes = dict(file["table"].attrs)
        target = (out / f"top-{split}.parquet").resolve()
        with tempfile.TemporaryDirectory() as folder:
            cut = pathlib.Path(folder) / name
            write_frame(cut, rows, attributes, group_attributes, chunks=(100,))
            # Run there, so that the origin noted in the file is a name and no path.
            command = [launcher.resolve(), "convert", name, "--out", target]
            subprocess.run(command, cwd=folder, check=True)
        print(target, target.stat().st_size)


if __name__ == "__main__" and sys.argv[1] == "--bundled":
    bundled(*(pathlib.Path(argument) for argument in sys.argv[2:5]))
elif __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
