# SPDX-License-Identifier: GPL-3.0-or-later
"""sou-index as a user runs it."""

import fcntl
import json
import os
import unittest

import sou


class SampleSite(sou.Case):
    def test_every_page_that_hugo_publishes_is_there_once(self):
        report = self.index(sou.DATA / "site")
        response = self.search("--limit", "1000")
        found = {hit["path"]: (hit["url"], hit["lang"]) for hit in response["hits"]}
        self.assertEqual(len(found), len(response["hits"]))
        self.assertEqual(report["pages"], response["total"])
        rows = [line.split("\t") for line in (sou.DATA / "site_urls.tsv").read_text().splitlines()]
        self.assertGreater(len(rows), 70)
        left_out = {row["path"]: row["reason"] for row in report["left_out"]}
        # Published, but its author wants it on no list; a search is one.
        self.assertEqual(left_out["content/secret-menu.md"], "build.list is never")
        for path, language, url in rows:
            if path == "content/secret-menu.md":
                continue
            self.assertIn(path, found)
            self.assertEqual(sou.urllib.parse.unquote(found[path][0]), url, path)
            self.assertEqual(found[path][1], language.split("-")[0], path)

    def test_every_file_is_accounted_for(self):
        report = self.index(sou.DATA / "site")
        self.assertEqual(report["found"], report["pages"] + len(report["left_out"]) + len(report["skipped"]))
        self.assertEqual(report["skipped"], [])
        files = {str(file.relative_to(sou.DATA / "site")) for file in (sou.DATA / "site/content").rglob("*.md")}
        named = set(report["added"]) | {row["path"] for row in report["left_out"]}
        self.assertEqual(files - named, set())

    def test_words_of_unpublished_pages_are_not_found(self):
        self.index(sou.DATA / "site")
        for word in ["marmalade-giraffe", "velvetotter", "copperdandelion", "gherkinsonata", "未熟的枇杷", "chronolilac",
                     "turnipcarousel", "quokka", "蜥蜴西装", "Archetype marker"]:
            phrase = f'"{word}"'
            self.assertEqual(self.search(phrase)["total"], 0, word)
        self.assertEqual(self.search('"琉璃算盘"')["total"], 1)

    def test_unpublished_pages_come_when_asked_for(self):
        self.index(sou.DATA / "site", "index", 0, "--drafts", "--future", "--expired")
        for word in ["gherkinsonata", "chronolilac", "turnipcarousel"]:
            self.assertEqual(self.search(word)["total"], 1, word)


class BrokenFiles(sou.Case):
    def test_the_job_goes_on_and_names_each(self):
        site = self.site({"ok.md": "---\ntitle: Good\n---\nlighthouse\n",
                          "bad.md": "---\ntitle: a: b: c\n  x\n---\nbody\n",
                          "gbk.md": "标题 文字".encode("gbk"),
                          "nul.md": b"one\ntwo\x00three\n",
                          "empty.md": b"",
                          "unclosed.md": "---\ntitle: x\nbody\n",
                          "long.md": "---\ntitle: Long\n---\n" + "很长的一行 and words " * 80_000})
        report = self.index(site, code=1)
        skipped = {row["path"]: row for row in report["skipped"]}
        self.assertEqual(set(skipped), {"bad.md", "gbk.md", "nul.md", "empty.md", "unclosed.md"})
        self.assertEqual(skipped["nul.md"]["line"], 2)
        self.assertEqual(skipped["bad.md"]["line"], 2)
        self.assertEqual(skipped["gbk.md"]["line"], 1)
        for row in skipped.values():
            self.assertTrue(row["reason"])
        self.assertEqual({hit["path"] for hit in self.search()["hits"]}, {"ok.md", "long.md"})

    def test_the_broken_folder(self):
        report = self.index(sou.DATA / "broken", code=1)
        self.assertEqual(report["found"], report["pages"] + len(report["left_out"]) + len(report["skipped"]))
        self.assertEqual([hit["path"] for hit in self.search("灯塔守望者")["hits"]], ["good.md"])
        self.assertEqual([hit["path"] for hit in self.search('"lighthouse keeper"')["hits"]], ["good.md"])

    def test_nothing_to_publish_leaves_the_old_index(self):
        self.index(self.site({"a.md": "# One\n"}))
        for content in ({"b.md": b"\x00"}, {"c.txt": "no content"}):
            site = self.site(content, "broken-site")
            done = sou.run("sou-index", site, "--index", self.folder / "index")
            self.assertEqual(done.returncode, 2, done.stdout)
            self.assertTrue(done.stderr.startswith("sou-index: "), done.stderr)
            self.assertEqual(self.search("one")["total"], 1)


