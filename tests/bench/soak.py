# SPDX-License-Identifier: GPL-3.0-or-later
"""Load for a long time while the site is edited and indexed again and again: no request fails, no answer mixes two
generations, no connection goes back to an older one, and the server's memory does not grow."""

import asyncio
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import threading
import time
import urllib.parse
from typing import Callable, NamedTuple, Sequence

SEED = 20180811
WAIT = 30  # seconds for an answer
MOST_GROWTH = 0.05  # of the memory after the first minute,
ALLOWANCE = 16 << 20  # and so many bytes
MOST_FAILURES = 20  # that are told

TAG = re.compile(r'^(?:W/)?"(\d+)-')
GENERATION = re.compile(rb'"generation": ?(\d+)')


class Sample(NamedTuple):
    seconds: float
    resident: int  # bytes, files of the index that are mapped included
    anonymous: int  # bytes without them
    generation: int
    answers: int


class Result(NamedTuple):
    samples: list[Sample]
    answers: int
    failures: list[str]
    generations: list[int]  # that were seen, in order
    published: int
    seconds: float


def memory_of(pid: int) -> tuple[int, int]:
    """Resident and anonymous bytes of a process."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf8")
    return tuple(int(re.search(rf"^{name}:\s+(\d+) kB", status, re.M)[1]) << 10 for name in ("VmRSS", "RssAnon"))


class Editor(threading.Thread):
    """Edits a page of a copy of the site and indexes it, every so often, until told to stop."""

    def __init__(self, sou_index: pathlib.Path, site: pathlib.Path, index: pathlib.Path, every: float):
        super().__init__(daemon=True)
        self.command = [sou_index, site, "--index", index, "--progress", "never"]
        self.pages = sorted(site.rglob("*.md"))
        self.every = every
        self.stopping = threading.Event()
        self.published = 0
        self.problems: list[str] = []

    def run(self) -> None:
        chance = random.Random(SEED)
        while not self.stopping.wait(self.every):
            with chance.choice(self.pages).open("a", encoding="utf8") as page:
                page.write(f"\n\nEdited {self.published + 1} times.\n")
            done = subprocess.run(self.command, capture_output=True, text=True, check=False)
            if done.returncode in (0, 1):
                self.published += 1
            else:
                self.problems.append(f"sou-index: {done.stderr.strip()[-300:]}")

    def stop(self) -> None:
        self.stopping.set()
        self.join()


class Clients:
    """Connections that ask one after the other, each as fast as it is answered."""

    def __init__(self, address: str, targets: Sequence[str], connections: int, seconds: float):
        parts = urllib.parse.urlsplit(address)
        self.host, self.port = parts.hostname, parts.port
        self.targets, self.connections, self.seconds = targets, connections, seconds
        self.answers = 0
        self.newest = 0
        self.generations: list[int] = []
        self.failures: list[str] = []

    def run(self) -> None:
        asyncio.run(self._run())

    async def _run(self) -> None:
        self.end = time.monotonic() + self.seconds
        await asyncio.gather(*[self._client(number) for number in range(self.connections)])

    async def _client(self, number: int) -> None:
        chance = random.Random(SEED + number)
        while time.monotonic() < self.end and len(self.failures) < MOST_FAILURES:
            writer = None
            try:
                reader, writer = await asyncio.wait_for(asyncio.open_connection(self.host, self.port), WAIT)
                await self._converse(reader, writer, chance)
            except (OSError, EOFError, ValueError, TimeoutError) as error:
                self.failures.append(f"connection {number}: {error!r}")
            finally:
                if writer is not None:
                    writer.close()

    async def _converse(self, reader, writer, chance) -> None:
        """Asks until the time is over or the server says that it closes the connection."""
        seen = 0
        while time.monotonic() < self.end:
            target = chance.choice(self.targets)
            writer.write(f"GET {target} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
            head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), WAIT)).decode("latin1")
            status, headers = int(head[9:12]), dict(re.findall(r"^([\w-]+): *(.*?)\r$", head.lower(), re.M))
            body = await asyncio.wait_for(reader.readexactly(int(headers["content-length"])), WAIT)
            seen = self._check(target, status, headers, body, seen)
            if headers.get("connection") == "close":
                return

    def _check(self, target: str, status: int, headers: dict[str, str], body: bytes, seen: int) -> int:
        """The answer's generation; what is wrong becomes a failure."""
        self.answers += 1
        tag, inside = TAG.match(headers.get("etag", "").upper()), GENERATION.search(body)
        if status != 200 or not tag or not inside:
            self.failures.append(f"{target}: status {status}, etag {headers.get('etag')}: {body[:200]!r}")
            return seen
        generation = int(inside[1])
        if int(tag[1]) != generation:
            self.failures.append(f"{target}: the body is of generation {generation}, the entity tag of {tag[1]}")
        if generation < seen:
            self.failures.append(f"{target}: generation {generation} after {seen} on one connection")
        if generation > self.newest:
            self.newest = generation
            self.generations.append(generation)
        return generation


def copy_of(site: pathlib.Path, target: pathlib.Path) -> pathlib.Path:
    shutil.rmtree(target, ignore_errors=True)
    return pathlib.Path(shutil.copytree(site, target, ignore=shutil.ignore_patterns(".git")))


def soak(pid: int, clients: Clients, editor: Editor, every: float, tell: Callable[[Sample], None]) -> Result:
    """Runs both to the end of the clients' time; a sample of the server `pid` is taken and told every so many seconds."""
    samples = []
    begin = time.monotonic()
    running = threading.Thread(target=clients.run, daemon=True)
    running.start()
    editor.start()
    while running.is_alive():
        running.join(every)
        try:
            resident, anonymous = memory_of(pid)
        except (OSError, TypeError):
            clients.failures.append("the server has ended")
            break
        samples.append(Sample(time.monotonic() - begin, resident, anonymous, clients.newest, clients.answers))
        tell(samples[-1])
    editor.stop()
    return Result(samples, clients.answers, clients.failures + editor.problems, clients.generations, editor.published,
                  time.monotonic() - begin)


def growth_of(samples: Sequence[Sample], warm: float = 60) -> str | None:
    """What is wrong with the server's memory after the first minute, or None: the last third beside the first of the rest."""
    rest = [sample for sample in samples if sample.seconds >= warm]
    third = max(1, len(rest) // 3)
    if len(rest) < 3:
        return None
    first, last = (statistics.median(sample.resident for sample in part) for part in (rest[:third], rest[-third:]))
    if last <= first * (1 + MOST_GROWTH) + ALLOWANCE:
        return None
    return f"memory grew from {first / 1e6:.0f} to {last / 1e6:.0f} MB after the first minute"
