# SPDX-License-Identifier: GPL-3.0-or-later
"""sou-serve as clients of Meilisearch ask it, over the sample site."""

import json
import re
import time
import unittest
import urllib.error
import urllib.request

import sou

ROOT = sou.DATA.parent.parent


class Meili(sou.Case):
    def setUp(self):
        super().setUp()
        self.index(sou.DATA / "site")
        self.server = sou.Server(self.folder / "index")
        self.addCleanup(self.server.stop)

    def post(self, path, body, status=200):
        data = body if isinstance(body, bytes) else json.dumps(body).encode("utf8")
        request = urllib.request.Request(self.server.address + path, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=sou.DEADLINE) as answer:
                code, text = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            code, text = error.code, error.read()
        self.assertEqual(code, status, text)
        return json.loads(text)

    def ask(self, q=None, **fields):
        return self.post("/indexes/sou/search", {"q": q, **fields})

    def ids(self, q=None, **fields):
        return {hit["id"] for hit in self.ask(q, limit=1000, **fields)["hits"]}


class Searches(Meili):
    def test_a_placeholder_search_lists_every_page_newest_first(self):
        answer = self.ask(limit=1000)
        self.assertEqual(answer["estimatedTotalHits"], len(answer["hits"]))
        dates = [hit["date"] for hit in answer["hits"] if hit["date"] is not None]
        self.assertGreater(len(dates), 50)
        self.assertEqual(dates, sorted(dates, reverse=True))

    def test_it_finds_what_sou_finds(self):
        for query in ["云原生", "kubernetes 升级", "서울"]:
            by_sou = self.server.search(query, typing=1, limit=100)
            by_meili = self.ask(query, limit=100)
            self.assertEqual([hit["id"] for hit in by_meili["hits"]], [hit["id"] for hit in by_sou["hits"]])
            self.assertEqual(by_meili["estimatedTotalHits"], by_sou["total"])

    def test_each_hit_has_every_field_of_the_documentation(self):
        section = (ROOT / "docs/MEILISEARCH.md").read_text(encoding="utf8").split("## Hits")[1].split("\n## ")[0]
        documented = re.findall(r"^\| (`.*?) \|", section, re.M)
        names = set(re.findall(r"`(\w+)`", " ".join(documented)))
        for hit in self.ask("tea", limit=1000)["hits"] + self.ask(limit=1000)["hits"]:
            self.assertEqual(set(hit), names | {f"hierarchy_lvl{level}" for level in range(7)})

    def test_a_hit_leads_to_its_section(self):
        hits = self.ask("云原生")["hits"]
        deep = [hit for hit in hits if hit["anchor"]]
        self.assertGreater(len(deep), 0)
        for hit in deep:
            self.assertIn("#", hit["url"])
            self.assertTrue(hit["hierarchy_lvl2"])
        for hit in hits:
            self.assertEqual("#" in hit["url"], hit["anchor"] is not None)

    def test_matches_are_marked_and_cropped(self):
        hit = self.ask("云原生", attributesToHighlight=["*"], attributesToCrop=["content:8"], limit=1)["hits"][0]
        formatted = hit["_formatted"]
        self.assertIn("<em>云原生</em>", formatted["content"])
        self.assertLess(len(formatted["content"]), len(hit["content"]) + len("<em></em>……"))
        self.assertEqual(formatted["date"], str(hit["date"]))
        self.assertEqual(set(formatted), set(hit) - {"_formatted"})

    def test_positions_are_bytes_of_the_field(self):
        hit = self.ask("云原生", showMatchesPosition=True, limit=1)["hits"][0]
        found = [hit[name].encode("utf8")[place["start"]:place["start"] + place["length"]].decode("utf8")
                 for name, places in hit["_matchesPosition"].items() for place in places]
        self.assertGreater(len(found), 0)
        self.assertEqual(set(found), {"云原生"})

    def test_markup_in_pages_is_escaped_where_it_goes_into_pages(self):
        site = self.site({"a.md": "# Zebra <script>alert(1)</script>\n\nzebra `<img src=x onerror=alert(1)>` & \"quotes\"\n"})
        self.index(site)
        sou.wait_until(lambda: self.ask("zebra")["estimatedTotalHits"] == 1, "the new generation")
        hit = self.ask("zebra", attributesToHighlight=["*"], attributesToCrop=["content"])["hits"][0]
        for value in hit["_formatted"].values():
            self.assertNotRegex(str(value).replace("<em>", "").replace("</em>", ""), "[<>]")
        raw = self.ask("zebra", attributesToHighlight=["*"], highlightPreTag="__ais-highlight__",
                       highlightPostTag="__/ais-highlight__")["hits"][0]
        self.assertEqual(raw["_formatted"]["title"], raw["title"].replace("Zebra", "__ais-highlight__Zebra__/ais-highlight__"))

    def test_both_ways_of_paging_give_the_same_hits(self):
        everything = [hit["id"] for hit in self.ask("tea", limit=1000)["hits"]]
        numbered, windows = [], []
        for page in range(1, 30):
            answer = self.ask("tea", page=page, hitsPerPage=3)
            numbered += [hit["id"] for hit in answer["hits"]]
            windows += [hit["id"] for hit in self.ask("tea", offset=3 * (page - 1), limit=3)["hits"]]
            self.assertEqual(answer["totalHits"], len(everything))
            self.assertEqual(answer["totalPages"], -(-len(everything) // 3))
        self.assertEqual(numbered, everything)
        self.assertEqual(windows, everything)

    def test_sorts_by_date(self):
        rising = [hit["date"] for hit in self.ask(sort=["date:asc"], limit=1000)["hits"]]
        falling = [hit["date"] for hit in self.ask(sort=["date:desc"], limit=1000)["hits"]]
        dated = [date for date in rising if date is not None]
        self.assertEqual(dated, sorted(dated))
        self.assertEqual(rising[:len(dated)], dated, "pages without a date come last")
        self.assertEqual([date for date in falling if date is not None], sorted(dated, reverse=True))

    def test_all_words_or_some(self):
        self.assertLess(self.ask("tea kubernetes", matchingStrategy="all")["estimatedTotalHits"],
                        self.ask("tea kubernetes")["estimatedTotalHits"])

    def test_scores_go_down_and_a_threshold_cuts_them(self):
        scores = [hit["_rankingScore"] for hit in self.ask("tea", showRankingScore=True)["hits"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertTrue(all(0 < score < 1 for score in scores))
        above = self.ask("tea", showRankingScore=True, rankingScoreThreshold=scores[1])
        self.assertEqual([hit["_rankingScore"] for hit in above["hits"]], scores[:2])
        self.assertEqual(above["estimatedTotalHits"], 2)

    def test_a_document_is_found_by_its_id(self):
        hit = self.ask(limit=1)["hits"][0]
        document = json.loads(self.server.get("/indexes/sou/documents/" + hit["id"])[2])
        self.assertEqual(document["title"], hit["title"])
        self.assertEqual(self.server.get("/indexes/sou/documents/none")[0], 404)


class Filters(Meili):
    def test_each_facets_count_is_what_its_filter_finds(self):
        distribution = self.ask(facets=["*"])["facetDistribution"]
        self.assertEqual(set(distribution), {"lang", "lang_tag", "tags", "categories", "section", "year"})
        looked = 0
        for attribute, values in distribution.items():
            for value, count in values.items():
                quoted = value.replace("\\", "\\\\").replace('"', '\\"')
                found = self.ask(filter=[[f'"{attribute}"="{quoted}"']], limit=0)["estimatedTotalHits"]
                self.assertEqual(found, count, f"{attribute} {value}")
                looked += 1
        self.assertGreater(looked, 50)

    def test_a_filter_and_its_opposite_are_everything(self):
        everything = self.ids()
        for filter in ["lang = zh", "lang != zh", "tags EXISTS", "tags IS EMPTY", "date IS NULL", "year >= 2020", "date < 2020",
                       "lang IN [zh, ja]", "year 2019 TO 2021", "authors EXISTS", "path STARTS WITH content/posts",
                       "section = posts OR lang = ko AND NOT tags EXISTS", "(lang = ja OR lang = ko) AND year != 2019"]:
            holds, fails = self.ids(filter=filter), self.ids(filter=f"NOT ({filter})")
            self.assertEqual(holds | fails, everything, filter)
            self.assertEqual(holds & fails, set(), filter)

    def test_arrays_are_all_of_any(self):
        zh, ja, posts = (self.ids(filter=f) for f in ("lang = zh", "lang = ja", "section = posts"))
        self.assertTrue(zh and ja and posts)
        self.assertEqual(self.ids(filter=[["lang = zh", "lang = ja"], "section = posts"]), (zh | ja) & posts)

    def test_a_date_is_seconds_or_text(self):
        by_text = self.ids(filter="date >= 2020-01-01 AND date < 2021")
        self.assertTrue(by_text)
        self.assertEqual(self.ids(filter='"date">=1577836800 AND "date"<1609459200'), by_text)

    def test_facet_values_are_searched(self):
        answer = self.post("/indexes/sou/facet-search", {"facetName": "tags", "facetQuery": "kub"})
        self.assertEqual([hit["value"] for hit in answer["facetHits"]], ["kubectl", "kubernetes"])
        self.assertEqual(answer["facetHits"][1]["count"], self.ask(filter="tags = kubernetes")["estimatedTotalHits"])

    def test_dates_have_their_range(self):
        stats = self.ask(facets=["date", "year"])["facetStats"]
        dates = [hit["date"] for hit in self.ask(limit=1000)["hits"] if hit["date"] is not None]
        self.assertEqual(stats["date"], {"min": min(dates), "max": max(dates)})
        self.assertLess(stats["year"]["min"], stats["year"]["max"])


class Hostile(Meili):
    def test_what_would_take_long_is_answered_at_once(self):
        for filter in [["id=a"] * 5000, [["id=" + str(i) for i in range(5000)]], " OR ".join(f"id={i}" for i in range(5000)),
                       "id IN [" + ",".join(map(str, range(9900))) + "]", [f"tags!={i}" for i in range(4000)]]:
            begin = time.monotonic()
            self.ask(filter=filter, limit=0)
            self.assertLess(time.monotonic() - begin, 20, "sanitizers are slow")

    def test_what_is_too_much_is_refused(self):
        for body in [{"filter": "(" * 30000}, {"filter": "NOT " * 15000}, {"filter": "id IN [" + "a," * 20000 + "]"},
                     {"filter": ["date>1"] * 5000}, {"queries": 1}, b"[" * 60000, b'{"a":' * 12000, b"\xff", b'{"limit":1e999}']:
            for path in ["/indexes/sou/search", "/multi-search"]:
                error = self.post(path, body, 400)
                self.assertEqual(set(error), {"message", "code", "type", "link"})
        self.assertEqual(self.post("/multi-search", {"queries": [{"indexUid": "sou"}] * 51}, 400)["code"],
                         "invalid_multi_search_queries")
        self.assertEqual(self.post("/multi-search", b" " * 70000, 413)["code"], "payload_too_large")

    def test_odd_queries_never_err(self):
        for line in (sou.DATA / "odd_queries.txt").read_text().splitlines():
            query = line.encode("utf8").decode("unicode_escape").encode("latin1").decode("utf8", "replace")
            self.ask(query, attributesToHighlight=["*"], attributesToCrop=["*:5"], showMatchesPosition=True)

    def test_writing_is_refused_with_the_way_to_do_it(self):
        for path in ["/indexes", "/indexes/sou/documents", "/keys"]:
            self.assertIn("sou-index", self.post(path, {}, 405)["message"])


class Setting(sou.Case):
    def test_the_index_has_the_name_that_it_is_given(self):
        self.index(self.site({"a.md": "# Tea\n"}))
        config = self.folder / "sou.yaml"
        config.write_text("serve:\n  index_uid: blog\n")
        server = sou.Server(self.folder / "index", "--config", config)
        self.addCleanup(server.stop)
        self.assertEqual(server.get("/indexes/blog/search", q="tea")[0], 200)
        status, _, text = server.get("/indexes/sou/search", q="tea")
        self.assertEqual(status, 404)
        self.assertIn("`blog`", json.loads(text)["message"])


if __name__ == "__main__":
    unittest.main()
