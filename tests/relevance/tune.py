# SPDX-License-Identifier: GPL-3.0-or-later
"""Indexes the judged sets of tests/bench/floors.tsv and gives them to the program `tune`, whose options it passes on.

usage: tune.py TUNE [OPTION...]
"""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "bench"))
import measure  # noqa: E402
import relevance  # noqa: E402

# Two folds of different languages: what is tuned on one is reported on the other.
FOLD_A = ("cmrc2018", "squad-dev", "knownitem-cloudwego-en")


def row_of(floor: relevance.Floor) -> str:
    queries, judgments = relevance.questions_of(floor)
    qrels = measure.OUT / f"{floor.name}.{floor.queries}.judged.tsv"
    qrels.write_text("".join(f"{qid}\t{path}\t{relevance_}\n" for qid, paths in judgments.items()
                             for path, relevance_ in paths.items()), encoding="utf8")
    fold = "A" if floor.name in FOLD_A else "B"
    name = f"{floor.name} {floor.queries}"
    return "\t".join([name, fold, str(relevance.index_of(floor.site)), str(queries), str(qrels), floor.lang])


def main(tune: str, *options: str) -> int:
    floors = [floor for floor in relevance.read_floors() if floor.queries in ("queries", "title", "exact")]
    sets = measure.OUT / "tune.sets.tsv"
    sets.write_text("".join(row_of(floor) + "\n" for floor in floors), encoding="utf8")
    return subprocess.run([tune, sets, *options]).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
