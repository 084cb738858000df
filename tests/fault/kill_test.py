# SPDX-License-Identifier: GPL-3.0-or-later
"""The job is killed at every step that the file system sees, and at random moments: readers keep the old generation, and
the next run repairs by itself. SOU_KILLS: how many random moments (default 12; `ctest --preset faults` has 200)."""

import os
import random
import signal
import subprocess
import time
import unittest

from faults import FaultCase, sou

KILLS = int(os.environ.get("SOU_KILLS", "12"))
# What a job changes on disk, each a step boundary: killed when it is about to be done.
STEPS = "fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,unlink,unlinkat,rmdir"


class KillTest(FaultCase):
    def kill_at_each_step(self, files, *options):
        old, old_pages = self.prepare(files)
        for step in range(1, 1000):
            new = self.change(files)
            done = self.run_job(*options, before=["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={STEPS}", "-e",
                                                  f"inject={STEPS}:signal=KILL:when={step}"])
            if done.returncode in (0, 1):
                self.assertGreater(step, 10, "there are more steps than that")
                return
            self.check_after(old, new, old_pages, f"step {step}")
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
            self.check_after(old, new, old_pages, f"seed {seed}, kill {i}")

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
