# SPDX-License-Identifier: GPL-3.0-or-later
"""sou-serve under load: requests a second beside a server that does nothing and a library without a server; then ten minutes
of soak with a reindex every 20 seconds. Exit 1 if a target is missed.

usage: serve.py [load|soak]...     both
       SOU_LOAD_SECONDS (5), SOU_LOAD_ROUNDS (3), SOU_SOAK_SECONDS (600): how long
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import urllib.request
from typing import Callable, NamedTuple, Sequence

import load
import measure
import queries
import soak

SITE = "pingcap-docs-cn"
QUERIES = 1000
CONNECTIONS = [1, 16, 64, 256]
SECONDS = float(os.environ.get("SOU_LOAD_SECONDS", "5"))
ROUNDS = int(os.environ.get("SOU_LOAD_ROUNDS", "3"))
SOAK_SECONDS = float(os.environ.get("SOU_SOAK_SECONDS", "600"))
SOAK_CONNECTIONS = 64
REINDEX_SECONDS = 20
LEAST_OF_FIXED = 0.7  # cached answers beside a fixed body, from 16 connections
LEAST_OF_LIBRARY = 0.9  # computed ones at COMPUTED_CONNECTIONS beside the library alone
LIBRARY_THREADS = 2
COMPUTED_CONNECTIONS = 16


class Server:
    """A program that says "listening on http://…", until stopped."""

    def __init__(self, *command: object):
        self.process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        if "http://" not in line:
            self.stop()
            measure.fail(f"{command[0]} did not say where it listens")
        self.address = "http://" + line.split("http://")[1].strip().rstrip("/")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)


def sou_serve(index: pathlib.Path, cache_bytes: int) -> Server:
    config = measure.OUT / f"serve-{cache_bytes}.yaml"
    config.write_text(f"serve:\n  cache_bytes: {cache_bytes}\n  max_wait_ms: 30000\n", encoding="utf8")
    return Server(measure.BIN / "sou-serve", "--index", index, "--listen", "127.0.0.1:0", "--config", config)


def library_alone(index: pathlib.Path, asked: Sequence[str]) -> dict:
    lines = measure.OUT / "serve-queries.txt"
    lines.write_text("".join(query + "\n" for query in asked), encoding="utf8")
    done = subprocess.run([measure.BIN / "query_load", index, lines, str(LIBRARY_THREADS), str(SECONDS)], stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        measure.fail("query_load failed")
    return json.loads(done.stdout)


def warm(address: str, targets: Sequence[str]) -> None:
    for target in targets:
        urllib.request.urlopen(address + target, timeout=60).read()


class Candidate(NamedTuple):
    name: str
    server: Server
    results: dict[int, list[load.Load]]  # by connections


def start_candidates(index: pathlib.Path, body: int) -> list[Candidate]:
    fixed = measure.BIN / "fixed_server"
    return [Candidate(name, server, {count: [] for count in CONNECTIONS}) for name, server in [
        ("computed (serve.cache_bytes: 0)", sou_serve(index, 0)), ("kept (serve.cache_bytes: 32 MB)", sou_serve(index, 32 << 20)),
        ("a fixed body by Sou's server", Server(fixed, "sou", body, 32)),
        ("a fixed body by httplib, a thread per connection", Server(fixed, "httplib", body, max(CONNECTIONS)))]]


def measure_in_turns(candidates: Sequence[Candidate], script: pathlib.Path, library: Callable[[], dict]) -> list[dict]:
    """Fills the candidates' results; gives what `library` measured beside those of COMPUTED_CONNECTIONS."""
    alone = []
    for count in CONNECTIONS:
        for _ in range(ROUNDS):
            for candidate in candidates:
                candidate.results[count].append(load.run_wrk(candidate.server.address, script, count, SECONDS))
            if count == COMPUTED_CONNECTIONS:
                alone.append(library())
    return alone


def share_of(candidate: Candidate, base: Sequence[float], count: int) -> float:
    """Requests a second as a share of `base`, a number per round: those of one round were measured one after the other, and
    the machine is another one a minute later."""
    return statistics.median(result.per_second / other for result, other in zip(candidate.results[count], base, strict=True))


def per_second(candidate: Candidate, count: int) -> float:
    return statistics.median(result.per_second for result in candidate.results[count])


def rows_of(candidate: Candidate) -> list[list[object]]:
    rows = []
    for count, results in candidate.results.items():
        p50, p99 = (statistics.median(getattr(result, name) for result in results) for name in ("p50_ms", "p99_ms"))
        rows.append([candidate.name, count, f"{per_second(candidate, count):,.0f}", f"{p50:.2f}", f"{p99:.2f}",
                     sum(result.failed for result in results)])
    return rows


