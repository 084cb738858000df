# SPDX-License-Identifier: GPL-3.0-or-later
"""Payloads of attackers on Sou's search page in Chromium: sets up two hostile sites, then runs xss_test.mjs.

By hand: SOU_BIN=build/debug/bin SOU_TEST_DATA=tests/data SOU_BUILD=build/debug python3 -B tests/browser/xss_test.py
"""

import pathlib
import sys
import unittest
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "e2e"), str(HERE.parent / "npm")]

import payloads  # noqa: E402
import sou  # noqa: E402
from node import chromium, run_node  # noqa: E402


class SearchPage(sou.Case):
    def serve(self, name, site):
        done = sou.run("sou-index", site, "--index", self.folder / f"{name}.index")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        server = sou.Server(self.folder / f"{name}.index")
        self.addCleanup(server.stop)
        return server.address

    def test_payloads_are_text(self):
        servers = {"markdown": self.serve("markdown", payloads.markdown_site(self.folder / "markdown")),
                   "lines": self.serve("lines", payloads.json_lines(self.folder / "lines"))}
        rows = [{"text": payloads.text(payload), "quoted": urllib.parse.quote(payload, safe=""), "word": payloads.word(number)}
                for number, payload in enumerate(payloads.PAYLOADS)]
        print(run_node(HERE / "xss_test.mjs", {"chromium": chromium(), "servers": servers, "payloads": rows}))


if __name__ == "__main__":
    unittest.main()
