# SPDX-License-Identifier: GPL-3.0-or-later
"""The proxies with the files of web/deploy, in a temporary folder and on free ports of this machine. Only addresses, paths
and certificates are put in place of those that the files name."""

import os
import pathlib
import re
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "e2e"))

import sou  # noqa: E402

SHIPPED = HERE.parent.parent / "web/deploy"
DEADLINE = 30

# Debian's nginx.conf as far as it matters: two workers of 768 connections.
NGINX_FRAME = """{user}daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 768; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    sendfile on; tcp_nopush on;
    default_type application/octet-stream;
    include {folder}/sou.conf;
}}
"""


def free_ports(count):
    """Ports that nobody listens on at the moment."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def with_replaced(text, replacements):
    """The text with each of the words replaced; every one must be there, or the test would run something else."""
    for old, new in replacements:
        if old not in text:
            raise AssertionError(f"the shipped file does not say {old!r} any more")
        text = text.replace(old, new)
    return text


def make_certificate(folder):
    """A certificate that signs itself: paths of it and of its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=search.example.org", "-out", certificate, "-keyout", key],
                   check=True, capture_output=True, timeout=DEADLINE)
    return certificate, key


class Proxy:
    """A running proxy. `address` is where it listens, http://127.0.0.1:PORT."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.process = None
        self.port, self.tls_port = free_ports(2)
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self, command, port, environment=None):
        with (self.folder / "out").open("wb") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
        end = time.monotonic() + DEADLINE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise AssertionError(f"{command[0]} did not start: {self.log()}")
            time.sleep(0.05)

    def log(self):
        files = [self.folder / "out", *self.folder.glob("*.log")]
        return "\n".join(file.read_text(errors="replace") for file in files if file.exists())

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        self.process.wait(DEADLINE)
        self.process = None


class Nginx(Proxy):
    """`upstream` as nginx writes it: 127.0.0.1:PORT or unix:PATH. `replacements` are further words to be replaced."""

    def __init__(self, folder, upstream, tls=False, replacements=()):
        super().__init__(folder)
        cache = folder / "cache"
        replaced = [("server unix:/run/sou/sou.sock;", f"server {upstream};"), ("listen 80;", f"listen 127.0.0.1:{self.port};"),
                    ("    listen [::]:80;\n", ""), ("/var/cache/nginx/sou", str(cache)), ("/var/log/nginx", str(folder)),
                    *replacements]
        if tls:
            certificate, key = make_certificate(folder)
            letsencrypt = "/etc/letsencrypt/live/search.example.org"
            replaced += [("#TLS ", ""), ("    listen [::]:443 ssl http2;\n", ""), ("listen 443 ", f"listen 127.0.0.1:{self.tls_port} "),
                         (f"{letsencrypt}/fullchain.pem", str(certificate)), (f"{letsencrypt}/privkey.pem", str(key))]
        text = with_replaced((SHIPPED / "nginx.conf").read_text(encoding="utf8"), replaced)
        (folder / "sou.conf").write_text(text, encoding="utf8")
        # Started by root, it would hand its workers to a user that cannot enter the temporary folder.
        user = "user root root;\n" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(NGINX_FRAME.format(user=user, folder=folder), encoding="utf8")
        self.command = ["/usr/sbin/nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "nginx.log")]
        self.start(self.command, self.port)

    def check(self):
        """What nginx says of its configuration, and whether it is content."""
        done = subprocess.run([*self.command, "-t"], capture_output=True, text=True, timeout=DEADLINE)
        return done.returncode, done.stderr


class Caddy(Proxy):
    """`upstream` as Caddy writes it: 127.0.0.1:PORT or unix//PATH."""

    def __init__(self, folder, upstream, tls=False):
        super().__init__(folder)
        site, port = f"http://127.0.0.1:{self.port}", self.port
        tls_lines = ""
        if tls:
            certificate, key = make_certificate(folder)
            site, port = f"https://search.example.org:{self.tls_port}", self.tls_port
            tls_lines = f"    tls {certificate} {key}\n"
        text = with_replaced((SHIPPED / "Caddyfile").read_text(encoding="utf8"),
                             [("search.example.org {\n", f"{site} {{\n{tls_lines}"), ("unix//run/sou/sou.sock", upstream),
                              ("    admin off\n", f"    admin off\n    http_port {self.port}\n    https_port {self.tls_port}\n")])
        self.file = folder / "Caddyfile"
        self.file.write_text(text, encoding="utf8")
        self.environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        self.start(["/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", str(self.file)], port, self.environment)

    def check(self):
        done = subprocess.run(["/usr/bin/caddy", "validate", "--adapter", "caddyfile", "--config", self.file], capture_output=True,
                              text=True, timeout=DEADLINE, env=self.environment)
        return done.returncode, done.stderr


def upstream_of(server):
    """127.0.0.1:PORT of a sou.Server or a Recorder."""
    return re.sub("^http://", "", server.address)
