# SPDX-License-Identifier: GPL-3.0-or-later
"""What real sites hold that readers of front matter and paths trip over: a row each, read by the real program."""

import json
import unittest
import urllib.parse

import sou

HUGO = {"hugo.toml": "baseURL = 'https://example.org/'\n"}
PLAIN = {}

# Name: (other files of the site, path, content, fields of its page; a text is the reason why it is none)
TRAPS = {
    "CRLF front matter, LF body": (HUGO, "content/a.md", b"---\r\ntitle: \xe6\xb9\x96\r\ntags: [a, b]\r\n---\r\none\n\ntwo\n",
                                   {"title": "湖", "tags": ["a", "b"], "body": "one\ntwo"}),
    "LF front matter, CRLF body": (HUGO, "content/a.md", b"---\ntitle: A\n---\r\n# H\r\n\r\ntext\r\n", {"title": "A", "body": "H\ntext"}),
    "byte order mark": (HUGO, "content/a.md", "\ufeff---\ntitle: A\n---\nx", {"title": "A"}),
    "date to the minute": (HUGO, "content/a.md", "---\ndate: 2024-05-06 07:08\n---\nx", {"date": "2024-05-06T07:08:00Z"}),
    "date with a slash": (HUGO, "content/a.md", "---\ndate: 2024/05/06\n---\nx", {"date": "2024-05-06T00:00:00Z"}),
    "date of one digit": (HUGO, "content/a.md", "---\ndate: 2024-5-6\n---\nx", {"date": "2024-05-06T00:00:00Z"}),
    "date that is none": (HUGO, "content/a.md", "---\ndate: yesterday\n---\nx", {"date": None, "body": "x"}),
    "keywords as a comma string": (HUGO, "content/a.md", "---\nkeywords: 茶, tea，お茶\n---\nx", {"extra": ["茶, tea，お茶"]}),
    "tags as a comma string": (HUGO, "content/a.md", "---\ntags: 茶, tea，お茶\n---\nx", {"tags": ["茶", "tea", "お茶"]}),
    "title that YAML takes for a number": (HUGO, "content/a.md", "---\ntitle: .386\n---\nx", {"title": ".386"}),
    "title with leading zeros": (HUGO, "content/a.md", "---\ntitle: 007\n---\nx", {"title": "007"}),
    "title that YAML takes for a truth value": (HUGO, "content/a.md", "---\ntitle: no\n---\nx", {"title": "no"}),
    "key twice": (HUGO, "content/a.md", "---\ntitle: First\ntitle: Last\n---\nx", {"title": "Last"}),
    "bare = as a value": (HUGO, "content/a.md", "---\ntitle: =\ntags:\n  - =\n  - b\n---\nx", {"title": "=", "tags": ["=", "b"]}),
    "bare = as a key": (HUGO, "content/a.md", "---\n=: x\ntitle: A\n---\nx", {"title": "A"}),
    "merge key": (HUGO, "content/a.md", "---\nbase: &b\n  title: Merged\n<<: *b\n---\nx", {"title": "Merged"}),
    "bare << as a value": (HUGO, "content/a.md", "---\ntitle: <<\ntags: [<<, b]\n---\nx", {"title": "<<", "tags": ["<<", "b"]}),
    "bare << that merges nothing": (HUGO, "content/a.md", "---\n<<: text\ntitle: A\n---\nx", {"title": "A"}),
    "capitalised keys": (HUGO, "content/a.md", "---\nTitle: A\nTags: [b]\nDRAFT: false\n---\nx", {"title": "A", "tags": ["b"]}),
    "translated keys": (HUGO, "content/a.md", "---\n标题: 湖边\nタグ: [お茶]\n제목: 호수\n---\n# Head\n",
                        {"title": "Head", "extra": ["湖边", "お茶", "호수"]}),
    "nothing between the fences": (HUGO, "content/a.md", "---\n---\n# Head\n", {"title": "Head"}),
    "archetype of Hugo": (HUGO, "archetypes/default.md", "---\ntitle: {{ .Name }}\n---\n", None),
    "archetype in plain Markdown": (PLAIN, "archetypes/default.md", "---\ntitle: {{ replace .Name \"-\" \" \" }}\n---\n",
                                    "a template for new pages"),
    "scaffold in plain Markdown": (PLAIN, "scaffolds/post.md", "---\ntitle: {{ title }}\n---\n", "a template for new pages"),
    "page of 390 kB": (HUGO, "content/a.md", "# Long\n\n" + "一二三四五六七八九十。" * 11_900, {"title": "Long"}),
    "blank in the path": (HUGO, "content/my posts/a b.md", "x", {"url": "/my-posts/a-b/"}),
    "blank in the path, plain": (PLAIN, "my posts/a b.md", "x", {"url": "/my posts/a b/"}),
    "# in the path": (PLAIN, "c#/f# notes.md", "x", {"url": "/c#/f# notes/"}),
    "() in the path": (PLAIN, "a (1).md", "x", {"url": "/a (1)/"}),
    "() in the path of Hugo": (HUGO, "content/a (1).md", "x", {"url": "/a-1/"}),
    "? and % in the path": (PLAIN, "what? 100%.md", "x", {"url": "/what? 100%/"}),
    "CJK in the path": (HUGO, "content/文章/雲原生.md", "x", {"url": "/文章/雲原生/"}),
    "full-width blank in the path": (HUGO, "content/a　b.md", "x", {"url": "/a-b/"}),
    "noindex": (HUGO, "content/a.md", "---\nnoindex: true\n---\nx", "kept out of searches by its front matter"),
    "search: false": (PLAIN, "a.md", "---\nsearch: false\n---\nx", "kept out of searches by its front matter"),
    "robots: noindex": (PLAIN, "a.md", "---\nrobots: noindex, nofollow\n---\nx", "kept out of searches by its front matter"),
    "search: true": (PLAIN, "a.md", "---\nsearch: true\n---\nx", {"body": "x"}),
    ".souignore": ({**HUGO, ".souignore": "*.draft.md\n"}, "content/a.draft.md", "x", "excluded by .souignore:1"),
    "SUMMARY.md": (PLAIN, "SUMMARY.md", "- [a](a.md)", "a table of contents, no page"),
    "TOML with a local date": (HUGO, "content/a.md", "+++\ntitle = \"A\"\ndate = 2024-05-06\n+++\nx", {"date": "2024-05-06T00:00:00Z"}),
    "JSON front matter": (HUGO, "content/a.md", '{\n "title": "A",\n "tags": ["b"]\n}\n\nx', {"title": "A", "tags": ["b"]}),
}


