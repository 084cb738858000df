# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/openapi.json: that it is OpenAPI 3.1, says what docs/API.md says, and is what a running sou-serve answers.

By hand: SOU_BIN=build/debug/bin SOU_TEST_DATA=tests/data python3 tests/openapi/openapi_test.py
"""

import concurrent.futures
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import unittest
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "e2e"), str(HERE.parent / "npm")]

import installed  # noqa: E402
import sou  # noqa: E402

ROOT = HERE.parent.parent
TEXT = (ROOT / "docs/openapi.json").read_text(encoding="utf8")
API = json.loads(TEXT)
MARKDOWN = (ROOT / "docs/API.md").read_text(encoding="utf8")
OPERATIONS = [(path, method, operation) for path, methods in API["paths"].items() for method, operation in methods.items()]


def wrong(checks, document=API):
    """What is wrong with values: a list of sentences. Each check is (what, pointer to its schema, value)."""
    rows = [{"what": what, "schema": schema, "value": value} for what, schema, value in checks]
    done = subprocess.run(["node", HERE / "schemas.mjs"], input=json.dumps({"document": document, "checks": rows}), text=True,
                          capture_output=True, timeout=120, env=dict(os.environ, SOU_NPM=str(installed.installed())))
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)


def pointer(*steps):
    return "#/" + "/".join(urllib.parse.quote(str(step).replace("~", "~0").replace("/", "~1"), safe="~") for step in steps)


def look_up(reference):
    value = API
    for step in reference.removeprefix("#/").split("/"):
        value = value[step]
    return value


def parameters_of(operation):
    return [look_up(row["$ref"]) if "$ref" in row else row for row in operation.get("parameters", [])]


def response_of(path, method, status):
    row = API["paths"][path][method]["responses"][str(status)]
    if "$ref" in row:
        return look_up(row["$ref"]), tuple(row["$ref"].removeprefix("#/").split("/"))
    return row, ("paths", path, method, "responses", str(status))


def walk(value, place=()):
    yield place, value
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in rows:
        yield from walk(inner, (*place, key))


class File(unittest.TestCase):
    """The file by itself."""

    def test_is_openapi_3_1(self):
        specification = json.loads((HERE / "openapi.schema.json").read_text(encoding="utf8"))
        self.assertEqual(wrong([("docs/openapi.json", "#", API)], specification), [])

    def test_the_specification_bites(self):
        specification = json.loads((HERE / "openapi.schema.json").read_text(encoding="utf8"))
        spoils = [lambda api: api["paths"]["/api/search"]["get"].pop("operationId"), lambda api: api["paths"].update(nothing={}),
                  lambda api: api["components"]["parameters"]["Query"].pop("description"),
                  lambda api: api["components"]["parameters"]["Uid"].update(required=False),
                  lambda api: api["components"]["schemas"]["Hit"].update(type="objekt"),
                  lambda api: api["components"]["responses"]["BadRequest"].pop("description"),
                  lambda api: api["paths"]["/healthz"]["get"]["responses"].pop("200")]
        for number, spoil in enumerate(spoils):
            api = json.loads(TEXT)
            spoil(api)
            self.assertNotEqual(wrong([("spoilt", "#", api)], specification), [], number)

    def test_every_reference_leads_somewhere_and_all_that_is_shared_is_used(self):
        used = {value["$ref"] for _, value in walk(API) if isinstance(value, dict) and isinstance(value.get("$ref"), str)}
        for reference in used:
            self.assertTrue(look_up(reference), reference)
        shared = {f"#/components/{kind}/{name}" for kind, rows in API["components"].items() if kind != "securitySchemes"
                  for name in rows}
        self.assertEqual(shared, used)

    def test_ids_tags_and_security(self):
        ids = [operation["operationId"] for _, _, operation in OPERATIONS]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual({operation["tags"][0] for _, _, operation in OPERATIONS}, {tag["name"] for tag in API["tags"]})
        for rows in [API["security"], *(operation.get("security", []) for _, _, operation in OPERATIONS)]:
            for row in rows:
                self.assertLessEqual(set(row), set(API["components"]["securitySchemes"]))

    def test_parameters_of_the_path_are_those_in_it_and_no_name_comes_twice(self):
        for path, method, operation in OPERATIONS:
            named = [(row["in"], row["name"]) for row in parameters_of(operation)]
            self.assertEqual(len(named), len(set(named)), (path, method))
            self.assertEqual({name for place, name in named if place == "path"}, set(re.findall(r"\{(\w+)\}", path)), path)

    def test_every_schema_is_one_and_every_example_fits(self):
        checks = []
        for place, value in walk(API):
            if isinstance(value, dict) and "schema" in value and "example" in value:
                checks.append(("the example of " + "/".join(map(str, place)), pointer(*place, "schema"), value["example"]))
        self.assertGreater(len(checks), 40)
        schemas = [(name, pointer("components", "schemas", name), None) for name in API["components"]["schemas"]]
        self.assertEqual([row for row in wrong(checks) + wrong(schemas) if "is none" in row or "example" in row], [])

    def test_answers_are_strict(self):
        """A new field of an answer must be written down: objects of named fields take no others."""
        for place, value in walk(API["components"]["schemas"]):
            if isinstance(value, dict) and isinstance(value.get("properties"), dict) and "type" in value:
                self.assertIs(value.get("additionalProperties"), False, place)

    def test_every_error_code_of_the_program_is_in_it(self):
        codes = {}
        for name, response in API["components"]["responses"].items():
            if name.startswith("Meili") or "application/json" not in response.get("content", {}):
                continue
            schema = response["content"]["application/json"]["schema"]
            if "allOf" in schema:
                for code in schema["allOf"][1]["properties"]["error"]["properties"]["code"]["enum"]:
                    codes.setdefault(code, set()).update(
                        status for _, _, operation in OPERATIONS for status, row in operation["responses"].items()
                        if row.get("$ref") == f"#/components/responses/{name}")
        written = set()
        for file in [*(ROOT / "web/server").glob("*.cc"), *(ROOT / "web/api").glob("*.cc")]:
            source = file.read_text(encoding="utf8")
            written |= set(re.findall(r'(?:ErrorResponse|Broken)\(\s*(\d{3}),\s*"(\w+)"', source))
        self.assertGreater(len(written), 12)
        for status, code in written:
            self.assertIn(status, codes.get(code, ()), code)
        self.assertEqual(set(codes) - {code for _, code in written}, {"bad_request"} - {code for _, code in written})


class Document(unittest.TestCase):
    """docs/API.md says the same."""

    @staticmethod
    def rows(title, header):
        """Names and the other columns of the table below a title whose head begins so; a row may name several."""
        section = re.split(r"^#+ ", MARKDOWN.split(f"# {title}\n", 1)[1], maxsplit=1, flags=re.M)[0]
        table = section.split(f"| {header} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
        found = {}
        for line in table:
            first, *rest = [cell.strip() for cell in line.strip("|").split(" | ")]
            for name in re.findall(r"`(\w+)`", first):
                found[name] = rest
        return found

    def test_parameters(self):
        for title, path in [("The search API", "/api/search"), ("Suggestions", "/api/suggest"), ("Related pages", "/api/related")]:
            rows = self.rows(title, "parameter")
            schemas = {row["name"]: row["schema"] for row in parameters_of(API["paths"][path]["get"]) if row["in"] == "query"}
            self.assertEqual(set(rows), set(schemas), path)
            for name, schema in schemas.items():
                default = rows[name][-1].strip("`| ")
                if default and default != "any":
                    self.assertEqual(default, str(schema.get("default")), name)

    def test_fields(self):
        cases = [(self.rows("The response", "field"), ["SearchResponse"]),
                 (self.rows("Suggestions", "field"), ["SuggestResponse", "Suggestion"])]
        hit = MARKDOWN.split("A hit:\n", 1)[1]
        names = re.findall(r"`(\w+)`", " ".join(line.split(" | ")[0] for line in hit.split("\n\n")[0].splitlines()))
        cases.append((dict.fromkeys(names), ["Hit"]))
        for rows, schemas in cases:
            written = {name for schema in schemas for name in API["components"]["schemas"][schema]["properties"]}
            self.assertEqual(set(rows) - {"explanation"}, written, schemas)  # the explanation is the command line's

    def test_parts(self):
        for name in API["components"]["schemas"]["Part"]["properties"]:
            self.assertRegex(MARKDOWN, rf'[`"]{name}"', name)

    def test_errors(self):
        rows = self.rows("Errors", "status")
        section = MARKDOWN.split("# Errors\n", 1)[1]
        table = dict(re.findall(r"^\| (\d{3}) \| (.*?) \|", section, re.M))
        codes = {}
        for _, _, operation in OPERATIONS:
            for status, row in operation["responses"].items():
                name = row.get("$ref", "").rpartition("/")[2]
                content = API["components"]["responses"].get(name, {}).get("content", {})
                schema = content.get("application/json", {}).get("schema", {})
                if "allOf" in schema and not name.startswith("Meili"):
                    codes.setdefault(status, set()).update(schema["allOf"][1]["properties"]["error"]["properties"]["code"]["enum"])
        self.assertEqual({status: set(re.findall(r"`(\w+)`", cell)) for status, cell in table.items()}, codes)
        self.assertEqual(rows, {})  # no name stands in the first column


# Targets of GET, and the status that they have on the sample site.
SEARCHES = [("q=云原生", 200), ("", 200), ("q=", 200), ("q=kubernetes&limit=3&offset=2", 200), ("q=zzzqqqxxx", 200), ("q=kubernets", 200),
            ("q=云原生&facets=tags,categories,lang,lang_tag,section,year", 200), ("q=kube&typing=1", 200), ("q=云&sort=date", 200),
            ("q=istio&lang=zh&tag=istio&tag=Kubernetes&category=云原生&section=posts&after=2017&before=2020-08", 200),
            ("q=%22unfinished%20(&bogus=1", 200), ("q=%FF%FE", 200), ("limit=0", 200), ("limit=101", 400), ("offset=9999&limit=10", 400),
            ("sort=up", 400), ("after=yesterday", 400), ("q=a&q=b", 400), ("facets=colour", 400), ("typing=2", 400)]
TARGETS = ([("/api/search", "/api/search?" + query, status) for query, status in SEARCHES]
           + [(path, path + "?" + query, status) for path in ("/", "/search") for query, status in SEARCHES]
           + [(path, path, 200) for path in ("/sou.css", "/sou.js", "/sou.svg", "/openapi.json", "/healthz", "/readyz", "/metrics", "/api/suggest",
                                         "/opensearch.xml", "/opensearch/suggest")]
           + [("/", "/?ui=ja&q=云", 200), ("/sou.css", "/sou.css?v=0", 200), ("/api/suggest", "/api/suggest?q=yun", 200),
              ("/api/suggest", "/api/suggest?q=k&limit=2&lang=zh", 200), ("/api/suggest", "/api/suggest?limit=x", 400),
              ("/opensearch/suggest", "/opensearch/suggest?q=yun", 200), ("/opensearch/suggest", "/opensearch/suggest?limit=x", 400),
              ("/api/related", "/api/related?url=/none/", 404), ("/api/related", "/api/related", 400),
              ("/api/related", "/api/related?path=a&url=b", 400)])


class Asked(sou.Case):
    """A running sou-serve, whose answers are held against the file."""

    maxDiff = None

    def setUp(self):
        super().setUp()
        self.index(sou.DATA / "site")
        self.checks = []

    def serve(self, **settings):
        config = self.folder / "sou.yaml"
        config.write_text("".join(f"serve.{key}: {json.dumps(value)}\n" for key, value in settings.items()))
        server = sou.Server(self.folder / "index", "--config", config)
        self.addCleanup(server.stop)
        return server

    def ask(self, server, path, target, status, method="get", headers={}, body=None):
        """Asks, holds status, headers and type against the file, and remembers to hold the body against its schema.

        A method that the path has not is held against what one that it has says of the status.
        """
        what = f"{method} {target}"
        got, fields, text = server.request(urllib.parse.quote(target, safe="/?&=%,:"), headers, method.upper(), body)
        self.assertEqual(got, status, f"{what}: {text[:300]}")
        documented = method if method in API["paths"][path] else next(iter(API["paths"][path]))
        self.assertIn(str(status), API["paths"][path][documented]["responses"], f"{what}: the status is not in the file")
        response, place = response_of(path, documented, status)
        for name in response.get("headers", {}):
            self.assertIn(name, fields, f"{what}, {status}: the header is missing")
        if "content" not in response:
            self.assertEqual(text, "", what)
            return None
        kind = fields["Content-Type"].split(";")[0]
        self.assertIn(kind, response["content"], what)
        value = json.loads(text) if kind.endswith("json") else text
        self.checks.append((f"{what}, {status}", pointer(*place, "content", kind, "schema"), value))
        return value

    def check(self):
        self.assertNotEqual(self.checks, [])
        self.assertEqual(wrong(self.checks), [])


class Live(Asked):
    """What a running sou-serve answers."""

    def test_all_that_the_file_has_is_served(self):
        server = self.serve()
        for path, method, _ in OPERATIONS:
            with self.subTest(path=path, method=method):
                _, headers, _ = server.request(path.replace("{uid}", "sou"), method="OPTIONS")
                self.assertIn(method.upper(), (headers["Allow"] or "").split(", "))

    def test_it_serves_the_file(self):
        self.assertEqual(json.loads(self.serve().get("/openapi.json")[2]), API)

    def test_answers_of_sou_and_of_the_page(self):
        server = self.serve()
        for path, target, status in TARGETS:
            self.ask(server, path, target, status)
        hit = self.ask(server, "/api/search", "/api/search?q=云原生", 200)["hits"][0]
        self.assertNotEqual(self.ask(server, "/api/related", f"/api/related?url={hit['url']}&limit=2&lang=zh", 200)["hits"], [])
        self.ask(server, "/api/related", f"/api/related?path={hit['path']}", 200)
        self.check()

    def test_what_has_not_changed(self):
        server = self.serve()
        for path, target in [("/api/search", "/api/search?q=云"), ("/api/suggest", "/api/suggest?q=k"), ("/", "/?q=云"), ("/sou.css", "/sou.css"),
                             ("/openapi.json", "/openapi.json"), ("/opensearch.xml", "/opensearch.xml"),
                             ("/opensearch/suggest", "/opensearch/suggest?q=k")]:
            tag = server.request(urllib.parse.quote(target, safe="/?&="))[1]["ETag"]
            self.ask(server, path, target, 304, headers={"If-None-Match": tag})

    def test_refusals(self):
        server = self.serve(max_url_bytes=1000, max_header_bytes=4000, max_body_bytes=100)
        for path in ("/opensearch.xml", "/opensearch/suggest"):
            self.ask(server, path, path, 400, headers={"Host": 'evil"><x'})
        for path in ("/api/search", "/api/suggest", "/opensearch.xml", "/opensearch/suggest", "/healthz", "/"):
            self.ask(server, path, path, 405, method="delete")
            self.ask(server, path, path, 405, method="post", body=b"{}", headers={"Content-Type": "application/json"})
            self.ask(server, path, path + "?q=" + "a" * 1000, 414)
            self.ask(server, path, path, 431, headers={"X-Long": "a" * 5000})
            self.ask(server, path, path, 413, body=b"a" * 101)
            self.ask(server, path, path, 415, body=b"a", headers={"Content-Encoding": "gzip"})
            self.ask(server, path, path, 501, method="brew")
        for request, status in [(b"GET /api/search HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
                                (b"GET /api/search HTTP/9.9\r\nHost: a\r\n\r\n", 505), (b"GET /api/search\r\n\r\n", 400)]:
            self.raw(server, request, status)
        self.check()

    def raw(self, server, request, status):
        host, port = server.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=sou.DEADLINE) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
        head, _, body = answer.partition("\r\n\r\n")
        self.assertEqual(head.split(" ")[1], str(status), request)
        _, place = response_of("/api/search", "get", status)
        self.checks.append((f"{request}, {status}", pointer(*place, "content", "application/json", "schema"), json.loads(body)))

    def test_keys(self):
        server = self.serve(api_keys=["docs: 0123456789abcdef"])
        for path in ("/api/search", "/api/suggest", "/api/related"):
            self.ask(server, path, path, 401)
            self.ask(server, path, path, 403, headers={"Authorization": "Bearer 0123456789abcdeX"})
        self.ask(server, "/api/search", "/api/search?q=云", 200, headers={"Authorization": "Bearer 0123456789abcdef"})
        self.ask(server, "/", "/?q=云", 200)
        self.check()

    def test_rates(self):
        server = self.serve(rate_per_second=1, rate_burst=1)
        server.get("/api/search")
        self.ask(server, "/api/search", "/api/search", 429)
        self.ask(server, "/", "/", 429)
        self.ask(server, "/healthz", "/healthz", 200)
        self.check()

    def test_too_many_searches(self):
        server = self.serve(parallel_searches=1, max_wait_ms=1, cache_bytes=0)
        refused = []

        def search(number):
            status, headers, text = server.get("/api/search", q=f"kubernetes 云原生 istio {number}")
            if status == 503:
                refused.append((headers, json.loads(text)))

        def once_refused():
            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                list(pool.map(search, range(32)))
            return refused

        sou.wait_until(once_refused, "a search that had to wait too long")
        response, place = response_of("/api/search", "get", 503)
        headers, value = refused[0]
        for name in response["headers"]:
            self.assertIn(name, headers)
        self.checks.append(("too many searches, 503", pointer(*place, "content", "application/json", "schema"), value))
        self.check()


MEILI_SEARCHES = [
    {}, {"q": "云原生"}, {"q": None, "limit": 3}, {"q": "云", "hitsPerPage": 2, "page": 2}, {"hitsPerPage": 0},
    {"q": "kubernetes", "attributesToHighlight": ["*"], "attributesToCrop": ["content:5"]},
    {"q": "istio", "facets": ["*"], "filter": "lang = zh"},
    {"q": "istio", "facets": ["tags", "year"], "filter": [["tags = istio"], "year > 2015"], "sort": ["date:desc"]},
    {"q": "云原生", "showMatchesPosition": True, "showRankingScore": True, "matchingStrategy": "all",
     "attributesToRetrieve": ["id", "title"], "attributesToHighlight": ["title"], "highlightPreTag": "__ais-highlight__",
     "highlightPostTag": "__/ais-highlight__"}]


class Meilisearch(Asked):
    """The routes of Meilisearch."""

    def post(self, server, path, body, status=200, uid="sou", headers={}):
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **headers}
        return self.ask(server, path, path.replace("{uid}", uid), status, "post", headers, text)

    def test_answers(self):
        server = self.serve()
        search, facets = "/indexes/{uid}/search", "/indexes/{uid}/facet-search"
        for body in MEILI_SEARCHES:
            self.post(server, search, body)
            in_url = {key: ",".join(value) if isinstance(value, list) else json.dumps(value) if isinstance(value, bool) else value
                      for key, value in body.items() if value is not None and key != "filter"}
            self.ask(server, search, "/indexes/sou/search?" + urllib.parse.urlencode(in_url), 200)
        self.post(server, "/multi-search", {"queries": [{"indexUid": "sou", "q": "云", "limit": 1},
                                                        {"indexUid": "sou", "facets": ["tags"], "limit": 0}]})
        self.post(server, facets, {"facetName": "tags", "facetQuery": "is"})
        self.post(server, facets, {"facetName": "lang"})
        one = self.post(server, search, {"limit": 1})["hits"][0]
        document = "/indexes/{uid}/documents/{id}"
        self.assertEqual(self.ask(server, document, "/indexes/sou/documents/" + one["id"], 200)["title"], one["title"])
        self.ask(server, document, "/indexes/sou/documents/none", 404)
        for path in ("/health", "/version", "/indexes", "/indexes/{uid}", "/indexes/{uid}/stats", "/stats"):
            self.ask(server, path, path.replace("{uid}", "sou"), 200)
        self.check()

    def test_errors(self):
        server = self.serve(max_body_bytes=2000)
        search = "/indexes/{uid}/search"
        self.post(server, search, b"{", 400)
        self.post(server, search, {"limit": "x"}, 400)
        self.post(server, search, {"unknown": 1}, 400)
        self.post(server, search, {"filter": "tags ="}, 400)
        self.post(server, search, {}, 404, uid="other")
        self.ask(server, "/indexes/{uid}", "/indexes/other", 404)
        self.post(server, search, b"[" * 3000, 413)
        self.post(server, search, {}, 415, headers={"Content-Encoding": "gzip"})
        self.post(server, search, {}, 415, headers={"Content-Type": "text/plain"})
        self.post(server, "/multi-search", {"queries": [{"indexUid": "sou", "limit": -1}]}, 400)
        self.post(server, "/indexes/{uid}/facet-search", {"facetName": "colour"}, 400)
        self.ask(server, "/stats", "/stats", 405, "delete")
        self.check()

    def test_keys(self):
        server = self.serve(api_keys=["docs: 0123456789abcdef"])
        self.post(server, "/multi-search", {"queries": []}, 401)
        self.post(server, "/multi-search", {"queries": []}, 403, headers={"Authorization": "Bearer 0123456789abcdeX"})
        self.post(server, "/multi-search", {"queries": []}, headers={"Authorization": "Bearer 0123456789abcdef"})
        self.check()


if __name__ == "__main__":
    unittest.main()
