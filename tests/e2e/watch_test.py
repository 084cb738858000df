# SPDX-License-Identifier: GPL-3.0-or-later
"""sou-index --watch: after whatever happens to a site, the index is what a fresh build makes of it.

SOU_WATCH_EDITS and SOU_WATCH_SECONDS: how many random edits, within which time (see tests/CMakeLists.txt)."""

import fcntl
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import time
import unittest

import sou

EDITS = int(os.environ.get("SOU_WATCH_EDITS", "60"))
SECONDS = float(os.environ.get("SOU_WATCH_SECONDS", "4"))


class Watch:
    """A running sou-index --watch."""

    def __init__(self, folder, site, index, *arguments):
        self.out, self.err = folder / "watch.out", folder / "watch.err"
        with open(self.out, "w") as out, open(self.err, "w") as err:
            self.process = subprocess.Popen([sou.BIN / "sou-index", site, "--index", index, "--watch", *arguments],
                                            stdout=out, stderr=err)
        self.wait_for("Watching ")

    def wait_for(self, text, errors=False):
        """Waits until it has said so."""
        def said():
            if self.process.poll() is not None:
                raise AssertionError(f"it has ended, code {self.process.returncode}: {self.err.read_text()}")
            return text in (self.err if errors else self.out).read_text()
        sou.wait_until(said, f"saying {text!r}")

    def changes(self):
        """What it said of later runs, without the time."""
        said = self.out.read_text().split("Watching ", 1)[1].split("\n", 1)[1].splitlines()
        return [re.sub(r"^\d\d:\d\d:\d\d ", "", line) for line in said]

    def stop(self, with_signal=signal.SIGTERM):
        self.process.send_signal(with_signal)
        return self.process.wait(sou.DEADLINE)


class Case(sou.Case):
    def setUp(self):
        super().setUp()
        self.numbers = itertools.count()

    def watch(self, site, *arguments, name="index"):
        watch = Watch(self.folder, site, self.folder / name, *arguments)
        self.addCleanup(lambda: watch.process.poll() is None and (watch.process.kill(), watch.process.wait()))
        return watch

    def pages(self, index):
        """Every page that the index lists, with all that a hit tells of it."""
        done = sou.run("sou-search", "--index", self.folder / index, "--jsonl", "--limit", "100000", "")
        return sorted(done.stdout.splitlines()) if done.returncode in (0, 1) else done.stderr

    def assert_follows(self, site, queries=(), name="index"):
        """The index becomes what a full build makes of the site."""
        fresh = f"fresh-{next(self.numbers)}"
        built = sou.run("sou-index", site, "--index", self.folder / fresh)
        self.assertIn(built.returncode, (0, 1), built.stderr)
        expected = self.pages(fresh)
        self.assertTrue(expected)
        try:
            sou.wait_until(lambda: self.pages(name) == expected, "the index of a full build")
        except AssertionError:
            self.assertEqual(self.pages(name), expected, (self.folder / "watch.err").read_text())
        for query in queries:
            # All of them: which ten of equal pages come first hangs on the statistics, which count replaced pages.
            found = [sorted(hit["path"] for hit in self.search("--limit", "1000", query, index=index)["hits"]) for index in (name, fresh)]
            self.assertEqual(found[0], found[1], query)
        shutil.rmtree(self.folder / fresh)


def page(title, text="湖边的茶馆 lakeside", **fields):
    more = "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items())
    return f"---\ntitle: {title}\n{more}---\n# {title}\n\n{text}\n"


