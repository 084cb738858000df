# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores a TREC run: MRR@10, P@1, nDCG@10.

usage: score.py QRELS.tsv RUN [QUERIES.tsv]

QRELS has lines "qid<TAB>document<TAB>relevance"; with QUERIES only its queries count. A query without an answer counts as 0.
Documents of the run are paths; the judgments may lack their "content/" and ".md".
"""
import math
import pathlib
import sys
from typing import Iterable, NamedTuple

DEPTH = 10
Judgments = dict[str, dict[str, int]]  # query → document → relevance above 0


class Scores(NamedTuple):
    mrr: float
    p1: float
    ndcg: float
    queries: int


def name_of(document: str) -> str:
    return document.removeprefix("content/").removesuffix(".md")


def lines_of(path: pathlib.Path) -> Iterable[list[str]]:
    with open(path, encoding="utf8") as lines:
        for line in lines:
            if line.strip():
                yield line.rstrip("\r\n").split("\t")


def read_judgments(path: pathlib.Path) -> Judgments:
    judgments: Judgments = {}
    for query, document, relevance in lines_of(path):
        if int(relevance) > 0:
            judgments.setdefault(query, {})[name_of(document)] = int(relevance)
    return judgments


def read_run(path: pathlib.Path) -> dict[str, list[str]]:
    """The documents of each query, best first."""
    ranked: dict[str, list[tuple[int, str]]] = {}
    with open(path, encoding="utf8") as lines:
        for line in lines:
            # "qid Q0 docno rank score tag"; a path may hold blanks.
            query, _, rest = line.rstrip("\n").split(" ", 2)
            document, rank, _, _ = rest.rsplit(" ", 3)
            ranked.setdefault(query, []).append((int(rank), name_of(document)))
    return {query: [document for _, document in sorted(documents)] for query, documents in ranked.items()}


def dcg(gains: Iterable[int]) -> float:
    return sum((2**gain - 1) / math.log2(place + 2) for place, gain in enumerate(gains))


def score(judgments: Judgments, run: dict[str, list[str]]) -> Scores:
    mrr = p1 = ndcg = 0.0
    for query, relevant in judgments.items():
        gains = [relevant.get(document, 0) for document in run.get(query, [])[:DEPTH]]
        first = next((place for place, gain in enumerate(gains) if gain > 0), None)
        mrr += 0 if first is None else 1 / (first + 1)
        p1 += first == 0
        ndcg += dcg(gains) / dcg(sorted(relevant.values(), reverse=True)[:DEPTH])
    count = len(judgments)
    if count == 0:
        raise ValueError("no query is judged")
    return Scores(mrr / count, p1 / count, ndcg / count, count)


def only_asked(judgments: Judgments, queries: pathlib.Path) -> Judgments:
    asked = {fields[0] for fields in lines_of(queries)}
    return {query: relevant for query, relevant in judgments.items() if query in asked}


def main(arguments: list[str]) -> int:
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    judgments = read_judgments(pathlib.Path(arguments[0]))
    if len(arguments) == 3:
        judgments = only_asked(judgments, pathlib.Path(arguments[2]))
    result = score(judgments, read_run(pathlib.Path(arguments[1])))
    print(f"MRR@10 {result.mrr:.4f}  P@1 {result.p1:.4f}  nDCG@10 {result.ndcg:.4f}  {result.queries} queries")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
