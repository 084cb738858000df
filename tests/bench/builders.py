# SPDX-License-Identifier: GPL-3.0-or-later
"""Full builds of an index by Sou and its peers, as commands to be measured."""
import pathlib
import shutil
import statistics
import sys
from typing import Callable, Mapping, NamedTuple, Sequence

import index_parts
import measure
import peers
import process_tree


class Builder(NamedTuple):
    name: str
    command: Callable[[pathlib.Path], Sequence[object]]  # given where the index is to be
    rounds: int
    environment: Mapping[str, str] = {}


class Build(NamedTuple):
    usage: measure.Usage
    parts: Mapping[str, int]  # bytes, by index_parts.NAMES

    def bytes(self) -> int:
        return sum(self.parts.values())


def sou(site: pathlib.Path, jobs: int, rounds: int) -> Builder:
    def command(index: pathlib.Path) -> Sequence[object]:
        return [measure.BIN / "sou-index", site, "--index", index, "--full", "--jobs", jobs, "--progress", "never"]

    return Builder(f"Sou, {jobs} job{'s' * (jobs > 1)}", command, rounds)


def _omega(dump: pathlib.Path, *options: str) -> Callable[[pathlib.Path], Sequence[object]]:
    if shutil.which("scriptindex") is None:
        measure.fail("Omega is missing: apt-get install xapian-omega")
    script = measure.HERE / "peers/omega.script"
    return lambda index: ["scriptindex", "--overwrite", *options, index, script, dump]


def peers_of(name: str, site: pathlib.Path, rounds: int) -> list[Builder]:
    """All are given the text that Sou reads from `site`, in files that are written here and not measured."""
    pages, dump = measure.OUT / f"{name}.pages", measure.OUT / f"{name}.dump"
    peers.write_pages(site, pages)
    measure.run([sys.executable, "-B", measure.HERE / "peers/omega.py", "dump", dump, pages])
    java, sqlite, ngrams = peers.java(), peers.sqlite(), {"XAPIAN_CJK_NGRAM": "1"}
    return [
        Builder("Lucene 8", lambda index: [*java, "index", index, pages], rounds),
        Builder("SQLite FTS5", lambda index: [*sqlite, "index", index, pages], rounds),
        Builder("Omega", _omega(dump), 1, ngrams),  # slow: once
        Builder("Omega, no stems", _omega(dump, "--stemmer=none"), 1, ngrams),
    ]


def remove(index: pathlib.Path) -> None:
    if index.is_dir():
        shutil.rmtree(index)
    else:
        index.unlink(missing_ok=True)


def build(builder: Builder, index: pathlib.Path) -> Build:
    """From nothing, and deleted afterwards."""
    remove(index)
    usage = process_tree.run(builder.command(index), environment=builder.environment)
    made = Build(usage, index_parts.parts_of(index))
    remove(index)
    return made


def build_in_turns(builders: Sequence[Builder], index: pathlib.Path) -> dict[str, list[Build]]:
    """A build by each, then the next round: what else the machine does meets all of them."""
    builds: dict[str, list[Build]] = {builder.name: [] for builder in builders}
    for number in range(max(builder.rounds for builder in builders)):
        for builder in builders:
            if number < builder.rounds:
                builds[builder.name].append(build(builder, index))
                peers.say(f"{builder.name}: {builds[builder.name][-1].usage.seconds:.1f} s")
    return builds


def median_of(builds: Sequence[Build]) -> Build:
    """Times are medians; memory is the most of all rounds; sizes are the last round's, as they are the same in all."""
    usages = [build.usage for build in builds]
    usage = measure.Usage(max(usage.status for usage in usages), statistics.median(usage.seconds for usage in usages),
                          statistics.median(usage.cpu_seconds for usage in usages), max(usage.peak_bytes for usage in usages))
    return Build(usage, builds[-1].parts)
