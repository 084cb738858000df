# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person sees of sou-index: progress on a terminal, a summary in words, what an index holds."""

import os
import pty
import re
import subprocess
import unittest

import sou


def on_terminal(*command):
    """Runs a command whose stderr is a terminal: exit code, stdout, what the terminal was sent."""
    terminal, its_end = pty.openpty()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=its_end, text=True)
    os.close(its_end)
    shown = b""
    while True:
        try:
            got = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        if not got:
            break
        shown += got
    stdout = process.communicate(timeout=sou.DEADLINE)[0]
    os.close(terminal)
    return process.returncode, stdout, shown.decode("utf8")


class Progress(sou.Case):
    def large_site(self):
        return self.site({f"p{i:04}.md": f"# Page {i}\n\n" + f"茶 water{i} " * 800 for i in range(400)})

    def test_a_bar_with_rate_and_time_left(self):
        code, _, shown = on_terminal(sou.BIN / "sou-index", self.large_site(), "--index", self.folder / "index")
        self.assertEqual(code, 0)
        self.assertRegex(shown, r"\r\x1b\[Kindexing \[#*-*\] \d+/400 files, \d+\.\d MB/s, \d+ s left")
        self.assertIn("merging …", shown)
        self.assertIn("checking and publishing …", shown)
        self.assertTrue(shown.endswith("\r\x1b[K"), "the bar is cleared")
        self.assertNotIn("\n", shown)

    def test_no_bar_where_nobody_looks(self):
        site = self.large_site()
        done = sou.run("sou-index", site, "--index", self.folder / "one")
        self.assertEqual(done.stderr, "", "a log gets a line every five seconds, and this took less")
        code, _, shown = on_terminal(sou.BIN / "sou-index", site, "--index", self.folder / "two", "--progress", "never")
        self.assertEqual((code, shown), (0, ""))

    def test_the_summary_is_short_and_in_words(self):
        files = {f"good{i}.md": f"---\ntitle: P{i}\nlang: {lang}\n---\n茶 {i}\n"
                 for i, lang in enumerate("ar cs da de el en es fi fr hu it ja ko nl pl pt ru sv tr zh".split())}
        files |= {f"broken{i}.md": "---\ntitle: [\n---\n" for i in range(9)}
        files |= {f"draft{i}.md": "---\ndraft: true\n---\n" for i in range(9)}
        done = sou.run("sou-index", self.site(files), "--index", self.folder / "index")
        self.assertEqual(done.returncode, 1)
        lines = done.stdout.splitlines()
        self.assertLess(len(lines), 10, done.stdout)
        self.assertIn("Found 38 content files (markdown): 20 pages; left out: draft 9.", lines[0])
        self.assertIn("skipped broken0.md:3: ", done.stdout)
        self.assertIn("… and 7 more skipped (--report FILE lists them).", done.stdout)
        self.assertTrue(lines[-1].startswith("Published generation 1: 20 pages from "), lines[-1])


class Inspect(sou.Case):
    def setUp(self):
        super().setUp()
        self.site({"content/zh/a.md": "---\ntitle: 茶\ndate: 2018-08-11\n---\n水\n",
                   "content/zh/posts/b.md": "---\ntitle: 水\ndate: 2024-01-02\n---\n茶\n",
                   "content/en/posts/c.md": "---\ntitle: Tea\n---\nwater\n",
                   "hugo.toml": 'baseURL = "https://example.org/"\ndefaultContentLanguage = "zh"\n[languages.zh]\ncontentDir = "content/zh"\n'
                                '[languages.en]\ncontentDir = "content/en"\n'}, "site")
        self.index(self.folder / "site")

    def stats(self):
        done = sou.run("sou-index", "--stats", self.folder / "index")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return dict(re.match(r"(\w+): +(.*)", line).groups() for line in done.stdout.splitlines()[1:])

    def test_stats(self):
        stats = self.stats()
        self.assertEqual(stats["Pages"], "3")
        self.assertEqual(stats["Languages"], "zh 2, en 1")
        self.assertEqual(stats["Sections"], "posts 2, none 1")
        self.assertEqual(stats["Oldest"], "2018-08-11 (content/zh/a.md)")
        self.assertEqual(stats["Newest"], "2024-01-02 (content/zh/posts/b.md)")
        self.assertEqual(stats["Undated"], "1")
        for part in ("postings", "stored pages", "suggestions", "words", "file list"):
            self.assertIn(part, stats["Size"])

    def test_stats_of_an_index_with_a_delta(self):
        (self.folder / "site/content/zh/a.md").write_text("---\ntitle: 茶\ndate: 2025-05-05\n---\n水\n", encoding="utf8")
        (self.folder / "site/content/en/posts/c.md").unlink()
        self.index(self.folder / "site")
        stats = self.stats()
        self.assertEqual(stats["Pages"], "2, 1 of them added or changed since the last full build")
        self.assertEqual(stats["Languages"], "zh 2")
        self.assertEqual(stats["Oldest"], "2024-01-02 (content/zh/posts/b.md)")
        self.assertEqual(stats["Newest"], "2025-05-05 (content/zh/a.md)")
        self.assertIn("delta", stats["Size"])
        sound = sou.run("sou-index", "--check", self.folder / "index")
        self.assertEqual((sound.returncode, sound.stderr), (0, ""))
        self.assertIn("gen-000002 is sound.", sound.stdout)

    def test_without_an_index(self):
        for option in ("--check", "--stats"):
            done = sou.run("sou-index", option, self.folder / "nowhere")
            self.assertEqual(done.returncode, 2)
            self.assertIn("no index here; make one with: sou-index SITE_DIR", done.stderr)

    def test_one_question_at_a_time(self):
        """--stats was silently dropped beside --check."""
        done = sou.run("sou-index", "--check", self.folder / "index", "--stats", self.folder / "index")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("--check", done.stderr)


if __name__ == "__main__":
    unittest.main()
