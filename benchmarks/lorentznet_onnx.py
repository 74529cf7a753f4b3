# SPDX-License-Identifier: Apache-2.0
"""LorentzNet as an ONNX graph, the way the published program computes it.

Edge lists are inputs, edge inputs are concatenated and stored, and sums over edges are scatters
with reduction "add", which do sum: ScatterND, as PyTorch's exporter of today writes them, or
ScatterElements, as the one before did. Numbers of jets, particles and edges are free.

Inputs, for P particles of all jets end to end, E edges and J jets:

    p4       float32 [P, 4]
    scalars  float32 [P, S]
    i, j     int64   [E]     edge from j to i
    partners float32 [P, 1]  N - 1 of each particle's jet
    jet      int64   [P]     each particle's jet
    counts   int64   [J]     particles of each jet

Output: logits float32 [J, classes].
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from lorentznet_torch import LorentzNet

OPSET = 21
INPUTS = {
    "p4": (TensorProto.FLOAT, ["P", 4]),
    "scalars": (TensorProto.FLOAT, ["P", "S"]),
    "i": (TensorProto.INT64, ["E"]),
    "j": (TensorProto.INT64, ["E"]),
    "partners": (TensorProto.FLOAT, ["P", 1]),
    "jet": (TensorProto.INT64, ["P"]),
    "counts": (TensorProto.INT64, ["J"]),
}


class Graph:
    """Nodes and constants of a graph; values are known by their names."""

    def __init__(self, weights: dict[str, np.ndarray], scatter: str) -> None:
        self.weights = weights
        self.scatter = scatter
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def op(self, kind: str, *inputs: str, **attributes) -> str:
        output = f"value{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def constant(self, name: str, array: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(array, name)
        return name

    def number(self, value: float) -> str:
        return self.constant(f"number {value}", np.array(value, dtype=np.float32))

    def integers(self, *values: int) -> str:
        return self.constant(f"integers {values}", np.array(values, dtype=np.int64))

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def linear(self, x: str, name: str) -> str:
        inputs = [x, self.weight(f"{name}.weight")]
        if f"{name}.bias" in self.weights:
            inputs.append(self.weight(f"{name}.bias"))
        return self.op("Gemm", *inputs, transB=1)

    def batch_norm(self, x: str, name: str) -> str:
        parts = ("weight", "bias", "running_mean", "running_var")
        parameters = [self.weight(f"{name}.{part}") for part in parts]
        return self.op("BatchNormalization", x, *parameters, epsilon=1e-5)

    def minkowski(self, a: str, b: str) -> str:
        product = self.op("Mul", a, b)
        axis = self.integers(1)
        energy = self.op("Slice", product, self.integers(0), self.integers(1), axis)
        total = self.op("ReduceSum", product, axis, keepdims=1)
        return self.op("Sub", self.op("Mul", self.number(2), energy), total)

    def psi(self, z: str) -> str:
        log = self.op("Log", self.op("Add", self.op("Abs", z), self.number(1)))
        return self.op("Mul", self.op("Sign", z), log)

    def sum_rows(self, rows: str, index: str, like: str) -> str:
        """out[k] = sum of the rows whose index is k; as many rows as `like`."""
        count = self.op("Shape", like, start=0, end=1)
        width = self.op("Shape", rows, start=1, end=2)
        zeros = self.op("ConstantOfShape", self.op("Concat", count, width, axis=0))
        where = self.op("Unsqueeze", index, self.integers(1))
        if self.scatter == "ScatterElements":
            where = self.op("Expand", where, self.op("Shape", rows))
        return self.op(self.scatter, zeros, where, rows, reduction="add")


def block(graph: Graph, name: str, h: str, x: str, scale: float, last: bool) -> tuple[str, str]:
    """One LGEB."""
    x_i, x_j = graph.op("Gather", x, "i"), graph.op("Gather", x, "j")
    x_ij = graph.op("Sub", x_i, x_j)
    n = graph.psi(graph.minkowski(x_ij, x_ij))
    d = graph.psi(graph.minkowski(x_i, x_j))
    h_i, h_j = graph.op("Gather", h, "i"), graph.op("Gather", h, "j")
    m = graph.linear(graph.op("Concat", h_i, h_j, n, d, axis=1), f"{name}.phi_e.0")
    m = graph.op("Relu", graph.batch_norm(m, f"{name}.phi_e.1"))
    m = graph.op("Relu", graph.linear(m, f"{name}.phi_e.3"))
    m = graph.op("Mul", graph.op("Sigmoid", graph.linear(m, f"{name}.phi_m.0")), m)
    x_next = x
    if not last:
        u = graph.op("Relu", graph.linear(m, f"{name}.phi_x.0"))
        step = graph.op("Mul", x_ij, graph.linear(u, f"{name}.phi_x.2"))
        total = graph.sum_rows(step, "i", "p4")
        mean = graph.op("Div", total, graph.op("Max", "partners", graph.number(1)))
        x_next = graph.op("Add", x, graph.op("Mul", graph.number(scale), mean))
    a = graph.sum_rows(m, "i", "p4")
    u = graph.linear(graph.op("Concat", h, a, "scalars", axis=1), f"{name}.phi_h.0")
    u = graph.op("Relu", graph.batch_norm(u, f"{name}.phi_h.1"))
    return graph.op("Add", h, graph.linear(u, f"{name}.phi_h.3")), x_next


def model(network: LorentzNet, scatter: str = "ScatterND") -> onnx.ModelProto:
    """The graph of a network without a clamp whose pooling divides by a constant.

    `scatter` is the operator that sums: ScatterND or ScatterElements.
    """
    settings = network.configuration
    if settings.coordinate_clamp is not None or settings.pooling_divisor is None:
        raise ValueError("only networks without a clamp, with a constant divisor")
    weights = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    graph = Graph(weights, scatter)
    h, x = graph.linear("scalars", "embedding"), "p4"
    for k in range(settings.blocks):
        last = k == settings.blocks - 1
        h, x = block(graph, f"LGEBs.{k}", h, x, settings.coordinate_scale, last)
    pooled = graph.sum_rows(h, "jet", "counts")
    pooled = graph.op("Div", pooled, graph.number(settings.pooling_divisor))
    decoded = graph.op("Relu", graph.linear(pooled, "graph_dec.0"))
    logits = graph.linear(decoded, "graph_dec.3")
    graph.nodes.append(helper.make_node("Identity", [logits], ["logits"]))
    made = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "LorentzNet",
            [helper.make_tensor_value_info(k, *v) for k, v in INPUTS.items()],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["J", "classes"])],
            list(graph.constants.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=10,
    )
    onnx.checker.check_model(made, full_check=True)
    return made
