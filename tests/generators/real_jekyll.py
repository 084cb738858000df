# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares a real Jekyll site, its theme and plugins taken out, with what Jekyll publishes of it.

usage: real_jekyll.py SITE_DIR      (SOU_BIN and SOU_TEST_DATA as for the other tests)

Prints "found F, published P, different D" and every difference; exits 1 if one of them is not explained below."""

import pathlib
import re
import shutil
import sys
import tempfile

import jekyll_site
import pages

# Differences that are known, by address. Liquid is not evaluated: headings that a loop or a variable makes are missing.
EXPLAINED = {
    "/": "its heading shows the site's subtitle; others stand in conditions that do not hold",
    "/archives/": "its headings are made by a loop over the posts",
    "/wiki/": "its headings are made by a loop over the wiki",
    "/2016/02/04/switch-to-kramdown-from-redcarpet/": "a code fence right below a list item: code for CommonMark, text for kramdown",
    "/404.html": "the page for addresses that do not exist is no hit",
    "/categories/": "its headings are made by a loop over the site's categories",
    "/open-source/": "its headings are made by a loop over the owner's repositories",
}

OVERRIDES = """plugins: []
gems: []
theme: null
remote_theme: null
plugins_dir: _plugins
layouts_dir: _layouts
includes_dir: _includes
github: {public_repositories: [], contributors: []}
"""

# Tags of plugins, each rendered as nothing.
STUBS = """%w(seo feed_meta gist youtube github_sample avatar octicon lazyload jsonld).each do |name|
  Liquid::Template.register_tag(name, Class.new(Liquid::Tag) { def render(_) = "" })
end
"""


def texts(site):
    for file in site.rglob("*"):
        if file.is_file() and file.suffix.lower() in (".md", ".markdown", ".html", ".htm", ".xml", ".txt"):
            yield file.read_text(encoding="utf8", errors="replace")


def take_theme_out(site):
    """Layouts that only say the language, includes that say nothing, plugins that do nothing."""
    for name in ("_layouts", "_includes", "_plugins", "_sass", "Gemfile", "Gemfile.lock"):
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
    layouts, includes = {"default"}, set()
    config = next((file for file in site.glob("_config.*") if file.is_file()), None)
    for text in [*texts(site), config.read_text(encoding="utf8") if config else ""]:
        layouts.update(re.findall(r"""\blayout:\s*["']?([\w./-]+)""", text))
        includes.update(re.findall(r"\{%-?\s*include(?:_cached)?\s+([\w./-]+)", text))
    write_all(site / "_layouts", {f"{name}.html": jekyll_site.LAYOUT for name in layouts})
    write_all(site / "_includes", {name: "" for name in includes})
    write_all(site / "_plugins", {"stubs.rb": STUBS})
    (site / "_overrides.yml").write_text(OVERRIDES, encoding="utf8")
    return ",".join(str(file) for file in (config, site / "_overrides.yml") if file)


def write_all(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf8")


def compare(original):
    with tempfile.TemporaryDirectory() as folder:
        site, out = pathlib.Path(folder, "site"), pathlib.Path(folder, "out")
        shutil.copytree(original, site, symlinks=True, ignore=shutil.ignore_patterns(".git", "_site", "node_modules"))
        found = jekyll_site.found_pages(original)
        jekyll_site.build(site, out, "--config", take_theme_out(site))
        published = pages.published_pages(out)
    differences = jekyll_site.differences(found, published)
    for address in sorted(found.keys() & published.keys()):
        language = published[address].language
        if language and language != found[address].get("language", ""):
            differences.append((address, f"language {found[address].get('language')} instead of {language}"))
    return found, published, differences


def main():
    found, published, differences = compare(pathlib.Path(sys.argv[1]).resolve())
    print(f"found {len(found)}, published {len(published)}, different {len(differences)}")
    unexplained = 0
    for address, what in differences:
        unexplained += address not in EXPLAINED
        print(f"  {address}: {what}" + (f" ({EXPLAINED[address]})" if address in EXPLAINED else ""))
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
