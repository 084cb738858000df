# SPDX-License-Identifier: GPL-3.0-or-later
"""Sou and its peers as processes that answer a query a line, on the same pages, asked in turns."""
import hashlib
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys
import time
from typing import NamedTuple, Sequence

import measure

JARS = pathlib.Path("/usr/share/java")  # Debian: liblucene8-java
LUCENE = ["analyzers-common", "core", "highlighter", "memory", "queries", "queryparser"]
NAMES = ["Sou", "Lucene 8, Highlighter", "Lucene 8, UnifiedHighlighter", "SQLite FTS5, snippet()", "bare Xapian, ids only"]
BLOCK = 50  # queries that an engine answers before the next has its turn


class Answer(NamedTuple):
    wall: float  # milliseconds
    cpu: float  # of the answering thread; what else the machine does counts less here
    hits: int


class Engine:
    """A process that answers a query per line with "wall CPU hits"."""

    def __init__(self, name: str, command: Sequence[object]):
        self.name = name
        self.answers: list[Answer] = []
        self._process = subprocess.Popen([str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         encoding="utf8")

    def ask(self, queries: Sequence[str]) -> None:
        # The answers to a block fit into the pipe, so all can be asked before the first is read.
        self._process.stdin.write("".join(query + "\n" for query in queries))
        self._process.stdin.flush()
        for query in queries:
            words = self._process.stdout.readline().split()
            if len(words) != 3:
                measure.fail(f"{self.name} ended at the query {query}")
            self.answers.append(Answer(float(words[0]), float(words[1]), int(words[2])))

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()


def ask_in_turns(engines: Sequence[Engine], queries: Sequence[str], rounds: int = 1) -> None:
    """The answers of one more round before those are thrown away: caches and compilers are warm by then."""
    for i in range(rounds + 1):
        if i == 1:
            for engine in engines:
                engine.answers.clear()
        for begin in range(0, len(queries), BLOCK):
            for engine in engines:
                engine.ask(queries[begin:begin + BLOCK])


def java() -> list[str]:
    jars = [path for name in LUCENE for path in JARS.glob(f"lucene-{name}-8.*.jar")]
    if len(jars) != len(LUCENE) or shutil.which("java") is None:
        measure.fail("Lucene is missing: apt-get install liblucene8-java default-jdk-headless")
    classes = measure.OUT / "lucene-classes"
    path = ":".join(map(str, [*jars, classes]))
    source = measure.HERE / "peers/Lucene.java"
    compiled = classes / "Lucene.class"
    # Once: what is measured is Lucene and the start of Java, not its compiler.
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        measure.run(["javac", "-d", classes, "-cp", path, source])
    return ["java", "-Xmx1g", "-cp", path, "Lucene"]


def sqlite() -> list[str]:
    return [sys.executable, "-B", str(measure.HERE / "peers/sqlite.py")]


def write_pages(site: pathlib.Path, pages: pathlib.Path) -> None:
    """What Sou indexes of each page: path, title and text, each ended by a zero byte."""
    lines = subprocess.run([measure.BIN / "sou-index", site, "--print-pages"], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, check=False).stdout
    with pages.open("w", encoding="utf8") as out:
        for line in lines.splitlines():
            page = json.loads(line)
            texts = [page.get("body", ""), page.get("description", ""), page.get("summary", ""), *page.get("tags", []),
                     *page.get("image_alts", []), *page.get("extra", [])]
            for text in (page["path"], page.get("title", ""), "\n".join(filter(None, texts))):
                out.write(text.replace("\0", " ") + "\0")


def index_peers(name: str, site: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    """Lucene's folder and SQLite's file for the pages that Sou reads; those of an earlier run if the pages are the same."""
    pages = measure.OUT / f"{name}.pages"
    write_pages(site, pages)
    mark = hashlib.sha256()
    for file in (pages, measure.HERE / "peers/Lucene.java", measure.HERE / "peers/sqlite.py"):
        mark.update(file.read_bytes())
    lucene_index, sqlite_index = measure.OUT / f"{name}.lucene", measure.OUT / f"{name}.sqlite"
    for target, command in ((lucene_index, java()), (sqlite_index, sqlite())):
        done = pathlib.Path(f"{target}.of")
        if target.exists() and done.exists() and done.read_text(encoding="utf8") == mark.hexdigest():
            continue
        measure.run([*command, "index", target, pages])
        done.write_text(mark.hexdigest(), encoding="utf8")
    return lucene_index, sqlite_index


def start_engines(name: str, site: pathlib.Path) -> list[Engine]:
    """Sou first. Indexes what is missing."""
    server = measure.BIN / "query_server"
    if not os.access(server, os.X_OK):
        measure.fail(f"{server} is missing: run ./dev bench query")
    index, _, _ = measure.index_site(name, site)
    lucene_index, sqlite_index = index_peers(name, site)
    commands = [[server, index, "sou"], [*java(), "serve", lucene_index, "plain"], [*java(), "serve", lucene_index, "unified"],
                [*sqlite(), "serve", sqlite_index], [server, index, "xapian"]]
    return [Engine(name, command) for name, command in zip(NAMES, commands)]


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def say(what: str) -> None:
    print(f"bench: {time.monotonic() - _BEGIN:5.0f} s  {what}", file=sys.stderr)


_BEGIN = time.monotonic()

HEAD = ["engine", "p50", "p95", "p99", "max", "CPU p50", "p95", "p99", "Sou is × p50", "× p99", "found"]


def rows_of(label: str, engines: Sequence[Engine]) -> list[list[object]]:
    """By the clock; by CPU time, and how many times that of the engine Sou takes; the share of queries with hits."""
    sou = [answer.cpu for answer in engines[0].answers]
    rows = []
    for engine in engines:
        walls = [answer.wall for answer in engine.answers]
        cpus = [answer.cpu for answer in engine.answers]
        found = sum(answer.hits > 0 for answer in engine.answers) / len(walls)
        ratios = [percentile(sou, share) / percentile(cpus, share) for share in (0.5, 0.99)]
        rows.append([f"{label}: {engine.name}", *(f"{percentile(walls, share):.2f}" for share in (0.5, 0.95, 0.99, 1)),
                     *(f"{percentile(cpus, share):.2f}" for share in (0.5, 0.95, 0.99)),
                     *(f"{ratio:.2f}" for ratio in ratios), f"{found:.0%}"])
    return rows
