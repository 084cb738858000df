# SPDX-License-Identifier: GPL-3.0-or-later
"""sou-search --batch --qrels: judged queries of a site."""

import json
import unittest

import sou

SITE = {"content/tea.md": "---\ntitle: 龙井茶\n---\n湖边的茶馆，龙井茶的水温是八十度。\n",
        "content/lake.md": "---\ntitle: West Lake\n---\nA walk around the lake, and tea at its end.\n",
        "content/pods.md": "---\ntitle: Restarting pods\n---\nkubectl rollout restart restarts every pod.\n"}
QUERIES = "q1\t龙井\nq2\ttea\nq3\tzzzqqq\n"


class Evaluate(sou.Case):
    def setUp(self):
        super().setUp()
        self.index(self.site(SITE))
        self.queries = self.folder / "queries.tsv"
        self.queries.write_text(QUERIES, encoding="utf8")

    def evaluate(self, judgments, *options):
        qrels = self.folder / "qrels.tsv"
        qrels.write_text(judgments, encoding="utf8")
        return sou.run("sou-search", "--index", self.folder / "index", "--batch", self.queries, "--qrels", qrels, *options)

    def test_table(self):
        done = self.evaluate("q1\tcontent/tea.md\t1\nq2\tcontent/pods.md\t1\nq3\tcontent/lake.md\t1\n", "--worst", "5")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"queries +3 judged, 2 answered\nMRR@10 +0\.3333\nnDCG@10 +0\.3333\nP@1 +0\.3333\n"
                                      r"recall@10 +0\.3333\nsuccess@10 +0\.3333\nms +p50 [\d.]+ +p95 [\d.]+ +p99 [\d.]+ +slowest [\d.]+\n")
        self.assertIn("q2  tea   (none of the first 10 is right)\n  wanted  content/pods.md\n  first   content/lake.md  West Lake\n",
                      done.stdout)
        self.assertIn("q3  zzzqqq", done.stdout)
        self.assertNotIn("龙井", done.stdout)

    def test_addresses_trec_lines_and_json(self):
        done = self.evaluate("q1 0 https://example.org/content/tea/ 2\nq2\t/content/lake\t1\nq8\ttea\t1\n", "--json", "--worst", "1")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        scores = json.loads(done.stdout)
        self.assertEqual([scores[key] for key in ("queries", "answered", "unjudged", "not_asked", "mrr@10", "ndcg@10", "p@1",
                                                  "recall@10", "success@10")], [2, 2, 1, 1, 1, 1, 1, 1, 1])
        self.assertEqual(set(scores["ms"]), {"p50", "p95", "p99", "slowest"})
        self.assertEqual((scores["worst"], scores["warnings"]), ([], []))

    def test_a_misspelt_page_is_named(self):
        done = self.evaluate("q1\tcontent/tea.md\t1\nq2\tcontent/laek.md\t1\n")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stderr, r'warning: .*qrels\.tsv:2: the index has no page "content/laek\.md"; '
                                      r'did you mean "content/lake\.md"\?')
        self.assertIn("MRR@10      0.5000", done.stdout)

    def test_a_malformed_line_is_named(self):
        done = self.evaluate("q1\tcontent/tea.md\t1\nq2 content/lake.md\n")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, r"qrels\.tsv:2: a line must be")

    def test_least_mrr_is_for_continuous_integration(self):
        judgments = "q1\tcontent/tea.md\t1\nq3\tcontent/lake.md\t1\n"
        self.assertEqual(self.evaluate(judgments, "--least-mrr", "0.5").returncode, 0)
        done = self.evaluate(judgments, "--least-mrr", "0.51")
        self.assertEqual(done.returncode, 1)
        self.assertIn("MRR@10 0.5000 is below 0.51", done.stderr)
        self.assertEqual(self.evaluate(judgments, "--least-mrr", "2").returncode, 2)

    def test_with_trec_the_run_is_on_standard_output(self):
        done = self.evaluate("q1\tcontent/tea.md\t1\n", "--trec", "--timings", self.folder / "timings")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout.splitlines()[0], r"^q1 Q0 content/tea\.md 1 ")
        self.assertIn("MRR@10      1.0000", done.stderr)
        self.assertEqual(len((self.folder / "timings").read_text().splitlines()), 3)

    def test_what_cannot_be_scored_is_an_error(self):
        for options in (["--limit", "5"], ["--offset", "1"]):
            self.assertEqual(self.evaluate("q1\ttea\t1\n", *options).returncode, 2, options)
        done = self.evaluate("x1\ttea\t1\n")
        self.assertEqual(done.returncode, 2)
        self.assertIn("do their ids agree", done.stderr)
        self.assertEqual(sou.run("sou-search", "--index", self.folder / "index", "--qrels", self.queries).returncode, 2)


if __name__ == "__main__":
    unittest.main()
