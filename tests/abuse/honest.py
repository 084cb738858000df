# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader who searches while others mean harm: how long answers take, and whether they come."""

import http.client
import itertools
import math
import pathlib
import sys
import time
import urllib.parse

import raw_http

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "bench"))
import queries  # noqa: E402

PACE = 0.1  # seconds from one request to the next: a reader who types
KINDS = ["/api/suggest?q={}", "/api/search?typing=1&q={}", "/api/search?facets=tags,lang&q={}", "/?q={}"]


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, math.ceil(share * len(ordered)) - 1))]


class Reader:
    """Asks real queries, each another, on one connection for as long as it is kept."""

    def __init__(self, url, site, source="127.0.0.1"):
        self.address = raw_http.address_of(url)
        self.source = source
        asked = [urllib.parse.quote(query) for query in queries.make_queries(site, 300)]
        # A number nobody has asked before, so that no cache of the proxy answers.
        self.targets = (kind.format(query) + f"&offset={i // len(asked)}" if "suggest" not in kind else kind.format(query)
                        for i, (query, kind) in enumerate(zip(itertools.cycle(asked), itertools.cycle(KINDS))))
        self.connection = None
        self.milliseconds, self.failures = [], []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.connection is not None:
            self.connection.close()

    def ask(self):
        begin = time.monotonic()
        target = next(self.targets)
        try:
            status = self._status(target)
        except (OSError, http.client.HTTPException) as error:
            self.connection = None
            status = repr(error)
        self.milliseconds.append((time.monotonic() - begin) * 1000)
        if status != 200:
            self.failures.append(f"{target}: {status}")

    def _status(self, target):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(*self.address, timeout=20, source_address=(self.source, 0))
        self.connection.request("GET", target)
        answer = self.connection.getresponse()
        answer.read()
        if answer.will_close:
            self.connection.close()
            self.connection = None
        return answer.status

    def ask_for(self, seconds):
        """Asks at its pace; what took long does not hide what would have been asked meanwhile."""
        begin = time.monotonic()
        for i in itertools.count():
            wait = begin + i * PACE - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            if time.monotonic() - begin > seconds:
                break
            self.ask()
        return percentile(self.milliseconds, 0.99)
