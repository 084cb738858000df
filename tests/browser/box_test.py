# SPDX-License-Identifier: GPL-3.0-or-later
"""Sou's search box in Chromium, on a page of another port than sou-serve: sets up the sample site, its demo and a hostile site, then
runs box_test.mjs. Pictures of its states go to SOU_SHOTS, or a temporary folder.

By hand: SOU_BIN=build/debug/bin SOU_TEST_DATA=tests/data SOU_BUILD=build/debug python3 -B tests/browser/box_test.py
With names of parts as arguments (typing keys …), only these.
"""

import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "e2e"), str(HERE.parent / "npm")]

import payloads  # noqa: E402
import sou  # noqa: E402
from node import chromium, run_node  # noqa: E402


PARTS = [word for word in sys.argv[1:] if not word.startswith("-")]


class SearchBox(sou.Case):
    def index(self, name, site):
        done = sou.run("sou-index", site, "--index", self.folder / name)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return self.folder / name

    def serve(self, index, *options):
        config = self.folder / "sou.yaml"
        config.write_text('serve:\n  cors_origins: ["*"]\n')
        server = sou.Server(index, "--config", config, *options)
        self.addCleanup(server.stop)
        return server.address

    def test_search_box(self):
        shots = pathlib.Path(os.environ.get("SOU_SHOTS") or self.folder / "shots")
        shots.mkdir(parents=True, exist_ok=True)
        rows = [{"text": payloads.text(payload), "word": payloads.word(number)} for number, payload in enumerate(payloads.PAYLOADS)]
        site = self.index("site", sou.DATA / "site")
        print(run_node(HERE / "box_test.mjs", {
            "chromium": chromium(), "search": self.serve(site), "demo": self.serve(site, "--demo"), "shots": str(shots), "payloads": rows,
            "hostile": self.serve(self.index("hostile", payloads.json_lines(self.folder / "lines"))), "parts": PARTS}))


if __name__ == "__main__":
    unittest.main(argv=[word for word in sys.argv if word not in PARTS])
