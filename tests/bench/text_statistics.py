# SPDX-License-Identifier: GPL-3.0-or-later
"""How the words of some texts are distributed: what a generator of texts has to come near to, to be no easier to index.

usage: text_statistics.py SITE_DIR...     each as sou-index reads it
"""
import collections
import json
import math
import pathlib
import re
import statistics
import subprocess
import sys
import zlib
from typing import Iterable, Sequence

import measure

WORD = re.compile(r"[a-z0-9_]+")
RUN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
MOST_BYTES = 10_000_000  # of text: growth and hapaxes depend on the size, so sites are compared at the same
BLOCK = 1 << 16

HEAD = ["text", "MB", "pages", "kB a page", "median", "words", "distinct", "seen once", "growth", "pairs", "distinct", "seen once",
        "growth", "commonest", "distinct of a page", "deflated"]


def words_of(text: str) -> list[str]:
    return WORD.findall(text.lower())


def pairs_of(text: str) -> list[str]:
    return [run[i:i + 2] for run in RUN.findall(text) for i in range(len(run) - 1)]


def texts_of(site: pathlib.Path) -> list[str]:
    """Every nth page, so that the sample is of the whole site."""
    lines = subprocess.run([measure.BIN / "sou-index", site, "--print-pages"], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, check=False).stdout.splitlines()
    step = max(1, math.ceil(sum(map(len, lines)) / MOST_BYTES))
    pages = (json.loads(line) for line in lines[::step])
    return [f"{page.get('title', '')}\n{page.get('body', '')}" for page in pages]


def _growth(kinds: Sequence[Iterable[str]]) -> tuple[int, collections.Counter, float]:
    """All; how often each; the exponent of Heaps' law between a tenth and all of the pages (pages in the order given)."""
    counts: collections.Counter = collections.Counter()
    at_tenth = (1, 1)
    for number, kind in enumerate(kinds):
        counts.update(kind)
        if number == len(kinds) // 10:
            at_tenth = (counts.total(), len(counts))
    if len(counts) < 2 or counts.total() <= at_tenth[0]:
        return counts.total(), counts, 0
    return counts.total(), counts, math.log(len(counts) / at_tenth[1]) / math.log(counts.total() / at_tenth[0])


def _cells(kinds: Sequence[list[str]]) -> list[object]:
    total, counts, growth = _growth(kinds)
    once = sum(count == 1 for count in counts.values()) / max(1, len(counts))
    return [total, len(counts), f"{once:.0%}", f"{growth:.2f}"]


def row_of(name: str, texts: Sequence[str]) -> list[object]:
    texts = [texts[(i * 7919) % len(texts)] for i in range(len(texts))] if len(texts) % 7919 else list(texts)  # mixed
    sizes = [len(text.encode()) for text in texts]
    words, pairs = [words_of(text) for text in texts], [pairs_of(text) for text in texts]
    commonest = collections.Counter(pair for page in pairs for pair in page).most_common(1)
    share = commonest[0][1] / max(1, sum(map(len, pairs))) if commonest else 0
    distinct = statistics.mean(len(set(a) | set(b)) / max(1, len(a) + len(b)) for a, b in zip(words, pairs))
    joined = "\n".join(texts).encode()
    deflated = sum(len(zlib.compress(joined[i:i + BLOCK])) for i in range(0, len(joined), BLOCK)) / len(joined)
    return [name, f"{sum(sizes) / 1e6:.1f}", len(texts), f"{statistics.mean(sizes) / 1e3:.1f}",
            f"{statistics.median(sizes) / 1e3:.1f}", *_cells(words), *_cells(pairs), f"{share:.2%}", f"{distinct:.0%}",
            f"{deflated:.0%}"]


def main(sites: list[str]) -> int:
    if not sites:
        print(__doc__, file=sys.stderr)
        return 2
    rows = [row_of(pathlib.Path(site).name, texts_of(pathlib.Path(site))) for site in sites]
    measure.print_table("Words and pairs of characters", HEAD, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
