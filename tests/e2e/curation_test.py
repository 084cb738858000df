# SPDX-License-Identifier: GPL-3.0-or-later
"""What sou.yaml says of searching, and related pages, through the real programs."""

import json
import re
import unittest

import sou

SETTINGS = """search:
  synonyms:
    - gaiwan = 盖碗茶杯
    - zh: 搜索引擎 => heron
  stop_words: [kubernetes]
  pins:
    - heron => /about/
    - heron => /nowhere/
  hide:
    - /notes/2025/02/jq-one-liners/
  boost:
    - section:docs 3
"""


class Curation(sou.Case):
    def setUp(self):
        super().setUp()
        self.index(sou.DATA / "site")
        self.settings = self.folder / "sou.yaml"
        self.settings.write_text(SETTINGS, encoding="utf8")

    def curated(self, *arguments):
        return self.search("--config", self.settings, *arguments)

    def test_a_pinned_page_comes_first_once(self):
        plain, curated = self.search("heron"), self.curated("heron")
        self.assertNotEqual(plain["hits"][0]["url"], "/about/")
        self.assertEqual([hit["url"] for hit in curated["hits"]].count("/about/"), 1)
        self.assertEqual(curated["hits"][0]["url"], "/about/")
        self.assertIs(curated["hits"][0]["pinned"], True)
        self.assertFalse(any("pinned" in hit for hit in curated["hits"][1:]))
        self.assertEqual(curated["total"], plain["total"] + (not any(hit["url"] == "/about/" for hit in plain["hits"])))

    def test_a_hidden_page_is_nowhere(self):
        self.assertIn("/notes/2025/02/jq-one-liners/", [hit["url"] for hit in self.search("jq")["hits"]])
        self.assertNotIn("/notes/2025/02/jq-one-liners/", [hit["url"] for hit in self.curated("jq")["hits"]])
        everything = self.search("--facets", "section", "--limit", "1000")
        visible = self.curated("--facets", "section", "--limit", "1000")
        self.assertEqual(visible["total"], everything["total"] - 1)
        notes = [{row["value"]: row["count"] for row in answer["facets"]["section"]}["notes"] for answer in (everything, visible)]
        self.assertEqual(notes[1], notes[0] - 1)
        related = sou.run("sou-search", "--index", self.folder / "index", "--config", self.settings, "--related",
                          "content/notes/heron-count.md", "--json", "--limit", "100")
        self.assertNotIn("/notes/2025/02/jq-one-liners/", related.stdout)

    def test_synonyms_are_searched_and_explained(self):
        plain, curated = self.search("搜索引擎"), self.curated("搜索引擎", "--explain")
        self.assertIn("synonyms of 搜索引擎: ", curated["explanation"])
        self.assertIn("heron", curated["explanation"])
        heron = next(hit["url"] for hit in self.search("heron")["hits"] if "heron" in hit["url"])
        self.assertNotIn(heron, [hit["url"] for hit in plain["hits"]])
        self.assertIn(heron, [hit["url"] for hit in curated["hits"]])
        self.assertNotIn("heron", self.curated("搜索引擎", "--lang", "ja", "--explain")["explanation"])

    def test_what_names_no_page_is_a_warning(self):
        self.assertIn(f"{self.settings}:8: search.pins: no page has the address /nowhere/",
                      self.curated("heron", "--explain")["explanation"])

    def test_a_mistake_is_an_error_that_names_the_line(self):
        self.settings.write_text("search:\n  synonyms:\n    - k8s =\n", encoding="utf8")
        for program in ("sou-search", "sou-serve"):
            done = sou.run(program, "--index", self.folder / "index", "--config", self.settings)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertRegex(done.stderr, rf"{re.escape(str(self.settings))}:3: search\.synonyms: \"k8s =\": a word is missing")

    def test_both_programs_read_sou_yaml_of_their_folder(self):
        done = sou.run("sou-search", "--index", self.folder / "index", "--json", "heron", cwd=self.folder)
        self.assertEqual(json.loads(done.stdout)["hits"][0]["url"], "/about/")

    def test_the_example_of_the_documentation_is_read(self):
        text = (sou.DATA.parent.parent / "docs/CURATION.md").read_text(encoding="utf8")
        example = "".join(line[4:] + "\n" for line in text.splitlines() if line.startswith("    "))
        self.settings.write_text(example, encoding="utf8")
        self.assertIn("/drafts/*", example)
        self.assertTrue(self.curated("k8s", "--explain")["hits"])


class Related(sou.Case):
    def setUp(self):
        super().setUp()
        self.index(sou.DATA / "site")

    def related(self, page, *arguments, code=0):
        done = sou.run("sou-search", "--index", self.folder / "index", "--related", page, *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def test_by_path_and_address_and_over_http(self):
        page = self.search("heron")["hits"][0]
        by_path = json.loads(self.related(page["path"], "--json").stdout)
        self.assertEqual(list(by_path), ["hits"])
        self.assertTrue(by_path["hits"])
        self.assertNotIn(page["url"], [hit["url"] for hit in by_path["hits"]])
        self.assertEqual(json.loads(self.related(page["url"], "--json").stdout), by_path)
        server = sou.Server(self.folder / "index", "--config", self.empty_settings())
        self.addCleanup(server.stop)
        status, headers, text = server.get("/api/related", url=page["url"])
        self.assertEqual((status, json.loads(text)), (200, by_path))
        status, _, text = server.get("/api/related?path=content/nothing.md")
        self.assertEqual((status, json.loads(text)["error"]["code"]), (404, "not_found"))
        self.assertIn("content/nothing.md", text)
        self.assertEqual(server.get("/api/related")[0], 400)

    def empty_settings(self):
        file = self.folder / "empty.yaml"
        file.write_text("", encoding="utf8")
        return file

    def test_translations_are_one_page(self):
        hits = json.loads(self.related("/zh/about/", "--json", "--limit", "100").stdout)["hits"]
        urls = [hit["url"] for hit in hits]
        self.assertFalse([url for url in urls if url.endswith("/about/")], "the page itself, in any language")
        names = [re.sub(r"^/(zh|zh-tw|ja|ko)/", "/", url) for url in urls]
        self.assertEqual(len(names), len(set(names)), urls)

    def test_an_unknown_page_is_named(self):
        done = self.related("/nothing/", code=2)
        self.assertIn('"/nothing/"', done.stderr)

    def test_terminal_and_lines(self):
        self.assertIn("related pages", self.related("/about/", "--limit", "2").stdout)
        lines = self.related("/about/", "--limit", "2", "--jsonl").stdout.splitlines()
        self.assertEqual(len([json.loads(line) for line in lines]), 2)


if __name__ == "__main__":
    unittest.main()
