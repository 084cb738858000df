# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes of an index by what they are for, told by the names of its files."""
import collections
import fnmatch
import pathlib
from typing import Iterable, Mapping

# The first that fits, of the path below the index. Sou's and Xapian's, then Lucene's (without compound files).
PARTS = [
    ("delta", ["*delta*/*", "*delta*"]),
    ("postings", ["*/postlist.*", "postlist.*", "*.doc"]),
    ("positions", ["*position.*", "*.pos"]),
    ("text", ["*docdata.*", "*records*", "*page_store*", "*.fdt", "*.fdx", "*.fdm"]),
    ("terms", ["*termlist.*", "*.tim", "*.tip", "*.tmd"]),
    ("suggestions", ["*suggestions*"]),
    ("words", ["*words*"]),
    ("state", ["*files.jsonl*", "*pages*", "*state*", "*manifest*"]),
]
REST = "other"
NAMES = [part for part, _ in PARTS] + [REST]


def _files(index: pathlib.Path) -> Iterable[pathlib.Path]:
    return [index] if index.is_file() else (file for file in sorted(index.rglob("*")) if file.is_file())


def _part_of(path: str) -> str:
    return next((part for part, patterns in PARTS if any(fnmatch.fnmatch(path, pattern) for pattern in patterns)), REST)


def parts_of(index: pathlib.Path) -> Mapping[str, int]:
    """A file that generations share by hard links counts once."""
    sizes: dict[str, int] = collections.defaultdict(int)
    seen = set()
    for file in _files(index):
        stat = file.stat()
        if stat.st_ino not in seen:
            seen.add(stat.st_ino)
            sizes[_part_of(str(file.relative_to(index)))] += stat.st_size
    return sizes


def total_of(index: pathlib.Path) -> int:
    return sum(parts_of(index).values())


def cells_of(sizes: Mapping[str, int]) -> list[str]:
    """In megabytes, a cell for each of NAMES; empty for nothing."""
    return [f"{sizes[part] / 1e6:.2f}" if sizes.get(part) else "" for part in NAMES]
