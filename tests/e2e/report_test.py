# SPDX-License-Identifier: GPL-3.0-or-later
"""sou-search --log --report: what readers asked, from logs as sou-serve writes them."""

import gzip
import json
import os
import re
import subprocess
import unittest

import sou


def line(time, query=None, **fields):
    """A line of the log: a search on 3 November 2026."""
    row = {"time": f"2026-11-{time}Z", "id": "6743a1c0-1", "method": "GET", "route": "/api/search", "status": 200, "ms": 1.5,
           "bytes": 900}
    if query is not None:
        row.update(query=query, total=4)
    row.update(fields)
    return json.dumps(row, ensure_ascii=False) + "\n"


LOG = (line("03T09:00:00.000", "kub", typing=True, total=0) + line("03T09:00:00.300", "kube", typing=True)
       + line("03T09:00:01.000", "kubernetes", cache="miss", ms=20.25)
       + line("03T11:00:00.000", "Kubernetes", cache="hit")
       + line("03T12:00:00.000", "服务网各", total=0)
       + line("04T12:00:00.000", "雲原生") + line("04T13:00:00.000", "云原生") + line("04T13:30:00.000", "云原生")
       + line("04T14:00:00.000", "kube", route="/api/suggest")
       + line("04T14:00:01.000", route="/metrics") + line("04T14:00:02.000", "", route="/"))


