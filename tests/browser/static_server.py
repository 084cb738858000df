# SPDX-License-Identifier: GPL-3.0-or-later
"""A site's web server for the tests of search boxes: a folder of files, and a page for every other address."""

import functools
import http.server
import pathlib
import threading

PAGE = b"<!doctype html><title>A page of the site</title><p>A page of the site</p>"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def send_head(self):
        if pathlib.Path(self.translate_path(self.path)).is_file():
            return super().send_head()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)
        return None

    def log_message(self, *arguments):
        pass


class StaticServer:
    """Serves `folder` on a free port of 127.0.0.1 until stop()."""

    def __init__(self, folder):
        handler = functools.partial(_Handler, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
