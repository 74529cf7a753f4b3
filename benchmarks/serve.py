# SPDX-License-Identifier: Apache-2.0
"""Load on `./lorentznet serve`, over loopback: what it does in bulk, at half load, and overloaded.

    python benchmarks/serve.py --model M.safetensors bulk half overload kill
    python benchmarks/serve.py --model M.safetensors soak --minutes 30

Needs Python alone, and leaves the machine to itself but for a few percent of a core. Every figure is
printed as it comes, and in the end as one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


class Server:
    """A server in a process of its own."""

    def __init__(self, options: argparse.Namespace, *more: str) -> None:
        self.port = options.port
        command = [*options.program, "serve", "--model", f"top={options.model}", "--port", str(self.port)]
        self.log = open(options.log, "ab")
        self.collections = options.scratch / "serve-gc.log"
        java = f"{os.environ.get('LORENTZNET_JAVA_OPTIONS', '')} -Xlog:gc:file={self.collections}"
        begin = time.monotonic()
        self.process = subprocess.Popen(
            [*command, *more],
            stdout=self.log,
            stderr=self.log,
            env={**os.environ, "LORENTZNET_JAVA_OPTIONS": java},
        )
        while not self.ready():
            if self.process.poll() is not None:
                raise SystemExit(f"the server ended with {self.process.returncode}: see {options.log}")
            time.sleep(0.05)
        self.start_seconds = time.monotonic() - begin

    def get(self, path: str) -> str:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://{HOST}:{self.port}{path}", timeout=30) as reply:
            return reply.read().decode()

    def ready(self) -> bool:
        try:
            self.get("/health/ready")
            return True
        except OSError:
            return False

    def figure(self, name: str) -> float:
        """The sum of a metric over its labels."""
        pattern = re.compile(rf"^{name}(\{{[^}}]*\}})? (\S+)$", re.MULTILINE)
        return sum(float(value) for _, value in pattern.findall(self.get("/metrics")))

    def heap_after_collection(self) -> tuple[int, int]:
        """Megabytes in use after the newest collection of garbage, and how many there have been."""
        found = re.findall(r"->(\d+)M\(", self.collections.read_text())
        return (int(found[-1]) if found else 0), len(found)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Connection:
    """A kept-alive connection: one request at a time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.writer: asyncio.StreamWriter | None = None

    async def post(self, body: bytes, kind: str = "application/json", accept: str = "*/*") -> tuple[int, bytes]:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(HOST, self.port)
        head = (
            f"POST /v1/score HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: {kind}\r\n"
            f"Accept: {accept}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        try:
            self.writer.write(head.encode() + body)
            await self.writer.drain()
            lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(re.search(r"content-length: (\d+)", lines).group(1))
            content = await self.reader.readexactly(length)
            if "connection: close" in lines:
                self.close()
            return int(lines.split(" ", 2)[1]), content
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            raise

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
            self.writer = None


def sample_jets(path: Path) -> list[bytes]:
    """JSON bodies of one jet each, from a CSV file of `convert`: a line a constituent."""
    lines = path.read_text().splitlines()
    names = lines[0].split(",")
    jet, *momenta = (names.index(name) for name in ("jet", "E", "px", "py", "pz"))
    jets: dict[str, list[str]] = {}
    for line in lines[1:]:
        cells = line.split(",")
        jets.setdefault(cells[jet], []).append("[" + ",".join(cells[c] for c in momenta) + "]")
    return [('{"jets":[{"four_momenta":[' + ",".join(rows) + "]}]}").encode() for rows in jets.values()]


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def resident_megabytes(pid: int) -> float:
    """Of a process and those it has started."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
            number = int(entry.parent.name)
            if number == pid or int(fields[1]) == pid:
                total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError):
            continue
    return total / 2**20


def run(options: argparse.Namespace, *arguments: str) -> str:
    done = subprocess.run(
        [*options.program, *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    return done.stdout


async def offered(options: argparse.Namespace, jets: list[bytes], rate: float, seconds: float) -> dict:
    """Single jets at a steady rate, whatever becomes of them: latencies count from when each was due."""
    idle: list[Connection] = []
    done: list[tuple[int, float]] = []
    lost = 0

    async def one(number: int, due: float) -> None:
        nonlocal lost
        connection = idle.pop() if idle else Connection(options.port)
        try:
            status, _ = await connection.post(jets[number % len(jets)])
            done.append((status, time.monotonic() - due))
            idle.append(connection)
        except (OSError, asyncio.IncompleteReadError):
            lost += 1

    begin = time.monotonic()
    tasks = []
    for number in range(int(rate * seconds)):
        due = begin + number / rate
        await asyncio.sleep(max(0, due - time.monotonic()))
        tasks.append(asyncio.create_task(one(number, due)))
    await asyncio.gather(*tasks)
    for connection in idle:
        connection.close()
    scored = [latency for status, latency in done if status == 200]
    refused = [latency for status, latency in done if status == 503]
    other = sorted({status for status, _ in done} - {200, 503})
    result = {
        "offered_a_second": round(rate, 1),
        "seconds": seconds,
        "scored": len(scored),
        "refused_503": len(refused),
        "other_statuses": other,
        "lost": lost,
    }
    for name, latencies in (("scored", scored), ("refused", refused)):
        if latencies:
            result[f"{name}_ms"] = {
                f"p{round(100 * share)}": round(1e3 * percentile(latencies, share), 1) for share in (0.5, 0.99)
            }
    return result


def score_rate(options: argparse.Namespace) -> float:
    """Jets a second of the command `score`, as it says, reading and writing included."""
    out = options.scratch / "scores.csv"
    said = run(options, "score", "--model", str(options.model), "--data", str(options.data), "--out", str(out))
    return float(re.search(r"([\d.]+) jets/s", said).group(1))


async def bulk(options: argparse.Namespace, _: list[bytes]) -> dict:
    """The same file by the command and by the server in turn; and whether the scores are the same."""
    body = options.data.read_bytes()
    served, scored = [], []
    same = True
    for _ in range(options.rounds):
        scored.append(score_rate(options))
        server = Server(options)
        connection = Connection(options.port)
        for warm in (True, False):
            begin = time.monotonic()
            status, content = await connection.post(body, "application/vnd.apache.parquet", "text/csv")
            if status != 200:
                raise SystemExit(content.decode())
            if not warm:
                served.append((content.count(b"\n") - 1) / (time.monotonic() - begin))
            same &= content == (options.scratch / "scores.csv").read_bytes()
        connection.close()
        server.stop()
    return {
        "score_jets_per_s": [round(rate, 1) for rate in scored],
        "served_jets_per_s": [round(rate, 1) for rate in served],
        "ratio": round(percentile(served, 0.5) / percentile(scored, 0.5), 3),
        "same_bytes": same,
    }


async def half(options: argparse.Namespace, jets: list[bytes]) -> dict:
    """Single jets at half of what the server can do with them."""
    server = Server(options)
    most = await capacity(options, jets)
    result = await offered(options, jets, most / 2, options.seconds)
    server.stop()
    return {"capacity_jets_per_s": round(most, 1), "start_seconds": round(server.start_seconds, 2), **result}


async def capacity(options: argparse.Namespace, jets: list[bytes], clients: int = 32, seconds: float = 8) -> float:
    """Single jets a second with so many clients, each of which waits for its answer; the second half counts."""
    done = 0
    begin = time.monotonic()

    async def client(number: int) -> None:
        nonlocal done
        connection = Connection(options.port)
        while time.monotonic() < begin + seconds:
            status, _ = await connection.post(jets[number % len(jets)])
            number += clients
            done += status == 200 and time.monotonic() > begin + seconds / 2
        connection.close()

    await asyncio.gather(*(client(number) for number in range(clients)))
    return done / (seconds / 2)


async def overload(options: argparse.Namespace, jets: list[bytes]) -> dict:
    """Three times what it can do, then a tenth of it."""
    server = Server(options, "--queue", "100")
    most = await capacity(options, jets)
    result = {"overloaded": await offered(options, jets, 3 * most, options.seconds)}
    result["afterwards"] = await offered(options, jets, most / 10, options.seconds / 2)
    server.stop()
    return result


async def kill(options: argparse.Namespace, jets: list[bytes]) -> dict:
    """kill -9 in the middle of the load, and a new start: clients that try again lose nothing."""
    server = Server(options)
    answered = tries = 0
    wanted = 300

    async def client(numbers: range) -> None:
        nonlocal answered, tries
        connection = Connection(options.port)
        for number in numbers:
            while True:
                tries += 1
                try:
                    status, _ = await connection.post(jets[number % len(jets)])
                    if status == 200:
                        answered += 1
                        break
                except (OSError, asyncio.IncompleteReadError):
                    pass
                await asyncio.sleep(0.1)
        connection.close()

    clients = [asyncio.create_task(client(range(c, wanted, 8))) for c in range(8)]
    while answered < wanted // 3:
        await asyncio.sleep(0.01)
    server.kill()
    server = await asyncio.to_thread(Server, options)
    await asyncio.gather(*clients)
    status = server.stop()
    return {"wanted": wanted, "answered": answered, "tries": tries, "restart_seconds": round(server.start_seconds, 2), "exit_status": status}


async def soak(options: argparse.Namespace, jets: list[bytes]) -> dict:
    """A steady, small load of all kinds of requests for a long time; memory is watched."""
    server = Server(options)
    body = options.data.read_bytes()
    connection = Connection(options.port)
    begin = time.monotonic()
    samples: list[dict] = []
    statuses: dict[int, int] = {}
    number = 0
    while (now := time.monotonic() - begin) < 60 * options.minutes:
        if number % 150 == 149:
            status, _ = await connection.post(body, "application/vnd.apache.parquet")
        elif number % 5 == 4:
            status, _ = await connection.post(jets[number % len(jets)][: 1 + number % 200])
        else:
            status, _ = await connection.post(jets[number % len(jets)])
        statuses[status] = statuses.get(status, 0) + 1
        number += 1
        if now >= len(samples) * 60:
            heap, collections = server.heap_after_collection()
            samples.append(
                {
                    "minute": round(now / 60, 1),
                    "resident_mb": round(resident_megabytes(server.process.pid)),
                    "heap_after_collection_mb": heap,
                    "collections": collections,
                    "other_than_heap_mb": round(
                        server.figure(r'jvm_memory_used_bytes\{area="nonheap"[^}]*\}') / 2**20
                    ),
                    "threads": server.figure("jvm_threads_live_threads"),
                    "files": server.figure("process_files_open_files"),
                }
            )
            print(samples[-1], flush=True)
        await asyncio.sleep(1 / options.rate)
    connection.close()
    spooled = [str(path) for path in Path("/tmp").glob("lorentznet-server-*/*")]
    return {"statuses": statuses, "samples": samples, "exit_status": server.stop(), "spooled_files": len(spooled)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="+", choices=["bulk", "half", "overload", "kill", "soak"])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=ROOT / "samples/top-test.parquet", help="jets as Parquet")
    parser.add_argument("--port", type=int, default=18080)
    parser.add_argument("--rounds", type=int, default=2, help="of bulk")
    parser.add_argument("--seconds", type=float, default=15, help="of each load")
    parser.add_argument("--minutes", type=float, default=30, help="of the soak")
    parser.add_argument("--rate", type=float, default=10, help="requests a second of the soak")
    parser.add_argument("--program", nargs="+", default=[str(ROOT / "lorentznet")])
    parser.add_argument("--scratch", type=Path, default=Path("/tmp"))
    parser.add_argument("--log", type=Path, default=Path("/tmp/lorentznet-serve.log"))
    options = parser.parse_args()
    csv = options.scratch / "serve-jets.csv"
    if not csv.exists():
        run(options, "convert", str(options.data), "--out", str(csv))
    jets = sample_jets(csv)
    results = {}
    for what in options.what:
        results[what] = asyncio.run(globals()[what](options, jets))
        print(what, json.dumps(results[what], indent=1), file=sys.stderr, flush=True)
    print(json.dumps(results))


if __name__ == "__main__":
    main()
