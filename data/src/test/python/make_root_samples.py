"""Makes the small ROOT files that the tests of this module read, and what they must give.

    python make_root_samples.py OUT
    python make_root_samples.py --shared SHARED OUT

OUT is data/src/test/resources/samples/root. The first form writes files with uproot and with ROOT
itself (PyROOT), and expected.txt, a line a column; the second form writes expected-shared.txt, a line
a tree, for the real files in SHARED/data, which stay where they are. Needs numpy, awkward, uproot, and,
for the first form, ROOT (the package `root`: made with ROOT 6.40, uproot 5.7.7).

Values are what uproot reads; for Float16_t and Double32_t, of which uproot rounds the arithmetic
otherwise, what ROOT reads. A line holds

    file  tree  column  type  list|array  shape  rows  numbers  CRC of the counts  CRC of the numbers

where counts are the numbers of each row (int32), and both lie as little-endian bytes.
"""

import hashlib
import pathlib
import re
import sys
import zlib

import awkward as ak
import numpy as np
import uproot
from uproot.interpretation.jagged import AsJagged
from uproot.interpretation.numerical import AsDouble32, AsDtype, AsFloat16

NUMBERS = {
    "int8": np.int8,
    "uint8": np.uint8,
    "int16": np.int16,
    "uint16": np.uint16,
    "int32": np.int32,
    "uint32": np.uint32,
    "int64": np.int64,
    "uint64": np.uint64,
    "float32": np.float32,
    "float64": np.float64,
    "bool": np.bool_,
}
ROOT_TYPES = {
    "int8": ("B", "char"),
    "uint8": ("b", "unsigned char"),
    "int16": ("S", "short"),
    "uint16": ("s", "unsigned short"),
    "int32": ("I", "int"),
    "uint32": ("i", "unsigned int"),
    "int64": ("L", "long"),
    "uint64": ("l", "unsigned long"),
    "float32": ("F", "float"),
    "float64": ("D", "double"),
    "bool": ("O", "bool"),
}
COMPRESSIONS = ("none", "zlib", "lz4", "zstd", "lzma")
LONGEST = 5


def numbers(rng, type_name, shape):
    """Numbers of which all bits occur; the first are the extreme ones."""
    dtype = np.dtype(NUMBERS[type_name])
    if dtype == np.bool_:
        return rng.integers(0, 2, shape).astype(bool)
    if dtype.kind == "f":
        values = rng.normal(0, 100, shape).astype(dtype)
        extreme = [np.inf, -np.inf, np.finfo(dtype).max, np.finfo(dtype).smallest_subnormal, -0.0]
    else:
        information = np.iinfo(dtype)
        values = rng.integers(information.min, information.max, shape, dtype, endpoint=True)
        extreme = [information.min, information.max, 0]
    flat = values.reshape(-1)
    flat[: len(extreme)] = extreme[: flat.size]
    return values


# ---------------------------------------------------------------- written by uproot


def write_uproot(path, compression):
    """Each type as numbers and lists, some as arrays; three baskets a branch."""
    rng = np.random.default_rng(5)
    methods = {
        "none": None,
        "zlib": uproot.ZLIB(4),
        "lz4": uproot.LZ4(4),
        "zstd": uproot.ZSTD(5),
        "lzma": uproot.LZMA(1),
    }
    with uproot.recreate(path, compression=methods[compression]) as file:
        tree = None
        for rows in (7, 13, 1):
            counts = rng.integers(0, LONGEST, rows)
            columns = {name: numbers(rng, name, rows) for name in NUMBERS}
            lists = {name: numbers(rng, name, int(counts.sum())) for name in NUMBERS}
            columns["list"] = ak.unflatten(ak.zip(lists), counts)
            columns["bool_array"] = numbers(rng, "bool", (rows, 3))
            columns["matrix"] = numbers(rng, "float32", (rows, 2, 3))
            if tree is None:
                types = {name: ak.type(values).content for name, values in columns.items()}
                tree = file.mktree("analysis/tree", types, initial_basket_capacity=4)
            tree.extend(columns)


