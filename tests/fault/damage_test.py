# SPDX-License-Identifier: GPL-3.0-or-later
"""A generation's files rot: bits flip, files are cut short or missing. What reads it says so or answers, never crashes;
--check names the file; the next run builds all anew."""

import random
import shutil
import subprocess
import unittest

from faults import FaultCase, sou

QUERIES = ["kubernetes", "云原生", '"the lake"', "茶", "tag:go water", "kuberntes", ""]


class DamageTest(FaultCase):
    def setUp(self):
        super().setUp()
        self.run_whole()
        self.change(2)
        self.run_whole()  # with a delta
        self.whole = self.folder / "whole"
        shutil.copytree(self.index, self.whole)
        current = (self.index / "CURRENT").read_text().strip()
        self.generation = self.index / current
        self.files = sorted(file.relative_to(self.generation) for file in self.generation.rglob("*") if file.is_file())
        self.assertGreater(len(self.files), 9)

    def restore(self):
        shutil.rmtree(self.index)
        shutil.copytree(self.whole, self.index)

    def check_readers(self, where):
        """Each says what is wrong, or answers."""
        for query in QUERIES:
            done = sou.run("sou-search", "--index", self.index, "--json", query)
            self.assertIn(done.returncode, (0, 1, 2), f"{where}: {query}: {done.stderr}")
            if done.returncode == 2:
                self.assertRegex(done.stderr, "^sou-search: .+", where)
        server = subprocess.run([sou.BIN / "sou-serve", "--index", self.index, "--listen", "127.0.0.1:0"],
                                capture_output=True, text=True, timeout=sou.DEADLINE, check=False)
        self.assertEqual(server.returncode, 2, f"{where}: a damaged index is served")

    def check_damage(self, file, where):
        done = sou.run("sou-index", "--check", self.index)
        self.assertEqual(done.returncode, 2, f"{where}: {done.stdout}")
        self.assertIn(str(file), done.stderr, where)
        self.assertIn("--full", done.stderr, where)
        self.check_readers(where)

    def check_repair(self, where):
        done = self.run_whole()
        self.assertIn("Built all:", done.stdout, where)
        sound = sou.run("sou-index", "--check", self.index)
        self.assertEqual((sound.returncode, sound.stderr), (0, ""), where)

    def test_bits_flip_in_each_file(self):
        chance = random.Random(int(sou.os.environ.get("SOU_SEED", "1")))
        for file in self.files:
            size = (self.generation / file).stat().st_size
            if size == 0:
                continue  # Xapian's lock file
            for at in {0, size // 2, size - 1, chance.randrange(size)}:
                with self.subTest(file=str(file), at=at):
                    damaged = bytearray((self.generation / file).read_bytes())
                    damaged[at] ^= 1 << chance.randrange(8)
                    (self.generation / file).write_bytes(damaged)
                    self.check_damage(file, f"{file} at {at}")
                    self.restore()
            with self.subTest(file=str(file), repaired=True):
                damaged = bytearray((self.generation / file).read_bytes())
                damaged[size // 2] ^= 1
                (self.generation / file).write_bytes(damaged)
                self.check_repair(f"{file}")
                self.restore()

    def test_files_cut_short_or_missing(self):
        for file in self.files:
            path = self.generation / file
            for size in {path.stat().st_size // 2, 0, None} - {path.stat().st_size}:
                with self.subTest(file=str(file), size=size):
                    if size is None:
                        path.unlink()
                    else:
                        path.write_bytes(path.read_bytes()[:size])
                    self.check_damage(file, f"{file} of {size} bytes")
                    self.check_repair(f"{file} of {size} bytes")
                    self.restore()

    def test_current_is_damaged(self):
        for text in (b"", b"gen-000999\n", b"\xff\x00", b"../../etc\n"):
            with self.subTest(text=text):
                (self.index / "CURRENT").write_bytes(text)
                done = sou.run("sou-search", "--index", self.index, "water")
                self.assertEqual(done.returncode, 2)
                self.assertRegex(done.stderr, "^sou-search: .+")
                self.check_repair(f"CURRENT is {text}")
                self.restore()

    def test_a_copy_under_way_is_not_served(self):
        """rsync brings CURRENT last, but nothing keeps a person from copying in another order: the server stays with what
        it has, and takes the new generation once it is whole."""
        serving = self.folder / "serving"
        shutil.copytree(self.index, serving)
        new = self.change(3)
        self.run_whole()
        current = (self.index / "CURRENT").read_text().strip()
        server = sou.Server(serving)
        try:
            before = server.search("water")["generation"]
            shutil.copytree(self.index / current, serving / current)
            records = serving / current / "delta" / "records"
            whole = records.read_bytes()
            records.write_bytes(whole[:100])
            (serving / "CURRENT").write_text(current + "\n")
            sou.time.sleep(2.5)
            self.assertEqual(server.search("water")["generation"], before)
            records.write_bytes(whole)
            deadline = sou.time.monotonic() + sou.DEADLINE
            while server.search("water")["generation"] == before:
                self.assertLess(sou.time.monotonic(), deadline, "the whole generation is not taken")
                sou.time.sleep(0.1)
            self.assertGreater(server.search(new)["total"], 0)
        finally:
            server.stop()


if __name__ == "__main__":
    unittest.main()
