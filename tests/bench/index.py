# SPDX-License-Identifier: GPL-3.0-or-later
"""What it takes to index two large sites from nothing, with one worker and with two."""
import shutil
import sys

import measure

SITES = ["pingcap-docs-cn", "cpp-docs-ja"]


def row_of(site: str, jobs: int) -> list[object]:
    shutil.rmtree(measure.OUT / f"{site}.idx", ignore_errors=True)
    index, report, usage = measure.index_site(site, jobs=jobs)
    on_disk = sum(file.stat().st_size for file in index.rglob("*") if file.is_file())
    megabytes = report["bytes"] / 1e6
    return [site, jobs, report["pages"], f"{megabytes:.1f}", f"{usage.seconds:.1f}", f"{usage.cpu_seconds:.1f}",
            f"{megabytes / usage.seconds:.2f}", f"{usage.peak_bytes / 1e6:.0f}", on_disk,
            f"{on_disk / report['bytes']:.2f}"]


def main() -> int:
    rows = [row_of(site, jobs) for site in SITES for jobs in (1, 2)]
    head = ["site", "jobs", "pages", "MB", "s", "CPU s", "MB/s", "peak MB", "index bytes", "index/source"]
    measure.print_table("Indexing", head, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
