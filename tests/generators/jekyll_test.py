# SPDX-License-Identifier: GPL-3.0-or-later
"""The small Jekyll site under tests/data, read by Sou and published by the real Jekyll: the same addresses, languages
and heading anchors."""

import pathlib
import tempfile
import unittest

import jekyll_site
import pages

SITE = pages.DATA / "jekyll"
BASE = "/notes"

# What Jekyll publishes and Sou leaves out, with the reason that Sou gives.
LEFT_OUT = {
    "/404.html": "the page for addresses that do not exist",
    "/glossary/sluice.gate.html": "kept out of searches by its front matter",
}


class JekyllTest(unittest.TestCase):
    def published(self, *options):
        with tempfile.TemporaryDirectory() as folder:
            jekyll_site.build(SITE, folder, *options)
            return pages.published_pages(folder)

    def compare(self, found, published):
        for address in LEFT_OUT:
            self.assertIn(address, published)
        expected = {address: page for address, page in published.items() if address not in LEFT_OUT}
        self.assertEqual(jekyll_site.differences(found, expected), [])
        for address, page in found.items():
            self.assertEqual(page.get("language", ""), published[address].language, address)

    def test_same_pages_languages_and_anchors(self):
        found = jekyll_site.found_pages(SITE, BASE)
        self.assertTrue(all(page["url"].startswith(BASE + "/") for page in found.values()))
        self.assertGreater(len(found), 15)
        self.compare(found, self.published())

    def test_same_pages_with_drafts_and_future(self):
        found = jekyll_site.found_pages(SITE, BASE, "--drafts", "--future")
        # A draft's date is the time of its file, which both see alike.
        self.compare(found, self.published("--drafts", "--future"))
        self.assertIn("/diary/2099/01/01/future-lake.html", found)

    def test_same_pages_for_every_permalink_style(self):
        for style in ("pretty", "ordinal", "weekdate", "none", "/:year/:title", "/blog/:slugified_categories/:title/",
                      "/:short_year/:i_month/:hour-:minute-:second/:name:output_ext"):
            with self.subTest(style=style), tempfile.TemporaryDirectory() as folder:
                site = pathlib.Path(folder, "site")
                copy_with_permalink(site, style)
                jekyll_site.build(site, pathlib.Path(folder, "out"))
                published = pages.published_pages(pathlib.Path(folder, "out"))
                left_out = {address for address in published if address.strip("/").split("/")[-1].startswith(("404", "sluice"))}
                expected = {address: page for address, page in published.items() if address not in left_out}
                self.assertEqual(jekyll_site.differences(jekyll_site.found_pages(site, BASE), expected), [])


def copy_with_permalink(site, style):
    for file in SITE.rglob("*"):
        target = site / file.relative_to(SITE)
        if file.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text(encoding="utf8")
        if file.name == "_config.yml":
            text = text.replace("permalink: date\n", f'permalink: "{style}"\n')
        target.write_text(text, encoding="utf8")


if __name__ == "__main__":
    unittest.main()
