"""Scores jets with an exported model in ONNX Runtime.

    ./lorentznet export --model quickstart/best.safetensors --onnx top.onnx
    pip install onnxruntime numpy
    python examples/onnx/score_jets.py top.onnx

prints for each jet its number, its logits and its probabilities.
"""

import sys

import numpy as np
import onnxruntime

# E, px, py, pz in GeV of each constituent, jet by jet.
JETS = [
    [[100, 80, 60, 0], [50, 30, 40, 0]],
    [[90, 0, 90, 0], [60, 0, 36, 48], [13, 5, 12, 0]],
]


def padded(jets):
    """Four-momenta, jets x particles x 4, and a mask that is true for constituents."""
    particles = max(len(jet) for jet in jets)
    four_momenta = np.zeros((len(jets), particles, 4))
    mask = np.zeros((len(jets), particles), dtype=bool)
    for number, jet in enumerate(jets):
        four_momenta[number, : len(jet)] = jet
        mask[number, : len(jet)] = True
    return four_momenta, mask


def main():
    session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
    four_momenta, mask = padded(JETS)
    if session.get_inputs()[0].type == "tensor(float)":  # exported with --float32
        four_momenta = four_momenta.astype(np.float32)
    logits, probabilities = session.run(
        ["logits", "probabilities"], {"four_momenta": four_momenta, "mask": mask}
    )
    for number, (logit, probability) in enumerate(zip(logits, probabilities)):
        print(number, *logit, *probability)


if __name__ == "__main__":
    main()
