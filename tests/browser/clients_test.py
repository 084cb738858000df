# SPDX-License-Identifier: GPL-3.0-or-later
"""Search boxes made for Meilisearch, unmodified, in Chromium with sou-serve behind them, as a site runs them.

instantsearch.js with two versions of instant-meilisearch, and meilisearch-docsearch. Their page comes from another port
than sou-serve, so CORS is real. This sets up what *_clients.mjs look at.

By hand: SOU_BIN=build/debug/bin SOU_TEST_DATA=tests/data SOU_BUILD=build/debug python3 -B tests/browser/clients_test.py
"""

import json
import pathlib
import shutil
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "e2e"), str(HERE.parent / "npm")]

import payloads  # noqa: E402
import sou  # noqa: E402
from installed import installed  # noqa: E402
from node import chromium, run_node  # noqa: E402
from static_server import StaticServer  # noqa: E402

DOCSEARCH = ("index.global.js", "index.css")


class Clients(sou.Case):
    def setUp(self):
        super().setUp()
        pages = self.folder / "pages"
        shutil.copytree(HERE / "pages", pages)
        for name in DOCSEARCH:
            shutil.copy(installed() / "node_modules/meilisearch-docsearch/dist" / name, pages / f"docsearch.{name}")
        static = StaticServer(pages)
        self.addCleanup(static.stop)
        config = self.folder / "sou.yaml"
        config.write_text(f'serve:\n  cors_origins: ["*"]\n  site_url: {json.dumps(static.address)}\n  site_title: Lakeside\n')
        self.values = {"chromium": chromium(), "pages": static.address, "folder": str(pages),
                       "site": self.serve("site", sou.DATA / "site", config),
                       "hostile": self.serve("hostile", payloads.json_lines(self.folder / "lines"), config),
                       "payloads": [payloads.text(payload) for payload in payloads.PAYLOADS]}

    def serve(self, name, site, config):
        done = sou.run("sou-index", site, "--index", self.folder / f"{name}.index")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        server = sou.Server(self.folder / f"{name}.index", "--config", config)
        self.addCleanup(server.stop)
        return server.address

    def test_search_boxes(self):
        print(run_node(HERE / "clients_test.mjs", self.values))


if __name__ == "__main__":
    unittest.main()
