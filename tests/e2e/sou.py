# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: the real programs in a temporary folder, with a deadline on every wait."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse
import urllib.request

BIN = pathlib.Path(os.environ["SOU_BIN"])
DATA = pathlib.Path(os.environ["SOU_TEST_DATA"])
DEADLINE = 60  # seconds; sanitizers are slow


def run(program, *arguments, **options):
    """Runs a program to its end; output as text."""
    return subprocess.run([BIN / program, *map(str, arguments)], capture_output=True, timeout=DEADLINE,
                          text=options.pop("text", True), **options)


class Server:
    """A running sou-serve, on a free port if `listen` says no other."""

    def __init__(self, index, *arguments, listen="127.0.0.1:0", stderr=None):
        self.process = subprocess.Popen([BIN / "sou-serve", "--index", index, "--listen", listen, *arguments],
                                        stdout=subprocess.PIPE, stderr=stderr, text=True)
        line = self._first_line()
        found = re.search(r"listening on (http://[^/\s]+|unix:\S+)", line)
        if not found:
            self.stop()
            raise AssertionError(f"sou-serve did not say where it listens: {line!r}")
        self.address = found.group(1)

    def _first_line(self):
        lines = []
        reader = threading.Thread(target=lambda: lines.append(self.process.stdout.readline()), daemon=True)
        reader.start()
        reader.join(DEADLINE)
        return lines[0] if lines else ""

    def get(self, path, **parameters):
        """The status, headers and text that GET answers."""
        query = "?" + urllib.parse.urlencode(parameters) if parameters else ""
        return self.request(path + query)

    def request(self, target, headers={}, method="GET", body=None):
        request = urllib.request.Request(self.address + target, data=body, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=DEADLINE) as answer:
                return answer.status, answer.headers, answer.read().decode("utf8")
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode("utf8")

    def search(self, query, **parameters):
        status, _, text = self.get("/api/search", q=query, **parameters)
        if status != 200:
            raise AssertionError(f"{status}: {text}")
        return json.loads(text)

    def stop(self):
        """Ends it as a service manager does; its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(DEADLINE)
        self.process.stdout.close()
        return code


def wait_until(condition, what):
    end = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not happen within {DEADLINE} s")
        time.sleep(0.05)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sou-e2e-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def index(self, site, name="index", code=0, *arguments):
        """Indexes a site; the report."""
        report = self.folder / f"{name}.json"
        done = run("sou-index", site, "--index", self.folder / name, "--report", report, *arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return json.loads(report.read_text())

    def search(self, *arguments, index="index"):
        """The JSON that sou-search prints."""
        done = run("sou-search", "--index", self.folder / index, "--json", *arguments)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout)

    def site(self, files, name="site"):
        """A folder with these files: path → text or bytes."""
        root = self.folder / name
        for path, content in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode("utf8"))
        return root


def joined(parts):
    return "".join(part["text"] for part in parts)


def marked(parts):
    return [part["text"] for part in parts if part["match"]]
