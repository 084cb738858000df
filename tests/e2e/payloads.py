# SPDX-License-Identifier: GPL-3.0-or-later
"""What an attacker would have a browser or a terminal run (tests/data/xss_payloads.txt), and sites made of it.

Page i of a site has the word `word(i)`, by which it is found, and payload i wherever an author can write.
"""

import json

import sou


def _read():
    """The payloads as bytes: some are no UTF-8."""
    lines = (sou.DATA / "xss_payloads.txt").read_bytes().removesuffix(b"\n").split(b"\n")
    return [line.decode("unicode_escape").encode("latin1") for line in lines]


PAYLOADS = _read()


def word(number):
    return f"trap{number:03}x"


def text(payload):
    """The payload as a program that repairs UTF-8 has it: each broken sequence is U+FFFD."""
    return payload.decode("utf8", "replace")


def _json(value):
    """JSON of text that may be broken UTF-8; the broken bytes stand in it as they are."""
    return json.dumps(value, ensure_ascii=False).encode("utf8", "surrogateescape")


def _front_matter(payload):
    raw = payload.decode("utf8", "surrogateescape")
    fields = dict.fromkeys(("title", "subtitle", "description", "summary", "section", "slug", "translationKey", raw[:40]), raw)
    fields.update(dict.fromkeys(("tags", "categories", "authors", "keywords", "aliases", "series"), [raw, "heron"]))
    return _json(fields)


def _page(number, payload):
    parts = [b"# ", payload, b"\n\n", word(number).encode(), b" heron ", payload, b" egret\n\n## ", payload, b"\n\n",
             word(number).encode(), b" lake ", payload, b"\n\n### ", payload, b" {#", payload, b"}\n\n```\n", payload, b"\n```\n\n",
             b"![", payload, b"](", payload, b")\n"]
    return b"".join(parts)


def _file_name(number, payload):
    """The payload as the name of a file: what no name can hold is left out."""
    name = payload.replace(b"/", b"").replace(b"\0", b"")[:200] or b"x"
    return b"%03d%s.md" % (number, name)


def markdown_site(root):
    """A Hugo site: a page with payload i in front matter and body, a page in a file named so, and one with it as address."""
    posts, names = root / "content/posts", root / "content/names"
    for folder in (posts, names, root / "content/urls"):
        folder.mkdir(parents=True)
    (root / "hugo.toml").write_text('baseURL = "https://example.org/"\ntitle = "Traps"\n')
    for number, payload in enumerate(PAYLOADS):
        (posts / f"p{number:03}.md").write_bytes(_front_matter(payload) + b"\n\n" + _page(number, payload))
        (root / "content/urls" / f"u{number:03}.md").write_bytes(
            _json({"title": f"Address {number}", "url": payload.decode("utf8", "surrogateescape")}) + f"\n\n{word(number)}\n".encode())
        with open(bytes(names) + b"/" + _file_name(number, payload), "wb") as file:
            file.write(f"{word(number)} in a file with a name\n".encode())
    # Skipped, and so named in messages.
    for name in (b"\x1b[2Jskipped.md", b"\x1b]0;owned\x07\xff.md", b"\xc2\x9b31m\xe2\x80\xaeskipped.md"):
        with open(bytes(names) + b"/" + name, "wb") as file:
            file.write(b"\xff")
    return root


def json_lines(root):
    """A file of JSON Lines: the payloads also in what a site's generator would make, addresses, languages and anchors.

    A line whose address is refused is skipped, so each payload has a second page with a plain one.
    """
    root.mkdir(parents=True)
    lines = []
    for number, payload in enumerate(PAYLOADS):
        value = text(payload)
        page = dict.fromkeys(("title", "subtitle", "description", "language", "section", "translation_key", "summary"), value)
        page.update(tags=[value], categories=[value], authors=[value], aliases=[value], image_alts=[value], extra=[value],
                    body=f"{value}\n{word(number)} heron {value}",
                    headings=[{"text": value, "level": 2, "anchor": value, "offset": 0}])
        addresses = [{"url": f"/plain/{number}/"}, {"url": value, "path": f"{number:03}{value}"}]
        lines += [json.dumps(address | page, ensure_ascii=number % 2 == 0) for address in addresses]
    (root / "pages.jsonl").write_text("\n".join(lines) + "\n", encoding="utf8", newline="")
    return root / "pages.jsonl"
