# SPDX-License-Identifier: GPL-3.0-or-later
"""What a full build takes as a site grows: time, memory and bytes, for one job and two, on invented sites (zipf_site.py).

usage: index_growth.py [PAGES...]     of SIZES
"""
import shutil
import sys

import builders
import index_parts
import measure
import peers
import zipf_site

SIZES = [1_000, 10_000, 100_000]
JOBS = [1, 2]
ROUNDS = {1_000: 3, 10_000: 2}  # otherwise 1

TIME_HEAD = ["pages", "jobs", "Markdown, MB", "s", "CPU s", "MB/s", "peak MB", "pages/s"]
SIZE_HEAD = ["pages", "jobs", "bytes", "/ Markdown", *(f"{part}, MB" for part in index_parts.NAMES)]


def main(sizes: list[int]) -> int:
    times, parts = [], []
    for pages in sizes or SIZES:
        site = measure.OUT / f"invented-{pages}"
        source_bytes = zipf_site.write_site(pages, site)
        peers.say(f"{pages} pages are written")
        engines = [builders.sou(site, jobs, ROUNDS.get(pages, 1)) for jobs in JOBS]
        builds = builders.build_in_turns(engines, measure.OUT / "invented.built")
        for jobs, made in zip(JOBS, builds.values()):
            build = builders.median_of(made)
            seconds = build.usage.seconds
            times.append([pages, jobs, f"{source_bytes / 1e6:.1f}", f"{seconds:.2f}", f"{build.usage.cpu_seconds:.2f}",
                          f"{source_bytes / 1e6 / seconds:.2f}", f"{build.usage.peak_bytes / 1e6:.0f}", f"{pages / seconds:.0f}"])
            parts.append([pages, jobs, build.bytes(), f"{build.bytes() / source_bytes:.3f}", *index_parts.cells_of(build.parts)])
        shutil.rmtree(site)
    measure.print_table("Full builds of invented sites; peak memory is the sum of all processes' PSS", TIME_HEAD, times)
    measure.print_table("Their indexes", SIZE_HEAD, parts)
    return 0


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]]))