def missed_by(candidates: Sequence[Candidate], alone: Sequence[float]) -> list[str]:
    computed, kept, fixed, _ = candidates
    missed = [f"{candidate.name}: {result.failed} of {result.requests} requests failed at {count} connections"
              for candidate in candidates[:3] for count, results in candidate.results.items() for result in results if result.failed]
    for count in CONNECTIONS[1:]:
        share = share_of(kept, [result.per_second for result in fixed.results[count]], count)
        print(f"Kept answers at {count} connections: {share:.2f} of a fixed body (at least {LEAST_OF_FIXED})")
        if share < LEAST_OF_FIXED:
            missed.append(f"kept answers at {count} connections: {share:.2f} of a fixed body")
    share = share_of(computed, alone, COMPUTED_CONNECTIONS)
    print(f"Computed answers at {COMPUTED_CONNECTIONS} connections: {share:.2f} of the library alone (at least {LEAST_OF_LIBRARY})")
    return missed + ([f"computed answers: {share:.2f} of the library alone"] if share < LEAST_OF_LIBRARY else [])


def measure_load() -> list[str]:
    index, _, _ = measure.index_site(SITE)
    asked = queries.make_queries(measure.DATA / SITE, QUERIES)
    targets, script = load.targets_of(asked), measure.OUT / "serve.lua"
    load.write_script(targets, script)
    candidates = start_candidates(index, library_alone(index, asked)["bytes"])
    try:
        for candidate in candidates[:2]:
            warm(candidate.server.address, targets)
        library = measure_in_turns(candidates, script, lambda: library_alone(index, asked))
    finally:
        for candidate in candidates:
            candidate.server.stop()
    alone = [each["answers"] / each["seconds"] for each in library]
    rows = [row for candidate in candidates for row in rows_of(candidate)]
    p50, p99 = (statistics.median(each[name] for each in library) for name in ("p50_ms", "p99_ms"))
    rows.append([f"the library alone, {LIBRARY_THREADS} threads", "", f"{statistics.median(alone):,.0f}", f"{p50:.2f}", f"{p99:.2f}", 0])
    measure.print_table(f"{SITE}: {QUERIES} queries in random order over loopback, median of {ROUNDS} rounds of {SECONDS:.0f} s in turns; "
                        f"answers of {library[0]['bytes']:,} bytes", ["", "connections", "requests/s", "p50 ms", "p99 ms", "failed"], rows)
    print()
    return missed_by(candidates, alone)


def tell(sample: soak.Sample) -> None:
    print(f"{sample.seconds:6.0f} s: {sample.resident / 1e6:6.0f} MB resident, {sample.anonymous / 1e6:6.0f} MB of it no file, "
          f"generation {sample.generation}, {sample.answers:,} answers", flush=True)


def measure_soak() -> list[str]:
    site = soak.copy_of(measure.DATA / SITE, measure.OUT / "soak-site")
    index, _, _ = measure.index_site("soak", site)
    targets = load.targets_of(queries.make_queries(site, QUERIES))
    server = sou_serve(index, 32 << 20)
    print(f"\n## {SOAK_CONNECTIONS} connections for {SOAK_SECONDS:.0f} s, a page edited and indexed every {REINDEX_SECONDS} s\n")
    try:
        clients = soak.Clients(server.address, targets, SOAK_CONNECTIONS, SOAK_SECONDS)
        editor = soak.Editor(measure.BIN / "sou-index", site, index, REINDEX_SECONDS)
        result = soak.soak(server.process.pid, clients, editor, 10, tell)
    finally:
        server.stop()
    print(f"\n{result.answers:,} answers in {result.seconds:.0f} s, {len(result.failures)} failures, {result.published} generations "
          f"published, {len(result.generations)} seen")
    missed = result.failures + [problem for problem in [soak.growth_of(result.samples)] if problem]
    if len(result.generations) < result.published:
        missed.append(f"of {result.published} generations published {len(result.generations)} were seen")
    return missed


def main(names: Sequence[str]) -> int:
    parts = {"load": measure_load, "soak": measure_soak}
    if any(name not in parts for name in names):
        print(__doc__, file=sys.stderr)
        return 2
    missed = [problem for name in names or parts for problem in parts[name]()]
    for problem in missed:
        print(f"MISSED: {problem}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
