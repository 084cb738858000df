# SPDX-License-Identifier: GPL-3.0-or-later
"""sou-serve as those who run it see it: logs, metrics, keys, limits, reloads, stops."""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time
import unittest
import urllib.parse

import sou


class Operated(sou.Case):
    def setUp(self):
        super().setUp()
        self.index(sou.DATA / "site")
        self.config = self.folder / "sou.yaml"

    def serve(self, **settings):
        self.configure(**settings)
        self.log = open(self.folder / "serve.err", "w+b")
        self.addCleanup(self.log.close)
        server = sou.Server(self.folder / "index", "--config", self.config, stderr=self.log)
        self.addCleanup(server.stop)
        return server

    def configure(self, **settings):
        self.config.write_text("serve:\n" + "".join(f"  {key}: {json.dumps(value)}\n" for key, value in settings.items()))

    def said(self):
        return (self.folder / "serve.err").read_text()

    def hang_up(self, server, expect):
        before = self.said().count(expect)
        server.process.send_signal(signal.SIGHUP)
        sou.wait_until(lambda: self.said().count(expect) > before, expect)

    def metric(self, server, name):
        for line in server.get("/metrics")[2].splitlines():
            if line.startswith(name + " "):
                return float(line.split(" ")[-1])
        return None


class Logs(Operated):
    def lines(self):
        return [json.loads(line) for line in (self.folder / "access.jsonl").read_text().splitlines()]

    def test_a_line_for_each_request(self):
        server = self.serve(access_log=str(self.folder / "access.jsonl"))
        server.search("云原生")
        server.search("云原生")
        server.search("kube", typing="1")
        server.get("/nowhere")
        server.get("/api/search", q="x", limit="many")
        server.get("/api/suggest", q="yun")
        first, second, typing, nowhere, wrong, suggest = self.lines()
        self.assertEqual((first["route"], first["query"], first["status"], first["cache"]), ("/api/search", "云原生", 200, "miss"))
        self.assertGreater(first["total"], 0)
        self.assertEqual(first["generation"], 1)
        self.assertEqual(second["cache"], "hit")
        self.assertEqual(second["total"], first["total"])
        self.assertTrue(typing["typing"])
        self.assertEqual(nowhere["status"], 404)
        self.assertNotIn("route", nowhere)
        self.assertEqual(wrong["status"], 400)
        self.assertEqual(suggest["route"], "/api/suggest")
        for line in self.lines():
            self.assertNotIn("client", line)

    def test_addresses_only_when_asked_and_only_of_trusted_proxies(self):
        server = self.serve(access_log=str(self.folder / "access.jsonl"), log_addresses=True)
        server.request("/api/search?q=a", {"X-Forwarded-For": "203.0.113.9"})
        self.configure(access_log=str(self.folder / "access.jsonl"), log_addresses=True, trusted_proxies=["127.0.0.1"])
        self.hang_up(server, "serving with the settings as they are now")
        server.request("/api/search?q=a", {"X-Forwarded-For": "203.0.113.9"})
        self.assertEqual([line["client"] for line in self.lines()], ["127.0.0.1", "203.0.113.9"])

    def test_after_rotation_a_signal_opens_the_new_file(self):
        server = self.serve(access_log=str(self.folder / "access.jsonl"))
        server.search("a")
        (self.folder / "access.jsonl").rename(self.folder / "access.jsonl.1")
        self.hang_up(server, "serving with the settings as they are now")
        server.search("b")
        self.assertEqual([line["query"] for line in self.lines()], ["b"])

    def test_the_report_reads_it(self):
        server = self.serve(access_log=str(self.folder / "access.jsonl"))
        for query in ["kubernetes", "kubernetes", "zzqqxx"]:
            server.search(query)
        done = sou.run("sou-search", "--log", self.folder / "access.jsonl", "--report")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("kubernetes", done.stdout)
        self.assertIn("zzqqxx", done.stdout)


