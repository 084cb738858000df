# SPDX-License-Identifier: GPL-3.0-or-later
"""Relevance of judged queries, against the floors of floors.tsv. Exit 1 if one is missed."""
import functools
import pathlib
import sys
from typing import NamedTuple

import measure

Judgments = dict[str, dict[str, int]]  # query → page → relevance above 0

INTENDED = "/intended"  # a measure as a share of what the same queries have without their typos
TYPING = "-typing"  # queries whose last word is not finished, and Sou is told so


class Floor(NamedTuple):
    name: str  # of the data set
    queries: str  # queries, title, exact, prefix, prefix-typing, typo, typo-mixed
    lang: str  # "-": any
    site: str  # what to index
    measure: str  # of sou-search's JSON, perhaps with INTENDED
    least: float


def read_floors() -> list[Floor]:
    return [Floor(*row[:5], least=float(row[5])) for row in measure.lines_of(measure.HERE / "floors.tsv")]


@functools.cache
def index_of(site: str) -> pathlib.Path:
    index, report, usage = measure.index_site(site)
    print(f"{site}: {report['pages']} pages, {usage.seconds:.1f} s", file=sys.stderr)
    return index


def name_of(page: str) -> str:
    return page.removeprefix("content/").removesuffix(".md")


def exact_titles(folder: pathlib.Path) -> tuple[pathlib.Path, Judgments]:
    """Whole titles as queries; pages of the same title are equally right."""
    pages = list(measure.lines_of(folder / "pages.tsv"))
    queries = measure.OUT / f"{folder.name}.exact.tsv"
    queries.write_text("".join(f"{qid}\t{title}\n" for qid, _, title in pages), encoding="utf8")
    by_title: dict[str, dict[str, int]] = {}
    for _, path, title in pages:
        by_title.setdefault(title, {})[name_of(path)] = 1
    return queries, {qid: by_title[title] for qid, _, title in pages}


def questions_of(floor: Floor) -> tuple[pathlib.Path, Judgments]:
    folder = measure.DATA / floor.name
    if floor.queries == "exact":
        return exact_titles(folder)
    kind = floor.queries.removesuffix(TYPING)
    queries = folder / ("queries.tsv" if kind == "queries" else f"queries-{kind}.tsv")
    asked = {row[0] for row in measure.lines_of(queries)}
    judgments: Judgments = {}
    # What is typed of a title's beginning fits other pages, too.
    for query, page, relevance in measure.lines_of(folder / ("qrels-prefix-lenient.tsv" if kind == "prefix" else "qrels.tsv")):
        if query in asked and int(relevance) > 0:
            judgments.setdefault(query, {})[name_of(page)] = int(relevance)
    return queries, judgments


@functools.cache
def scores_of(floor: Floor) -> dict:
    queries, judgments = questions_of(floor)
    stem = f"{floor.name}.{floor.queries}"
    qrels = measure.OUT / f"{stem}.qrels.tsv"
    qrels.write_text("".join(f"{query}\t{page}\t{relevance}\n" for query, pages in judgments.items()
                             for page, relevance in pages.items()), encoding="utf8")
    options = ([] if floor.lang == "-" else ["--lang", floor.lang]) + (["--typing"] if floor.queries.endswith(TYPING) else [])
    scores = measure.evaluate(index_of(floor.site), queries, qrels, stem, *options)
    for warning in scores["warnings"]:
        print(f"bench: {stem}: {warning['message']}", file=sys.stderr)
    return scores


def value_of(floor: Floor) -> float:
    value = scores_of(floor)[floor.measure.removesuffix(INTENDED)]
    if not floor.measure.endswith(INTENDED):
        return value
    plain = floor._replace(queries=floor.queries + "-intended", measure=floor.measure.removesuffix(INTENDED))
    return value / value_of(plain)


def main() -> int:
    rows, missed = [], []
    for floor in read_floors():
        scores, value = scores_of(floor), value_of(floor)
        if value < floor.least:
            missed.append(floor)
        rows.append([f"{floor.name} {floor.queries}", scores["queries"],
                     *(f"{scores[name]:.4f}" for name in ("mrr@10", "p@1", "ndcg@10", "success@10")), floor.measure,
                     f"{value:.4f}", f"{floor.least:.3f}", "MISSED" if value < floor.least else "ok"])
    measure.print_table("Relevance", ["set", "queries", "MRR@10", "P@1", "nDCG@10", "success@10", "measure", "is", "least", ""], rows)
    for floor in missed:
        print(f"bench: {floor.name} {floor.queries} is below its floor", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
