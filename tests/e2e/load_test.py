# SPDX-License-Identifier: GPL-3.0-or-later
"""sou-serve under load while the site is indexed again and again: no request fails, no answer mixes generations, memory stays
within a bound. `./dev bench serve` is the same for ten minutes and measures it."""

import os
import pathlib
import sys
import unittest

import sou

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "bench"))

import load  # noqa: E402
import queries  # noqa: E402
import soak  # noqa: E402

SECONDS = 5  # of load, twice; the soak takes double
CONNECTIONS = 16
MEMORY = int(os.environ.get("SOU_ABUSE_MEMORY_MB", "256")) << 20


class Load(sou.Case):
    def setUp(self):
        super().setUp()
        self.copy = soak.copy_of(sou.DATA / "site", self.folder / "site")
        self.index(self.copy)
        self.targets = load.targets_of(queries.make_queries(self.copy, 200))
        self.script = self.folder / "load.lua"
        load.write_script(self.targets, self.script)

    def serve(self, cache_bytes):
        # Builds with sanitizers take seconds where users wait for milliseconds.
        settings = self.folder / "sou.yaml"
        settings.write_text(f"serve:\n  cache_bytes: {cache_bytes}\n  max_wait_ms: 60000\n")
        server = sou.Server(self.folder / "index", "--config", settings)
        self.addCleanup(server.stop)
        return server

    def check_memory(self, server):
        files = sum(file.stat().st_size for file in (self.folder / "index").rglob("*") if file.is_file())
        resident, _ = soak.memory_of(server.process.pid)
        self.assertLess(resident, MEMORY + 2 * files)
        return resident

    def test_no_request_fails_under_load(self):
        for cache_bytes in (0, 32 << 20):
            server = self.serve(cache_bytes)
            result = load.run_wrk(server.address, self.script, CONNECTIONS, SECONDS)
            resident = self.check_memory(server)
            print(f"    cache of {cache_bytes >> 20} MB: {result.per_second:,.0f} requests/s, p99 {result.p99_ms:.1f} ms, {resident / 1e6:.0f} MB",
                  file=sys.stderr)
            self.assertEqual(result.failed, 0)
            self.assertGreater(result.requests, CONNECTIONS)
            self.assertEqual(server.stop(), 0)

    def test_answers_are_of_one_generation_while_new_ones_are_published(self):
        server = self.serve(32 << 20)
        clients = soak.Clients(server.address, self.targets, CONNECTIONS, 2 * SECONDS)
        editor = soak.Editor(sou.BIN / "sou-index", self.copy, self.folder / "index", 1)
        result = soak.soak(server.process.pid, clients, editor, 1, lambda sample: self.check_memory(server))
        self.assertEqual(result.failures, [])
        self.assertGreater(result.answers, CONNECTIONS)
        self.assertGreater(result.published, 1)
        self.assertGreater(len(result.generations), 1, "none of the new generations was served")
        print(f"    {result.answers:,} answers of generations {result.generations}", file=sys.stderr)


if __name__ == "__main__":
    unittest.main()
