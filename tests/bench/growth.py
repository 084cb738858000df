# SPDX-License-Identifier: GPL-3.0-or-later
"""How milliseconds per query grow with the number of pages, for Sou and its peers.

usage: growth.py [PAGES...]     of SIZES
"""
import sys

import corpus
import measure
import peers
import queries
import query

SIZES = [1_000, 10_000, 100_000]
COMMON_QUERIES = 200
REPEATS = 3  # of each of the costly queries, which are costly indeed


def main(sizes: list[int]) -> int:
    common, costly = [], []
    sites = [measure.DATA / site for site in query.SITES]
    each = COMMON_QUERIES // len(sites)
    asked = [text for site in sites for text in queries.make_queries(site, each)]
    worst = list(dict.fromkeys(row for site in query.SITES for row in query.worst_of(site, asked)))
    for size in sizes or SIZES:
        name = f"growth-{size}"
        lines = measure.OUT / f"{name}.jsonl"
        corpus.write_corpus(size, sites, lines)
        engines = peers.start_engines(name, lines)
        peers.say(f"{size} pages are indexed by all")
        peers.ask_in_turns(engines, asked)
        common += peers.rows_of(f"{size} pages", engines)
        peers.ask_in_turns(engines, [text for _ in range(REPEATS) for _, text in worst])
        costly += query.worst_rows(f"{size} pages", worst, engines)
        peers.say(f"{size} pages: the queries are answered by all")
        for engine in engines:
            engine.close()
    measure.print_table(f"{COMMON_QUERIES} headings and pieces of headings, milliseconds", peers.HEAD, common)
    measure.print_table(f"Costly queries, CPU milliseconds, median of {REPEATS}", query.worst_head(), costly)
    return 0


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]]))