class Watching(Operated):
    def test_metrics_count_what_happens(self):
        server = self.serve()
        server.search("云原生")
        server.search("云原生")
        server.search("zzqqxx")
        self.assertEqual(self.metric(server, 'sou_http_requests_total{route="/api/search",status="200"}'), 3)
        self.assertEqual(self.metric(server, "sou_searches_without_results_total"), 1)
        self.assertEqual(self.metric(server, 'sou_cache_answers_total{use="hit"}'), 1)
        self.assertEqual(self.metric(server, "sou_index_generation"), 1)
        self.assertGreater(self.metric(server, "process_resident_memory_bytes"), 1e6)

    def test_a_broken_generation_is_refused_and_told(self):
        server = self.serve()
        good = self.folder / "index" / (self.folder / "index/CURRENT").read_text().strip()
        bad = good.with_name("gen-000002")
        bad.mkdir()
        (bad / "manifest.json").write_text("{")
        (self.folder / "index/CURRENT").write_text("gen-000002\n")
        sou.wait_until(lambda: "cannot switch to the new index" in self.said(), "the refusal")
        status, _, text = server.get("/readyz")
        self.assertEqual(status, 200)
        self.assertEqual(json.loads(text)["generation"], 1)
        self.assertIn("log", json.loads(text)["refused"])
        self.assertNotIn(str(self.folder), text)
        self.assertEqual(self.metric(server, "sou_index_refused"), 1)
        self.assertGreater(server.search("云原生")["total"], 0)
        self.index(self.site({"a.md": "# Brandnewword\n"}))
        sou.wait_until(lambda: server.search("brandnewword")["total"] == 1, "the next good one")
        self.assertNotIn("refused", json.loads(server.get("/readyz")[2]))


class Settings(Operated):
    def test_a_signal_reads_them_again(self):
        server = self.serve(site_title="Before")
        self.assertIn("Before", server.get("/")[2])
        self.configure(site_title="Behind")
        self.hang_up(server, "serving with the settings as they are now")
        self.assertIn("Behind", server.get("/")[2])

    def test_wrong_ones_are_refused_and_the_old_ones_stay(self):
        server = self.serve(site_title="Before")
        for wrong in ("serve:\n  sitetitle: x\n", "serve: [", "serve:\n  api_keys: ['short']\n"):
            self.config.write_text(wrong)
            self.hang_up(server, "the settings stay as they were")
            self.assertIn("Before", server.get("/")[2])
        self.assertIn("serve.site_title", self.said())

    def test_what_needs_a_restart_is_said(self):
        server = self.serve(threads=4)
        self.configure(threads=8)
        self.hang_up(server, "serve.threads changes when sou-serve is started again")
        self.assertGreater(server.search("云原生")["total"], 0)

    def test_check_config(self):
        good = self.configure(site_title="x") or sou.run("sou-serve", "--check-config", "--config", self.config, "--index", self.folder / "index")
        self.assertEqual(good.returncode, 0, good.stderr)
        for settings, word in [({"listen": "nowhere"}, "nowhere"), ({"api_keys": ["a: b"]}, "serve.api_keys"), ({"cors_origins": ["blog.example"]}, "cors_origins"),
                               ({"trusted_proxies": ["localhost"]}, "trusted_proxies"), ({"site_url": "blog.example"}, "site_url"), ({"thread": 3}, "serve.threads")]:
            self.configure(**settings)
            done = sou.run("sou-serve", "--check-config", "--config", self.config)
            self.assertEqual(done.returncode, 2, settings)
            self.assertIn(word, done.stderr)


