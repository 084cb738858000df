#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds a real Hugo site with its theme taken out, and compares the published addresses, languages, heading
anchors and aliases with Sou's. Usage: SOU_BIN=... SOU_TEST_DATA=... real_hugo.py SITE_DIR

Prints "found / published / different" and every difference; fails if there is one without an explanation."""

import pathlib
import sys
import tempfile

import hugo_site
import pages


def explain(difference, published=None):
    """Why a difference is none; None if it is one."""
    if published is not None and difference.startswith("not found:"):
        about = published.about
        if "data-file" not in about:
            return "HTML without front matter, which hugo copies"
        if "list:never" in about["data-build"] or "list:false" in about["data-build"]:
            return "on no list of its site: build.list is never"
        if about["data-file"].endswith(hugo_site.OTHER_FORMATS):
            return "a format that is not read"
        if not about["data-file"]:
            return "a list that no file stands for"
        if about["data-kind"] != "page" and not about["data-titled"] and about["data-text"] == "0":
            return "a list page without title and text"
    return None


def alias_differences(aliases, redirects, published, base_path):
    """A page that stands at an alias' address wins over it; hugo itself leads from /en/ to the default language."""
    own = {address for address in redirects - aliases if address.removeprefix(base_path).count("/") <= 2}
    return [f"alias not published: {address}" for address in sorted(aliases - redirects - published)] + [
        f"alias not found: {address}" for address in sorted(redirects - aliases - own)]


def main(site):
    with tempfile.TemporaryDirectory() as folder:
        bare = pathlib.Path(folder) / "site"
        public = pathlib.Path(folder) / "public"
        has_config = hugo_site.without_theme(site, bare)
        broken = hugo_site.run_hugo_without_broken_files(bare, public)
        files = pages.published_pages(public, hugo_site.PublishedPage)
        # By the page's own word where it has one: it holds the path of the base URL.
        published = {pages.decoded(page.about.get("data-address", at)): page for at, page in files.items()}
        # hugo calls a site without a config English, which is no statement about it.
        base_path = next((page.about["data-address"].removesuffix("/") for at, page in files.items()
                          if at == "/" and page.about), "")
        redirects = hugo_site.redirects(public, base_path)
        sou = pages.sou_pages(bare)
        compared = hugo_site.Comparison(sou, published, explain=explain, with_languages=has_config)
    aliases = {pages.decoded(alias) for page in sou.values() for alias in page.get("aliases", [])}
    compared.different += alias_differences(aliases, redirects, set(published), base_path)
    reasons = sorted(set(compared.explained.values()))
    print(compared.summary())
    for message in broken:
        print(f"taken out, hugo stops at it: {message}")
    for reason in reasons:
        print(f"{sum(1 for r in compared.explained.values() if r == reason)} explained: {reason}")
    for difference in compared.different:
        print(difference)
    return 1 if compared.different else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(pathlib.Path(sys.argv[1])))
