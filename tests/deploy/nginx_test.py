# SPDX-License-Identifier: GPL-3.0-or-later
"""web/deploy/nginx.conf in the real nginx before the real sou-serve."""

import gzip
import json
import re
import ssl
import subprocess
import threading
import time
import unittest
import urllib.request

import proxies
import raw_http
from proxies import sou
from recorder import Recorder

JSON = {"Content-Type": "application/json"}


class Case(sou.Case):
    def setUp(self):
        super().setUp()
        self.index(sou.DATA / "site")
        self.server = sou.Server(self.folder / "index", "--config", self.settings())
        self.addCleanup(self.server.stop)
        self.recorder = Recorder(self.server.address)
        self.addCleanup(self.recorder.stop)
        self.proxy = self.start_proxy()
        self.addCleanup(self.proxy.stop)

    def settings(self):
        file = self.folder / "sou.yaml"
        file.write_text("serve:\n  cors_origins: [\"https://www.example.org\"]\n")
        return file

    def start_proxy(self, **options):
        return proxies.Nginx(self.folder / "nginx", proxies.upstream_of(self.recorder), **options)

    def ask(self, target="/", **options):
        return raw_http.request(self.proxy.address, target, **options)

    def ask_directly(self, target="/", **options):
        return raw_http.request(self.server.address, target, **options)

    def assert_json_error(self, answer, status):
        self.assertEqual(answer.status, status, answer)
        self.assertIn("application/json", answer.header("Content-Type"))
        self.assertEqual(set(json.loads(answer.body)["error"]), {"code", "message"})
        self.assertNotIn("nginx/", answer.header("Server"))


def without_time(body):
    return re.sub(rb'"took_ms":[0-9.e-]+', b"", body)


