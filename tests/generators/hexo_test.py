# SPDX-License-Identifier: GPL-3.0-or-later
"""Sou's pages of tests/data/hexo, and those that Hexo publishes: the same addresses, languages and anchors."""

import os
import pathlib
import re
import shutil
import tempfile
import unittest

from hexo_site import compare
from pages import DATA

LANGUAGES = ["zh-CN", "zh-tw", "en", "ja", "ko"]


class Hexo(unittest.TestCase):
    maxDiff = None

    def check(self, replacements=(), pages=None, options=()):
        """Compares the site with some lines of its configuration replaced: (regular expression, text)."""
        with tempfile.TemporaryDirectory() as folder:
            site = pathlib.Path(folder) / "site"
            shutil.copytree(DATA / "hexo", site)
            # Hexo dates a post without a date by its file's birth, Sou by its change: a copy has both today.
            for file in site.rglob("*"):
                os.utime(file)
            config = site / "_config.yml"
            text = config.read_text(encoding="utf8")
            for pattern, line in replacements:
                text, count = re.subn(pattern, lambda _: line, text, flags=re.M)
                self.assertEqual(count, 1, pattern)
            config.write_text(text, encoding="utf8")
            differences, found, _, complaints = compare(site, LANGUAGES, options=options)
        self.assertEqual(differences, [], complaints)
        if pages is not None:
            self.assertEqual(found, pages)

    def test_the_site(self):
        self.check(pages=22)

    def test_addresses_of_files(self):
        self.check([(r"^permalink:.*", "permalink: :lang/:category/:i_month-:i_day/:name.html\npermalink_defaults: {lang: zh-CN}"),
                    (r"^url:.*", "url: https://tea.example.org\nroot: /a b/\npretty_urls: {trailing_index: false, trailing_html: false}"),
                    (r"^post_asset_folder:.*", "post_asset_folder: false")])

    def test_addresses_of_times_and_hashes(self):
        self.check([(r"^permalink:.*", "permalink: p/:post_title-:hash/:year_:hour:minute:second"),
                    (r"^timezone:.*", "timezone: America/New_York"),
                    (r"^  smartypants:.*", "  modifyAnchors: 1\n  smartypants: true"),
                    (r"^filename_case:.*", "filename_case: 2")])

    def test_file_names(self):
        self.check([(r"^new_post_name:.*", "new_post_name: :title.md"),
                    (r"^permalink:.*", "permalink: :title/"),
                    (r"^language:(\n  - .*)*", "language: ja"),
                    (r"^render_drafts:.*", "render_drafts: true\nfuture: false"),
                    (r"^  smartypants:.*", "  headerIds: false")])


if __name__ == "__main__":
    unittest.main()
