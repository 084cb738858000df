# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP byte by byte: what is sent need not be HTTP, what comes back is read strictly (RFC 9112)."""

import socket
import time
import urllib.parse
from typing import NamedTuple

DEADLINE = 30  # seconds


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]  # by lower-case name; of equal ones joined by ", "
    body: bytes

    def header(self, name):
        return self.headers.get(name.lower(), "")


class NotHttp(AssertionError):
    """What came back is no HTTP response."""


def address_of(url):
    """Host and port of http://HOST:PORT."""
    parts = urllib.parse.urlsplit(url)
    return parts.hostname, parts.port


def parse_head(head):
    """Status and headers of the bytes before the empty line."""
    first, *lines = head.decode("latin1").split("\r\n")
    version, _, rest = first.partition(" ")
    if not version.startswith("HTTP/1.") or not rest[:3].isdigit():
        raise NotHttp(f"no status line: {first!r}")
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or name != name.strip():
            raise NotHttp(f"no header line: {line!r}")
        key = name.lower()
        headers[key] = f"{headers[key]}, {value.strip()}" if key in headers else value.strip()
    return int(rest[:3]), headers


class Connection:
    """One TCP connection from `source`, an address of this machine: a proxy limits by it."""

    def __init__(self, url, source="127.0.0.1", timeout=DEADLINE, receive_buffer=0):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.bind((source, 0))
        self.socket.settimeout(timeout)
        self.socket.connect(address_of(url))
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, data):
        """False: the other side does not take it any more."""
        try:
            self.socket.sendall(data)
            return True
        except (BrokenPipeError, ConnectionResetError):
            return False

    def _fill(self):
        """False at the end of the connection."""
        try:
            more = self.socket.recv(65536)
        except ConnectionResetError:
            more = b""
        self.buffer += more
        return bool(more)

    def read(self, method="GET"):
        """The next final answer; None if the connection ends instead."""
        answer = self._read_one(method)
        while answer is not None and 100 <= answer.status < 200:
            answer = self._read_one(method)
        return answer

    def _read_one(self, method):
        while b"\r\n\r\n" not in self.buffer:
            if not self._fill():
                if self.buffer:
                    raise NotHttp(f"half an answer: {self.buffer[:200]!r}")
                return None
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        status, headers = parse_head(head)
        return Answer(status, headers, self._read_body(method, status, headers))

    def _read_body(self, method, status, headers):
        if method == "HEAD" or status in (204, 304) or status < 200:
            return b""
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return self._read_chunks()
        if "content-length" in headers:
            return self._take(int(headers["content-length"]))
        while self._fill():
            pass
        body, self.buffer = self.buffer, b""
        return body

    def _take(self, size):
        while len(self.buffer) < size:
            if not self._fill():
                raise NotHttp(f"{len(self.buffer)} bytes of a body of {size}")
        body, self.buffer = self.buffer[:size], self.buffer[size:]
        return body

    def _take_line(self):
        while b"\r\n" not in self.buffer:
            if not self._fill():
                raise NotHttp("half a chunk")
        line, _, self.buffer = self.buffer.partition(b"\r\n")
        return line

    def _read_chunks(self):
        body = b""
        while True:
            size = int(self._take_line().split(b";")[0], 16)
            body += self._take(size)
            self._take_line()
            if size == 0:
                return body

    def read_all(self):
        """Every answer until the connection ends or is silent until the timeout."""
        answers = []
        try:
            while (answer := self.read()) is not None:
                answers.append(answer)
        except TimeoutError:
            pass
        return answers

    def wait_for_end(self, seconds):
        """Seconds until the other side closes, whatever it says before; None: it does not."""
        begin = time.monotonic()
        while (left := begin + seconds - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                if not self._fill():
                    return time.monotonic() - begin
            except TimeoutError:
                break
        return None


def request(url, target="/", method="GET", headers=None, body=None, source="127.0.0.1"):
    """One request on a connection of its own."""
    host, port = address_of(url)
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}:{port}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    with Connection(url, source) as connection:
        connection.send("\r\n".join(lines).encode("latin1") + b"\r\n\r\n" + (body or b""))
        answer = connection.read(method)
    if answer is None:
        raise NotHttp(f"no answer to {method} {target}")
    return answer


def chunked(body, size=1000):
    """A body as chunks."""
    pieces = [body[i:i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
