# SPDX-License-Identifier: GPL-3.0-or-later
"""sou-index run again and again over a site that changes: what it reads, what it says, and that an index made bit by bit
finds what one made at once finds."""

import json
import os
import random
import shutil
import unittest

import sou

QUERIES = ["茶", "云原生 架构", "沏茶", "\"the lake\"", "water -tea", "\"茶\" water", "path:content/posts 茶", "云原生", "kubernetes", "the lake", "茶 水", "nginx 配置", "kubectl", "京都", "new zebrafish", "water temperature"]


class IncrementalTest(sou.Case):
    def setUp(self):
        super().setUp()
        self.site = self.folder / "site"
        self.index = self.folder / "index"

    def write(self, path, text):
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf8")

    def run_index(self, *options, index=None, code=0):
        """The report of a run; `code` None: nothing is asked of it but an index."""
        report = self.folder / "report.json"
        done = sou.run("sou-index", self.site, "--index", index or self.index, "--report", report, *options)
        if code is None:
            self.assertIn(done.returncode, (0, 1), done.stderr)
        else:
            self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(report.read_text(encoding="utf8"))

    def search(self, *options, index=None):
        done = sou.run("sou-search", "--index", index or self.index, "--limit", "10000", *options)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done.stdout

    def hits(self, query, index=None):
        lines = self.search("--jsonl", query, index=index).splitlines()
        return {hit["path"]: hit for hit in map(json.loads, lines)}

    def pages(self, count):
        for i in range(count):
            self.write(f"page-{i:02}.md", f"# Page {i}\n\nA text of its own: word{i}, and words that all have.\n")

    def test_only_what_changed_is_read_and_found(self):
        self.pages(30)
        first = self.run_index()
        self.assertEqual(len(first["added"]), 30)
        self.write("page-07.md", "# Page 7\n\nNow about zebrafish.\n")
        self.write("page-31.md", "# A new page\n\nIt came later.\n")
        (self.site / "page-08.md").unlink()
        second = self.run_index()
        self.assertEqual(second["full"], "")
        self.assertEqual((second["added"], second["updated"], second["deleted"]),
                         (["page-31.md"], ["page-07.md"], ["page-08.md"]))
        self.assertEqual(second["unchanged"], 28)
        self.assertEqual(second["reasons"], {"page-31.md": "new file", "page-07.md": "the file has changed",
                                             "page-08.md": "the file is gone"})
        self.assertEqual(list(self.hits("zebrafish")), ["page-07.md"])
        # Phrases looked for the page's number within its segment, and found nothing in a delta.
        self.assertEqual(list(self.hits('"about zebrafish"')), ["page-07.md"])
        self.assertEqual(list(self.hits("later")), ["page-31.md"])
        self.assertEqual(self.hits("word7"), {}, "the old version of a page is not found")
        self.assertEqual(self.hits("word8"), {}, "a page that is gone is not found")
        self.assertEqual(len(self.hits("")), 30)
        self.assertEqual(self.run_index()["published"], False)

    def test_changes_of_changes(self):
        self.pages(30)
        self.run_index()
        for text in ("zebrafish", "giraffe", "word3 again"):
            self.write("page-03.md", f"# Page 3\n\n{text}\n")
            self.write("page-40.md", f"# Page 40\n\n{text} forty\n")
            self.assertEqual(self.run_index()["full"], "")
            self.assertEqual(sorted(self.hits(text)), ["page-03.md", "page-40.md"])
        self.assertEqual(self.hits("zebrafish"), {})
        (self.site / "page-40.md").unlink()
        self.assertEqual(self.run_index()["deleted"], ["page-40.md"])
        self.assertEqual(self.hits("forty"), {})
        self.assertEqual(len(self.hits("")), 30)

    def test_a_touched_file_is_no_change(self):
        self.pages(3)
        self.run_index()
        os.utime(self.site / "page-01.md", (1, 1))
        report = self.run_index()
        self.assertEqual((report["published"], report["unchanged"]), (False, 3))

    def test_a_file_of_the_same_size_and_time_is_compared_if_it_is_young(self):
        self.pages(3)
        self.run_index()
        file = self.site / "page-01.md"
        before = file.stat()
        file.write_text(file.read_text(encoding="utf8").replace("word1", "worm1"), encoding="utf8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        self.assertEqual(self.run_index()["updated"], ["page-01.md"])

    def test_a_broken_file_is_said_again_by_every_run(self):
        self.pages(3)
        self.write("page-01.md", "---\ntitle: [\n---\n")
        first = self.run_index(code=1)
        self.write("page-02.md", "# Another\n")
        second = self.run_index(code=1)
        self.assertEqual(second["skipped"], first["skipped"])
        self.write("page-01.md", "# Right again\n")
        self.assertEqual(self.run_index()["added"], ["page-01.md"])

    def test_a_page_that_becomes_a_draft_is_gone(self):
        self.pages(3)
        self.run_index()
        self.write("page-01.md", "---\ndraft: true\n---\n# Page 1\n")
        report = self.run_index()
        self.assertEqual((report["deleted"], report["reasons"]), (["page-01.md"], {"page-01.md": "draft"}))
        self.assertEqual(len(self.hits("")), 2)

    def test_many_changes_and_other_settings_build_all(self):
        self.pages(60)
        self.run_index()
        for i in range(40):
            self.write(f"page-{i:02}.md", f"# Page {i}\n\nNew.\n")
        report = self.run_index()
        self.assertIn("40 of 60 files may have changed", report["full"])
        self.assertEqual((len(report["updated"]), report["unchanged"]), (40, 20))
        self.assertEqual(self.run_index("--drafts")["full"], "settings have changed")

    def test_dry_run_says_why(self):
        self.pages(3)
        self.run_index()
        self.write("page-01.md", "# Changed\n")
        self.write("page-09.md", "# New\n")
        (self.site / "page-00.md").unlink()
        done = sou.run("sou-index", self.site, "--index", self.index, "--dry-run")
        for line in ("add    page-09.md: new file", "update page-01.md: the file has changed",
                     "delete page-00.md: the file is gone"):
            self.assertIn(line, done.stdout)
        self.assertEqual(len(self.hits("")), 3)

    def test_a_base_is_shared_by_generations(self):
        self.pages(30)
        self.run_index()
        self.write("page-01.md", "# Changed\n")
        self.run_index()
        first, second = (self.index / name / "base/records" for name in ("gen-000001", "gen-000002"))
        self.assertEqual(first.stat().st_ino, second.stat().st_ino)
        shutil.rmtree(self.index / "gen-000001")
        self.assertEqual(len(self.hits("")), 30, "a generation is whole without the one before")

    def test_a_damaged_base_is_built_anew(self):
        """A run failed again and again, and only --full helped: nobody gives that to a nightly job."""
        self.pages(30)
        self.run_index()
        records = self.index / "gen-000001/base/records"
        damaged = bytearray(records.read_bytes())
        damaged[len(damaged) // 2] ^= 0xFF
        records.write_bytes(damaged)
        self.write("page-07.md", "# Page 7\n\nNow about zebrafish.\n")
        report = self.run_index()
        self.assertIn("damaged", report["full"])
        self.assertEqual((report["updated"], report["unchanged"], report["pages"]), (["page-07.md"], 29, 30))
        self.assertEqual(list(self.hits("zebrafish")), ["page-07.md"])
        self.assertEqual(len(self.hits("")), 30)

    def test_random_edits_find_what_a_full_build_finds(self):
        """After every few random edits, the hits, their texts and the suggestions are those of a full build."""
        shutil.copytree(sou.DATA / "site", self.site)
        seed = int(os.environ.get("SOU_SEED", "1"))
        chance = random.Random(seed)
        self.run_index()
        incremental = 0
        for step in range(12):
            for _ in range(chance.randrange(1, 4)):
                self.edit(chance)
            incremental += self.run_index(code=None)["full"] == ""
            fresh = self.folder / f"fresh-{step}"
            self.run_index("--full", index=fresh, code=None)
            self.compare(fresh, f"seed {seed}, step {step}")
            shutil.rmtree(fresh)
        self.assertGreater(incremental, 3)

    def edit(self, chance):
        files = sorted(self.site.glob("content/**/*.md"))
        file = chance.choice(files)
        text = file.read_text(encoding="utf8")
        kind = chance.randrange(6)
        if kind == 0:
            file.unlink()
        elif kind == 1:
            file.with_name(f"new-{chance.randrange(1000)}.md").write_text(
                f"---\ntitle: New zebrafish {chance.randrange(100)}\ndate: 2024-01-02\n---\n\n茶 and water.\n", encoding="utf8")
        elif kind == 2:
            file.rename(file.with_name(f"renamed-{chance.randrange(1000)}.md"))
        else:
            file.write_text(text + f"\n\n## Added {chance.choice(['云原生', 'water', '京都'])} {chance.randrange(9)}\n\n茶 new.\n",
                            encoding="utf8")

    def compare_order(self, mine, theirs, where):
        """Statistics still count old versions, so scores differ a little: only clear differences must be in order."""
        for above, below in zip(mine, mine[1:]):
            self.assertLess(theirs[below]["score"], 1.5 * theirs[above]["score"] + 0.1, f"{where}: {above}, {below}")

    def compare(self, fresh, where):
        self.assertEqual(self.hits("").keys(), self.hits("", fresh).keys(), where)
        for query in QUERIES:
            mine, theirs = self.hits(query), self.hits(query, fresh)
            self.assertEqual(mine.keys(), theirs.keys(), f"{where}: {query}")
            for path, hit in mine.items():
                for part in ("title", "url", "tags", "lang"):
                    self.assertEqual(hit[part], theirs[path][part], f"{where}: {query}: {path}")
            # Xapian weighs a character, the sum of all pairs with it, by segment: its order is another one.
            if not any(len(word.strip('"')) == 1 for word in query.split()):
                self.compare_order(list(mine), theirs, f"{where}: {query}")
        for typed in ("new", "茶", "wa", "京", "kub"):
            self.assertEqual(self.search("--suggest", typed), self.search("--suggest", typed, index=fresh),
                             f"{where}: {typed}")


if __name__ == "__main__":
    unittest.main()