class Limits(Operated):
    def test_keys(self):
        server = self.serve(api_keys=["blog: 0123456789abcdef"])
        self.assertEqual(server.get("/api/search", q="x")[0], 401)
        self.assertEqual(server.request("/api/search?q=x", {"Authorization": "Bearer wrong-key"})[0], 403)
        self.assertEqual(server.request("/api/search?q=x", {"Authorization": "Bearer 0123456789abcdef"})[0], 200)
        self.assertEqual(server.get("/healthz")[0], 200)
        self.assertEqual(server.get("/")[0], 200)

    def test_rates(self):
        server = self.serve(rate_per_second=1, rate_burst=5)
        answers = [server.get("/api/search", q="x") for _ in range(12)]
        self.assertEqual([status for status, _, _ in answers[:5]], [200] * 5)
        self.assertIn(429, [status for status, _, _ in answers])
        refused = next(answer for answer in answers if answer[0] == 429)
        self.assertGreaterEqual(int(refused[1]["Retry-After"]), 1)
        self.assertEqual(server.get("/healthz")[0], 200)

    def test_other_sites(self):
        server = self.serve(cors_origins=["https://blog.example"])
        _, headers, _ = server.request("/api/search?q=x", {"Origin": "https://blog.example"})
        self.assertEqual(headers["Access-Control-Allow-Origin"], "https://blog.example")
        _, headers, _ = server.request("/api/search?q=x", {"Origin": "https://evil.example"})
        self.assertIsNone(headers["Access-Control-Allow-Origin"])
        status, headers, _ = server.request("/api/search", {"Origin": "https://blog.example", "Access-Control-Request-Method": "GET",
                                                            "Access-Control-Request-Headers": "authorization"}, method="OPTIONS")
        self.assertEqual((status, headers["Access-Control-Allow-Headers"]), (204, "authorization"))

    def test_the_page_can_be_left_out(self):
        server = self.serve(page=False)
        self.assertEqual(server.get("/")[0], 404)
        self.assertEqual(server.get("/api/search", q="x")[0], 200)

    def test_entity_tags(self):
        server = self.serve(max_age_seconds=7)
        for path in ("/api/search?q=x", "/api/suggest?q=k", "/?q=x"):
            _, headers, _ = server.request(path)
            status, again, text = server.request(path, {"If-None-Match": headers["ETag"]})
            self.assertEqual((status, text, again["ETag"]), (304, "", headers["ETag"]), path)
        self.assertEqual(server.get("/api/search", q="x")[1]["Cache-Control"], "public, max-age=7")
        same = server.get("/api/search", q="x", limit="10", offset="0", sort="relevance")[1]["ETag"]
        self.assertEqual(same, server.get("/api/search", q="x")[1]["ETag"])


class Stops(Operated):
    def test_what_is_in_flight_is_answered(self):
        server = self.serve()
        address = urllib.parse.urlsplit(server.address)
        client = http.client.HTTPConnection(address.hostname, address.port, timeout=sou.DEADLINE)
        client.connect()
        client.sock.sendall(b"GET /api/search?q=kubernetes HTTP/1.1\r\nHost: x\r\n")
        idle = socket.create_connection((address.hostname, address.port))
        self.addCleanup(idle.close)
        sou.wait_until(lambda: self.metric(server, "sou_connections_waiting") >= 1, "the half request")
        server.process.terminate()
        sou.wait_until(lambda: "stopping" in self.said(), "the stop")
        client.sock.sendall(b"\r\n")
        self.assertIn(b" 200 OK", client.sock.recv(100))
        client.close()
        self.assertEqual(server.process.wait(sou.DEADLINE), 0)

    def test_the_service_manager_is_told(self):
        path = self.folder / "notify"
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(manager.close)
        manager.bind(str(path))
        manager.settimeout(sou.DEADLINE)
        os.environ["NOTIFY_SOCKET"] = str(path)
        self.addCleanup(os.environ.pop, "NOTIFY_SOCKET")
        server = self.serve()
        self.assertEqual(manager.recv(200), b"READY=1")
        server.process.send_signal(signal.SIGHUP)
        self.assertIn(b"RELOADING=1\nMONOTONIC_USEC=", manager.recv(200))
        self.assertEqual(manager.recv(200), b"READY=1")
        server.process.terminate()
        self.assertEqual(manager.recv(200), b"STOPPING=1")
        self.assertEqual(server.process.wait(sou.DEADLINE), 0)


class Reloads(Operated):
    def test_no_request_fails_while_generations_change(self):
        server = self.serve()
        site = self.site({f"page{i}.md": f"# Page {i}\n\nsharedword number {i}\n" for i in range(20)})
        self.index(site)
        failures, generations, done = [], [], threading.Event()

        def ask():
            while not done.is_set():
                status, headers, text = server.get("/api/search", q="sharedword")
                if status != 200:
                    failures.append((status, text))
                    continue
                answer = json.loads(text)
                generations.append(answer["generation"])
                if headers["ETag"].split('"')[1].split("-")[0] != str(answer["generation"]):
                    failures.append(("mixed", headers["ETag"], answer["generation"]))

        readers = [threading.Thread(target=ask) for _ in range(4)]
        for reader in readers:
            reader.start()
        for i in range(5):
            (site / f"page{i}.md").write_text(f"# Changed {i}\n\nsharedword again\n")
            generation = self.index(site)["generation"]
            sou.wait_until(lambda: generations and generations[-1] == generation, f"generation {generation}")
        done.set()
        for reader in readers:
            reader.join()
        self.assertEqual(failures, [])


if __name__ == "__main__":
    unittest.main()