class Runs(sou.Case):
    def test_second_run_does_what_has_changed(self):
        site = self.site({"a.md": "# Apple\n", "b.md": "# Banana\n", "c.md": "# Cherry\n"})
        first = self.index(site)
        self.assertEqual((first["generation"], first["added"]), (1, ["a.md", "b.md", "c.md"]))
        again = self.index(site)
        self.assertEqual((again["generation"], again["published"], again["unchanged"]), (1, False, 3))
        (site / "a.md").write_text("# Apricot\n")
        (site / "b.md").unlink()
        (site / "d.md").write_text("# Date\n")
        third = self.index(site)
        self.assertEqual((third["added"], third["updated"], third["deleted"], third["unchanged"]),
                         (["d.md"], ["a.md"], ["b.md"], 1))
        self.assertEqual(self.search("apple")["total"], 0)
        self.assertEqual(self.search("apricot")["generation"], 2)

    def test_dry_run_writes_nothing(self):
        site = self.site({"a.md": "# Apple\n"})
        done = sou.run("sou-index", site, "--index", self.folder / "index", "--dry-run")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("add    a.md", done.stdout)
        self.assertFalse((self.folder / "index").exists())

    def test_old_generations_go_and_unfinished_ones_are_removed(self):
        site = self.site({"a.md": "# Apple\n"})
        for _ in range(4):
            self.index(site, "index", 0, "--full")
        (self.folder / "index/gen-000009.tmp").mkdir()
        self.index(site, "index", 0, "--full")
        self.assertEqual(sorted(os.listdir(self.folder / "index")), ["CURRENT", "LOCK", "gen-000004", "gen-000005"])

    def test_two_writers_are_kept_apart(self):
        site = self.site({"a.md": "# Apple\n"})
        self.index(site)
        with open(self.folder / "index/LOCK", "r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = sou.run("sou-index", site, "--index", self.folder / "index", "--full")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"another sou-index \(process \d+\) is writing this index")

    def test_the_order_does_not_depend_on_the_workers(self):
        site = self.site({f"p{i:03}.md": f"# Page\n\n共同的文字 {'x ' * (i % 7)}\n" for i in range(60)})
        self.index(site, "one", 0, "--jobs", "1")
        self.index(site, "four", 0, "--jobs", "4")
        one = [hit["path"] for hit in self.search("共同 page", "--limit", "60", index="one")["hits"]]
        four = [hit["path"] for hit in self.search("共同 page", "--limit", "60", index="four")["hits"]]
        self.assertEqual(one, four)

    def test_manifest_describes_the_index(self):
        self.index(sou.DATA / "site")
        manifest = json.loads((self.folder / "index/gen-000001/manifest.json").read_text())
        self.assertEqual(manifest["source"], "hugo")
        self.assertRegex(manifest["analyzer"], r"^sou \d+, ICU ")
        self.assertEqual(sum(manifest["languages"].values()), manifest["pages"])


class CommandLine(sou.Case):
    def test_mistakes_are_named(self):
        site = self.site({"a.md": "# A\n", "sou.yaml": "index:\n  draft: true\n"})
        cases = [(["--index", "x"], "give SITE_DIR"),
                 ([self.folder / "nowhere", "--index", self.folder / "x"], "nowhere"),
                 ([site, "--index", self.folder / "x"], 'did you mean "index.drafts"'),
                 ([sou.DATA / "site"], "give --index DIR"),
                 ([sou.DATA / "site", "--index", self.folder / "x", "--jobs", "many"], "whole number"),
                 ([sou.DATA / "site", "--index", self.folder / "x", "--source", "word"], "word"),
                 ([sou.DATA / "site", "--index", self.folder / "x", "--nonsense"], "--nonsense")]
        for arguments, message in cases:
            done = sou.run("sou-index", *arguments)
            self.assertEqual(done.returncode, 2, message)
            self.assertTrue(done.stderr.startswith("sou-index: "), done.stderr)
            self.assertIn(message, done.stderr)

    def test_help_version_and_config(self):
        for program in ["sou-index", "sou-search", "sou-serve"]:
            self.assertIn("--index", sou.run(program, "--help").stdout)
            self.assertRegex(sou.run(program, "--version").stdout, rf"^{program} \d+\.\d+\.\d+\n$")
        done = sou.run("sou-index", sou.DATA / "site", "--jobs", "2", "--print-config")
        self.assertIn("index.jobs: 2  # --jobs\n", done.stdout)


if __name__ == "__main__":
    unittest.main()
