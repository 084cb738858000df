# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands between a proxy and sou-serve and keeps what the proxy sends, so that a test sees what arrives there."""

import re
import socket
import threading

import raw_http


class Seen:
    """A request as it arrived: its line, headers by lower-case name, body."""

    def __init__(self, line, headers, body):
        self.line = line
        self.headers = headers
        self.body = body

    def __repr__(self):
        return f"{self.line} {self.headers} {self.body[:100]!r}"


def parse_requests(data):
    """Every request of one connection's bytes; a proxy in front of Sou sends no chunks."""
    seen = []
    while data:
        head, end, rest = data.partition(b"\r\n\r\n")
        if not end:
            seen.append(Seen("unfinished", {}, data))
            break
        line, *lines = head.decode("latin1").split("\r\n")
        headers = {}
        for text in lines:
            name, _, value = text.partition(":")
            headers.setdefault(name.lower(), []).append(value.strip())
        size = int(headers.get("content-length", ["0"])[0])
        seen.append(Seen(line, headers, rest[:size]))
        data = rest[size:]
    return seen


class Recorder:
    """Listens on a free port and passes everything on to `url`."""

    def __init__(self, url):
        self.target = raw_http.address_of(url)
        self.lock = threading.Lock()
        self.connections = []  # bytes of each, in the order in which they were opened
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self):
        # shutdown, not only close: another thread waits in accept.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def clear(self):
        with self.lock:
            self.connections = [bytearray() for _ in self.connections]

    def requests(self, containing=""):
        """The requests that have arrived, by the text in their first line."""
        with self.lock:
            data = [bytes(connection) for connection in self.connections]
        return [seen for each in data for seen in parse_requests(each) if containing in seen.line]

    def count(self, pattern):
        """How often the bytes occur in all that has arrived, in whichever place."""
        with self.lock:
            return sum(len(re.findall(re.escape(pattern), bytes(connection))) for connection in self.connections)

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            with self.lock:
                self.connections.append(bytearray())
                number = len(self.connections) - 1
            try:
                server = socket.create_connection(self.target, 5)
                server.settimeout(None)
            except OSError:
                client.close()
                continue
            threading.Thread(target=self._pass, args=(client, server, number), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, None), daemon=True).start()

    def _pass(self, source, target, number):
        try:
            while data := source.recv(65536):
                if number is not None:
                    with self.lock:
                        self.connections[number] += data
                target.sendall(data)
        except OSError:
            pass
        for side in (source, target):
            try:
                side.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        if number is not None:
            return
        source.close()
        target.close()
