# SPDX-License-Identifier: GPL-3.0-or-later
"""Milliseconds per query of Sou and its peers, one thread each, asked in turns: common queries and the worst.

usage: query.py [SITE...]     of SITES
"""
import sys
from typing import Sequence

import measure
import peers
import queries

SITES = ["pingcap-docs-cn", "cpp-docs-ja"]
COMMON_QUERIES = 1000
REPEATS = 10  # of each of the worst
LONG_QUERY = 2000  # bytes


def worst_of(site: str, headings: Sequence[str]) -> list[tuple[str, str]]:
    """Names and queries."""
    rows = [row for row in measure.lines_of(measure.HERE / "worst.tsv") if row[0] == site]
    long = " ".join(headings).encode()[:LONG_QUERY].decode(errors="ignore")
    return [*((name, query) for _, name, query in rows), ("2 kB of headings", long)]


def shown(query: str) -> str:
    return query if len(query) <= 40 else query[:39] + "…"


def worst_head() -> list[str]:
    return ["query", *peers.NAMES, "Sou's longest, by the clock"]


def worst_rows(site: str, worst: Sequence[tuple[str, str]], engines: Sequence[peers.Engine]) -> list[list[object]]:
    rows = []
    for i, (name, query) in enumerate(worst):
        answers = [engine.answers[i::len(worst)] for engine in engines]
        cells = [f"{peers.percentile([answer.cpu for answer in each], 0.5):.2f}" for each in answers]
        rows.append([f"{site}: {name} ({shown(query)})", *cells, f"{max(answer.wall for answer in answers[0]):.2f}"])
    return rows


def main(sites: Sequence[str]) -> int:
    common, worst = [], []
    for site in sites or SITES:
        engines = peers.start_engines(site, measure.DATA / site)
        peers.say(f"{site} is indexed by all")
        asked = queries.make_queries(measure.DATA / site, COMMON_QUERIES)
        peers.ask_in_turns(engines, asked)
        common += peers.rows_of(site, engines)
        peers.say(f"{site}: {len(asked)} queries answered by all")
        costly = worst_of(site, asked)
        # In turns, so that no query finds its own pages warm from the one before.
        peers.ask_in_turns(engines, [query for _ in range(REPEATS) for _, query in costly])
        worst += worst_rows(site, costly, engines)
        peers.say(f"{site}: the costly queries answered by all")
        for engine in engines:
            engine.close()
    measure.print_table(f"{COMMON_QUERIES} headings and pieces of headings, milliseconds", peers.HEAD, common)
    measure.print_table(f"Costly queries, CPU milliseconds, median of {REPEATS}", worst_head(), worst)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
