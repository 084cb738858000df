# SPDX-License-Identifier: GPL-3.0-or-later
"""What Omega's scriptindex reads: a field a line, further lines of it behind a "=", an empty line between pages.

usage: omega.py dump FILE PAGES     pages as peers.py writes them
"""
import pathlib
import sys

FIELDS = ("path", "title", "body")


def field(name: str, text: str) -> str:
    return name + "=" + text.replace("\r", "").replace("\n", "\n=") + "\n"


def dump(file: pathlib.Path, pages: pathlib.Path) -> None:
    texts = pages.read_text(encoding="utf8").split("\0")
    with file.open("w", encoding="utf8") as out:
        for i in range(0, len(texts) - 1, len(FIELDS)):
            out.write("".join(map(field, FIELDS, texts[i:i + len(FIELDS)])) + "\n")


def main(arguments: list[str]) -> int:
    if len(arguments) != 3 or arguments[0] != "dump":
        print(__doc__, file=sys.stderr)
        return 2
    dump(pathlib.Path(arguments[1]), pathlib.Path(arguments[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
