# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests against real generators share: Sou's pages of a site, and the pages of a folder of published HTML."""

import html.parser
import json
import os
import pathlib
import subprocess
import urllib.parse

BIN = pathlib.Path(os.environ["SOU_BIN"])
DATA = pathlib.Path(os.environ["SOU_TEST_DATA"])


def sou_pages(site, *options):
    """The pages that Sou reads from a site, by path of the source; a broken file is no error here."""
    done = subprocess.run([BIN / "sou-index", site, "--print-pages", *map(str, options)], capture_output=True, text=True, timeout=600)
    if done.returncode not in (0, 1):
        raise AssertionError(done.stderr)
    pages = [json.loads(line) for line in done.stdout.splitlines()]
    return {page["path"]: page for page in pages}


class PublishedPage(html.parser.HTMLParser):
    """Language, title and heading ids of a published page; is_redirect tells a page that only leads elsewhere."""

    def __init__(self, text):
        super().__init__()
        self.language = ""
        self.anchors = []
        self.is_redirect = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "html":
            self.language = values.get("lang") or ""
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.anchors.append(values.get("id") or "")
        if tag == "meta" and (values.get("http-equiv") or "").lower() == "refresh":
            self.is_redirect = True


def published_pages(folder, page_type=PublishedPage):
    """Every HTML file below the folder that is no redirect, by its address, percent-decoded: /a/ for a/index.html."""
    pages = {}
    for file in sorted(pathlib.Path(folder).rglob("*.html")):
        page = page_type(file.read_text(encoding="utf8"))
        address = "/" + file.relative_to(folder).as_posix()
        if not page.is_redirect:
            pages[address.removesuffix("index.html") if file.name == "index.html" else address] = page
    return pages


def decoded(url):
    return urllib.parse.unquote(url)