class Edits(Case):
    def setUp(self):
        super().setUp()
        self.root = self.site({"a.md": page("Apple"), "b.md": page("Banana"), "docs/c.md": page("Cherry"),
                               "docs/deep/d.md": page("Date")})

    def follows(self, *queries):
        self.assert_follows(self.root, queries)

    def test_files(self):
        watch = self.watch(self.root)
        (self.root / "a.md").write_text(page("Apricot"))
        self.follows("apricot", "apple")
        (self.root / "a.md.tmp").write_text(page("Avocado"))
        os.rename(self.root / "a.md.tmp", self.root / "a.md")
        self.follows("avocado", "apricot")
        (self.root / "b.md").unlink()
        (self.root / "b.md").write_text(page("Blueberry"))
        self.follows("blueberry", "banana")
        os.rename(self.root / "b.md", self.root / "docs/moved.md")
        self.follows("blueberry")
        (self.root / "docs/moved.md").unlink()
        (self.root / "new.md").write_text(page("枇杷"))
        self.follows("枇杷", "blueberry")
        lines = watch.changes()
        self.assertRegex(lines[0], r"^1 updated: generation 2 in \d+\.\d s$")
        self.assertRegex(lines[-1], r"^1 added, 1 deleted: generation \d+ in \d+\.\d s$")
        self.assertEqual(watch.err.read_text(), "")
        self.assertEqual(watch.stop(), 0)

    def test_folders(self):
        watch = self.watch(self.root)
        outside = self.site({"x/e.md": page("Elder"), "x/y/f.md": page("Fig")}, "outside")
        os.rename(outside / "x", self.root / "docs/x")
        self.follows("elder", "fig")
        (self.root / "docs/x/y/f.md").write_text(page("Feijoa"))
        self.follows("feijoa", "fig")
        os.rename(self.root / "docs", self.root / "guide")
        self.follows("cherry")
        (self.root / "guide/x/y/g.md").write_text(page("Grape"))
        self.follows("grape")
        os.rename(self.root / "guide/x", outside / "x")
        self.follows("grape", "elder")
        (outside / "x/e.md").write_text(page("Elsewhere"))
        shutil.rmtree(self.root / "guide")
        self.follows("cherry")
        self.assertEqual(watch.stop(signal.SIGINT), 0)

    def test_settings(self):
        watch = self.watch(self.root)
        (self.root / "sou.yaml").write_text("index:\n  exclude: [docs/deep]\n")
        self.follows("date")
        (self.root / "docs/deep/d.md").write_text(page("Durian"))
        (self.root / "sou.yaml").write_text("index:\n  exclude: [a.md]\n")
        self.follows("durian", "apple")
        (self.root / "docs/deep/d.md").write_text(page("Dragonfruit"))
        self.follows("dragonfruit")
        (self.root / "sou.yaml").write_text("index:\n  draft: true\n")
        watch.wait_for('did you mean "index.drafts"?; waiting for the next change', errors=True)
        self.assertEqual(len(self.pages("index")), 3)
        (self.root / "sou.yaml").unlink()
        self.follows("apple")
        (self.root / ".souignore").write_text("docs/\n")
        self.follows("cherry")

    def test_settings_outside(self):
        settings = self.folder / "settings.yaml"
        settings.write_text("index:\n  exclude: [a.md]\n")
        watch = self.watch(self.root, "--config", settings)
        self.assertEqual(len(self.pages("index")), 3)
        settings.write_text("watch:\n  quiet_ms: 20\n")
        self.follows("apple")
        self.assertEqual(watch.stop(), 0)

    def test_a_page_that_breaks(self):
        watch = self.watch(self.root)
        (self.root / "a.md").write_text("---\ntitle: [Apple\n---\ntext\n")
        watch.wait_for("skipped a.md:")
        self.follows("apple")
        (self.root / "b.md").write_text(page("Blueberry"))
        self.follows("blueberry")
        self.assertEqual(watch.out.read_text().count("skipped a.md"), 1)  # said once, though skipped by every run
        (self.root / "a.md").write_text(page("Apple"))
        self.follows("apple")

    def test_the_site_goes_and_comes_back(self):
        watch = self.watch(self.root)
        os.rename(self.root, self.folder / "away")
        watch.wait_for("is not there; waiting for it", errors=True)
        self.assertEqual(len(self.pages("index")), 4)
        (self.folder / "away/e.md").write_text(page("Elder"))
        os.rename(self.folder / "away", self.root)
        self.follows("elder")
        (self.root / "docs/e.md").write_text(page("Endive"))
        self.follows("endive")
        self.assertNotIn("error", watch.err.read_text())


