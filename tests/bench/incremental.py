# SPDX-License-Identifier: GPL-3.0-or-later
"""What a second run takes when little or nothing has changed, and whether searches see just that.

usage: incremental.py [PAGES]     of an invented site (zipf_site.py); 10,000
Exit: 1 if a search finds what is gone or does not find what is there, or a run took far too long.
"""
import json
import random
import statistics
import string
import subprocess
import sys
from typing import Callable, NamedTuple

import builders
import index_parts
import measure
import peers
import process_tree
import zipf_site

PAGES = 10_000
SEED = 7
REPEATS = 3
NOISE = 1.25  # times on a shared machine fail only if they are this much over
HEAD = ["what", "runs", "s", "least s", "CPU s", "peak MB", "/ full build", "limit", "", "how it was built", "index MB", "delta MB"]


class Expected(NamedTuple):
    """What must hold after a run: counts of its report, words that a page has, words that no page has."""
    counts: dict[str, int]
    found: dict[str, str] = {}  # word → path
    gone: list[str] = []


class Run(NamedTuple):
    usage: measure.Usage
    built: str
    parts: dict[str, int]


class Marks:
    """Words that stand in no page but those which they are written into: twelve letters and a pair of rare Han."""

    def __init__(self):
        self._chance = random.Random(SEED)
        # Level 2 of GB 2312: zipf_words.py has the characters of level 1 only.
        codes = (bytes((row, cell)) for row in range(0xD8, 0xF8) for cell in range(0xA1, 0xFF))
        self._han = [code.decode("gb2312") for code in codes]
        self._chance.shuffle(self._han)

    def draw(self) -> str:
        letters = "".join(self._chance.choices(string.ascii_lowercase, k=12))
        return f"{letters} {self._han.pop()}{self._han.pop()}"


