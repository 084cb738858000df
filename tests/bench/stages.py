# SPDX-License-Identifier: GPL-3.0-or-later
"""What Sou spends a query on, counted in instructions by callgrind: the same on a busy machine as on an idle one.

usage: stages.py [SITE...]     of query.SITES
"""
import collections
import re
import subprocess
import sys
from typing import Iterable

import measure
import queries
import query

QUERIES = 40
SEARCH = "sou::query::Searcher::Search(*"

# What a function does is a part of the innermost stage that it is called in; by the beginnings of names.
STAGES = {
    "reading and planning the query": ["sou::query::Parse(", "sou::query::Planner::MakePlan"],
    "matching": ["Xapian::Enquire::get_mset"],
    "facets": ["Xapian::ValueCountMatchSpy::operator()", "sou::query::FacetCounter::"],
    "second phase": ["sou::query::CandidateFinder::Rescore"],
    "fetching and decoding pages": ["Xapian::Database::get_document", "Xapian::Document::get_data", "sou::store::DecodePage"],
    "titles, snippets, sections": ["sou::query::HitBuilder::"],
}
REST = "the rest"


class Profile:
    """Instructions of each function, and of what each function called."""

    def __init__(self, lines: Iterable[str]):
        self.own: dict[str, int] = collections.defaultdict(int)
        self.calls: dict[str, dict[str, int]] = collections.defaultdict(lambda: collections.defaultdict(int))  # callee → caller
        names: dict[str, str] = {}
        caller = callee = ""
        for line in lines:
            if found := re.match(r"(c?fn)=(\(\d+\))(?: (.*))?$", line):
                kind, number, name = found.groups()
                name = names.setdefault(number, name or "")
                caller, callee = (name, "") if kind == "fn" else (caller, name)
            elif re.match(r"[+*\d-]\S* \d+$", line):
                cost = int(line.rsplit(" ", 1)[1])
                if callee:
                    self.calls[callee][caller] += cost
                else:
                    self.own[caller] += cost
                callee = ""


def stage_of(function: str) -> str | None:
    return next((stage for stage, begins in STAGES.items() if function.startswith(tuple(begins))), None)


def shares_of(profile: Profile) -> dict[str, float]:
    """The share of instructions per stage. A function called from several stages is divided by what the calls cost."""
    functions = set(profile.own) | set(profile.calls)
    stages = {name: ({stage: 1.0} if (stage := stage_of(name)) else {REST: 1.0}) for name in functions}
    for _ in range(60):  # the call graph is no deeper, but for recursion
        for name in functions:
            callers = {caller: cost for caller, cost in profile.calls[name].items() if caller != name and cost > 0}
            if stage_of(name) or not callers:
                continue
            total = sum(callers.values())
            mixed: dict[str, float] = collections.defaultdict(float)
            for caller, cost in callers.items():
                for stage, share in stages.get(caller, {REST: 1.0}).items():
                    mixed[stage] += share * cost / total
            stages[name] = dict(mixed)
    sums: dict[str, float] = collections.defaultdict(float)
    for name, cost in profile.own.items():
        for stage, share in stages[name].items():
            sums[stage] += cost * share
    return {stage: sums[stage] / sum(sums.values()) for stage in [*STAGES, REST]}


def profile_of(site: str) -> tuple[Profile, float]:
    """The profile, and the million instructions per query."""
    index, _, _ = measure.index_site(site)
    out = measure.OUT / f"{site}.callgrind"
    asked = queries.make_queries(measure.DATA / site, query.COMMON_QUERIES)[:QUERIES]
    command = ["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={out}", f"--toggle-collect={SEARCH}",
               "--compress-strings=yes", measure.BIN / "query_server", index, "sou"]
    done = subprocess.run(list(map(str, command)), input="".join(text + "\n" for text in asked), encoding="utf8",
                          stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        measure.fail(f"{' '.join(map(str, command))}: exit {done.returncode}")
    with out.open(encoding="utf8", errors="replace") as lines:
        profile = Profile(line.rstrip("\n") for line in lines)
    return profile, sum(profile.own.values()) / len(asked) / 1e6


def main(sites: list[str]) -> int:
    sites = sites or query.SITES
    profiles = [profile_of(site) for site in sites]
    shares = [shares_of(profile) for profile, _ in profiles]
    rows = [[stage, *(f"{share[stage]:.1%}" for share in shares)] for stage in [*STAGES, REST]]
    rows.append(["million instructions per query", *(f"{millions:.1f}" for _, millions in profiles)])
    measure.print_table(f"What {QUERIES} queries are spent on", ["stage", *sites], rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
