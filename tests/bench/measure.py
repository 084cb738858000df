# SPDX-License-Identifier: GPL-3.0-or-later
"""What the measurements share: where things are, the programs run and measured, tables."""
import datetime
import json
import os
import pathlib
import subprocess
import sys
import time
from typing import Iterable, NamedTuple, Sequence

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
BIN = pathlib.Path(os.environ.get("SOU_BIN", ROOT / "build/release/bin"))
DATA = pathlib.Path(os.environ.get("SOU_DATA", ROOT / "build/bench-data"))
OUT = pathlib.Path(os.environ.get("SOU_BENCH_OUT", ROOT / "build/bench"))
OUT.mkdir(parents=True, exist_ok=True)


class Usage(NamedTuple):
    status: int
    seconds: float  # by the clock
    cpu_seconds: float  # user and system, of all threads
    peak_bytes: int


def fail(message: str) -> None:
    print(f"bench: {message}", file=sys.stderr)
    sys.exit(2)


def run(command: Sequence[object], stdout=subprocess.DEVNULL) -> Usage:
    """Runs a program to its end; its own usage, as the kernel counts it."""
    begin = time.monotonic()
    child = subprocess.Popen([str(word) for word in command], stdout=stdout, stderr=subprocess.PIPE)
    # A few lines at most: they fit into the pipe, so they can be read after the end.
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    errors = child.stderr.read().decode(errors="replace")
    child.stderr.close()
    if child.returncode not in (0, 1):
        fail(f"{' '.join(map(str, command))}: exit {child.returncode}: {errors.strip()[-500:]}")
    return Usage(child.returncode, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def index_site(name: str, site: pathlib.Path | None = None, jobs: int | None = None) -> tuple[pathlib.Path, dict, Usage]:
    """Builds the index of a data set, or of `site`, anew. Returns its folder, sou-index's report, and what it took."""
    index, report = OUT / f"{name}.idx", OUT / f"{name}.report.json"
    command = [BIN / "sou-index", site or DATA / name, "--index", index, "--full", "--report", report, "--progress", "never"]
    usage = run(command + (["--jobs", jobs] if jobs else []))
    return index, json.loads(report.read_text(encoding="utf8")), usage


def evaluate(index: pathlib.Path, queries: pathlib.Path, qrels: pathlib.Path, stem: str, *options: object) -> dict:
    """What sou-search says of judged queries (docs/EVALUATION.md); kept with the worst of them."""
    scores = OUT / f"{stem}.scores.json"
    with scores.open("wb") as out:
        run([BIN / "sou-search", "--index", index, "--batch", queries, "--qrels", qrels, "--json", "--worst", 20, *options], stdout=out)
    return json.loads(scores.read_text(encoding="utf8"))


def lines_of(path: pathlib.Path) -> Iterable[list[str]]:
    """The fields of each line that is neither empty nor a comment."""
    with open(path, encoding="utf8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\r\n").split("\t")


def _cpu_model() -> str:
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return "unknown CPU"


def _commit() -> str:
    def git(*words: str) -> str:
        done = subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True, check=False)
        return done.stdout.strip()

    # What is measured is the sources; tests may differ.
    changed = git("status", "--porcelain", "--", "common", "indexer", "query", "web", "CMakeLists.txt")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + (" with changes" if changed else "")


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A Markdown table, under a line that says where and when its numbers were made."""
    cells = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]

    def line(row: Sequence[str]) -> str:
        first, *rest = (cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths)))
        return "| " + " | ".join([first, *rest]) + " |"

    print(f"\n## {title}\n")
    date = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, {_cpu_model()}; {date}; commit {_commit()}; load {load:.1f}\n")
    print(line(cells[0]))
    print("|" + "|".join("-" * (width + 1) + (":" if i else "-") for i, width in enumerate(widths)) + "|")
    for row in cells[1:]:
        print(line(row))
    sys.stdout.flush()
