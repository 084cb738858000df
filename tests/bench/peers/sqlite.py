# SPDX-License-Identifier: GPL-3.0-or-later
"""SQLite FTS5 as a site would set it up for Chinese and Japanese: runs without blanks as overlapping pairs of characters.

usage: sqlite.py index FILE PAGES     pages as peers.py writes them
       sqlite.py serve FILE           a query per line in, "wall CPU hits" per line out
"""
import pathlib
import re
import sqlite3
import sys
import time

RUN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
WORD = re.compile(r'(-?)"([^"]*)"|(\S+)')
FIND = """SELECT path, snippet(pages, 1, '<mark>', '</mark>', '…', 64), snippet(pages, 2, '<mark>', '</mark>', '…', 64)
          FROM pages WHERE pages MATCH ? ORDER BY bm25(pages, 0, 3, 1) LIMIT 10"""


def pairs_of(run: str) -> str:
    return " ".join(run[i:i + 2] for i in range(max(1, len(run) - 1)))


def with_pairs(text: str) -> str:
    return RUN.sub(lambda run: f" {pairs_of(run[0])} ", text)


def pages_of(path: pathlib.Path):
    texts = path.read_text(encoding="utf8").split("\0")
    for i in range(0, len(texts) - 1, 3):
        yield texts[i], with_pairs(texts[i + 1]), with_pairs(texts[i + 2])


def build(file: pathlib.Path, pages: pathlib.Path) -> None:
    file.unlink(missing_ok=True)
    with sqlite3.connect(file) as database:
        database.execute("CREATE VIRTUAL TABLE pages USING fts5(path UNINDEXED, title, body)")
        database.executemany("INSERT INTO pages VALUES (?, ?, ?)", pages_of(pages))
        database.execute("INSERT INTO pages(pages) VALUES ('optimize')")


def quoted(text: str) -> str:
    """A word or phrase of FTS5; a single character is the beginning of pairs."""
    stretches = [text] if RUN.search(text) is None else [part for part in re.split(f"({RUN.pattern})", text) if part]
    phrases = []
    for stretch in stretches:
        if any(sign.isalnum() for sign in stretch):
            phrase = pairs_of(stretch) if RUN.fullmatch(stretch) else stretch.replace('"', " ")
            phrases.append(f'"{phrase}"' + (" *" if RUN.fullmatch(stretch) and len(stretch) == 1 else ""))
    return " AND ".join(phrases)


def phrase_of(text: str) -> str:
    return '"' + with_pairs(text).strip() + '"' if any(sign.isalnum() for sign in text) else ""


def match_of(query: str) -> str:
    wanted, unwanted = [], []
    for minus, phrase, word in WORD.findall(query):
        if phrase:
            (unwanted if minus else wanted).append(phrase_of(phrase))
        elif re.match(r"-[^-]", word):
            unwanted.append(quoted(word[1:]))
        elif word.endswith("*") and len(word) > 1:
            wanted.append(f'"{word[:-1]}" *')
        else:
            wanted.append(quoted(word))
    match = " AND ".join(filter(None, wanted))
    for other in filter(None, unwanted):
        match = f"({match}) NOT ({other})" if match else ""
    return match


def answer(database: sqlite3.Connection, query: str) -> int:
    match = match_of(query)
    return len(database.execute(FIND, (match,)).fetchall()) if match else 0


def serve(file: pathlib.Path) -> None:
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    database.execute("PRAGMA cache_size = -262144")  # kB
    for line in sys.stdin:
        begin, begin_cpu = time.perf_counter(), time.thread_time()
        hits = answer(database, line.rstrip("\n"))
        cpu = time.thread_time() - begin_cpu
        print(f"{(time.perf_counter() - begin) * 1e3:.4f} {cpu * 1e3:.4f} {hits}", flush=True)


def main(arguments: list[str]) -> int:
    if len(arguments) == 3 and arguments[0] == "index":
        build(pathlib.Path(arguments[1]), pathlib.Path(arguments[2]))
    elif len(arguments) == 2 and arguments[0] == "serve":
        serve(pathlib.Path(arguments[1]))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
