# SPDX-License-Identifier: GPL-3.0-or-later
"""sou-serve as a site runs it."""

import json
import unittest

import sou


class Serve(sou.Case):
    def setUp(self):
        super().setUp()
        self.index(sou.DATA / "site")
        self.server = sou.Server(self.folder / "index")
        self.addCleanup(self.server.stop)

    def test_answers_what_the_command_line_answers(self):
        for query in ["云原生", "kubernetes 升级", '"service mesh"', "lang:ko", ""]:
            over_http = self.server.search(query, facets="tags,lang")
            by_shell = self.search(query, "--facets", "tags,lang")
            for answer in (over_http, by_shell):
                answer.pop("took_ms")
            self.assertEqual(over_http, by_shell)

    def test_parameters_filter_and_page(self):
        answer = self.server.search("", lang="ja", limit=2, offset=1, sort="date")
        self.assertEqual(len(answer["hits"]), 2)
        self.assertEqual({hit["lang"] for hit in answer["hits"]}, {"ja"})
        dates = [hit["date"] for hit in answer["hits"]]
        self.assertEqual(dates, sorted(dates, reverse=True))

    def test_wrong_parameters_are_named(self):
        for parameters, name in [({"limit": "many"}, "limit"), ({"limit": "101"}, "limit"), ({"offset": "-1"}, "offset"),
                                 ({"offset": "10000"}, "offset"), ({"sort": "size"}, "sort"), ({"facets": "size"}, "facets"),
                                 ({"after": "soon"}, "after")]:
            status, headers, text = self.server.get("/api/search", q="x", **parameters)
            self.assertEqual(status, 400, parameters)
            self.assertIn("application/json", headers["Content-Type"])
            error = json.loads(text)["error"]
            self.assertEqual(set(error), {"code", "message"})
            self.assertIn(name, error["message"])

    def suggest(self, text, **parameters):
        status, headers, answer = self.server.get("/api/suggest", q=text, **parameters)
        self.assertEqual(status, 200, answer)
        self.assertIn("max-age", headers["Cache-Control"])
        self.assertTrue(headers["ETag"])
        return json.loads(answer)

    def test_suggests_what_the_command_line_suggests(self):
        for text in ["云", "yun", "kube", "", "zzzz"]:
            by_shell = sou.run("sou-search", "--index", self.folder / "index", "--json", "--suggest", text)
            self.assertEqual(self.suggest(text), json.loads(by_shell.stdout))
        self.assertEqual(len(self.suggest("k", limit=2)["suggestions"]), 2)
        status, _, text = self.server.get("/api/suggest", q="x", limit="101")
        self.assertEqual(status, 400)
        self.assertIn("limit", json.loads(text)["error"]["message"])

    def test_odd_beginnings_never_err(self):
        for line in (sou.DATA / "odd_queries.txt").read_text().splitlines():
            self.suggest(line.encode("utf8").decode("unicode_escape").encode("latin1"))

    def test_health_and_unknown_paths(self):
        self.assertEqual(self.server.get("/healthz")[0], 200)
        status, headers, text = self.server.get("/nothing")
        self.assertEqual(status, 404)
        self.assertIn("message", json.loads(text)["error"])

    def test_the_page_works_without_javascript(self):
        status, headers, text = self.server.get("/", q="云原生")
        self.assertEqual(status, 200)
        self.assertIn("text/html", headers["Content-Type"])
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        # With it the box takes the place of the form, which is there all the same.
        self.assertEqual(text.count("<script"), 1)
        self.assertRegex(text, r'<script type="module" src="sou\.js\?v=\w+"></script>')
        self.assertIn('<form class="search" role="search" method="get">', text)
        self.assertIn("<mark>云原生</mark>", text)
        first = self.server.search("云原生")["hits"][0]
        self.assertIn(f'href="{first["url"]}"', text)

    def test_markup_in_a_query_comes_back_as_text(self):
        _, _, text = self.server.get("/", q='"><script>alert(1)</script>')
        self.assertNotIn("<script>alert", text)
        _, _, text = self.server.get("/api/search", q="</script>")
        self.assertNotIn("</script>", text)

    def test_a_new_generation_is_served_without_a_restart(self):
        site = self.site({"a.md": "# Brandnewword\n"})
        self.assertEqual(self.server.search("brandnewword")["total"], 0)
        self.index(site)
        sou.wait_until(lambda: self.server.search("brandnewword")["total"] == 1, "the new generation")
        self.assertEqual(self.server.search("brandnewword")["generation"], 2)

    def test_odd_queries_never_err(self):
        raw = (sou.DATA / "odd_queries.txt").read_text().splitlines()
        self.assertGreaterEqual(len(raw), 200)
        for line in raw:
            query = line.encode("utf8").decode("unicode_escape").encode("latin1")
            status, _, text = self.server.get("/api/search", q=query)
            self.assertEqual(status, 200, line)
            json.loads(text)

    def test_stops_cleanly(self):
        self.assertEqual(self.server.stop(), 0)


class QueriesOfReaders(sou.Case):
    """What readers asked is suggested to others, once asked often, and outlives the server."""

    def setUp(self):
        super().setUp()
        self.index(sou.DATA / "site")
        self.config = self.folder / "sou.yaml"
        self.config.write_text(f"suggest:\n  min_query_count: 2\nserve:\n  query_memory: {self.folder}/queries.jsonl\n")

    def serve(self):
        server = sou.Server(self.folder / "index", "--config", self.config)
        self.addCleanup(server.stop)
        return server

    def queries(self, server, text):
        found = json.loads(server.get("/api/suggest", q=text)[2])["suggestions"]
        return [sou.joined(suggestion["text"]) for suggestion in found if suggestion["kind"] == "query"]

    def test_are_suggested_and_kept(self):
        server = self.serve()
        server.search("kubernetes 升级")
        self.assertEqual(self.queries(server, "kubernetes"), [])
        tag = server.get("/api/suggest", q="kubernetes")[1]["ETag"]
        server.search("Kubernetes  升级")
        self.assertEqual(self.queries(server, "kubernetes"), ["kubernetes 升级"])
        self.assertNotEqual(server.get("/api/suggest", q="kubernetes")[1]["ETag"], tag)
        self.assertEqual(server.stop(), 0)
        self.assertEqual(self.queries(self.serve(), "kubernetes"), ["kubernetes 升级"])

    def test_what_found_nothing_or_looks_like_data_is_not(self):
        server = self.serve()
        for query in ["zzqq kubernetes", "tag:kubernetes", "kubernetes a@b.org"]:
            for _ in range(3):
                server.search(query)
        for _ in range(3):
            server.search("kubernetes", offset=10)
        for text in ["z", "t", "k"]:
            self.assertEqual(self.queries(server, text), [])


class Start(sou.Case):
    def test_without_an_index_it_says_what_to_do(self):
        done = sou.run("sou-serve", "--index", self.folder / "none")
        self.assertEqual(done.returncode, 2)
        self.assertIn("sou-index SITE_DIR", done.stderr)


if __name__ == "__main__":
    unittest.main()
