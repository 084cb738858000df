# SPDX-License-Identifier: GPL-3.0-or-later
"""Relevance of judged queries, against the floors of floors.tsv. Exit 1 if one is missed."""
import functools
import pathlib
import sys
from typing import NamedTuple

import measure
import score


class Floor(NamedTuple):
    name: str  # of the data set
    queries: str  # queries, title or exact
    lang: str  # "-": any
    site: str  # what to index
    least: float  # MRR@10


def read_floors() -> list[Floor]:
    rows = [row for row in score.lines_of(measure.HERE / "floors.tsv") if not row[0].startswith("#")]
    return [Floor(*row[:4], least=float(row[4])) for row in rows]


@functools.cache
def index_of(site: str) -> pathlib.Path:
    index, report, usage = measure.index_site(site)
    print(f"{site}: {report['pages']} pages, {usage.seconds:.1f} s", file=sys.stderr)
    return index


def exact_titles(folder: pathlib.Path) -> tuple[pathlib.Path, score.Judgments]:
    """Whole titles as queries; pages of the same title are equally right."""
    pages = list(score.lines_of(folder / "pages.tsv"))
    queries = measure.OUT / f"{folder.name}.exact.tsv"
    queries.write_text("".join(f"{qid}\t{title}\n" for qid, _, title in pages), encoding="utf8")
    by_title: dict[str, dict[str, int]] = {}
    for _, path, title in pages:
        by_title.setdefault(title, {})[score.name_of(path)] = 1
    return queries, {qid: by_title[title] for qid, _, title in pages}


def questions_of(floor: Floor) -> tuple[pathlib.Path, score.Judgments]:
    folder = measure.DATA / floor.name
    if floor.queries == "exact":
        return exact_titles(folder)
    queries = folder / ("queries.tsv" if floor.queries == "queries" else f"queries-{floor.queries}.tsv")
    return queries, score.only_asked(score.read_judgments(folder / "qrels.tsv"), queries)


def score_of(floor: Floor) -> score.Scores:
    index = index_of(floor.site)
    queries, judgments = questions_of(floor)
    options = [] if floor.lang == "-" else ["--lang", floor.lang]
    run = measure.search_batch(index, queries, f"{floor.name}.{floor.queries}", *options)
    return score.score(judgments, score.read_run(run))


def main() -> int:
    rows, missed = [], []
    for floor in read_floors():
        scores = score_of(floor)
        good = scores.mrr >= floor.least
        if not good:
            missed.append(floor)
        rows.append([f"{floor.name} {floor.queries}", scores.queries, f"{scores.mrr:.4f}", f"{scores.p1:.4f}",
                     f"{scores.ndcg:.4f}", f"{floor.least:.3f}", "ok" if good else "MISSED"])
    measure.print_table("Relevance", ["set", "queries", "MRR@10", "P@1", "nDCG@10", "least MRR", ""], rows)
    for floor in missed:
        print(f"bench: {floor.name} {floor.queries} is below its floor", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
