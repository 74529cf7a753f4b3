# SPDX-License-Identifier: Apache-2.0
"""Runs the JMH benchmarks in benchmarks/jmh and compares them with a recorded baseline.

    python benchmarks/kernels.py            compare; exit status 1 where something became slower
    python benchmarks/kernels.py --record   write the baseline anew

Compared are fractions of the fused-multiply-add peak that the same round measured, on one thread,
not seconds: they carry over from machine to machine and from hour to hour far better. Also compared
are the bytes that a jet costs in steady state. Each round is a run of all benchmarks, each in a
virtual machine of its own; the figures are medians of the rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from jvm import ROOT, jdk

BASELINE = Path(__file__).parent / "jmh" / "baseline.json"
JETS = 8  # of a batch in CoreSpeed
PER_JET = ("score", "train")
SLOWER = 0.05  # a loss that counts whatever the noise, as a fraction
BYTES = 64  # more a jet that count
UNSAFE = "--sun-misc-unsafe-memory-access=allow"  # Maven and JMH use methods that JDKs warn about


def build(home: Path) -> None:
    command = ["mvn", "-q", "-B", "-Pjmh", "-pl", "benchmarks/jmh", "-am", "-DskipTests", "package"]
    options = f"{os.environ.get('MAVEN_OPTS', '')} {UNSAFE}"
    environment = os.environ | {"JAVA_HOME": str(home), "MAVEN_OPTS": options}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def run_round(home: Path) -> dict[str, dict[str, float]]:
    """Operations a second and bytes an invocation, by benchmark."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [home / "bin/java", UNSAFE, "-cp", ROOT / "benchmarks/jmh/target/lib/*"]
        command += ["org.openjdk.jmh.Main", "-prof", "gc", "-rf", "json", "-rff", file.name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        results = json.load(file)
    found = {}
    for result in results:
        measured = result["secondaryMetrics"]
        found[result["benchmark"].rsplit(".", 1)[1]] = {
            "operations": statistics.median(measured["operations"]["rawData"][0]),
            "bytes": min(measured["gc.alloc.rate.norm"]["rawData"][0]),
        }
    return found


def summary(rounds: list[dict]) -> dict:
    """Fractions of peak (median, least, most) and bytes a jet."""
    fractions, allocated = {}, {}
    for name in rounds[0]:
        if name == "peak":
            continue
        ratios = [one[name]["operations"] / one["peak"]["operations"] for one in rounds]
        fractions[name] = {
            "median": round(statistics.median(ratios), 4),
            "least": round(min(ratios), 4),
            "most": round(max(ratios), 4),
        }
        if name in PER_JET:
            allocated[name] = round(min(one[name]["bytes"] for one in rounds) / JETS)
    peak = statistics.median(one["peak"]["operations"] for one in rounds) * 1e-9
    return {
        "machine": processor(),
        "peak_fma_gflops_one_thread": round(peak, 1),
        "rounds": len(rounds),
        "fractions_of_peak": fractions,
        "bytes_a_jet": allocated,
    }


def processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def noise(figure: dict[str, float]) -> float:
    """Half of what lies between the rounds, as a fraction."""
    return (figure["most"] - figure["least"]) / 2 / figure["median"]


def compare(baseline: dict, now: dict) -> list[str]:
    """Prints a table; what became worse beyond noise, in words."""
    worse = []
    print("| | baseline, of peak | now (least–most) | change | tolerance |\n|---|---|---|---|---|")
    for name, was in baseline["fractions_of_peak"].items():
        figure = now["fractions_of_peak"][name]
        change = figure["median"] / was["median"] - 1
        tolerance = max(SLOWER, noise(was) + noise(figure))
        print(
            f"| {name} | {was['median']:.3f} | {figure['median']:.3f}"
            f" ({figure['least']:.3f}–{figure['most']:.3f}) | {change:+.1%} | {tolerance:.1%} |"
        )
        if change < -tolerance:
            worse.append(f"{name} is slower by {-change:.1%}")
    print()
    for name, was in baseline["bytes_a_jet"].items():
        bytes_now = now["bytes_a_jet"][name]
        print(f"{name}: {bytes_now} bytes a jet (baseline {was})")
        if bytes_now > was * (1 + SLOWER) + BYTES:
            worse.append(f"{name} allocates {bytes_now} bytes a jet, {was} in the baseline")
    if baseline["machine"] != now["machine"]:
        print(f"\nThe baseline is of another machine: {baseline['machine']}")
    return worse


def main() -> None:
    parser = argparse.ArgumentParser(description="Compares the kernels with a recorded baseline.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--record", action="store_true", help="write the baseline anew")
    parser.add_argument("--baseline", type=Path, default=BASELINE)
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds is at least 1")
    if not options.record and not options.baseline.exists():
        parser.error(f"{options.baseline}: there is no baseline; --record makes one")
    home = jdk()
    build(home)
    rounds = []
    for turn in range(options.rounds):
        load = os.getloadavg()[0]
        print(f"round {turn + 1} of {options.rounds}, load {load:.1f}", file=sys.stderr)
        rounds.append(run_round(home))
    now = summary(rounds)
    if options.record:
        options.baseline.write_text(json.dumps(now, indent=2) + "\n")
        print(json.dumps(now, indent=2))
        return
    worse = compare(json.loads(options.baseline.read_text()), now)
    for words in worse:
        print(f"worse: {words}", file=sys.stderr)
    sys.exit(1 if worse else 0)


if __name__ == "__main__":
    main()
