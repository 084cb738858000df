# SPDX-License-Identifier: GPL-3.0-or-later
"""What it takes to index two large sites from nothing, for Sou and its peers, in turns.

usage: index.py [SITE...]     of SITES
Exit: 1 if Sou's index is too large, or took far too long.
"""
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
    limit: float | None  # None: for information
    noise: float = 1  # how many times the limit is forgiven

    def fails(self) -> bool:
        return self.limit is not None and self.value > self.limit * self.noise

    def row(self, site: str) -> list[object]:
        if self.limit is None:
            return [site, self.what, f"{self.value:.2f}", "", ""]
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
    sou, one_job, lucene, omega, unstemmed = (
        builders.median_of(builds[name]) for name in ("Sou, 2 jobs", "Sou, 1 job", "Lucene 8", "Omega", "Omega, no stems"))
    return [
        Limit("wall time / Lucene's", sou.usage.seconds / lucene.usage.seconds, 1.0, NOISE),
        Limit("wall time / Omega's", sou.usage.seconds / omega.usage.seconds, 0.15, NOISE),
        # On a busy machine a program of several processes is given more of it than one of a single thread; CPU time tells.
        Limit("CPU time / Lucene's", sou.usage.cpu_seconds / lucene.usage.cpu_seconds, None),
        Limit("CPU time / Omega's", sou.usage.cpu_seconds / omega.usage.cpu_seconds, None),
        Limit("wall time / Omega's without stems", sou.usage.seconds / unstemmed.usage.seconds, None),
        Limit("bytes / Lucene's", sou.bytes() / lucene.bytes(), 1.0),
        Limit("bytes / Markdown's", sou.bytes() / source_bytes, 0.65),
        Limit("bytes / Markdown's, 1 job", one_job.bytes() / source_bytes, 0.65),
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
