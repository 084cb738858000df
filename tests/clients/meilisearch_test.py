# SPDX-License-Identifier: GPL-3.0-or-later
"""Meilisearch's own client for JavaScript, unmodified, asks a running sou-serve: sets it up, then runs meilisearch_test.mjs.

By hand: SOU_BIN=build/debug/bin SOU_TEST_DATA=tests/data SOU_BUILD=build/debug python3 -B tests/clients/meilisearch_test.py
"""

import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "e2e"), str(HERE.parent / "npm")]

import sou  # noqa: E402
from node import run_node  # noqa: E402


class Meilisearch(sou.Case):
    def serve(self, name, settings):
        config = self.folder / f"{name}.yaml"
        config.write_text("serve:\n" + settings)
        server = sou.Server(self.folder / "index", "--config", config)
        self.addCleanup(server.stop)
        return server.address

    def test_an_open_server(self):
        self.index(sou.DATA / "site")
        print(run_node(HERE / "meilisearch_test.mjs", {"host": self.serve("open", "  site_title: Lakeside\n")}))

    def test_a_server_with_keys(self):
        self.index(sou.DATA / "site")
        host = self.serve("keys", '  api_keys: ["blog: a-key-of-32-letters-for-the-tests"]\n')
        print(run_node(HERE / "keys_test.mjs", {"host": host, "key": "a-key-of-32-letters-for-the-tests"}))


if __name__ == "__main__":
    unittest.main()
