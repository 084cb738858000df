# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk is full or read-only; content files cannot be read, vanish or change while they are read: a clear message,
the old generation stays, and the next run makes good."""

import functools
import os
import resource
import shutil
import signal
import subprocess
import threading
import unittest

from faults import FaultCase, sou


@functools.cache
def may_mount():
    """Whether this user may mount in a namespace of its own: not in every container."""
    command = ["unshare", "--mount", "--map-root-user", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


class DiskTest(FaultCase):
    def in_room(self, kilobytes, *options):
        """The job with so much room for its index: on a small tmpfs that holds a copy of it, or else with that limit for
        each of its files. The index is as the job left it."""
        if not may_mount():
            def limit():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))
            return subprocess.run(self.command(*options), capture_output=True, text=True, timeout=sou.DEADLINE,
                                  check=False, preexec_fn=limit)
        used = 0
        if self.index.exists():
            used = int(subprocess.run(["du", "-sk", self.index], capture_output=True, text=True, check=True).stdout.split()[0])
        saved = self.folder / "saved"
        self.index.mkdir(exist_ok=True)
        script = ('mkdir -p "$1" && cp -a "$2" "$1/index" && mount -t tmpfs -o size="$3"k none "$2" && '
                  'cp -a "$1/index/." "$2/" && shift 3 && "$@"; code=$?; cp -a "$OLDINDEX/." "$SAVED/left/"; exit $code')
        (saved / "left").mkdir(parents=True)
        done = subprocess.run(["unshare", "--mount", "--map-root-user", "sh", "-c", script, "sh", saved, self.index,
                               str(used + kilobytes), *self.command(*options)], capture_output=True, text=True,
                              timeout=sou.DEADLINE, check=False, env={**os.environ, "OLDINDEX": str(self.index), "SAVED": str(saved)})
        shutil.rmtree(self.index)
        shutil.move(saved / "left", self.index)
        shutil.rmtree(saved)
        return done

    def test_disk_full(self):
        old, pages = self.prepare(4)
        whole = 0
        for kilobytes in (0, 4, 20, 60, 100, 140, 200, 300, 400, 500, 700, 1000, 4000):
            for options in ((), ("--full",)):
                new = self.change(4)
                done = self.in_room(kilobytes, *options)
                where = f"{kilobytes} kB, {options}: {done.stderr}"
                if done.returncode in (0, 1):
                    whole += 1
                else:
                    self.assertEqual(done.returncode, 2, where)
                    self.assertRegex(done.stderr, "No space left on device|File too large|not enough room", where)
                    self.assertIn(str(self.index), done.stderr, where)
                self.check_after(old, new, pages, where)
        self.assertGreater(whole, 0, "the largest room is enough")

    def test_first_build_on_a_full_disk(self):
        done = self.in_room(16)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertRegex(done.stderr, "No space left on device|File too large")
        self.run_whole()

    def test_read_only_target(self):
        old, pages = self.prepare(4)
        new = self.change(4)
        inject = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", str(self.index), "-P", str(self.index / "LOCK"), "-P",
                  str(self.index / "gen-000002.tmp"), "-e", "trace=openat,mkdir,mkdirat", "-e", "inject=openat,mkdir,mkdirat:error=EROFS"]
        done = self.run_job(before=inject)
        self.assertEqual(done.returncode, 2)
        self.assertIn("Read-only file system", done.stderr)
        self.assertIn(str(self.index), done.stderr)
        self.check_after(old, new, pages, "read-only")

    def refuse(self, file, error):
        """The job, for whom opening `file` fails."""
        return self.run_job("--report", self.folder / "report.json", before=[
            "strace", "-f", "-qq", "-o", "/dev/null", "-P", str(file), "-e", "trace=openat", "-e", f"inject=openat:error={error}"])

    def test_files_that_cannot_be_read(self):
        """Skipped with the system's words, and read by the next run although size and time are the same."""
        old, pages = self.prepare(4)
        file = self.site / pages[0]
        for error, words in (("EACCES", "Permission denied"), ("ENOENT", "No such file"), ("EIO", "Input/output error")):
            new = self.change(4)
            done = self.refuse(file, error)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn(f"{pages[0]}: ", done.stdout)
            self.assertIn(words, done.stdout)
            self.assertEqual(self.found(new)[0], pages[1:])
            self.run_whole()
            self.assertEqual(self.found(new)[0], pages)
            self.assertEqual(self.found(old)[0], pages)

    def test_files_that_change_while_they_are_read(self):
        """Whatever a run has caught, the run after the last change has the last text."""
        file = self.site / "content/posts/changing.md"
        stop = threading.Event()

        def write():
            number = 0
            while not stop.is_set():
                number += 1
                file.write_text(f"---\ntitle: Changing\n---\n\ngiraffe{number}\n" + "water " * 5000, encoding="utf8")
                if number % 7 == 0:
                    file.unlink()

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for _ in range(12):
                self.assertIn(self.run_job().returncode, (0, 1))
        finally:
            stop.set()
            writer.join()
        file.write_text("---\ntitle: Changing\n---\n\nelephants\n", encoding="utf8")
        self.run_whole()
        self.assertEqual(self.found("elephants")[0], ["content/posts/changing.md"])


if __name__ == "__main__":
    unittest.main()
