# SPDX-License-Identifier: GPL-3.0-or-later
"""Power may be lost at any moment: everything of a generation is on the disk before its folder gets its name, and that
before CURRENT names it. What the system is asked to do is traced, and its order asserted."""

import os
import re
import unittest

from faults import FaultCase

CALLS = "openat,close,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat"


def calls_of(lines):
    """(call, path, path 2) of each successful call, descriptors as paths (strace -y)."""
    for line in lines:
        found = re.match(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)", line)
        if not found or int(found[3]) < 0:
            continue
        paths = re.findall(r'<([^>]*)>|"((?:[^"\\]|\\.)*)"', found[2])
        paths = [a or b for a, b in paths]
        yield found[1], paths


class OrderTest(FaultCase):
    def trace(self, *options):
        out = self.folder / "trace"
        done = self.run_job(*options, before=["strace", "-f", "-y", "-qq", "-s", "0", "-o", out, "-e", f"trace={CALLS}"])
        self.assertIn(done.returncode, (0, 1), done.stderr)
        text = re.sub(r" <unfinished \.\.\.>\n", "\n", out.read_text(errors="replace"))
        return list(calls_of(text.splitlines()))

    def check_order(self, calls, number):
        unfinished = str(self.index / f"gen-{number:06}.tmp")
        finished = str(self.index / f"gen-{number:06}")
        index = str(self.index)
        dirty = {}  # files written but not synced
        folders = set()  # whose entries have changed since they were synced
        renamed = current = False
        for call, paths in calls:
            if not any(path.startswith(index) for path in paths):
                continue
            if call in ("write", "pwrite64"):
                dirty[paths[0]] = call
            elif call in ("fsync", "fdatasync"):
                dirty.pop(paths[0], None)
                folders.discard(paths[0])
            elif call.startswith("mkdir") or call.startswith("link"):
                folders.add(os.path.dirname(paths[-1]))
            elif call.startswith("unlink"):
                dirty.pop(paths[-1], None)
            elif call.startswith("rename"):
                source, target = paths[-2], paths[-1]
                if target == finished:
                    self.assertEqual(source, unfinished)
                    left = [path for path in dirty if path.startswith(unfinished) and os.path.exists(path.replace(unfinished, finished))]
                    self.assertEqual(left, [], "renamed before its files were synced")
                    self.assertEqual([path for path in folders if path.startswith(unfinished) and
                                      os.path.exists(path.replace(unfinished, finished))], [], "renamed before its folders were synced")
                    renamed = True
                elif target == index + "/CURRENT":
                    self.assertTrue(renamed, "CURRENT names what is not there yet")
                    self.assertNotIn(index, folders, "CURRENT is renamed before the generation's name is synced")
                    self.assertNotIn(source, dirty, "CURRENT is renamed before it is synced")
                    current = True
                elif source in dirty:
                    dirty[target] = dirty.pop(source)
                folders.add(os.path.dirname(target))
        self.assertTrue(renamed)
        self.assertTrue(current)
        self.assertNotIn(index, folders, "CURRENT's new name is not synced")

    def test_full_build(self):
        self.check_order(self.trace(), 1)

    def test_incremental_build(self):
        self.run_whole()
        self.change(3)
        self.check_order(self.trace(), 2)

    def test_old_generations_go_last(self):
        """A generation is removed only when CURRENT names another one."""
        for _ in range(3):
            self.change(2)
            self.run_whole()
        self.change(2)
        calls = self.trace()
        removed = [i for i, (call, paths) in enumerate(calls) if call == "unlinkat" and any("gen-00000" in p and ".tmp" not in p for p in paths)]
        named = [i for i, (call, paths) in enumerate(calls) if call.startswith("rename") and paths[-1] == str(self.index / "CURRENT")]
        self.assertTrue(removed)
        self.assertEqual(len(named), 1)
        self.assertGreater(min(removed), named[0])


if __name__ == "__main__":
    unittest.main()