class Site:
    """The invented site, edited; it knows which mark every page has."""

    def __init__(self, pages: int):
        self.folder = measure.OUT / "invented-edited"
        self.bytes = zipf_site.write_site(pages, self.folder)
        self.marks: dict[str, str] = {}  # path → mark
        self._new_marks = Marks()
        self._pages = pages
        self._chance = random.Random(SEED)
        files = sorted(str(file.relative_to(self.folder)) for file in self.folder.rglob("*.md"))
        for path in self._chance.sample(files, pages // 100 * REPEATS + 2 * REPEATS):
            self._write(path, self._read(path), self._new_marks.draw())
        self._marked = list(self.marks)

    def _read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf8")

    def _write(self, path: str, text: str, mark: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        # As editors do: a reader sees the old text or the new.
        beside = file.with_suffix(".tmp")
        beside.write_text(f"{text.rstrip()}\n\n{mark}\n" if path not in self.marks else text.replace(self.marks[path], mark),
                          encoding="utf8")
        beside.rename(file)
        self.marks[path] = mark

    def change(self, count: int) -> Expected:
        found, gone = {}, []
        for path in [self._marked.pop() for _ in range(count)]:
            gone.append(self.marks[path])
            self._write(path, self._read(path), self._new_marks.draw())
            found[self.marks[path]] = path
        return Expected({"updated": count, "added": 0, "deleted": 0}, found, gone)

    def add(self) -> Expected:
        path, text = zipf_site.page_path(self._pages)
        self._pages += 1
        mark = self._new_marks.draw()
        self._write(path, text, mark)
        return Expected({"updated": 0, "added": 1, "deleted": 0}, {mark: path})

    def delete(self) -> Expected:
        path = self._marked.pop()
        (self.folder / path).unlink()
        return Expected({"updated": 0, "added": 0, "deleted": 1}, gone=[self.marks.pop(path)])

    def nothing(self) -> Expected:
        return Expected({"updated": 0, "added": 0, "deleted": 0})


class Index:
    def __init__(self, site: Site):
        self.folder = measure.OUT / "invented-edited.idx"
        self._site = site.folder
        self.wrong: list[str] = []
        builders.remove(self.folder)

    def run(self, expected: Expected | None, *options: str) -> Run:
        report_file = measure.OUT / "incremental.report.json"
        usage = process_tree.run([measure.BIN / "sou-index", self._site, "--index", self.folder, "--report", report_file,
                                  "--progress", "never", *options])
        report = json.loads(report_file.read_text(encoding="utf8"))
        if expected:
            self._check(report, expected)
        current = self.folder / (self.folder / "CURRENT").read_text(encoding="utf8").strip()
        built = "nothing to do" if not report["published"] else f"all: {report['full']}" if report.get("full") else "changes"
        return Run(usage, built, dict(index_parts.parts_of(current)))

    def _check(self, report: dict, expected: Expected) -> None:
        counts = {name: len(report[name]) for name in expected.counts}
        if counts != expected.counts:
            self.wrong.append(f"the report says {counts}, not {expected.counts}")
        for mark, path in expected.found.items():
            for word in mark.split():
                if (paths := self._search(word)) != [path]:
                    self.wrong.append(f"{word} is in {path}, a search finds {paths}")
        for word in (word for mark in expected.gone for word in mark.split()):
            if paths := self._search(word):
                self.wrong.append(f"{word} is gone, a search finds it in {paths}")

    def _search(self, word: str) -> list[str]:
        # In quotes, as nothing else is then tried instead of a word that no page has.
        command = [measure.BIN / "sou-search", "--index", self.folder, "--json", f'"{word}"']
        done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1):
            measure.fail(f"sou-search: exit {done.returncode}")
        return [hit["path"] for hit in json.loads(done.stdout)["hits"]]


def step(name: str, edit: Callable[[], Expected], index: Index, full: Run) -> tuple[str, list[Run]]:
    """Several times, but for a run that took like a full build: there is nothing to be exact about."""
    runs: list[Run] = []
    while len(runs) < REPEATS and all(run.usage.seconds < full.usage.seconds / 2 for run in runs):
        runs.append(index.run(edit()))
        peers.say(f"{name}: {runs[-1].usage.seconds:.2f} s, {runs[-1].built}")
    return name, runs


def row_of(name: str, runs: list[Run], full: Run, limit: float | None) -> tuple[list[object], bool]:
    seconds = statistics.median(run.usage.seconds for run in runs)
    verdict = ""
    if limit is not None:
        verdict = "ok" if seconds <= limit else "over" if seconds > limit * NOISE else "over, within noise"
    last = runs[-1]
    return [name, len(runs), f"{seconds:.2f}", f"{min(run.usage.seconds for run in runs):.2f}",
            f"{statistics.median(run.usage.cpu_seconds for run in runs):.2f}", f"{max(run.usage.peak_bytes for run in runs) / 1e6:.0f}",
            f"{seconds / full.usage.seconds:.3f}", "" if limit is None else f"{limit:.2f} s", verdict, last.built,
            f"{sum(last.parts.values()) / 1e6:.1f}", f"{last.parts.get('delta', 0) / 1e6:.2f}"], verdict == "over"


def main(arguments: list[str]) -> int:
    pages = int(arguments[0]) if arguments else PAGES
    site = Site(pages)
    peers.say(f"{pages} pages are written, {site.bytes / 1e6:.1f} MB")
    index = Index(site)
    full = index.run(None)
    peers.say(f"full build: {full.usage.seconds:.2f} s")
    limits = {"nothing changed": 0.5, "one page changed": 1, "one page added": 1, "one page deleted": 1,
              "1 % changed": full.usage.seconds / 10, "nothing changed since": 0.5}
    steps = [step("nothing changed", site.nothing, index, full),
             step("one page changed", lambda: site.change(1), index, full),
             step("one page added", site.add, index, full),
             step("one page deleted", site.delete, index, full),
             step("1 % changed", lambda: site.change(pages // 100), index, full),
             step("nothing changed since", site.nothing, index, full)]
    rows = [row_of(name, runs, full, limits[name]) for name, runs in steps]
    full_row, _ = row_of("full build", [full], full, None)
    measure.print_table(f"{pages} pages, {site.bytes / 1e6:.1f} MB: the next run", HEAD, [full_row, *(row for row, _ in rows)])
    for wrong in index.wrong:
        print(f"wrong: {wrong}")
    return int(bool(index.wrong) or any(over for _, over in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
