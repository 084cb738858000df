# SPDX-License-Identifier: GPL-3.0-or-later
"""Queries as people of a site might ask them: its headings, and pieces of two to four words of them.

usage: queries.py SITE_DIR [COUNT]     prints lines "qid<TAB>query"; the same site gives the same lines
"""
import pathlib
import random
import re
import sys

SEED = 20180811
HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*(?:\{[^{}]*\})?\s*$")
FENCE = re.compile(r"^ {0,3}(```|~~~)")
# A link's text, an escaped sign, what stands between a pair of "_"; those within a word are the word's own.
MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|\\([_*`<>#])|(?<!\w)_{1,3}(?=\S)([^_]+)(?<=\S)_{1,3}(?!\w)|<[^>]*>|[`*]{1,3}")
# A word of an alphabet, or about a word of a script without blanks.
WORD = re.compile(r"[A-Za-z0-9_.+#-]+|[぀-ヿ㐀-䶿一-鿿]{1,2}|[^\W\d_]+")


def headings_of(path: pathlib.Path) -> list[str]:
    found, fence = [], None
    for line in path.read_text(encoding="utf8", errors="replace").splitlines():
        if mark := FENCE.match(line):
            fence = None if fence == mark[1] else fence or mark[1]
        elif fence is None and (heading := HEADING.match(line)):
            text = " ".join(MARKUP.sub(lambda m: m[1] or m[2] or m[3] or "", heading[1]).split())
            if 2 <= len(text) <= 80:
                found.append(text)
    return found


def piece_of(heading: str, chance: random.Random) -> str:
    words = list(WORD.finditer(heading))
    count = min(chance.randint(2, 4), len(words))
    if count == 0:
        return heading
    first = chance.randint(0, len(words) - count)
    return heading[words[first].start():words[first + count - 1].end()]


def make_queries(site: pathlib.Path, count: int) -> list[str]:
    headings = sorted({heading for path in sorted(site.rglob("*.md")) for heading in headings_of(path)})
    if not headings:
        raise ValueError(f"{site} has no headings")
    chance = random.Random(SEED)
    chosen = chance.choices(headings, k=count) if len(headings) < count else chance.sample(headings, count)
    return [heading if i % 2 == 0 else piece_of(heading, chance) for i, heading in enumerate(chosen)]


def write_queries(queries: list[str], path: pathlib.Path) -> None:
    path.write_text("".join(f"q{i + 1:04}\t{query}\n" for i, query in enumerate(queries)), encoding="utf8")


def main(arguments: list[str]) -> int:
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    write_queries(make_queries(pathlib.Path(arguments[0]), int((arguments[1:] or ["1000"])[0])), pathlib.Path("/dev/stdout"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
