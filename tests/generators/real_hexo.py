# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares Sou's pages of a real Hexo site with those of Hexo itself, its theme taken out.

usage: real_hexo.py SITE_DIR   (SOU_BIN: the folder of sou-index)
Prints "found / published / different" and every difference; exit 1 if one of them is not explained below.
"""

import os
import pathlib
import re
import sys

os.environ.setdefault("SOU_TEST_DATA", "")
sys.dont_write_bytecode = True

from hexo_site import compare  # noqa: E402

# (source, what differs): why.
EXPLAINED = {}


def languages_of(site):
    """What the theme's folder `languages` would hold: the site's own list, or its folders that look like languages."""
    names = {folder.name for folder in (site / "source").iterdir() if re.fullmatch("[a-z]{2}(-[a-zA-Z]{2,4})?", folder.name)}
    listed = site / "source/_data/languages.yml"
    if listed.exists():
        names |= set(re.findall(r"^([\w-]+):", listed.read_text(encoding="utf8"), re.M))
    return sorted(names)


def main():
    site = pathlib.Path(sys.argv[1]).resolve()
    differences, found, published, complaints = compare(site, languages_of(site), any_tags=True)
    unexplained = [d for d in differences if (d[0], d[1]) not in EXPLAINED]
    for source, what, theirs, ours in differences:
        print(f"{source}: {what}: Hexo {theirs!r}, Sou {ours!r}; {EXPLAINED.get((source, what), 'NOT EXPLAINED')}")
    if complaints:
        print(complaints, file=sys.stderr)
    different = len({source for source, *_ in differences})
    print(f"{found} / {published} / {different}")
    equal = published - len({source for source, *_ in differences})
    return 1 if unexplained or published == 0 or equal < published * 0.995 else 0


if __name__ == "__main__":
    sys.exit(main())
