# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests as fast as a server answers them, by wrk, over loopback."""

import json
import pathlib
import subprocess
import urllib.parse
from typing import NamedTuple, Sequence

# Each thread asks in an order of its own, the same in every run. wrk's own output is for people; `done` adds a line for us.
SCRIPT = """-- SPDX-License-Identifier: GPL-3.0-or-later
local targets = {
%s
}
local threads = 0
local requests = {}
function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end
function init()
  math.randomseed(20180811 + number)
  for i = 1, #targets do requests[i] = wrk.format("GET", targets[i]) end
end
function request() return requests[math.random(#requests)] end
function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    'RESULT {"requests": %%d, "seconds": %%.3f, "bytes": %%d, "p50_ms": %%.3f, "p99_ms": %%.3f, "max_ms": %%.3f, ' ..
    '"connect": %%d, "read": %%d, "write": %%d, "status": %%d, "timeout": %%d}',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
"""
WAIT = 30  # seconds for an answer


class Load(NamedTuple):
    per_second: float
    p50_ms: float
    p99_ms: float
    requests: int
    failed: int  # no answer, or another status than 2xx and 3xx
    bytes: float  # of an answer with its head, on average


def targets_of(queries: Sequence[str]) -> list[str]:
    return ["/api/search?q=" + urllib.parse.quote(query, safe="") for query in queries]


def write_script(targets: Sequence[str], path: pathlib.Path) -> None:
    # Percent-encoded, so nothing in them ends a string of Lua.
    path.write_text(SCRIPT % "\n".join(f'  "{target}",' for target in targets), encoding="utf8")


def run_wrk(address: str, script: pathlib.Path, connections: int, seconds: float) -> Load:
    """Loads http://HOST:PORT with two threads at most: the server wants the cores, too."""
    command = ["wrk", "-t", str(min(2, connections)), "-c", str(connections), "-d", f"{seconds:.0f}s", "--timeout", f"{WAIT}s", "-s", str(script),
               address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + WAIT + 30, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    if done.returncode != 0 or len(lines) != 1:
        raise RuntimeError(f"wrk failed: {(done.stderr or done.stdout).strip()[-500:]}")
    result = json.loads(lines[0].removeprefix("RESULT "))
    failed = sum(result[kind] for kind in ("connect", "read", "write", "status", "timeout"))
    return Load(result["requests"] / result["seconds"], result["p50_ms"], result["p99_ms"], result["requests"], failed,
                result["bytes"] / max(1, result["requests"]))