class Kinds(Case):
    def test_hugo(self):
        site = pathlib.Path(shutil.copytree(sou.DATA / "site", self.folder / "site"))
        self.watch(site)
        file = next(iter(sorted((site / "content").rglob("*.md"))))
        file.write_text(file.read_text() + "\n枇杷与琵琶\n")
        self.assert_follows(site, ["枇杷与琵琶"])
        config = next(site.glob("hugo.*"))
        config.write_text(config.read_text().replace("baseURL", "# baseURL"))
        self.assert_follows(site)

    def test_built_html(self):
        html = "<html><head><title>{0}</title></head><body><main><h1>{0}</h1><p>text of it</p></main></body></html>"
        site = self.site({"index.html": html.format("Home"), "a/index.html": html.format("Apple")})
        self.watch(site)
        shutil.rmtree(site / "a")
        (site / "b").mkdir()
        (site / "b/index.html").write_text(html.format("Banana"))
        self.assert_follows(site, ["apple", "banana"])

    def test_json_lines(self):
        lines = self.site({"pages.jsonl": '{"url": "/a/", "title": "Apple"}\n'}) / "pages.jsonl"
        watch = self.watch(lines)
        lines.write_text('{"url": "/a/", "title": "Apricot"}\n{"url": "/b/", "title": "Banana"}\n')
        self.assert_follows(lines, ["apricot", "banana"])
        for title in ("Cherry", "Date"):
            (lines.parent / "next").write_text(json.dumps({"url": "/a/", "title": title}) + "\n")
            os.rename(lines.parent / "next", lines)
            self.assert_follows(lines, [title])
        self.assertEqual(watch.stop(), 0)