class Traps(sou.Case):
    def test_each(self):
        for name, (others, path, content, expected) in TRAPS.items():
            with self.subTest(name):
                site = self.site({"content/other.md": "# Other\n", **others, path: content}, urllib.parse.quote(name, ""))
                done = sou.run("sou-index", site, "--print-pages")
                self.assertEqual(done.returncode, 0, done.stderr)
                pages = {page["path"]: page for page in map(json.loads, done.stdout.splitlines())}
                if isinstance(expected, dict):
                    page = pages[path]
                    page["url"] = urllib.parse.unquote(page["url"])
                    for field, value in expected.items():
                        self.assertEqual(page.get(field), value, field)
                    continue
                self.assertNotIn(path, pages)
                report = self.folder / "report.json"
                sou.run("sou-index", site, "--index", self.folder / "none", "--dry-run", "--report", report)
                left_out = {row["path"]: row["reason"] for row in json.loads(report.read_text())["left_out"]}
                self.assertEqual(left_out.get(path), expected)

    def test_links_out_of_the_site_are_not_followed(self):
        secret = self.site({"secret.md": "# Secret\n"}, "outside")
        site = self.site({"a.md": "# A\n"})
        (site / "leak.md").symlink_to(secret / "secret.md")
        (site / "folder").symlink_to(secret)
        (site / "inside.md").symlink_to(site / "a.md")
        report = self.index(site)
        self.assertEqual({row["path"]: row["reason"] for row in report["left_out"]},
                         {"leak.md": "a symbolic link out of the site", "folder/": "a symbolic link to a folder"})
        self.assertEqual(report["added"], ["a.md", "inside.md"])

    def test_globs_choose_files(self):
        site = self.site({"posts/a.md": "# A\n", "posts/b.ja.md": "# B\n", "notes/c.md": "# C\n"})
        report = self.index(site, "index", 0, "--include", "posts/**", "--exclude", "*.ja.md", "--include", "x/**")
        self.assertEqual(report["added"], ["posts/a.md"])

    def test_who_said_the_language(self):
        files = {"zh-hant/a.md": "# English text all along\n", "b.md": "---\nlang: ja\n---\nEnglish text all along",
                 "c.md": "湖边的茶馆每天早上开门", "d.md": "1"}
        report = self.index(self.site(files))
        self.assertEqual(report["languages_from"], {"site": 1, "page": 1, "script": 1, "nobody": 1})
        self.assertEqual(report["languages"], {"zh-hant": 1, "ja": 1, "zh": 1, "": 1})
        hit = self.search("--explain", "茶馆")["hits"][0]
        self.assertIn("language zh by the script", hit["explanation"])
        response = self.search("--facets", "lang,lang_tag", "--lang", "zh")
        self.assertEqual(response["total"], 2)
        self.assertEqual(response["facets"]["lang"], [{"value": "zh", "count": 2}])
        self.assertEqual(sorted(count["value"] for count in response["facets"]["lang_tag"]), ["zh", "zh-hant"])

    def test_a_language_for_pages_that_say_none(self):
        site = self.site({"a.md": "# English text all along\n", "sou.yaml": "index:\n  language: zh-Hant\n"})
        self.assertEqual(self.index(site)["languages"], {"zh-Hant": 1})


if __name__ == "__main__":
    unittest.main()
