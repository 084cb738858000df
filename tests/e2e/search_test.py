# SPDX-License-Identifier: GPL-3.0-or-later
"""sou-search as a user and a script run it."""

import subprocess
import unittest

import sou

HIT = {"id": str, "path": str, "url": str, "title": list, "lang": str, "lang_tag": str, "date": (str, type(None)), "section": str,
       "tags": list, "categories": list, "score": (int, float), "snippet": list, "sections": list}
RESPONSE = {"query": str, "corrected": (str, type(None)), "suggestion": (str, type(None)), "match": str, "total": int, "total_exact": bool, "offset": int,
            "limit": int, "took_ms": (int, float), "generation": int, "hits": list, "facets": dict, "diagnostics": list}


class Search(sou.Case):
    def setUp(self):
        super().setUp()
        self.index(sou.DATA / "site")

    def check(self, value, shape):
        self.assertEqual(set(value), set(shape))
        for key, kind in shape.items():
            self.assertIsInstance(value[key], kind, key)

    def check_parts(self, parts):
        for part in parts:
            if "code" in part:
                self.assertIs(part["code"], True)
            self.check({key: value for key, value in part.items() if key != "code"}, {"text": str, "match": bool})

    def test_json_has_exactly_the_documented_shape(self):
        response = self.search("云原生", "--facets", "tags,categories,lang,lang_tag,section,year")
        self.check(response, RESPONSE)
        self.assertEqual(list(response["facets"]), ["tags", "categories", "lang", "lang_tag", "section", "year"])
        self.assertTrue(response["hits"])
        for hit in response["hits"]:
            self.check(hit, HIT)
            self.check_parts(hit["title"] + hit["snippet"])
            for section in hit["sections"]:
                self.check(section, {"title": list, "url": str, "snippet": list})
                self.check_parts(section["title"] + section["snippet"])
                self.assertTrue(section["url"].startswith(hit["url"] + "#"))
        for counts in response["facets"].values():
            for count in counts:
                self.check(count, {"value": str, "count": int})

    def test_snippets_are_stretches_of_the_page_with_the_match_marked(self):
        for query in ["云原生", "雲原生", "kubernetes", "쿠버네티스", "サーバー"]:
            response = self.search(query)
            self.assertGreater(response["total"], 0, query)
            marks = [mark for hit in response["hits"] for mark in sou.marked(hit["snippet"]) + sou.marked(hit["title"])]
            self.assertTrue(marks, query)
            for mark in marks:
                self.assertNotIn("\n", mark)

    def test_exit_codes(self):
        index = self.folder / "index"
        self.assertEqual(sou.run("sou-search", "--index", index, "kubernetes").returncode, 0)
        self.assertEqual(sou.run("sou-search", "--index", index, "qqqzzzqqq").returncode, 1)
        for arguments in (["--index", self.folder / "none", "x"], ["x"], ["--index", index, "--after", "soon", "x"],
                          ["--index", index, "--facets", "size", "x"], ["--index", index, "--sort", "size", "x"]):
            done = sou.run("sou-search", *arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertTrue(done.stderr.startswith("sou-search: "), done.stderr)

    def test_a_closed_pipe_is_success(self):
        command = f"{sou.BIN}/sou-search --index {self.folder}/index --limit 1000 --json; echo code $? >&2"
        done = subprocess.run(["bash", "-c", f"({command}) | head -c 10 >/dev/null"], capture_output=True, text=True,
                              timeout=sou.DEADLINE)
        self.assertEqual(done.stderr, "code 0\n")

    def test_filters(self):
        everything = self.search("--limit", "1000")["hits"]
        korean = self.search("--lang", "ko", "--limit", "1000")["hits"]
        self.assertEqual({hit["lang"] for hit in korean}, {"ko"})
        self.assertEqual(len(korean), sum(hit["lang"] == "ko" for hit in everything))
        both = self.search("--lang", "ko", "--lang", "ja", "--limit", "1000")["hits"]
        self.assertEqual({hit["lang"] for hit in both}, {"ko", "ja"})
        late = self.search("--after", "2024", "--before", "2024-06", "--limit", "1000")["hits"]
        self.assertTrue(late)
        for hit in late:
            self.assertTrue("2023-12-31" <= hit["date"][:10] <= "2024-07-01", hit["date"])
        tag = self.search("--tag", "KUBERNETES", "--limit", "1000")["hits"]
        self.assertTrue(tag)
        for hit in tag:
            self.assertIn("kubernetes", [value.lower() for value in hit["tags"]])

    def suggest(self, text, *arguments):
        done = sou.run("sou-search", "--index", self.folder / "index", "--json", "--suggest", text, *arguments)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        answer = sou.json.loads(done.stdout)
        self.assertEqual(done.returncode, 0 if answer["suggestions"] else 1)
        return answer

    def test_suggestions_have_exactly_the_documented_shape(self):
        for text in ["云", "kube", "yun", "s", "no such beginning"]:
            answer = self.suggest(text)
            self.check(answer, {"query": str, "suggestions": list})
            self.assertEqual(answer["query"], text)
            self.assertLessEqual(len(answer["suggestions"]), 10)
            for suggestion in answer["suggestions"]:
                self.check(suggestion, {"text": list, "url": (str, type(None)), "kind": str})
                self.check_parts(suggestion["text"])
                self.assertIn(suggestion["kind"], ["title", "heading", "tag"])
                self.assertTrue(sou.marked(suggestion["text"]), suggestion)

    def test_suggestions_in_every_script(self):
        for text, meant in [("yunyuan", "云原生"), ("yys", "云原生"), ("yun原生", "云原生"), ("雲原", "云原生"),
                            ("KUBERN", "Kubernetes")]:
            texts = [sou.joined(suggestion["text"]) for suggestion in self.suggest(text)["suggestions"]]
            self.assertIn(meant, texts, text)
        self.index(self.site({"a.md": "# 쿠버네티스 시작하기\n\n## 설치\n", "b.md": "# ワークフロー入門\n"}))
        self.assertEqual(sou.marked(self.suggest("쿱")["suggestions"][0]["text"]), ["쿠버"])
        self.assertEqual(sou.marked(self.suggest("wa-ku")["suggestions"][0]["text"]), ["ワーク"])
        heading = self.suggest("설")["suggestions"][0]
        self.assertEqual((heading["kind"], heading["url"]), ("heading", "/a/#%EC%84%A4%EC%B9%98"))

    def test_suggested_addresses_are_pages_of_the_index(self):
        urls = {hit["url"] for hit in self.search("--limit", "1000")["hits"]}
        found = 0
        for letter in "abcdefghijklmnopqrstuvwxyz":
            for suggestion in self.suggest(letter, "--limit", "100")["suggestions"]:
                if suggestion["url"] is not None:
                    self.assertIn(suggestion["url"].split("#")[0], urls)
                    found += 1
        self.assertGreater(found, 100)

    def test_suggestions_on_a_terminal(self):
        done = sou.run("sou-search", "--index", self.folder / "index", "--color", "always", "--suggest", "yunyuan")
        self.assertEqual(done.returncode, 0)
        self.assertIn("\033[1;33m云原\033[0m生", done.stdout)
        nothing = sou.run("sou-search", "--index", self.folder / "index", "--suggest", "")
        self.assertEqual((nothing.returncode, nothing.stdout), (1, ""))

    def test_suggestions_of_a_language(self):
        for suggestion in self.suggest("g", "--lang", "ja")["suggestions"]:
            if suggestion["url"]:
                self.assertTrue(suggestion["url"].startswith("/ja/"), suggestion)

    def test_a_damaged_suggestions_file_is_said(self):
        file = next((self.folder / "index").glob("gen-*/suggestions"))
        file.write_bytes(file.read_bytes()[:100].ljust(file.stat().st_size, b"x"))
        done = sou.run("sou-search", "--index", self.folder / "index", "x")
        self.assertEqual(done.returncode, 2)
        self.assertIn("suggestions are damaged", done.stderr)
        self.assertIn("--full", done.stderr)

    def test_jsonl_is_a_hit_a_line(self):
        done = sou.run("sou-search", "--index", self.folder / "index", "--jsonl", "--limit", "3", "kubernetes")
        lines = done.stdout.splitlines()
        self.assertEqual(len(lines), 3)
        for line in lines:
            self.check(sou.json.loads(line), HIT)

    def test_misspelt_words_are_corrected_and_said(self):
        response = self.search("kuberntes")
        self.assertEqual(response["corrected"], "kubernetes")
        self.assertEqual([hit["path"] for hit in response["hits"]],
                         [hit["path"] for hit in self.search("kubernetes")["hits"]])
        self.assertIsNone(self.search("kubernetes")["corrected"])
        shown = sou.run("sou-search", "--index", self.folder / "index", "kuberntes").stdout
        self.assertIn("Showing results for: kubernetes", shown)

    def test_the_last_word_may_be_unfinished(self):
        whole = {hit["path"] for hit in self.search("--limit", "1000", '"kubernetes"')["hits"]}
        typed = {hit["path"] for hit in self.search("--typing", "--limit", "1000", "kuber")["hits"]}
        self.assertTrue(whole)
        self.assertLessEqual(whole, typed)
        self.assertIsNone(self.search("--typing", "kuber")["corrected"])
        queries = self.folder / "typed.tsv"
        queries.write_text("q1\tkuber\n")
        done = sou.run("sou-search", "--index", self.folder / "index", "--batch", queries, "--trec", "--typing", "--limit", "1000")
        self.assertEqual({line.split(" ")[2] for line in done.stdout.splitlines()}, {path.split(" ")[0] for path in typed})

    def test_a_broken_vocabulary_is_said(self):
        words = next((self.folder / "index").glob("gen-*/words"))
        words.write_bytes(b"x" * words.stat().st_size)
        done = sou.run("sou-search", "--index", self.folder / "index", "kubernetes")
        self.assertEqual(done.returncode, 2)
        self.assertIn("words: not a vocabulary", done.stderr)

    def test_trec(self):
        queries = self.folder / "queries.tsv"
        queries.write_text("q1\tkubernetes\nq2\tzzzqqq\nq3\t云原生\n")
        timings = self.folder / "timings"
        done = sou.run("sou-search", "--index", self.folder / "index", "--batch", queries, "--trec", "--timings", timings)
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = [line.rsplit(" ", 3) for line in done.stdout.splitlines()]
        self.assertEqual({row[0].split(" ")[0] for row in rows}, {"q1", "q3"})
        for head, rank, score, tag in rows:
            self.assertRegex(head, r"^q\d Q0 content/")
            self.assertGreater(float(score), 0)
            self.assertEqual(tag, "sou")
        self.assertEqual(len(timings.read_text().splitlines()), 3)
        queries.write_text("q1\tx\nno tab here\n")
        done = sou.run("sou-search", "--index", self.folder / "index", "--batch", queries, "--trec")
        self.assertEqual(done.returncode, 2)
        self.assertIn("queries.tsv:2:", done.stderr)

    def test_terminal_output_wraps_by_width_and_colours_matches(self):
        plain = sou.run("sou-search", "--index", self.folder / "index", "云原生").stdout
        self.assertNotIn("\033", plain)
        colour = sou.run("sou-search", "--index", self.folder / "index", "--color", "always", "云原生").stdout
        self.assertIn("\033[1;33m云原生\033[0m", colour)

    def test_terminal_never_obeys_a_page(self):
        self.index(self.site({"evil.md": "# Evil \x1b[31mtitle\n\nbody \x1b]0;x\x07 needle \u202e text\n"}), "evil")
        done = sou.run("sou-search", "--index", self.folder / "evil", "needle")
        self.assertEqual(done.returncode, 0)
        for sign in "\x1b\x07\u202e":
            self.assertNotIn(sign, done.stdout)

    def test_double_dash_ends_the_options(self):
        done = sou.run("sou-search", "--index", self.folder / "index", "--", "--dry-run")
        self.assertIn(done.returncode, (0, 1))
        self.assertEqual(done.stderr, "")


if __name__ == "__main__":
    unittest.main()
