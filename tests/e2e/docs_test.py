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


class JsonLines(sou.Case):
    """docs/JSONL.md, docs/page.schema.json and the code know the same fields."""

    def setUp(self):
        super().setUp()
        self.document = (ROOT / "docs/JSONL.md").read_text(encoding="utf8")
        self.schema = json.loads((ROOT / "docs/page.schema.json").read_text(encoding="utf8"))

    def rows(self):
        """The document's fields, and what its table says of each."""
        rows = {}
        for names, kind, meaning in re.findall(r"^\| (`.*?) \| (.*?) \| (.*?) ?\|$", self.document, re.M):
            rows.update({name: kind + " " + meaning for name in re.findall(r"`(\w+)`", names)})
        return rows

    def test_fields_are_the_same(self):
        source = (ROOT / "indexer/source/jsonl/page_from_json.cc").read_text(encoding="utf8")
        table = re.search(r"kFields = [^{]*\{(.*?)\}\)", source, re.S).group(1)
        known = set(re.findall(r'"(\w+)"', table))
        self.assertGreater(len(known), 25)
        self.assertEqual(set(self.schema["properties"]), known)
        self.assertEqual(set(self.rows()), known)

    def test_parts_of_headings_and_code_are_the_same(self):
        for field in ("headings", "code_blocks"):
            parts = set(self.schema["properties"][field]["items"]["properties"])
            self.assertEqual(set(re.findall(r"`(\w+)`", self.rows()[field])) - {"body"}, parts, field)

    def test_a_field_of_the_schema_is_no_unknown_one(self):
        page = dict.fromkeys(self.schema["properties"])
        page.update(url="/a/", title="湖边的茶馆", lanugage="zh")
        lines = self.site({"pages.jsonl": json.dumps(page) + "\n"}) / "pages.jsonl"
        warnings = [row["message"] for row in self.index(lines)["warnings"]]
        self.assertEqual(warnings, ["the field 'lanugage' is not known and ignored; did you mean 'language'?"])

    def test_what_print_pages_writes_is_in_the_schema(self):
        printed = [json.loads(line) for line in sou.run("sou-index", sou.DATA / "site", "--print-pages").stdout.splitlines()]
        written = set().union(*printed)
        self.assertGreater(len(written), 15)
        self.assertEqual(written - set(self.schema["properties"]), set())

    def test_its_example_is_read(self):
        example = "".join(line.strip() + "\n" for line in self.document.splitlines() if line.startswith("    {"))
        report = self.index(self.site({"pages.jsonl": example}) / "pages.jsonl")
        self.assertEqual([report["pages"], report["skipped"], report["warnings"]], [2, [], []])
        hits = self.search("水温 龙井")["hits"]
        self.assertEqual([hit["url"] for hit in hits], ["/2024/longjing/"])


if __name__ == "__main__":
    unittest.main()
