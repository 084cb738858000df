# SPDX-License-Identifier: GPL-3.0-or-later
"""The job is killed at every step that the file system sees, and at random moments: readers keep the old generation, and
the next run repairs by itself. SOU_KILLS: how many random moments (default 12; `ctest --preset faults` has 200)."""

import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
import sou  # noqa: E402

KILLS = int(os.environ.get("SOU_KILLS", "12"))
# What a job changes on disk, each a step boundary: killed when it is about to be done.
STEPS = "fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,unlink,unlinkat,rmdir"


class KillTest(sou.Case):
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

    def run_whole(self):
        done = subprocess.run(self.command(), capture_output=True, text=True, timeout=sou.DEADLINE, check=False)
        self.assertIn(done.returncode, (0, 1), done.stderr)

    def found(self, word):
        """The pages that have the word, and the generation that said so."""
        done = sou.run("sou-search", "--index", self.index, "--json", "--limit", "1000", f'"{word}"')
        self.assertIn(done.returncode, (0, 1), done.stderr)
        response = json.loads(done.stdout)
        return sorted(hit["path"] for hit in response["hits"]), response["generation"]

    def check_after_kill(self, old, new, old_pages, where):
        """Old or new, never a mixture; then a run repairs."""
        pages, _ = self.found(new)
        old_found, _ = self.found(old)
        self.assertEqual(old_found, old_pages, f"{where}: what was found before is not found any more")
        self.assertIn(len(pages), (0, self.files), f"{where}: half of a change is published")
        self.run_whole()
        self.assertEqual(len(self.found(new)[0]), self.files, f"{where}: the next run does not repair")
        left = [entry.name for entry in self.index.iterdir() if entry.name.endswith(".tmp")]
        self.assertEqual(left, [], f"{where}: an unfinished generation is left")

    def prepare(self, files):
        old = self.change(files)
        self.run_whole()
        pages, _ = self.found(old)
        self.files = len(pages)  # some of the files are drafts
        self.assertGreater(self.files, 1)
        return old, pages

    def kill_at_each_step(self, files, *options):
        old, old_pages = self.prepare(files)
        for step in range(1, 1000):
            new = self.change(files)
            trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={STEPS}", "-e",
                     f"inject={STEPS}:signal=KILL:when={step}", *self.command(*options)]
            done = subprocess.run(trace, capture_output=True, text=True, timeout=sou.DEADLINE, check=False)
            if done.returncode in (0, 1):
                self.assertGreater(step, 10, "there are more steps than that")
                return
            self.check_after_kill(old, new, old_pages, f"step {step}")
        self.fail("the job never ended")

    def test_incremental_job_killed_at_each_step(self):
        self.kill_at_each_step(4)

    def test_full_build_killed_at_each_step(self):
        self.kill_at_each_step(4, "--full")

    def test_killed_at_random_moments(self):
        seed = random.randrange(1 << 30)
        chance = random.Random(seed)
        old, old_pages = self.prepare(4)
        begin = time.monotonic()
        self.run_whole()
        longest = max(0.2, 2 * (time.monotonic() - begin))
        for i in range(KILLS):
            new = self.change(4)
            options = ("--full",) if chance.random() < 0.5 else ()
            job = subprocess.Popen(self.command(*options), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   start_new_session=True)
            try:
                job.wait(chance.uniform(0, longest))
            except subprocess.TimeoutExpired:
                os.killpg(job.pid, signal.SIGKILL)
            job.wait(sou.DEADLINE)
            self.check_after_kill(old, new, old_pages, f"seed {seed}, kill {i}")

    def test_first_build_killed(self):
        """Without an index before, there is none after; the next run makes it."""
        job = subprocess.Popen(self.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(0.05)
        os.killpg(job.pid, signal.SIGKILL)
        job.wait(sou.DEADLINE)
        self.run_whole()
        self.assertGreater(len(self.found("the")[0]), 0)


if __name__ == "__main__":
    unittest.main()