class Nginx(Case):
    def test_is_content_with_the_configuration(self):
        code, said = self.proxy.check()
        self.assertEqual(code, 0, said)
        self.assertNotIn("[warn]", said.replace('the "user" directive makes sense only', ""))

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
            self.assertLess(len(packed.body), len(plain.body))

    def test_an_unchanged_answer_is_not_sent_again(self):
        for target in ["/api/search?q=kubernetes", "/", "/sou.css"]:
            tag = self.ask(target).header("ETag")
            self.assertTrue(tag, target)
            for headers in ({}, {"Accept-Encoding": "gzip"}):
                again = self.ask(target, headers={"If-None-Match": tag, **headers})
                self.assertEqual((again.status, again.body), (304, b""), target)
            self.assertEqual(self.ask(target, headers={"If-None-Match": '"another"'}).status, 200)

    def test_keeps_answers_apart_by_what_they_depend_on(self):
        target = "/api/search?q=docker"
        states = [self.ask(target).header("X-Cache-Status") for _ in range(3)]
        self.assertEqual(states, ["MISS", "HIT", "HIT"])
        self.assertEqual(len(self.recorder.requests("q=docker")), 1)
        for language in ["zh-CN", "en", "zh-CN"]:
            page = self.ask("/?q=docker", headers={"Accept-Language": language})
            self.assertIn(f'<html lang="{language[:2]}', page.body.decode(), language)
        self.ask("/api/search?limit=x")
        self.assertEqual(self.ask("/api/search?limit=x").header("X-Cache-Status"), "")

    def test_an_answer_for_a_key_is_not_given_to_others(self):
        for _ in range(2):
            self.ask("/api/search?q=secret", headers={"Authorization": "Bearer abc"})
        self.ask("/api/search?q=secret")
        seen = self.recorder.requests("q=secret")
        keys = [each.headers.get("authorization", ["none"])[0] for each in seen]
        self.assertEqual(sorted(keys), ["Bearer abc", "Bearer abc", "none"])

    def test_other_sites_get_what_sou_allows(self):
        for origin, allowed in [("https://www.example.org", True), ("https://evil.example", False), ("https://www.example.org", True)]:
            answer = self.ask("/api/search?q=cors", headers={"Origin": origin})
            self.assertEqual(answer.header("Access-Control-Allow-Origin"), origin if allowed else "")
        preflight = self.ask("/api/search", method="OPTIONS", headers={
            "Origin": "https://www.example.org", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"})
        self.assertEqual(preflight.header("Access-Control-Allow-Origin"), "https://www.example.org")
        self.assertLess(preflight.status, 300)

    def test_a_kept_answer_is_served_while_sou_is_away(self):
        target = "/api/search?q=herons"
        self.ask(target)
        self.server.stop()
        self.assertEqual(self.ask(target).status, 200)
        away = self.ask("/api/search?q=never-asked")
        self.assert_json_error(away, 502)

    def test_a_restart_of_sou_costs_no_request(self):
        # nginx's idle connections are closed then; it asks on a new one.
        self.assertEqual(self.ask("/api/search?q=one").status, 200)
        port = self.server.address.rpartition(":")[2]
        self.server.stop()
        self.server = sou.Server(self.folder / "index", listen=f"127.0.0.1:{port}")
        self.addCleanup(self.server.stop)
        for i in range(5):
            self.assertEqual(self.ask(f"/api/search?q=two{i}").status, 200)


class Requests(Case):
    """What arrives at sou-serve."""

    def test_a_chunked_body_comes_with_its_length(self):
        body = json.dumps({"q": "kubernetes", "padding": "x" * 20_000}).encode()
        head = b"POST /api/search?q=chunks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
        with raw_http.Connection(self.proxy.address) as connection:
            connection.send(head + b"Transfer-Encoding: chunked\r\n\r\n" + raw_http.chunked(body))
            answer = connection.read("POST")
        with raw_http.Connection(self.server.address) as connection:
            connection.send(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
            direct = connection.read("POST")
        self.assertEqual(answer.status, direct.status)
        self.assertNotIn(answer.status, (400, 411, 502), "Sou alone refuses chunks with 411")
        [seen] = self.recorder.requests("q=chunks")
        self.assertEqual(seen.headers["content-length"], [str(len(body))])
        self.assertNotIn("transfer-encoding", seen.headers)
        self.assertEqual(seen.body, body)

    def test_a_body_is_passed_on_when_it_is_whole(self):
        with raw_http.Connection(self.proxy.address) as connection:
            connection.send(b"POST /slow-body HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab")
            time.sleep(0.5)
            self.assertEqual(self.recorder.requests("/slow-body"), [])
            connection.send(b"cd")
            connection.read("POST")
        self.assertEqual(self.recorder.requests("/slow-body")[0].body, b"abcd")

    def test_only_headers_that_sou_reads_go_on(self):
        self.ask("/api/search?q=headers", headers={
            "X-Forwarded-For": "6.6.6.6", "X-Real-IP": "6.6.6.6", "Forwarded": "for=6.6.6.6", "REMOTE_ADDR": "6.6.6.6", "Cookie": "a=b",
            "X-Forwarded-Proto": "gopher", "Accept-Encoding": "gzip, br", "Range": "bytes=0-1", "Expect": "nothing", "X-Other": "1",
            "Accept-Language": "ko", "User-Agent": "test"})
        [seen] = self.recorder.requests("q=headers")
        self.assertEqual(seen.headers["x-forwarded-for"], ["127.0.0.1"])
        self.assertEqual(seen.headers["x-forwarded-proto"], ["http"])
        self.assertEqual(seen.headers["accept-language"], ["ko"])
        self.assertEqual(set(seen.headers), {"host", "x-forwarded-for", "x-forwarded-proto", "accept-language", "user-agent"} |
                         ({"connection"} & set(seen.headers)))
        self.assertNotIn("6.6.6.6", str(seen))

    def test_many_requests_share_a_connection(self):
        for i in range(20):
            self.ask(f"/api/search?q=share{i}")
        self.assertEqual(len(self.recorder.requests("q=share")), 20)


class Limits(Case):
    def test_what_is_too_large_is_refused_before_sou(self):
        cases = [("a long URL", "/" + "a" * 9000, {}, None, 414), ("a long header", "/", {"X-Long": "a" * 9000}, None, 431),
                 ("many headers", "/", {f"X-{i}": "a" * 1000 for i in range(100)}, None, 431),
                 ("a large body", "/api/search", JSON, b"x" * 65_537, 413)]
        for name, target, headers, body, status in cases:
            with self.subTest(name):
                answer = self.ask(target, method="POST" if body else "GET", headers=headers, body=body)
                self.assert_json_error(answer, status)
        self.assertEqual(self.recorder.requests(), [])
        largest = self.ask("/api/search", method="POST", headers=JSON, body=b"x" * 65_536)
        self.assertNotEqual(largest.status, 413)

    def test_a_body_of_chunks_ends_at_the_limit(self):
        with raw_http.Connection(self.proxy.address) as connection:
            connection.send(b"POST /api/search HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in range(100):
                connection.send(b"400\r\n" + b"x" * 1024 + b"\r\n")
            self.assert_json_error(connection.read("POST"), 413)
        self.assertEqual(self.recorder.requests(), [])

    def test_other_methods_are_refused(self):
        for method in ["PUT", "DELETE", "PATCH", "PROPFIND", "TRACE", "get"]:
            self.assert_json_error(self.ask("/api/search?q=method", method=method), 400 if method == "get" else 405)
        self.assertEqual(self.recorder.requests(), [])
        self.assertEqual(self.ask("/api/search?q=method", method="HEAD").status, 200)

    def test_slow_clients_are_let_go(self):
        cases = [("half a head", b"GET / HTTP/1.1\r\nHost: x\r\n"), ("half a body", b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na")]
        for name, sent in cases:
            with self.subTest(name), raw_http.Connection(self.proxy.address) as connection:
                connection.send(sent)
                self.assertIsNotNone(connection.wait_for_end(12))
        self.assertEqual(self.recorder.requests(), [])

    def test_an_address_that_asks_too_much_is_slowed_down_alone(self):
        statuses = []

        def flood():
            for i in range(60):
                statuses.append(self.ask(f"/healthz?{i}", source="127.0.0.9"))
        threads = [threading.Thread(target=flood) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        refused = [answer for answer in statuses if answer.status == 429]
        self.assertGreater(len(refused), 100)
        self.assert_json_error(refused[0], 429)
        self.assertEqual(refused[0].header("Retry-After"), "1")
        self.assertEqual(self.ask("/healthz").status, 200, "another address")

    def test_a_reader_who_types_is_never_slowed_down(self):
        # Eight letters a second, suggestions and hits for each.
        statuses = []
        for i in range(32):
            statuses += [self.ask(f"/api/suggest?q=typing{i}", source="127.0.0.8").status,
                         self.ask(f"/api/search?q=typing{i}&typing=1", source="127.0.0.8").status]
            time.sleep(0.1)
        self.assertEqual(set(statuses), {200})

    def test_long_requests_are_for_those_who_ask_seldom(self):
        body = b'{"q":"a"}'
        cases = [("a long query", "/api/search?q=" + "%E4%BA%91" * 150, {}), ("a long body", "/none", {"method": "POST", "body": b" " * 10_000}),
                 ("chunks", "/none", {"method": "POST", "headers": {"Transfer-Encoding": "chunked"}, "body": None})]
        for number, (name, target, options) in enumerate(cases):
            with self.subTest(name):
                source = f"127.0.1.{number + 1}"
                statuses = [self.ask_once(target, source, options) for _ in range(12)]
                self.assertNotIn(429, statuses[:5])
                self.assertEqual(statuses[-1], 429)
                self.assertEqual(self.ask("/api/search?q=short", source=source).status, 200)
                self.assertNotEqual(self.ask("/none", source=source, method="POST", body=body * 500).status, 429, "as search boxes send")
                self.assertNotEqual(self.ask_once(target, "127.0.0.17", options), 429, "another address")

    def ask_once(self, target, source, options):
        # One at a time: nginx counts a request until a moment after its answer has arrived.
        time.sleep(0.1)
        if "headers" not in options:
            return self.ask(target, source=source, **options).status
        with raw_http.Connection(self.proxy.address, source) as connection:
            connection.send(b"POST /none HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + raw_http.chunked(b"{}"))
            return connection.read("POST").status

    def test_what_is_for_monitoring_is_denied_from_outside(self):
        for target in ["/metrics", "/metrics?x", "/%6detrics", "//metrics", "/x/../metrics", "/./metrics", "/metr%69cs?a=b", "/readyz",
                       "/re%61dyz", "/a/%2e%2e/readyz", "http://search.example.org/metrics", "/metrics#x"]:
            self.assert_json_error(self.ask(target, source="127.0.0.2"), 403)
        self.assertEqual(self.recorder.requests(), [])
        self.assertEqual(self.ask("/readyz").status, 200)

    def test_pages_of_errors_are_no_addresses(self):
        for target in ["/.error/400", "/.error/429", "/.error/none", "/.error/"]:
            self.assert_json_error(self.ask(target), 404)
        self.assertEqual(self.recorder.requests(), [])

    def test_what_is_no_http_is_refused_as_json(self):
        for sent in [b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00\r\n\r\n", b"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                     b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n", b"nonsense\r\n\r\n"]:
            with raw_http.Connection(self.proxy.address) as connection:
                connection.send(sent)
                self.assert_json_error(connection.read(), 400)
        self.assertEqual(self.recorder.requests(), [])

    def test_errors_may_be_read_by_allowed_sites(self):
        origin = "https://www.example.org"
        self.proxy.stop()
        self.proxy = proxies.Nginx(self.folder / "second", proxies.upstream_of(self.recorder),
                                   replacements=[(f'# "{origin}"', f'"{origin}"')])
        self.addCleanup(self.proxy.stop)
        for asked, allowed in [(origin, origin), ("https://evil.example", "")]:
            answer = self.ask("/api/search", method="POST", headers={"Origin": asked}, body=b"x" * 70_000)
            self.assert_json_error(answer, 413)
            self.assertEqual(answer.header("Access-Control-Allow-Origin"), allowed)


class Addresses(Case):
    """Sou knows who asks, from nginx and from nobody else."""

    def settings(self):
        self.log = self.folder / "access.log"
        file = self.folder / "sou.yaml"
        file.write_text(f"serve:\n  trusted_proxies: [\"127.0.0.1\"]\n  access_log: {self.log}\n  log_addresses: true\n")
        return file

    def test_the_log_names_the_reader(self):
        for source, forged in [("127.0.0.21", {}), ("127.0.0.22", {"X-Forwarded-For": "6.6.6.6"}), ("127.0.0.23", {"X-Forwarded-For": "127.0.0.1, 6.6.6.6"})]:
            self.ask("/api/search?q=who", source=source, headers={**forged, "Authorization": f"Bearer {source}"})
        sou.wait_until(lambda: self.log.read_text().count("\n") >= 3, "the log")
        self.assertEqual([json.loads(line)["client"] for line in self.log.read_text().splitlines()], ["127.0.0.21", "127.0.0.22", "127.0.0.23"])


class Tls(Case):
    def settings(self):
        file = self.folder / "sou.yaml"
        file.write_text("serve:\n  trusted_proxies: [\"127.0.0.1\"]\n")
        return file

    def start_proxy(self):
        return super().start_proxy(tls=True)

    def test_http_leads_to_https(self):
        answer = self.ask("/api/search?q=%E4%BA%91", headers={"X-Forwarded-Proto": "https"})
        self.assertEqual((answer.status, answer.header("Location")), (301, "https://search.example.org/api/search?q=%E4%BA%91"))
        self.assertEqual(self.recorder.requests(), [])

    def test_https_answers(self):
        context = ssl.create_default_context(cafile=self.proxy.folder / "certificate.pem")
        context.check_hostname = False
        with urllib.request.urlopen(f"https://127.0.0.1:{self.proxy.tls_port}/api/search?q=tls", context=context, timeout=30) as answer:
            self.assertIn("max-age", answer.headers["Strict-Transport-Security"])
            self.assertIn("hits", json.load(answer))
        [seen] = self.recorder.requests("q=tls")
        self.assertEqual(seen.headers["x-forwarded-proto"], ["https"])

    def test_browsers_are_told_the_address_that_they_asked(self):
        context = ssl.create_default_context(cafile=self.proxy.folder / "certificate.pem")
        context.check_hostname = False
        request = urllib.request.Request(f"https://127.0.0.1:{self.proxy.tls_port}/opensearch.xml", headers={"Host": "search.example.org"})
        with urllib.request.urlopen(request, context=context, timeout=30) as answer:
            self.assertIn(b'template="https://search.example.org/search?q={searchTerms}"', answer.read())

    def test_old_versions_of_tls_are_refused(self):
        def agree(version):
            """Whether both sides find a cipher; openssl's own policy would refuse before asking."""
            done = subprocess.run(["openssl", "s_client", version, "-cipher", "ALL:@SECLEVEL=0", "-connect", f"127.0.0.1:{self.proxy.tls_port}"],
                                  input=b"", capture_output=True, timeout=30)
            return b"Cipher is (NONE)" not in done.stdout and done.returncode == 0
        self.assertEqual([agree("-tls1"), agree("-tls1_1"), agree("-tls1_2")], [False, False, True])


class UnixSocket(Case):
    def setUp(self):
        sou.Case.setUp(self)
        self.index(sou.DATA / "site")
        self.socket = self.folder / "sou.sock"
        self.server = sou.Server(self.folder / "index", listen=f"unix:{self.socket}")
        self.addCleanup(self.server.stop)
        self.proxy = proxies.Nginx(self.folder / "nginx", f"unix:{self.socket}")
        self.addCleanup(self.proxy.stop)

    def test_nginx_reaches_sou_without_a_port(self):
        self.assertEqual(self.server.address, f"unix:{self.socket}")
        for i in range(10):
            answer = self.ask(f"/api/search?q=kubernetes&offset={i}")
            self.assertEqual(answer.status, 200)
            self.assertGreater(json.loads(answer.body)["total"], 0)


if __name__ == "__main__":
    unittest.main()