class Report(sou.Case):
    def setUp(self):
        super().setUp()
        self.log = self.folder / "access.log"
        self.log.write_text(LOG, encoding="utf8")

    def report(self, *options, logs=None, **more):
        given = [part for log in logs or [self.log] for part in ("--log", log)]
        return sou.run("sou-search", *given, "--report", *options, cwd=self.folder, **more)

    def as_json(self, *options, **more):
        done = self.report("--json", *options, **more)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout)

    def test_the_table_needs_no_index(self):
        done = self.report()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout, """\
searches        6 in 2 days, 2026-11-03 to 2026-11-04: 3.0 a day
without results 1 (16.7 %)
queries         3
not counted     2 half-typed requests, 1 for all pages
answers         7 computed, 1 from the cache
ms              p50 1.5   p95 20.2   p99 20.2

most asked
       3  云原生
       2  kubernetes
       1  服务网各  (no results)

without results
       1  服务网各

slowest, in ms
    20.2  2026-11-03T09:00:01Z  kubernetes
     1.5  2026-11-04T12:00:00Z  雲原生
     1.5  2026-11-03T12:00:00Z  服务网各
     1.5  2026-11-03T09:00:00Z  kube
     1.5  2026-11-03T09:00:00Z  kub

searches by day (UTC)
  2026-11-03        3        1 without results
  2026-11-04        3        0 without results
""")

    def test_json_says_the_same(self):
        report = self.as_json("--limit", "1")
        self.assertEqual([report[key] for key in ("searches", "without_results", "half_typed", "empty", "days_covered", "queries",
                                                  "computed", "cached", "lines", "skipped")], [6, 1, 2, 1, 2, 3, 7, 1, 11, 0])
        self.assertEqual(report["most_asked"], [{"query": "云原生", "searches": 3, "without_results": 0}])
        self.assertEqual(report["found_nothing"], [{"query": "服务网各", "searches": 1, "without_results": 1}])
        self.assertEqual(report["slowest"], [{"query": "kubernetes", "ms": 20.25, "time": "2026-11-03T09:00:01Z"}])
        self.assertEqual(report["days"], [{"day": "2026-11-03", "searches": 3, "without_results": 1},
                                          {"day": "2026-11-04", "searches": 3, "without_results": 0}])
        self.assertEqual(set(report["ms"]), {"p50", "p95", "p99"})
        document = (sou.DATA.parent.parent / "docs/OPERATIONS.md").read_text(encoding="utf8")
        fields = set(re.findall(r"`(\w+)`", document.split("Fields of `--json`:", 1)[1].split("\n\n", 1)[0]))
        self.assertEqual(fields, set(report).union(report["ms"], *(rows[0] for rows in report.values() if isinstance(rows, list))))

    def test_dates_narrow_it(self):
        self.assertEqual(self.as_json("--after", "2026-11-04")["searches"], 3)
        self.assertEqual(self.as_json("--before", "2026-11-03")["searches"], 3)
        self.assertEqual(self.as_json("--after", "2026-11-05")["searches"], 0)
        done = self.report("--after", "yesterday")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn('--after: "yesterday" is no date', done.stderr)

    def test_several_logs_and_standard_input(self):
        older = self.folder / "access.log.1"
        older.write_text(line("02T09:00:00.000", "nginx"), encoding="utf8")
        report = self.as_json(logs=[older, self.log, "-"], input=line("05T09:00:00.000", "nginx"))
        self.assertEqual([report["searches"], report["days_covered"]], [8, 4])

    def test_lines_that_are_none_are_counted_and_the_first_is_named(self):
        self.log.write_bytes(b'127.0.0.1 - - "GET / HTTP/1.1" 200\n\n' + LOG.encode() + b"\xff\xfe\x00\n" + b'{"time":"2026-11-03T09:'
                             + b"x" * 3_000_000 + b"\n" + line("05T09:00:00.000", "last").encode().rstrip(b"\n"))
        done = self.report("--json")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stderr, f"sou-search: warning: {self.log}:1: is no line of an access log: it is not an object of JSON "
                                      "(3 of 15 lines passed over)\n")
        report = json.loads(done.stdout)
        self.assertEqual([report["skipped"], report["searches"]], [3, 7])

    def test_no_searches_is_exit_code_1(self):
        for content in ("", line("03T09:00:00.000", route="/healthz")):
            self.log.write_text(content, encoding="utf8")
            done = self.report()
            self.assertEqual((done.returncode, done.stderr), (1, ""))
            self.assertIn("searches        0\n", done.stdout)

    def test_a_compressed_log_says_how_to_read_it(self):
        packed = self.folder / "access.log.2.gz"
        packed.write_bytes(gzip.compress(LOG.encode()))
        done = self.report(logs=[packed])
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr, f"sou-search: {packed}: is compressed by gzip; read it so: "
                                      f"zcat {packed} | sou-search --log - --report\n")
        done = self.report(logs=["-"], input=gzip.decompress(packed.read_bytes()).decode())
        self.assertEqual(done.returncode, 0)

    def test_what_cannot_be_read_is_named(self):
        for log, reason in [(self.folder / "no.log", "No such file or directory"), (self.folder, "Is a directory")]:
            done = self.report(logs=[log])
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(f"{log}: cannot", done.stderr)
            self.assertIn(reason, done.stderr)

    def test_options_that_mean_nothing_here_are_refused(self):
        cases = [(["--log", self.log], "--log says nothing by itself; add --report"), (["--report"], "--report needs --log FILE"),
                 (["--log", self.log, "--report", "kubernetes"], "--report takes no query"),
                 (["--log", self.log, "--report", "--index", "x"], "--index is for searching an index"),
                 (["--log", self.log, "--report", "--tag", "x"], "--tag is for searching an index"),
                 (["kubernetes"], "which index? give --index DIR")]
        for arguments, message in cases:
            done = sou.run("sou-search", *arguments, cwd=self.folder)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
            self.assertIn(message, done.stderr)

    def test_what_readers_typed_cannot_command_a_terminal(self):
        self.log.write_text(line("03T09:00:00.000", "\x1b]0;gone\x07\x1b[2J\u009b31m"), encoding="utf8")
        out = self.report().stdout
        self.assertEqual([c for c in out if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)], [])

    def test_a_file_that_is_no_log_is_not_taken_into_memory(self):
        """200 MB without a line end take less than 100 MB."""
        self.log.write_bytes(b"")
        os.truncate(self.log, 200_000_000)
        process = subprocess.Popen([sou.BIN / "sou-search", "--log", self.log, "--report"], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        message = process.stderr.read()
        process.stderr.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 1)
        self.assertIn(f"{self.log}:1: is no line of an access log", message)
        self.assertLess(usage.ru_maxrss, 100_000)


if __name__ == "__main__":
    unittest.main()
