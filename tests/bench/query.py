# SPDX-License-Identifier: GPL-3.0-or-later
"""Milliseconds per query, snippets included, in one process with one thread: common queries and the worst."""
import math
import pathlib
import sys

import measure
import queries
import score

SITES = ["pingcap-docs-cn", "cpp-docs-ja"]
COMMON_QUERIES = 1000
REPEATS = 20  # of each of the worst


def timings_of(index: pathlib.Path, asked: list[str], stem: str) -> list[float]:
    file, timings = measure.OUT / f"{stem}.tsv", measure.OUT / f"{stem}.ms"
    queries.write_queries(asked, file)
    measure.search_batch(index, file, stem, "--timings", timings)
    return [float(line) for line in timings.read_text(encoding="utf8").split()]


def percentile(sorted_values: list[float], share: float) -> float:
    """Nearest rank."""
    return sorted_values[max(0, math.ceil(share * len(sorted_values)) - 1)]


def row_of(name: str, timings: list[float]) -> list[object]:
    ordered = sorted(timings)
    return [name, len(ordered), *(f"{percentile(ordered, share):.2f}" for share in (0.5, 0.95, 0.99)), f"{ordered[-1]:.2f}"]


def worst_of(site: str) -> list[tuple[str, str]]:
    """Names and queries."""
    rows = [row for row in score.lines_of(measure.HERE / "worst.tsv") if row[0] == site]
    return [(name, query) for _, name, query in rows]


def rows_of(site: str) -> list[list[object]]:
    index, _, _ = measure.index_site(site)
    asked = queries.make_queries(measure.DATA / site, COMMON_QUERIES)
    rows = [row_of(f"{site}: headings and pieces", timings_of(index, asked, f"{site}.headings"))]
    worst = worst_of(site)
    # In turns, so that no query finds its own pages warm from the one before.
    timings = timings_of(index, [query for _ in range(REPEATS) for _, query in worst], f"{site}.worst")
    for i, (name, query) in enumerate(worst):
        rows.append(row_of(f"{site}: {name} ({query})", timings[i::len(worst)]))
    return rows


def main() -> int:
    rows = [row for site in SITES for row in rows_of(site)]
    measure.print_table("Queries, milliseconds", ["queries", "count", "p50", "p95", "p99", "max"], rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
