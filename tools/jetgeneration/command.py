"""The command line."""

import argparse
import importlib.util
import os
import pathlib
import signal
import sys

LIBRARIES = ("numpy", "pythia8mc", "fastjet", "pandas", "tables")
PURPOSES = ("train", "validation", "test")


def main(arguments):
    """Runs the program; returns its exit status."""
    options = _parser().parse_args(arguments)
    # Terminating is stopping, as Ctrl-C is: workers end, and what is finished stays.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _run(options)
    except KeyboardInterrupt:
        return _failed("stopped; the same command goes on from here", 130)
    except OSError as e:
        return _failed(f"{e.filename or options.out}: {e.strerror or e}")


def _run(options):
    missing = [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        return _failed(f"{', '.join(missing)} not installed: pip install -r {_requirements()}")
    from jetgeneration.production import Order, ProductionError, produce
    from jetgeneration.progress import Progress
    from jetgeneration.samples import SAMPLES

    extension = SAMPLES[options.sample].layout.EXTENSION
    if options.out.suffix != extension:
        return _failed(f"--out {options.out}: a {extension} file is made of this sample", 2)
    if options.out.exists():
        return _failed(f"{options.out}: exists already")
    purpose = PURPOSES.index(options.purpose)
    order = Order(options.sample, options.jets, options.seed, purpose, options.out)
    try:
        digest = produce(order, options.processes, Progress(options.jets))
    except ProductionError as e:
        return _failed(e)
    print(f"{options.out}: {options.jets} jets, SHA-256 of their content {digest}")
    return 0


def _parser():
    parser = argparse.ArgumentParser(
        prog="generate-jets",
        description="Makes simulated jets in the layouts of the public data sets.",
        epilog="A run that was stopped goes on when the same command is given again. The same seed"
        " and library versions make the same jets, with any number of processes.",
    )
    parser.add_argument(
        "sample",
        choices=("top", "top-1tev", "quark-gluon"),
        help="top and QCD jets as HDF5 (layout top-reference), with pT 550-650 or 1000-1100 GeV,"
        " or quark and gluon jets as npz (layout energyflow)",
    )
    parser.add_argument("--jets", type=_positive, required=True, help="of both classes, half each")
    parser.add_argument("--out", type=pathlib.Path, required=True, metavar="FILE")
    parser.add_argument(
        "--seed", type=_not_negative, default=1, help="another for each file you make (1)"
    )
    parser.add_argument(
        "--purpose", choices=PURPOSES, default="train", help="what the column ttv says (train)"
    )
    parser.add_argument(
        "--processes", type=_positive, default=os.cpu_count(), help="that work side by side (all cores)"
    )
    return parser


def _positive(text):
    return _at_least(1, text)


def _not_negative(text):
    return _at_least(0, text)


def _at_least(least, text):
    number = int(text) if text.isdecimal() else -1
    if number < least:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from {least} on")
    return number


def _requirements():
    return pathlib.Path(__file__).resolve().parents[1] / "requirements.txt"


def _interrupt(_signal, _frame):
    raise KeyboardInterrupt


def _failed(message, status=1):
    print(f"generate-jets: {message}", file=sys.stderr)
    return status
