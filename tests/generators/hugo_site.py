# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds a site with the real hugo and compares its pages with Sou's. A site can be built as it stands, or with its
theme taken out: config and content alone, under layouts that only print what a page is."""

import datetime
import json
import pathlib
import re
import shutil
import subprocess
import tomllib
import urllib.parse

import pages

OTHER_THAN_CONTENT = {"themes", "layouts", "node_modules", "static", "assets", "public", "resources", "archetypes"}
THEME_SETTINGS = ("theme", "outputs", "outputFormats", "security", "enableGitInfo", "minify", "related", "menu", "menus")

# What each page says about itself, for the comparison.
PAGE_LAYOUT = """<!doctype html>
<html lang="{{ .Site.LanguageCode | default .Site.Language.Lang }}" data-address="{{ .RelPermalink }}"
 data-kind="{{ .Kind }}" data-file="{{ with .File }}{{ .Filename }}{{ end }}"
 data-titled="{{ with .Params.title }}yes{{ end }}" data-text="{{ len .Plain }}"
 data-build="{{ .Params._build }}{{ .Params.build }}">
<body>{{ .Content }}</body>
</html>
"""
OTHER_FORMATS = (".org", ".adoc", ".asciidoc", ".ad", ".rst", ".pandoc", ".pdc", ".mmark")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TAG = re.compile(r"\{\{[<%]-?\s*(/?)\s*([\w./-]+)")


def run_hugo(site, destination, *options):
    """Builds into `destination`; nothing is written into `site` but for what hugo cannot help."""
    done = subprocess.run(["hugo", "--source", site, "--destination", destination, "--noBuildLock",
                           "--cacheDir", destination.parent / "hugo-cache", *options],
                          capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        raise AssertionError(f"hugo failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")


def run_hugo_without_broken_files(site, destination):
    """Takes away each content file that hugo stops at; the messages are returned."""
    messages = []
    while True:
        try:
            run_hugo(site, destination)
            return messages
        except AssertionError as error:
            broken = re.search(r'"(%s/content/.+?):\d+:\d+": (.*)' % re.escape(str(site)), str(error))
            if not broken or len(messages) == 100:
                raise
            messages.append(f"{pathlib.Path(broken[1]).relative_to(site)}: {broken[2]}")
            pathlib.Path(broken[1]).unlink()


def _load(path):
    if path.suffix == ".toml":
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    if path.suffix == ".json":
        return json.loads(path.read_text(encoding="utf-8-sig"))
    import yaml
    return yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}


def _drop_theme(path):
    """Writes the configuration file again as JSON, without what needs the theme."""
    settings = _load(path)
    mounts = settings.get("module", {}).get("mounts")
    for key in THEME_SETTINGS:
        for given in [k for k in settings if k.lower() == key.lower()]:
            del settings[given]
    settings.pop("module", None)
    if mounts:
        settings["module"] = {"mounts": mounts}
    settings["refLinksErrorLevel"] = "WARNING"
    path.unlink()

    def plain(value):
        return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)

    path.with_suffix(".json").write_text(json.dumps(settings, default=plain), encoding="utf8")


def _stand_in_for_shortcodes(content, layouts):
    names = {}
    for file in content.rglob("*"):
        if file.suffix in (".md", ".markdown", ".mdown", ".html") and file.is_file():
            for slash, name in TAG.findall(file.read_text(encoding="utf8", errors="replace")):
                names[name] = names.get(name, False) or bool(slash)
    for name, is_paired in names.items():
        if name in ("ref", "relref", "highlight"):
            continue
        file = layouts / "shortcodes" / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{{ .Inner | markdownify }}" if is_paired else "", encoding="utf8")


def without_theme(site, target):
    """Copies config and content of `site` to `target` and gives it layouts. A section without a config becomes the
    content of a site; returns whether there was one."""
    site, target = pathlib.Path(site).resolve(), pathlib.Path(target)
    has_config = any(site.glob("hugo.*")) or any(site.glob("config.*")) or (site / "config").is_dir()

    def ignored(folder, names):
        at_top = pathlib.Path(folder) == site
        return [name for name in names if name == ".git" or (at_top and has_config and name in OTHER_THAN_CONTENT)]

    shutil.copytree(site, target if has_config else target / "content", ignore=ignored)
    if has_config:
        for file in [*target.glob("hugo.*"), *target.glob("config.*")]:
            _drop_theme(file)
        for file in (target / "config").glob("*/*.*"):
            if file.stem in ("hugo", "config"):
                _drop_theme(file)
            elif file.stem.split(".")[0].lower() in [key.lower() for key in THEME_SETTINGS]:
                file.unlink()
    else:
        (target / "hugo.json").write_text('{"refLinksErrorLevel": "WARNING"}', encoding="utf8")
    layouts = target / "layouts"
    for name in ("_default/single.html", "_default/list.html", "index.html"):
        (layouts / name).parent.mkdir(parents=True, exist_ok=True)
        (layouts / name).write_text(PAGE_LAYOUT, encoding="utf8")
    _stand_in_for_shortcodes(target, layouts)
    return has_config


class PublishedPage(pages.PublishedPage):
    """Also what PAGE_LAYOUT says about the page; a heading without text is none, for it cannot be found."""

    def __init__(self, text):
        self.about = {}
        self._heading = None  # [id, text] of the open heading
        self.headings = []
        super().__init__(text)
        self.anchors = [anchor for anchor, text in self.headings if text.strip()]

    def handle_starttag(self, tag, attributes):
        super().handle_starttag(tag, attributes)
        if tag == "html":
            self.about = dict(attributes)
        if tag in HEADINGS:
            self._heading = [dict(attributes).get("id") or "", ""]
            self.headings.append(self._heading)

    def handle_endtag(self, tag):
        if tag in HEADINGS:
            self._heading = None

    def handle_data(self, data):
        if self._heading:
            self._heading[1] += data


def redirects(folder, base_path=""):
    """The addresses of redirect pages, percent-decoded, below the path of the base URL."""
    found = set()
    for file in pathlib.Path(folder).rglob("*.html"):
        if PublishedPage(file.read_text(encoding="utf8")).is_redirect:
            found.add(base_path + ("/" + file.relative_to(folder).as_posix()).removesuffix("index.html"))
    return found


class Comparison:
    """Sou's pages beside the published ones. Differences are texts; `explain(difference)` gives the reason of one that
    is known, or None."""

    def __init__(self, sou, published, base_path="", explain=lambda difference, page=None: None, with_languages=True):
        self.found = {}
        self.published = dict(published)
        self.different = []
        self.explained = {}
        self._explain = explain
        self._with_languages = with_languages
        for page in sou.values():
            address = urllib.parse.unquote(page["url"]).removeprefix(base_path)
            if address in self.found:
                self._note(f"twice: {address} of {page['path']} and {self.found[address]['path']}")
            self.found[address] = page
        for address in sorted(self.found.keys() | self.published.keys()):
            self._compare(address)

    def _compare(self, address):
        if address not in self.published:
            return self._note(f"not published: {address} of {self.found[address]['path']}")
        if address not in self.found:
            return self._note(f"not found: {address}", address)
        page, published = self.found[address], self.published[address]
        if self._with_languages and page.get("language", "") != published.language:
            self._note(f"language of {address}: {page.get('language')} instead of {published.language}")
        anchors = [heading.get("anchor", "") for heading in page.get("headings", [])]
        if anchors != published.anchors:
            self._note(f"anchors of {address} ({page['path']}):\n    sou  {anchors}\n    hugo {published.anchors}")

    def _note(self, difference, address=None):
        reason = self._explain(difference, self.published.get(address)) if address else self._explain(difference)
        if reason is None:
            self.different.append(difference)
        else:
            self.explained[difference] = reason

    def summary(self):
        return f"found {len(self.found)} / published {len(self.published)} / different {len(self.different)}"
