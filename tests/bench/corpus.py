# SPDX-License-Identifier: GPL-3.0-or-later
"""Sites of any size, made of sections of real ones in new combinations.

usage: corpus.py PAGES SITE_DIR...     prints JSON Lines (docs/JSONL.md); the same arguments give the same lines
"""
import json
import pathlib
import random
import subprocess
import sys
from typing import Iterator, NamedTuple, Sequence

import measure

SEED = 20180811
MOST_SECTIONS = 4  # of a page; 3 kB of text on average
TAGS = 300
CATEGORIES = 20


class Section(NamedTuple):
    heading: str
    text: str
    language: str


def sections_of(site: pathlib.Path) -> Iterator[Section]:
    lines = subprocess.run([measure.BIN / "sou-index", site, "--print-pages"], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, check=False).stdout
    for line in lines.splitlines():
        page = json.loads(line)
        body = page.get("body", "").encode()
        starts = [heading["offset"] for heading in page.get("headings", [])]
        for heading, begin, end in zip(page.get("headings", []), starts, [*starts[1:], len(body)]):
            text = body[begin:end].decode(errors="ignore").partition("\n")[2].strip()
            if text and heading["text"]:
                yield Section(heading["text"], text, page.get("language", ""))


def page_of(number: int, sections: Sequence[Section], tags: Sequence[str], chance: random.Random) -> dict:
    first = chance.choice(sections)
    body, headings = [], []
    for section in [first, *chance.choices(sections, k=chance.randint(0, MOST_SECTIONS - 1))]:
        headings.append({"text": section.heading, "level": 2, "anchor": f"s{len(headings)}"})
        body += [section.heading, section.text]
    date = f"{chance.randint(2010, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return {"url": f"/p/{number}/", "title": f"{first.heading} {number}", "language": first.language, "date": date,
            "tags": chance.sample(tags, chance.randint(0, 3)), "categories": [f"category {chance.randrange(CATEGORIES)}"],
            "headings": headings, "body": "\n".join(body)}


def write_corpus(pages: int, sites: Sequence[pathlib.Path], path: pathlib.Path) -> None:
    sections = [section for site in sites for section in sections_of(site)]
    chance = random.Random(SEED)
    tags = sorted({section.heading for section in chance.choices(sections, k=TAGS)})
    with path.open("w", encoding="utf8") as out:
        for number in range(pages):
            out.write(json.dumps(page_of(number, sections, tags, chance), ensure_ascii=False) + "\n")


def main(arguments: list[str]) -> int:
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    write_corpus(int(arguments[0]), [pathlib.Path(site) for site in arguments[1:]], pathlib.Path("/dev/stdout"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