def write_many_rows(path):
    """More rows than a block has, in baskets that end elsewhere."""
    with uproot.recreate(path, compression=uproot.ZSTD(19)) as file:
        tree = file.mktree("tree", {"row": "int32", "digit": "var * uint8"})
        for first in range(0, 5_000, 1_500):
            row = np.arange(first, min(first + 1_500, 5_000), dtype=np.int32)
            counts = row % 4
            digit = np.arange(counts.sum()).astype(np.uint8) % 10
            tree.extend({"row": row, "digit": ak.unflatten(digit, counts)})


# ---------------------------------------------------------------- written by ROOT


def root_file(path, compression):
    import ROOT

    algorithms = ROOT.RCompressionSetting.EAlgorithm
    settings = {
        "none": 0,
        "zlib": algorithms.kZLIB * 100 + 1,
        "lz4": algorithms.kLZ4 * 100 + 4,
        "zstd": algorithms.kZSTD * 100 + 5,
        "lzma": algorithms.kLZMA * 100 + 5,
    }
    return ROOT.TFile(str(path), "RECREATE", "", settings[compression])


class Rows:
    """A tree of ROOT's, filled from arrays."""

    def __init__(self, name, rng, clusters=0, options=None):
        import ROOT

        self.ROOT = ROOT
        self.rng = rng
        self.tree = ROOT.TTree(name, name)
        self.tree.SetAutoFlush(clusters)
        if options:
            features = ROOT.TIOFeatures()
            features.Set(options)
            self.tree.SetIOFeatures(features)
        self.count = np.zeros(1, np.int32)
        self.filled = []

    def numbers(self, name, type_name, title, room=(1,), values=None):
        """A branch of the leaves in a title, all of a type."""
        buffer = np.zeros(room, NUMBERS[type_name])
        self.tree.Branch(name, buffer, title)

        def fill():
            buffer[...] = values(buffer.shape) if values else numbers(self.rng, type_name, room)
            self.rng.shuffle(buffer)

        self.filled.append(fill)

    def counter(self, name):
        self.tree.Branch(name, self.count, f"{name}/I")

    def vector(self, name, type_name):
        values = self.ROOT.std.vector(ROOT_TYPES[type_name][1])()
        self.tree.Branch(name, values)

        def fill():
            values.clear()
            for value in numbers(self.rng, type_name, self.rng.integers(0, LONGEST)):
                values.push_back(value.item())

        self.filled.append(fill)

    def fill(self, rows):
        for _ in range(rows):
            self.count[0] = self.rng.integers(0, LONGEST)
            for fill in self.filled:
                fill()
            self.tree.Fill()


def write_root(path, compression):
    """Each type as numbers, counted lists and vectors, some as arrays; several clusters."""
    file = root_file(path, compression)
    rows = Rows("tree", np.random.default_rng(6), clusters=8)
    for name, (letter, _) in ROOT_TYPES.items():
        rows.numbers(name, name, f"{name}/{letter}")
    rows.numbers("int64_array", "int64", "int64_array[3]/L", (3,))
    rows.counter("n")
    for name, (letter, _) in ROOT_TYPES.items():
        rows.numbers(f"{name}_list", name, f"{name}_list[n]/{letter}", (LONGEST,))
        rows.vector(f"{name}_vector", name)
    rows.numbers("matrix", "float32", "matrix[2][3]/F", (2, 3))
    rows.numbers("pairs", "float32", "pairs[n][2]/F", (LONGEST, 2))
    rows.fill(21)
    rows.tree.Write()
    file.Close()


