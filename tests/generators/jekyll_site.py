# SPDX-License-Identifier: GPL-3.0-or-later
"""What the two comparisons with Jekyll share: building a site, and Sou's pages beside the published ones."""

import os
import subprocess

import pages

LAYOUT = '<!doctype html><html lang="{{ page.lang | default: site.lang }}"><body>{{ content }}</body></html>\n'


def build(site, destination, *options):
    """Builds the site with the real Jekyll; its log."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["jekyll", "build", "--disable-disk-cache", "-s", str(site), "-d", str(destination), *options],
        capture_output=True, text=True, timeout=300, env=environment)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    return done.stdout + done.stderr


def file_address(url):
    """The address of the file that Jekyll writes for an address: it names /a.html "/a", and /index.html too."""
    path = pages.decoded(url)
    if path.endswith("/index.html"):
        return path.removesuffix("index.html")
    return path if path.endswith(("/", ".html", ".htm")) else path + ".html"


def found_pages(site, base_path="", *options):
    """Sou's pages by the address of their published file."""
    found = {}
    for page in pages.sou_pages(site, "--source", "jekyll", *options).values():
        found[file_address(page["url"].removeprefix(base_path))] = page
    return found


def anchors(page):
    return [heading.get("anchor", "") for heading in page.get("headings", [])]


def differences(found, published):
    """(address, what) for every page that only one side has or that differs."""
    out = [(address, "only published") for address in published.keys() - found.keys()]
    out += [(address, "only found") for address in found.keys() - published.keys()]
    for address in sorted(found.keys() & published.keys()):
        ours, theirs = anchors(found[address]), published[address].anchors
        if ours != theirs:
            out.append((address, f"anchors {ours} instead of {theirs}"))
    return sorted(out)
