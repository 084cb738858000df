# SPDX-License-Identifier: GPL-3.0-or-later
"""Sou's pages of two Hugo sites beside those that the real hugo publishes: equal sets of addresses, with language,
heading anchors and aliases, no page more, none less."""

import pathlib
import tempfile
import unittest

import hugo_site
import pages

# Published, but on no list of its site: Sou keeps such pages out of the index too.
UNLISTED = {"/secret-menu/": "_build.list is never", "/en/shed/unlisted/": "build.list is never"}
OTHER_FORMATS = {"/en/shed/drawer/": "an .org file, a format that is not read"}
# hugo's own, not of a page.
HUGOS_REDIRECTS = {"/en/", "/bend/zh/"}


def explain(difference, published=None):
    """Why a page that hugo publishes is none for Sou; None if it is a difference."""
    if not difference.startswith("not found: "):
        return None
    address = difference.removeprefix("not found: ")
    if address.endswith("404.html"):
        return "the page for errors"
    if address in UNLISTED | OTHER_FORMATS:
        return (UNLISTED | OTHER_FORMATS)[address]
    if address.endswith("/headings/copied.html"):
        return "HTML without front matter, which hugo copies"
    return None


class HugoTest(unittest.TestCase):
    maxDiff = None

    def compare(self, name, base_path=""):
        """The comparison, the aliases of both, and Sou's pages."""
        with tempfile.TemporaryDirectory() as folder:
            public = pathlib.Path(folder) / "public"
            hugo_site.run_hugo(pages.DATA / name, public)
            published = pages.published_pages(public, hugo_site.PublishedPage)
            redirects = hugo_site.redirects(public, base_path)
        sou = pages.sou_pages(pages.DATA / name)
        self.drop_lists_without_text(published)
        compared = hugo_site.Comparison(sou, published, base_path, explain)
        aliases = {pages.decoded(alias) for page in sou.values() for alias in page.get("aliases", [])}
        return compared, aliases, redirects - HUGOS_REDIRECTS, sou

    def drop_lists_without_text(self, published):
        """Lists that no file stands for, or whose `_index` file has neither title nor text, are no pages for Sou."""
        raise NotImplementedError

    def check(self, compared, aliases, redirects, count):
        self.assertEqual(compared.different, [])
        self.assertEqual(aliases, redirects)
        self.assertEqual(len(compared.found), count)


class SampleSite(HugoTest):
    # The site's own layouts do not say what a page is.
    LISTS = ("/tags/", "/categories/")
    SECTIONS_WITHOUT_A_FILE = ("/ja/docs/", "/ko/notes/", "/zh-tw/notes/")

    def drop_lists_without_text(self, published):
        sources = [line.split("\t") for line in (pages.DATA / "site_urls.tsv").read_text(encoding="utf8").splitlines()]
        known = {address for _, _, address in sources} | {"/tags/kubernetes/", "/zh/tags/茶/"}
        for address in list(published):
            is_list = address in self.SECTIONS_WITHOUT_A_FILE or any(part in address for part in self.LISTS)
            if is_list and address not in known:
                del published[address]
        for page in published.values():
            if page.anchors and not page.anchors[0]:
                del page.anchors[0]  # the title, which the layout writes

    def test_pages_are_those_of_hugo(self):
        compared, aliases, redirects, _ = self.compare("site")
        self.check(compared, aliases, redirects, 80)


class OddSite(HugoTest):
    def drop_lists_without_text(self, published):
        for address, page in list(published.items()):
            about = page.about
            is_list = about.get("data-kind", "page") != "page"
            if is_list and (not about["data-file"] or (not about["data-titled"] and about["data-text"] == "0")):
                del published[address]

    def test_pages_are_those_of_hugo(self):
        compared, aliases, redirects, sou = self.compare("hugo-odd", "/bend")
        self.check(compared, aliases, redirects, 34)
        # What the addresses do not show.
        fish = sou["content/zh/recipes/酸菜鱼.md"]
        self.assertEqual((fish["tags"], fish["authors"], fish["description"]), (["河鲜"], ["小满"], "厨房里的话"))
        self.assertEqual(sou["content/zh/recipes/粽子/index.md"]["tags"], ["端午"])
        boat = sou["content/zh/diary/2024-05-06-第一次 划船.md"]
        self.assertEqual(boat["summary"], "老周说桨要贴着水面走，我却把半条河泼到了岸上。")
        self.assertEqual(boat["date"], "2024-05-06T00:00:00+08:00")


if __name__ == "__main__":
    unittest.main()