def write_shapes(path):
    """What else trees are made of."""
    import ROOT

    file = root_file(path, "zlib")
    rng = np.random.default_rng(7)
    rows = Rows("tree", rng)

    def uniform(shape):
        return rng.uniform(-3, 3, shape)

    rows.numbers("packed16", "float32", "packed16/f", values=uniform)
    rows.numbers("packed16range", "float32", "packed16range/f[-4,4,10]", values=uniform)
    rows.numbers("packed16bits", "float32", "packed16bits/f[0,0,8]", values=uniform)
    rows.numbers("packed32", "float64", "packed32/d", values=uniform)
    rows.numbers("packed32range", "float64", "packed32range/d[-pi,pi,20]", values=uniform)
    rows.numbers("packed32bits", "float64", "packed32bits/d[0,0,14]", values=uniform)
    parts = ROOT.std.vector("float")(3)
    record = np.zeros(1, np.dtype([("x", "f4"), ("n", "i4"), ("y", "f8", 2)]))
    rows.tree.Branch("record", record, "x/F:n/I:y[2]/D")
    momentum = ROOT.TLorentzVector()
    rows.tree.Branch("momentum", momentum, 32000, 0)
    rows.tree.Branch("split.", momentum, 32000, 99)
    vectors = ROOT.TClonesArray("TVector3")
    rows.tree.Branch("tower", vectors)
    nested = ROOT.std.vector("vector<float>")()
    rows.tree.Branch("nested", nested)
    text = ROOT.std.string()
    rows.tree.Branch("text", text)
    letters = np.zeros(8, np.int8)
    rows.tree.Branch("letters", letters, "letters/C")

    def fill():
        record["x"], record["n"] = rng.normal(), rng.integers(0, 100)
        record["y"] = rng.normal(size=2)
        momentum.SetPxPyPzE(*rng.normal(size=4))
        vectors.Clear()
        for i in range(rng.integers(0, LONGEST)):
            vectors.ConstructedAt(i).SetXYZ(*rng.normal(size=3))
        nested.clear()
        nested.push_back(parts)
        text.assign("x" * int(rng.integers(0, 9)))
        letters[: rng.integers(1, 7)] = ord("a")

    rows.filled.append(fill)
    rows.fill(17)
    rows.tree.Write()
    file.Close()


def short_tree(name, rng, rows, **options):
    tree = Rows(name, rng, **options)
    tree.numbers("x", "float32", "x/F")
    tree.counter("n")
    tree.numbers("y", "int16", "y[n]/S", (LONGEST,))
    tree.vector("z", "float64")
    tree.fill(rows)
    return tree


def write_places(path):
    """Trees in directories and in several cycles; baskets kept in the tree, and without offsets."""
    import ROOT

    file = root_file(path, "lz4")
    rng = np.random.default_rng(8)
    tree = short_tree("cycles", rng, 5)
    tree.tree.Write()
    tree.fill(4)
    tree.tree.Write()
    file.mkdir("analysis/inner").cd()
    short_tree("tree", rng, 6).tree.Write()
    file.cd()
    embedded = short_tree("embedded", rng, 7)
    file.WriteTObject(embedded.tree)
    counted = short_tree("counted", rng, 33, clusters=10, options="kGenerateOffsetMap")
    counted.tree.Write()
    short_tree("empty", rng, 0).tree.Write()
    ROOT.TNamed("name", "title").Write()
    file.Close()


def write_big(head, tail):
    """A file beyond 2 GiB, nearly all of it a hole: its first kB, and what lies behind the hole."""
    begin = 3 << 30
    path = tail.parent / "big.root"
    file = root_file(path, "zstd")
    file.SetEND(begin)
    gaps = file.GetListOfFree()
    gaps.First().SetFirst(begin)
    short_tree("tree", np.random.default_rng(9), 12).tree.Write()
    file.Close()
    digest = list(expected(path))
    with open(path, "rb") as big:
        head.write_bytes(big.read(1024))
        big.seek(begin)
        tail.write_bytes(big.read())
    path.unlink()
    return digest


def write_rntuple(path):
    import ROOT

    options = ROOT.RDF.RSnapshotOptions()
    options.fOutputFormat = ROOT.RDF.ESnapshotOutputFormat.kRNTuple
    ROOT.RDataFrame(5).Define("x", "1.f * rdfentry_").Snapshot("Events", str(path), ["x"], options)


def write_without_tree(path):
    import ROOT

    file = root_file(path, "zlib")
    ROOT.TNamed("name", "title").Write()
    file.Close()


# ---------------------------------------------------------------- what they must give


