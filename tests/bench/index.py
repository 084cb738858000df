# SPDX-License-Identifier: GPL-3.0-or-later
"""What it takes to index two large sites from nothing, for Sou and its peers, in turns.

usage: index.py [SITE...]     of SITES
Exit: 1 if Sou's index is too large, or took far too long.
"""
import statistics
import sys
from typing import NamedTuple, Sequence

import builders
import index_parts
import measure
from builders import Build

SITES = ["pingcap-docs-cn", "cpp-docs-ja"]
ROUNDS = 3
NOISE = 1.25  # times on a shared machine fail only if they are this much over
MEGABYTE = 1e6

SIZE_HEAD = ["site: engine", "bytes", "/ Markdown", *(f"{part}, MB" for part in index_parts.NAMES)]
TIME_HEAD = ["site: engine", "rounds", "s", "least s", "CPU s", "MB/s", "peak MB"]


class Limit(NamedTuple):
    what: str
    value: float
    limit: float
    noise: float  # how many times the limit is forgiven

    def fails(self) -> bool:
        return self.value > self.limit * self.noise

    def row(self, site: str) -> list[object]:
        verdict = "ok" if self.value <= self.limit else "over" if self.fails() else "over, within noise"
        return [site, self.what, f"{self.value:.2f}", f"{self.limit:.2f}", verdict]


def markdown_bytes(site: str) -> int:
    return sum(file.stat().st_size for file in (measure.DATA / site).rglob("*.md"))


def time_row(site: str, name: str, builds: Sequence[Build], source_bytes: int) -> list[object]:
    usage = builders.median_of(builds).usage
    least = min(build.usage.seconds for build in builds)
    return [f"{site}: {name}", len(builds), f"{usage.seconds:.2f}", f"{least:.2f}", f"{usage.cpu_seconds:.2f}",
            f"{source_bytes / MEGABYTE / usage.seconds:.2f}", f"{usage.peak_bytes / MEGABYTE:.0f}"]


def size_row(site: str, name: str, build: Build, source_bytes: int) -> list[object]:
    return [f"{site}: {name}", build.bytes(), f"{build.bytes() / source_bytes:.3f}", *index_parts.cells_of(build.parts)]


def limits_of(builds: dict[str, list[Build]], source_bytes: int) -> list[Limit]:
    sou, lucene, omega = (builders.median_of(builds[name]) for name in ("Sou, 2 jobs", "Lucene 8", "Omega"))
    one_job = builders.median_of(builds["Sou, 1 job"])
    # The load of the machine changes from round to round and meets all builds of a round.
    turns = statistics.median(ours.usage.seconds / theirs.usage.seconds
                              for ours, theirs in zip(builds["Sou, 2 jobs"], builds["Lucene 8"]))
    return [
        Limit("wall time / Lucene's", sou.usage.seconds / lucene.usage.seconds, 1.0, NOISE),
        Limit("the same, median of the rounds' ratios", turns, 1.0, NOISE),
        Limit("wall time / Omega's", sou.usage.seconds / omega.usage.seconds, 0.15, NOISE),
        Limit("bytes / Lucene's", sou.bytes() / lucene.bytes(), 1.0, 1),
        Limit("bytes / Markdown's", sou.bytes() / source_bytes, 0.65, 1),
        Limit("bytes with 1 job / Markdown's", one_job.bytes() / source_bytes, 0.65, 1),
        Limit("peak memory, MB", sou.usage.peak_bytes / MEGABYTE, 128, NOISE),
    ]


def main(sites: list[str]) -> int:
    times, sizes, ratios, failed = [], [], [], False
    for site in sites or SITES:
        folder, source_bytes = measure.DATA / site, markdown_bytes(site)
        engines = [builders.sou(folder, jobs, ROUNDS) for jobs in (1, 2)] + builders.peers_of(site, folder, ROUNDS)
        builds = builders.build_in_turns(engines, measure.OUT / f"{site}.built")
        times += [time_row(site, name, made, source_bytes) for name, made in builds.items()]
        sizes += [size_row(site, name, made[-1], source_bytes) for name, made in builds.items()]
        limits = limits_of(builds, source_bytes)
        ratios += [limit.row(site) for limit in limits]
        failed = failed or any(limit.fails() for limit in limits)
    measure.print_table("Full builds, in turns: medians; peak memory is the sum of all processes' PSS", TIME_HEAD, times)
    measure.print_table("The indexes", SIZE_HEAD, sizes)
    measure.print_table("Sou with 2 jobs, beside the limits", ["site", "what", "value", "limit", ""], ratios)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
