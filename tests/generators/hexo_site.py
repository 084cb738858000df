# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds Hexo sites with the Hexo of hexo/package-lock.json, and compares what it publishes with what Sou reads."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "npm"))

from installed import installed  # noqa: E402
from pages import PublishedPage, decoded, sou_pages  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent / "hexo"
LAYOUT = """<!doctype html>
<html lang="{{ page.lang }}"><head><title>{{ page.title }}</title></head>
<body>{{ page.content }}</body></html>
"""


def build(site, target, languages, any_tags=False):
    """Copies the site to `target`, builds it there, and returns its pages: source path -> (path of the file, address)."""
    not_copied = {"themes", "node_modules", "package-lock.json"}
    shutil.copytree(site, target, symlinks=True, ignore=lambda folder, names: not_copied & set(names) if folder == str(site) else ())
    shutil.copy(HERE / "package.json", target)
    (target / "node_modules").symlink_to(installed(HERE) / "node_modules")
    (target / "sou-theme/layout").mkdir(parents=True)
    (target / "sou-theme/layout/index.njk").write_text(LAYOUT, encoding="utf8")
    (target / "sou-theme/languages").mkdir()
    for language in languages:
        (target / f"sou-theme/languages/{language}.yml").write_text("home: home\n", encoding="utf8")
    # Hexo writes addresses by the machine's clock: it must be the site's.
    config = (target / "_config.yml").read_text(encoding="utf8")
    zone = re.search(r"^timezone:[ \t]*['\"]?([\w/+-]+)", config, re.M)
    done = subprocess.run(["node", HERE / "build.js", target, *(["--any-tags"] if any_tags else [])], capture_output=True, text=True,
                          timeout=300, env=dict(os.environ, TZ=zone.group(1) if zone else "UTC"))
    if done.returncode != 0:
        raise AssertionError("Hexo failed:\n" + done.stderr + done.stdout)
    listed = json.loads((target / "public/sou-pages.json").read_text(encoding="utf8"))
    return {page["source"]: page for page in listed}, done.stderr


def published(target, pages):
    """The published HTML of each page of `pages`, by source."""
    found = {}
    for source, page in pages.items():
        file = target / "public" / page["path"]
        if file.suffix == ".html" or not file.suffix:
            found[source] = PublishedPage(file.read_text(encoding="utf8"))
    return found


def compare(site, languages, source_dir="source", any_tags=False, options=()):
    """Lists all differences between Hexo and Sou as (source, what, Hexo's, Sou's), with the numbers of pages of both."""
    with tempfile.TemporaryDirectory(prefix="sou-hexo-site-") as folder:
        target = pathlib.Path(folder) / "site"
        listed, complaints = build(site, target, languages, any_tags)
        html = published(target, listed)
        ours = {path.removeprefix(source_dir + "/"): page for path, page in sou_pages(site, "--source", "hexo", *options).items()}
    differences = []
    for source in sorted(html.keys() | ours.keys()):
        if source not in ours:
            differences.append((source, "page", listed[source]["url"], None))
        elif source not in html:
            differences.append((source, "page", None, ours[source]["url"]))
        else:
            differences += compare_page(source, listed[source], html[source], ours[source])
    return differences, len(ours), len(html), complaints


def compare_page(source, listed, html, ours):
    pairs = [("url", decoded(listed["url"]), decoded(ours["url"])),
             ("anchors", html.anchors, [heading.get("anchor", "") for heading in ours.get("headings", [])])]
    if listed["has_layout"]:
        pairs.append(("language", html.language, ours.get("language", "")))
    return [(source, what, theirs, own) for what, theirs, own in pairs if theirs != own]
