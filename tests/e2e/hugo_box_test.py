# SPDX-License-Identifier: GPL-3.0-or-later
"""The partial and the shortcode of web/ui/hugo in a site that the real Hugo builds, as docs/sites/hugo.md has it."""

import html.parser
import pathlib
import shutil
import subprocess
import unittest

import sou

LAYOUTS = pathlib.Path(__file__).resolve().parents[2] / "web/ui/hugo/layouts"
CONFIG = """baseURL = "https://www.example.org/"
defaultContentLanguage = "en"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
[languages.en]
weight = 1
[languages.zh]
weight = 2
languageCode = "zh-Hans"
"""
BASE = """<!doctype html><html lang="{{ site.Language.Lang }}"><header>{{ partial "sou-search.html" . }}</header><main>{{ .Content }}</main></html>"""


class Elements(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.boxes, self.scripts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "sou-search":
            self.boxes.append(dict(attributes))
        if tag == "script":
            self.scripts.append(dict(attributes))


class HugoBox(sou.Case):
    def build(self, parameters, content="Text."):
        site = self.folder / "site"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(LAYOUTS, site / "layouts")
        for name, text in [("hugo.toml", CONFIG + parameters), ("layouts/_default/single.html", BASE), ("layouts/index.html", BASE),
                           ("layouts/_default/list.html", BASE), ("content/a.en.md", f"---\ntitle: A\n---\n{content}\n"),
                           ("content/a.zh.md", "---\ntitle: 甲\n---\n文字。\n")]:
            file = site / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf8")
        self.site = site
        return subprocess.run(["hugo", "--source", site, "--noBuildLock", "--cacheDir", self.folder / "cache"], capture_output=True, text=True,
                              timeout=sou.DEADLINE)

    def page(self, name):
        return Elements((self.site / "public" / name / "index.html").read_text(encoding="utf8"))

    def built(self, parameters, **options):
        done = self.build(parameters, **options)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_two_lines_of_configuration_are_enough(self):
        self.built('[params.sou]\nendpoint = "https://search.example.org/"\n')
        page = self.page("a")
        self.assertEqual(page.scripts, [{"type": "module", "src": "https://search.example.org/sou.js"}])
        self.assertEqual(page.boxes, [{"endpoint": "https://search.example.org/", "as": "button"}])

    def test_an_address_without_a_slash_at_its_end_is_the_same(self):
        self.built('[params.sou]\nendpoint = "https://www.example.org/search"\n')
        self.assertEqual(self.page("a").boxes[0]["endpoint"], "https://www.example.org/search/")

    def test_readers_can_be_kept_to_their_language(self):
        self.built('[params.sou]\nendpoint = "https://search.example.org/"\nas = "icon"\nsameLanguage = true\n')
        self.assertEqual(self.page("zh/a").boxes, [{"endpoint": "https://search.example.org/", "as": "icon", "filter": "lang=zh"}])
        self.assertEqual(self.page("a").boxes[0]["filter"], "lang=en")

    def test_a_page_can_have_a_field_of_its_own(self):
        self.built('[params.sou]\nendpoint = "https://search.example.org/"\nsameLanguage = true\n',
                   content='{{< sou-search >}}\n\n{{< sou-search as="button" filter="section=docs" >}}')
        _, field, button = self.page("a").boxes
        self.assertEqual(field["as"], "field")
        self.assertEqual((button["as"], button["filter"]), ("button", "section=docs&lang=en"))

    def test_an_address_that_is_not_set_is_an_error_that_says_so(self):
        done = self.build("")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("set params.sou.endpoint", done.stdout + done.stderr)

    def test_values_are_escaped(self):
        self.built('[params.sou]\nendpoint = "https://search.example.org/?\\"><script>alert(1)</script>"\n')
        self.assertNotIn("<script>alert", (self.site / "public/a/index.html").read_text(encoding="utf8"))


if __name__ == "__main__":
    unittest.main()
