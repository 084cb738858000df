# SPDX-License-Identifier: GPL-3.0-or-later
"""What README.md and docs/ say against what the programs do."""

import json
import re
import unittest

import sou

ROOT = sou.DATA.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf8")


def section(title):
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


class Readme(sou.Case):
    def test_names_every_option(self):
        for program, title in [("sou-index", "Index a site"), ("sou-search", "Search from a shell"),
                               ("sou-serve", "Serve a search box")]:
            options = set(re.findall(r"--[a-z-]+", sou.run(program, "--help").stdout.split("Example")[0]))
            named = set(re.findall(r"--[a-z-]+", section(title))) | {"--help", "--version", "--verbose", "--config",
                                                                    "--print-config"}
            self.assertEqual(options - named, set(), program)

    def test_lists_every_setting_with_its_default(self):
        printed = sou.run("sou-index", self.folder, "--print-config").stdout
        settings = {key: value for key, value in re.findall(r"^([\w.]+): (.*?)  # default$", printed, re.M)}
        rows = {key: value.strip("` ") for key, value in re.findall(r"^\| `([\w.]+)` \| (.*?) \|", section("Settings"), re.M)}
        self.assertGreater(len(rows), 15)
        self.assertEqual({key: value.strip('"') for key, value in settings.items()}, rows)

    def test_its_two_commands_are_there(self):
        dev = (ROOT / "dev").read_text()
        for command in ["demo", "test", "build"]:
            self.assertIn(f"./dev {command}", README)
            self.assertIn(f"cmd_{command}()", dev)

    def test_every_query_in_the_table_is_understood(self):
        self.index(sou.DATA / "site")
        queries = re.findall(r"`([^`]+)`", " ".join(row.split("|")[1] for row in section("Query language").splitlines()
                                                    if row.startswith("| `")))
        self.assertGreater(len(queries), 12)
        for query in queries:
            if query.endswith(":"):
                continue  # a field without its value
            self.assertEqual(self.search("--", query)["diagnostics"], [], query)


class Api(sou.Case):
    def test_documents_every_field(self):
        self.index(sou.DATA / "site")
        response = self.search("云原生", "--explain")
        text = (ROOT / "docs/API.md").read_text(encoding="utf8")
        documented = set(re.findall(r"`(\w+)`", text))
        for key in list(response) + list(response["hits"][0]):
            if key != "explanation":
                self.assertIn(key, documented)
        self.assertTrue(json.dumps(response))


if __name__ == "__main__":
    unittest.main()
