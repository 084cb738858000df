# SPDX-License-Identifier: GPL-3.0-or-later
"""sou-serve --demo, where every hit leads to a page, and what browsers read to search from their address bar."""

import html.parser
import json
import socket
import unittest
import urllib.parse
import xml.etree.ElementTree

import sou

NAMES = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


class Outline(html.parser.HTMLParser):
    """The text of the first h1 within main, all ids, all links, and what runs or is loaded."""

    def __init__(self, text):
        super().__init__()
        self.title, self.ids, self.links, self.loaded, self.within = None, [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        fields = dict(attributes)
        self.ids += [fields["id"]] if "id" in fields else []
        self.links += [fields["href"]] if tag == "a" else []
        if tag in ("script", "link", "img"):
            self.loaded.append(fields.get("src") or fields.get("href"))
        if "style" in fields or any(name.startswith("on") for name in fields):
            raise AssertionError(f"{tag} {fields}")
        if tag not in ("meta", "link", "img", "input"):
            self.within.append(tag)
        if self.within[-2:] == ["article", "h1"]:
            self.title = ""

    def handle_endtag(self, tag):
        if self.within.pop() != tag:
            raise AssertionError(f"</{tag}> ends something else")

    def handle_data(self, text):
        if self.within[-2:] == ["article", "h1"]:
            self.title += text


class Demo(sou.Case):
    def setUp(self):
        super().setUp()
        self.index(sou.DATA / "site")
        self.server = sou.Server(self.folder / "index", "--demo")
        self.addCleanup(self.server.stop)

    def page(self, url):
        status, headers, text = self.server.request(url)
        self.assertEqual(status, 200, f"{url}: {text[:200]}")
        self.assertIn("text/html", headers["Content-Type"])
        self.assertNotIn("unsafe", headers["Content-Security-Policy"])
        return Outline(text)

    def test_every_hit_leads_to_its_page(self):
        found = self.server.search("", limit=100)
        self.assertEqual(len(found["hits"]), found["total"])
        for hit in found["hits"]:
            page = self.page(hit["url"])
            if hit["url"] == "/":
                continue  # the demo has its own
            self.assertEqual(page.title, sou.joined(hit["title"]), hit["url"])
            self.assertEqual(len(page.ids), len(set(page.ids)), hit["url"])

    def test_every_section_leads_to_its_heading(self):
        sections = 0
        for query in ["kubernetes", "云原生", "サービス", "service mesh", "升级", "쿠버네티스"]:
            for hit in self.server.search(query, limit=20)["hits"]:
                for section in hit["sections"]:
                    url, _, anchor = section["url"].partition("#")
                    if anchor:
                        self.assertIn(urllib.parse.unquote(anchor), self.page(url).ids, section["url"])
                        sections += 1
        self.assertGreater(sections, 10)

    def test_the_home_page_leads_to_pages_and_to_the_search(self):
        home = self.page("/")
        self.assertIn("/search", home.links)
        self.assertGreater(len(home.links), 30)
        for link in home.links:
            self.page(link)
        for file in home.loaded:
            if file != "/sou.js":
                self.assertEqual(self.server.request(file)[0], 200, file)

    def test_hits_of_the_search_page_lead_here(self):
        config = self.folder / "sou.yaml"
        config.write_text("serve:\n  site_url: https://blog.example\n  site_title: 湖边\n  page: false\n")
        server = sou.Server(self.folder / "index", "--demo", "--config", config)
        self.addCleanup(server.stop)
        text = server.get("/search", q="云原生")[2]
        self.assertIn(f'href="{server.search("云原生")["hits"][0]["url"]}"', text)
        self.assertNotIn("blog.example", text)
        self.assertIn("湖边", server.get("/")[2])

    def test_other_addresses_are_404_and_one_route(self):
        for path in ("/none/", "/%3Cscript%3E", "/posts/%00", "/..%2F..%2Fetc%2Fpasswd", "/%FF", "//evil.example/", "/content/posts"):
            status, headers, text = self.server.request(path)
            self.assertEqual(status, 404, path)
            self.assertEqual(json.loads(text)["error"]["code"], "not_found")
        url = self.server.search("")["hits"][0]["url"]
        status, headers, text = self.server.request(url, method="HEAD")
        self.assertEqual((status, text), (200, ""))
        self.assertEqual(self.server.request(url, method="POST", body=b"")[0], 405)
        metrics = self.server.get("/metrics")[2]
        self.assertIn('route="{page}"', metrics)
        self.assertNotIn("evil", metrics)

    def test_markup_in_a_page_is_text(self):
        hostile = '"><script>alert(1)</script>'
        self.index(self.site({"a.md": f"---\ntitle: '{hostile}'\ntags: ['{hostile}']\n---\n\nText `{hostile}`\n\n"
                                      f"## Head `{hostile}`\n\n```\n</code></pre>{hostile}\n```\n"}), "other")
        server = sou.Server(self.folder / "other", "--demo")
        self.addCleanup(server.stop)
        hit = server.search("")["hits"][0]
        text = server.request(hit["url"])[2]
        outline = Outline(text)
        self.assertEqual(outline.title, hostile)
        self.assertEqual(text.count("<script"), 1)
        self.assertEqual(Outline(server.get("/")[2]).loaded, outline.loaded)

    def test_without_it_the_pages_are_not_there(self):
        server = sou.Server(self.folder / "index")
        self.addCleanup(server.stop)
        self.assertEqual(server.request(self.server.search("")["hits"][0]["url"])[0], 404)
        self.assertEqual(server.get("/demo.css")[0], 404)
        self.assertIn("<form", server.get("/")[2])


class AddressBar(sou.Case):
    def setUp(self):
        super().setUp()
        self.index(sou.DATA / "site")

    def serve(self, *lines):
        config = self.folder / "sou.yaml"
        config.write_text("serve:\n  site_title: 湖边的茶馆 & more than sixteen\n" + "".join(f"  {line}\n" for line in lines))
        server = sou.Server(self.folder / "index", "--config", config)
        self.addCleanup(server.stop)
        return server

    def describe(self, server, headers={}):
        status, fields, text = server.request("/opensearch.xml", headers)
        self.assertEqual(status, 200, text)
        self.assertEqual(fields["Content-Type"], "application/opensearchdescription+xml; charset=utf-8")
        root = xml.etree.ElementTree.fromstring(text.encode("utf8"))
        self.assertEqual(root.tag, "{%s}OpenSearchDescription" % NAMES["o"])
        return root

    def templates(self, root):
        return {url.get("rel"): (url.get("type"), url.get("template")) for url in root.findall("o:Url", NAMES)}

    def test_a_browser_learns_to_search(self):
        server = self.serve("site_url: https://blog.example")
        page = server.get("/search", q="x")[2]
        self.assertIn('<link rel="search" type="application/opensearchdescription+xml" '
                      'title="湖边的茶馆 &amp; more than sixteen" href="opensearch.xml">', page)
        root = self.describe(server)
        self.assertEqual(root.findtext("o:ShortName", None, NAMES), "湖边的茶馆 & more tha")
        image = root.find("o:Image", NAMES)
        self.assertTrue(image.text.startswith(server.address + "/"))
        status, headers, _ = server.request(image.text.removeprefix(server.address))
        self.assertEqual((status, headers["Content-Type"]), (200, image.get("type")))
        for rel, typed in [("results", "云原生"), ("suggestions", "kube"), ("self", "")]:
            kind, template = self.templates(root)[rel]
            url = template.replace("{searchTerms}", urllib.parse.quote(typed))
            self.assertTrue(url.startswith(server.address + "/"), url)
            status, headers, text = server.request(url.removeprefix(server.address))
            self.assertEqual((status, headers["Content-Type"].split(";")[0]), (200, kind), rel)
            if rel == "suggestions":
                self.check_suggestions(server, typed, json.loads(text))

    def check_suggestions(self, server, typed, answer):
        suggested = json.loads(server.get("/api/suggest", q=typed)[2])["suggestions"]
        self.assertGreater(len(suggested), 2)
        self.assertEqual(answer[:2], [typed, [sou.joined(row["text"]) for row in suggested]])
        self.assertEqual(answer[2], [""] * len(suggested))
        for text, row, url in zip(answer[1], suggested, answer[3], strict=True):
            search = server.address + "/search?q=" + urllib.parse.quote(text, safe="")
            self.assertEqual(url, "https://blog.example" + row["url"] if row["url"] else search)

    def test_the_address_is_the_settings_or_the_askers(self):
        asked = {"Host": "search.example:8080", "X-Forwarded-Proto": "https"}
        result = lambda server: self.templates(self.describe(server, asked))["results"][1]  # noqa: E731
        self.assertEqual(result(self.serve()), "http://search.example:8080/search?q={searchTerms}")
        self.assertEqual(result(self.serve("trusted_proxies: [127.0.0.1]")), "https://search.example:8080/search?q={searchTerms}")
        self.assertEqual(result(self.serve("public_url: https://a.example/find/")), "https://a.example/find/search?q={searchTerms}")
        config = self.folder / "sou.yaml"
        config.write_text("serve.public_url: a.example\n")
        done = sou.run("sou-serve", "--config", config, "--check-config")
        self.assertEqual(done.returncode, 2)
        self.assertIn("serve.public_url", done.stderr)

    def raw(self, server, request):
        host, port = server.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=sou.DEADLINE) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
        return int(head.split(b" ")[1]), head, body

    def test_odd_hosts_are_refused(self):
        server, sure = self.serve(), self.serve("public_url: https://a.example")
        heads = [b'HTTP/1.1\r\nHost: evil"><x', b"HTTP/1.1\r\nHost: evil%22%3E%3Cx", b"HTTP/1.1\r\nHost: a%0d%0aSet-Cookie: b", b"HTTP/1.1\r\nHost:",
                 b"HTTP/1.1\r\nHost: evil/x?", b"HTTP/1.1\r\nHost: u@evil", b"HTTP/1.1\r\nHost: \xff", b"HTTP/1.0"]
        for path in (b"/opensearch.xml", b"/opensearch/suggest?q=yun"):
            for head in heads:
                request = b"GET " + path + b" " + head + b"\r\n\r\n"
                status, fields, body = self.raw(server, request)
                self.assertEqual(status, 400, request)
                self.assertNotIn(b"Set-Cookie", fields)
                self.assertIn("public_url", json.loads(body)["error"]["message"])
                self.assertNotIn(b"evil", body)
                status, _, body = self.raw(sure, request)
                self.assertEqual(status, 200, request)
                self.assertNotIn(b"evil", body)


if __name__ == "__main__":
    unittest.main()