def columns(branches, names):
    """Column names and branches, as RootTree names them."""
    for branch in branches:
        name = re.sub(r"(\[[^\]]*\])+$|\.$", "", branch.name)
        if name not in names:
            names.add(name)
            yield name, branch
        yield from columns(branch.branches, names)


def line(name, values):
    values = ak.Array(values)
    ragged = "var" in str(values.type)
    inner = values.type.content
    shape = []
    while hasattr(inner, "content"):
        if hasattr(inner, "size"):
            shape.append(inner.size)
        inner = inner.content
    counts = ak.num(values, axis=1) if ragged else np.ones(len(values))
    counts = np.asarray(counts) * int(np.prod(shape, dtype=np.int64))
    flat = np.asarray(ak.to_numpy(ak.flatten(values, axis=None)) if len(values) else [])
    primitive = inner.primitive
    if primitive in ("float32", "float64"):
        stored = flat.astype("<f4" if primitive == "float32" else "<f8")
        type_name = primitive.upper()
    else:
        stored = flat.astype("<u8" if primitive == "uint64" else "<i8")
        type_name = "INT64" if primitive in ("uint32", "int64", "uint64") else "INT32"
    return " ".join(
        [
            name,
            type_name,
            "list" if ragged else "array",
            "x".join(map(str, shape)) or "-",
            str(len(values)),
            str(len(flat)),
            f"{zlib.crc32(counts.astype('<i4').tobytes()):08x}",
            f"{zlib.crc32(stored.tobytes()):08x}",
        ]
    )


def by_root(path, tree_name, column, dtype):
    import ROOT

    file = ROOT.TFile.Open(str(path))
    tree = file.Get(tree_name)
    count = tree.Draw(column, "", "goff")
    return np.frombuffer(tree.GetV1(), np.float64, count).astype(dtype)


def expected(path, prefix=""):
    """The lines of a file."""
    with uproot.open(path) as file:
        for tree_name, class_name in file.classnames(cycle=False).items():
            if class_name != "TTree":
                continue
            for name, branch in columns(file[tree_name].branches, set()):
                interpretation = branch.interpretation
                content = getattr(interpretation, "content", interpretation)
                packed = isinstance(content, (AsFloat16, AsDouble32))
                if not isinstance(interpretation, (AsDtype, AsFloat16, AsDouble32, AsJagged)):
                    continue
                if not packed and (type(content) is not AsDtype or name.endswith("fBits")):
                    continue
                start = f"{prefix or path.name} {tree_name} "
                if packed:
                    dtype = np.float32 if isinstance(content, AsFloat16) else np.float64
                    yield start + line(name, by_root(path, tree_name, name, dtype))
                elif content.from_dtype.names:
                    values = branch.array()
                    for part in content.from_dtype.names:
                        yield start + line(f"{name}.{part}", values[part])
                else:
                    yield start + line(name, branch.array())


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    for compression in COMPRESSIONS:
        write_uproot(out / f"uproot-{compression}.root", compression)
        write_root(out / f"root-{compression}.root", compression)
    write_many_rows(out / "many-rows.root")
    write_shapes(out / "shapes.root")
    write_places(out / "places.root")
    write_rntuple(out / "rntuple.root")
    write_without_tree(out / "without-tree.root")
    lines = write_big(out / "big-head.bin", out / "big-tail.bin")
    for path in sorted(out.glob("*.root")):
        if path.name not in ("rntuple.root", "without-tree.root"):
            lines += expected(path)
    (out / "expected.txt").write_text("\n".join(lines) + "\n")


def shared(folder, out):
    """Of each tree, its number of columns and a digest of their lines."""
    lines = []
    for path in sorted((folder / "data").glob("*.root")):
        trees = {}
        for text in expected(path):
            name, tree, column = text.split(" ", 2)
            trees.setdefault(tree, []).append(column)
        for tree, found in trees.items():
            digest = hashlib.sha256("\n".join(found).encode()).hexdigest()
            lines.append(f"{path.name} {tree} {len(found)} {digest}")
    (out / "expected-shared.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__" and sys.argv[1] == "--shared":
    shared(*(pathlib.Path(argument) for argument in sys.argv[2:4]))
elif __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
