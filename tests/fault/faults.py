# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fault tests share: a copy of the sample site, an index of it, and what can be found in it."""

import json
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
import sou  # noqa: E402


class FaultCase(sou.Case):
    def setUp(self):
        super().setUp()
        self.site = self.folder / "site"
        self.index = self.folder / "index"
        shutil.copytree(sou.DATA / "site", self.site)
        self.texts = 0

    def change(self, files):
        """Writes a new word into some files; the word."""
        self.texts += 1
        word = f"zebrafish{self.texts}"
        for file in sorted(self.site.glob("content/posts/*.md"))[:files]:
            with file.open("a", encoding="utf8") as out:
                out.write(f"\n\n{word}\n")
        return word

    def command(self, *options):
        return [sou.BIN / "sou-index", self.site, "--index", self.index, "--progress", "never", *options]

    def run_job(self, *options, before=()):
        """Runs the job to its end; `before`: a command that runs it (strace, unshare)."""
        return subprocess.run([*before, *self.command(*options)], capture_output=True, text=True, timeout=sou.DEADLINE,
                              check=False)

    def run_whole(self, *options):
        done = self.run_job(*options)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done

    def found(self, word):
        """The pages that have the word, and the generation that said so."""
        done = sou.run("sou-search", "--index", self.index, "--json", "--limit", "1000", f'"{word}"')
        self.assertIn(done.returncode, (0, 1), done.stderr)
        response = json.loads(done.stdout)
        return sorted(hit["path"] for hit in response["hits"]), response["generation"]

    def prepare(self, files):
        """An index with a word that `self.files` published pages have; the word and the pages."""
        old = self.change(files)
        self.run_whole()
        pages, _ = self.found(old)
        self.files = len(pages)  # some of the files are drafts
        self.assertGreater(self.files, 1)
        return old, pages

    def check_after(self, old, new, old_pages, where):
        """Old or new, never a mixture; then a run repairs."""
        pages, _ = self.found(new)
        old_found, _ = self.found(old)
        self.assertEqual(old_found, old_pages, f"{where}: what was found before is not found any more")
        self.assertIn(len(pages), (0, self.files), f"{where}: half of a change is published")
        self.run_whole()
        self.assertEqual(len(self.found(new)[0]), self.files, f"{where}: the next run does not repair")
        left = [entry.name for entry in self.index.iterdir() if entry.name.endswith(".tmp")]
        self.assertEqual(left, [], f"{where}: something unfinished is left")
