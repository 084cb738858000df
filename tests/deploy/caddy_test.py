# SPDX-License-Identifier: GPL-3.0-or-later
"""web/deploy/Caddyfile in the real Caddy before the real sou-serve."""

import gzip
import ssl
import time
import unittest
import urllib.request

import proxies
import raw_http
from nginx_test import Case, without_time
from proxies import sou


class CaddyCase(Case):
    def start_proxy(self, **options):
        return proxies.Caddy(self.folder / "caddy", proxies.upstream_of(self.recorder), **options)


class Caddy(CaddyCase):
    def test_is_content_with_the_configuration(self):
        code, said = self.proxy.check()
        self.assertEqual(code, 0, said)

    def test_answers_as_sou_does(self):
        for target in ["/", "/?q=%E4%BA%91%E5%8E%9F%E7%94%9F&lang=zh", "/api/search?q=kubernetes&facets=tags,lang", "/api/search?limit=many",
                       "/api/suggest?q=yun", "/api/related?path=none", "/sou.css", "/healthz", "/nothing", "/api/search?q=%ff%00%22"]:
            through, direct = self.ask(target), self.ask_directly(target)
            self.assertEqual(through.status, direct.status, target)
            self.assertEqual(without_time(through.body), without_time(direct.body), target)
            for name in ("content-type", "etag", "cache-control", "content-security-policy", "x-content-type-options"):
                self.assertEqual(through.header(name), direct.header(name), (target, name))

    def test_compresses_for_who_asks(self):
        for target in ["/api/search?q=kubernetes", "/?q=kubernetes", "/sou.css"]:
            plain, packed = self.ask(target), self.ask(target, headers={"Accept-Encoding": "gzip"})
            self.assertEqual(packed.header("Content-Encoding"), "gzip", target)
            self.assertIn("Accept-Encoding", packed.header("Vary"), target)
            self.assertEqual(without_time(gzip.decompress(packed.body)), without_time(plain.body), target)
            self.assertEqual(plain.header("Content-Encoding"), "")

    def test_an_unchanged_answer_is_not_sent_again(self):
        for target in ["/api/search?q=kubernetes", "/", "/sou.css"]:
            tag = self.ask(target).header("ETag")
            again = self.ask(target, headers={"If-None-Match": tag})
            self.assertEqual((again.status, again.body), (304, b""), target)

    def test_while_sou_is_away_it_says_so(self):
        self.server.stop()
        self.assert_json_error(self.ask("/api/search?q=x"), 502)

    def test_a_restart_of_sou_costs_no_request(self):
        self.assertEqual(self.ask("/api/search?q=one").status, 200)
        port = self.server.address.rpartition(":")[2]
        self.server.stop()
        self.server = sou.Server(self.folder / "index", listen=f"127.0.0.1:{port}")
        self.addCleanup(self.server.stop)
        for i in range(5):
            self.assertEqual(self.ask(f"/api/search?q=two{i}").status, 200)


class Requests(CaddyCase):
    """What arrives at sou-serve."""

    def test_a_body_is_passed_on_when_it_is_whole(self):
        with raw_http.Connection(self.proxy.address) as connection:
            connection.send(b"POST /slow-body HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n\r\nab")
            time.sleep(0.5)
            self.assertEqual(self.recorder.requests("/slow-body"), [])
            connection.send(b"cd")
            connection.read("POST")
        self.assertEqual(self.recorder.requests("/slow-body")[0].body, b"abcd")

    def test_chunks_are_refused_in_plain_words(self):
        # This Caddy cannot give them a length, and sou-serve takes no body without.
        for chunks in (10, 1000):
            with raw_http.Connection(self.proxy.address) as connection:
                connection.send(b"POST /api/search?q=chunks HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n" +
                                raw_http.chunked(b"x" * 1000 * chunks))
                self.assert_json_error(connection.read("POST"), 411)

    def test_addresses_that_a_client_writes_are_lost(self):
        self.ask("/api/search?q=headers", headers={"X-Forwarded-For": "6.6.6.6", "X-Real-IP": "6.6.6.6", "Forwarded": "for=6.6.6.6",
                                                  "Cookie": "a=b"})
        [seen] = self.recorder.requests("q=headers")
        self.assertEqual(seen.headers["x-forwarded-for"], ["127.0.0.1"])
        self.assertNotIn("6.6.6.6", str(seen))
        self.assertEqual({"cookie", "accept-encoding", "connection"} & set(seen.headers), set())