class Life(Case):
    def test_a_first_run_that_fails_does_not_end_it(self):
        site = self.site({"sou.yaml": "index:\n  jobs: many\n"})
        watch = self.watch(site)
        self.assertIn("it takes a whole number", watch.err.read_text())
        (site / "sou.yaml").unlink()
        watch.wait_for("no content found", errors=True)
        (site / "a.md").write_text(page("Apple"))
        self.assert_follows(site, ["apple"])
        self.assertIn("Published generation 1: 1 page", watch.out.read_text())
        self.assertEqual(watch.stop(), 0)

    def test_it_waits_for_another_job(self):
        site = self.site({"a.md": page("Apple")})
        watch = self.watch(site)
        with open(self.folder / "index/LOCK", "r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            (site / "a.md").write_text(page("Apricot"))
            watch.wait_for("is writing this index", errors=True)
        self.assert_follows(site, ["apricot"])  # without another change

    def test_a_signal_ends_a_wait_for_quiet(self):
        site = self.site({"a.md": page("Apple"), "sou.yaml": "watch:\n  quiet_ms: 60000\n"})
        watch = self.watch(site)
        (site / "a.md").write_text(page("Apricot"))
        self.assertEqual(watch.stop(), 0)
        self.assertEqual(watch.changes(), [])

    def test_what_it_writes_itself_wakes_nobody(self):
        site = self.site({"a.md": page("Apple")})
        report = site / "report.json"
        watch = self.watch(site, "--report", report, "--full", name="site/index")
        (site / "a.md").write_text(page("Apricot"))
        self.assert_follows(site, ["apricot"], "site/index")

        def is_at_rest():
            before = report.stat().st_mtime_ns
            time.sleep(1.5)  # five times the pause before a run
            return report.stat().st_mtime_ns == before
        sou.wait_until(is_at_rest, "a rest from runs")
        self.assertEqual(json.loads(report.read_text())["full"], "")  # --full was for the first run
        self.assertEqual(watch.stop(), 0)

    def test_mistakes_of_usage(self):
        site = self.site({"a.md": page("Apple")})
        index = self.folder / "index"
        os.mkfifo(self.folder / "pipe")
        cases = [(["-", "--index", index], "piped in"), ([self.folder / "pipe", "--index", index], "piped in"),
                 ([site, "--index", index, "--dry-run"], "excludes"),
                 ([site, "--index", index, "--print-pages"], "excludes"),
                 ([site, "--index", site], "in a folder of its own"), ([site], "give --index DIR"),
                 ([site, "--index", index, "--jobs", "many"], "whole number")]
        for arguments, message in cases:
            done = sou.run("sou-index", "--watch", *arguments, stdin=subprocess.DEVNULL)
            self.assertEqual(done.returncode, 2, message)
            self.assertIn(message, done.stderr)
        self.assertFalse(index.exists())


class Editor:
    """Does to a Hugo site at random what authors, editors and tools do to it."""

    def __init__(self, site, outside, seed):
        self.content, self.config, self.outside = site / "content", site / "hugo.toml", outside
        self.random = random.Random(seed)
        self.count = 0
        self.ops = [self.write, self.write, self.write, self.replace, self.recreate, *[self.create] * 5, self.delete,
                    self.rename, *[self.make_folder] * 3, self.rename_folder, self.move_out, *[self.move_in] * 3,
                    self.delete_folder, self.configure, self.ignore]

    def text(self):
        words = self.random.choices(["茶馆", "原生", "検索", "서버", "kubernetes", "lake", "配置", "升级"], k=12)
        if self.random.random() < 0.04:
            return "---\ntitle: [broken\n---\n"
        return page(f"Page {self.count} {words[0]}", " ".join(words), draft=self.random.random() < 0.1,
                    tags=words[:2], date=f"20{self.random.randint(10, 25)}-03-04")

    def name(self, suffix=""):
        return f"n{self.count}-{self.random.randint(0, 9)}{suffix}"

    def files(self):
        return sorted(file for file in self.content.rglob("*.md") if file.parent != self.content)

    def folders(self, root=None):
        return sorted(file for file in (root or self.content).rglob("*") if file.is_dir())

    def edit(self):
        self.count += 1
        self.random.choice(self.ops)()

    def one_of(self, things):
        return self.random.choice(things) if things else None

    def write(self):
        if file := self.one_of(self.files()):
            file.write_text(self.text())

    def replace(self):
        if file := self.one_of(self.files()):
            temporary = file.with_name(f".{file.name}.swp" if self.count % 2 else f"{file.name}.new")
            temporary.write_text(self.text())
            os.rename(temporary, file)

    def recreate(self):
        if file := self.one_of(self.files()):
            file.unlink()
            file.write_text(self.text())

    def create(self):
        folder = self.one_of(self.folders()) or self.content
        (folder / self.random.choice([self.name(".md"), "_index.md", "index.md"])).write_text(self.text())

    def delete(self):
        if file := self.one_of(self.files()):
            file.unlink()

    def rename(self):
        if file := self.one_of(self.files()):
            os.rename(file, (self.one_of(self.folders()) or self.content) / self.name(".md"))

    def make_folder(self):
        folder = (self.one_of(self.folders()) or self.content) / self.name()
        (folder / "deep").mkdir(parents=True)
        for name in ("a.md", "b.md", "deep/c.md"):
            (folder / name).write_text(self.text())

    def rename_folder(self):
        if folder := self.one_of(self.folders()):
            others = [other for other in [self.content, *self.folders()] if folder not in [other, *other.parents]]
            os.rename(folder, self.one_of(others) / self.name())

    def move_out(self):
        if folder := self.one_of(self.folders()):
            os.rename(folder, self.outside / self.name())

    def move_in(self):
        if folder := self.one_of(sorted(self.outside.iterdir())):
            os.rename(folder, (self.one_of(self.folders()) or self.content) / self.name())

    def delete_folder(self):
        if self.random.random() < 0.3 and (folder := self.one_of(self.folders())):
            shutil.rmtree(folder)

    def configure(self):
        self.config.write_text(f'baseURL = "https://example.org/{self.random.choice(["", "blog/"])}"\n'
                               f'buildDrafts = {self.random.choice(["true", "false"])}\n')

    def ignore(self):
        (self.content.parent / ".souignore").write_text(self.random.choice(["", "n*-3\n", "deep/\n"]))


class RandomEdits(Case):
    def test_many_edits_end_in_what_a_full_build_makes(self):
        # A short pause: most runs meet an edit half-way.
        site = self.site({"sou.yaml": "watch:\n  quiet_ms: 20\n", "hugo.toml": 'baseURL = "https://example.org/"\n',
                          "content/_index.md": page("Home"),
                          "content/about.md": page("About"),
                          **{f"content/posts/p{i}.md": page(f"Post {i}") for i in range(20)}})
        (self.folder / "outside").mkdir()
        watch = self.watch(site, "--jobs", "2")
        seed = int(os.environ.get("SOU_SEED", random.randrange(10**6)))
        editor = Editor(site, self.folder / "outside", seed)
        begin = time.monotonic()
        with self.subTest(SOU_SEED=seed):
            for number in range(EDITS):
                editor.edit()
                time.sleep(max(0.0, begin + SECONDS * (number + 1) / EDITS - time.monotonic()))
            took = time.monotonic() - begin
            self.assert_follows(site, ["茶馆", "kubernetes 配置", "서버"])
            self.assertEqual(watch.stop(), 0)
            print(f"{EDITS} edits in {took:.0f} s, seed {seed}: {len(self.pages('index'))} pages, "
                  f"{len([line for line in watch.changes() if 'generation' in line])} generations; "
                  f"said {len(watch.err.read_text().splitlines())} lines of errors")


if __name__ == "__main__":
    unittest.main()
