# SPDX-License-Identifier: GPL-3.0-or-later
"""Files made to hang, bloat or crash what reads them: each ends as a page or skipped with its reason, and the job goes on."""

import unittest

import sou

ALIASES = "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(9))

# Name: text, and the reason for skipping it; None for a page.
FILES = {
    "ragged-table.md": ("|" + "a|" * 3000 + "\n|" + "-|" * 3000 + "\n" + "x\n" * 3000, None),
    "alias-bomb.md": ("---\na: &a [x,x,x,x,x,x,x,x,x,x]\n" + ALIASES + "---\nx", "more than 100000 values"),
    "alias-of-itself.md": ("---\na: &a [1, *a]\n---\nx", "points at the list or map it stands in"),
    "deep-yaml.md": ("---\na: " + "[" * 100_000 + "]" * 100_000 + "\n---\nx", "nested deeper than 64 levels"),
    "deep-json.md": ('{"a": ' * 5000 + "1" + "}" * 5000 + "\n\nx", "nested deeper than 64 levels"),
    "deep-toml.md": ("+++\na = " + "[" * 5000 + "]" * 5000 + "\n+++\nx", "maximum nested value depth"),
    "many-keys.md": ("---\n" + "".join(f"k{i}: v\n" for i in range(100_000)) + "---\nx", "more than 100000 values"),
    "brackets.md": ("[" * 50_000 + "a" + "]" * 50_000, None),
    "links.md": ("[a](<b" * 30_000, None),
    "quotes.md": (">" * 100_000 + "x", None),
    "emphasis.md": ("*a_ " * 50_000, None),
    "elements.md": ("<div>" * 100_000 + "x", None),
    "domains.md": ("www." + "a." * 50_000, None),
    "mail.md": ("a@" * 50_000, None),
    "backticks.md": ("".join("`" * i + " " for i in range(1, 700)), None),
    "footnotes.md": ("".join(f"[^{i}]: x\n\n" for i in range(5000)) + "".join(f"[^{i}]" for i in range(5000)), None),
    "images.md": ("![[" * 50_000, None),
    "list.md": ("".join("  " * i + "- x\n" for i in range(1000)), None),
    "shortcodes.md": ("{{< a " * 30_000, None),
    "braces.mdx": ("{<A " * 30_000, None),
    "long-line.md": ("茶" * 500_000, None),
}


class Hostile(sou.Case):
    def test_every_file_ends_as_a_page_or_with_a_reason(self):
        site = self.site({**{name: text for name, (text, _) in FILES.items()}, "good.md": "# Herons at the lake\n"})
        report = self.index(site, "index", 1)
        reasons = {row["path"]: row["reason"] for row in report["skipped"]}
        for name, (_, reason) in FILES.items():
            if reason is None:
                self.assertIn(name, report["added"], reasons.get(name))
            else:
                self.assertIn(reason, reasons[name])
        self.assertEqual(self.search("herons")["total"], 1)

    def test_a_page_has_a_budget_of_time(self):
        # Without the limit of cells the table of 21 kB takes many seconds.
        site = self.site({"table.md": FILES["ragged-table.md"][0], "good.md": "# Herons\n",
                          "sou.yaml": "index:\n  max_page_seconds: 1\n  max_page_memory: 8589934592\n"
                                      "  max_table_cells: 100000000\n"})
        report = self.index(site, "index", 1)
        self.assertEqual([row["path"] for row in report["skipped"]], ["table.md"])
        self.assertIn("takes more than 1 s of computing to be read (index.max_page_seconds)", report["skipped"][0]["reason"])
        self.assertEqual(report["pages"], 1)


if __name__ == "__main__":
    unittest.main()