class Limits(CaddyCase):
    def test_what_is_too_large_is_refused_before_sou(self):
        for size in (65_537, 99_999, 100_000, 1_000_000):
            self.assert_json_error(self.ask("/api/search", method="POST", body=b"x" * size), 413)
        self.assertLessEqual(sum(len(seen.body) for seen in self.recorder.requests()), 200_000)
        self.recorder.clear()
        headers = self.ask("/", headers={f"X-{i}": "a" * 1000 for i in range(100)})
        self.assertEqual(headers.status, 431)
        self.assertEqual(self.recorder.requests(), [])

    def test_other_methods_are_refused(self):
        for method in ["PUT", "DELETE", "PATCH", "PROPFIND", "TRACE", "get"]:
            self.assert_json_error(self.ask("/api/search?q=method", method=method), 405)
        self.assertEqual(self.recorder.requests(), [])
        self.assertEqual(self.ask("/api/search?q=method", method="HEAD").status, 200)

    def test_slow_clients_are_let_go(self):
        cases = [("half a head", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n", 8),
                 ("half a body", b"POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\na", 14)]
        for name, sent, seconds in cases:
            with self.subTest(name), raw_http.Connection(self.proxy.address) as connection:
                connection.send(sent)
                self.assertIsNotNone(connection.wait_for_end(seconds))
        self.assertEqual(self.recorder.requests(), [])

    def test_what_is_for_monitoring_is_denied_from_outside(self):
        for target in ["/metrics", "/metrics?x", "/%6detrics", "//metrics", "/x/../metrics", "/./metrics", "/metr%69cs?a=b", "/readyz",
                       "/re%61dyz", "/a/%2e%2e/readyz", "/METRICS", self.proxy.address + "/metrics"]:
            answer = self.ask(target, source="127.0.0.2")
            self.assertIn(answer.status, (403, 404), target)
            if answer.status == 403:
                self.assert_json_error(answer, 403)
        self.assertEqual([seen for seen in self.recorder.requests() if "metrics" in seen.line.lower() or "readyz" in seen.line], [])
        self.assertEqual(self.ask("/readyz").status, 200)


class Tls(CaddyCase):
    def settings(self):
        file = self.folder / "sou.yaml"
        file.write_text("serve:\n  trusted_proxies: [\"127.0.0.1\"]\n")
        return file

    def start_proxy(self):
        return super().start_proxy(tls=True)

    def test_https_answers_and_http_leads_there(self):
        answer = raw_http.Connection(self.proxy.address)
        answer.send(b"GET /a?b HTTP/1.1\r\nHost: search.example.org\r\nConnection: close\r\n\r\n")
        moved = answer.read()
        answer.close()
        self.assertEqual((moved.status, moved.header("Location")), (308, "https://search.example.org/a?b"))
        context = ssl.create_default_context(cafile=self.proxy.folder / "certificate.pem")
        context.check_hostname = False
        connection = context.wrap_socket(raw_http.Connection(self.proxy.address.replace(str(self.proxy.port), str(self.proxy.tls_port))).socket,
                                         server_hostname="search.example.org")
        connection.sendall(b"GET /opensearch.xml HTTP/1.1\r\nHost: search.example.org\r\nConnection: close\r\n\r\n")
        text = b""
        while more := connection.recv(65536):
            text += more
        connection.close()
        self.assertIn(b"200 OK", text)
        self.assertIn(b'template="https://search.example.org/search?q={searchTerms}"', text)


if __name__ == "__main__":
    unittest.main()
